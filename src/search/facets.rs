//! Exact counts by region, actor, outcome and the like: what narrowing by a value would list.

use std::collections::BTreeMap;

use super::bits::Bits;
use super::evaluate::Answer;
use super::segment::Segment;
use super::{Counts, FacetBy, FacetTree, FacetValue};
use crate::index::{IndexError, date_of};

/// Counts by value path, and what has no value.
#[derive(Debug, Default)]
pub(super) struct Tally {
    values: BTreeMap<String, Counts>,
    unknown: Counts,
    total: Counts,
}

impl FacetBy {
    /// The facet as it is asked for.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Actor => "actor",
            Self::Perpetrator => "perpetrator",
            Self::Victim => "victim",
            Self::Source => "source",
            Self::Language => "language",
            Self::Outcome => "outcome",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// Everything that matched.
pub(super) fn total(answers: &[Answer]) -> Counts {
    Counts {
        articles: answers.iter().map(|answer| answer.articles.count()).sum(),
        passages: answers.iter().map(|answer| answer.passages.count()).sum(),
    }
}

impl Tally {
    /// Counts the answer of one segment.
    pub(super) fn add(&mut self, by: FacetBy, segment: &Segment, answer: &Answer) -> Result<(), IndexError> {
        match by {
            FacetBy::Source | FacetBy::Language => {
                let column = segment.column(by.as_str())?;
                self.add_articles(segment, answer, |first| column.first(first).map(str::to_owned));
            }
            FacetBy::Month | FacetBy::Year => {
                let days = segment.days("published")?;
                let digits = if by == FacetBy::Month { 7 } else { 4 };
                self.add_articles(segment, answer, |first| {
                    let date = date_of(days.first(first)?)?.to_string();
                    date.get(..digits).map(str::to_owned)
                });
            }
            _ => self.add_passages(by, segment, answer)?,
        }
        Ok(())
    }

    /// Counts by a value that an article has as a whole.
    fn add_articles(&mut self, segment: &Segment, answer: &Answer, value: impl Fn(u32) -> Option<String>) {
        for first in answer.articles.iter() {
            let passages =
                (first..segment.article_end(first)).filter(|&doc| answer.passages.contains(doc)).count();
            let counts = match value(first) {
                Some(value) => self.values.entry(value).or_default(),
                None => &mut self.unknown,
            };
            for counts in [counts, &mut self.total] {
                counts.articles += 1;
                counts.passages += passages;
            }
        }
    }

    /// Counts by values that passages have.
    fn add_passages(&mut self, by: FacetBy, segment: &Segment, answer: &Answer) -> Result<(), IndexError> {
        let column = segment.column(by.as_str())?;
        let mut counts = vec![Counts::default(); column.values().len()];
        let mut article = ArticleValues::new(column.values().len());
        let mut with_value = Counts::default();
        for first in answer.articles.iter() {
            let docs = first..segment.article_end(first);
            for doc in docs.clone() {
                // Most passages have no value: nothing else is looked up for them.
                let mut ords = column.ords(doc).peekable();
                if ords.peek().is_some() {
                    let shown = Shown::of(answer, doc);
                    ords.for_each(|ord| article.see(ord, shown));
                    with_value.passages += usize::from(answer.passages.contains(doc));
                }
            }
            if article.is_empty() {
                continue;
            }
            with_value.articles += 1;
            let loose = docs.filter(|&doc| shows(answer.loose.as_ref(), doc)).count();
            article.drain(|ord, seen| {
                if let Some(counts) = counts.get_mut(ord) {
                    counts.articles += 1;
                    counts.passages += seen.listed(answer.has_content, loose);
                }
            });
        }
        let (articles, passages) = (answer.articles.count(), answer.passages.count());
        self.total.articles += articles;
        self.total.passages += passages;
        self.unknown.articles += articles - with_value.articles;
        self.unknown.passages += passages - with_value.passages;
        for (value, counts) in column.values().iter().zip(counts).filter(|(_, counts)| counts.articles > 0) {
            let sum = self.values.entry(value.clone()).or_default();
            sum.articles += counts.articles;
            sum.passages += counts.passages;
        }
        Ok(())
    }

