//! Where else the words of a passage, or of a whole article, stand.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::reuse::{Finder, Reused};
use super::segment::Segment;
use super::{Copy, Hit, Library, SearchError, StoredArticle};
use crate::index::{IndexError, date_of};

/// An article that holds words of another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedWith {
    /// Id of the other article.
    pub id: String,
    /// Its file.
    pub path: String,
    /// Its outlet.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// Whether it came first: on an earlier day, dated before undated; of one day by its id.
    pub earlier: bool,
    /// Words of this article that stand in it, too, in runs of many.
    pub words: usize,
    /// Their share of all words of this article.
    pub share: f64,
    /// The passages of this article in which they stand.
    pub passages: Vec<SharedPassage>,
}

/// A passage of which words stand in another article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedPassage {
    /// Its number within this article, from 0.
    pub ordinal: usize,
    /// The number of the passage there that holds most of these words.
    #[serde(rename = "in")]
    pub within: usize,
    /// The share of its words that stand there.
    pub share: f64,
}

impl Library<'_> {
    /// Writes into each of `hits` where else its words stand.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn add_copies(&self, hits: &mut [Hit]) -> Result<(), SearchError> {
        let mut finder = self.finder();
        for hit in hits {
            let Some(own) = self.place(&hit.article.id)? else { continue };
            let words = finder.words(&hit.passage.quote.text);
            let mut copies = Vec::new();
            for reused in finder.find(&words, own)? {
                let Some(segment) = self.segments.get(reused.segment) else { continue };
                let (shared, ordinal) = most(&reused.within);
                copies.push(Copy {
                    id: text(segment, "id", reused.first)?.unwrap_or_default(),
                    path: text(segment, "path", reused.first)?.unwrap_or_default(),
                    source: text(segment, "source", reused.first)?,
                    ordinal,
                    share: share(shared, words.len()),
                });
            }
            copies.sort_by(|a, b| a.id.cmp(&b.id));
            hit.also_in = copies;
        }
        Ok(())
    }

    /// The articles that hold words of `article`: earlier ones first, those that hold most of them
    /// before the others.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn shared_with(&self, article: &StoredArticle) -> Result<Vec<SharedWith>, SearchError> {
        let mut finder = self.finder();
        let Some(own) = self.place(&article.meta.id)? else { return Ok(Vec::new()) };
        let mut words = Vec::new();
        let mut ends = Vec::with_capacity(article.passages.len());
        for passage in &article.passages {
            words.extend(finder.words(passage.span.of(&article.text)));
            ends.push(words.len());
        }
        let mut others = Vec::new();
        for reused in finder.find(&words, own)? {
            let Some(segment) = self.segments.get(reused.segment) else { continue };
            let id = text(segment, "id", reused.first)?.unwrap_or_default();
            let published = segment.days("published")?.first(reused.first).and_then(date_of);
            let own = (article.meta.published, article.meta.id.as_str());
            let (shared, _) = most(&reused.within);
            others.push(SharedWith {
                path: text(segment, "path", reused.first)?.unwrap_or_default(),
                source: text(segment, "source", reused.first)?,
                earlier: by_day((published, &id), own) == Ordering::Less,
                words: shared,
                share: share(shared, words.len()),
                passages: passages(&reused, &ends),
                published,
                id,
            });
        }
        others.sort_by(|a, b| {
            let day = || by_day((a.published, &a.id), (b.published, &b.id));
            b.earlier.cmp(&a.earlier).then_with(|| b.words.cmp(&a.words)).then_with(day)
        });
        Ok(others)
    }

    /// Finds text that stands in several articles of this index.
    pub(super) fn finder(&self) -> Finder<'_> {
        let sizes = self.sizes;
        let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        Finder::new(&self.segments, count(sizes.articles), count(sizes.passages))
    }

    /// The segment and first document of the article `id`.
    fn place(&self, id: &str) -> Result<Option<(usize, u32)>, IndexError> {
        for (nth, segment) in self.segments.iter().enumerate() {
            if let Some(&(doc, _)) = segment.docs_with(segment.fields.id, id)?.first() {
                return Ok(Some((nth, segment.first(doc))));
            }
        }
        Ok(None)
    }
}

/// How many words are shared, and the passage that holds most of them.
fn most(within: &[Option<usize>]) -> (usize, usize) {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    within.iter().flatten().for_each(|&ordinal| *counts.entry(ordinal).or_default() += 1);
    let best = counts.iter().max_by_key(|&(&ordinal, &count)| (count, std::cmp::Reverse(ordinal)));
    (counts.values().sum(), best.map_or(0, |(&ordinal, _)| ordinal))
}

/// The passages that share words; each ends before the word at its entry of `ends`.
fn passages(reused: &Reused, ends: &[usize]) -> Vec<SharedPassage> {
    let mut start = 0;
    let mut passages = Vec::new();
    for (ordinal, &end) in ends.iter().enumerate() {
        let within = reused.within.get(start..end).unwrap_or_default();
        start = end;
        let (shared, best) = most(within);
        if shared > 0 {
            passages.push(SharedPassage { ordinal, within: best, share: share(shared, within.len()) });
        }
    }
    passages
}

/// Which of two articles came first.
fn by_day((day, id): (Option<Date>, &str), (other_day, other_id): (Option<Date>, &str)) -> Ordering {
    let undated_last = day.is_none().cmp(&other_day.is_none());
    undated_last.then(day.cmp(&other_day)).then_with(|| id.cmp(other_id))
}

fn text(segment: &Segment, name: &'static str, first: u32) -> Result<Option<String>, IndexError> {
    Ok(segment.column(name)?.first(first).map(str::to_owned))
}

/// A share of one, to three digits; all of it alone is 1.
fn share(part: usize, whole: usize) -> f64 {
    let share = (part as f64 / whole.max(1) as f64 * 1000.0).round() / 1000.0;
    if part < whole { share.min(0.999) } else { share }
}
