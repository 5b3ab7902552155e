//! Bringing an index into step with its articles: added, updated, unchanged, removed, refused.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, Term};

use super::clock::now;
use super::former::Former;
use super::held::Held;
use super::history::{self, History, Run};
use super::identity::Identities;
use super::ledger::Ledger;
use super::lock::WriterLock;
use super::manifest;
use super::readers::Ready;
use super::seen::Seen;
use super::segments::Segments;
use super::store::{self, Store};
use super::waiting::{Incoming, Waiting};
use super::{Fingerprint, IndexError, IndexReport, Options};
use crate::corpus::{ArticleMeta, LeftOut, Refusal, Warning};

/// Deleted passages are merged away when they are this share of a segment.
const MERGE_AT_DELETED: f32 = 0.2;

/// Passages from which a segment is left as it is: merging larger ones gains a question little, and
/// holds all of their files in memory.
const LARGE: usize = 20_000;

/// Bytes from which segments are written, whatever is asked for: their terms are numbered in 31 bits.
const LARGEST_ARENA: usize = (u32::MAX as usize).saturating_mul(2);

/// One session of writing to an index. What it was given is safe, and can be found, from the next
/// commit on: every [`Options::commit_every`], and at [`Writer::finish`].
pub(super) struct Writer {
    pub(super) store: Store,
    engine: IndexWriter,
    /// What no segment has yet.
    waiting: Waiting,
    /// What the engine does not have yet.
    segments: Segments,
    pub(super) options: Options,
    pub(super) held: Held,
    pub(super) seen: Seen,
    /// Made when an article comes that may need an id.
    identities: Option<Identities>,
    pub(super) ledger: Ledger,
    /// Ids of articles that were not found where they were.
    gone: BTreeSet<String>,
    history: History,
    refused: Vec<(String, Refusal)>,
    /// Where what was refused lies.
    refused_locations: BTreeSet<String>,
    pub(super) report: IndexReport,
    begun: Instant,
    committed: Instant,
    /// Whether something was handed to the engine since the last commit.
    is_pending: bool,
    now: String,
    /// Given back last of all.
    _lock: WriterLock,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("dir", &self.store.dir).field("report", &self.report).finish()
    }
}

/// What became of an article that was handed to the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It was not in the index.
    Added,
    /// It replaces an older state of itself.
    Updated,
    /// It is as it was, but its file lies elsewhere.
    Moved,
    /// Another file of this run has the same identity; it is in the report.
    Refused,
}

impl Writer {
    /// Opens the index in `dir`, or makes one. One process writes at a time.
    ///
    /// # Errors
    /// Another fingerprint, another writer, a damaged index, or a folder that cannot be written.
    pub(super) fn open(dir: &Path, fingerprint: &Fingerprint, options: Options) -> Result<Self, IndexError> {
        store::prepare(dir)?;
        let lock = WriterLock::take(dir, options.wait)?;
        let store = store::open_or_create(dir, fingerprint)?;
        let now = now();
        let mut history = History::of(dir);
        refuse_damaged(&store, &history)?;
        history.since.get_or_insert_with(|| now.clone());
        let held = Held::new(manifest::entries(&store.index.reader()?.searcher())?);
        let engine = engine(&store)?;
        // A run that was killed may have left behind a list of deleted documents: its name, made of the
        // segment's and a count that begins again at the last commit, is one that a commit may want to write.
        engine.garbage_collect_files().wait()?;
        Ok(Self {
            engine,
            waiting: Waiting::default(),
            segments: Segments::of(&options, store.fields, &now),
            options,
            identities: None,
            held,
            seen: Seen::default(),
            ledger: Ledger::of(dir),
            gone: BTreeSet::new(),
            history,
            refused: Vec::new(),
            refused_locations: BTreeSet::new(),
            report: IndexReport::default(),
            begun: Instant::now(),
            committed: Instant::now(),
            is_pending: false,
            now,
            store,
            _lock: lock,
        })
    }

    /// Takes note that the articles under `root` are looked through. A run that is killed leaves
    /// that behind.
    ///
    /// # Errors
    /// The folder of the index cannot be written.
    pub(super) fn visit(&mut self, root: &str) -> Result<(), IndexError> {
        self.history.visit(root, &self.now);
        self.history.last_run = Some(Run { began: self.now.clone(), ..Run::default() });
        self.history.save(&self.store.dir)
    }

