//! Which articles of a segment satisfy a plan, and which of their passages show it.
//!
//! An article matches as a whole: its words may stand in different passages, or in the headline.
//! Its passages that are listed and counted are those that hold one of the words and satisfy every
//! narrowing; where no passage does both, those that hold one of the words; where none does, the
//! first. Facets count by the same three steps, so that a count is what narrowing by it lists.

use super::bits::Bits;
use super::figures;
use super::plan::{Leaf, Name, Node, Plan, Text, What};
use super::segment::{Counted, Segment};
use super::written::keep_written;
use crate::index::{IndexError, actor_term, place_term};

/// Where one leaf was found in a segment.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Passages, and how often in each.
    pub(super) passages: Counted,
    /// First documents of articles whose headline has it, and how often.
    pub(super) titles: Counted,
    /// Of a name, the passages that mention what it names; `None` where every passage found does.
    pub(super) mentions: Option<Bits>,
    /// First documents of all articles that have it.
    pub(super) articles: Bits,
    /// How many articles that is.
    pub(super) article_count: usize,
}

impl Found {
    fn new(passages: Counted, titles: Counted, articles: Bits) -> Self {
        let article_count = articles.count();
        Self { passages, titles, mentions: None, articles, article_count }
    }
}

impl Found {
    /// How much `count` words in the passage `doc` count, where words of a name that name something
    /// else weigh `otherwise`.
    pub(super) fn weighed(&self, doc: u32, count: u32, otherwise: f32) -> f32 {
        let names = self.mentions.as_ref().is_none_or(|mentions| mentions.contains(doc));
        if names { count as f32 } else { otherwise * count as f32 }
    }
}

/// The answer of one segment.
#[derive(Debug)]
pub(super) struct Answer {
    /// By what is asked for.
    pub(super) found: Vec<Found>,
    /// First documents of the matching articles.
    pub(super) articles: Bits,
    /// Passages that show a word and satisfy every narrowing; `None` is every passage.
    pub(super) strict: Option<Bits>,
    /// Passages that show a word (a narrowing, where there is no word); `None` is every passage.
    pub(super) loose: Option<Bits>,
    /// Whether the plan asks for words.
    pub(super) has_content: bool,
    /// The passages that are listed.
    pub(super) passages: Bits,
}

/// Asks `segment` for everything in `plan`.
pub(super) fn evaluate(plan: &Plan, segment: &Segment) -> Result<Answer, IndexError> {
    let found: Result<Vec<Found>, IndexError> = plan.asks.iter().map(|what| look_up(what, segment)).collect();
    let mut found = found?;
    keep_written(&plan.asks, &mut found, segment)?;
    let view = View { segment, plan, found: &found };
    let articles = view.articles(&plan.root);
    let has_content = !plan.content.is_empty();
    let strict = view.shown(&plan.root, Narrowing::Kept);
    let loose = if has_content { view.shown(&plan.root, Narrowing::Dropped) } else { view.any_narrowing() };
    let passages = listed(segment, &articles, strict.as_ref(), loose.as_ref());
    Ok(Answer { articles, strict, loose, has_content, passages, found })
}

/// The passages of each matching article that are listed.
fn listed(segment: &Segment, articles: &Bits, strict: Option<&Bits>, loose: Option<&Bits>) -> Bits {
    let mut passages = Bits::none(segment.len());
    for first in articles.iter() {
        let docs = first..segment.article_end(first);
        let mut any = false;
        for level in [strict, loose] {
            for doc in docs.clone().filter(|&doc| level.is_none_or(|shown| shown.contains(doc))) {
                passages.insert(doc);
                any = true;
            }
            if any {
                break;
            }
        }
        if !any {
            passages.insert(first);
        }
    }
    passages
}

