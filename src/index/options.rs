//! How an index is brought into step with its folders.

use std::num::NonZeroUsize;
use std::thread::available_parallelism;
use std::time::Duration;

use crate::corpus::Reading;

/// What a run may cost, and how careful it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Build the index again from nothing; the old one answers until the new one is whole.
    pub rebuild: bool,
    /// Read every file, whatever its size and times say.
    pub rehash: bool,
    /// How long to wait while another process writes.
    pub wait: Duration,
    /// How often what was read is made safe and can be searched.
    pub commit_every: Duration,
    /// How many threads read and annotate articles while others add those before; with one, a single
    /// thread does all in turn. The index answers the same with any number.
    pub threads: NonZeroUsize,
    /// Bytes that the writer may fill before it writes its segments to disk; the fewer, the more segments.
    pub arena: usize,
    /// Whether the folded forms of words are indexed. Without them a search for a word as it is written
    /// would find nothing, so the index has a fingerprint of its own that no search asks for: it is for
    /// measuring what the forms cost.
    pub forms: bool,
    /// What one file may cost, and which columns of tables hold what.
    pub reading: Reading,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rebuild: false,
            rehash: false,
            wait: Duration::ZERO,
            commit_every: Duration::from_secs(10),
            threads: available_parallelism().unwrap_or(NonZeroUsize::MIN),
            arena: 64 << 20,
            forms: true,
            reading: Reading::default(),
        }
    }
}
