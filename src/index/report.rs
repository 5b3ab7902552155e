//! What an index run did, in the shape in which it is printed.

use serde::Serialize;

use crate::corpus::{LeftOut, Refusal, Warning};

/// What an index run did, and what the index holds after it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct IndexReport {
    /// Articles that were not in the index before.
    pub added: usize,
    /// Articles whose file changed.
    pub updated: usize,
    /// Articles whose file is as it was.
    pub unchanged: usize,
    /// Articles whose file is gone.
    pub removed: usize,
    /// Files and records that could not be read, and why.
    pub refused: Vec<Refusal>,
    /// What was doubtful in files that were read all the same.
    pub warnings: Vec<Warning>,
    /// What was passed over by rule: hidden files, `README` files, the index.
    pub left_out: Vec<LeftOut>,
    /// Articles in the index.
    pub articles: usize,
    /// Passages in the index.
    pub passages: usize,
    /// Casualty figures in the index.
    pub figures: usize,
    /// Wall time of the run.
    pub seconds: f64,
    /// Bytes of the index on disk.
    pub bytes: u64,
}
