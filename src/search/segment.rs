//! One segment of the index, opened for reading postings, columns and stored records.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use super::bits::Bits;
use super::columns::Columns;
use super::spans::{Part, Spans};
use super::stored::Stored;
use crate::index::{ArticleRecord, Fields, IndexError, Record, Standing, Strings, hex};

/// Documents whose positions are read at a time.
const CHUNK: usize = 512;
/// Blocks of stored text kept unpacked, of 8 KB each: people page back and ask again.
const STORE_CACHE: usize = 512;

/// A segment and what is read of it again and again.
pub(super) struct Segment {
    pub(super) fields: Fields,
    reader: SegmentReader,
    store: StoreReader,
    /// First document of the article of each document.
    firsts: Vec<DocId>,
    /// First documents of the articles that are not deleted.
    pub(super) articles: Bits,
    words_norms: FieldNormReader,
    /// Words of each article, at its first document.
    article_lengths: Vec<u32>,
    title_norms: FieldNormReader,
    columns: Columns,
}

impl std::fmt::Debug for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segment").field("documents", &self.len()).finish()
    }
}

/// Documents that hold something, and how often.
pub(super) type Counted = Vec<(DocId, u32)>;

impl Segment {
    pub(super) fn open(reader: &SegmentReader, fields: Fields) -> Result<Self, IndexError> {
        let len = reader.max_doc();
        let ordinals = reader.fast_fields().u64("ordinal")?;
        let mut ordinal_of = vec![None; len as usize];
        let docs: Vec<DocId> = (0..len).collect();
        ordinals.first_vals(&docs, &mut ordinal_of);
        let mut firsts = Vec::with_capacity(len as usize);
        let mut articles = Bits::none(len);
        for (doc, ordinal) in docs.iter().zip(ordinal_of) {
            let back = u32::try_from(ordinal.unwrap_or_default()).unwrap_or_default();
            firsts.push(doc.saturating_sub(back));
            if back == 0 && !reader.is_deleted(*doc) {
                articles.insert(*doc);
            }
        }
        let words_norms = reader.get_fieldnorms_reader(fields.words)?;
        let mut article_lengths = vec![0; len as usize];
        for (doc, &first) in (0..len).zip(&firsts) {
            if let Some(length) = article_lengths.get_mut(first as usize) {
                *length += words_norms.fieldnorm(doc);
            }
        }
        Ok(Self {
            fields,
            article_lengths,
            store: reader.get_store_reader(STORE_CACHE).map_err(tantivy::TantivyError::from)?,
            firsts,
            articles,
            words_norms,
            title_norms: reader.get_fieldnorms_reader(fields.title)?,
            columns: Columns::default(),
            reader: reader.clone(),
        })
    }

    /// How many documents there are, deleted ones included.
    pub(super) const fn len(&self) -> u32 {
        self.articles.len()
    }

    /// First document of the article of `doc`.
    pub(super) fn first(&self, doc: DocId) -> DocId {
        self.firsts.get(doc as usize).copied().unwrap_or(doc)
    }

    /// One past the last document of the article that begins at `first`.
    pub(super) fn article_end(&self, first: DocId) -> DocId {
        let mut end = first + 1;
        while self.firsts.get(end as usize) == Some(&first) {
            end += 1;
        }
        end
    }

    /// The first documents of the articles of `docs`.
    pub(super) fn articles_of(&self, docs: impl IntoIterator<Item = DocId>) -> Bits {
        let mut articles = Bits::of(self.len(), docs.into_iter().map(|doc| self.first(doc)));
        articles.intersect(&self.articles);
        articles
    }

    /// All documents of the articles that begin at `articles`.
    pub(super) fn documents_of(&self, articles: &Bits) -> Bits {
        let docs = articles.iter().flat_map(|first| first..self.article_end(first));
        Bits::of(self.len(), docs)
    }

    /// Words of a passage, as far as its length is kept.
    pub(super) fn passage_length(&self, doc: DocId) -> u32 {
        self.words_norms.fieldnorm(doc)
    }

    /// Words of the passages of the article that begins at `first`.
    pub(super) fn article_length(&self, first: DocId) -> u32 {
        self.article_lengths.get(first as usize).copied().unwrap_or_default()
    }

    /// Words of the headline of the article that begins at `first`.
    pub(super) fn title_length(&self, first: DocId) -> u32 {
        self.title_norms.fieldnorm(first)
    }

    /// A column of strings, its dictionary read once.
    pub(super) fn column(&self, name: &'static str) -> Result<&Strings, IndexError> {
        self.columns.strings(&self.reader, name)
    }

    /// A column of numbers.
    pub(super) fn numbers(&self, name: &'static str) -> Result<&Column<u64>, IndexError> {
        self.columns.numbers(&self.reader, name)
    }

    /// A column of days.
    pub(super) fn days(&self, name: &'static str) -> Result<&Column<i64>, IndexError> {
        self.columns.days(&self.reader, name)
    }

