//! The postings of one field of a segment in the making: what came, in the order in which it came,
//! and sorted by term when the segment is written.

use std::io;
use std::ops::Range;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy::schema::{FieldEntry, IndexRecordOption};

use super::lexicon::{Lexicon, TermId};

/// Postings that are sorted at a time, unless one term alone has more: 16 MB of them at least, and so
/// many that the log is read [`PASSES`] times or so at most.
const SORTED_AT_ONCE: u32 = if cfg!(test) { 100 } else { 1 << 21 };
const PASSES: u64 = if cfg!(test) { u64::MAX } else { 32 };

/// Where a term stands.
#[derive(Debug, Clone, Copy, Default)]
struct Posting {
    document: DocId,
    position: u32,
}

/// Which terms stand where.
#[derive(Debug, Default)]
pub(super) struct Postings {
    has_positions: bool,
    log: Log,
    document: Option<DocId>,
    /// The term of the last text: passages of an article share its values, articles their outlet.
    last: Option<TermId>,
    tokens: u64,
}

impl Postings {
    /// None yet, of a field that is indexed.
    pub(super) fn of(field: &FieldEntry) -> Option<Self> {
        let option = field.field_type().index_record_option()?;
        Some(Self { has_positions: option == IndexRecordOption::WithFreqsAndPositions, ..Self::default() })
    }

    /// Whether nothing was added.
    pub(super) const fn is_empty(&self) -> bool {
        self.tokens == 0
    }

    /// How many terms were added, with their repeats.
    pub(super) const fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Bytes that they fill.
    pub(super) fn bytes(&self) -> usize {
        self.log.bytes()
    }

    /// Adds `term`, of a document that is not before that of the last one; `steps` says whether it
    /// stands one position behind the last one.
    #[inline]
    pub(super) fn add(&mut self, document: DocId, term: TermId, steps: bool) {
        self.enter(document);
        self.log.add_term(term, steps);
        self.tokens += 1;
    }

    /// Adds the term of `text`, as [`Postings::add`] does.
    pub(super) fn add_text(&mut self, document: DocId, text: &str, lexicon: &mut Lexicon) {
        let same = self.last.filter(|&last| lexicon.text(last) == text);
        let term = same.unwrap_or_else(|| lexicon.term(text));
        self.last = Some(term);
        self.add(document, term, true);
    }

    /// Adds a position without a term.
    pub(super) fn add_gap(&mut self, document: DocId) {
        self.enter(document);
        self.log.add_gap();
    }

    #[inline]
    fn enter(&mut self, document: DocId) {
        if self.document != Some(document) {
            self.document = Some(document);
            self.log.enter(document);
        }
    }

    /// Writes them term by term, in the order of `sorted`.
    pub(super) fn write(
        &self,
        lexicon: &Lexicon,
        sorted: &[TermId],
        to: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        let mut counts = vec![0_u32; lexicon.len()];
        self.log.each(|term, _| {
            if let Some(count) = counts.get_mut(term as usize) {
                *count += 1;
            }
        });
        let count = |term: &TermId| counts.get(*term as usize).copied().unwrap_or_default();
        let mut terms = sorted.iter().copied().filter(|term| count(term) > 0).peekable();
        let at_once = u32::try_from(self.tokens / PASSES).unwrap_or(u32::MAX).max(SORTED_AT_ONCE);
        let mut sorter = Sorter { places: vec![OUTSIDE; lexicon.len()], postings: Vec::new() };
        let mut chunk: Vec<(TermId, Range<u32>)> = Vec::new();
        while let Some(first) = terms.next() {
            let mut end = count(&first);
            chunk.push((first, 0..end));
            while let Some(term) = terms.next_if(|term| end + count(term) <= at_once) {
                chunk.push((term, end..end + count(&term)));
                end += count(&term);
            }
            sorter.sort(&self.log, &chunk, end);
            for (term, range) in chunk.drain(..) {
                let range = range.start as usize..range.end as usize;
                let postings = sorter.postings.get(range).unwrap_or_default();
                self.write_term(lexicon.text(term), postings, to)?;
            }
        }
        Ok(())
    }

