//! One file, record by record: archives, mails and lists are opened, however deep they lie.

use std::fs::File;
use std::io::{Cursor, Read};
use std::sync::Arc;

use super::article::Refusal;
use super::columns::Columns;
use super::container::{self, Container, Member, Step};
use super::error::ReadError;
use super::format::{self, Kind};
use super::limits::Limits;
use super::meter::Meter;
use super::record::{Around, Record, hex_digest};
use super::saved_page;
use super::stamp::file_sha256;
use super::store::Store;
use super::walk::{LeftOut, SourceFile};

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What a file may cost.
    pub limits: Limits,
    /// Which columns of tables hold what.
    pub columns: Columns,
}

/// The records of `file`; a file that cannot be read is one refusal.
#[must_use]
pub fn records(file: &SourceFile, reading: &Reading) -> Records {
    let opened =
        file_sha256(&file.path).and_then(|sha256| Ok((sha256, Store::file(File::open(&file.path)?)?)));
    match opened {
        Ok((sha256, store)) => Records::new(store, sha256, &file.name, reading),
        Err(error) => Records::refused(ReadError::Io(error).refuse(&file.name), reading),
    }
}

/// The records in `bytes`, called `name` in reports; the name also tells the format.
#[must_use]
pub fn records_from(bytes: Vec<u8>, name: &str, reading: &Reading) -> Records {
    let sha256 = hex_digest(&bytes);
    Records::new(Store::bytes(bytes), sha256, name, reading)
}

/// The records of one file; see [`records`].
#[derive(Debug)]
pub struct Records {
    /// Containers that are open, the innermost last.
    open: Vec<Box<dyn Container>>,
    desk: Desk,
    next: Option<Next>,
    /// Whether anything was said of the file: one that holds nothing is not passed over in silence.
    is_told: bool,
}

#[derive(Debug)]
enum Next {
    Member(Member),
    Refusal(Refusal),
}

/// What the readers of one file share.
#[derive(Debug)]
pub(super) struct Desk {
    /// The file, as reports call it.
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) columns: Arc<Columns>,
    pub(super) meter: Arc<Meter>,
    pub(super) left_out: Vec<LeftOut>,
    bombs: usize,
}

/// Bombs in one file after which the rest of it is not opened.
const BOMBS: usize = 3;

impl Desk {
    /// Takes note of a part of a saved page in an archive; `folder` is where the parts lie.
    pub(super) fn leave_out_part(&mut self, folder: String) {
        let rule = saved_page::RULE;
        let known = self.left_out.iter_mut().rev().find(|left| left.rule == rule && left.path == folder);
        match known.and_then(|left| left.files.as_mut()) {
            Some(files) => *files += 1,
            None => self.left_out.push(LeftOut { path: folder, rule, files: Some(1) }),
        }
    }

    /// The record of a member, or of an item of it.
    pub(super) fn record(
        &self,
        path: &str,
        line: Option<u64>,
        format: format::Format,
        bytes: Vec<u8>,
    ) -> Record {
        let is_line = format == format::Format::JsonLines;
        let is_part = !is_line && (line.is_some() || path != self.name);
        Record {
            path: path.to_owned(),
            line,
            sha256: if is_line { hex_digest(&bytes) } else { self.sha256.clone() },
            record_sha256: is_part.then(|| hex_digest(&bytes)),
            format,
            bytes,
            around: Around::default(),
            limits: self.meter.limits,
            columns: Arc::clone(&self.columns),
        }
    }
}

impl Records {
    fn new(store: Store, sha256: String, name: &str, reading: &Reading) -> Self {
        let desk = Desk {
            name: name.to_owned(),
            sha256,
            columns: Arc::new(reading.columns.clone()),
            meter: Meter::new(reading.limits),
            left_out: Vec::new(),
            bombs: 0,
        };
        let member = Member::stored(name, store);
        Self { open: Vec::new(), desk, next: Some(Next::Member(member)), is_told: false }
    }

