//! A document of the index to a hit: text, offsets, figures.

use super::segment::Segment;
use super::{Hit, PassageText, SearchError};
use crate::corpus::ArticleMeta;
use crate::extract::Quote;
use crate::index::{IndexError, Record};
use crate::text::Span;

/// Builds the hit of `doc`, nothing in it marked yet.
pub(super) fn hit(segment: &Segment, doc: u32, rank: usize, score: f32) -> Result<Hit, SearchError> {
    let (slice, mut record) = segment.stored(doc)?;
    let (article, indexed_at) = article_of(segment, doc, &mut record)?;
    let span = record.standing().within().unwrap_or(Span::new(0, slice.len()));
    let text = span.of(&slice);
    let before = slice.get(..span.start).unwrap_or_default().chars().count();
    let start = record.scalar + before;
    let quote = Quote {
        start,
        end: start + text.chars().count(),
        byte_start: record.byte + span.start,
        byte_end: record.byte + span.end,
        text: text.to_owned(),
    };
    let passage = record.passage.map(|passage| passage.span);
    let inside = |quote: &Quote| passage.is_some_and(|passage| passage.overlaps(quote.span()));
    record.figures.retain(|figure| inside(&figure.quote));
    record.places.retain(|place| inside(&place.quote));
    record.actors.retain(|actor| inside(&actor.quote));
    Ok(Hit {
        rank,
        score,
        article,
        passage: PassageText { ordinal: record.passage.map_or(0, |passage| passage.ordinal), quote },
        highlights: Vec::new(),
        figures: record.figures,
        places: record.places,
        actors: record.actors,
        indexed_at: Some(indexed_at),
        also_in: Vec::new(),
        of_article: 0,
        explanation: None,
    })
}

/// What is known about the article of `doc`, and when it was read.
fn article_of(segment: &Segment, doc: u32, record: &mut Record) -> Result<(ArticleMeta, String), IndexError> {
    let first = segment.first(doc);
    let known = if first == doc { record.article.take() } else { segment.stored_article(first)? };
    known
        .map(|article| {
            let language = article.language.or(article.meta.language);
            (ArticleMeta { language, ..article.meta }, article.indexed_at)
        })
        .ok_or_else(|| {
            let reason = "an article without its first document".to_owned();
            IndexError::Engine(tantivy::TantivyError::InternalError(reason))
        })
}
