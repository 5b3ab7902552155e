//! Whether an index is what it was when it was written.

use std::path::Path;

use super::manifest::{self, Holdings};
use super::{Fingerprint, IndexError, store};

/// What a check of an index found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkup {
    /// Files whose content is not what was written.
    pub damaged: Vec<String>,
    /// What else is wrong, one sentence each.
    pub faults: Vec<String>,
    /// What the index holds, as far as it can be counted.
    pub holdings: Holdings,
}

impl Checkup {
    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.faults.is_empty()
    }
}

/// Reads every file of the index in `dir` and compares checksums, counts and the fingerprint.
///
/// # Errors
/// There is no index, it has another fingerprint, or it cannot be opened at all.
pub fn check(dir: &Path, fingerprint: &Fingerprint) -> Result<Checkup, IndexError> {
    let store = store::open(dir, fingerprint)?;
    let damaged = store::damaged_files(&store)?;
    if !damaged.is_empty() {
        // What is damaged may be anything: it is not read any further.
        return Ok(Checkup { damaged, faults: Vec::new(), holdings: Holdings::default() });
    }
    let searcher = store.index.reader().map_err(|error| store::damaged(dir, &error))?.searcher();
    let holdings = manifest::holdings(&searcher)?;
    let mut faults = Vec::new();
    let listed = manifest::entries(&searcher)?.len();
    if listed != holdings.articles {
        faults.push(format!("{} articles have ids, of {}", listed, holdings.articles));
    }
    for segment in searcher.segment_readers() {
        faults.extend(gaps(segment)?);
    }
    Ok(Checkup { damaged, faults, holdings })
}

/// The passages of an article stand side by side, the first of them first.
fn gaps(segment: &tantivy::SegmentReader) -> Result<Option<String>, IndexError> {
    let ordinal = segment.fast_fields().u64("ordinal")?;
    let ids = segment.fast_fields().str("id")?;
    let mut expected = 0;
    let mut last = None;
    for doc in segment.doc_ids_alive() {
        let own = ordinal.first(doc).unwrap_or(u64::MAX);
        let id = ids.as_ref().and_then(|ids| ids.ords().first(doc));
        if own != 0 && (own != expected || id != last) {
            return Ok(Some("the passages of an article do not stand together".to_owned()));
        }
        expected = own + 1;
        last = id;
    }
    Ok(None)
}