fn look_up(what: &What, segment: &Segment) -> Result<Found, IndexError> {
    let fields = segment.fields;
    match what {
        What::Text(text) => text_hits(text, segment),
        What::Name(name) => name_hits(name, segment),
        What::Tag { column, values } => {
            let field = match *column {
                "region" => fields.region,
                "actor" => fields.actor,
                "perpetrator" => fields.perpetrator,
                "speaker" => fields.speaker,
                "victim" => fields.victim,
                _ => fields.outcome,
            };
            let mut docs = Bits::none(segment.len());
            for value in values {
                for (doc, _) in segment.docs_with(field, value)? {
                    docs.insert(doc);
                }
            }
            Ok(of_passages(segment, docs.iter().map(|doc| (doc, 1)).collect()))
        }
        What::ArticleTag { column, values } => {
            let field = if *column == "source" { fields.source } else { fields.language };
            let mut articles = Bits::none(segment.len());
            for value in values {
                for (doc, _) in segment.docs_with(field, value)? {
                    articles.insert(doc);
                }
            }
            Ok(Found::new(Vec::new(), Vec::new(), articles))
        }
        What::Figure(test) => Ok(of_passages(segment, figures::docs_with(test, segment)?)),
        What::Published(range) => {
            let days = segment.days("published")?;
            let matches = |first: &u32| match (range, days.first(*first)) {
                (None, day) => day.is_none(),
                (Some(range), Some(day)) => range.0 <= day && day <= range.1,
                (Some(_), None) => false,
            };
            let articles = Bits::of(segment.len(), segment.articles.iter().filter(matches));
            Ok(Found::new(Vec::new(), Vec::new(), articles))
        }
    }
}

fn of_passages(segment: &Segment, passages: Counted) -> Found {
    let articles = segment.articles_of(passages.iter().map(|&(doc, _)| doc));
    Found::new(passages, Vec::new(), articles)
}

fn text_hits(text: &Text, segment: &Segment) -> Result<Found, IndexError> {
    let fields = segment.fields;
    let passages =
        if text.title_only { Vec::new() } else { segment.docs_where(fields.words, &text.spans)? };
    let titles = segment.docs_where(fields.title, &text.spans)?;
    Ok(with_titles(segment, passages, titles))
}

pub(super) fn with_titles(segment: &Segment, passages: Counted, titles: Counted) -> Found {
    let mut articles = segment.articles_of(passages.iter().map(|&(doc, _)| doc));
    articles.union(&segment.articles_of(titles.iter().map(|&(doc, _)| doc)));
    Found::new(passages, titles, articles)
}

fn name_hits(name: &Name, segment: &Segment) -> Result<Found, IndexError> {
    let fields = segment.fields;
    let mut mentions = Bits::none(segment.len());
    let terms =
        name.places.iter().map(|id| place_term(id)).chain(name.actors.iter().map(|id| actor_term(id)));
    for term in terms {
        for (doc, _) in segment.docs_with(fields.name, &term)? {
            mentions.insert(doc);
        }
    }
    let (mut words, mut titles) = (Vec::new(), Vec::new());
    if name.words_count {
        words = segment.docs_where(fields.words, &name.spans)?;
        titles = segment.docs_where(fields.title, &name.spans)?;
    }
    let found = with_titles(segment, merged(&mentions, &words), titles);
    Ok(Found { mentions: Some(mentions), ..found })
}

/// The passages of either, in order; those that have no words count once.
fn merged(mentions: &Bits, words: &Counted) -> Counted {
    let mut all: Counted = Vec::with_capacity(words.len());
    let mut rest = words.iter().peekable();
    for doc in mentions.iter() {
        while let Some(word) = rest.next_if(|(other, _)| *other < doc) {
            all.push(*word);
        }
        all.push((doc, rest.next_if(|(other, _)| *other == doc).map_or(1, |&(_, count)| count)));
    }
    all.extend(rest);
    all
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Narrowing {
    Kept,
    Dropped,
}

struct View<'a> {
    segment: &'a Segment,
    plan: &'a Plan,
    found: &'a [Found],
}

