//! Zip archives, and the office documents and books that are such archives.

use std::io::{self, Cursor, Read};

use flate2::Crc;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Container, Member, Opened, Step, inside, rule_for};
use crate::corpus::error::ReadError;
use crate::corpus::file_name::shown;
use crate::corpus::format::Format;
use crate::corpus::meter::Meter;
use crate::corpus::records::Desk;
use crate::corpus::saved_page;
use crate::corpus::store::Store;
use crate::corpus::walk::LeftOut;

/// Bytes of what a link leads to that are told.
const LONGEST_LINK: u64 = 200;

/// The members of an archive.
#[derive(Debug)]
struct Members {
    name: String,
    archive: ZipArchive<Store>,
    store: Store,
    at: usize,
    /// Whether members stand behind others of the same name, where the list of names does not show them.
    has_hidden: bool,
}

/// Opens an archive, or gives the document that it is.
pub(super) fn open(member: Member, desk: &Desk) -> Result<Opened, ReadError> {
    let name = member.name.clone();
    let line = member.line;
    let around = member.around.clone();
    let limits = desk.meter.limits;
    let store = member.into_store(&limits)?;
    let archive = ZipArchive::new(store.from(0)).map_err(damaged)?;
    if let Some(format) = document(&archive)? {
        let bytes = Member::stored(&name, store).into_bytes(&limits)?.bytes;
        let mut record = desk.record(&name, line, format, bytes);
        record.around = around;
        return Ok(Opened::Record(Box::new(record)));
    }
    if archive.is_empty() {
        return Err(ReadError::NoArticle);
    }
    if archive.len() > limits.members {
        return Err(ReadError::TooMany(limits.members));
    }
    let has_hidden = archive.has_duplicate_names();
    Ok(Opened::Container(Box::new(Members { name, archive, store, at: 0, has_hidden })))
}

/// The document that an archive with such members is.
fn document(archive: &ZipArchive<Store>) -> Result<Option<Format>, ReadError> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let unread = |format, hint| Err(ReadError::Unsupported { format, hint });
    if has("word/document.xml") {
        return Ok(Some(Format::Docx));
    }
    if has("META-INF/container.xml") && has("mimetype") {
        return Ok(Some(Format::Epub));
    }
    if has("[Content_Types].xml") {
        return match () {
            () if has("xl/workbook.xml") => unread("an Excel table", "save it as CSV"),
            () if has("ppt/presentation.xml") => unread("a PowerPoint presentation", "save it as PDF"),
            // Word lets the main part be called otherwise.
            () if archive.file_names_raw().any(|name| name.starts_with(b"word/document")) => {
                Ok(Some(Format::Docx))
            }
            () => Ok(None),
        };
    }
    if has("content.xml") && has("META-INF/manifest.xml") {
        return Ok(Some(Format::Odt));
    }
    Ok(None)
}

/// The bytes of the member `name` of a document, unpacked within the limits.
pub(in crate::corpus) fn member_of(
    bytes: &[u8],
    name: &str,
    meter: &std::sync::Arc<Meter>,
) -> Result<Option<Vec<u8>>, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let Some(at) = archive.index_for_name(name) else { return Ok(None) };
    let packed = archive.by_index_raw(at).map_err(damaged)?;
    let (method, crc) = (packed.compression(), packed.crc32());
    let mut raw = Vec::new();
    let length = packed.compressed_size();
    packed.take(length).read_to_end(&mut raw).map_err(ReadError::of)?;
    let mut out = Vec::new();
    let limit = meter.limits.file_bytes;
    unpack(Cursor::new(raw), (method, crc), meter)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut out)
        .map_err(ReadError::of)?;
    if out.len() as u64 > limit {
        return Err(ReadError::TooLarge(limit));
    }
    Ok(Some(out))
}

