//! A query and its filters to a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{Leaf, Node, Plan, Text, What};
use super::resolve::{self, Lexica};
use super::spans::Spans;
use super::words;
use super::{Question, SearchError};
use crate::index::{Days, day_number};
use crate::query::{DateField, DateTest, Field, Query, QueryError, Text as Written, parse, parse_any};
use crate::text::Tokens;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::casualties::CasualtyWords;

/// How the words of a query are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joining {
    /// All words must occur in the article, names are recognised.
    All,
    /// Any word is enough, and words are words.
    Any,
}

/// Reads the question, and makes it ready for the index.
pub(super) fn compile(
    question: &Question,
    joining: Joining,
    lexica: &Lexica<'_>,
) -> Result<Plan, SearchError> {
    let query = match joining {
        Joining::All => parse(&question.query)?,
        Joining::Any => parse_any(&question.query)?,
    };
    let mut compiler = Compiler {
        query: &question.query,
        lexica,
        joining,
        leaves: Vec::new(),
        asks: BTreeMap::new(),
        is_negated: false,
    };
    let mut parts = vec![compiler.node(&query)?];
    if let (Some(from), Some(to)) = (question.filters.from, question.filters.to)
        && from > to
    {
        let message = format!("no day lies between {from} and {to}: the range runs backwards");
        return Err(
            QueryError::in_filter(message, "give the earlier day to --from, the later to --to").into()
        );
    }
    for filter in filters(question) {
        parts.push(compiler.node(&filter)?);
    }
    let mut asks: Vec<(What, usize)> = compiler.asks.into_iter().collect();
    asks.sort_by_key(|(_, at)| *at);
    let asks = asks.into_iter().map(|(what, _)| what).collect();
    let mut plan = Plan::new(Node::All(parts), compiler.leaves, asks);
    plan.asks_for_figures = asks_for_figures(&plan, lexica.vocabulary);
    Ok(plan)
}

/// Whoever asks for a place, an actor or an outcome asks how many: that is what figures are about.
fn asks_for_figures(plan: &Plan, vocabulary: &Vocabulary) -> bool {
    plan.leaves.iter().filter(|leaf| !leaf.is_negated).any(|leaf| match plan.what(leaf) {
        Some(What::Name(_) | What::Tag { .. } | What::Figure(_)) => true,
        Some(What::Text(_)) => names_an_outcome(&leaf.written, vocabulary),
        Some(What::ArticleTag { .. } | What::Published(_)) | None => false,
    })
}

fn names_an_outcome(written: &str, vocabulary: &Vocabulary) -> bool {
    let tokens = Tokens::new(written);
    let names = |at: usize, words: &CasualtyWords| {
        words.longest_at(&tokens, at).is_some_and(|(_, word)| word.outcome.is_some())
    };
    (0..tokens.len()).any(|at| vocabulary.casualties().all().iter().any(|words| names(at, words)))
}

/// The filters as query trees: values of one filter are alternatives.
fn filters(question: &Question) -> Vec<Query> {
    let filters = &question.filters;
    let mut all = Vec::new();
    let mut any = |field: Field, values: Vec<String>| {
        if !values.is_empty() {
            let value = |text| Query::Field { field, value: Written { text, span: None } };
            all.push(Query::Any(values.into_iter().map(value).collect()));
        }
    };
    any(Field::Region, filters.region.clone());
    any(Field::Actor, filters.actor.clone());
    any(Field::Source, filters.source.clone());
    any(Field::Language, filters.language.clone());
    any(Field::Outcome, filters.outcome.iter().map(|outcome| outcome.as_str().to_owned()).collect());
    if filters.from.is_some() || filters.to.is_some() {
        let days = Days {
            first: filters.from.map_or(i64::MIN, day_number),
            last: filters.to.map_or(i64::MAX, day_number),
        };
        all.push(Query::Date { field: DateField::Published, test: DateTest::Within(days) });
    }
    all
}

struct Compiler<'a> {
    query: &'a str,
    lexica: &'a Lexica<'a>,
    joining: Joining,
    leaves: Vec<Leaf>,
    /// What the leaves ask for, and in which order it was first asked.
    asks: BTreeMap<What, usize>,
    is_negated: bool,
}

