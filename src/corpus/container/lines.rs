//! JSON Lines: one article a line; empty lines are passed over.

use std::io::{self, BufRead, BufReader, Read};

use super::{Container, Member, Step};
use crate::corpus::error::ReadError;
use crate::corpus::format::Format;
use crate::corpus::records::Desk;

/// The lines of a file, read one at a time.
pub(super) struct Lines {
    reader: Box<dyn BufRead + Send>,
    path: String,
    line: u64,
    ended: bool,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").field("path", &self.path).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Lines {
    pub(super) fn new(mut member: Member) -> Result<Self, ReadError> {
        let has_mark = member.head(Member::HEAD)?.starts_with(b"\xEF\xBB\xBF");
        let path = member.name.clone();
        let mut reader = Box::new(BufReader::with_capacity(1 << 16, member.into_reader()));
        if has_mark {
            reader.read_exact(&mut [0; 3]).map_err(ReadError::of)?;
        }
        Ok(Self { reader, path, line: 0, ended: false })
    }

    /// Reads one line with its end; `false` at the end of the file.
    fn read_line(&mut self, bytes: &mut Vec<u8>, limit: u64) -> Result<bool, ReadError> {
        let mut bounded = (&mut self.reader).take(limit.saturating_add(1));
        let read = bounded.read_until(b'\n', bytes).map_err(ReadError::of)?;
        if read as u64 > limit && bytes.last() != Some(&b'\n') {
            self.skip_line().map_err(ReadError::of)?;
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

impl Container for Lines {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        while !self.ended {
            self.line += 1;
            let mut bytes = Vec::new();
            match self.read_line(&mut bytes, desk.meter.limits.file_bytes) {
                Ok(true) => {
                    let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
                    let line = line.strip_suffix(b"\r").unwrap_or(line);
                    if line.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    bytes.truncate(line.len());
                    let record = desk.record(&self.path, Some(self.line), Format::JsonLines, bytes);
                    return Some(Step::Record(Box::new(record)));
                }
                Ok(false) => self.ended = true,
                Err(error) => {
                    self.ended |= !matches!(error, ReadError::TooLarge(_));
                    return Some(Step::Refuse(format!("{}:{}", self.path, self.line), error));
                }
            }
        }
        None
    }
}
