//! Files and records that are as they were: they are counted and left alone.

use super::identity::place;
use super::ledger::{ArticlesDigest, Row};
use super::manifest;
use super::writer::Writer;
use crate::corpus::{Record, SourceFile, Stamp, Warning, file_sha256, time_of_day};

/// What reading a file has given, as far as it tells whether the file need be read again.
#[derive(Debug, Default)]
pub(super) struct FileRead {
    /// The articles that it gave.
    pub(super) articles: ArticlesDigest,
    /// What was doubtful about it.
    pub(super) warnings: Vec<Warning>,
    /// Whether something in it could not be read.
    pub(super) has_refusals: bool,
}

impl Writer {
    /// Leaves a file alone that is as it was when it was last read, and counts its articles.
    pub(super) fn leave(&mut self, file: &SourceFile, root: &str) -> bool {
        let location = manifest::location(root, &file.name);
        let Some(row) = self.ledger.row(&location) else { return false };
        let ids: Vec<String> = self.held.at(&location).map(|(id, _)| id.clone()).collect();
        if ids.iter().any(|id| self.seen.contains(id)) || self.held.digest_at(&location) != row.articles {
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
        ids.iter().for_each(|id| self.seen.insert(id, &location));
        true
    }

    /// Writes down that `file` was read to its end, when that began, in nanoseconds since 1970, and
    /// the hash of its bytes: it can be left alone as long as it stays as it is. A file with
    /// refusals is read again.
    pub(super) fn remember(
        &mut self,
        file: &SourceFile,
        root: &str,
        read: FileRead,
        (read_at, sha256): (i64, String),
    ) {
        let location = manifest::location(root, &file.name);
        // Only what was read can be vouched for: a file that changed meanwhile is read again.
        let is_as_listed =
            std::fs::metadata(&file.path).is_ok_and(|metadata| Stamp::of(&metadata) == file.stamp);
        if !is_as_listed {
            let message = "changed while the folder was read: index it again to be sure of it";
            self.report.warnings.push(Warning { path: file.name.clone(), message: message.to_owned() });
        }
        if !is_as_listed || read.has_refusals {
            self.ledger.forget(&location);
            return;
        }
        self.ledger.put(Row {
            articles: read.articles,
            location,
            stamp: file.stamp,
            read_at,
            sha256,
            warnings: read.warnings,
        });
    }

    /// The id of the article that the index holds of this very record; then it is left alone and
    /// counted. Nothing but its bytes is looked at.
    pub(super) fn unchanged(&mut self, record: &Record, root: &str) -> Option<String> {
        let location = manifest::location(root, &record.path);
        let line = record.line.map(|line| format!(":{line}")).unwrap_or_default();
        let is_same = |id: &&str| {
            let place = self.held.get(id).and_then(|entry| place(id, &entry.path, &entry.root));
            let is_here = place.is_none_or(|place| place.strip_prefix(location.as_str()) == Some(&line));
            is_here && !self.seen.contains(id)
        };
        let digest = record.digest();
        let id = self.held.same_at(&location, &digest).find(is_same)?.to_owned();
        self.seen.insert(&id, &location);
        self.report.unchanged += 1;
        Some(id)
    }
}
