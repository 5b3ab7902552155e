//! An opened index, ready for questions.

use std::path::Path;

use super::compile::{Joining, compile};
use super::evaluate::{Answer, evaluate};
use super::facets::{self, Tally};
use super::highlight::Marker;
use super::order::{self, Listed};
use super::plan::Plan;
use super::rank::Scale;
use super::resolve::Lexica;
use super::segment::Segment;
use super::stats::{Sizes, Stats};
use super::{
    Counts, FacetBy, FacetTree, Hit, Page, Question, SearchError, SearchResults, Weights, hits, names, why,
};
use crate::index::{self, Fingerprint, IndexError};
use crate::vocabulary::Vocabulary;

/// An index opened for reading, as it was when it was opened.
#[derive(Debug)]
pub struct Library<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    pub(super) segments: Vec<Segment>,
    pub(super) sizes: Sizes,
    /// What each ranking signal weighs.
    pub weights: Weights,
}

/// Everything that matched a question, in order, read back one by one.
#[derive(Debug)]
pub struct Found<'l> {
    segments: &'l [Segment],
    plan: Plan,
    marker: Marker,
    listed: std::vec::IntoIter<Listed<'l>>,
    rank: usize,
    /// What scores were made with, where the page asks why.
    reasons: Option<Reasons>,
    /// How many passages there are to page through.
    pub pageable: usize,
    /// Everything that matched.
    pub total: Counts,
}

/// What the scores of an answer were made with.
#[derive(Debug)]
struct Reasons {
    answers: Vec<Answer>,
    stats: Stats,
    weights: Weights,
}

/// An article and how well it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedArticle {
    /// Its identity.
    pub id: String,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
}