    /// Gives an article whose id is only its path the id under which the index knows its file; where
    /// another file has that path in a folder of its own, an id that tells the two apart. An id that an
    /// article of another file has already gets its path in front, and that is said.
    pub(super) fn identify(&mut self, meta: &mut ArticleMeta, root: &str) -> Option<Warning> {
        let seen = &self.seen;
        let identities = self.identities.get_or_insert_with(|| Identities::of(&self.held));
        identities.identify(meta, root, &mut self.held, |id| !seen.contains(id));
        let here = manifest::location(root, &meta.path);
        let other = self.seen.location(&meta.id).filter(|other| *other != here)?;
        let own = format!("{}#{}", meta.path, meta.id);
        if self.seen.contains(&own) {
            return None;
        }
        let message = format!("has the same id as an article of {other} ({}); it goes by {own}", meta.id);
        meta.id = own;
        Some(Warning { path: meta.path.clone(), message })
    }

    /// Adds an article, or replaces its older state.
    ///
    /// # Errors
    /// The engine cannot take it.
    pub(super) fn put(&mut self, ready: Ready, root: &str) -> Result<Change, IndexError> {
        let article = &ready.article;
        let id = article.meta.id.clone();
        let location = manifest::location(root, &article.meta.path);
        if let Some(first) = self.seen.location(&id) {
            let reason = format!("has the same id as {first} ({id}): give each article an id of its own");
            self.refuse(Refusal { path: article.meta.path.clone(), reason }, root);
            return Ok(Change::Refused);
        }
        let known = self.held.get(&id);
        let change = match known {
            None => Change::Added,
            Some(known) if known.sha256 == article.meta.digest() && known.location != location => {
                Change::Moved
            }
            Some(_) => Change::Updated,
        };
        self.seen.insert(&id, &location);
        let replaces = known.is_some();
        self.waiting.push(Incoming { ready, root: root.to_owned(), replaces });
        self.is_pending = true;
        self.report.count(change);
        if self.waiting.is_enough() {
            self.add_waiting()?;
        }
        Ok(change)
    }

    /// Adds what waits to a segment, all of it to the same.
    fn add_waiting(&mut self) -> Result<(), IndexError> {
        let articles = self.waiting.take();
        if articles.is_empty() {
            return Ok(());
        }
        let segment = self.segments.next(&self.store.index, &self.options)?;
        for article in articles.iter().filter(|article| article.replaces) {
            let term = Term::from_field_text(self.store.fields.id, &article.ready.article.meta.id);
            self.engine.delete_query(Box::new(Former { term, successor: segment.id() }))?;
        }
        segment.add(articles)?;
        let is_full = self.segments.bytes() >= self.options.arena.min(LARGEST_ARENA);
        if is_full { self.write_segments() } else { Ok(()) }
    }

    /// Hands what was added so far to the engine; it is safe, and found, after the next commit.
    fn write_segments(&mut self) -> Result<(), IndexError> {
        for segment in self.segments.finish()? {
            self.engine.add_segment(segment)?;
        }
        Ok(())
    }

    /// Takes note of a file or record under `root` that could not be read. What the index held of it
    /// stays.
    pub(super) fn refuse(&mut self, refusal: Refusal, root: &str) {
        self.refused_locations.insert(manifest::location(root, &refusal.path));
        self.report.refused.push(refusal.clone());
        self.refused.push((root.to_owned(), refusal));
    }

    /// How many files and records were refused so far.
    #[must_use]
    pub(super) const fn refused(&self) -> usize {
        self.report.refused.len()
    }

    /// Whether the index holds an article from under `location`.
    #[must_use]
    pub(super) fn holds(&self, location: &Path) -> bool {
        self.held.articles().iter().any(|(_, entry)| Path::new(&entry.location).starts_with(location))
    }

    /// Takes note of what was doubtful in an article that was read all the same.
    pub(super) fn warn(&mut self, warnings: &[Warning]) {
        self.report.warnings.extend_from_slice(warnings);
    }

    /// Takes note of what was passed over by rule.
    pub(super) fn leave_out(&mut self, left_out: &[LeftOut]) {
        self.report.left_out.extend_from_slice(left_out);
    }