    fn refused(refusal: Refusal, reading: &Reading) -> Self {
        let mut records = Self::new(Store::bytes(Vec::new()), String::new(), "", reading);
        records.next = Some(Next::Refusal(refusal));
        records
    }

    /// SHA-256 of the file, in hex.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.desk.sha256
    }

    /// What was passed over by rule in archives and mails so far.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.desk.left_out
    }

    /// Reads a member, or opens it where it holds several.
    fn enter(&mut self, member: Member) -> Option<Result<Record, Refusal>> {
        let name = member.name.clone();
        match self.try_enter(member) {
            Ok(None) => None,
            Ok(Some(record)) => Some(Ok(record)),
            Err(error) => Some(Err(self.refuse(&error, name))),
        }
    }

    fn try_enter(&mut self, mut member: Member) -> Result<Option<Record>, ReadError> {
        let head = member.head(Member::HEAD)?;
        match format::detect(&head, &member.name, &member.media_type)? {
            Kind::One(format) => {
                let bytes = member.into_bytes(&self.desk.meter.limits)?;
                let mut record = self.desk.record(&bytes.name, bytes.line, format, bytes.bytes);
                record.around = bytes.around;
                Ok(Some(record))
            }
            Kind::Many(kind) => {
                if self.open.len() >= self.desk.meter.limits.depth {
                    return Err(ReadError::TooDeep(self.desk.meter.limits.depth));
                }
                match container::open(kind, member, &mut self.desk)? {
                    container::Opened::Container(container) => self.open.push(container),
                    container::Opened::Record(record) => return Ok(Some(*record)),
                }
                Ok(None)
            }
        }
    }

    /// The entry of the report; a file that is hostile as a whole is not read on.
    fn refuse(&mut self, error: &ReadError, place: String) -> Refusal {
        self.desk.bombs += usize::from(matches!(error, ReadError::Bomb(_)));
        let is_over = matches!(error, ReadError::Expands(_)) || self.desk.bombs >= BOMBS;
        if is_over && !self.open.is_empty() {
            self.open.clear();
            let reason = format!("{error}; the rest of {} was not read", self.desk.name);
            return Refusal { path: place, reason };
        }
        error.refuse(place)
    }
}

/// Bytes of a path at most: articles go by it, and an index looks it up as a whole.
const LONGEST_PATH: usize = 8192;

fn with_short_name(record: Record) -> Result<Record, Refusal> {
    let length = record.path.len();
    if length <= LONGEST_PATH {
        return Ok(record);
    }
    let (head, _) = record.path.split_at(record.path.floor_char_boundary(LONGEST_PATH));
    Err(ReadError::LongName(length).refuse(format!("{head}…")))
}

impl Iterator for Records {
    type Item = Result<Record, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.next_found().map(|found| found.and_then(with_short_name));
        let is_told = found.is_some() || !self.desk.left_out.is_empty();
        if std::mem::replace(&mut self.is_told, true) || is_told {
            return found;
        }
        Some(Err(ReadError::NoArticle.refuse(self.desk.name.clone())))
    }
}

impl Records {
    fn next_found(&mut self) -> Option<Result<Record, Refusal>> {
        self.desk.meter.restart();
        match self.next.take() {
            Some(Next::Refusal(refusal)) => return Some(Err(refusal)),
            Some(Next::Member(member)) => {
                if let Some(found) = self.enter(member) {
                    return Some(found);
                }
            }
            None => {}
        }
        loop {
            let container = self.open.last_mut()?;
            match container.next(&mut self.desk) {
                None => drop(self.open.pop()),
                Some(Step::Record(record)) => return Some(Ok(*record)),
                Some(Step::Refuse(place, error)) => return Some(Err(self.refuse(&error, place))),
                Some(Step::Open(member)) => {
                    if let Some(found) = self.enter(*member) {
                        return Some(found);
                    }
                }
            }
        }
    }
}

/// A reader that begins with bytes that were read before.
pub(super) fn chained(head: Vec<u8>, rest: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    Box::new(Cursor::new(head).chain(rest))
}
