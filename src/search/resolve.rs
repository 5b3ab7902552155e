//! Conditions of a query, checked against the vocabularies and the values that occur.

use std::collections::BTreeSet;

use super::SearchError;
use super::names;
use super::plan::{DayRange, FigureTest, Name, What};
use super::segment::Segment;
use super::spans::Spans;
use crate::extract::unlisted_id;
use crate::query::{CountTest, DateField, DateTest, Field, Query, QueryError, Text};
use crate::text::fold;
use crate::vocabulary::Vocabulary;

/// Where names and values are looked up.
pub(super) struct Lexica<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) segments: &'a [Segment],
}

/// What the conditions of one group ask for, each with how it was written.
pub(super) fn conditions(
    query: &str,
    conditions: &[&Query],
    lexica: &Lexica<'_>,
) -> Result<Vec<(String, What)>, SearchError> {
    let mut resolved = Vec::new();
    let mut figures = Figures::default();
    for condition in conditions {
        match condition {
            Query::Count { outcome, test } => figures.add_count(*outcome, *test),
            Query::Date { field: DateField::Event, test } => figures.shared.dates.push(days(*test)),
            Query::Date { field: DateField::Published, test } => {
                resolved.push(("published".to_owned(), What::Published(days(*test))));
            }
            Query::Field { field, value } => {
                if let Some(what) = field_value(query, *field, value, lexica, &mut figures)? {
                    resolved.push((value.text.clone(), what));
                }
            }
            _ => {}
        }
    }
    resolved.extend(figures.into_whats(lexica)?);
    Ok(resolved)
}

fn days(test: DateTest) -> Option<DayRange> {
    match test {
        DateTest::Within(days) => Some(days.into()),
        DateTest::Absent => None,
    }
}

fn field_value(
    query: &str,
    field: Field,
    value: &Text,
    lexica: &Lexica<'_>,
    figures: &mut Figures,
) -> Result<Option<What>, SearchError> {
    Ok(match field {
        Field::Source => Some(article_values("source", value, lexica)?),
        Field::Language => Some(article_values("language", value, lexica)?),
        Field::Place => Some(place(query, value, lexica)?),
        Field::Region => Some(region(query, value, lexica)?),
        Field::Actor => {
            let values = actor_paths(query, "actor", value, lexica)?;
            Some(What::Tag { column: "actor", values })
        }
        Field::By => {
            figures.shared.by.push(actor_paths(query, "perpetrator", value, lexica)?);
            None
        }
        Field::Says => {
            figures.shared.says.push(actor_paths(query, "speaker", value, lexica)?);
            None
        }
        Field::Victims => {
            figures.shared.victims.push(value.text.clone());
            None
        }
        Field::Outcome => {
            figures.outcomes.extend(crate::extract::Outcome::parse(&value.text));
            None
        }
    })
}

/// Conditions on figures: those that any figure may have, and those that open one of their own.
#[derive(Default)]
struct Figures {
    shared: FigureTest,
    outcomes: BTreeSet<crate::extract::Outcome>,
    counts: Vec<(crate::extract::Outcome, CountTest)>,
}

impl Figures {
    fn add_count(&mut self, outcome: crate::extract::Outcome, test: CountTest) {
        self.outcomes.insert(outcome);
        self.counts.push((outcome, test));
    }

    /// One figure for each outcome that is asked for, with all the other conditions on it.
    fn into_whats(self, lexica: &Lexica<'_>) -> Result<Vec<(String, What)>, SearchError> {
        let mut tests = Vec::new();
        for &outcome in &self.outcomes {
            let counts = self.counts.iter().filter(|(of, _)| *of == outcome).map(|(_, test)| (*test).into());
            tests.push(FigureTest {
                outcome: Some(outcome),
                counts: counts.collect(),
                ..self.shared.clone()
            });
        }
        if tests.is_empty() && self.shared != FigureTest::default() {
            tests.push(self.shared);
        }
        let name = |test: &FigureTest| test.outcome.map_or("figure", |outcome| outcome.as_str()).to_owned();
        tests.into_iter().map(|test| Ok((name(&test), simplest(test, lexica)?))).collect()
    }
}

/// A test of one condition is a look-up; only several have to be checked on each figure.
fn simplest(test: FigureTest, lexica: &Lexica<'_>) -> Result<What, SearchError> {
    let tag = |column, values| What::Tag { column, values };
    let FigureTest { outcome, counts, victims, by, says, dates } = &test;
    Ok(
        match (
            outcome,
            counts.as_slice(),
            victims.as_slice(),
            by.as_slice(),
            says.as_slice(),
            dates.as_slice(),
        ) {
            (Some(outcome), [], [], [], [], []) => tag("outcome", vec![outcome.as_str().to_owned()]),
            (None, [], [victim], [], [], []) => tag("victim", vec![victim.clone()]),
            (None, [], [], [by], [], []) => tag("perpetrator", by.clone()),
            (None, [], [], [], [says], []) => tag("speaker", says.clone()),
            _ => What::Figure(members(test, lexica)?),
        },
    )
}

