//! How a query was read, in words.

use serde::Serialize;

use super::names;
use super::plan::{Leaf, Name, What};
use super::spans::{Part, Spans};
use super::{Library, Question, SearchError};

/// How one part of a query was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The part as written.
    pub written: String,
    /// What it is taken for.
    pub kind: ReadingKind,
    /// What it asks for, in words.
    pub meaning: String,
}

/// What a part of a query is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadingKind {
    /// A name of places or actors, which finds their other names too.
    Name,
    /// Words, a phrase, a number.
    Words,
    /// Words that occur everywhere, and may be missing.
    Optional,
    /// A narrowing.
    Filter,
    /// What must not occur.
    Excluded,
}

impl Library<'_> {
    /// How the query and its filters were read, part by part.
    ///
    /// # Errors
    /// A query that cannot be read.
    pub fn explain(&self, question: &Question) -> Result<Vec<Reading>, SearchError> {
        let plan = self.plan(question)?;
        Ok(plan.leaves.iter().map(|leaf| self.reading(leaf)).collect())
    }

    fn reading(&self, leaf: &Leaf) -> Reading {
        let kind = match &leaf.what {
            _ if leaf.is_negated => ReadingKind::Excluded,
            _ if leaf.is_optional => ReadingKind::Optional,
            What::Name(_) => ReadingKind::Name,
            What::Text(_) => ReadingKind::Words,
            _ => ReadingKind::Filter,
        };
        Reading { written: leaf.written.clone(), kind, meaning: self.meaning(&leaf.what) }
    }

    fn meaning(&self, what: &What) -> String {
        match what {
            What::Text(text) => match &text.surface {
                Some(surface) => format!("\"{surface}\" as written"),
                None => spans(&text.spans),
            },
            What::Name(name) => self.name(name),
            What::Tag { column, values } | What::ArticleTag { column, values } => {
                format!("{column} {}", values.join(" or "))
            }
            What::Figure(test) => {
                format!(
                    "one figure with all of: {}",
                    test.outcome.map_or("any outcome", |outcome| outcome.as_str())
                )
            }
            What::Published(None) => "no known day of publication".to_owned(),
            What::Published(Some(_)) => "published on these days".to_owned(),
        }
    }

    fn name(&self, name: &Name) -> String {
        let gazetteer = self.vocabulary.places();
        let places = name
            .places
            .iter()
            .filter_map(|id| gazetteer.by_id(id))
            .map(|place| format!("place {}", place.path));
        let actors = name.actors.iter().map(|id| {
            let shown = names::actor_name(self.vocabulary, id);
            shown.map_or_else(|| format!("actor {id}"), |shown| format!("actor {id} ({shown})"))
        });
        let mut parts: Vec<String> = actors.chain(places).collect();
        if name.words_count {
            parts.push(spans(&name.spans));
        }
        parts.join(" or ")
    }
}

fn spans(spans: &Spans) -> String {
    match spans {
        Spans::Phrase(parts) => {
            let parts: Vec<String> = parts.iter().map(part).collect();
            if parts.len() > 1 { format!("\"{}\"", parts.join(" ")) } else { parts.join(" ") }
        }
        Spans::Near(left, right, distance) => {
            format!("{} within {distance} words of {}", self::spans(left), self::spans(right))
        }
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Stem(stem) => format!("{stem}…"),
        Part::Folded { folded, .. } => folded.clone(),
        Part::Number(value) => format!("the number {value}"),
        Part::Prefix(prefix) => format!("{prefix}*"),
    }
}
