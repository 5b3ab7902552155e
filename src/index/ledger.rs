//! Which files were read, and what the file system said of them: files that are as they were need
//! not be read again.
//!
//! A hint and no more. A row counts only while the index holds exactly the articles that the row
//! was written for, so that a ledger that is lost, old or torn costs time and nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{IndexError, store};
use crate::corpus::{Stamp, Warning};

const FILE: &str = "files.jsonl";

/// One file that was read to its end without a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Row {
    /// Where it lies.
    pub(super) location: String,
    /// What the file system said of it before it was read.
    pub(super) stamp: Stamp,
    /// When that was, in nanoseconds since 1970.
    pub(super) read_at: i64,
    /// SHA-256 of its bytes.
    pub(super) sha256: String,
    /// Digest of the articles that it gave.
    pub(super) articles: ArticlesDigest,
    /// What was doubtful about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) warnings: Vec<Warning>,
}

/// A digest of articles that is the same for the same ids and contents, in whatever order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ArticlesDigest {
    count: u64,
    sum: u64,
}

impl ArticlesDigest {
    /// Adds the article `id`, whose record has the hash `sha256`.
    pub(super) fn add(&mut self, id: &str, sha256: &str) {
        let hash = Sha256::new().chain_update(id).chain_update([0]).chain_update(sha256).finalize();
        let first = hash.iter().take(8).fold(0, |number, &byte| (number << 8) | u64::from(byte));
        self.count += 1;
        self.sum = self.sum.wrapping_add(first);
    }
}

/// The rows by location.
#[derive(Debug)]
pub(super) struct Ledger {
    path: PathBuf,
    rows: BTreeMap<String, Row>,
    is_changed: bool,
}

impl Ledger {
    /// Reads the ledger beside the index in `dir`; one that cannot be read is empty.
    pub(super) fn of(dir: &Path) -> Self {
        let path = dir.join(FILE);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let rows: Result<BTreeMap<String, Row>, serde_json::Error> = text
            .lines()
            .map(|line| serde_json::from_str(line).map(|row: Row| (row.location.clone(), row)))
            .collect();
        Self { path, rows: rows.unwrap_or_default(), is_changed: false }
    }

    /// What is known about the file at `location`.
    pub(super) fn row(&self, location: &str) -> Option<&Row> {
        self.rows.get(location)
    }

    /// Takes note of a file that was read.
    pub(super) fn put(&mut self, row: Row) {
        if self.rows.get(&row.location) != Some(&row) {
            self.is_changed = true;
            self.rows.insert(row.location.clone(), row);
        }
    }

    /// Forgets a file, so that it is read the next time.
    pub(super) fn forget(&mut self, location: &str) {
        self.is_changed |= self.rows.remove(location).is_some();
    }

    /// Keeps only the rows that `is_wanted`.
    pub(super) fn retain(&mut self, mut is_wanted: impl FnMut(&str) -> bool) {
        let before = self.rows.len();
        self.rows.retain(|location, _| is_wanted(location));
        self.is_changed |= self.rows.len() != before;
    }

    /// Writes what has changed.
    pub(super) fn save(&mut self) -> Result<(), IndexError> {
        if !std::mem::take(&mut self.is_changed) {
            return Ok(());
        }
        let mut text = String::new();
        for row in self.rows.values() {
            text += &serde_json::to_string(row).map_err(|error| store::damaged(&self.path, &error))?;
            text.push('\n');
        }
        store::replace_file(&self.path, text.as_bytes())
    }
}
