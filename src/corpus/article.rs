//! An article as it was read from a file, and what was refused or doubtful about it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::format::Format;
use crate::text::{OffsetMap, Span};

/// One article, whatever the format of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// What is known about it beside its text.
    pub meta: ArticleMeta,
    /// Its text, NFC, line ends as in the file. All offsets count in it.
    pub text: String,
    /// Page furniture: parts of the text that no passage may hold.
    pub furniture: Vec<Span>,
    /// From the text back to its bytes in the file; in JSON Lines, to those of the decoded `text`.
    pub offsets: OffsetMap,
    /// The format it was read from.
    pub format: Format,
    /// What was doubtful, though the article could be read.
    pub warnings: Vec<Warning>,
}

/// What is known about an article beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleMeta {
    /// Stable identity: given in a record or front matter, else the path of the file.
    pub id: String,
    /// The file it was read from, as seen from the folder that was indexed, with `/` between names.
    pub path: String,
    /// Headline: from front matter or a record; else the first line of the text that reads like one.
    pub title: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Address of publication.
    pub url: Option<String>,
    /// Day of publication; never a file time, never a guess.
    pub published: Option<Date>,
    /// Language code, given or detected.
    pub language: Option<String>,
    /// How far the outlet reaches, in ACLED's words (`National`, `International`, …), where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_scale: Option<String>,
    /// SHA-256 of the source file (of the record's line, in JSON Lines), in hex.
    pub sha256: String,
    /// IANA media type of the source file.
    pub media_type: String,
}

/// A part of an article that is searched and shown as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// 0, 1, 2, … in the order of the article.
    pub ordinal: usize,
    /// Its bytes in the article's text.
    pub span: Span,
}

/// A file, or a record of one, that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The file, with `:line` where one record of it is meant.
    pub path: String,
    /// One sentence: what is wrong, and what to do.
    pub reason: String,
}

/// Something doubtful in a file that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The file, with `:line` where one line of it is meant.
    pub path: String,
    /// One sentence: what is doubtful, and what was done.
    pub message: String,
}
