//! The bytes of one article, not yet understood.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::article::{Article, Refusal, digest};
use super::columns::Columns;
use super::draft::Given;
use super::format::{self, Format};
use super::limits::Limits;

/// The bytes of one article, not yet understood: its hash tells whether that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The file, as reports call it; in an archive or mail, the member behind it.
    pub path: String,
    /// The line or item, from 1, in files of many records.
    pub line: Option<u64>,
    /// SHA-256 of the source file, in hex; of the line, in JSON Lines.
    pub sha256: String,
    /// SHA-256 of the bytes, in hex, where they are only a part of the source file.
    pub record_sha256: Option<String>,
    /// How the bytes are to be read.
    pub format: Format,
    /// The bytes as they stand in the file, unpacked.
    pub bytes: Vec<u8>,
    /// What is known about the bytes from around them.
    pub(super) around: Around,
    /// Bounds on reading them.
    pub(super) limits: Limits,
    /// Which keys of a JSON object hold what.
    pub(super) columns: Arc<Columns>,
}

/// What a mail, a feed or an answer of a web server says about the text that it carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Around {
    pub(super) given: Given,
    /// The encoding, as it is called there.
    pub(super) charset: Option<String>,
    pub(super) notes: Vec<String>,
    /// What makes the text doubtful, to be warned of.
    pub(super) doubts: Vec<String>,
    /// Whether the bytes are the article alone, with no page around it.
    pub(super) is_fragment: bool,
}

/// A digest in hex.
pub(super) fn hex_digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

impl Record {
    /// Bytes that are known to be plain text, whatever their name.
    #[must_use]
    pub fn of_text(path: &str, bytes: Vec<u8>) -> Self {
        Self {
            path: path.to_owned(),
            line: None,
            sha256: hex_digest(&bytes),
            record_sha256: None,
            format: Format::Text,
            bytes,
            around: Around::default(),
            limits: Limits::default(),
            columns: Arc::default(),
        }
    }

    /// The digest that tells whether the article itself has changed.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.sha256, self.record_sha256.as_deref())
    }

    /// The file, with `:line` in files of many records.
    #[must_use]
    pub fn place(&self) -> String {
        self.line.map_or_else(|| self.path.clone(), |line| format!("{}:{line}", self.path))
    }

    /// Reads the bytes as an article.
    ///
    /// # Errors
    ///
    /// The entry of the report that says why they are none.
    pub fn article(self) -> Result<Article, Refusal> {
        let place = self.place();
        format::read(self).map_err(|error| error.refuse(place))
    }
}
