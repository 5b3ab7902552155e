//! The formats of articles, each read by a file beside this one into a [`Draft`].
//!
//! To add a format: a variant of [`Format`], a line in `detect`, and a file beside this one with a
//! function from bytes to [`Draft`].

mod detect;
mod docx;
pub(super) mod encoding;
mod epub;
mod fields;
mod flow;
pub(super) mod html;
mod markdown;
mod mojibake;
mod odt;
#[cfg(feature = "pdf")]
mod pdf;
mod properties;
mod rtf;
mod script;
mod text;
pub(super) mod xml;

use serde::{Deserialize, Serialize};

use super::article::Article;
use super::draft::Draft;
use super::error::ReadError;
use super::finish;
use super::meter::Meter;
use super::record::Record;

pub(super) use detect::{Kind, detect};

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text, with or without front matter.
    Text,
    /// Markdown, with or without front matter; its marks are no part of the text.
    Markdown,
    /// One article a line, as a JSON object.
    JsonLines,
    /// An article as a JSON object, alone or in a list.
    Json,
    /// One article a row of a table.
    Csv,
    /// A web page.
    Html,
    /// An entry of an RSS or Atom feed.
    Feed,
    /// The plain text of a mail.
    Mail,
    /// Pages of PDF.
    Pdf,
    /// A document of Word.
    Docx,
    /// A document of LibreOffice.
    Odt,
    /// An electronic book.
    Epub,
    /// Rich text.
    Rtf,
}

impl Format {
    /// The media type, as the web calls it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::JsonLines => "application/jsonl",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Html => "text/html",
            Self::Feed => "application/rss+xml",
            Self::Mail => "message/rfc822",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Epub => "application/epub+zip",
            Self::Rtf => "application/rtf",
        }
    }
}

/// Reads the bytes of a record as an article.
pub(super) fn read(record: Record) -> Result<Article, ReadError> {
    let meter = Meter::new(record.limits);
    let (record, draft) = draft(record, &meter)?;
    finish::article(record, draft)
}

/// What the reader of the format finds. A reader that runs elsewhere takes the bytes with it.
fn draft(mut record: Record, meter: &std::sync::Arc<Meter>) -> Result<(Record, Draft), ReadError> {
    let bytes = std::mem::take(&mut record.bytes);
    let draft = match record.format {
        Format::Text | Format::Markdown => {
            text::read(&bytes, record.format, record.around.charset.as_deref())
        }
        Format::Mail | Format::Csv => text::body(&bytes, record.around.charset.as_deref()),
        Format::JsonLines | Format::Json => fields::read(&bytes, meter, &record.columns),
        Format::Html | Format::Feed => html::read(&bytes, &record.around, meter),
        Format::Docx => docx::read(&bytes, meter),
        Format::Odt => odt::read(&bytes, meter),
        Format::Epub => epub::read(&bytes, meter),
        Format::Rtf => rtf::read(&bytes),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes, meter),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(ReadError::LeftOut("PDF")),
    };
    Ok((record, draft?))
}
