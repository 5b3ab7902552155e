//! Paragraphs that stand in many articles of one outlet and say nothing of its news: furniture that
//! no list of words knows.

use std::collections::BTreeSet;

use serde::Serialize;

use super::reuse::{Finder, Said};
use super::segment::Segment;
use super::shingles::hashes;
use super::{Library, SearchError, StoredArticle};
use crate::index::IndexError;
use crate::text::{Span, lines};

/// Articles of an outlet in which a paragraph stands, for it to be furniture.
const MANY: usize = 5;
/// Words of such a paragraph at least.
const SHORTEST: usize = 5;
/// Words up to which a passage may be furniture.
const LONGEST: u32 = 150;
/// Articles that are read at most, to count.
const MOST: usize = 200;

/// A paragraph that many articles of the same outlet have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Recurring {
    /// Its bytes in the article's text.
    #[serde(flatten)]
    pub span: Span,
}

impl Library<'_> {
    /// The paragraphs of `article` that stand in five articles or more of its outlet. What holds a
    /// number, a figure, a place or an actor is text, however often it is told: background recurs,
    /// too.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn recurring(&self, article: &StoredArticle) -> Result<Vec<Recurring>, SearchError> {
        let Some(source) = article.meta.source.as_deref() else { return Ok(Vec::new()) };
        let mut finder = self.finder();
        let mut found = Vec::new();
        for line in lines(&article.text) {
            let words = line.of(&article.text);
            let trimmed = words.trim();
            let start = line.start + (words.len() - words.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            if says_something(article, span) || article.furniture.contains(&span) {
                continue;
            }
            let words = finder.words(trimmed);
            if words.len() >= SHORTEST && self.stands_in_many(&mut finder, &words, source)? {
                found.push(Recurring { span });
            }
        }
        Ok(found)
    }

    /// Tells of a passage, by segment and document, whether every paragraph of it recurs in articles of
    /// its outlet and says nothing. Most passages name a place or an actor, or have no outlet, and are
    /// not read for this.
    pub(super) fn furniture(&self) -> impl FnMut(usize, u32) -> Result<bool, IndexError> + '_ {
        let mut finder: Option<Finder<'_>> = None;
        move |nth, doc| {
            let Some(segment) = self.segments.get(nth) else { return Ok(false) };
            let Some(source) = segment.column("source")?.first(segment.first(doc)) else { return Ok(false) };
            let names = segment.column("region")?.first(doc).or(segment.column("actor")?.first(doc));
            let figures = segment.numbers("figures")?.first(doc).unwrap_or_default();
            if names.is_some() || figures > 0 || segment.passage_length(doc) > LONGEST {
                return Ok(false);
            }
            let text = segment.passage_text(doc)?;
            if text.contains(char::is_numeric) {
                return Ok(false);
            }
            let finder = finder.get_or_insert_with(|| self.finder());
            let mut is_said = false;
            for line in lines(&text) {
                let words = finder.words(line.of(&text));
                if words.is_empty() {
                    continue;
                }
                is_said = true;
                if words.len() < SHORTEST || !self.stands_in_many(finder, &words, source)? {
                    return Ok(false);
                }
            }
            Ok(is_said)
        }
    }

    /// Whether a paragraph of these words stands in many articles of `source`.
    fn stands_in_many(
        &self,
        finder: &mut Finder<'_>,
        words: &[Said],
        source: &str,
    ) -> Result<bool, IndexError> {
        let Some(rarest) = finder.rarest(words)? else { return Ok(false) };
        let mut candidates: BTreeSet<(&str, usize, u32)> = BTreeSet::new();
        for (nth, segment) in self.segments.iter().enumerate() {
            let (ids, sources) = (segment.column("id")?, segment.column("source")?);
            for (doc, _) in segment.docs_with(segment.fields.words, rarest)? {
                let first = segment.first(doc);
                if sources.first(first) == Some(source) {
                    candidates.insert((ids.first(first).unwrap_or_default(), nth, first));
                }
            }
        }
        let wanted: Vec<u64> = words.iter().map(|word| word.hash).collect();
        let mut count = 0;
        for (_, nth, first) in candidates.into_iter().take(MOST) {
            if let Some(segment) = self.segments.get(nth) {
                count += usize::from(has_paragraph(segment, first, &wanted)?);
            }
            if count >= MANY {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Whether the article at `first` has a paragraph of these words and no others.
fn has_paragraph(segment: &Segment, first: u32, words: &[u64]) -> Result<bool, IndexError> {
    for doc in first..segment.article_end(first) {
        let text = segment.passage_text(doc)?;
        if lines(&text).any(|line| hashes(line.of(&text)) == words) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the part of an article may be news: it holds a number, a figure, a place or an actor.
fn says_something(article: &StoredArticle, span: Span) -> bool {
    let found = &article.annotations;
    let quotes = found.figures.iter().map(|figure| &figure.quote);
    let quotes = quotes.chain(found.places.iter().map(|place| &place.quote));
    let mut quotes = quotes.chain(found.actors.iter().map(|actor| &actor.quote));
    span.of(&article.text).contains(char::is_numeric) || quotes.any(|quote| quote.span().overlaps(span))
}
