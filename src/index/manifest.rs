//! What an index holds, read from the index itself: never out of step with it.

use std::path::PathBuf;

use serde::Serialize;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Searcher, SegmentReader};

use super::{IndexError, digest::hex};

/// An article of the index, as far as keeping in step needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) root: String,
    pub(crate) sha256: String,
    /// Where the file lies, whatever folder around it was indexed.
    pub(crate) location: String,
}

/// Where the file at `path` in `root` lies.
pub(crate) fn location(root: &str, path: &str) -> String {
    let mut joined = PathBuf::with_capacity(root.len() + 1 + path.len());
    joined.extend([root, path]);
    joined.into_os_string().into_string().unwrap_or_else(|name| name.to_string_lossy().into_owned())
}

/// How much an index holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Holdings {
    /// Articles.
    pub articles: usize,
    /// Passages.
    pub passages: usize,
    /// Casualty figures.
    pub figures: usize,
}

/// All articles of the index, by id; each id once.
pub(crate) fn entries(searcher: &Searcher) -> Result<Vec<(String, Entry)>, IndexError> {
    let mut entries = Vec::new();
    for segment in searcher.segment_readers() {
        let ordinal = segment.fast_fields().u64("ordinal")?;
        let sha256 = segment.fast_fields().u64("sha256")?;
        let [id, path, root] = ["id", "path", "root"].map(|name| Strings::of(segment, name));
        let (id, path, root) = (id?, path?, root?);
        for doc in segment.doc_ids_alive().filter(|&doc| ordinal.first(doc) == Some(0)) {
            let text = |column: &Strings| column.first(doc).unwrap_or_default().to_owned();
            let (path, root) = (text(&path), text(&root));
            let location = location(&root, &path);
            let sha256 = hex(sha256.values_for_doc(doc));
            entries.push((text(&id), Entry { path, root, sha256, location }));
        }
    }
    entries.sort_by(|a: &(String, Entry), b| a.0.cmp(&b.0));
    entries.dedup_by(|a, b| a.0 == b.0);
    Ok(entries)
}

/// Counts what the index holds.
pub(crate) fn holdings(searcher: &Searcher) -> Result<Holdings, IndexError> {
    let mut held = Holdings::default();
    for segment in searcher.segment_readers() {
        let ordinal = segment.fast_fields().u64("ordinal")?;
        let figures = segment.fast_fields().u64("figures")?;
        for doc in segment.doc_ids_alive() {
            held.articles += usize::from(ordinal.first(doc) == Some(0));
            held.passages += 1;
            held.figures += usize::try_from(figures.first(doc).unwrap_or_default()).unwrap_or(usize::MAX);
        }
    }
    Ok(held)
}

/// A column of strings with its dictionary read once, in order: looking single ordinals up
/// decodes a block of the dictionary each time.
#[derive(Debug)]
pub(crate) struct Strings {
    column: Option<StrColumn>,
    values: Vec<String>,
}

impl Strings {
    /// Reads the dictionary of column `name`.
    pub(crate) fn of(segment: &SegmentReader, name: &str) -> Result<Self, IndexError> {
        let column = segment.fast_fields().str(name)?;
        let mut values = Vec::new();
        if let Some(column) = &column {
            let mut stream = column.dictionary().stream().map_err(tantivy::TantivyError::from)?;
            while stream.advance() {
                values.push(String::from_utf8_lossy(stream.key()).into_owned());
            }
        }
        Ok(Self { column, values })
    }

    /// The first value of `doc`.
    pub(crate) fn first(&self, doc: DocId) -> Option<&str> {
        let ord = self.column.as_ref()?.ords().first(doc)?;
        self.value(ord)
    }

    /// The ordinals of all values of `doc`.
    pub(crate) fn ords(&self, doc: DocId) -> impl Iterator<Item = u64> {
        self.column.iter().flat_map(move |column| column.term_ords(doc))
    }

    /// The value of an ordinal.
    pub(crate) fn value(&self, ord: u64) -> Option<&str> {
        self.values.get(usize::try_from(ord).ok()?).map(String::as_str)
    }

    /// All values, in order.
    pub(crate) fn values(&self) -> &[String] {
        &self.values
    }
}
