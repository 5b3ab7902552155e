//! What may stand behind a colon or a comparison: fields, numbers, dates.

use super::QueryError;
use super::tree::{CountTest, DateField, DateTest, Field, Query, Text};
use crate::extract::{Outcome, VictimCategory};
use crate::index::{Days, Language, Reader, days};
use crate::text::Span;

/// Comparison signs, the longer ones first.
const SIGNS: [&str; 6] = [">=", "<=", ">", "<", "=", ":"];

/// Reads `killed>=10`, `region:Mali`, `date:2022-07`; `None` where the chunk is a plain word.
pub(super) fn condition(query: &str, chunk: Span) -> Result<Option<Query>, QueryError> {
    let word = chunk.of(query);
    let Some(at) = word.find([':', '>', '<', '=']) else { return Ok(None) };
    let (name, rest) = word.split_at(at);
    let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) else { return Ok(None) };
    let value = Span::new(chunk.start + at + sign.len(), chunk.end);
    if name.is_empty() || !name.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    if value.is_empty() && !is_known(name) {
        return Ok(None);
    }
    if sign == ":" {
        field(query, name, chunk, value).map(Some)
    } else {
        comparison(query, name, sign, value)
    }
}

/// Whether `word` is a condition on a field that there is, with a value.
pub(super) fn is_complete(word: &str) -> bool {
    let Some(at) = word.find([':', '>', '<', '=']) else { return false };
    let (name, rest) = word.split_at(at);
    is_known(name) && !rest.trim_start_matches([':', '>', '<', '=']).is_empty()
}

/// Whether a field or an outcome has this name.
pub(super) fn is_known(name: &str) -> bool {
    matches!(name, "title" | "date" | "published")
        || Field::NAMES.iter().any(|(known, _)| *known == name)
        || Outcome::parse(name).is_some()
}

/// The condition that `name` shall be `value`.
pub(super) fn field(query: &str, name: &str, chunk: Span, value: Span) -> Result<Query, QueryError> {
    let written = value.of(query);
    if !is_known(name) {
        return Err(unknown_field(query, name, chunk));
    }
    if written.is_empty() {
        let hint = format!("write it right behind the colon, as in {name}:{}", example(name));
        return Err(QueryError::at(query, chunk, format!("{name}: has no value"), hint));
    }
    if let Some(outcome) = Outcome::parse(name) {
        return Ok(Query::Count { outcome, test: count_test(query, name, value)? });
    }
    let text = Text { text: written.to_owned(), span: Some(value) };
    match name {
        "date" => Ok(Query::Date { field: DateField::Event, test: date_test(query, value)? }),
        "published" => Ok(Query::Date { field: DateField::Published, test: date_test(query, value)? }),
        _ => {
            let known = Field::NAMES.iter().find(|(known, _)| *known == name);
            let Some(&(_, field)) = known else { return Err(unknown_field(query, name, chunk)) };
            check_value(query, field, &text)?;
            Ok(Query::Field { field, value: text })
        }
    }
}

/// Values of closed lists are checked here; names are checked against the vocabularies later.
fn check_value(query: &str, field: Field, value: &Text) -> Result<(), QueryError> {
    let known: Vec<&str> = match field {
        Field::Outcome => Outcome::ALL.iter().map(|outcome| outcome.as_str()).collect(),
        Field::Victims => VictimCategory::ALL.iter().map(|category| category.as_str()).collect(),
        _ => return Ok(()),
    };
    if known.contains(&value.text.as_str()) {
        return Ok(());
    }
    let message = format!("{} is not a value that is known", value.text);
    Err(QueryError::at(
        query,
        value.span.unwrap_or_default(),
        message,
        format!("write one of {}", known.join(", ")),
    ))
}

fn unknown_field(query: &str, name: &str, chunk: Span) -> QueryError {
    let span = Span::new(chunk.start, chunk.start + name.len());
    let hint = "write one of title, source, lang, place, region, actor, by, victims, says, outcome, killed, \
                injured, date, published, or put quotes around a colon that is part of the text";
    QueryError::at(query, span, format!("there is no field {name}"), hint)
}

