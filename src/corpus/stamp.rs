//! What the file system says of a file: a hint whether its content is what it was.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Nanoseconds within which a file may change twice and look the same: clocks of file systems tick
/// as slowly as every two seconds.
const TICK: i64 = 2_000_000_000;

/// Size, times and number of a file. Times are nanoseconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its size.
    pub bytes: u64,
    /// When its content was last written; can be set back by anybody.
    pub modified: Option<i64>,
    /// When content, name or rights last changed; set by the system alone. Not known everywhere.
    pub changed: Option<i64>,
    /// Its number in the file system. Not known everywhere.
    pub inode: Option<u64>,
}

impl Stamp {
    /// The stamp in `metadata`.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(since_epoch);
        let (changed, inode) = beyond_the_standard(metadata);
        Self { bytes: metadata.len(), modified, changed, inode }
    }

    /// Whether a file that was read at `time` and has this stamp still cannot have been written
    /// since: its times lie so far before that another write would show.
    #[must_use]
    pub fn is_settled(&self, time: i64) -> bool {
        let before = |at: i64| at < time.saturating_sub(TICK);
        self.modified.is_some_and(before) && self.changed.is_none_or(before)
    }
}

/// The time of day in nanoseconds since 1970, to compare stamps with.
#[must_use]
pub fn time_of_day() -> i64 {
    since_epoch(SystemTime::now()).unwrap_or_default()
}

/// SHA-256 of the file at `path`, in hex.
///
/// # Errors
/// The file cannot be read.
pub fn file_sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hash.update(bytes);
    }
    Ok(format!("{:x}", hash.finalize()))
}

fn since_epoch(time: SystemTime) -> Option<i64> {
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

#[cfg(unix)]
fn beyond_the_standard(metadata: &Metadata) -> (Option<i64>, Option<u64>) {
    use std::os::unix::fs::MetadataExt;
    let changed = metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
    (Some(changed), Some(metadata.ino()))
}

#[cfg(not(unix))]
fn beyond_the_standard(_: &Metadata) -> (Option<i64>, Option<u64>) {
    (None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_a_moment_before_it_was_read_is_not_settled() {
        let second = 1_000_000_000;
        let at = |modified, changed| Stamp { modified, changed, ..Stamp::default() };
        let read_at = 100 * second;
        assert!(at(Some(97 * second), Some(97 * second)).is_settled(read_at));
        assert!(!at(Some(99 * second), Some(97 * second)).is_settled(read_at));
        // A content that was written anew with its old time.
        assert!(!at(Some(50 * second), Some(99 * second)).is_settled(read_at));
        // A clock that goes ahead.
        assert!(!at(Some(200 * second), None).is_settled(read_at));
        assert!(!at(None, None).is_settled(read_at));
    }
}