/// The names of the members of a document.
pub(in crate::corpus) fn names_in(bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    Ok(archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}

/// The bytes of a member; an error at their end where they are not those that were packed.
fn unpack(
    packed: impl Read + Send + 'static,
    (method, crc): (zip::CompressionMethod, u32),
    meter: &std::sync::Arc<Meter>,
) -> Result<Box<dyn Read + Send>, ReadError> {
    match method {
        zip::CompressionMethod::Stored => Ok(Box::new(Checked { reader: packed, crc, sum: Crc::new() })),
        zip::CompressionMethod::Deflated => {
            let reader = meter
                .unpacked("zip archive", packed, |packed| Ok(flate2::read::DeflateDecoder::new(packed)))?;
            Ok(Box::new(Checked { reader, crc, sum: Crc::new() }))
        }
        other => {
            Err(ReadError::BadRecord(format!("is packed by {other}, which is not read; pack it by deflate")))
        }
    }
}

/// Compares the checksum at the end.
struct Checked<R> {
    reader: R,
    crc: u32,
    sum: Crc,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let more = || io::Error::other("more was read than there is room for");
        self.sum.update(buffer.get(..read).ok_or_else(more)?);
        if read == 0 && !buffer.is_empty() && self.sum.sum() != self.crc {
            let reason = "a checksum is wrong".to_owned();
            return Err(io::Error::other(ReadError::Damaged { format: "zip archive", reason }));
        }
        Ok(read)
    }
}

fn damaged(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) => ReadError::within("zip archive", error),
        // Where an archive ends stands its list of members.
        ZipError::InvalidArchive(reason) if reason.contains("EOCD") => {
            let reason = "its end is missing, as after a download that broke off".to_owned();
            ReadError::Damaged { format: "zip archive", reason }
        }
        other => ReadError::Damaged { format: "zip archive", reason: other.to_string() },
    }
}

impl Members {
    /// The folder of parts of a saved page in which a member lies.
    fn folder_of_parts<'n>(&self, name: &'n str) -> Option<&'n str> {
        let is_there = |page: &str| self.archive.index_for_name_raw(page.as_bytes()).is_some();
        saved_page::folder_within(name, is_there).filter(|_| !name.ends_with('/'))
    }

    fn member(&mut self, at: usize, desk: &Desk) -> Result<Option<Member>, (String, ReadError)> {
        let entry = self.archive.by_index_raw(at).map_err(|error| (self.name.clone(), damaged(error)))?;
        let path = inside(&self.name, &shown(entry.name_raw()));
        if entry.is_dir() {
            return Ok(None);
        }
        let fail = |error| (path.clone(), error);
        if entry.is_symlink() {
            let mut target = Vec::new();
            let length = LONGEST_LINK.min(entry.compressed_size());
            let mut packed = self.store.from(entry.data_start().unwrap_or(u64::MAX)).take(length);
            packed.read_to_end(&mut target).map_err(|error| fail(ReadError::Io(error)))?;
            return Err(fail(ReadError::LinkWithin(shown(&target))));
        }
        if entry.encrypted() {
            let reason = "is encrypted: unpack the archive with its password".to_owned();
            return Err(fail(ReadError::BadRecord(reason)));
        }
        let start = entry.data_start().unwrap_or(u64::MAX);
        let packed = self.store.from(start).take(entry.compressed_size());
        let reader = unpack(packed, (entry.compression(), entry.crc32()), &desk.meter).map_err(fail)?;
        Ok(Some(Member::streamed(&path, reader)))
    }
}

impl Container for Members {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        while self.at < self.archive.len() {
            let at = self.at;
            self.at += 1;
            let name = self
                .archive
                .by_index_data(at)
                .map_or_else(|_| String::new(), |entry| shown(entry.name_raw()));
            if let Some(rule) = rule_for(&name) {
                desk.left_out.push(LeftOut::one(inside(&self.name, &name), rule));
                continue;
            }
            if let Some(folder) = self.folder_of_parts(&name) {
                desk.leave_out_part(inside(&self.name, folder));
                continue;
            }
            match self.member(at, desk) {
                Ok(Some(member)) => return Some(Step::Open(Box::new(member))),
                Ok(None) => {}
                Err((place, error)) => return Some(Step::Refuse(place, error)),
            }
        }
        std::mem::take(&mut self.has_hidden).then(|| {
            let reason = "several of its members have the same name, and only the last of each was read: \
                          unpack them under names of their own";
            Step::Refuse(self.name.clone(), ReadError::BadRecord(reason.to_owned()))
        })
    }
}
