//! Mailboxes: mails one after another, each begun by a line `From …`.

use std::io::{BufRead, BufReader, Read};

use super::{Container, Member, Step};
use crate::corpus::error::ReadError;
use crate::corpus::records::Desk;
use crate::corpus::store::Store;

/// The mails of a mailbox, each under its number.
pub(super) struct Mails {
    path: String,
    reader: BufReader<Box<dyn Read + Send>>,
    number: u64,
    /// Whether the line `From …` of the next mail has been read.
    has_begun: bool,
    ended: bool,
}

impl std::fmt::Debug for Mails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mails").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Mails {
    pub(super) fn new(member: Member) -> Self {
        let path = member.name.clone();
        let reader = BufReader::new(member.into_reader());
        Self { path, reader, number: 0, has_begun: false, ended: false }
    }

    /// The bytes of the next mail; `None` at the end.
    fn mail(&mut self, limit: u64) -> Result<Option<Vec<u8>>, ReadError> {
        let mut mail = Vec::new();
        let mut is_too_large = false;
        let mut after_blank = true;
        loop {
            let mut line = Vec::new();
            let mut bounded = (&mut self.reader).take(limit.saturating_add(1));
            if bounded.read_until(b'\n', &mut line).map_err(ReadError::of)? == 0 {
                self.ended = true;
                break;
            }
            if after_blank && line.starts_with(b"From ") {
                if std::mem::replace(&mut self.has_begun, true) {
                    break;
                }
                continue;
            }
            after_blank = line.iter().all(u8::is_ascii_whitespace);
            is_too_large |= (mail.len() + line.len()) as u64 > limit;
            if !is_too_large {
                mail.extend_from_slice(unquoted(&line));
            }
        }
        if is_too_large {
            return Err(ReadError::TooLarge(limit));
        }
        Ok((!mail.is_empty()).then_some(mail))
    }
}

/// A line `>From` is a line `From` that was marked, lest it be taken for the next mail.
fn unquoted(line: &[u8]) -> &[u8] {
    let mut behind = line;
    while let [b'>', rest @ ..] = behind {
        behind = rest;
    }
    match line {
        [b'>', rest @ ..] if behind.starts_with(b"From ") => rest,
        _ => line,
    }
}

impl Container for Mails {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        if self.ended {
            return None;
        }
        self.number += 1;
        let name = format!("{}/{}", self.path, self.number);
        match self.mail(desk.meter.limits.file_bytes) {
            Ok(mail) => {
                let mut member = Member::stored(&name, Store::bytes(mail?));
                "message/rfc822".clone_into(&mut member.media_type);
                Some(Step::Open(Box::new(member)))
            }
            Err(error) => {
                self.ended |= !matches!(error, ReadError::TooLarge(_));
                Some(Step::Refuse(name, error))
            }
        }
    }
}
