//! An article as it was read from a file, and what was refused or doubtful about it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::format::Format;
use crate::extract::ArticleText;
use crate::text::{OffsetMap, Span};
use crate::vocabulary::closed_set;

/// One article, whatever the format of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// What is known about it beside its text.
    pub meta: ArticleMeta,
    /// Its text, NFC, line ends as in the file. All offsets count in it.
    pub text: String,
    /// Page furniture: parts of the text that no passage may hold.
    pub furniture: Vec<Span>,
    /// Captions and credits of pictures within the text.
    pub captions: Vec<Span>,
    /// What its source shows around the text, and is no part of it.
    pub beside: Vec<Beside>,
    /// From the text back to its bytes in the file; in JSON, CSV and feeds, to those of the decoded
    /// field. `None` where the file has no bytes for the text, as in PDF and office documents.
    pub offsets: Option<OffsetMap>,
    /// The format it was read from.
    pub format: Format,
    /// What was doubtful, though the article could be read.
    pub warnings: Vec<Warning>,
}

impl Article {
    /// The article as extraction sees it. A headline that was taken from the text is read there, once:
    /// in wrapped text it may be the half of a sentence, and cut a name in two.
    #[must_use]
    pub fn as_text(&self) -> ArticleText {
        let is_of_text = self.meta.origins.get(&Field::Title) == Some(&Origin::Text);
        ArticleText {
            id: self.meta.id.clone(),
            text: self.text.clone(),
            title: self.meta.title.clone().filter(|_| !is_of_text),
            published: self.meta.published,
            language: self.meta.language.clone(),
        }
    }
}

/// A part of the source that is left out of the text: a menu of its page, a link to another article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The byte of the text before which it stands.
    pub at: usize,
    /// Its words.
    pub text: String,
}

/// What is known about an article beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleMeta {
    /// Stable identity: given in a record or front matter, else the path of the file.
    pub id: String,
    /// The file it was read from, as seen from the folder that was indexed, with `/` between names;
    /// in an archive or mail, the member behind it: `reports.zip/kati/day1.html`.
    pub path: String,
    /// Headline: from front matter or a record; else the first line of the text that reads like one.
    pub title: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Who wrote it, as it is signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Agencies that are credited with it (`AFP`, `Reuters`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    /// Address of publication.
    pub url: Option<String>,
    /// Day of publication; never a file time, never a guess.
    pub published: Option<Date>,
    /// Language code, given or detected.
    pub language: Option<String>,
    /// How sure the detection of the language was, in percent; `None` where it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language_confidence: Option<u8>,
    /// How far the outlet reaches, in ACLED's words (`National`, `International`, …), where given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_scale: Option<String>,
    /// SHA-256 of the source file, in hex; of the article's line, in JSON Lines, where each line is a
    /// source of its own and lines are added all the time.
    pub sha256: String,
    /// SHA-256 of the article's own part of any other file that holds several: a row, a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_sha256: Option<String>,
    /// IANA media type of what the article was read from: the file, or its part.
    pub media_type: String,
    /// Where each of the above came from.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub origins: BTreeMap<Field, Origin>,
    /// What was done to read it that a reader of the evidence should know: `decoded from
    /// windows-1256`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl ArticleMeta {
    /// The digest that tells whether the article itself has changed.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.sha256, self.record_sha256.as_deref())
    }

    /// Puts [`ArticleMeta::digest`] back where it was left out.
    pub fn restore_digest(&mut self, digest: String) {
        if self.record_sha256.is_none() {
            self.sha256 = digest;
        }
    }
}

/// The digest of an article that is a whole file, or a part of one: a part is another article once the
/// file around it has changed, because it carries the hash of that file.
pub(super) fn digest(file: &str, part: Option<&str>) -> String {
    part.map_or_else(|| file.to_owned(), |part| format!("{:x}", Sha256::digest(format!("{file}:{part}"))))
}

closed_set! {
    /// A piece of metadata that may come from several places.
    Field {
        /// Identity.
        Id = "id",
        /// Headline.
        Title = "title",
        /// Outlet.
        Source = "source",
        /// How far the outlet reaches.
        SourceScale = "source_scale",
        /// Who wrote it.
        Author = "author",
        /// Agency that is credited.
        Via = "via",
        /// Day of publication.
        Published = "published",
        /// Address of publication.
        Url = "url",
        /// Language.
        Language = "language",
    }
}

closed_set! {
    /// Where a piece of metadata came from; earlier ones outrank later ones.
    Origin {
        /// Front matter above the text.
        FrontMatter = "front_matter",
        /// A field of a JSON or CSV record.
        Record = "record",
        /// A header of a mail, of a web answer or of its archive.
        Header = "header",
        /// An entry of a feed.
        Feed = "feed",
        /// `<meta>`, `<title>` or an attribute of a web page.
        Meta = "meta",
        /// JSON-LD in a web page.
        JsonLd = "json_ld",
        /// `<time>` in a web page.
        Time = "time",
        /// Properties of an office document, book or PDF.
        Properties = "properties",
        /// The dateline: `BAMAKO, 22 July 2022 (AFP)`.
        Dateline = "dateline",
        /// The address.
        Url = "url",
        /// The text: its first line, its byline, its credit.
        Text = "text",
        /// Detected.
        Detected = "detected",
    }
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
