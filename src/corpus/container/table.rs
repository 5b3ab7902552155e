//! CSV and TSV: one article a row, its columns found by their names.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::{ByteRecord, ReaderBuilder};

use super::{Container, Member, Step};
use crate::corpus::article::Origin;
use crate::corpus::columns::{Columns, Holds};
use crate::corpus::error::ReadError;
use crate::corpus::format::{Format, encoding};
use crate::corpus::records::{Desk, chained};

/// Bytes of a table by which its encoding is told.
const SAMPLE: u64 = 4 << 20;
/// What may stand between columns.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The rows of a table.
pub(super) struct Rows {
    path: String,
    reader: csv::Reader<Box<dyn Read + Send>>,
    encoding: Option<&'static encoding_rs::Encoding>,
    columns: Vec<(Holds, usize)>,
    width: usize,
    /// Bytes that the row which is being read may still take.
    room: Arc<AtomicU64>,
    ended: bool,
}

/// Errs where one row takes more than its room: a quote that is never closed makes a row of all the rest.
struct Roomy {
    reader: Box<dyn Read + Send>,
    room: Arc<AtomicU64>,
    limit: u64,
}

impl Read for Roomy {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let left = self.room.load(Ordering::Relaxed).checked_sub(read as u64);
        let left = left.ok_or_else(|| io::Error::other(ReadError::TooLarge(self.limit)))?;
        self.room.store(left, Ordering::Relaxed);
        Ok(read)
    }
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Rows {
    pub(super) fn new(member: Member, delimiter: Option<u8>, desk: &Desk) -> Result<Self, ReadError> {
        let path = member.name.clone();
        let mut reader = member.into_reader();
        let mut sample = Vec::new();
        (&mut reader).take(SAMPLE).read_to_end(&mut sample).map_err(ReadError::of)?;
        let limit = desk.meter.limits.file_bytes;
        let (reader, encoding) = recoded(sample, reader, limit)?;
        let (reader, delimiter) = with_delimiter(reader, delimiter)?;
        let room = Arc::new(AtomicU64::new(room_for(limit)));
        let reader: Box<dyn Read + Send> = Box::new(Roomy { reader, room: Arc::clone(&room), limit });
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(true).from_reader(reader);
        let heads = reader.byte_headers().map_err(|error| bad(&error))?.clone();
        let heads: Vec<String> = heads.iter().map(|head| text(head, encoding)).collect::<Result<_, _>>()?;
        let names: Vec<&str> = heads.iter().map(String::as_str).collect();
        let columns = desk.columns.among(&names);
        if !columns.iter().any(|(holds, _)| *holds == Holds::Text) {
            return Err(no_text(&names, &desk.columns));
        }
        Ok(Self { path, reader, encoding, columns, width: heads.len(), room, ended: false })
    }

    /// The row as a record: its text, and what else its columns say.
    fn record(&self, row: &ByteRecord, line: u64, desk: &Desk) -> Result<crate::corpus::Record, ReadError> {
        if row.len() > self.width {
            let reason = format!(
                "the row has {} columns, the first line names {}; a text that holds the mark between columns \
                 must stand in quotes",
                row.len(),
                self.width
            );
            return Err(ReadError::BadRecord(reason));
        }
        let length: usize = row.iter().map(<[u8]>::len).sum();
        if length as u64 > desk.meter.limits.file_bytes {
            return Err(ReadError::TooLarge(desk.meter.limits.file_bytes));
        }
        let mut words = String::new();
        let mut given = crate::corpus::draft::Given::default();
        for &(holds, at) in &self.columns {
            // A short row lacks its last cells, and is warned of.
            let Some(cell) = row.get(at) else { continue };
            let value = text(cell, self.encoding)?;
            match holds {
                Holds::Text => words = value,
                Holds::About(field) => given.add(field, Origin::Record, value),
            }
        }
        if words.trim().is_empty() {
            return Err(ReadError::BadRecord("the row has no text".to_owned()));
        }
        // The digest is that of the whole row: a corrected date is a change.
        let whole: Vec<u8> = row.iter().collect::<Vec<_>>().join(&0x1f);
        let mut record = desk.record(&self.path, Some(line), Format::Csv, whole);
        record.bytes = words.into_bytes();
        record.around.given = given;
        if row.len() < self.width {
            let doubt = format!(
                "the row has {} columns, the first line names {}; those it lacks were taken as empty, and a text \
                 with a line end outside quotes is cut there",
                row.len(),
                self.width
            );
            record.around.doubts.push(doubt);
        }
        if let Some(encoding) = self.encoding {
            record.around.notes.push(encoding::note(encoding));
        }
        Ok(record)
    }
}

