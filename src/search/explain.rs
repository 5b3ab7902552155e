//! How a query was read, in words.

use serde::Serialize;

use super::names;
use super::plan::{Count, DayRange, FigureTest, Leaf, Name, What};
use super::spans::{Part, Spans};
use super::{Library, Question, SearchError};
use crate::index::{actor_term, date_of, place_term};

/// How one part of a query was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The part as written.
    pub written: String,
    /// What it is taken for.
    pub kind: ReadingKind,
    /// What it asks for, in words.
    pub meaning: String,
    /// The places and actors that it names: of several, those that the articles mention.
    pub entities: Vec<String>,
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
        let leaves = plan.leaves.iter().filter_map(|leaf| Some((leaf, plan.what(leaf)?)));
        leaves.map(|(leaf, what)| self.reading(leaf, what)).collect()
    }

    fn reading(&self, leaf: &Leaf, what: &What) -> Result<Reading, SearchError> {
        let kind = match what {
            _ if leaf.is_negated => ReadingKind::Excluded,
            _ if leaf.is_optional => ReadingKind::Optional,
            What::Name(_) => ReadingKind::Name,
            What::Text(_) => ReadingKind::Words,
            _ => ReadingKind::Filter,
        };
        let entities = match what {
            What::Name(name) => match self.entities(&self.mentioned(name)?) {
                none if none.is_empty() => self.entities(name),
                some => some,
            },
            _ => Vec::new(),
        };
        Ok(Reading { written: leaf.written.clone(), kind, meaning: self.meaning(what), entities })
    }

    /// Of the places and actors that go by a name, those that the articles mention.
    fn mentioned(&self, name: &Name) -> Result<Name, SearchError> {
        let mut mentioned = Name { places: Vec::new(), actors: Vec::new(), ..name.clone() };
        for segment in &self.segments {
            let field = segment.fields.name;
            for id in &name.places {
                if !mentioned.places.contains(id) && segment.has(field, &place_term(id))? {
                    mentioned.places.push(id.clone());
                }
            }
            for id in &name.actors {
                if !mentioned.actors.contains(id) && segment.has(field, &actor_term(id))? {
                    mentioned.actors.push(id.clone());
                }
            }
        }
        mentioned.places.sort_by_key(|id| name.places.iter().position(|known| known == id));
        mentioned.actors.sort_by_key(|id| name.actors.iter().position(|known| known == id));
        Ok(mentioned)
    }

    fn meaning(&self, what: &What) -> String {
        match what {
            What::Text(text) => match &text.surface {
                Some(surface) => format!("\"{surface}\" as written"),
                None => spans(&text.spans),
            },
            What::Name(name) => self.name(name),
            What::Tag { column, values } | What::ArticleTag { column, values } if values.is_empty() => {
                format!("{column}: nothing in the index goes by this name")
            }
            What::Tag { column, values } | What::ArticleTag { column, values } => {
                format!("{column} {}", values.join(" or "))
            }
            What::Figure(test) => format!("a single figure: {}", figure(test)),
            What::Published(None) => "no known day of publication".to_owned(),
            What::Published(Some(range)) => format!("published {}", days(*range)),
        }
    }

    fn name(&self, name: &Name) -> String {
        let mut parts = self.entities(name);
        if name.words_count {
            parts.push(spans(&name.spans));
        }
        parts.join(" or ")
    }

    /// The actors and places that go by a name.
    fn entities(&self, name: &Name) -> Vec<String> {
        let gazetteer = self.vocabulary.places();
        let places = name
            .places
            .iter()
            .filter_map(|id| gazetteer.by_id(id))
            .map(|place| format!("place {}", names::said_once(place.path)));
        let actors = name.actors.iter().map(|id| {
            let shown = names::actor_name(self.vocabulary, id);
            shown.map_or_else(|| format!("actor {id}"), |shown| format!("actor {shown} ({id})"))
        });
        let mut all: Vec<String> = Vec::new();
        for entity in actors.chain(places) {
            if !all.contains(&entity) {
                all.push(entity);
            }
        }
        all
    }
}

/// All that a figure must be, in words.
fn figure(test: &FigureTest) -> String {
    let mut parts: Vec<String> = test.outcome.iter().map(|outcome| outcome.as_str().to_owned()).collect();
    parts.extend(test.counts.iter().filter_map(|count| count_of(*count)));
    parts.extend(test.victims.iter().map(|victims| format!("victims {victims}")));
    parts.extend(test.by.iter().map(|ids| format!("by {}", any_of(ids))));
    parts.extend(test.says.iter().map(|ids| format!("stated by {}", any_of(ids))));
    parts.extend(test.dates.iter().map(|range| match range {
        Some(range) => format!("dated {}", days(*range)),
        None => "without a date".to_owned(),
    }));
    parts.join(", ")
}

fn any_of(ids: &[String]) -> String {
    if ids.is_empty() { "nobody whom a figure names".to_owned() } else { ids.join(" or ") }
}

fn count_of(count: Count) -> Option<String> {
    Some(match count {
        Count::Between(None, None) => return None,
        Count::Between(Some(low), Some(high)) if low == high => format!("exactly {low}"),
        Count::Between(Some(low), Some(high)) => format!("{low} to {high}"),
        Count::Between(Some(low), None) => format!("at least {low}"),
        Count::Between(None, Some(high)) => format!("at most {high}"),
        Count::Nobody => "nobody".to_owned(),
        Count::Unknown => "no number given".to_owned(),
    })
}

/// A range of days; an end that lies before or after all time is left out.
fn days(DayRange(first, last): DayRange) -> String {
    match (date_of(first), date_of(last)) {
        (Some(first), Some(last)) if first == last => format!("on {first}"),
        (Some(first), Some(last)) => format!("from {first} to {last}"),
        (Some(first), None) => format!("on {first} or later"),
        (None, Some(last)) => format!("on {last} or earlier"),
        (None, None) => "on any day".to_owned(),
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