impl Compiler<'_> {
    fn node(&mut self, query: &Query) -> Result<Node, SearchError> {
        match query {
            Query::Everything => Ok(Node::Everything),
            Query::Word(text) => Ok(Node::All(self.words(&[text]))),
            Query::All(parts) => self.all(parts),
            Query::Any(parts) => {
                let parts: Result<Vec<Node>, SearchError> =
                    parts.iter().map(|part| self.any_part(part)).collect();
                Ok(Node::Any(parts?))
            }
            Query::Not(part) => {
                self.is_negated = !self.is_negated;
                let inside = self.node(part);
                self.is_negated = !self.is_negated;
                Ok(Node::Not(Box::new(inside?)))
            }
            Query::Title(inside) => {
                let text = Text { title_only: true, ..self.text(inside)? };
                Ok(self.leaf(String::new(), What::Text(text)))
            }
            Query::Prefix(text) | Query::Exact(text) | Query::Phrase(text) => {
                let what = What::Text(self.text(query)?);
                Ok(self.leaf(text.text.clone(), what))
            }
            Query::Near { .. } => {
                let what = What::Text(self.text(query)?);
                Ok(self.leaf("NEAR".to_owned(), what))
            }
            Query::Field { .. } | Query::Count { .. } | Query::Date { .. } => self.conditions(&[query]),
        }
    }

    /// A group in brackets is an alternative of one: its conditions bind to a figure of its own.
    fn any_part(&mut self, part: &Query) -> Result<Node, SearchError> {
        match part {
            Query::All(parts) => self.all(parts),
            other => self.node(other),
        }
    }

    /// Words side by side are read together, and conditions on figures bind to one figure.
    fn all(&mut self, parts: &[Query]) -> Result<Node, SearchError> {
        let mut nodes = Vec::with_capacity(parts.len());
        let mut run: Vec<&Written> = Vec::new();
        let mut conditions: Vec<&Query> = Vec::new();
        for part in parts {
            if let Query::Word(text) = part {
                run.push(text);
                continue;
            }
            nodes.extend(self.words(&std::mem::take(&mut run)));
            match part {
                Query::Field { .. } | Query::Count { .. } | Query::Date { .. } => conditions.push(part),
                other => nodes.push(self.node(other)?),
            }
        }
        nodes.extend(self.words(&run));
        if !conditions.is_empty() {
            nodes.push(self.conditions(&conditions)?);
        }
        if self.joining == Joining::All {
            return Ok(Node::All(nodes));
        }
        // What is left out, and conditions, hold whichever of the words occurs.
        let contents: BTreeSet<usize> =
            self.asks.iter().filter(|(what, _)| what.is_content()).map(|(_, &at)| at).collect();
        let is_word = |node: &Node| match node {
            Node::Leaf(at) => self.leaves.get(*at).is_some_and(|leaf| contents.contains(&leaf.ask)),
            Node::Any(_) | Node::Everything => true,
            Node::All(_) | Node::Not(_) => false,
        };
        let (words, mut others): (Vec<Node>, Vec<Node>) = nodes.into_iter().partition(is_word);
        if !words.is_empty() {
            others.push(Node::Any(words));
        }
        Ok(Node::All(others))
    }

    fn words(&mut self, run: &[&Written]) -> Vec<Node> {
        let vocabulary: Option<&Vocabulary> =
            (self.joining == Joining::All).then_some(self.lexica.vocabulary);
        let texts: Vec<&str> = run.iter().map(|text| text.text.as_str()).collect();
        let pieces = words::pieces(vocabulary, &texts);
        pieces.into_iter().map(|(written, what)| self.leaf(written, what)).collect()
    }

    fn leaf(&mut self, written: String, what: What) -> Node {
        let is_optional = matches!(&what, What::Text(text) if is_function_word(text, &written));
        let next = self.asks.len();
        let ask = *self.asks.entry(what).or_insert(next);
        let at = self.leaves.len();
        self.leaves.push(Leaf { ask, written, is_optional, is_negated: self.is_negated });
        Node::Leaf(at)
    }

    fn text(&self, query: &Query) -> Result<Text, SearchError> {
        let phrase = |parts: Vec<super::spans::Part>, surface: Option<String>, is_phrase: bool| Text {
            spans: Spans::Phrase(parts),
            surface,
            title_only: false,
            is_phrase,
        };
        Ok(match query {
            Query::Prefix(text) => phrase(words::prefix_parts(&text.text), None, false),
            Query::Exact(text) => {
                let parts = words::folded_parts(&text.text);
                let is_phrase = parts.len() > 1;
                phrase(parts, Some(text.text.clone()), is_phrase)
            }
            Query::Phrase(text) => phrase(words::parts(&text.text), None, true),
            Query::Word(text) => {
                let parts = words::parts(&text.text);
                let is_phrase = parts.len() > 1;
                phrase(parts, None, is_phrase)
            }
            Query::Near { left, right, distance } => {
                let (left, right) = (self.text(left)?, self.text(right)?);
                let spans = Spans::Near(Box::new(left.spans), Box::new(right.spans), *distance);
                Text { spans, surface: None, title_only: false, is_phrase: false }
            }
            _ => {
                let all = crate::text::Span::new(0, self.query.len());
                return Err(
                    QueryError::at(self.query, all, "this needs a word", "write a word or quotes").into()
                );
            }
        })
    }

    fn conditions(&mut self, conditions: &[&Query]) -> Result<Node, SearchError> {
        let whats = resolve::conditions(self.query, conditions, self.lexica)?;
        Ok(Node::All(whats.into_iter().map(|(written, what)| self.leaf(written, what)).collect()))
    }
}

fn is_function_word(text: &Text, written: &str) -> bool {
    text.surface.is_none() && !text.is_phrase && words::is_function_word(&crate::text::fold(written))
}
