//! The articles that an index holds, by id, by file and by content.

use std::collections::BTreeMap;
use std::path::Path;

use super::ledger::ArticlesDigest;
use super::manifest::Entry;

/// The articles of one file: their ids by the hash of their record.
type OfFile = BTreeMap<String, Vec<String>>;

/// What an index holds when a run begins.
#[derive(Debug, Default)]
pub(super) struct Held {
    by_id: BTreeMap<String, Entry>,
    by_location: BTreeMap<String, OfFile>,
    /// Made when something new comes that may have been elsewhere before.
    by_content: Option<BTreeMap<String, Vec<String>>>,
}

impl Held {
    pub(super) fn new(by_id: BTreeMap<String, Entry>) -> Self {
        let mut by_location: BTreeMap<String, OfFile> = BTreeMap::new();
        for (id, entry) in &by_id {
            let of_file = by_location.entry(entry.location.clone()).or_default();
            of_file.entry(entry.sha256.clone()).or_default().push(id.clone());
        }
        Self { by_id, by_location, by_content: None }
    }

    /// The article of this id.
    pub(super) fn get(&self, id: &str) -> Option<&Entry> {
        self.by_id.get(id)
    }

    /// All articles.
    pub(super) fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.by_id
    }

    /// The ids of the articles of the file at `location`.
    pub(super) fn at(&self, location: &str) -> impl Iterator<Item = &String> {
        self.by_location.get(location).into_iter().flat_map(|of_file| of_file.values().flatten())
    }

    /// The ids of the articles of the file at `location` whose record has this hash.
    pub(super) fn same_at(&self, location: &str, sha256: &str) -> &[String] {
        let of_file = self.by_location.get(location);
        of_file.and_then(|of_file| of_file.get(sha256)).map_or(&[], Vec::as_slice)
    }

    /// Digest of the articles of the file at `location`.
    pub(super) fn digest_at(&self, location: &str) -> ArticlesDigest {
        let mut digest = ArticlesDigest::default();
        for (sha256, ids) in self.by_location.get(location).into_iter().flatten() {
            ids.iter().for_each(|id| digest.add(id, sha256));
        }
        digest
    }

    /// The ids of articles of this content whose file is no more where it was.
    pub(super) fn gone_with(&mut self, sha256: &str) -> Vec<&String> {
        let by_id = &self.by_id;
        let by_content = self.by_content.get_or_insert_with(|| {
            let mut by_content: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (id, entry) in by_id {
                by_content.entry(entry.sha256.clone()).or_default().push(id.clone());
            }
            by_content
        });
        let ids = by_content.get(sha256).into_iter().flatten();
        ids.filter(|id| by_id.get(*id).is_some_and(|entry| is_gone(&entry.location))).collect()
    }
}

/// Whether nothing lies at `location` any more. A name whose bytes are no text is written with
/// `\x…` and cannot be looked up: such a file is taken to be there.
fn is_gone(location: &str) -> bool {
    !location.contains("\\x") && Path::new(location).symlink_metadata().is_err()
}
