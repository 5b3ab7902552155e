//! Files of GeoNames as they are downloaded: plain, gzip, or a zip archive with one table in it.

use std::io::{self, Read};
use std::path::Path;

use flate2::read::{DeflateDecoder, MultiGzDecoder};

/// Reads the table in `path`.
pub(super) fn read(path: &Path) -> io::Result<String> {
    let bytes = std::fs::read(path)?;
    let bytes = match bytes.get(..4) {
        Some([0x1f, 0x8b, ..]) => unpacked(MultiGzDecoder::new(bytes.as_slice()))?,
        Some(b"PK\x03\x04") => table_of_archive(&bytes)?,
        _ => bytes,
    };
    String::from_utf8(bytes).map_err(|error| broken(format!("is not UTF-8: {error}")))
}

/// A file of an archive, as its directory lists it.
struct Entry<'a> {
    name: &'a [u8],
    method: usize,
    packed: usize,
    starts: usize,
}

/// The one table of a zip archive; GeoNames puts explanations (`readme.txt`) beside it.
fn table_of_archive(archive: &[u8]) -> io::Result<Vec<u8>> {
    let explains = |entry: &Entry<'_>| {
        let name = entry.name.to_ascii_lowercase();
        !name.ends_with(b".txt") || name.starts_with(b"readme") || name.starts_with(b"iso-languagecodes")
    };
    let mut tables = entries(archive).ok_or_else(|| broken("is a damaged zip archive".to_owned()))?;
    tables.retain(|entry| !explains(entry));
    let [table] = tables.as_slice() else {
        return Err(broken(format!(
            "holds {} tables, not one: unpack it and name the file you mean",
            tables.len()
        )));
    };
    let data = data(archive, table).ok_or_else(|| broken("is a damaged zip archive".to_owned()))?;
    match table.method {
        STORED => Ok(data.to_vec()),
        DEFLATED => unpacked(DeflateDecoder::new(data)),
        _ => Err(broken("is packed in a way that is not read: unpack it first".to_owned())),
    }
}

const STORED: usize = 0;
const DEFLATED: usize = 8;

/// The directory at the end of a zip archive (APPNOTE 4.3.12, 4.3.16).
fn entries(archive: &[u8]) -> Option<Vec<Entry<'_>>> {
    const END: usize = 22;
    let end = (0..=archive.len().checked_sub(END)?)
        .rev()
        .find(|&at| archive.get(at..at + 4) == Some(b"PK\x05\x06"))?;
    let count = number(archive, end + 10, 2)?;
    let mut at = number(archive, end + 16, 4)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let [name, extra, comment] = [28, 30, 32].map(|offset| number(archive, at + offset, 2));
        let (name_length, rest) = (name?, extra? + comment?);
        entries.push(Entry {
            name: archive.get(at + 46..at + 46 + name_length)?,
            method: number(archive, at + 10, 2)?,
            packed: number(archive, at + 20, 4)?,
            starts: number(archive, at + 42, 4)?,
        });
        at += 46 + name_length + rest;
    }
    Some(entries)
}

/// The packed bytes of an entry, after its own header (APPNOTE 4.3.7).
fn data<'a>(archive: &'a [u8], entry: &Entry<'_>) -> Option<&'a [u8]> {
    let header = number(archive, entry.starts + 26, 2)? + number(archive, entry.starts + 28, 2)?;
    let from = entry.starts + 30 + header;
    archive.get(from..from.checked_add(entry.packed)?)
}

/// The number in `width` bytes at `at`, the least first.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(width)?)?;
    Some(digits.iter().rev().fold(0, |sum, &digit| sum << 8 | usize::from(digit)))
}

fn unpacked(mut packed: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    packed.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn broken(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
