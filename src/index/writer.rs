//! Bringing an index into step with its articles: added, updated, unchanged, removed, refused.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyError, Term};

use super::analysis::Reader;
use super::clock::now;
use super::document::{self, Whole};
use super::identity::Identities;
use super::manifest::{self, Entry};
use super::passage_document::PassageDocument;
use super::record::{self, ArticleRecord};
use super::store::{self, Store};
use super::{Fingerprint, IndexError, IndexReport};
use crate::corpus::{Article, ArticleMeta, LeftOut, Passage, Refusal, Warning};
use crate::extract::Annotations;

/// Bytes that the engine may fill before it writes a segment.
const ARENA: usize = 64 << 20;
/// Deleted passages are merged away when they are this share of a segment.
const MERGE_AT_DELETED: f32 = 0.2;

/// One session of writing to an index. Nothing is visible before [`Writer::finish`].
pub struct Writer {
    store: Store,
    engine: IndexWriter<PassageDocument>,
    reader: Reader,
    known: BTreeMap<String, Entry>,
    seen: BTreeMap<String, String>,
    identities: Identities,
    refused_paths: BTreeSet<String>,
    report: IndexReport,
    begun: Instant,
    now: String,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("dir", &self.store.dir).field("report", &self.report).finish()
    }
}

/// What became of an article that was handed to the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not in the index.
    Added,
    /// It replaces an older state of itself.
    Updated,
    /// Another file of this run has the same identity; it is in the report.
    Refused,
}

impl Writer {
    /// Opens the index in `dir`, or makes one. One process writes at a time.
    ///
    /// # Errors
    /// Another fingerprint, another writer, or a folder that cannot be written.
    pub fn open(dir: &Path, fingerprint: &Fingerprint) -> Result<Self, IndexError> {
        let store = store::open_or_create(dir, fingerprint)?;
        let options =
            IndexWriterOptions::builder().num_worker_threads(1).memory_budget_per_thread(ARENA).build();
        let engine: IndexWriter<PassageDocument> =
            store.index.writer_with_options(options).map_err(|error| match error {
                TantivyError::LockFailure(..) => IndexError::Busy { dir: dir.to_path_buf() },
                other => IndexError::Engine(other),
            })?;
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(MERGE_AT_DELETED);
        engine.set_merge_policy(Box::new(merging));
        let known = manifest::entries(&store.index.reader()?.searcher())?;
        Ok(Self {
            store,
            engine,
            reader: Reader::default(),
            identities: Identities::of(&known),
            known,
            seen: BTreeMap::new(),
            refused_paths: BTreeSet::new(),
            report: IndexReport::default(),
            begun: Instant::now(),
            now: now(),
        })
    }

    /// Gives an article whose id is only its path the id under which the index knows its file; where
    /// another file has that path in a folder of its own, an id that tells the two apart.
    pub fn identify(&mut self, meta: &mut ArticleMeta, root: &str) {
        self.identities.identify(meta, root);
    }

    /// Whether the index holds this very state of the article. Then it is left alone and counted.
    pub fn is_unchanged(&mut self, meta: &ArticleMeta, root: &str) -> bool {
        let location = Path::new(root).join(&meta.path);
        let same = self
            .known
            .get(&meta.id)
            .is_some_and(|known| known.sha256 == meta.sha256 && known.location() == location);
        if !same || self.seen.contains_key(&meta.id) {
            return false;
        }
        self.seen.insert(meta.id.clone(), Path::new(root).join(&meta.path).display().to_string());
        self.report.unchanged += 1;
        true
    }

