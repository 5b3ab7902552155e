//! The articles that an index holds, by id, by file and by content.

use std::path::Path;

use super::ledger::ArticlesDigest;
use super::manifest::Entry;

/// What an index holds when a run begins.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// By id.
    articles: Vec<(String, Entry)>,
    /// Places in `articles`, by file and then by the hash of the record.
    by_file: Vec<usize>,
    /// Places in `articles`, by the hash of the record; made when something new comes that may have
    /// been elsewhere before.
    by_content: Option<Vec<usize>>,
}

impl Held {
    /// Takes the articles by id, each id once.
    pub(super) fn new(articles: Vec<(String, Entry)>) -> Self {
        let mut by_file: Vec<usize> = (0..articles.len()).collect();
        by_file.sort_by_key(|&at| {
            articles.get(at).map(|(_, entry)| (entry.location.as_str(), entry.sha256.as_str()))
        });
        Self { articles, by_file, by_content: None }
    }

    /// The article of this id.
    pub(super) fn get(&self, id: &str) -> Option<&Entry> {
        let at = self.articles.binary_search_by(|(known, _)| known.as_str().cmp(id)).ok()?;
        self.articles.get(at).map(|(_, entry)| entry)
    }

    /// All articles, by id.
    pub(super) fn articles(&self) -> &[(String, Entry)] {
        &self.articles
    }

    /// The articles of the file at `location`: its own, or those of its members.
    pub(super) fn at(&self, location: &str) -> impl Iterator<Item = &(String, Entry)> {
        let own = equal(&self.articles, &self.by_file, location, |entry| entry.location.as_str());
        // `0` is the sign that follows `/`.
        let (first, last) = (format!("{location}/"), format!("{location}0"));
        let of = |at: &usize| self.articles.get(*at).map(|(_, entry)| entry.location.as_str());
        let start = self.by_file.partition_point(|at| of(at) < Some(first.as_str()));
        let end = self.by_file.partition_point(|at| of(at) < Some(last.as_str()));
        let members = self.by_file.get(start..end).unwrap_or_default();
        own.chain(members.iter().filter_map(|&at| self.articles.get(at)))
    }

    /// The ids of the articles of the file at `location` whose record has this hash.
    pub(super) fn same_at<'h>(&'h self, location: &str, sha256: &'h str) -> impl Iterator<Item = &'h str> {
        let key = |at: &usize| {
            self.articles.get(*at).map(|(_, entry)| (entry.location.as_str(), entry.sha256.as_str()))
        };
        let start = self.by_file.partition_point(|at| key(at) < Some((location, sha256)));
        let end = self.by_file.partition_point(|at| key(at) <= Some((location, sha256)));
        let places = self.by_file.get(start..end).unwrap_or_default();
        places.iter().filter_map(|&at| self.articles.get(at)).map(|(id, _)| id.as_str())
    }

    /// Digest of the articles of the file at `location`.
    pub(super) fn digest_at(&self, location: &str) -> ArticlesDigest {
        let mut digest = ArticlesDigest::default();
        self.at(location).for_each(|(id, entry)| digest.add(id, &entry.sha256));
        digest
    }

    /// The ids of articles of this content whose file is no more where it was.
    pub(super) fn gone_with(&mut self, sha256: &str) -> Vec<&str> {
        let articles = &self.articles;
        let by_content = self.by_content.get_or_insert_with(|| {
            let mut by_content: Vec<usize> = (0..articles.len()).collect();
            by_content.sort_by_key(|&at| articles.get(at).map(|(_, entry)| entry.sha256.as_str()));
            by_content
        });
        equal(articles, by_content, sha256, |entry| entry.sha256.as_str())
            .filter(|(_, entry)| is_gone(&entry.location))
            .map(|(id, _)| id.as_str())
            .collect()
    }
}

/// Of `articles`, those at the sorted `places` whose key is `wanted`.
fn equal<'h>(
    articles: &'h [(String, Entry)],
    places: &'h [usize],
    wanted: &str,
    key: fn(&Entry) -> &str,
) -> impl Iterator<Item = &'h (String, Entry)> {
    let of = |at: &usize| articles.get(*at).map(|(_, entry)| key(entry));
    let start = places.partition_point(|at| of(at) < Some(wanted));
    let end = places.partition_point(|at| of(at) <= Some(wanted));
    places.get(start..end).unwrap_or_default().iter().filter_map(|&at| articles.get(at))
}

/// Whether nothing lies at `location` any more. A name whose bytes are no text is written with
/// `\x…` and cannot be looked up: such a file is taken to be there.
fn is_gone(location: &str) -> bool {
    // A member of an archive is there as long as the archive is.
    let is_there = || Path::new(location).ancestors().skip(1).any(Path::is_file);
    !location.contains("\\x") && Path::new(location).symlink_metadata().is_err() && !is_there()
}