/// In a figure an actor stands by its id alone: the last part of its path.
fn members(mut test: FigureTest, lexica: &Lexica<'_>) -> Result<FigureTest, SearchError> {
    for (column, lists) in [("perpetrator", &mut test.by), ("speaker", &mut test.says)] {
        for list in lists.iter_mut() {
            let mut ids = BTreeSet::new();
            for path in occurring(lexica, column)? {
                if list.iter().any(|wanted| is_or_lies_under(&path, wanted)) {
                    ids.extend(path.rsplit('/').next().map(str::to_owned));
                }
            }
            *list = ids.into_iter().collect();
        }
    }
    Ok(test)
}

fn is_or_lies_under(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// All values that occur in a column.
fn occurring(lexica: &Lexica<'_>, column: &'static str) -> Result<BTreeSet<String>, SearchError> {
    let mut values = BTreeSet::new();
    for segment in lexica.segments {
        values.extend(segment.column(column)?.values().iter().cloned());
    }
    Ok(values)
}

/// Outlets and languages are matched without case and accents; one that does not occur matches nothing.
fn article_values(column: &'static str, value: &Text, lexica: &Lexica<'_>) -> Result<What, SearchError> {
    let wanted = fold(&value.text);
    let values = occurring(lexica, column)?.into_iter().filter(|known| fold(known) == wanted).collect();
    Ok(What::ArticleTag { column, values })
}

fn place(query: &str, value: &Text, lexica: &Lexica<'_>) -> Result<What, SearchError> {
    let gazetteer = lexica.vocabulary.places();
    let found =
        if value.text.contains('/') { gazetteer.resolve(&value.text) } else { gazetteer.named(&value.text) };
    let mut places: Vec<String> = found.into_iter().map(|place| place.id.to_owned()).collect();
    if places.is_empty() {
        places.extend(gazetteer.by_id(&value.text).map(|place| place.id.to_owned()));
    }
    if places.is_empty() {
        return Err(unknown_place(query, value, lexica));
    }
    Ok(What::Name(Name { spans: Spans::Phrase(Vec::new()), places, actors: Vec::new(), words_count: false }))
}

fn region(query: &str, value: &Text, lexica: &Lexica<'_>) -> Result<What, SearchError> {
    let wanted: Vec<String> = value.text.split('/').map(fold).collect();
    let spells = |path: &str| path.split('/').map(fold).eq(wanted.iter().cloned());
    let mut values: BTreeSet<String> =
        occurring(lexica, "region")?.into_iter().filter(|path| spells(path)).collect();
    let known = lexica.vocabulary.places().resolve(&value.text);
    values.extend(known.into_iter().map(|place| place.path.to_owned()));
    if values.is_empty() {
        return Err(unknown_place(query, value, lexica));
    }
    Ok(What::Tag { column: "region", values: values.into_iter().collect() })
}

fn unknown_place(query: &str, value: &Text, lexica: &Lexica<'_>) -> SearchError {
    let similar = names::similar_places(lexica.vocabulary, &value.text);
    unknown(query, value, "place or region", &similar, "sitrep gazetteer find")
}

/// The paths that end in an actor meant by `value`, an id or any of its names.
fn actor_paths(
    query: &str,
    column: &'static str,
    value: &Text,
    lexica: &Lexica<'_>,
) -> Result<Vec<String>, SearchError> {
    let ids = names::actors(lexica.vocabulary, &value.text);
    let written = value.text.trim();
    // An actor that is in no lexicon has its own name for an id.
    let own_id = unlisted_id(written);
    let mut is_known = !ids.is_empty();
    let mut paths = Vec::new();
    for at in ["actor", column] {
        for path in occurring(lexica, at)? {
            let last = path.rsplit('/').next().unwrap_or_default();
            if path == written || last == written || last == own_id || ids.iter().any(|id| id == last) {
                is_known = true;
                if at == column {
                    paths.push(path);
                }
            }
        }
        if at == column {
            break;
        }
    }
    if is_known {
        return Ok(paths);
    }
    let similar = names::similar_actors(lexica.vocabulary, &value.text);
    Err(unknown(query, value, "actor", &similar, "sitrep actors"))
}

fn unknown(query: &str, value: &Text, kind: &str, similar: &[String], command: &str) -> SearchError {
    let message = format!("there is no {kind} \"{}\"", value.text);
    let hint = if similar.is_empty() {
        format!("`{command}` shows what is known")
    } else {
        format!("the nearest known are {}", similar.join(", "))
    };
    match value.span {
        Some(span) => QueryError::at(query, span, message, hint).into(),
        None => QueryError::in_filter(message, hint).into(),
    }
}
