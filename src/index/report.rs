//! What an index run did, in the shape in which it is printed.

use serde::Serialize;

use super::history::Run;
use super::writer::Change;
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
    /// Of these, how many lie elsewhere than before.
    pub moved: usize,
    /// Articles whose file is gone.
    pub removed: usize,
    /// Files and records that could not be read, and why.
    pub refused: Vec<Refusal>,
    /// What was doubtful in files that were read all the same.
    pub warnings: Vec<Warning>,
    /// What was passed over by rule: hidden files, `README` files, the index.
    pub left_out: Vec<LeftOut>,
    /// Whether the run was stopped before it had come to the end.
    pub stopped: bool,
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

impl IndexReport {
    /// Counts an article by what became of it; refusals are counted by their reasons.
    pub(super) const fn count(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Updated => self.updated += 1,
            Change::Moved => {
                self.moved += 1;
                self.unchanged += 1;
            }
            Change::Refused => {}
        }
    }

    /// What is kept of it in the history of the index.
    pub(super) fn run(&self, began: &str, ended: &str) -> Run {
        Run {
            began: began.to_owned(),
            ended: Some(ended.to_owned()),
            complete: !self.stopped,
            added: self.added,
            updated: self.updated,
            unchanged: self.unchanged,
            moved: self.moved,
            removed: self.removed,
            refused: self.refused.len(),
        }
    }
}
