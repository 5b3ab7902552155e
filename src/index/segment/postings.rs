//! The postings of one field of a segment in the making: what came, in the order in which it came,
//! and sorted by term when the segment is written.

use std::io;
use std::ops::Range;

use tantivy::DocId;
use tantivy::postings::FieldSerializer;
use tantivy::schema::{FieldEntry, IndexRecordOption};

use super::lexicon::{Lexicon, TermId};

/// Entries that are sorted at a time, unless one term alone has more: 32 MB of them.
const SORTED_AT_ONCE: usize = if cfg!(test) { 100 } else { 4 << 20 };

/// Stands for a word without a term: it has a position all the same.
const NO_TERM: TermId = TermId::MAX >> 1;

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
    /// Terms, and in the lowest bit whether each stands one position behind the one before it.
    entries: Vec<u32>,
    /// Documents, and where the entries of each end.
    documents: Vec<(DocId, usize)>,
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
        self.entries.capacity() * size_of::<u32>() + self.documents.capacity() * size_of::<(DocId, usize)>()
    }

    /// Adds `term`; `steps` says whether it stands one position behind the one before it.
    #[inline]
    pub(super) fn add(&mut self, term: TermId, steps: bool) {
        self.entries.push(term << 1 | u32::from(steps));
        self.tokens += 1;
    }

    /// Adds a position without a term.
    pub(super) fn add_gap(&mut self) {
        self.entries.push(NO_TERM << 1 | 1);
    }

    /// What was added since the last call is that of `document`; says how many terms.
    pub(super) fn end(&mut self, document: DocId) -> u32 {
        let begun = self.documents.last().map_or(0, |(_, end)| *end);
        let added = self.entries.get(begun..).unwrap_or_default();
        if !added.is_empty() {
            let terms = added.iter().filter(|entry| *entry >> 1 != NO_TERM).count();
            self.documents.push((document, self.entries.len()));
            return u32::try_from(terms).unwrap_or(u32::MAX);
        }
        0
    }

    /// Writes them term by term, in the order of `sorted`.
    pub(super) fn write(
        &self,
        lexicon: &Lexicon,
        sorted: &[TermId],
        to: &mut FieldSerializer<'_>,
    ) -> io::Result<()> {
        let counts = self.counts(lexicon.len());
        let count = |term: &TermId| counts.get(*term as usize).copied().unwrap_or_default();
        let mut terms = sorted.iter().copied().filter(|term| count(term) > 0).peekable();
        let mut sorter = Sorter { places: vec![OUTSIDE; lexicon.len()], postings: Vec::new() };
        let mut chunk: Vec<(TermId, Range<usize>)> = Vec::new();
        while let Some(first) = terms.next() {
            let mut end = count(&first);
            chunk.push((first, 0..end));
            while let Some(term) = terms.next_if(|term| end + count(term) <= SORTED_AT_ONCE) {
                chunk.push((term, end..end + count(&term)));
                end += count(&term);
            }
            sorter.sort(self, &chunk, end);
            for (term, range) in chunk.drain(..) {
                let postings = sorter.postings.get(range).unwrap_or_default();
                self.write_term(lexicon.text(term), postings, to)?;
            }
        }
        Ok(())
    }

    /// How many entries each term has.
    fn counts(&self, terms: usize) -> Vec<usize> {
        let mut counts = vec![0; terms];
        for entry in &self.entries {
            if let Some(count) = counts.get_mut((entry >> 1) as usize) {
                *count += 1;
            }
        }
        counts
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
const OUTSIDE: usize = usize::MAX;

/// Puts the postings of some terms side by side.
struct Sorter {
    /// Where the next posting of each term goes.
    places: Vec<usize>,
    postings: Vec<Posting>,
}

impl Sorter {
    /// Sorts the postings of the terms of `chunk` into their ranges, which end at `end`.
    fn sort(&mut self, from: &Postings, chunk: &[(TermId, Range<usize>)], end: usize) {
        for (term, range) in chunk {
            self.set_place(*term, range.start);
        }
        self.postings.clear();
        self.postings.resize(end, Posting::default());
        let mut start = 0;
        for (document, end) in &from.documents {
            let mut position = 0;
            for entry in from.entries.get(start..*end).unwrap_or_default() {
                position += entry & 1;
                self.put(entry >> 1, Posting { document: *document, position });
            }
            start = *end;
        }
        for (term, _) in chunk {
            self.set_place(*term, OUTSIDE);
        }
    }

    fn set_place(&mut self, term: TermId, place: usize) {
        if let Some(slot) = self.places.get_mut(term as usize) {
            *slot = place;
        }
    }

    #[inline]
    fn put(&mut self, term: TermId, posting: Posting) {
        if let Some(place) = self.places.get_mut(term as usize)
            && let Some(slot) = self.postings.get_mut(*place)
        {
            *slot = posting;
            *place += 1;
        }
    }
}