    /// Adds an article, or replaces its older state.
    ///
    /// # Errors
    /// The engine cannot take it.
    pub fn put(
        &mut self,
        article: Article,
        root: &str,
        passages: &[Passage],
        found: &Annotations,
    ) -> Result<Change, IndexError> {
        let id = article.meta.id.clone();
        if let Some(first) = self.seen.get(&id) {
            let reason = format!("has the same id as {first} ({id}): give each article an id of its own");
            self.report.refused.push(Refusal { path: article.meta.path, reason });
            return Ok(Change::Refused);
        }
        self.seen.insert(id.clone(), Path::new(root).join(&article.meta.path).display().to_string());
        let language = article.meta.language.clone().or_else(|| found.language.clone());
        let whole = ArticleRecord {
            language: language.clone(),
            meta: article.meta,
            furniture: article.furniture,
            tolls: found.tolls.clone(),
            documents: 0,
            indexed_at: self.now.clone(),
        };
        let lineage = document::lineage(found);
        let mut operations = Vec::with_capacity(passages.len() + 2);
        let replaces = self.known.contains_key(&id);
        if replaces {
            operations.push(UserOperation::Delete(self.id_term(&id)));
        }
        for (ordinal, (slice, record)) in
            record::split(&article.text, whole, passages, found).into_iter().enumerate()
        {
            let whole = Whole { id: &id, root, language: language.as_deref(), lineage: &lineage };
            let doc: PassageDocument =
                document::build(&self.store.fields, &mut self.reader, &whole, ordinal, (slice, &record));
            operations.push(UserOperation::Add(doc));
        }
        self.engine.run(operations)?;
        self.report.updated += usize::from(replaces);
        self.report.added += usize::from(!replaces);
        Ok(if replaces { Change::Updated } else { Change::Added })
    }

    /// Takes note of a file or record that could not be read. What the index held of it stays.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.refused_paths.insert(refusal.path.clone());
        self.report.refused.push(refusal);
    }

    /// How many files and records were refused so far.
    #[must_use]
    pub const fn refused(&self) -> usize {
        self.report.refused.len()
    }

    /// Whether the index holds an article from under `location`.
    #[must_use]
    pub fn holds(&self, location: &Path) -> bool {
        self.known.values().any(|entry| entry.location().starts_with(location))
    }

    /// Takes note of what was doubtful in an article that was read all the same.
    pub fn warn(&mut self, warnings: &[Warning]) {
        self.report.warnings.extend_from_slice(warnings);
    }

    /// Takes note of what was passed over by rule.
    pub fn leave_out(&mut self, left_out: &[LeftOut]) {
        self.report.left_out.extend_from_slice(left_out);
    }

    /// Removes the articles under `location`, a folder or file, that this run has not seen: their
    /// files are gone.
    pub fn remove_missing(&mut self, location: &Path) {
        let gone: Vec<String> = self
            .known
            .iter()
            .filter(|(id, entry)| {
                !self.seen.contains_key(*id)
                    && entry.location().starts_with(location)
                    && !self.was_refused(&entry.path)
            })
            .map(|(id, _)| id.clone())
            .collect();
        for id in gone {
            let term = self.id_term(&id);
            self.engine.delete_term(term);
            self.known.remove(&id);
            self.report.removed += 1;
        }
    }

    /// Commits all of it at once, and says what was done.
    ///
    /// # Errors
    /// The commit failed: the index is as it was before this session.
    pub fn finish(mut self) -> Result<IndexReport, IndexError> {
        if self.report.added + self.report.updated + self.report.removed > 0 {
            self.engine.commit()?;
        }
        self.engine.wait_merging_threads()?;
        let held = manifest::holdings(&self.store.index.reader()?.searcher())?;
        self.report.articles = held.articles;
        self.report.passages = held.passages;
        self.report.figures = held.figures;
        self.report.bytes = bytes_in(&self.store.dir)?;
        self.report.seconds = self.begun.elapsed().as_secs_f64();
        Ok(self.report)
    }

    fn was_refused(&self, path: &str) -> bool {
        self.refused_paths.contains(path)
            || self.refused_paths.iter().any(|refused| {
                path.strip_prefix(refused.as_str()).is_some_and(|rest| rest.starts_with('/'))
                    || refused.strip_prefix(path).is_some_and(|rest| rest.starts_with(':'))
            })
    }

    fn id_term(&self, id: &str) -> Term {
        Term::from_field_text(self.store.fields.id, id)
    }
}

fn bytes_in(dir: &Path) -> Result<u64, IndexError> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(dir).map_err(|source| store::io(dir, source))? {
        let entry = entry.map_err(|source| store::io(dir, source))?;
        bytes += entry.metadata().map_err(|source| store::io(&entry.path(), source))?.len();
    }
    Ok(bytes)
}
