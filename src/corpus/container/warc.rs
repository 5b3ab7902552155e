//! Web archives: each answer of a web server that holds a document is an article.

use std::io::{self, BufRead, BufReader, Read};

use super::{Container, Member, Step};
use crate::corpus::article::{Field, Origin};
use crate::corpus::error::ReadError;
use crate::corpus::format;
use crate::corpus::records::Desk;
use crate::corpus::store::Store;
use crate::corpus::walk::LeftOut;

/// Bytes that tell what a document is.
const HEAD: usize = 1 << 12;
/// Bytes of headers at most.
const HEADERS: u64 = 1 << 16;
/// Media types of documents; pictures, scripts and data are no articles.
const DOCUMENTS: [&str; 14] = [
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
    "application/rtf",
    "text/rtf",
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
    "text/xml",
    "application/epub+zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
];

/// The documents of a web archive, each under the number of its record.
pub(super) struct Answers {
    path: String,
    reader: BufReader<Box<dyn Read + Send>>,
    number: u64,
    left_out: bool,
    ended: bool,
}

impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answers")
            .field("path", &self.path)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// `Name: value` lines, names in lower case.
#[derive(Debug, Default)]
struct Headers(Vec<(String, String)>);

impl Headers {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Reads lines up to a blank one; the first line is not one of them.
    fn read(reader: &mut impl BufRead) -> io::Result<Self> {
        let mut headers = Self::default();
        let mut bounded = reader.take(HEADERS);
        loop {
            let mut line = Vec::new();
            if bounded.read_until(b'\n', &mut line)? == 0 {
                return Ok(headers);
            }
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end();
            if line.is_empty() {
                return Ok(headers);
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.0.last_mut() {
                    value.push_str(line);
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.0.push((name.trim().to_lowercase(), value.trim().to_owned()));
            }
        }
    }

    fn media_type(&self) -> Option<String> {
        let kind = self.get("content-type")?;
        let kind = kind.split_once(';').map_or(kind, |(kind, _)| kind);
        Some(kind.trim().to_lowercase())
    }

    fn charset(&self) -> Option<String> {
        let kind = self.get("content-type")?;
        let charset = kind.split(';').find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then_some(value)
        })?;
        Some(charset.trim().trim_matches(['"', '\'']).to_owned())
    }
}

/// A record that is an article, or is not.
enum Found {
    Document(Member),
    Other,
    Bad(ReadError),
}

impl Answers {
    pub(super) fn new(member: Member) -> Self {
        let path = member.name.clone();
        let reader = BufReader::with_capacity(1 << 16, member.into_reader());
        Self { path, reader, number: 0, left_out: false, ended: false }
    }

    /// The next record; `None` at the end.
    fn record(&mut self, desk: &Desk) -> Result<Option<Found>, ReadError> {
        let damaged = |reason: &str| ReadError::Damaged { format: "web archive", reason: reason.to_owned() };
        if !self.find_record().map_err(ReadError::of)? {
            return Ok(None);
        }
        self.number += 1;
        let headers = Headers::read(&mut self.reader).map_err(ReadError::of)?;
        let length: u64 = headers
            .get("content-length")
            .and_then(|length| length.parse().ok())
            .ok_or_else(|| damaged("a record does not say how long it is"))?;
        let kind = headers.get("warc-type").map(str::to_lowercase);
        let mut block = (&mut self.reader).take(length);
        let is_wanted = matches!(kind.as_deref(), Some("response" | "resource" | "conversion"));
        if !is_wanted || length > desk.meter.limits.file_bytes {
            let skipped = io::copy(&mut block, &mut io::sink()).map_err(ReadError::of)?;
            if skipped < length {
                return Err(damaged("it ends within a record"));
            }
            let too_large = ReadError::TooLarge(desk.meter.limits.file_bytes);
            let untold = || ReadError::BadRecord("the record does not say what it is (WARC-Type)".to_owned());
            return Ok(Some(match kind {
                None => Found::Bad(untold()),
                Some(_) if is_wanted => Found::Bad(too_large),
                Some(_) => Found::Other,
            }));
        }
        let mut bytes = Vec::new();
        block.read_to_end(&mut bytes).map_err(ReadError::of)?;
        if (bytes.len() as u64) < length {
            return Err(damaged("it ends within a record"));
        }
        let url = headers.get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
        let is_response = kind.as_deref() == Some("response");
        let is_http = headers.media_type().as_deref() == Some("application/http")
            || url.as_deref().is_some_and(is_http);
        Ok(Some(if is_response && is_http {
            self.answer(&bytes, url, desk)
        } else if is_response {
            Found::Other
        } else {
            self.document(&headers, bytes, url)
        }))
    }

    /// Whether a line `WARC/1.0` comes, past the blank lines between records.
    fn find_record(&mut self) -> io::Result<bool> {
        loop {
            let mut line = Vec::new();
            if (&mut self.reader).take(HEADERS).read_until(b'\n', &mut line)? == 0 {
                return Ok(false);
            }
            if line.starts_with(b"WARC/") {
                return Ok(true);
            }
            if !line.trim_ascii().is_empty() {
                let reason = "a record does not begin where it should".to_owned();
                return Err(io::Error::other(ReadError::Damaged { format: "web archive", reason }));
            }
        }
    }