fn example(name: &str) -> &'static str {
    match name {
        "region" => "Mali/Ségou",
        "actor" | "by" | "says" => "jnim",
        "victims" => "military",
        "outcome" => "killed",
        "lang" | "language" => "fr",
        "date" | "published" => "2022-07",
        "killed" | "injured" => "10..20",
        _ => "Kati",
    }
}

fn comparison(query: &str, name: &str, sign: &str, value: Span) -> Result<Option<Query>, QueryError> {
    let Some(outcome) = Outcome::parse(name) else { return Ok(None) };
    let number = number(query, name, value)?;
    let test = match sign {
        ">=" => CountTest::Between(Some(number), None),
        "<=" => CountTest::Between(None, Some(number)),
        ">" => CountTest::Between(Some(number.saturating_add(1)), None),
        "<" if number == 0 => {
            let message = format!("{name} cannot be below 0");
            return Err(QueryError::at(query, value, message, format!("write {name}:none for nobody")));
        }
        "<" => CountTest::Between(None, Some(number - 1)),
        _ => CountTest::Between(Some(number), Some(number)),
    };
    Ok(Some(Query::Count { outcome, test }))
}

fn count_test(query: &str, name: &str, value: Span) -> Result<CountTest, QueryError> {
    match value.of(query) {
        "none" => Ok(CountTest::Nobody),
        "unknown" => Ok(CountTest::Unknown),
        "*" => Ok(CountTest::Between(None, None)),
        written => match written.split_once("..") {
            None => number(query, name, value).map(|exact| CountTest::Between(Some(exact), Some(exact))),
            Some((low, high)) => {
                let low_span = Span::new(value.start, value.start + low.len());
                let high_span = Span::new(value.end - high.len(), value.end);
                let bound = |span: Span| {
                    if span.is_empty() { Ok(None) } else { number(query, name, span).map(Some) }
                };
                let (low, high) = (bound(low_span)?, bound(high_span)?);
                if low.zip(high).is_some_and(|(low, high)| low > high) {
                    let hint = format!("write the smaller number first, as in {name}:20..50");
                    return Err(QueryError::at(query, value, "this range runs backwards", hint));
                }
                Ok(CountTest::Between(low, high))
            }
        },
    }
}

/// A number in digits or in words.
fn number(query: &str, name: &str, span: Span) -> Result<u64, QueryError> {
    let written = span.of(query);
    let plain = written.parse().ok().or_else(|| {
        let words = Reader::default().words(written, Language::Any);
        words
            .first()
            .and_then(|word| word.number)
            .filter(|(_, all)| all.len() == written.len())
            .map(|(n, _)| n)
    });
    plain.ok_or_else(|| {
        let hint = format!("write {name}>=10, {name}:20..50, {name}:none or {name}:unknown");
        QueryError::at(query, span, format!("\"{written}\" is not a number"), hint)
    })
}

fn date_test(query: &str, value: Span) -> Result<DateTest, QueryError> {
    let written = value.of(query);
    if written == "none" {
        return Ok(DateTest::Absent);
    }
    let unreadable = || {
        let hint =
            "write a day, a month, a year or a range: 2022-07-27, 2022-07, 2022, 2022-07-20..2022-08-01";
        QueryError::at(query, value, format!("\"{written}\" is not a date"), hint)
    };
    let one = |text: &str| days(text).filter(|_| !text.contains('/')).ok_or_else(unreadable);
    let (first, last) = match written.split_once("..") {
        None => return Ok(DateTest::Within(one(written)?)),
        Some((first, last)) => (
            if first.is_empty() { i64::MIN } else { one(first)?.first },
            if last.is_empty() { i64::MAX } else { one(last)?.last },
        ),
    };
    if first > last {
        let hint = "write the earlier date first, as in 2022-07-20..2022-08-01";
        return Err(QueryError::at(query, value, "this range runs backwards", hint));
    }
    Ok(DateTest::Within(Days { first, last }))
}
