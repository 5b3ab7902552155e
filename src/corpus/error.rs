//! Why a file, or a record of one, was refused.

use std::io;

use super::article::Refusal;

/// What is wrong with a file; its words are the reason in the report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A path of the command line that is not there.
    #[error("no such file or folder")]
    Missing,
    /// The file system says no.
    #[error("cannot be read: {0}")]
    Io(#[source] io::Error),
    /// A folder entry that has no path: a loop of links, a folder that may not be listed.
    #[error("cannot be listed: {0}")]
    Walk(String),
    /// A named pipe, socket or device.
    #[error("is a {0}, not a file")]
    Special(&'static str),
    /// A symbolic link that points to nothing, or in a circle.
    #[error("symbolic link leads nowhere: {0}")]
    BrokenLink(#[source] io::Error),
    /// A symbolic link out of the folder.
    #[error("symbolic link leads out of the folder; index its target by name if you mean it")]
    LinkOutside,
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Front matter and nothing after it, or white space alone.
    #[error("the file holds no text")]
    NoText,
    /// Larger than the limit.
    #[error("larger than {0} bytes, the limit for one article")]
    TooLarge(u64),
    /// Not text.
    #[error("binary file, not text: zero byte at byte {0}")]
    Binary(usize),
    /// Text in another encoding.
    #[error("is not UTF-8: {encoding}; convert it, for example with `iconv -f {iconv} -t UTF-8`")]
    Encoding {
        /// What it looks like.
        encoding: &'static str,
        /// The name iconv knows.
        iconv: &'static str,
    },
    /// Broken UTF-8.
    #[error("is not UTF-8: byte {at} is invalid; convert it, for example with `iconv`")]
    InvalidUtf8 {
        /// Offset of the first byte that is not UTF-8.
        at: usize,
    },
    /// A known format that is not read.
    #[error("{format} is not read yet; {hint}")]
    Unsupported {
        /// What the file is.
        format: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// Text under a name that does not say it is an article.
    #[error("unknown kind of file `.{0}`; articles are .txt, .md or .jsonl files")]
    UnknownExtension(String),
    /// A line of JSON Lines that is not an article.
    #[error("{0}")]
    BadRecord(String),
}

impl ReadError {
    /// The entry of the report for `place`, a file or `file:line`.
    #[must_use]
    pub fn refuse(&self, place: impl Into<String>) -> Refusal {
        Refusal { path: place.into(), reason: self.to_string() }
    }
}
