//! Segments in the making: one that is filled here, or two where there are several threads, each filled and
//! written by a thread of its own.

use tantivy::index::SegmentId;
use tantivy::{Index, SegmentMeta};

use super::Options;
use super::filling::{Filler, Filling};
use super::schema::Fields;
use super::segment::SegmentWriter;
use super::waiting::Incoming;

/// Segments at most: more would be written faster still, and searched slower.
const AT_ONCE: usize = 2;

/// Segments of which there are no files yet.
pub(super) struct Segments {
    /// None where nothing was added.
    segments: Vec<Option<Begun>>,
    turn: usize,
    fields: Fields,
    /// When articles are added.
    now: String,
}

/// A segment to which articles are added.
pub(super) enum Begun {
    Here(Box<Filling>),
    There(Filler),
}

impl Segments {
    /// Nothing yet.
    pub(super) fn of(options: &Options, fields: Fields, now: &str) -> Self {
        let count = options.threads.get().min(AT_ONCE);
        Self { segments: (0..count).map(|_| None).collect(), turn: 0, fields, now: now.to_owned() }
    }

    /// The one whose turn it is; a new one of `index` where there is none.
    ///
    /// # Errors
    /// No file or thread can be had for it.
    pub(super) fn next(&mut self, index: &Index, options: &Options) -> tantivy::Result<&mut Begun> {
        let count = self.segments.len();
        self.turn = (self.turn + 1) % count;
        let next = &mut self.segments[self.turn];
        if let Some(begun) = next {
            return Ok(begun);
        }
        let segment = SegmentWriter::begin(index, self.fields, options)?;
        let filling = Filling { segment, fields: self.fields, now: self.now.clone() };
        let begun =
            if count == 1 { Begun::Here(Box::new(filling)) } else { Begun::There(Filler::start(filling)?) };
        Ok(next.insert(begun))
    }

    /// Bytes of memory that they fill.
    pub(super) fn bytes(&self) -> usize {
        let bytes = |begun: &Begun| match begun {
            Begun::Here(filling) => filling.segment.bytes(),
            Begun::There(filler) => filler.bytes(),
        };
        self.segments.iter().flatten().map(bytes).sum()
    }

    /// Writes the files of all of them.
    ///
    /// # Errors
    /// One cannot be written, or an article could not be added.
    pub(super) fn finish(&mut self) -> tantivy::Result<Vec<SegmentMeta>> {
        let begun: Vec<Begun> = self.segments.iter_mut().filter_map(Option::take).collect();
        for begun in &begun {
            if let Begun::There(filler) = begun {
                filler.ask_to_finish();
            }
        }
        let finish = |begun| match begun {
            Begun::Here(filling) => filling.segment.finish(),
            Begun::There(filler) => filler.finish(),
        };
        begun.into_iter().map(finish).collect()
    }
}

impl Begun {
    /// Its name among the segments of its index.
    pub(super) fn id(&self) -> SegmentId {
        match self {
            Self::Here(filling) => filling.segment.id(),
            Self::There(filler) => filler.id(),
        }
    }

    /// Adds articles. What goes wrong on another thread is told when the segment is written.
    ///
    /// # Errors
    /// A file of the segment cannot be written.
    pub(super) fn add(&mut self, articles: Vec<Incoming>) -> tantivy::Result<()> {
        match self {
            Self::Here(filling) => filling.add(articles),
            Self::There(filler) => {
                filler.add(articles);
                Ok(())
            }
        }
    }
}