    /// Every term of `field` that `wanted` accepts, from `start` on while `going` holds.
    pub(super) fn terms_from(
        &self,
        field: Field,
        start: &str,
        going: impl Fn(&str) -> bool,
    ) -> Result<Vec<String>, IndexError> {
        let index = self.inverted(field)?;
        let mut stream =
            index.terms().range().ge(start).into_stream().map_err(tantivy::TantivyError::from)?;
        let mut found = Vec::new();
        while stream.advance() {
            match std::str::from_utf8(stream.key()) {
                Ok(term) if going(term) => found.push(term.to_owned()),
                _ => break,
            }
        }
        Ok(found)
    }

    fn inverted(&self, field: Field) -> Result<Arc<InvertedIndexReader>, IndexError> {
        Ok(self.reader.inverted_index(field)?)
    }

    /// The terms of the index behind `part`.
    fn terms_of(&self, field: Field, part: &Part) -> Result<Vec<String>, IndexError> {
        if let Some(term) = part.term() {
            return Ok(vec![term]);
        }
        let Part::Prefix(prefix) = part else { return Ok(Vec::new()) };
        let exact = crate::index::exact_term(prefix);
        let mut terms = self.terms_from(field, prefix, |term| term.starts_with(prefix.as_str()))?;
        terms.extend(self.terms_from(field, &exact, |term| term.starts_with(exact.as_str()))?);
        Ok(terms)
    }

    /// The documents, not deleted, that hold `term` in `field`.
    pub(super) fn docs_with(&self, field: Field, term: &str) -> Result<Counted, IndexError> {
        let term = Term::from_field_text(field, term);
        let index = self.inverted(field)?;
        let postings =
            index.read_postings(&term, IndexRecordOption::WithFreqs).map_err(tantivy::TantivyError::from)?;
        let Some(mut postings) = postings else { return Ok(Vec::new()) };
        let mut docs = Vec::with_capacity(postings.doc_freq() as usize);
        let deletes = self.reader.alive_bitset();
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if deletes.is_none_or(|alive| alive.is_alive(doc)) {
                docs.push((doc, postings.term_freq()));
            }
            doc = postings.advance();
        }
        Ok(docs)
    }

    /// The documents where `spans` occurs in `field`, and how often.
    pub(super) fn docs_where(&self, field: Field, spans: &Spans) -> Result<Counted, IndexError> {
        if let Spans::Phrase(parts) = spans {
            match parts.as_slice() {
                [] => return Ok(Vec::new()),
                [part] if part.term().is_some() => {
                    return self.docs_with(field, &part.term().unwrap_or_default());
                }
                _ => {}
            }
        }
        if let Spans::Phrase(parts) = spans
            && let [prefix] = parts.as_slice()
        {
            return self.docs_with_any(field, &self.terms_of(field, prefix)?);
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
        Ok(counted)
    }

    /// The documents that hold any of `terms`, and how often one of them.
    fn docs_with_any(&self, field: Field, terms: &[String]) -> Result<Counted, IndexError> {
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
        let term = Term::from_field_text(field, term);
        let index = self.inverted(field)?;
        let postings = index
            .read_postings(&term, IndexRecordOption::WithFreqsAndPositions)
            .map_err(tantivy::TantivyError::from)?;
        let Some(mut postings) = postings else { return Ok(()) };
        let mut positions = Vec::new();
        for (nth, &doc) in docs.iter().enumerate() {
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

    /// The stored text and record of `doc`.
    pub(super) fn stored(&self, doc: DocId) -> Result<(String, Record), IndexError> {
        let Stored { text, record } = self.store.get(doc)?;
        let mut record = Record::unpack(&text, &record).ok_or_else(broken)?;
        if let Some(article) = &mut record.article {
            article.meta.sha256 = self.digest(doc)?;
        }
        Ok((text, record))
    }

    /// The text of the passage `doc`; nothing else of it is read.
    pub(super) fn passage_text(&self, doc: DocId) -> Result<String, IndexError> {
        let Stored { text, record } = self.store.get(doc)?;
        let within = Standing::unpack(&record).ok_or_else(broken)?.within();
        Ok(within.unwrap_or_default().of(&text).to_owned())
    }

    /// What is known about the article of which `first` is the first document.
    pub(super) fn stored_article(&self, first: DocId) -> Result<Option<ArticleRecord>, IndexError> {
        let stored: Stored = self.store.get(first)?;
        let mut article = Record::unpack_article(&stored.record).ok_or_else(broken)?;
        if let Some(article) = &mut article {
            article.meta.sha256 = self.digest(first)?;
        }
        Ok(article)
    }

    fn digest(&self, first: DocId) -> Result<String, IndexError> {
        Ok(hex(self.numbers("sha256")?.values_for_doc(first)))
    }
}

fn broken() -> IndexError {
    let reason = "a stored record is broken".to_owned();
    IndexError::Engine(tantivy::TantivyError::InternalError(reason))
}
