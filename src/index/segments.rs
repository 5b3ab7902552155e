//! Segments in the making: one, or two that are filled in turn where there are several threads, and whose
//! files are then written at once.

use std::panic::resume_unwind;
use std::thread::{Builder, scope};

use tantivy::{Index, SegmentMeta};

use super::Options;
use super::schema::Fields;
use super::segment::SegmentWriter;

/// Segments at most: more would be written faster still, and searched slower.
const AT_ONCE: usize = 2;

/// Segments of which there are no files yet.
pub(super) struct Segments {
    /// None where nothing was added.
    segments: Vec<Option<SegmentWriter>>,
    turn: usize,
}

impl Segments {
    /// Nothing yet, for so many threads.
    pub(super) fn of(options: &Options) -> Self {
        let count = options.threads.get().min(AT_ONCE);
        Self { segments: (0..count).map(|_| None).collect(), turn: 0 }
    }

    /// The one whose turn it is; a new one of `index` where there is none.
    pub(super) fn current(
        &mut self,
        (index, fields): (&Index, Fields),
        options: &Options,
    ) -> tantivy::Result<&mut SegmentWriter> {
        let here = &mut self.segments[self.turn];
        match here {
            Some(begun) => Ok(begun),
            None => Ok(here.insert(SegmentWriter::begin(index, fields, options)?)),
        }
    }

    /// Goes on with the next.
    pub(super) fn turn(&mut self) {
        self.turn = (self.turn + 1) % self.segments.len();
    }

    /// Bytes of memory that they fill.
    pub(super) fn bytes(&self) -> usize {
        self.segments.iter().flatten().map(SegmentWriter::bytes).sum()
    }

    /// Writes the files of all of them.
    ///
    /// # Errors
    /// One cannot be written.
    pub(super) fn finish(&mut self) -> tantivy::Result<Vec<SegmentMeta>> {
        let mut begun: Vec<_> = self.segments.iter_mut().filter_map(Option::take).collect();
        let Some(last) = begun.pop() else { return Ok(Vec::new()) };
        scope(|scope| {
            let start = |segment: SegmentWriter| {
                let thread = Builder::new().name("write a segment".to_owned());
                thread.spawn_scoped(scope, move || segment.finish())
            };
            let threads: Vec<_> = begun.into_iter().map(start).collect::<Result<_, _>>()?;
            let last = last.finish();
            let others =
                threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
            others.chain([last]).collect()
        })
    }
}
