//! What is counted over all segments, so that scores are the same however an index is cut.

use super::evaluate::{Answer, Found};
use super::segment::Segment;

/// Mean lengths, and how rare each thing is that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Stats {
    pub(super) mean_passage: f32,
    pub(super) mean_article: f32,
    pub(super) mean_title: f32,
    rarities: Vec<Rarity>,
}

/// How rare one thing is that is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Rarity {
    pub(super) among_passages: f32,
    pub(super) among_articles: f32,
    /// Passages that have it.
    pub(super) passages: usize,
    /// Articles that have it.
    pub(super) articles: usize,
}

/// Sizes of the whole index.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sizes {
    pub(super) passages: u64,
    pub(super) articles: u64,
    words: u64,
    title_words: u64,
}

impl Sizes {
    /// Counts the passages of `segment` that are not deleted.
    pub(super) fn add(&mut self, segment: &Segment) {
        for first in segment.articles.iter() {
            self.articles += 1;
            self.title_words += u64::from(segment.title_length(first));
            self.passages += u64::from(segment.article_end(first) - first);
            self.words += u64::from(segment.article_length(first));
        }
    }
}

impl Stats {
    pub(super) fn of(sizes: Sizes, asks: usize, answers: &[Answer]) -> Self {
        let passages = real(sizes.passages).max(1.0);
        let articles = real(sizes.articles).max(1.0);
        let held = |ask: usize, count: fn(&Found) -> usize| -> usize {
            answers.iter().filter_map(|answer| answer.found.get(ask)).map(count).sum()
        };
        let rarity_of = |ask: usize| {
            let (in_passages, in_articles) =
                (held(ask, |f| f.passages.len()), held(ask, |f| f.article_count));
            Rarity {
                among_passages: rarity(passages, real(in_passages as u64)),
                among_articles: rarity(articles, real(in_articles as u64)),
                passages: in_passages,
                articles: in_articles,
            }
        };
        Self {
            mean_passage: (real(sizes.words) / passages).max(1.0),
            mean_article: (real(sizes.words) / articles).max(1.0),
            mean_title: (real(sizes.title_words) / articles).max(1.0),
            rarities: (0..asks).map(rarity_of).collect(),
        }
    }

    /// How rare a thing is that is asked for.
    pub(super) fn rarity(&self, ask: usize) -> Rarity {
        self.rarities.get(ask).copied().unwrap_or_default()
    }
}

const fn real(count: u64) -> f32 {
    count as f32
}

fn rarity(all: f32, held: f32) -> f32 {
    (1.0 + (all - held + 0.5).max(0.5) / (held + 0.5)).ln()
}
