//! Plain text and Markdown, with or without front matter.

use super::{Format, markdown};
use crate::corpus::article::{Article, ArticleMeta, Warning};
use crate::corpus::error::ReadError;
use crate::corpus::metadata::{self, Given};
use crate::corpus::record::Record;
use crate::corpus::{front_matter, furniture, headline, language};
use crate::text::compose;

/// Reads a whole file as one article.
pub(in crate::corpus) fn read(record: Record) -> Result<Article, ReadError> {
    let Record { path, sha256, format, bytes, .. } = record;
    let (mut source, mark) = decode(bytes)?;
    let mut warnings = Vec::new();
    let (given, body_start) = split(&source, &path, &mut warnings);
    source.drain(..body_start);
    let start = mark + body_start;
    let (text, offsets) = if format == Format::Markdown {
        let (plain, marks) = markdown::plain(&source, start);
        let (text, accents) = compose(plain, 0);
        (text, accents.over(&marks))
    } else {
        compose(source, start)
    };
    if text.trim().is_empty() {
        return Err(ReadError::NoText);
    }
    let furniture = furniture::find(&text);
    let title = metadata::one_line(given.title.as_deref()).or_else(|| headline::find(&text, &furniture));
    let meta = ArticleMeta {
        id: metadata::one_line(given.id.as_deref()).unwrap_or_else(|| path.clone()),
        title,
        source: metadata::one_line(given.source.as_deref()),
        source_scale: metadata::one_line(given.source_scale.as_deref()),
        url: metadata::one_line(given.url.as_deref()),
        published: metadata::published(given.published.as_deref(), &path, &mut warnings),
        language: metadata::language(given.language.as_deref(), &path, &mut warnings)
            .or_else(|| language::detect(&text)),
        path,
        sha256,
        media_type: format.media_type().to_owned(),
    };
    Ok(Article { meta, text, furniture, offsets, format, warnings })
}

/// The bytes as text, without a byte order mark, and how many bytes that took.
fn decode(mut bytes: Vec<u8>) -> Result<(String, usize), ReadError> {
    let utf16 = |encoding, iconv| Err(ReadError::Encoding { encoding, iconv });
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return utf16("UTF-16, little endian", "UTF-16LE");
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return utf16("UTF-16, big endian", "UTF-16BE");
    }
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    if let Some(zero) = bytes.iter().position(|&byte| byte == 0) {
        // Every other byte a zero: Latin letters in UTF-16 without a mark.
        return match zeros(&bytes) {
            (_, odd) if odd * 3 > bytes.len() => utf16("UTF-16 without a mark", "UTF-16LE"),
            (even, _) if even * 3 > bytes.len() => utf16("UTF-16 without a mark", "UTF-16BE"),
            _ => Err(ReadError::Binary(zero)),
        };
    }
    bytes.drain(..mark);
    String::from_utf8(bytes)
        .map(|text| (text, mark))
        .map_err(|error| ReadError::InvalidUtf8 { at: mark + error.utf8_error().valid_up_to() })
}

/// How many zero bytes stand at even and at odd offsets.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    bytes.chunks(2).fold((0, 0), |(even, odd), pair| {
        (even + usize::from(pair.first() == Some(&0)), odd + usize::from(pair.get(1) == Some(&0)))
    })
}

/// What the front matter gives, and the byte at which the article begins.
fn split(source: &str, path: &str, warnings: &mut Vec<Warning>) -> (Given, usize) {
    let mut given = Given::default();
    let Some(found) = front_matter::parse(source) else { return (given, 0) };
    for (line, message) in found.bad_lines {
        warnings.push(Warning { path: format!("{path}:{line}"), message });
    }
    for (key, value, line) in found.fields {
        let field = match key.as_str() {
            "id" => &mut given.id,
            "title" => &mut given.title,
            "source" => &mut given.source,
            "source_scale" => &mut given.source_scale,
            "published" | "date" => &mut given.published,
            "url" => &mut given.url,
            "language" | "lang" => &mut given.language,
            _ => continue,
        };
        if matches!(value, "|" | ">" | "|-" | ">-") {
            let message = format!("the value of `{key}` must stand on its line; it was passed over");
            warnings.push(Warning { path: format!("{path}:{line}"), message });
        } else if field.is_none() {
            *field = Some(value.to_owned());
        } else {
            let message = format!("`{key}` is given twice; the first one counts");
            warnings.push(Warning { path: format!("{path}:{line}"), message });
        }
    }
    (given, found.body.start)
}
