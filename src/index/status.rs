//! What an index holds, from where, since when, and what was refused.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::history::History;
use super::lock::{Holder, holder};
use super::manifest::{self, Holdings};
use super::{IndexError, Refused, Run, store};

/// A folder or file whose articles an index holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Root {
    /// Where it lies.
    pub path: String,
    /// How many articles of it the index holds.
    pub articles: usize,
    /// When it first came into the index, in UTC; unknown where the history was lost.
    pub since: Option<String>,
    /// When it was last looked through, in UTC.
    pub last: Option<String>,
}

/// What there is to know of an index without asking it a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// What it holds.
    #[serde(flatten)]
    pub holdings: Holdings,
    /// Bytes on disk.
    pub bytes: u64,
    /// What it was built with.
    pub fingerprint: String,
    /// Since when it is, in UTC.
    pub since: Option<String>,
    /// The folders and files that it was made of, by path.
    pub roots: Vec<Root>,
    /// The last run; one that was killed has no end.
    pub last_run: Option<Run>,
    /// What could not be read when it was last tried.
    pub refused: Vec<Refused>,
    /// Who writes to it just now.
    pub writer: Option<Holder>,
}

/// Looks at the index in `dir`, whatever it was built with.
///
/// # Errors
/// There is none, or it cannot be opened.
pub fn status(dir: &Path) -> Result<Status, IndexError> {
    let (index, fingerprint) = store::open_any(dir)?;
    let searcher = index.reader().map_err(|error| store::damaged(dir, &error))?.searcher();
    let History { since, roots, last_run, refused, .. } = History::of(dir);
    let mut articles: BTreeMap<String, usize> = roots.keys().map(|root| (root.clone(), 0)).collect();
    for (_, entry) in manifest::entries(&searcher)? {
        *articles.entry(entry.root).or_default() += 1;
    }
    let listed = articles.into_iter().map(|(path, articles)| {
        let times = roots.get(&path);
        let (since, last) = (times.map(|times| times.since.clone()), times.map(|times| times.last.clone()));
        Root { path, articles, since, last }
    });
    Ok(Status {
        holdings: manifest::holdings(&searcher)?,
        bytes: store::bytes_in(dir)?,
        fingerprint: fingerprint.as_str().to_owned(),
        since,
        roots: listed.collect(),
        last_run,
        refused,
        writer: holder(dir)?,
    })
}
