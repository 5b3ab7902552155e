//! Scores of the listed passages: BM25 of the passage and of its article, and what speaks for it.
//!
//! Only what an answer lists is scored: lists of documents are walked side by side, so that the
//! cost does not grow with the index.

use super::Weights;
use super::evaluate::Answer;
use super::plan::Plan;
use super::segment::{Counted, Segment};
use super::stats::Stats;

/// What scores are made with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale<'a> {
    pub(super) plan: &'a Plan,
    pub(super) stats: &'a Stats,
    pub(super) weights: &'a Weights,
}

/// A document and its score.
pub(super) type Scored = (u32, f32);

/// How well each listed passage answers.
pub(super) fn scores(scale: Scale<'_>, answer: &Answer, segment: &Segment) -> Vec<Scored> {
    let mut listed = passage_parts(scale, answer, segment, Headline::LeftOut);
    let articles = article_parts(scale, answer, segment);
    let figures = scale.figures(segment);
    let mut whole = articles.iter().peekable();
    for (doc, score) in &mut listed {
        if figures.as_ref().is_some_and(|figures| figures.first(*doc).is_some()) {
            *score *= 1.0 + scale.weights.figure;
        }
        let first = segment.first(*doc);
        while whole.next_if(|(article, _)| *article < first).is_some() {}
        if let Some((_, part)) = whole.peek().filter(|(article, _)| *article == first) {
            *score += scale.weights.article * part;
        }
    }
    listed
}

/// How well each matching article answers as a whole, at its first document.
pub(super) fn article_scores(scale: Scale<'_>, answer: &Answer, segment: &Segment) -> Vec<Scored> {
    let mut articles = article_parts(scale, answer, segment);
    let passages = passage_parts(scale, answer, segment, Headline::Counts);
    let mut groups = passages.chunk_by(|a, b| segment.first(a.0) == segment.first(b.0)).peekable();
    let first_of = |group: &[Scored]| group.first().map_or(0, |&(doc, _)| segment.first(doc));
    for (first, score) in &mut articles {
        while groups.next_if(|group| first_of(group) < *first).is_some() {}
        if let Some(group) = groups.next_if(|group| first_of(group) == *first) {
            *score += scale.weights.passage * group.iter().map(|&(_, own)| own).fold(0.0, f32::max);
        }
    }
    articles
}

/// Whether the headline counts as a part of each passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Headline {
    Counts,
    LeftOut,
}

/// The listed passages with what each is worth by itself.
fn passage_parts(scale: Scale<'_>, answer: &Answer, segment: &Segment, headline: Headline) -> Vec<Scored> {
    let mut parts: Vec<Scored> = answer.passages.iter().map(|doc| (doc, 0.0)).collect();
    for content in &scale.plan.content {
        let Some(found) = answer.found.get(content.ask) else { continue };
        let (mut texts, mut titles) = (found.passages.iter().peekable(), found.titles.iter().peekable());
        for (doc, score) in &mut parts {
            while texts.next_if(|(other, _)| other < doc).is_some() {}
            let in_text = texts.peek().filter(|(other, _)| other == doc);
            let in_text = in_text.map_or(0.0, |&&(_, count)| found.weighed(*doc, count, scale.weights.name));
            let first = segment.first(*doc);
            while titles.next_if(|(other, _)| *other < first).is_some() {}
            let in_title = titles.peek().filter(|(other, _)| *other == first && headline == Headline::Counts);
            let in_title = in_title.map_or(0.0, |&&(_, count)| count as f32);
            if in_text + in_title > 0.0 {
                let title_length = match headline {
                    Headline::Counts => Some(segment.title_length(first)),
                    Headline::LeftOut => None,
                };
                let lengths = (segment.passage_length(*doc), title_length);
                *score += content.times * scale.passage_part(content.ask, (in_text, in_title), lengths);
            }
        }
    }
    parts
}

/// The matching articles with what each is worth as a whole.
fn article_parts(scale: Scale<'_>, answer: &Answer, segment: &Segment) -> Vec<Scored> {
    let mut parts: Vec<Scored> = answer.articles.iter().map(|first| (first, 0.0)).collect();
    for content in &scale.plan.content {
        let Some(found) = answer.found.get(content.ask) else { continue };
        let (mut texts, mut titles) = (found.passages.iter().peekable(), found.titles.iter().peekable());
        for (first, score) in &mut parts {
            while texts.next_if(|(doc, _)| doc < first).is_some() {}
            while titles.next_if(|(doc, _)| doc < first).is_some() {}
            let mut count = 0.0;
            while let Some(&(doc, more)) = texts.next_if(|(doc, _)| segment.first(*doc) == *first) {
                count += found.weighed(doc, more, scale.weights.name);
            }
            let in_title = titles.next_if(|(doc, _)| doc == first).map_or(0, |&(_, count)| count);
            if count > 0.0 || in_title > 0 {
                *score += content.times * scale.article_part(content.ask, (count, in_title), segment, *first);
            }
        }
    }
    parts
}

impl Scale<'_> {
    /// What words that stand so often in a passage, and in the headline where that counts, are worth.
    pub(super) fn passage_part(
        self,
        ask: usize,
        (in_text, in_title): (f32, f32),
        (length, title_length): (u32, Option<u32>),
    ) -> f32 {
        let title = if title_length.is_some() { self.weights.title } else { 0.0 };
        let mean = self.stats.mean_passage + title * self.stats.mean_title;
        let length = length as f32 + title * title_length.unwrap_or_default() as f32;
        let count = in_text + title * in_title;
        self.stats.rarity(ask).among_passages * self.saturation(count, length / mean)
    }

    /// The words of an article and of its headline count together, before repetition wears off.
    pub(super) fn article_part(
        self,
        ask: usize,
        (in_text, in_title): (f32, u32),
        segment: &Segment,
        first: u32,
    ) -> f32 {
        let title = self.weights.title;
        let mean = self.stats.mean_article + title * self.stats.mean_title;
        let length = segment.article_length(first) as f32 + title * segment.title_length(first) as f32;
        let count = in_text + title * in_title as f32;
        self.stats.rarity(ask).among_articles * self.saturation(count, length / mean)
    }

    fn saturation(self, count: f32, length: f32) -> f32 {
        let Weights { k1, b, .. } = *self.weights;
        count * (k1 + 1.0) / (count + k1 * (1.0 - b + b * length))
    }

    /// How many figures each passage states, where that counts.
    pub(super) fn figures(self, segment: &Segment) -> Option<&tantivy::columnar::Column<u64>> {
        let counts = self.weights.figure > 0.0 && self.plan.asks_for_figures;
        if counts { segment.numbers("figures").ok() } else { None }
    }
}

/// What was found in `docs`, which are side by side.
pub(super) fn within(found: &Counted, docs: std::ops::Range<u32>) -> &[(u32, u32)] {
    let from = found.partition_point(|&(doc, _)| doc < docs.start);
    let to = found.partition_point(|&(doc, _)| doc < docs.end);
    found.get(from..to).unwrap_or_default()
}