    fn answer(&self, mut bytes: &[u8], url: Option<String>, desk: &Desk) -> Found {
        let mut status = Vec::new();
        let read = (&mut bytes).take(HEADERS).read_until(b'\n', &mut status);
        let is_found = String::from_utf8_lossy(&status).split_whitespace().nth(1) == Some("200");
        let headers = read.and_then(|_| Headers::read(&mut bytes));
        match headers {
            Ok(headers) if is_found && may_be_document(&headers, url.as_deref()) => {
                match body(&headers, bytes, desk) {
                    Ok(body) => self.document(&headers, body, url),
                    Err(error) => Found::Bad(error),
                }
            }
            Ok(_) => Found::Other,
            Err(error) => Found::Bad(ReadError::of(error)),
        }
    }

    fn document(&self, headers: &Headers, bytes: Vec<u8>, url: Option<String>) -> Found {
        let media_type = headers.media_type();
        let is_nothing = || format::detect(bytes.get(..HEAD).unwrap_or(&bytes), "", "").is_err();
        if !may_be_document(headers, url.as_deref()) || media_type.is_none() && is_nothing() {
            return Found::Other;
        }
        let mut member = Member::stored(&format!("{}/{}", self.path, self.number), Store::bytes(bytes));
        if let Some(media_type) = media_type {
            member.media_type = media_type;
        }
        member.around.charset = headers.charset();
        member.around.given.add_some(Field::Url, Origin::Header, url);
        Found::Document(member)
    }
}

fn is_http(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// Whether it is called a document; where it is called nothing, its bytes decide.
fn may_be_document(headers: &Headers, url: Option<&str>) -> bool {
    let is_for_robots = url.is_some_and(|url| url.ends_with("/robots.txt"));
    !is_for_robots && headers.media_type().is_none_or(|kind| DOCUMENTS.contains(&kind.as_str()))
}

/// The document within an answer: put together from its chunks, then unpacked.
fn body(headers: &Headers, bytes: &[u8], desk: &Desk) -> Result<Vec<u8>, ReadError> {
    let is_chunked =
        headers.get("transfer-encoding").is_some_and(|how| how.to_lowercase().contains("chunked"));
    // Some archivers put the chunks together and keep the header.
    let whole = is_chunked.then(|| dechunked(bytes)).flatten();
    let bytes = whole.as_deref().unwrap_or(bytes).to_vec();
    let packing = headers.get("content-encoding").map(|how| how.trim().to_lowercase());
    let meter = &desk.meter;
    let mut out = Vec::new();
    let limit = meter.limits.file_bytes;
    let is_gzip = bytes.starts_with(b"\x1f\x8b");
    let is_text = std::str::from_utf8(&bytes).is_ok();
    let packed = io::Cursor::new(bytes);
    let reader: Box<dyn Read> = match packing.as_deref() {
        Some("gzip" | "x-gzip") if is_gzip => {
            Box::new(meter.unpacked("answer of a web server", packed, |packed| {
                Ok(flate2::read::MultiGzDecoder::new(packed))
            })?)
        }
        Some("deflate") => Box::new(meter.unpacked("answer of a web server", packed, |packed| {
            Ok(flate2::read::ZlibDecoder::new(packed))
        })?),
        Some("br") => Box::new(meter.unpacked("answer of a web server", packed, |packed| {
            Ok(brotli_decompressor::Decompressor::new(packed, 4096))
        })?),
        Some("zstd") => Box::new(meter.unpacked("answer of a web server", packed, zstd::Decoder::new)?),
        // Some archivers unpack and keep the header; others name an encoding of letters there.
        None | Some("" | "identity" | "none" | "gzip" | "x-gzip") => Box::new(packed),
        Some(_) if is_text => Box::new(packed),
        Some(other) => {
            return Err(ReadError::BadRecord(format!("is packed by {other}, which is not read")));
        }
    };
    reader.take(limit.saturating_add(1)).read_to_end(&mut out).map_err(ReadError::of)?;
    if out.len() as u64 > limit { Err(ReadError::TooLarge(limit)) } else { Ok(out) }
}

/// The chunks put together; `None` where the bytes are no chunks.
fn dechunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    loop {
        let end = bytes.iter().take(64).position(|&byte| byte == b'\n')?;
        let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        bytes = bytes.get(end + 1..)?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(bytes.get(..size)?);
        bytes = bytes.get(size..)?;
        bytes = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n"))?;
    }
}

impl Container for Answers {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        while !self.ended {
            match self.record(desk) {
                Ok(Some(Found::Document(member))) => return Some(Step::Open(Box::new(member))),
                Ok(Some(Found::Bad(error))) => {
                    return Some(Step::Refuse(format!("{}/{}", self.path, self.number), error));
                }
                Ok(Some(Found::Other)) => self.left_out = true,
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Step::Refuse(self.path.clone(), error));
                }
            }
        }
        if std::mem::take(&mut self.left_out) {
            let rule = "questions, errors, pictures and scripts of a web archive";
            desk.left_out.push(LeftOut::one(self.path.clone(), rule));
        }
        None
    }
}
