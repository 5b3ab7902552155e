//! Where words, phrases and nearness stand in a segment.
//!
//! The folded forms of a passage's words have no positions of their own. Where one is asked for
//! within a phrase, the positions of its stem stand for it in the documents that have the form, and
//! the stored text is asked where that may be wrong.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet};

use super::bits::Bits;
use super::segment::{Counted, Segment};
use super::spans::{Part, Spans, in_words};
use crate::index::{IndexError, Language, Reader, exact_term, is_form, stem};

/// Documents whose positions are read at a time.
const CHUNK: usize = 512;

impl Segment {
    /// The documents where `spans` occurs in `field`, and how often. For exact forms that are part of
    /// a phrase these are too many: the stored text decides.
    pub(super) fn docs_where(&self, field: Field, spans: &Spans) -> Result<Counted, IndexError> {
        if let Spans::Phrase(parts) = spans {
            match parts.as_slice() {
                [] => return Ok(Vec::new()),
                [part] => return self.docs_with_any(field, &self.terms_of(field, part)?),
                _ => {}
            }
        }
        let parts = spans.parts();
        let mut distinct: Vec<&Part> = parts.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let mut terms = Vec::with_capacity(distinct.len());
        for part in &distinct {
            terms.push(self.terms_of(field, part)?);
        }
        let Some(candidates) = self.in_common(field, &terms)? else { return Ok(Vec::new()) };
        let which: Vec<usize> = parts.iter().map(|part| distinct.binary_search(part).unwrap_or(0)).collect();
        let mut counted = Vec::new();
        for docs in candidates.chunks(CHUNK) {
            let positions = self.positions(field, &terms, docs)?;
            for (doc, positions) in docs.iter().zip(positions) {
                let mut in_order = which.iter().filter_map(|&part| positions.get(part));
                let count = spans.occurrences(&mut in_order).len();
                if count > 0 {
                    counted.push((*doc, u32::try_from(count).unwrap_or(u32::MAX)));
                }
            }
        }
        let prefixes = distinct.iter().zip(&terms).filter(|(part, _)| matches!(part, Part::Prefix(_)));
        let unsure: Vec<&str> = prefixes.flat_map(|(_, terms)| terms).map(String::as_str).collect();
        self.recount(field, spans, &unsure, counted)
    }

    /// By document of `docs`, sorted, where `spans` begins.
    pub(super) fn places(
        &self,
        field: Field,
        spans: &Spans,
        docs: &[DocId],
    ) -> Result<Vec<Vec<u32>>, IndexError> {
        let parts = spans.parts();
        let mut terms = Vec::with_capacity(parts.len());
        for part in &parts {
            terms.push(self.terms_of(field, part)?);
        }
        let positions = self.positions(field, &terms, docs)?;
        let begin = |of_doc: Vec<Vec<u32>>| {
            spans.occurrences(&mut of_doc.iter()).into_iter().map(|(start, _)| start).collect()
        };
        Ok(positions.into_iter().map(begin).collect())
    }

    /// Which of `docs`, sorted, hold `term`.
    pub(super) fn which_hold(
        &self,
        field: Field,
        term: &str,
        docs: &[DocId],
    ) -> Result<Vec<bool>, IndexError> {
        let postings = self.postings(field, term, IndexRecordOption::Basic)?;
        let Some(mut postings) = postings else { return Ok(vec![false; docs.len()]) };
        let holds = |&doc: &DocId| {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            postings.doc() == doc
        };
        Ok(docs.iter().map(holds).collect())
    }

    /// The terms of the index behind `part`. A prefix has those stems that begin so, and the folded
    /// forms of the stems that do not.
    fn terms_of(&self, field: Field, part: &Part) -> Result<Vec<String>, IndexError> {
        if let Some(term) = part.term() {
            return Ok(vec![term]);
        }
        let Part::Prefix(prefix) = part else { return Ok(Vec::new()) };
        let mut terms = self.terms_from(field, prefix, |term| term.starts_with(prefix.as_str()))?;
        let exact = exact_term(prefix);
        let forms = if field == self.fields.words { self.fields.forms } else { field };
        let forms = self.terms_from(forms, &exact, |term| term.starts_with(exact.as_str()))?;
        terms.extend(forms.into_iter().filter(|form| !stem_of(form).starts_with(prefix.as_str())));
        Ok(terms)
    }