impl<'v> Library<'v> {
    /// Opens the index in `dir`.
    ///
    /// # Errors
    /// There is none, or one that was built with other fields or vocabularies, or a damaged one.
    pub fn open(
        dir: &Path,
        fingerprint: &Fingerprint,
        vocabulary: &'v Vocabulary,
    ) -> Result<Self, SearchError> {
        let store = index::open(dir, fingerprint)?;
        let reader = store.index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual);
        let reader: tantivy::IndexReader = reader.try_into().map_err(IndexError::from)?;
        let mut segments = Vec::new();
        let mut sizes = Sizes::default();
        let searcher = reader.searcher();
        let readers = searcher.segment_readers();
        for reader in readers {
            let segment = Segment::open(reader, store.fields, readers.len())?;
            sizes.add(&segment);
            segments.push(segment);
        }
        Ok(Self { vocabulary, segments, sizes, weights: Weights::default() })
    }

    /// One page of ranked passages.
    ///
    /// # Errors
    /// A query that cannot be read, or an index that cannot.
    pub fn search(&self, question: &Question, page: Page) -> Result<SearchResults, SearchError> {
        let mut found = self.find(question, page)?;
        let mut hits = found.by_ref().collect::<Result<Vec<Hit>, SearchError>>()?;
        if page.copies {
            self.add_copies(&mut hits)?;
        }
        Ok(SearchResults { total: found.total, pageable: found.pageable, hits })
    }

    /// The passages of a page, read back as they are asked for: a limit of `usize::MAX` streams
    /// everything that matched.
    ///
    /// # Errors
    /// A query that cannot be read, or an index that cannot.
    pub fn find(&self, question: &Question, page: Page) -> Result<Found<'_>, SearchError> {
        let (plan, answers) = self.ask(question, Joining::All)?;
        let stats = Stats::of(self.sizes, plan.asks.len(), &answers);
        let scale = Scale { plan: &plan, stats: &stats, weights: &self.weights };
        let (listed, pageable) = order::page(scale, &answers, &self.segments, page, &mut self.furniture())?;
        let total = facets::total(&answers);
        let reasons = page.explain.then_some(Reasons { answers, stats, weights: self.weights });
        Ok(Found {
            segments: &self.segments,
            marker: Marker::of(&plan),
            plan,
            listed: listed.into_iter(),
            rank: page.offset,
            reasons,
            pageable,
            total,
        })
    }

    /// Exact counts by the values of one facet.
    ///
    /// # Errors
    /// A query that cannot be read, or an index that cannot.
    pub fn facets(&self, question: &Question, by: FacetBy) -> Result<FacetTree, SearchError> {
        let (_, answers) = self.ask(question, Joining::All)?;
        self.tree(by, &answers)
    }

    /// Exact counts by the values of several facets, the question asked once.
    ///
    /// # Errors
    /// A query that cannot be read, or an index that cannot.
    pub fn several_facets(&self, question: &Question, by: &[FacetBy]) -> Result<Vec<FacetTree>, SearchError> {
        let (_, answers) = self.ask(question, Joining::All)?;
        by.iter().map(|&by| self.tree(by, &answers)).collect()
    }

    fn tree(&self, by: FacetBy, answers: &[Answer]) -> Result<FacetTree, SearchError> {
        let mut tally = Tally::default();
        for (segment, answer) in self.segments.iter().zip(answers) {
            tally.add(by, segment, answer)?;
        }
        let name = |value: &str| match by {
            FacetBy::Actor | FacetBy::Perpetrator => names::actor_name(self.vocabulary, value),
            _ => None,
        };
        let mut tree = tally.into_tree(by, &name);
        if matches!(by, FacetBy::Actor | FacetBy::Perpetrator) {
            for value in tree.values.iter_mut().filter(|value| value.name.is_none()) {
                value.name = self.own_name(&value.value)?;
            }
        }
        Ok(tree)
    }

    /// The name under which the articles speak of an actor that is in no lexicon: as the article with the
    /// smallest id writes it, for two may write it in other letters.
    fn own_name(&self, id: &str) -> Result<Option<String>, SearchError> {
        let mut first: Option<(&str, &Segment, u32)> = None;
        for segment in &self.segments {
            let articles = segment.column("id")?;
            for (doc, _) in segment.docs_with(segment.fields.actor, id)? {
                let article = articles.first(doc).unwrap_or_default();
                if first.is_none_or(|(known, ..)| article < known) {
                    first = Some((article, segment, doc));
                }
            }
        }
        let Some((_, segment, doc)) = first else { return Ok(None) };
        let (_, record) = segment.stored(doc)?;
        let name = record.passage_actors().find(|actor| actor.id == id).map(|actor| actor.name.clone());
        Ok(name)
    }

    /// Everything that matches, counted.
    ///
    /// # Errors
    /// A query that cannot be read, or an index that cannot.
    pub fn count(&self, question: &Question) -> Result<Counts, SearchError> {
        let (_, answers) = self.ask(question, Joining::All)?;
        Ok(facets::total(&answers))
    }

    /// Articles in the order of how well they answer, for a query of which any word may be missing.
    ///
    /// # Errors
    /// A query that cannot be read, or an index that cannot.
    pub fn rank_articles(
        &self,
        question: &Question,
        limit: usize,
    ) -> Result<Vec<RankedArticle>, SearchError> {
        let (plan, answers) = self.ask(question, Joining::Any)?;
        let stats = Stats::of(self.sizes, plan.asks.len(), &answers);
        let scale = Scale { plan: &plan, stats: &stats, weights: &self.weights };
        let best = order::articles(scale, &answers, &self.segments, limit)?;
        Ok(best.into_iter().map(|one| RankedArticle { id: one.id.to_owned(), score: one.score }).collect())
    }

    /// Articles in the order of their best passages, for a query of which every word must occur.
    ///
    /// # Errors
    /// A query that cannot be read, or an index that cannot.
    pub fn list_articles(
        &self,
        question: &Question,
        limit: usize,
    ) -> Result<Vec<RankedArticle>, SearchError> {
        let page = Page { limit, per_article: Some(1), ..Page::default() };
        let listed = self.find(question, page)?.listed;
        Ok(listed.map(|one| RankedArticle { id: one.id.to_owned(), score: one.score }).collect())
    }

    /// The question made ready for the index.
    pub(super) fn plan(&self, question: &Question) -> Result<Plan, SearchError> {
        let lexica = Lexica { vocabulary: self.vocabulary, segments: &self.segments };
        compile(question, Joining::All, &lexica)
    }

    /// The question asked of every segment.
    pub(super) fn ask_all(&self, question: &Question) -> Result<(Plan, Vec<Answer>), SearchError> {
        self.ask(question, Joining::All)
    }

    fn ask(&self, question: &Question, joining: Joining) -> Result<(Plan, Vec<Answer>), SearchError> {
        let lexica = Lexica { vocabulary: self.vocabulary, segments: &self.segments };
        let plan = compile(question, joining, &lexica)?;
        let answers: Result<Vec<Answer>, IndexError> =
            self.segments.iter().map(|segment| evaluate(&plan, segment)).collect();
        Ok((plan, answers?))
    }
}

impl Iterator for Found<'_> {
    type Item = Result<Hit, SearchError>;

    fn next(&mut self) -> Option<Self::Item> {
        let listed = self.listed.next()?;
        let segment = self.segments.get(listed.segment)?;
        self.rank += 1;
        Some(hits::hit(segment, listed.doc, self.rank, listed.score).map(|mut hit| {
            hit.highlights = self.marker.highlights(&self.plan, &hit);
            hit.of_article = listed.of_article;
            hit.explanation = self.reasons.as_ref().and_then(|reasons| {
                let scale = Scale { plan: &self.plan, stats: &reasons.stats, weights: &reasons.weights };
                let answer = reasons.answers.get(listed.segment)?;
                Some(why::shares(scale, answer, segment, listed.doc, listed.refinement))
            });
            hit
        }))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.listed.size_hint()
    }
}
