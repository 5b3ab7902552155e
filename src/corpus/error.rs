//! Why a file, or a record of one, was refused.

use std::io;
use std::time::Duration;

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
    /// A list, archive or mailbox with nothing in it.
    #[error("holds no article: no row, entry, mail or file")]
    NoArticle,
    /// A link within an archive: unpacked, it would lead to another file.
    #[error("is a link within an archive to {0:?}, which is not followed: unpack the archive if you need it")]
    LinkWithin(String),
    /// Front matter and nothing after it, white space alone, or a page without words.
    #[error("the file holds no text")]
    NoText,
    /// A PDF whose pages are pictures.
    #[error(
        "a scanned PDF: {0} of pictures, and no text; put it through text recognition, for \
         example with `ocrmypdf`"
    )]
    Scanned(String),
    /// Larger than the limit.
    #[error("larger than {0} bytes, the limit for one article; --max-file-bytes raises it")]
    TooLarge(u64),
    /// Unpacks to more than the limit.
    #[error("unpacks to more than {0} bytes; --max-expanded-bytes raises the limit")]
    Expands(u64),
    /// Unpacks to far more than it is packed in.
    #[error(
        "unpacks to more than {0} times its size, as bombs do; --max-ratio raises the limit if you \
         trust the file"
    )]
    Bomb(u64),
    /// Archives in archives in archives.
    #[error("lies more than {0} archives deep; --max-depth raises the limit")]
    TooDeep(usize),
    /// A member whose name nobody can have meant.
    #[error("its name is {0} bytes long: no file system has such names; give it a shorter one")]
    LongName(usize),
    /// An archive of too many members.
    #[error("holds more than {0} members; --max-members raises the limit; the rest was not read")]
    TooMany(usize),
    /// Reading takes too long.
    #[error("takes longer than {} seconds to read; --max-seconds-a-file raises the limit", .0.as_secs())]
    TooSlow(Duration),
    /// Not text.
    #[error("binary file, not text: zero byte at byte {0}")]
    Binary(usize),
    /// Text whose encoding cannot be told.
    #[error(
        "is not UTF-8 (byte {at}), and its encoding cannot be told with certainty; convert it, for \
         example with `iconv -f {guess} -t UTF-8`"
    )]
    Encoding {
        /// Offset of the first byte that is not UTF-8.
        at: usize,
        /// What it may be.
        guess: &'static str,
    },
    /// Bytes that are no text in the encoding they are said to be in.
    #[error("is not {encoding}, as it says or seems: some of its bytes mean nothing there")]
    Malformed {
        /// The encoding.
        encoding: &'static str,
    },
    /// A known format that is not read.
    #[error("{format} is not read; {hint}")]
    Unsupported {
        /// What the file is.
        format: &'static str,
        /// What to do about it.
        hint: &'static str,
    },
    /// A format whose reader was left out of this program.
    #[error("{0} is not read: this program was built without it")]
    LeftOut(&'static str),
    /// Text under a name that does not say it is an article.
    #[error("unknown kind of file `.{0}`; name it .txt if it is an article")]
    UnknownExtension(String),
    /// A record that is not an article, or a file that is not what it seems.
    #[error("{0}")]
    BadRecord(String),
    /// A file of a known format that is cut short or damaged.
    #[error("damaged {format}: {reason}")]
    Damaged {
        /// What the file is.
        format: &'static str,
        /// What is wrong.
        reason: String,
    },
}

impl ReadError {
    /// The error behind an error of the system: a limit of ours, or that of the system.
    pub(super) fn of(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self::Io(error),
        }
    }

    /// As [`ReadError::of`], for bytes that a decoder of `format` reads.
    pub(super) fn within(format: &'static str, error: io::Error) -> Self {
        match Self::of(error) {
            Self::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Self::Damaged { format, reason: "it ends too early".to_owned() }
            }
            Self::Io(error) if error.raw_os_error().is_none() => {
                Self::Damaged { format, reason: error.to_string() }
            }
            other => other,
        }
    }

    /// The entry of the report for `place`, a file or `file:line`.
    #[must_use]
    pub fn refuse(&self, place: impl Into<String>) -> Refusal {
        Refusal { path: place.into(), reason: self.to_string() }
    }
}
