//! One process writes to an index at a time, and says who it is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::clock::now;
use super::{IndexError, store};

/// The file that is locked; it stays, for another process may be waiting for it.
pub(super) const LOCK: &str = "writer.lock";
/// Time between two attempts.
const PAUSE: Duration = Duration::from_millis(50);
/// Even who does not wait tries that long: somebody may just be looking who holds the index.
const AT_LEAST: Duration = Duration::from_millis(200);

/// Who writes to an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Number of the process.
    pub pid: u32,
    /// Name of its machine.
    pub host: String,
    /// Since when, in UTC.
    pub since: String,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "process {} on {}, since {}", self.pid, self.host, self.since)
    }
}

/// The right to write to an index; given back when it is dropped, or when the process ends however
/// it may end.
#[derive(Debug)]
pub(super) struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock of the index in `dir`, which exists; waits up to `wait` where another process
    /// has it.
    pub(super) fn take(dir: &Path, wait: Duration) -> Result<Self, IndexError> {
        let path = dir.join(LOCK);
        let failed = |source| store::io(&path, source);
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if begun.elapsed() < wait.max(AT_LEAST) => sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(busy(dir)),
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
        sign(&mut file).map_err(failed)?;
        Ok(Self { _file: file })
    }
}

/// Who writes to the index in `dir` just now.
///
/// # Errors
/// The lock cannot be looked at.
pub fn holder(dir: &Path) -> Result<Option<Holder>, IndexError> {
    let path = dir.join(LOCK);
    let mut file = match File::open(&path) {
        Ok(file) => file,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(store::io(&path, source)),
    };
    match file.try_lock_shared() {
        Ok(()) => Ok(None),
        Err(TryLockError::WouldBlock) => Ok(Some(signature(&mut file))),
        Err(TryLockError::Error(source)) => Err(store::io(&path, source)),
    }
}

fn busy(dir: &Path) -> IndexError {
    let holder = File::open(dir.join(LOCK)).map(|mut file| signature(&mut file));
    IndexError::Busy { dir: PathBuf::from(dir), holder: holder.unwrap_or_else(|_| unknown()) }
}

fn sign(file: &mut File) -> io::Result<()> {
    let host =
        hostname::get().map_or_else(|_| "this machine".into(), |name| name.to_string_lossy().into_owned());
    let holder = Holder { pid: std::process::id(), host, since: now() };
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(serde_json::to_string(&holder)?.as_bytes())
}

fn signature(file: &mut File) -> Holder {
    let mut text = String::new();
    // Who has just taken the lock may not have signed yet.
    match file.read_to_string(&mut text) {
        Ok(_) => serde_json::from_str(&text).unwrap_or_else(|_| unknown()),
        Err(_) => unknown(),
    }
}

fn unknown() -> Holder {
    Holder { pid: 0, host: "an unknown machine".to_owned(), since: "just now".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_is_first() {
        let dir = tempfile::tempdir().expect("a folder for the test");
        assert_eq!(holder(dir.path()).expect("no lock is no error"), None);
        let first = WriterLock::take(dir.path(), Duration::ZERO).expect("nobody has it");
        let refused = WriterLock::take(dir.path(), Duration::ZERO).expect_err("the first has it").to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        assert_eq!(holder(dir.path()).expect("a lock").map(|holder| holder.pid), Some(std::process::id()));
        drop(first);
        assert_eq!(holder(dir.path()).expect("a lock"), None);
        WriterLock::take(dir.path(), Duration::ZERO).expect("the first gave it back");
    }
}
