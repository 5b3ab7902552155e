//! What is stored with each document beside its text.

use super::packed::{Pack, Packer, Slice, Unpacker};
use crate::corpus::{ArticleMeta, Beside, Passage};
use crate::extract::{ActorMention, Annotations, Figure, PlaceMention, Toll};
use crate::text::Span;

/// The stored part of one document: one passage, and what stands between it and the next one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Record {
    /// Bytes of the article before this document's text.
    pub(crate) byte: usize,
    /// Scalar values of the article before this document's text.
    pub(crate) scalar: usize,
    /// The passage; none in an article that has no passage at all.
    pub(crate) passage: Option<Passage>,
    /// Figures that begin in this document's text.
    pub(crate) figures: Vec<Figure>,
    /// Places that begin in it.
    pub(crate) places: Vec<PlaceMention>,
    /// Actors that begin in it.
    pub(crate) actors: Vec<ActorMention>,
    /// What is known about the article; on its first document.
    pub(crate) article: Option<ArticleRecord>,
}

/// What is known about an article as a whole.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ArticleRecord {
    pub(crate) meta: ArticleMeta,
    pub(crate) furniture: Vec<Span>,
    pub(crate) captions: Vec<Span>,
    pub(crate) beside: Vec<Beside>,
    pub(crate) language: Option<String>,
    pub(crate) tolls: std::collections::BTreeMap<crate::extract::Outcome, Toll>,
    /// How many documents the article has.
    pub(crate) documents: usize,
    /// When the article was read, in UTC to the second.
    pub(crate) indexed_at: String,
}

/// Where a document stands in its article: the beginning of a packed record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    pub(crate) byte: usize,
    pub(crate) scalar: usize,
    pub(crate) passage: Option<Passage>,
}

impl Standing {
    /// Reads the beginning of a packed record; `None` where it is broken.
    pub(crate) fn unpack(packed: &str) -> Option<Self> {
        Self::read(&mut Unpacker::new(packed))
    }

    fn read(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self { byte: Pack::unpack(from)?, scalar: Pack::unpack(from)?, passage: Pack::unpack(from)? })
    }

    /// The bytes of the passage within the text that is stored with it.
    pub(crate) fn within(self) -> Option<Span> {
        let Span { start, end } = self.passage?.span;
        Some(Span::new(start.saturating_sub(self.byte), end.saturating_sub(self.byte)))
    }
}

impl Record {
    /// The record as it is stored beside its text, `slice`. The digest of the source is left out.
    pub(super) fn pack(&self, slice: &str) -> String {
        let Self { byte, scalar, passage, figures, places, actors, article } = self;
        let mut to = Packer::new(Slice::new(slice, *byte, *scalar));
        byte.pack(&mut to);
        scalar.pack(&mut to);
        passage.pack(&mut to);
        article.pack(&mut to);
        figures.pack(&mut to);
        places.pack(&mut to);
        actors.pack(&mut to);
        to.finish()
    }

    /// Reads a packed record back; `None` where it is broken.
    pub(crate) fn unpack(slice: &str, packed: &str) -> Option<Self> {
        let mut from = Unpacker::new(packed);
        let Standing { byte, scalar, passage } = Standing::read(&mut from)?;
        from.lie_beside(Slice::new(slice, byte, scalar));
        Some(Self {
            byte,
            scalar,
            passage,
            article: Pack::unpack(&mut from)?,
            figures: Pack::unpack(&mut from)?,
            places: Pack::unpack(&mut from)?,
            actors: Pack::unpack(&mut from)?,
        })
    }

    /// Reads what a packed record says of its article; the outer `None` is a broken one.
    pub(crate) fn unpack_article(packed: &str) -> Option<Option<ArticleRecord>> {
        let mut from = Unpacker::new(packed);
        Standing::read(&mut from)?;
        Pack::unpack(&mut from)
    }

    /// Where the document stands in its article.
    pub(crate) const fn standing(&self) -> Standing {
        Standing { byte: self.byte, scalar: self.scalar, passage: self.passage }
    }

    /// Whether `span` shares a byte with the passage: only that is searched, counted and shown.
    pub(crate) fn in_passage(&self, span: Span) -> bool {
        self.passage.is_some_and(|passage| passage.span.overlaps(span))
    }