impl View<'_> {
    /// A leaf, what it asks for, and where that was found.
    fn leaf(&self, at: usize) -> Option<(&Leaf, &What, &Found)> {
        let leaf = self.plan.leaves.get(at)?;
        Some((leaf, self.plan.what(leaf)?, self.found.get(leaf.ask)?))
    }

    /// First documents of the articles that satisfy `node`.
    fn articles(&self, node: &Node) -> Bits {
        match node {
            Node::Everything => self.segment.articles.clone(),
            Node::Leaf(at) => match self.leaf(*at) {
                Some((leaf, _, found)) if !leaf.is_optional => found.articles.clone(),
                _ => self.segment.articles.clone(),
            },
            Node::All(parts) => {
                let mut all = self.segment.articles.clone();
                for part in parts {
                    all.intersect(&self.articles(part));
                }
                all
            }
            Node::Any(parts) => {
                let mut any = Bits::none(self.segment.len());
                for part in parts.iter().filter(|part| parts.len() == 1 || !self.is_optional(part)) {
                    any.union(&self.articles(part));
                }
                any
            }
            Node::Not(part) => {
                let mut rest = self.segment.articles.clone();
                if !self.is_optional(part) {
                    rest.subtract(&self.articles(part));
                }
                rest
            }
        }
    }

    fn is_optional(&self, node: &Node) -> bool {
        match node {
            Node::Leaf(at) => self.leaf(*at).is_some_and(|(leaf, ..)| leaf.is_optional),
            Node::All(parts) => !parts.is_empty() && parts.iter().all(|part| self.is_optional(part)),
            _ => false,
        }
    }

    /// Passages that show what `node` asks for; `None` where every passage may.
    fn shown(&self, node: &Node, narrowing: Narrowing) -> Option<Bits> {
        match node {
            Node::Everything | Node::Not(_) => None,
            Node::Leaf(at) => {
                let (leaf, what, found) = self.leaf(*at)?;
                let counts = what.is_content() || narrowing == Narrowing::Kept;
                let shows = counts && what.is_of_passages() && !leaf.is_optional;
                shows.then(|| Bits::of(self.segment.len(), found.passages.iter().map(|&(doc, _)| doc)))
            }
            Node::All(parts) => {
                let mut content: Option<Bits> = None;
                let mut narrowed: Option<Bits> = None;
                for part in parts {
                    let Some(shown) = self.shown(part, narrowing) else { continue };
                    if self.has_content(part) {
                        content = Some(joined(content, &shown, Bits::union));
                    } else {
                        narrowed = Some(joined(narrowed, &shown, Bits::intersect));
                    }
                }
                match (content, narrowed) {
                    (Some(content), Some(narrowed)) => {
                        Some(joined(Some(content), &narrowed, Bits::intersect))
                    }
                    (content, narrowed) => content.or(narrowed),
                }
            }
            Node::Any(parts) => {
                let mut any = Bits::none(self.segment.len());
                for part in parts.iter().filter(|part| parts.len() == 1 || !self.is_optional(part)) {
                    match self.shown(part, narrowing) {
                        Some(shown) => any.union(&shown),
                        None if parts.len() == 1 || matches!(part, Node::Everything) => return None,
                        None => any.union(&self.segment.documents_of(&self.articles(part))),
                    }
                }
                Some(any)
            }
        }
    }

    /// Passages that satisfy any narrowing at all; `None` where there is none.
    fn any_narrowing(&self) -> Option<Bits> {
        let mut any: Option<Bits> = None;
        for (leaf, what, found) in (0..self.plan.leaves.len()).filter_map(|at| self.leaf(at)) {
            if what.is_of_passages() && !leaf.is_negated {
                let docs = Bits::of(self.segment.len(), found.passages.iter().map(|&(doc, _)| doc));
                any = Some(joined(any, &docs, Bits::union));
            }
        }
        any
    }

    fn has_content(&self, node: &Node) -> bool {
        match node {
            Node::Everything | Node::Not(_) => false,
            Node::Leaf(at) => self.leaf(*at).is_some_and(|(_, what, _)| what.is_content()),
            Node::All(parts) | Node::Any(parts) => parts.iter().any(|part| self.has_content(part)),
        }
    }
}

fn joined(so_far: Option<Bits>, more: &Bits, join: fn(&mut Bits, &Bits)) -> Bits {
    match so_far {
        Some(mut bits) => {
            join(&mut bits, more);
            bits
        }
        None => more.clone(),
    }
}
