//! One segment of the index, opened for reading postings, columns and stored records.

use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use super::bits::Bits;
use super::columns::Columns;
use super::stored::Stored;
use crate::index::{ArticleRecord, Fields, IndexError, Record, Standing, Strings, hex, is_form};

/// Blocks of stored text kept unpacked by all segments, of 10 KB each: people page back and ask again.
const STORE_CACHE: usize = 2048;

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
    /// Opens one of `segments`.
    pub(super) fn open(reader: &SegmentReader, fields: Fields, segments: usize) -> Result<Self, IndexError> {
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
            store: reader
                .get_store_reader(STORE_CACHE / segments.max(1))
                .map_err(tantivy::TantivyError::from)?,
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

    /// Whether any document, deleted ones included, holds `term`.
    pub(super) fn has(&self, field: Field, term: &str) -> Result<bool, IndexError> {
        let info = self.inverted(field)?.get_term_info(&Term::from_field_text(field, term));
        Ok(info.map_err(tantivy::TantivyError::from)?.is_some())
    }

    /// Where `term` of `field` stands. The folded forms of a passage's words have a field of their own.
    pub(super) fn postings(
        &self,
        field: Field,
        term: &str,
        option: IndexRecordOption,
    ) -> Result<Option<SegmentPostings>, IndexError> {
        let field = if field == self.fields.words && is_form(term) { self.fields.forms } else { field };
        let term = Term::from_field_text(field, term);
        let postings = self.inverted(field)?.read_postings(&term, option);
        Ok(postings.map_err(tantivy::TantivyError::from)?)
    }

    /// The documents, not deleted, that hold `term` in `field`.
    pub(super) fn docs_with(&self, field: Field, term: &str) -> Result<Counted, IndexError> {
        let Some(mut postings) = self.postings(field, term, IndexRecordOption::WithFreqs)? else {
            return Ok(Vec::new());
        };
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

    /// How many documents hold `term` in `field`: at least, counted at once, and exactly where these
    /// are no more than `few`.
    pub(super) fn count_with(&self, field: Field, term: &str, few: usize) -> Result<usize, IndexError> {
        let count = self.inverted(field)?.doc_freq(&Term::from_field_text(field, term));
        let count = count.map_err(tantivy::TantivyError::from)? as usize;
        let at_least = count.saturating_sub(self.reader.num_deleted_docs() as usize);
        if at_least == count || at_least > few {
            return Ok(at_least);
        }
        Ok(self.docs_with(field, term)?.len())
    }

    /// The stored text and record of `doc`.
    pub(super) fn stored(&self, doc: DocId) -> Result<(String, Record), IndexError> {
        let Stored { text, record } = self.store.get(doc)?;
        let mut record = Record::unpack(&text, &record).ok_or_else(broken)?;
        if let Some(article) = &mut record.article {
            article.meta.restore_digest(self.digest(doc)?);
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
            article.meta.restore_digest(self.digest(first)?);
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