    /// The figures of the passage.
    pub(crate) fn passage_figures(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|figure| self.in_passage(figure.quote.span()))
    }

    /// The places that the passage names.
    pub(crate) fn passage_places(&self) -> impl Iterator<Item = &PlaceMention> {
        self.places.iter().filter(|place| self.in_passage(place.quote.span()))
    }

    /// The actors that the passage names.
    pub(crate) fn passage_actors(&self) -> impl Iterator<Item = &ActorMention> {
        self.actors.iter().filter(|actor| self.in_passage(actor.quote.span()))
    }
}

/// One article taken apart into documents: its text and its records, in order.
pub(crate) fn split<'t>(
    text: &'t str,
    article: ArticleRecord,
    passages: &[Passage],
    found: Annotations,
) -> Vec<(&'t str, Record)> {
    let scalars = crate::text::ScalarIndex::new(text);
    let count = passages.len().max(1);
    let mut documents = Vec::with_capacity(count);
    let mut article = Some(ArticleRecord { documents: count, ..article });
    let mut figures = Queue::new(found.figures, |figure| figure.quote.byte_start);
    let mut places = Queue::new(found.places, |place| place.quote.byte_start);
    let mut actors = Queue::new(found.actors, |actor| actor.quote.byte_start);
    for nth in 0..count {
        let start = if nth == 0 { 0 } else { passages.get(nth).map_or(0, |passage| passage.span.start) };
        let end = passages.get(nth + 1).map_or(text.len(), |next| next.span.start);
        let record = Record {
            byte: start,
            scalar: scalars.scalars_before(start),
            passage: passages.get(nth).copied(),
            figures: figures.before(end),
            places: places.before(end),
            actors: actors.before(end),
            article: article.take(),
        };
        documents.push((Span::new(start, end).of(text), record));
    }
    documents
}

/// Mentions in the order of the text, handed out document by document.
struct Queue<M> {
    rest: std::iter::Peekable<std::vec::IntoIter<M>>,
    start: fn(&M) -> usize,
}

impl<M> Queue<M> {
    fn new(mut mentions: Vec<M>, start: fn(&M) -> usize) -> Self {
        mentions.sort_by_key(start);
        Self { rest: mentions.into_iter().peekable(), start }
    }

    fn before(&mut self, end: usize) -> Vec<M> {
        let start = self.start;
        std::iter::from_fn(|| self.rest.next_if(|mention| start(mention) < end)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Reading, records, walk};
    use crate::extract::{ArticleText, PlaceReason, annotate};
    use crate::vocabulary::Vocabulary;

    const TEXT: &str = "Ségou — 29 juillet. Au moins quinze soldats maliens ont été tués à Sokolo, selon l’armée.\n\n\
        The army said eight civilians, among them two women, were wounded near Kati on Friday. \
        A rights group had spoken of dozens of dead.";

    #[test]
    fn a_record_comes_back_as_it_was_packed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("one.txt"), TEXT).unwrap();
        let file = walk(&[folder.path().to_path_buf()], &[]).next().unwrap().unwrap();
        let article = records(&file, &Reading::default()).next().unwrap().unwrap().article().unwrap();
        let text = ArticleText {
            id: "one".to_owned(),
            text: article.text,
            title: None,
            published: None,
            language: None,
        };
        let mut found = annotate(&Vocabulary::built_in(), &text);
        assert!(found.figures.len() > 2 && found.places.len() > 2, "{found:#?}");
        for place in &mut found.places {
            place.reason = PlaceReason::default();
        }
        let whole = ArticleRecord {
            meta: ArticleMeta { sha256: String::new(), ..article.meta },
            furniture: vec![Span::new(0, 7)],
            captions: vec![Span::new(20, 27)],
            beside: vec![Beside { at: 7, text: "Menu".to_owned() }],
            language: found.language.clone(),
            tolls: found.tolls.clone(),
            documents: 0,
            indexed_at: "2022-07-29T14:05:00Z".to_owned(),
        };
        let half = text.text.find("The army").unwrap();
        let spans = [Span::new(0, half), Span::new(half, text.text.len())];
        let passages: Vec<Passage> =
            spans.into_iter().enumerate().map(|(ordinal, span)| Passage { ordinal, span }).collect();
        let documents = split(&text.text, whole, &passages, found);
        assert_eq!(documents.len(), 2);
        for (slice, record) in documents {
            let packed = record.pack(slice);
            assert_eq!(Record::unpack(slice, &packed).as_ref(), Some(&record));
            assert_eq!(Record::unpack_article(&packed), Some(record.article.clone()));
            assert_eq!(Standing::unpack(&packed), Some(record.standing()));
            for head in (0..packed.len()).filter_map(|cut| packed.get(..cut)) {
                assert_eq!(Record::unpack(slice, head), None);
            }
        }
    }
}
