//! The order of the listed passages: by score, date or toll; the same on every machine.

use std::cmp::Ordering;

use super::evaluate::Answer;
use super::near;
use super::rank::{self, Scale, Scored};
use super::segment::Segment;
use super::why::Refinement;
use super::{Page, Sort};
use crate::index::{IndexError, Strings};

/// A listed passage: where it is and what it is ordered by.
#[derive(Debug, Clone)]
pub(super) struct Listed<'l> {
    pub(super) segment: usize,
    pub(super) doc: u32,
    pub(super) score: f32,
    /// What the positions of its words added to the score.
    pub(super) refinement: Refinement,
    /// What comes before the score: later and higher first, unknown last.
    key: Option<i64>,
    pub(super) id: &'l str,
    /// Passages of its article that match.
    pub(super) of_article: usize,
    ordinal: u32,
    /// Whether it is nothing but what recurs in articles of its outlet.
    is_furniture: bool,
}

impl Listed<'_> {
    /// Best first, furniture last; passages that are equally good by the id of their article and their
    /// place in it.
    fn compare(&self, other: &Self) -> Ordering {
        other
            .key
            .cmp(&self.key)
            .then(self.is_furniture.cmp(&other.is_furniture))
            .then_with(|| other.score.total_cmp(&self.score))
            .then_with(|| self.id.cmp(other.id))
            .then_with(|| self.ordinal.cmp(&other.ordinal))
    }
}

/// The passages of a page, in order, and how many there are to page through. A limit of
/// `usize::MAX` gives all. Of the first ones, those that `is_furniture` tells of by segment and document
/// make room for the text of their article, and come last where there is none.
pub(super) fn page<'l>(
    scale: Scale<'_>,
    answers: &[Answer],
    segments: &'l [Segment],
    page: Page,
    is_furniture: &mut dyn FnMut(usize, u32) -> Result<bool, IndexError>,
) -> Result<(Vec<Listed<'l>>, usize), IndexError> {
    let refined = page.sort == Sort::Relevance && !scale.plan.content.is_empty();
    let wanted = page.offset.saturating_add(page.limit);
    // Positions only ever add to a score, so what stands behind the passages that are put in order
    // anew stays behind them.
    let read = if refined { wanted.max(near::DEPTH) } else { wanted };
    let mut best: Vec<Listed<'_>> = Vec::new();
    let mut spare = Vec::new();
    let mut pageable = 0;
    for (nth, (segment, answer)) in segments.iter().zip(answers).enumerate() {
        let scores = rank::scores(scale, answer, segment);
        let mut keyed = keyed(scores, page.sort, segment)?;
        if let Some(most) = page.per_article {
            spare.push(keep_best(&mut keyed, most, segment));
        }
        pageable += keyed.len();
        best.extend(top(&mut keyed, read, (nth, segment))?);
    }
    best.sort_by(Listed::compare);
    best.truncate(read);
    if refined {
        let depth = near::DEPTH.min(best.len());
        if let Some(first) = best.get_mut(..depth) {
            refine(first, segments, scale)?;
            for passage in first.iter_mut() {
                passage.is_furniture = is_furniture(passage.segment, passage.doc)?;
                if passage.is_furniture
                    && let Some(text) = instead(passage, (segments, &mut spare), is_furniture)?
                {
                    *passage = text;
                    refine(std::slice::from_mut(passage), segments, scale)?;
                }
            }
            first.sort_by(Listed::compare);
        }
    }
    best.truncate(wanted);
    let mut wanted = best.split_off(page.offset.min(best.len()));
    for passage in &mut wanted {
        if let (Some(segment), Some(answer)) = (segments.get(passage.segment), answers.get(passage.segment)) {
            let first = segment.first(passage.doc);
            passage.of_article = answer.passages.count_in(first, segment.article_end(first));
        }
    }
    Ok((wanted, pageable))
}

/// The best passage of the article of `passage` that was not listed and is text.
fn instead<'l>(
    passage: &Listed<'_>,
    (segments, spare): (&'l [Segment], &mut [Vec<Keyed>]),
    is_furniture: &mut dyn FnMut(usize, u32) -> Result<bool, IndexError>,
) -> Result<Option<Listed<'l>>, IndexError> {
    let nth = passage.segment;
    let (Some(segment), Some(spare)) = (segments.get(nth), spare.get_mut(nth)) else { return Ok(None) };
    let article = segment.first(passage.doc);
    let mut at = spare.partition_point(|other| segment.first(other.doc) < article);
    while let Some(other) = spare.get(at).filter(|other| segment.first(other.doc) == article) {
        if !is_furniture(nth, other.doc)? {
            return Ok(Some(spare.remove(at).listed(nth, segment, segment.column("id")?)));
        }
        at += 1;
    }
    Ok(None)
}

