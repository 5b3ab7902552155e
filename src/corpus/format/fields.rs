//! JSON objects: an article as fields.

use serde_json::{Map, Value};

use super::{html, mojibake};
use crate::corpus::article::{Field, Origin};
use crate::corpus::columns::{Columns, Holds};
use crate::corpus::draft::{Draft, Given};
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;

/// Keys whose text is HTML.
const HTML: [&str; 4] = ["content_html", "html", "body_html", "description_html"];
/// Keys of text beside those of tables.
const TEXTS: [&str; 2] = ["content_text", "plain_text"];

/// Reads one object as one article.
pub(super) fn read(bytes: &[u8], meter: &Meter, columns: &Columns) -> Result<Draft, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| bad_json(&error))?;
    let Value::Object(fields) = value else {
        return Err(ReadError::BadRecord(format!("not a JSON object of an article, but {}", kind(&value))));
    };
    // Elasticsearch wraps what it was given; others keep the text and the byline apart from the rest.
    let fields = match (fields.get("_source"), fields.get("fields")) {
        (Some(Value::Object(inner)), _) => inner.clone(),
        (_, Some(Value::Object(inner))) => inner.clone().into_iter().chain(fields.clone()).collect(),
        _ => fields,
    };
    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
    let found: Vec<(Holds, &str)> =
        columns.among(&names).into_iter().filter_map(|(holds, at)| Some((holds, *names.get(at)?))).collect();
    let given = given(&fields, &found);
    let key = found.iter().find(|(holds, _)| *holds == Holds::Text).map(|&(_, key)| key.to_owned());
    // What is said of the text comes first in a report.
    let draft = text(fields, key, meter)?;
    Ok(Draft { given: given?, may_be_empty: true, ..draft })
}

/// The text under `key`, or where it lies without one.
fn text(mut fields: Map<String, Value>, key: Option<String>, meter: &Meter) -> Result<Draft, ReadError> {
    let usual = || TEXTS.into_iter().find(|key| fields.contains_key(*key)).map(ToOwned::to_owned);
    let key = key.or_else(usual);
    if let Some(markup) = HTML.iter().find_map(|key| fields.get(*key)?.as_str()).filter(|_| key.is_none()) {
        return fragment(markup, meter);
    }
    let missing = || ReadError::BadRecord("the object has no \"text\"".to_owned());
    let key = key.ok_or_else(missing)?;
    let words = match fields.remove(&key) {
        Some(Value::String(words)) => words,
        Some(Value::Array(parts)) => listed(&parts).ok_or_else(|| not_words(&key))?,
        None | Some(Value::Null) => return Err(missing()),
        Some(_) => return Err(not_words(&key)),
    };
    if key != "text" && looks_like_html(&words) {
        return fragment(&words, meter);
    }
    let (text, map, lines) = mojibake::undo(words);
    let notes = if lines > 0 { vec![mojibake::note(lines)] } else { Vec::new() };
    Ok(Draft { text, offsets: Some(map), notes, ..Draft::default() })
}

fn fragment(markup: &str, meter: &Meter) -> Result<Draft, ReadError> {
    let around = crate::corpus::record::Around { is_fragment: true, ..Default::default() };
    html::read(markup.as_bytes(), &around, meter)
}

/// A list of paragraphs is a text, too, and so is one of words of which some are marked (`{"type": "bold",
/// "text": "…"}`), as exports of messengers have them.
fn listed(parts: &[Value]) -> Option<String> {
    let words: Option<Vec<&str>> =
        parts.iter().map(|part| part.as_str().or_else(|| part.get("text")?.as_str())).collect();
    let is_run = parts.iter().any(Value::is_object);
    Some(words?.join(if is_run { "" } else { "\n\n" }))
}

fn looks_like_html(words: &str) -> bool {
    let start = words.trim_start();
    [
        "<p",
        "<div",
        "<h1",
        "<h2",
        "<br",
        "<span",
        "<!doctype",
        "<html",
        "<article",
        "<strong",
        "<b>",
        "<ul",
        "<table",
        "<figure",
    ]
    .iter()
    .any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
        && words.contains("</")
}

fn given(fields: &Map<String, Value>, found: &[(Holds, &str)]) -> Result<Given, ReadError> {
    let mut given = Given::default();
    for &(holds, name) in found {
        let (Holds::About(field), Some(value)) = (holds, fields.get(name)) else { continue };
        let words = match value {
            Value::Null => continue,
            Value::String(words) => words.clone(),
            Value::Number(number) if field == Field::Id => number.to_string(),
            Value::Array(list) if field != Field::Id => {
                list.iter().filter_map(name_of).collect::<Vec<_>>().join(", ")
            }
            Value::Object(_) if field != Field::Id => name_of(value).unwrap_or_default(),
            _ if field == Field::Id => {
                return Err(ReadError::BadRecord(format!("\"{name}\" is neither words nor a number")));
            }
            other => other.to_string(),
        };
        given.add(field, Origin::Record, words);
    }
    Ok(given)
}

/// Words, or the name within an object.
fn name_of(value: &Value) -> Option<String> {
    let words =
        value.as_str().or_else(|| ["name", "title", "url"].iter().find_map(|key| value.get(key)?.as_str()));
    words.map(ToOwned::to_owned)
}

fn not_words(key: &str) -> ReadError {
    ReadError::BadRecord(format!("\"{key}\" is no text"))
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "a list",
        Value::String(_) => "words",
        Value::Number(_) => "a number",
        Value::Null | Value::Bool(_) | Value::Object(_) => "a value",
    }
}

/// The parser's own words; its line is always 1, so only the column is told.
fn bad_json(error: &serde_json::Error) -> ReadError {
    let words = error.to_string();
    let reason = words.split(" at line ").next().unwrap_or(&words);
    ReadError::BadRecord(format!("not a JSON object of an article: {reason}, at column {}", error.column()))
}
