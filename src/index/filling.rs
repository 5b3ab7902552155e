//! A segment that takes articles, here or on a thread of its own.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use tantivy::index::SegmentId;
use tantivy::{SegmentMeta, TantivyError};

use super::document::{self, Whole};
use super::readers::Ready;
use super::record::{self, ArticleRecord};
use super::schema::Fields;
use super::segment::{Added, SegmentWriter};
use super::waiting::Incoming;

/// A segment that takes articles.
pub(super) struct Filling {
    pub(super) segment: SegmentWriter,
    pub(super) fields: Fields,
    /// When they are added.
    pub(super) now: String,
}

impl Filling {
    /// Adds one document a passage; those of an article stand side by side.
    pub(super) fn add(&mut self, articles: Vec<Incoming>) -> tantivy::Result<()> {
        articles.into_iter().try_for_each(|article| self.add_one(article))
    }

    fn add_one(&mut self, incoming: Incoming) -> tantivy::Result<()> {
        let Incoming { ready, root, .. } = incoming;
        let Ready { article, passages, language, mut found, words } = ready;
        let id = article.meta.id.clone();
        let record = ArticleRecord {
            language,
            meta: article.meta,
            furniture: article.furniture,
            captions: article.captions,
            beside: article.beside,
            tolls: std::mem::take(&mut found.tolls),
            documents: 0,
            indexed_at: self.now.clone(),
        };
        let lineage = document::lineage(&found);
        let whole = Whole { id: &id, root: &root, lineage: &lineage };
        let records = record::split(&article.text, record, &passages, found);
        for (ordinal, (slice, record)) in records.into_iter().enumerate() {
            let document = &document::build(&self.fields, &whole, ordinal, (slice, &record));
            let title = words.title.as_ref().filter(|_| record.article.is_some());
            let of_passage = words.passages.get(ordinal);
            self.segment.add(&Added { document, words: of_passage, title, folded: &words.folded })?;
        }
        Ok(())
    }
}

/// Articles that may wait for a thread, by the handful.
const IN_LINE: usize = 1;

/// A thread that fills a segment; what was not asked for in the end is given up.
pub(super) struct Filler {
    id: SegmentId,
    /// Bytes of memory that the segment fills.
    bytes: Arc<AtomicUsize>,
    tasks: SyncSender<Task>,
    thread: JoinHandle<tantivy::Result<SegmentMeta>>,
}

enum Task {
    Add(Vec<Incoming>),
    /// Write the files, and end.
    Finish,
}

impl Filler {
    /// Starts a thread.
    pub(super) fn start(filling: Filling) -> tantivy::Result<Self> {
        let (tasks, asked) = sync_channel(IN_LINE);
        let (id, bytes) = (filling.segment.id(), Arc::default());
        let counted = Arc::clone(&bytes);
        let thread = Builder::new().name("add articles".to_owned());
        let thread = thread.spawn(move || fill(filling, &asked, &counted))?;
        Ok(Self { id, bytes, tasks, thread })
    }

    /// The name of the segment among those of its index.
    pub(super) const fn id(&self) -> SegmentId {
        self.id
    }

    /// Bytes of memory that the segment fills, but for what is added now.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Hands over articles. What goes wrong with them is told by [`Filler::finish`].
    pub(super) fn add(&self, articles: Vec<Incoming>) {
        self.ask(Task::Add(articles));
    }

    /// Lets it write the files.
    pub(super) fn ask_to_finish(&self) {
        self.ask(Task::Finish);
    }

    fn ask(&self, task: Task) {
        // A thread that does not listen any more has failed, and its end says why.
        let (Ok(()) | Err(_)) = self.tasks.send(task);
    }

    /// Waits until the files are written.
    ///
    /// # Errors
    /// One cannot be written, or an article could not be added.
    pub(super) fn finish(self) -> tantivy::Result<SegmentMeta> {
        self.thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    }
}

fn fill(mut filling: Filling, asked: &Receiver<Task>, bytes: &AtomicUsize) -> tantivy::Result<SegmentMeta> {
    for task in asked {
        match task {
            Task::Add(articles) => filling.add(articles)?,
            Task::Finish => return filling.segment.finish(),
        }
        bytes.store(filling.segment.bytes(), Ordering::Relaxed);
    }
    Err(TantivyError::InternalError("a segment was given up".to_owned()))
}
