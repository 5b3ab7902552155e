//! JSON Lines: one article a line, `{"id","text","title","published","source","url","language"}`.

use serde::Deserialize;
use serde_json::Value;

use crate::corpus::article::{Article, ArticleMeta, Warning};
use crate::corpus::error::ReadError;
use crate::corpus::record::Record;
use crate::corpus::{furniture, headline, language, metadata};
use crate::text::compose;

/// A line as it is written; keys beyond these are passed over.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<Value>,
    text: Option<String>,
    title: Option<String>,
    source: Option<String>,
    source_scale: Option<String>,
    published: Option<String>,
    url: Option<String>,
    #[serde(alias = "lang")]
    language: Option<String>,
}

/// Reads one line as one article.
pub(in crate::corpus) fn read(record: &Record) -> Result<Article, ReadError> {
    let place = record.place();
    let bytes = record.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&record.bytes);
    let line: Line = serde_json::from_slice(bytes).map_err(|error| bad_json(&error))?;
    let mut warnings = Vec::new();
    let id = id(line.id, &place)?;
    let Some(text) = line.text else {
        return Err(ReadError::BadRecord("the object has no \"text\"".to_owned()));
    };
    if text.trim().is_empty() {
        let message = "the text is empty; kept as an article without passages".to_owned();
        warnings.push(Warning { path: place.clone(), message });
    }
    let (text, offsets) = compose(text, 0);
    let furniture = furniture::find(&text);
    let meta = ArticleMeta {
        id,
        path: record.path.clone(),
        title: metadata::one_line(line.title.as_deref()).or_else(|| headline::find(&text, &furniture)),
        source: metadata::one_line(line.source.as_deref()),
        source_scale: metadata::one_line(line.source_scale.as_deref()),
        url: metadata::one_line(line.url.as_deref()),
        published: metadata::published(line.published.as_deref(), &place, &mut warnings),
        language: metadata::language(line.language.as_deref(), &place, &mut warnings)
            .or_else(|| language::detect(&text)),
        sha256: record.sha256.clone(),
        media_type: record.format.media_type().to_owned(),
    };
    Ok(Article { meta, text, furniture, offsets, format: record.format, warnings })
}

fn id(given: Option<Value>, place: &str) -> Result<String, ReadError> {
    match given {
        None | Some(Value::Null) => Ok(place.to_owned()),
        Some(Value::String(id)) if !id.trim().is_empty() => Ok(id.trim().to_owned()),
        Some(Value::Number(id)) => Ok(id.to_string()),
        Some(_) => Err(ReadError::BadRecord("\"id\" is neither words nor a number".to_owned())),
    }
}

/// The parser's own words; its line is always 1, so only the column is told.
fn bad_json(error: &serde_json::Error) -> ReadError {
    let words = error.to_string();
    let reason = words.split(" at line ").next().unwrap_or(&words);
    ReadError::BadRecord(format!("not a JSON object of an article: {reason}, at column {}", error.column()))
}