/// Adds to the scores of `listed` what the positions of the words in each passage are worth.
fn refine(listed: &mut [Listed<'_>], segments: &[Segment], scale: Scale<'_>) -> Result<(), IndexError> {
    listed.sort_by_key(|passage| (passage.segment, passage.doc));
    for group in listed.chunk_by_mut(|a, b| a.segment == b.segment) {
        let docs: Vec<u32> = group.iter().map(|passage| passage.doc).collect();
        let Some(segment) = group.first().and_then(|passage| segments.get(passage.segment)) else { continue };
        for (passage, refinement) in group.iter_mut().zip(near::refinements(&docs, segment, scale)?) {
            passage.refinement = refinement;
            passage.score += refinement.near + refinement.exact;
        }
    }
    Ok(())
}

/// Adds to the scores of `articles` what the positions of the words in their best passage are worth.
fn refine_articles(
    articles: &mut [Listed<'_>],
    segments: &[Segment],
    scale: Scale<'_>,
) -> Result<(), IndexError> {
    articles.sort_by_key(|article| (article.segment, article.doc));
    for group in articles.chunk_by_mut(|a, b| a.segment == b.segment) {
        let Some(segment) = group.first().and_then(|article| segments.get(article.segment)) else { continue };
        let passages = |article: &Listed<'_>| article.doc..segment.article_end(article.doc);
        let docs: Vec<u32> = group.iter().flat_map(passages).collect();
        let mut refinements = near::refinements(&docs, segment, scale)?.into_iter();
        for article in group {
            let own = refinements.by_ref().take(passages(article).len());
            article.score += own.map(|one| one.near + one.exact).fold(0.0, f32::max);
        }
    }
    Ok(())
}

/// The best articles, in order.
pub(super) fn articles<'l>(
    scale: Scale<'_>,
    answers: &[Answer],
    segments: &'l [Segment],
    limit: usize,
) -> Result<Vec<Listed<'l>>, IndexError> {
    let mut best: Vec<Listed<'_>> = Vec::new();
    for (nth, (segment, answer)) in segments.iter().zip(answers).enumerate() {
        let scores = rank::article_scores(scale, answer, segment);
        let mut keyed = keyed(scores, Sort::Relevance, segment)?;
        best.extend(top(&mut keyed, limit.max(near::DEPTH), (nth, segment))?);
    }
    best.sort_by(Listed::compare);
    let depth = near::DEPTH.min(best.len());
    if let Some(first) = best.get_mut(..depth) {
        refine_articles(first, segments, scale)?;
        first.sort_by(Listed::compare);
    }
    best.truncate(limit);
    Ok(best)
}

/// The best passages of one segment, in no order.
fn top<'l>(
    keyed: &mut Vec<Keyed>,
    wanted: usize,
    (nth, segment): (usize, &'l Segment),
) -> Result<Vec<Listed<'l>>, IndexError> {
    let ids = segment.column("id")?;
    let order = |a: &Keyed, b: &Keyed| {
        b.key.cmp(&a.key).then_with(|| b.score.total_cmp(&a.score)).then_with(|| {
            let id = |doc| ids.ords(doc).next();
            id(a.doc).cmp(&id(b.doc)).then(a.doc.cmp(&b.doc))
        })
    };
    if wanted < keyed.len() {
        keyed.select_nth_unstable_by(wanted, order);
        keyed.truncate(wanted);
    }
    Ok(keyed.drain(..).map(|passage| passage.listed(nth, segment, ids)).collect())
}

struct Keyed {
    doc: u32,
    score: f32,
    key: Option<i64>,
}

impl Keyed {
    fn listed<'l>(self, nth: usize, segment: &Segment, ids: &'l Strings) -> Listed<'l> {
        Listed {
            segment: nth,
            doc: self.doc,
            score: self.score,
            refinement: Refinement::default(),
            key: self.key,
            id: ids.first(self.doc).unwrap_or_default(),
            of_article: 0,
            ordinal: self.doc - segment.first(self.doc),
            is_furniture: false,
        }
    }
}

fn keyed(scores: Vec<Scored>, sort: Sort, segment: &Segment) -> Result<Vec<Keyed>, IndexError> {
    let key: Box<dyn Fn(u32) -> Option<i64>> = match sort {
        Sort::Relevance => Box::new(|_| None),
        Sort::Date => {
            let days = segment.days("event")?;
            Box::new(move |doc| days.first(doc))
        }
        Sort::Published => {
            let days = segment.days("published")?;
            Box::new(move |doc| days.first(segment.first(doc)))
        }
        Sort::Killed => {
            let killed = segment.numbers("killed")?;
            Box::new(move |doc| killed.first(doc).map(|count| i64::try_from(count).unwrap_or(i64::MAX)))
        }
    };
    Ok(scores.into_iter().map(|(doc, score)| Keyed { doc, score, key: key(doc) }).collect())
}

/// Keeps the best passages of each article, and gives the others: article by article, best first.
fn keep_best(passages: &mut Vec<Keyed>, most: usize, segment: &Segment) -> Vec<Keyed> {
    let mut kept: Vec<Keyed> = Vec::with_capacity(passages.len());
    let mut others = Vec::new();
    let mut rest = std::mem::take(passages).into_iter().peekable();
    let mut group = Vec::new();
    while let Some(passage) = rest.next() {
        let article = segment.first(passage.doc);
        group.push(passage);
        if rest.peek().is_some_and(|next| segment.first(next.doc) == article) {
            continue;
        }
        group.sort_by(|a: &Keyed, b| {
            b.key.cmp(&a.key).then_with(|| b.score.total_cmp(&a.score)).then(a.doc.cmp(&b.doc))
        });
        kept.extend(group.drain(..most.min(group.len())));
        others.append(&mut group);
    }
    *passages = kept;
    others
}
