//! Files that hold several articles: archives, mailboxes, lists of records, web archives.
//!
//! To add one: a variant of [`Kind`], a line in `format::detect`, and a file beside this one with a
//! [`Container`].

pub(super) mod document;
mod feed;
mod gzip;
mod json;
mod lines;
mod mail;
mod mbox;
mod table;
mod tar;
mod warc;
mod zip;

use std::fmt::Debug;
use std::io::Read;

use super::error::ReadError;
use super::limits::Limits;
use super::record::{Around, Record};
use super::records::{Desk, chained};
use super::store::Store;
use super::walk::{OF_SYSTEM, is_of_system};

/// A kind of file that holds several articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One JSON object a line.
    Lines,
    /// JSON: an article, a list of them, or one a line.
    Json,
    /// Rows of a table; the byte between its columns, where the name tells.
    Table(Option<u8>),
    /// RSS or Atom.
    Feed,
    /// A mail with its attachments.
    Mail,
    /// Mails one after another.
    Mbox,
    /// Answers of web servers.
    Warc,
    /// An archive, or an office document or book, which are archives, too.
    Zip,
    /// An archive.
    Tar,
    /// One packed file.
    Gzip,
    /// One packed file.
    Zstd,
}

/// Members one after another; none of them is held longer than it is read.
pub(super) trait Container: Debug + Send {
    /// The next member, or what is wrong with it; `None` at the end.
    fn next(&mut self, desk: &mut Desk) -> Option<Step>;
}

/// What a container gives next.
#[derive(Debug)]
pub(super) enum Step {
    /// An article.
    Record(Box<Record>),
    /// Bytes that may be anything.
    Open(Box<Member>),
    /// A member, or the rest of the container, that cannot be read.
    Refuse(String, ReadError),
}

/// A container that was opened, or the article that it turned out to be.
#[derive(Debug)]
pub(super) enum Opened {
    Container(Box<dyn Container>),
    Record(Box<Record>),
}

/// A file, or a member of one, whose kind is not known yet.
pub(super) struct Member {
    /// As reports call it.
    pub(super) name: String,
    pub(super) line: Option<u64>,
    /// What the container says it is; empty where it does not.
    pub(super) media_type: String,
    pub(super) around: Around,
    source: Source,
}

enum Source {
    Stored(Store),
    Streamed(Box<dyn Read + Send>),
}

/// A member read whole.
pub(super) struct Whole {
    pub(super) name: String,
    pub(super) line: Option<u64>,
    pub(super) around: Around,
    pub(super) bytes: Vec<u8>,
}

impl Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Member").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Member {
    /// Bytes by which a kind of file is told.
    pub(super) const HEAD: u64 = 8192;

    pub(super) fn stored(name: &str, store: Store) -> Self {
        Self::new(name, Source::Stored(store))
    }

    pub(super) fn streamed(name: &str, reader: impl Read + Send + 'static) -> Self {
        Self::new(name, Source::Streamed(Box::new(reader)))
    }

    fn new(name: &str, source: Source) -> Self {
        let name = name.to_owned();
        Self { name, line: None, media_type: String::new(), around: Around::default(), source }
    }

    /// The first `length` bytes, which stay to be read; fewer where the file has no more.
    pub(super) fn head(&mut self, length: u64) -> Result<Vec<u8>, ReadError> {
        let mut head = Vec::new();
        match &mut self.source {
            Source::Stored(store) => {
                store.from(0).take(length).read_to_end(&mut head).map_err(ReadError::of)?;
            }
            Source::Streamed(reader) => {
                reader.take(length).read_to_end(&mut head).map_err(ReadError::of)?;
                let rest = std::mem::replace(reader, Box::new(std::io::empty()));
                *reader = chained(head.clone(), rest);
            }
        }
        Ok(head)
    }

    pub(super) fn into_reader(self) -> Box<dyn Read + Send> {
        match self.source {
            Source::Stored(store) => Box::new(store),
            Source::Streamed(reader) => reader,
        }
    }

    /// Bytes that can be read at any place; what streams is read whole first.
    pub(super) fn into_store(self, limits: &Limits) -> Result<Store, ReadError> {
        match self.source {
            Source::Stored(store) => Ok(store),
            Source::Streamed(_) => Ok(Store::bytes(self.into_bytes(limits)?.bytes)),
        }
    }

    pub(super) fn into_bytes(self, limits: &Limits) -> Result<Whole, ReadError> {
        let Self { name, line, around, .. } = self;
        let (length, reader): (u64, Box<dyn Read + Send>) = match self.source {
            Source::Stored(store) => (store.len(), Box::new(store)),
            Source::Streamed(reader) => (0, reader),
        };
        if length > limits.file_bytes {
            return Err(ReadError::TooLarge(limits.file_bytes));
        }
        // The length is a hint: what is read is counted.
        let mut bytes = usize::try_from(length).map_or_else(|_| Vec::new(), Vec::with_capacity);
        let mut bounded = reader.take(limits.file_bytes.saturating_add(1));
        bounded.read_to_end(&mut bytes).map_err(ReadError::of)?;
        if bytes.len() as u64 > limits.file_bytes {
            return Err(ReadError::TooLarge(limits.file_bytes));
        }
        Ok(Whole { name, line, around, bytes })
    }
}

/// Opens a member of that kind.
pub(super) fn open(kind: Kind, mut member: Member, desk: &mut Desk) -> Result<Opened, ReadError> {
    let container: Box<dyn Container> = match kind {
        Kind::Lines => Box::new(lines::Lines::new(member)?),
        Kind::Json if json::is_of_lines(&mut member, &desk.meter.limits)? => {
            Box::new(lines::Lines::new(member)?)
        }
        Kind::Json => Box::new(json::Values::new(member, &desk.meter.limits)?),
        Kind::Table(delimiter) => Box::new(table::Rows::new(member, delimiter, desk)?),
        Kind::Feed => Box::new(feed::Entries::new(member, desk)?),
        Kind::Mail => Box::new(mail::Parts::new(member, desk)?),
        Kind::Mbox => Box::new(mbox::Mails::new(member)),
        Kind::Warc => Box::new(warc::Answers::new(member)),
        Kind::Zip => return zip::open(member, desk),
        Kind::Tar => Box::new(tar::Entries::new(member)),
        Kind::Gzip => Box::new(gzip::Packed::gzip(member, desk)?),
        Kind::Zstd => Box::new(gzip::Packed::zstd(member, desk)?),
    };
    Ok(Opened::Container(container))
}

/// The name of a member within its archive, with `/` between folders and nothing that leads out.
fn inside(archive: &str, name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.fold(archive.to_owned(), |path, part| format!("{path}/{part}"))
}

/// Why a member of an archive is no article, by its name within it.
fn rule_for(name: &str) -> Option<&'static str> {
    let mut parts = name.split(['/', '\\']).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        if part == "__MACOSX" || (part.starts_with('.') && !matches!(part, "." | "..")) {
            return Some("hidden");
        }
        let is_last = parts.peek().is_none();
        if is_last && is_of_system(part) {
            return Some(OF_SYSTEM);
        }
        let lower = part.to_lowercase();
        if is_last && (lower == "readme" || lower.starts_with("readme.")) {
            return Some("says what the folder is");
        }
    }
    None
}