    /// The documents that hold any of `terms`, and how often one of them.
    fn docs_with_any(&self, field: Field, terms: &[String]) -> Result<Counted, IndexError> {
        if let [term] = terms {
            return self.docs_with(field, term);
        }
        let mut counts = vec![0_u32; self.len() as usize];
        for term in terms {
            for (doc, count) in self.docs_with(field, term)? {
                if let Some(sum) = counts.get_mut(doc as usize) {
                    *sum = (*sum).max(count);
                }
            }
        }
        let docs = (0..self.len()).zip(counts);
        Ok(docs.filter(|&(_, count)| count > 0).collect())
    }

    /// By document of `docs` and by part, where one of the part's terms stands.
    fn positions(
        &self,
        field: Field,
        parts: &[Vec<String>],
        docs: &[DocId],
    ) -> Result<Vec<Vec<Vec<u32>>>, IndexError> {
        let mut positions = vec![vec![Vec::new(); parts.len()]; docs.len()];
        for (part, terms) in parts.iter().enumerate() {
            for term in terms {
                self.add_positions(field, term, docs, |nth, found| {
                    if let Some(slot) = positions.get_mut(nth).and_then(|doc| doc.get_mut(part)) {
                        slot.append(found);
                    }
                })?;
            }
            if terms.len() > 1 {
                for slot in positions.iter_mut().filter_map(|doc| doc.get_mut(part)) {
                    slot.sort_unstable();
                    slot.dedup();
                }
            }
        }
        Ok(positions)
    }

    /// The documents that hold one of the terms of every part.
    fn in_common(&self, field: Field, parts: &[Vec<String>]) -> Result<Option<Vec<DocId>>, IndexError> {
        let mut common: Option<Bits> = None;
        for terms in parts {
            let mut docs = Bits::none(self.len());
            for term in terms {
                for (doc, _) in self.docs_with(field, term)? {
                    docs.insert(doc);
                }
            }
            match &mut common {
                Some(common) => common.intersect(&docs),
                None => common = Some(docs),
            }
        }
        Ok(common.map(|common| common.iter().collect()))
    }

    /// Hands out the positions of `term` in each of `docs` that holds it.
    fn add_positions(
        &self,
        field: Field,
        term: &str,
        docs: &[DocId],
        mut take: impl FnMut(usize, &mut Vec<u32>),
    ) -> Result<(), IndexError> {
        let stands_apart = field == self.fields.words && is_form(term);
        let holders = if stands_apart { Some(self.which_hold(field, term, docs)?) } else { None };
        let positional = if stands_apart { stem_of(term) } else { term.to_owned() };
        let postings = self.postings(field, &positional, IndexRecordOption::WithFreqsAndPositions)?;
        let Some(mut postings) = postings else { return Ok(()) };
        let mut positions = Vec::new();
        for (nth, &doc) in docs.iter().enumerate() {
            if holders.as_ref().is_some_and(|holders| holders.get(nth) != Some(&true)) {
                continue;
            }
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() == doc {
                postings.positions(&mut positions);
                take(nth, &mut positions);
            }
        }
        Ok(())
    }

    /// Counts anew, in the stored text, what was found in documents that hold one of the forms among
    /// `terms`: the positions of its stem may be those of another form.
    fn recount(
        &self,
        field: Field,
        spans: &Spans,
        terms: &[&str],
        counted: Counted,
    ) -> Result<Counted, IndexError> {
        let mut unsure = Bits::none(self.len());
        for form in terms.iter().filter(|term| field == self.fields.words && is_form(term)) {
            for (doc, _) in self.docs_with(field, form)? {
                unsure.insert(doc);
            }
        }
        let mut reader = Reader::default();
        let mut kept = Vec::with_capacity(counted.len());
        for (doc, count) in counted {
            if !unsure.contains(doc) {
                kept.push((doc, count));
                continue;
            }
            let language = self.column("language")?.first(self.first(doc));
            let words = reader.words(&self.passage_text(doc)?, Language::Of(language));
            let count = in_words(spans, &words).len();
            if count > 0 {
                kept.push((doc, u32::try_from(count).unwrap_or(u32::MAX)));
            }
        }
        Ok(kept)
    }
}

/// The stem of the word behind the term of its folded form.
fn stem_of(form: &str) -> String {
    let mark = exact_term("");
    stem(form.strip_prefix(mark.as_str()).unwrap_or(form))
}