    /// The counts as a tree, the values with most articles first; `name` is how a value is shown.
    pub(super) fn into_tree(self, by: FacetBy, name: &dyn Fn(&str) -> Option<String>) -> FacetTree {
        let is_tree = matches!(by, FacetBy::Region | FacetBy::Actor | FacetBy::Perpetrator);
        let is_time = matches!(by, FacetBy::Month | FacetBy::Year);
        let mut roots: Vec<FacetValue> = Vec::new();
        for (value, counts) in self.values {
            let path: Vec<String> =
                if is_tree { value.split('/').map(str::to_owned).collect() } else { vec![value] };
            place(&mut roots, &path, 1, counts, name);
        }
        if !is_time {
            sort(&mut roots);
        }
        FacetTree { by: by.as_str(), total: self.total, values: roots, unknown: self.unknown }
    }
}

fn place(
    values: &mut Vec<FacetValue>,
    path: &[String],
    depth: usize,
    counts: Counts,
    name: &dyn Fn(&str) -> Option<String>,
) {
    let (Some(own), Some(value)) = (path.get(..depth), path.get(depth - 1)) else { return };
    // Values come sorted, so a parent comes before what lies under it, though other values with a
    // sign before the slash may stand between.
    let at = values.iter().position(|known| known.path == own).unwrap_or_else(|| {
        values.push(FacetValue {
            value: value.clone(),
            name: name(value),
            path: own.to_vec(),
            counts: Counts::default(),
            children: Vec::new(),
        });
        values.len() - 1
    });
    let Some(found) = values.get_mut(at) else { return };
    if depth == path.len() {
        found.counts = counts;
    } else {
        place(&mut found.children, path, depth + 1, counts, name);
    }
}

fn sort(values: &mut [FacetValue]) {
    values.sort_by(|a, b| {
        (b.counts.articles, b.counts.passages, &a.value).cmp(&(
            a.counts.articles,
            a.counts.passages,
            &b.value,
        ))
    });
    for value in values {
        sort(&mut value.children);
    }
}

/// The values of one article, by ordinal.
struct ArticleValues {
    seen: Vec<Seen>,
    touched: Vec<usize>,
}

/// Which steps of an answer a passage satisfies.
#[derive(Debug, Clone, Copy)]
struct Shown {
    strict: bool,
    loose: bool,
}

impl Shown {
    fn of(answer: &Answer, doc: u32) -> Self {
        Self { strict: shows(answer.strict.as_ref(), doc), loose: shows(answer.loose.as_ref(), doc) }
    }
}

/// Whether `doc` is in a step of an answer; no step is every passage.
fn shows(step: Option<&Bits>, doc: u32) -> bool {
    step.is_none_or(|shown| shown.contains(doc))
}

/// In how many passages of one article a value was seen.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    all: usize,
    strict: usize,
    /// Outside the passages that show a word or a narrowing.
    beyond_loose: usize,
}

impl Seen {
    /// How many passages narrowing by the value would list: the three steps of an answer.
    const fn listed(self, has_content: bool, loose: usize) -> usize {
        match (self.strict, has_content, loose) {
            (0, true, 0) => 1,
            (0, true, _) => loose,
            (0, false, _) => loose + self.beyond_loose,
            (strict, ..) => strict,
        }
    }
}

impl ArticleValues {
    fn new(values: usize) -> Self {
        Self { seen: vec![Seen::default(); values], touched: Vec::new() }
    }

    const fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }

    fn see(&mut self, ord: u64, shown: Shown) {
        let Ok(at) = usize::try_from(ord) else { return };
        let Some(seen) = self.seen.get_mut(at) else { return };
        if seen.all == 0 {
            self.touched.push(at);
        }
        seen.all += 1;
        seen.strict += usize::from(shown.strict);
        seen.beyond_loose += usize::from(!shown.loose);
    }

    /// Hands out each value that was seen, and forgets it.
    fn drain(&mut self, mut take: impl FnMut(usize, Seen)) {
        for at in self.touched.drain(..) {
            if let Some(seen) = self.seen.get_mut(at) {
                take(at, std::mem::take(seen));
            }
        }
    }
}