    /// Takes note of the articles under `location`, a folder or file that was looked through to its
    /// end, that this run has not seen: their files are gone, unless another path still has them.
    pub(super) fn remove_missing(&mut self, location: &Path) {
        let gone = self.held.articles().iter().filter(|(id, entry)| {
            !self.seen.contains(id)
                && Path::new(&entry.location).starts_with(location)
                && !self.was_refused(&entry.location)
        });
        let gone: Vec<String> = gone.map(|(id, _)| id.to_owned()).collect();
        self.gone.extend(gone);
        let files: BTreeSet<&str> = self.seen.locations().collect();
        self.ledger.retain(|row| files.contains(row) || !Path::new(row).starts_with(location));
    }

    /// Removes what was not seen to the end. No segment of this run holds any of it, for the engine
    /// may apply a deletion to a segment that is added later.
    fn remove_gone(&mut self) {
        let gone = std::mem::take(&mut self.gone);
        for id in gone.iter().filter(|id| !self.seen.contains(id)) {
            self.engine.delete_term(Term::from_field_text(self.store.fields.id, id));
            self.report.removed += 1;
            self.is_pending = true;
        }
    }

    /// Makes safe what was handed over so far, when it is time for that.
    ///
    /// # Errors
    /// The commit failed: the index is as it was after the one before.
    pub(super) fn commit_if_due(&mut self) -> Result<(), IndexError> {
        if self.is_pending && self.committed.elapsed() >= self.options.commit_every {
            self.commit()?;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<(), IndexError> {
        self.add_waiting()?;
        self.write_segments()?;
        self.engine.commit()?;
        self.is_pending = false;
        self.committed = Instant::now();
        Ok(())
    }

    /// Commits, and says what was done. `looked_through` are the paths whose files are all known now;
    /// a run that was stopped has not come to its end.
    ///
    /// # Errors
    /// The commit failed: the index is as it was after the last one.
    pub(super) fn finish(
        mut self,
        looked_through: &[PathBuf],
        is_stopped: bool,
    ) -> Result<IndexReport, IndexError> {
        // Where it was not looked yet, a file that is gone may lie now.
        if !is_stopped {
            self.remove_gone();
        }
        if self.is_pending {
            self.commit()?;
        }
        self.ledger.save()?;
        self.engine.wait_merging_threads()?;
        let held = manifest::holdings(&self.store.index.reader()?.searcher())?;
        self.report.articles = held.articles;
        self.report.passages = held.passages;
        self.report.figures = held.figures;
        self.report.stopped = is_stopped;
        self.history.refuse(looked_through, &self.refused, &self.now);
        self.history.last_run = Some(self.report.run(&self.now, &now()));
        self.history.sound = Some(history::files_digest(&self.store.dir)?);
        self.history.save(&self.store.dir)?;
        self.report.bytes = store::bytes_in(&self.store.dir)?;
        self.report.seconds = self.begun.elapsed().as_secs_f64();
        Ok(self.report)
    }

    /// Whether what lies at `location`, a folder around it or a record of it was refused.
    fn was_refused(&self, location: &str) -> bool {
        self.refused_locations.contains(location)
            || self.refused_locations.iter().any(|refused| {
                location.strip_prefix(refused.as_str()).is_some_and(|rest| rest.starts_with('/'))
                    || refused.strip_prefix(location).is_some_and(|rest| rest.starts_with(':'))
            })
    }
}

/// The engine is handed whole segments: of its threads, only those that merge have work.
fn engine(store: &Store) -> Result<IndexWriter, IndexError> {
    let options = IndexWriterOptions::builder().num_worker_threads(1).build();
    let engine: IndexWriter = store.index.writer_with_options(options)?;
    let mut merging = LogMergePolicy::default();
    merging.set_del_docs_ratio_before_merge(MERGE_AT_DELETED);
    merging.set_max_docs_before_merge(LARGE);
    engine.set_merge_policy(Box::new(merging));
    Ok(engine)
}

/// Nothing is added to an index that is damaged: merging would hide the damage. Files that nobody
/// touched since they were last known sound are not read again.
fn refuse_damaged(store: &Store, history: &History) -> Result<(), IndexError> {
    if history.sound.as_ref() == Some(&history::files_digest(&store.dir)?) {
        return Ok(());
    }
    match store::damaged_files(store)?.as_slice() {
        [] => Ok(()),
        files => Err(store::damaged(&store.dir, &format!("{} is not what was written", files.join(", ")))),
    }
}
