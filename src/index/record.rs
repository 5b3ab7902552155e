//! What is stored with each document beside its text.

use serde::{Deserialize, Serialize};

use crate::corpus::{ArticleMeta, Passage};
use crate::extract::{ActorMention, Annotations, Figure, PlaceMention, Toll};
use crate::text::Span;

/// The stored part of one document: one passage, and what stands between it and the next one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ArticleRecord {
    pub(crate) meta: ArticleMeta,
    pub(crate) furniture: Vec<Span>,
    pub(crate) language: Option<String>,
    pub(crate) tolls: std::collections::BTreeMap<crate::extract::Outcome, Toll>,
    /// How many documents the article has.
    pub(crate) documents: usize,
    /// When the article was read, in UTC to the second.
    pub(crate) indexed_at: String,
}

impl Record {
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
    found: &Annotations,
) -> Vec<(&'t str, Record)> {
    let scalars = crate::text::ScalarIndex::new(text);
    let count = passages.len().max(1);
    let mut documents = Vec::with_capacity(count);
    let mut article = Some(ArticleRecord { documents: count, ..article });
    let mut figures = Queue::new(&found.figures, |figure| figure.quote.byte_start);
    let mut places = Queue::new(&found.places, |place| place.quote.byte_start);
    let mut actors = Queue::new(&found.actors, |actor| actor.quote.byte_start);
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
struct Queue<'m, M> {
    rest: std::iter::Peekable<std::vec::IntoIter<&'m M>>,
    start: fn(&M) -> usize,
}

impl<'m, M: Clone> Queue<'m, M> {
    fn new(mentions: &'m [M], start: fn(&M) -> usize) -> Self {
        let mut sorted: Vec<&M> = mentions.iter().collect();
        sorted.sort_by_key(|mention| start(mention));
        Self { rest: sorted.into_iter().peekable(), start }
    }

    fn before(&mut self, end: usize) -> Vec<M> {
        let mut taken = Vec::new();
        while let Some(mention) = self.rest.next_if(|mention| (self.start)(mention) < end) {
            taken.push(mention.clone());
        }
        taken
    }
}
