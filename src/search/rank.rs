//! Scores of the listed passages: BM25 of the words, the headline as a weaker field, and more.

use super::evaluate::{Answer, Found};
use super::plan::{Leaf, Plan};
use super::segment::Segment;

/// What each signal weighs; a weight of 0 switches it off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// How fast repeated words stop counting.
    pub k1: f32,
    /// How much long passages are held back.
    pub b: f32,
    /// A word in the headline, against one in the passage.
    pub title: f32,
    /// The rest of the article, against the passage itself.
    pub article: f32,
    /// A passage that states a figure, where the query is about places, actors or outcomes.
    pub figure: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { k1: 1.2, b: 0.75, title: 0.5, article: 0.3, figure: 0.5 }
    }
}

/// What is counted over all segments.
#[derive(Debug, Clone)]
pub(super) struct Stats {
    mean_length: f32,
    mean_title: f32,
    /// Rarity of each leaf.
    idf: Vec<f32>,
}

/// Sizes of the whole index.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sizes {
    pub(super) passages: u64,
    pub(super) words: u64,
    pub(super) articles: u64,
    pub(super) title_words: u64,
}

impl Sizes {
    /// Counts the passages of `segment` that are not deleted.
    pub(super) fn add(&mut self, segment: &Segment) {
        for first in segment.articles.iter() {
            self.articles += 1;
            self.title_words += u64::from(segment.title_length(first));
            for doc in first..segment.article_end(first) {
                self.passages += 1;
                self.words += u64::from(segment.passage_length(doc));
            }
        }
    }
}

impl Stats {
    pub(super) fn of(sizes: Sizes, leaves: usize, answers: &[Answer]) -> Self {
        let passages = sizes.passages.max(1) as f32;
        let idf = (0..leaves).map(|leaf| {
            let holding: usize = answers.iter().filter_map(|a| a.found.get(leaf)).map(holding).sum();
            let holding = holding as f32;
            (1.0 + (passages - holding + 0.5).max(0.0) / (holding + 0.5)).ln()
        });
        Self {
            mean_length: (sizes.words as f32 / passages).max(1.0),
            mean_title: (sizes.title_words as f32 / sizes.articles.max(1) as f32).max(1.0),
            idf: idf.collect(),
        }
    }
}

fn holding(found: &Found) -> usize {
    found.passages.len().max(found.titles.len())
}

/// The score of every listed passage, in the order of the documents.
pub(super) fn scores(
    plan: &Plan,
    answer: &Answer,
    segment: &Segment,
    stats: &Stats,
    weights: &Weights,
) -> Vec<(u32, f32)> {
    let mut by_doc = vec![0.0_f32; segment.len() as usize];
    let mut by_title = vec![0.0_f32; if weights.title > 0.0 { segment.len() as usize } else { 0 }];
    for (at, leaf) in plan.content() {
        let (Some(found), Some(&idf)) = (answer.found.get(at), stats.idf.get(at)) else { continue };
        if leaf.is_optional {
            continue;
        }
        for &(doc, count) in &found.passages {
            if let Some(score) = by_doc.get_mut(doc as usize) {
                *score += idf * saturation(count, segment.passage_length(doc), stats.mean_length, weights);
            }
        }
        for &(first, count) in &found.titles {
            if let Some(score) = by_title.get_mut(first as usize) {
                *score += idf * saturation(count, segment.title_length(first), stats.mean_title, weights);
            }
        }
    }
    let wants_figures = plan.content().any(|(_, leaf)| is_about_events(leaf));
    let figures = if wants_figures && weights.figure > 0.0 { segment.numbers("figures").ok() } else { None };
    let mut scores = Vec::new();
    let mut article: (u32, f32) = (u32::MAX, 0.0);
    for doc in answer.passages.iter() {
        let first = segment.first(doc);
        if article.0 != first {
            let rest: f32 =
                (first..segment.article_end(first)).filter_map(|doc| by_doc.get(doc as usize)).sum();
            let title = by_title.get(first as usize).copied().unwrap_or_default();
            article = (first, weights.title * title + weights.article * rest.ln_1p());
        }
        let own = by_doc.get(doc as usize).copied().unwrap_or_default();
        let states = figures.as_ref().is_some_and(|figures| figures.first(doc).is_some());
        let figure = if states { weights.figure * own } else { 0.0 };
        scores.push((doc, own + figure + article.1));
    }
    scores
}

fn saturation(count: u32, length: u32, mean: f32, weights: &Weights) -> f32 {
    let count = count as f32;
    let norm = 1.0 - weights.b + weights.b * length as f32 / mean;
    count * (weights.k1 + 1.0) / (count + weights.k1 * norm)
}

/// Names are what events happen to and in: whoever asks for them asks how many.
fn is_about_events(leaf: &Leaf) -> bool {
    matches!(leaf.what, super::plan::What::Name(_))
}
