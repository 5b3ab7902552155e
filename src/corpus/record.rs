//! One file, record by record: a text file is one record, each line of JSON Lines another.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

use sha2::{Digest, Sha256};

use super::article::{Article, Refusal};
use super::error::ReadError;
use super::format::{self, Format, jsonl, text};
use super::limits::Limits;
use super::walk::SourceFile;

/// The bytes of one article, not yet understood: its hash tells whether that is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The file, as reports call it.
    pub path: String,
    /// The line, from 1, in files of many records.
    pub line: Option<u64>,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// How the bytes are to be read.
    pub format: Format,
    /// The bytes as they stand in the file.
    pub bytes: Vec<u8>,
}

impl Record {
    fn new(path: &str, line: Option<u64>, format: Format, bytes: Vec<u8>) -> Self {
        let sha256 = format!("{:x}", Sha256::digest(&bytes));
        Self { path: path.to_owned(), line, sha256, format, bytes }
    }

    /// Bytes that are known to be plain text, whatever their name.
    #[must_use]
    pub fn of_text(path: &str, bytes: Vec<u8>) -> Self {
        Self::new(path, None, Format::Text, bytes)
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
        let read = match self.format {
            Format::Text | Format::Markdown => text::read(self),
            Format::JsonLines => jsonl::read(&self),
        };
        read.map_err(|error| error.refuse(place))
    }
}

/// The records of `file`; a file that cannot be read is one refusal.
#[must_use]
pub fn records(file: &SourceFile, limits: Limits) -> Records {
    match File::open(&file.path) {
        Ok(opened) => records_from(opened, &file.name, limits),
        Err(error) => Records::One(Some(Err(ReadError::Io(error).refuse(&file.name)))),
    }
}

/// The records that `reader` gives, called `name` in reports; the name also tells the format.
#[must_use]
pub fn records_from(reader: impl Read + Send + 'static, name: &str, limits: Limits) -> Records {
    let mut reader: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, reader));
    let detected = match reader.fill_buf() {
        Ok([]) => Err(ReadError::Empty),
        Ok(head) => format::detect(head, name),
        Err(error) => Err(ReadError::Io(error)),
    };
    match detected {
        Ok(Format::JsonLines) => {
            Records::Lines(Lines { reader, path: name.to_owned(), line: 0, limits, ended: false })
        }
        Ok(format) => Records::One(Some(whole(reader, name, format, limits))),
        Err(error) => Records::One(Some(Err(error.refuse(name)))),
    }
}

fn whole(reader: impl Read, name: &str, format: Format, limits: Limits) -> Result<Record, Refusal> {
    let limit = limits.article_bytes;
    let mut bytes = Vec::new();
    match reader.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(read) if read as u64 > limit => Err(ReadError::TooLarge(limit).refuse(name)),
        Ok(_) => Ok(Record::new(name, None, format, bytes)),
        Err(error) => Err(ReadError::Io(error).refuse(name)),
    }
}

/// The records of one file; see [`records`].
#[derive(Debug)]
pub enum Records {
    /// The file is one article, or was refused.
    One(Option<Result<Record, Refusal>>),
    /// Every line is an article.
    Lines(Lines),
}

impl Iterator for Records {
    type Item = Result<Record, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::One(record) => record.take(),
            Self::Lines(lines) => lines.next(),
        }
    }
}

/// The lines of a JSON Lines file; empty ones are passed over.
pub struct Lines {
    reader: Box<dyn BufRead + Send>,
    path: String,
    line: u64,
    limits: Limits,
    ended: bool,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").field("path", &self.path).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Lines {
    fn next(&mut self) -> Option<Result<Record, Refusal>> {
        while !self.ended {
            self.line += 1;
            let mut bytes = Vec::new();
            match self.read_line(&mut bytes) {
                Ok(true) => {
                    let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
                    let line = line.strip_suffix(b"\r").unwrap_or(line);
                    if line.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    bytes.truncate(line.len());
                    return Some(Ok(Record::new(&self.path, Some(self.line), Format::JsonLines, bytes)));
                }
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended |= matches!(error, ReadError::Io(_));
                    return Some(Err(error.refuse(format!("{}:{}", self.path, self.line))));
                }
            }
        }
        None
    }

    /// Reads one line with its end; `false` at the end of the file.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> Result<bool, ReadError> {
        let limit = self.limits.article_bytes;
        let mut bounded = (&mut self.reader).take(limit.saturating_add(1));
        let read = bounded.read_until(b'\n', bytes).map_err(ReadError::Io)?;
        if read as u64 > limit && bytes.last() != Some(&b'\n') {
            self.skip_line().map_err(ReadError::Io)?;
            return Err(ReadError::TooLarge(limit));
        }
        Ok(read > 0)
    }

    /// Passes over the rest of a line without holding it.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|&byte| byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            self.reader.consume(length);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}
