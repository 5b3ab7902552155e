//! What the engine is to do, handed over in batches: each time costs the waking of a thread.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, channel};

use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, Term};

use super::IndexError;
use super::passage_document::PassageDocument;

/// Bytes of documents from which a batch is handed over.
const ENOUGH: usize = 512 << 10;
/// Batches that may wait for the engine, which would itself let any number wait; none do where reading
/// and writing take turns.
const WAITING: usize = 4;

/// Operations in the order in which they are to be done. A batch goes into one segment, and so do
/// the passages of an article, which is never divided between two.
#[derive(Debug)]
pub(super) struct Batch {
    operations: Vec<UserOperation<PassageDocument>>,
    bytes: usize,
    /// How many that were handed over may wait.
    room: usize,
    /// One for each batch that was handed over, cut off when the engine has done with it.
    waiting: VecDeque<Receiver<()>>,
}

impl Batch {
    /// An empty one; one thread does not read while the engine works.
    pub(super) fn new(threads: NonZeroUsize) -> Self {
        let room = if threads.get() == 1 { 0 } else { WAITING };
        Self { operations: Vec::new(), bytes: 0, room, waiting: VecDeque::new() }
    }

    /// Deletes what has `term` and was added before.
    pub(super) fn delete(&mut self, term: Term) {
        self.operations.push(UserOperation::Delete(term));
    }

    /// Adds the passages of one article.
    pub(super) fn add(&mut self, documents: Vec<PassageDocument>) {
        self.bytes += documents.iter().map(PassageDocument::bytes).sum::<usize>();
        self.operations.extend(documents.into_iter().map(UserOperation::Add));
    }

    /// Hands everything over if that is enough, and waits while too much of it lies before `engine`.
    pub(super) fn hand_over_if_full(
        &mut self,
        engine: &IndexWriter<PassageDocument>,
    ) -> Result<(), IndexError> {
        if self.bytes < ENOUGH {
            return Ok(());
        }
        let (done, waiting) = channel();
        if let Some(UserOperation::Add(last)) = self.operations.last_mut() {
            last.tell_when_dropped(done);
        }
        self.hand_over(engine)?;
        self.waiting.push_back(waiting);
        if self.waiting.len() > self.room
            && let Some(first) = self.waiting.pop_front()
        {
            // Nothing is ever sent: this waits for the document to be dropped, as it is by an engine that fails.
            let (Ok(()) | Err(_)) = first.recv();
        }
        Ok(())
    }

    /// Hands everything over.
    pub(super) fn hand_over(&mut self, engine: &IndexWriter<PassageDocument>) -> Result<(), IndexError> {
        self.bytes = 0;
        engine.run(std::mem::take(&mut self.operations))?;
        Ok(())
    }
}