impl Container for Rows {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        let mut row = ByteRecord::new();
        while !self.ended {
            self.room.store(room_for(desk.meter.limits.file_bytes), Ordering::Relaxed);
            match self.reader.read_byte_record(&mut row) {
                Ok(true) => {
                    if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
                        continue;
                    }
                    // As a spreadsheet counts: the first line names the columns.
                    let line = row.position().map_or(0, csv::Position::record) + 1;
                    return Some(match self.record(&row, line, desk) {
                        Ok(record) => Step::Record(Box::new(record)),
                        Err(error) => Step::Refuse(format!("{}:{line}", self.path), error),
                    });
                }
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let line = self.reader.position().record() + 1;
                    return Some(Step::Refuse(format!("{}:{line}", self.path), broken(error)));
                }
            }
        }
        None
    }
}

/// The bytes as UTF-8, or as they are with the encoding that their cells are to be read in.
type Recoded = (Box<dyn Read + Send>, Option<&'static encoding_rs::Encoding>);

fn recoded(sample: Vec<u8>, rest: Box<dyn Read + Send>, limit: u64) -> Result<Recoded, ReadError> {
    let found = encoding::find(&sample, None)?;
    if !found.is_ascii_compatible() {
        let mut bytes = Vec::new();
        let mut bounded = chained(sample, rest).take(limit.saturating_add(1));
        bounded.read_to_end(&mut bytes).map_err(ReadError::of)?;
        if bytes.len() as u64 > limit {
            return Err(ReadError::TooLarge(limit));
        }
        let text = encoding::decode(&bytes, None)?.text;
        return Ok((Box::new(Cursor::new(text.into_bytes())), None));
    }
    let head = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&sample).to_vec();
    let encoding = (found != encoding_rs::UTF_8).then_some(found);
    Ok((chained(head, rest), encoding))
}

/// The byte between columns: as given, as a `sep=;` line says, or the one that the first line has most of.
fn with_delimiter(
    mut reader: Box<dyn Read + Send>,
    given: Option<u8>,
) -> Result<(Box<dyn Read + Send>, u8), ReadError> {
    let mut head = Vec::new();
    (&mut reader).take(1 << 16).read_to_end(&mut head).map_err(ReadError::of)?;
    let end = head.iter().position(|&byte| byte == b'\n').unwrap_or(head.len());
    let (first, behind) = head.split_at(end);
    let first = first.trim_ascii_end();
    if let Some(&[delimiter]) = first.strip_prefix(b"sep=") {
        let head = behind.strip_prefix(b"\n").unwrap_or(behind).to_vec();
        return Ok((chained(head, reader), delimiter));
    }
    let count = |wanted: u8| first.iter().filter(|&&byte| byte == wanted).count();
    let most = DELIMITERS.into_iter().rev().max_by_key(|&byte| count(byte)).filter(|&byte| count(byte) > 0);
    // A .tsv may be one in name only.
    let delimiter = given.filter(|&byte| count(byte) > 0).or(most).or(given).unwrap_or(b',');
    Ok((chained(head, reader), delimiter))
}

fn text(cell: &[u8], encoding: Option<&'static encoding_rs::Encoding>) -> Result<String, ReadError> {
    let encoding = encoding.unwrap_or(encoding_rs::UTF_8);
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(cell);
    decoded.map(std::borrow::Cow::into_owned).ok_or(ReadError::Malformed { encoding: encoding.name() })
}

/// The room of one row, and what is read ahead of it.
const fn room_for(limit: u64) -> u64 {
    limit.saturating_add(1 << 20)
}

/// Why the rest of a table cannot be read.
fn broken(error: csv::Error) -> ReadError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => match ReadError::of(error) {
            ReadError::TooLarge(limit) => ReadError::BadRecord(format!(
                "the row takes more than {limit} bytes, as where a quote is never closed; the rest of the \
                 table was not read; --max-file-bytes raises the limit"
            )),
            other => other,
        },
        kind => ReadError::BadRecord(format!("is not a table: {kind:?}")),
    }
}

fn bad(error: &csv::Error) -> ReadError {
    ReadError::BadRecord(format!("is not a table: {error}"))
}

fn no_text(names: &[&str], columns: &Columns) -> ReadError {
    let names = names.join(", ");
    let reason = match &columns.text {
        Some(wanted) => format!("has no column `{wanted}`; its columns are {names}"),
        None => format!(
            "no column looks like the text of an article: name it with --csv-text COLUMN; there are {names}"
        ),
    };
    ReadError::BadRecord(reason)
}
