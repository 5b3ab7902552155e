//! Files and records that are as they were: they are counted and left alone.

use super::identity::place;
use super::ledger::{ArticlesDigest, Row};
use super::{Writer, manifest};
use crate::corpus::{Record, SourceFile, Stamp, Warning, file_sha256, time_of_day};

/// What reading a file has given, as far as it tells whether the file need be read again.
#[derive(Debug, Default)]
pub(super) struct FileRead {
    /// When reading began, in nanoseconds since 1970.
    pub(super) read_at: i64,
    /// Hash of its bytes, where reading has told.
    pub(super) sha256: Option<String>,
    /// The articles that it gave.
    pub(super) articles: ArticlesDigest,
    /// What was doubtful about it.
    pub(super) warnings: Vec<Warning>,
    /// Whether all of it could be read.
    pub(super) is_whole: bool,
}

impl Writer {
    /// Leaves a file alone that is as it was when it was last read, and counts its articles.
    pub(super) fn leave(&mut self, file: &SourceFile, root: &str) -> bool {
        let location = manifest::location(root, &file.name);
        let Some(row) = self.ledger.row(&location) else { return false };
        let ids: Vec<String> = self.held.at(&location).map(|(id, _)| id.clone()).collect();
        if ids.iter().any(|id| self.seen.contains_key(id)) || self.held.digest_at(&location) != row.articles {
            return false;
        }
        let is_settled = row.stamp == file.stamp && row.stamp.is_settled(row.read_at);
        if !is_settled || self.options.rehash {
            // Touched, copied, or written a moment before it was read: its bytes tell.
            let read_at = time_of_day();
            let is_same = file_sha256(&file.path).is_ok_and(|sha256| sha256 == row.sha256);
            if !is_same {
                return false;
            }
            let row = Row { stamp: file.stamp, read_at, ..row.clone() };
            self.ledger.put(row);
        }
        if let Some(row) = self.ledger.row(&location) {
            self.report.warnings.extend_from_slice(&row.warnings);
        }
        self.report.unchanged += ids.len();
        self.seen.extend(ids.into_iter().map(|id| (id, location.clone())));
        true
    }

    /// Writes down that `file` was read to its end without a refusal, so that it can be left alone
    /// as long as it stays as it is.
    pub(super) fn remember(&mut self, file: &SourceFile, root: &str, read: FileRead) {
        let location = manifest::location(root, &file.name);
        // Only what was read can be vouched for: a file that changed meanwhile is read again.
        let is_as_listed =
            std::fs::metadata(&file.path).is_ok_and(|metadata| Stamp::of(&metadata) == file.stamp);
        let sha256 = match &read.sha256 {
            Some(sha256) => Some(sha256.clone()),
            None => file_sha256(&file.path).ok(),
        };
        match sha256.filter(|_| is_as_listed && read.is_whole) {
            Some(sha256) => self.ledger.put(Row {
                articles: read.articles,
                location,
                stamp: file.stamp,
                read_at: read.read_at,
                sha256,
                warnings: read.warnings,
            }),
            None => self.ledger.forget(&location),
        }
    }

    /// The id of the article that the index holds of this very record; then it is left alone and
    /// counted. Nothing but its bytes is looked at.
    pub(super) fn unchanged(&mut self, record: &Record, root: &str) -> Option<String> {
        let location = manifest::location(root, &record.path);
        let line = record.line.map(|line| format!(":{line}")).unwrap_or_default();
        let is_same = |id: &&str| {
            let place = self.held.get(id).and_then(|entry| place(id, &entry.path, &entry.root));
            let is_here = place.is_none_or(|place| place.strip_prefix(location.as_str()) == Some(&line));
            is_here && !self.seen.contains_key(*id)
        };
        let digest = record.digest();
        let id = self.held.same_at(&location, &digest).find(is_same)?.to_owned();
        self.seen.insert(id.clone(), location);
        self.report.unchanged += 1;
        Some(id)
    }
}