    fn write_term(&self, text: &str, postings: &[Posting], to: &mut FieldSerializer<'_>) -> io::Result<()> {
        let documents = postings.chunk_by(|one, next| one.document == next.document);
        if !self.has_positions {
            to.new_term_without_freq(text.as_bytes())?;
            for posting in documents.filter_map(<[Posting]>::first) {
                to.write_doc(posting.document, 0, &[]);
            }
            return to.close_term();
        }
        let count = documents.clone().count();
        to.new_term(text.as_bytes(), u32::try_from(count).unwrap_or(u32::MAX), true)?;
        let mut steps = Vec::new();
        for here in documents {
            let mut before = 0;
            steps.clear();
            steps.extend(here.iter().map(|posting| {
                let step = posting.position - before;
                before = posting.position;
                step
            }));
            let Some(Posting { document, .. }) = here.first() else { continue };
            to.write_doc(*document, u32::try_from(steps.len()).unwrap_or(u32::MAX), &steps);
        }
        to.close_term()
    }
}

/// The place of a term that is not sorted now.
const OUTSIDE: u32 = u32::MAX;

/// Puts the postings of some terms side by side.
struct Sorter {
    /// Where the next posting of each term goes.
    places: Vec<u32>,
    postings: Vec<Posting>,
}

impl Sorter {
    /// Sorts the postings of the terms of `chunk` into their ranges, which end at `end`.
    fn sort(&mut self, log: &Log, chunk: &[(TermId, Range<u32>)], end: u32) {
        for (term, range) in chunk {
            self.set_place(*term, range.start);
        }
        self.postings.resize(end as usize, Posting::default());
        log.each(|term, posting| self.put(term, posting));
        for (term, _) in chunk {
            self.set_place(*term, OUTSIDE);
        }
    }

    fn set_place(&mut self, term: TermId, place: u32) {
        if let Some(slot) = self.places.get_mut(term as usize) {
            *slot = place;
        }
    }

    #[inline]
    fn put(&mut self, term: TermId, posting: Posting) {
        if let Some(place) = self.places.get_mut(term as usize)
            && let Some(slot) = self.postings.get_mut(*place as usize)
        {
            *slot = posting;
            *place += 1;
        }
    }
}

/// Entries of a block of a [`Log`]: a list that grew by doubling would be copied, and leave twice as
/// much memory behind.
const BLOCK: usize = 1 << 14;
/// Stands for no term: twice itself, a document follows; one more, a position without a term.
const NO_TERM: TermId = TermId::MAX >> 1;

/// Terms and documents as they came.
///
/// An entry is twice the number of a term, and one more where it stands one position behind the last.
#[derive(Debug, Default)]
struct Log {
    blocks: Vec<Vec<u32>>,
}

impl Log {
    fn bytes(&self) -> usize {
        self.blocks.len() * BLOCK * size_of::<u32>()
    }

    #[inline]
    fn add_term(&mut self, term: TermId, steps: bool) {
        self.push(term << 1 | u32::from(steps));
    }

    fn add_gap(&mut self) {
        self.push(NO_TERM << 1 | 1);
    }

    fn enter(&mut self, document: DocId) {
        self.push(NO_TERM << 1);
        self.push(document);
    }

    #[inline]
    fn push(&mut self, entry: u32) {
        match self.blocks.last_mut() {
            Some(block) if block.len() < BLOCK => block.push(entry),
            _ => self.push_block(entry),
        }
    }

    #[cold]
    fn push_block(&mut self, entry: u32) {
        let mut block = Vec::with_capacity(BLOCK);
        block.push(entry);
        self.blocks.push(block);
    }

    /// Shows every term with where it stands to `show`.
    #[inline]
    fn each(&self, mut show: impl FnMut(TermId, Posting)) {
        let mut at = Posting::default();
        let mut is_document = false;
        for entry in self.blocks.iter().flatten().copied() {
            if is_document {
                at = Posting { document: entry, position: 0 };
                is_document = false;
                continue;
            }
            at.position += entry & 1;
            let term = entry >> 1;
            if term == NO_TERM {
                is_document = entry & 1 == 0;
            } else {
                show(term, at);
            }
        }
    }
}
