//! Which files were read, and what the file system said of them: files that are as they were need
//! not be read again.
//!
//! A hint and no more. A row counts only while the index holds exactly the articles that the row
//! was written for, so that a ledger that is lost, old or torn costs time and nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{IndexError, store};
use crate::corpus::{Stamp, Warning};

const FILE: &str = "files.txt";

/// One file that was read to its end without a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub(super) warnings: Vec<Warning>,
}

impl Row {
    /// One line: numbers and the hash between spaces, which are read fast, then JSON for the names.
    fn write(&self, out: &mut String) -> Result<(), serde_json::Error> {
        let Stamp { bytes, modified, changed, inode } = self.stamp;
        let ArticlesDigest { count, sum } = self.articles;
        let known = [
            bytes.to_string(),
            modified.map_or_else(|| "-".to_owned(), |time| time.to_string()),
            changed.map_or_else(|| "-".to_owned(), |time| time.to_string()),
            inode.map_or_else(|| "-".to_owned(), |number| number.to_string()),
            self.read_at.to_string(),
            self.sha256.clone(),
            count.to_string(),
            sum.to_string(),
        ];
        *out += &known.join(" ");
        out.push(' ');
        *out += &serde_json::to_string(&(&self.location, &self.warnings))?;
        out.push('\n');
        Ok(())
    }

    /// Reads one line.
    fn parse(line: &str) -> Option<Self> {
        fn maybe<N: std::str::FromStr>(word: &str) -> Option<Option<N>> {
            if word == "-" { Some(None) } else { word.parse().ok().map(Some) }
        }
        let mut words = line.splitn(9, ' ');
        let mut next = || words.next();
        let bytes = next()?.parse().ok()?;
        let (modified, changed, inode) = (maybe(next()?)?, maybe(next()?)?, maybe(next()?)?);
        let read_at = next()?.parse().ok()?;
        let sha256 = next()?.to_owned();
        let articles = ArticlesDigest { count: next()?.parse().ok()?, sum: next()?.parse().ok()? };
        let (location, warnings) = serde_json::from_str(next()?).ok()?;
        let stamp = Stamp { bytes, modified, changed, inode };
        Some(Self { location, stamp, read_at, sha256, articles, warnings })
    }
}

/// A digest of articles that is the same for the same ids and contents, in whatever order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ArticlesDigest {
    count: u64,
    sum: u64,
}

impl ArticlesDigest {
    /// Adds the article `id`, whose record has the hash `sha256`.
    pub(super) fn add(&mut self, id: &str, sha256: &str) {
        const PRIME: u64 = 0x0100_0000_01b3;
        let bytes = sha256.bytes().take(16).chain(id.bytes());
        let hash =
            bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
        self.count += 1;
        self.sum = self.sum.wrapping_add(hash);
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
        let rows = text.lines().map(|line| Row::parse(line).map(|row| (row.location.clone(), row)));
        Self { path, rows: rows.collect::<Option<_>>().unwrap_or_default(), is_changed: false }
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
            row.write(&mut text).map_err(|error| store::damaged(&self.path, &error))?;
        }
        store::replace_file(&self.path, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_as_it_was_written() {
        let warning = Warning { path: "a b\n.txt".to_owned(), message: "doubtful".to_owned() };
        let row = Row {
            location: "/in/a b\n.txt".to_owned(),
            stamp: Stamp { bytes: 7, modified: Some(-3), changed: None, inode: Some(u64::MAX) },
            read_at: 9,
            sha256: "00af".repeat(16),
            articles: ArticlesDigest { count: 2, sum: u64::MAX },
            warnings: vec![warning],
        };
        let mut text = String::new();
        row.write(&mut text).expect("names are text");
        assert_eq!(text.lines().count(), 1);
        assert_eq!(Row::parse(text.trim_end_matches('\n')), Some(row));
        assert_eq!(Row::parse("7 1 2 3"), None);
    }
}
