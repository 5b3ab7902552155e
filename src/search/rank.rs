//! Scores of the listed passages: BM25 of the passage and of its article, and what speaks for it.

use super::evaluate::{Answer, Found};
use super::plan::{Leaf, Plan, What};
use super::segment::Segment;

/// What each signal weighs; a weight of 0 switches it off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// How fast repeated words stop counting.
    pub k1: f32,
    /// How much long passages and articles are held back.
    pub b: f32,
    /// A word in the headline, against one in the text of the article.
    pub title: f32,
    /// The article as a whole, against the passage itself.
    pub article: f32,
    /// The best passage, against the article as a whole, where articles are ranked.
    pub passage: f32,
    /// A passage that states a figure, where the query names places or actors.
    pub figure: f32,
    /// A word as it is written in the query, against any of its forms.
    pub exact: f32,
    /// Words of the query near each other.
    pub near: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { k1: 1.2, b: 0.6, title: 2.0, article: 0.5, passage: 0.1, figure: 0.5, exact: 0.2, near: 0.5 }
    }
}

/// What is counted over all segments.
#[derive(Debug, Clone)]
pub(super) struct Stats {
    mean_passage: f32,
    mean_article: f32,
    mean_title: f32,
    /// Rarity of each leaf among passages.
    rare_passage: Vec<f32>,
    /// Rarity of each leaf among articles.
    rare_article: Vec<f32>,
}

/// Sizes of the whole index.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sizes {
    passages: u64,
    words: u64,
    articles: u64,
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
    pub(super) fn of(sizes: Sizes, leaves: usize, answers: &[Answer]) -> Self {
        let passages = real(sizes.passages).max(1.0);
        let articles = real(sizes.articles).max(1.0);
        let held = |leaf: usize, count: fn(&Found) -> usize| -> f32 {
            real(answers.iter().filter_map(|answer| answer.found.get(leaf)).map(count).sum::<usize>() as u64)
        };
        Self {
            mean_passage: (real(sizes.words) / passages).max(1.0),
            mean_article: (real(sizes.words) / articles).max(1.0),
            mean_title: (real(sizes.title_words) / articles).max(1.0),
            rare_passage: (0..leaves)
                .map(|leaf| rarity(passages, held(leaf, |f| f.passages.len())))
                .collect(),
            rare_article: (0..leaves).map(|leaf| rarity(articles, held(leaf, |f| f.article_count))).collect(),
        }
    }
}

impl Stats {
    /// Rarity of a leaf among passages.
    pub(super) fn rarity(&self, leaf: usize) -> f32 {
        self.rare_passage.get(leaf).copied().unwrap_or_default()
    }
}

const fn real(count: u64) -> f32 {
    count as f32
}

fn rarity(all: f32, held: f32) -> f32 {
    (1.0 + (all - held + 0.5).max(0.5) / (held + 0.5)).ln()
}

/// Scores of one segment, by document.
pub(super) struct Scores {
    /// Of each passage by itself.
    passages: Vec<f32>,
    /// Of each article as a whole, at its first document.
    articles: Vec<f32>,
}

/// How well a listed passage answers.
pub(super) fn scores(
    plan: &Plan,
    answer: &Answer,
    segment: &Segment,
    stats: &Stats,
    weights: &Weights,
) -> Vec<(u32, f32)> {
    let scores = Scores::of(plan, answer, segment, stats, weights);
    let wants_figures = weights.figure > 0.0 && plan.content().any(|(_, leaf)| is_about_events(leaf));
    let figures = if wants_figures { segment.numbers("figures").ok() } else { None };
    let of_passage = |doc: u32| {
        let own = at(&scores.passages, doc);
        let states = figures.as_ref().is_some_and(|figures| figures.first(doc).is_some());
        let stated = if states { 1.0 + weights.figure } else { 1.0 };
        (doc, own * stated + weights.article * at(&scores.articles, segment.first(doc)))
    };
    answer.passages.iter().map(of_passage).collect()
}

/// How well each matching article answers as a whole, at its first document.
pub(super) fn article_scores(
    plan: &Plan,
    answer: &Answer,
    segment: &Segment,
    stats: &Stats,
    weights: &Weights,
) -> Vec<(u32, f32)> {
    let scores = Scores::of(plan, answer, segment, stats, weights);
    let best = |first: u32| {
        (first..segment.article_end(first)).map(|doc| at(&scores.passages, doc)).fold(0.0, f32::max)
    };
    let of_article = |first: u32| (first, at(&scores.articles, first) + weights.passage * best(first));
    answer.articles.iter().map(of_article).collect()
}

fn at(scores: &[f32], doc: u32) -> f32 {
    scores.get(doc as usize).copied().unwrap_or_default()
}

fn add(scores: &mut [f32], doc: u32, more: f32) {
    if let Some(score) = scores.get_mut(doc as usize) {
        *score += more;
    }
}

impl Scores {
    fn of(plan: &Plan, answer: &Answer, segment: &Segment, stats: &Stats, weights: &Weights) -> Self {
        let len = segment.len() as usize;
        let mut scores = Self { passages: vec![0.0; len], articles: vec![0.0; len] };
        for (leaf, asked) in plan.content() {
            let Some(found) = answer.found.get(leaf).filter(|_| !asked.is_optional) else { continue };
            let rare = (stats.rare_passage.get(leaf), stats.rare_article.get(leaf));
            if let (Some(&in_passages), Some(&in_articles)) = rare {
                scores.add_passages(found, segment, stats.mean_passage, (in_passages, weights));
                scores.add_articles(found, segment, stats, (in_articles, weights));
            }
        }
        scores
    }

    fn add_passages(
        &mut self,
        found: &Found,
        segment: &Segment,
        mean: f32,
        (rare, weights): (f32, &Weights),
    ) {
        for &(doc, count) in &found.passages {
            let length = segment.passage_length(doc);
            add(&mut self.passages, doc, rare * saturation(count as f32, length as f32 / mean, weights));
        }
    }

    /// The words of an article and of its headline count together, before repetition wears off.
    fn add_articles(
        &mut self,
        found: &Found,
        segment: &Segment,
        stats: &Stats,
        (rare, weights): (f32, &Weights),
    ) {
        let mean = stats.mean_article + weights.title * stats.mean_title;
        let mut titles = found.titles.iter().peekable();
        let mut add_one = |first: u32, count: f32| {
            let length =
                segment.article_length(first) as f32 + weights.title * segment.title_length(first) as f32;
            add(&mut self.articles, first, rare * saturation(count, length / mean, weights));
        };
        for group in found.passages.chunk_by(|a, b| segment.first(a.0) == segment.first(b.0)) {
            let Some(&(doc, _)) = group.first() else { continue };
            let first = segment.first(doc);
            while let Some(&(title, count)) = titles.next_if(|(title, _)| *title < first) {
                add_one(title, weights.title * count as f32);
            }
            let mut count: f32 = group.iter().map(|&(_, count)| count as f32).sum();
            if let Some(&(_, in_title)) = titles.next_if(|(title, _)| *title == first) {
                count += weights.title * in_title as f32;
            }
            add_one(first, count);
        }
        for &(title, count) in titles {
            add_one(title, weights.title * count as f32);
        }
    }
}

fn saturation(count: f32, length: f32, weights: &Weights) -> f32 {
    count * (weights.k1 + 1.0) / (count + weights.k1 * (1.0 - weights.b + weights.b * length))
}

/// Names are what events happen to and in: whoever asks for them asks how many.
const fn is_about_events(leaf: &Leaf) -> bool {
    matches!(leaf.what, What::Name(_))
}
