//! Tar archives, read from front to end: ustar, and the long names of GNU and pax.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Container, Member, Step, inside, rule_for};
use crate::corpus::error::ReadError;
use crate::corpus::file_name::shown;
use crate::corpus::records::Desk;
use crate::corpus::saved_page;
use crate::corpus::walk::LeftOut;

const BLOCK: usize = 512;
/// Bytes of a long name or of the attributes of a member.
const LONGEST_NAME: u64 = 1 << 16;

/// The members of an archive.
#[derive(Debug)]
pub(super) struct Entries {
    name: String,
    reader: Shared,
    /// Bytes of the member that was handed out, with its padding, that may not have been read.
    members: usize,
    /// Files so far, to which links may lead.
    names: BTreeSet<Vec<u8>>,
    /// Web pages so far, each of which may have a folder of parts.
    pages: BTreeSet<String>,
    ended: bool,
}

/// The archive and how much of the current member is left; a member reads from it in its turn.
#[derive(Clone)]
struct Shared(Arc<Mutex<Rest>>);

struct Rest {
    reader: Box<dyn Read + Send>,
    left: u64,
    padding: u64,
    /// Counts up with each member, so that an old one reads nothing.
    turn: usize,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shared")
    }
}

struct Entry {
    shared: Shared,
    turn: usize,
}

impl Read for Entry {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = self.shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        if rest.turn != self.turn || rest.left == 0 {
            return Ok(0);
        }
        let left = rest.left;
        let read = (&mut rest.reader).take(left).read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            // Said of the member; there is nothing behind it to say it of once more.
            (rest.left, rest.padding) = (0, 0);
            let reason = "it ends too early".to_owned();
            return Err(io::Error::other(ReadError::Damaged { format: "tar archive", reason }));
        }
        rest.left -= read as u64;
        Ok(read)
    }
}

impl Rest {
    fn skip(&mut self) -> io::Result<()> {
        let length = self.left + self.padding;
        let skipped = io::copy(&mut (&mut self.reader).take(length), &mut io::sink())?;
        if skipped < self.left {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (self.left, self.padding) = (0, 0);
        Ok(())
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        self.skip()?;
        let mut block = [0; BLOCK];
        let read = fill(&mut self.reader, &mut block)?;
        if read == 0 || block.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let header = (read == BLOCK).then(|| Header::of(&block)).flatten();
        let Some(header) = header else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        self.left = header.size;
        self.padding = (BLOCK as u64 - header.size % BLOCK as u64) % BLOCK as u64;
        self.turn += 1;
        Ok(Some(header))
    }

    /// The bytes of a member that tells about the next one.
    fn extension(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let length = self.left.min(LONGEST_NAME);
        let read = (&mut self.reader).take(length).read_to_end(&mut bytes)?;
        self.left -= read as u64;
        Ok(bytes)
    }
}

fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest)? {
            0 => break,
            read => length += read,
        }
    }
    Ok(length)
}

struct Header {
    name: Vec<u8>,
    /// What a link leads to.
    target: Vec<u8>,
    size: u64,
    kind: u8,
}

/// What a member is.
enum Found {
    /// A file, read in its turn.
    File(usize),
    /// One file under a second name.
    HardLink(Vec<u8>),
    Link(Vec<u8>),
    Special(&'static str),
}

impl Header {
    fn of(block: &[u8; BLOCK]) -> Option<Self> {
        // All fields lie within the block.
        let field = |from: usize, length: usize| &block[from..from + length];
        let sum: u64 = block
            .iter()
            .enumerate()
            .map(|(at, &byte)| u64::from(if (148..156).contains(&at) { b' ' } else { byte }))
            .sum();
        if number(field(148, 8)) != Some(sum) {
            return None;
        }
        let mut name = until_zero(field(0, 100));
        let prefix = until_zero(field(345, 155));
        if field(257, 5) == b"ustar" && field(262, 1) == b"\0" && !prefix.is_empty() {
            name = [prefix, name].join(&b'/');
        }
        let kind = block[156];
        // Links and devices have no bytes, whatever they say.
        let size = if matches!(kind, b'1'..=b'6') { 0 } else { number(field(124, 12))? };
        Some(Self { name, target: until_zero(field(157, 100)), size, kind })
    }
}

fn until_zero(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().take_while(|&byte| byte != 0).collect()
}

/// Where a link called `name` leads that says `target`: links count from their own folder.
fn beside(name: &[u8], target: &[u8]) -> Vec<u8> {
    if target.starts_with(b"/") {
        return target.to_vec();
    }
    let mut parts: Vec<&[u8]> = name.split(|&byte| byte == b'/').collect();
    parts.pop();
    for part in target.split(|&byte| byte == b'/') {
        match part {
            b"" | b"." => {}
            // What leads out of the archive is not in it.
            b".." if parts.pop().is_none() => return target.to_vec(),
            b".." => {}
            name => parts.push(name),
        }
    }
    parts.join(&b'/')
}

/// A number in octal digits, or in GNU's binary form for large ones.
fn number(field: &[u8]) -> Option<u64> {
    if let Some((&first, rest)) = field.split_first()
        && first & 0x80 != 0
    {
        let high = u64::from(first & 0x7F);
        return rest.iter().try_fold(high, |sum, &byte| sum.checked_mul(256)?.checked_add(u64::from(byte)));
    }
    let text = std::str::from_utf8(field).ok()?;
    u64::from_str_radix(text.trim_matches(['\0', ' ']), 8).ok()
}

/// The value of `key` in a list of `27 path=name\n`, each with its length in front; names may hold line
/// ends.
fn pax(mut bytes: &[u8], key: &[u8]) -> Option<Vec<u8>> {
    let mut found = None;
    while let Some(space) = bytes.iter().position(|&byte| byte == b' ') {
        let length: usize = std::str::from_utf8(bytes.get(..space)?).ok()?.parse().ok()?;
        let (record, rest) = bytes.split_at_checked(length)?;
        let field = record.get(space + 1..)?;
        let field = field.strip_suffix(b"\n").unwrap_or(field);
        if let Some(value) = field.strip_prefix(key).and_then(|rest| rest.strip_prefix(b"=")) {
            found = Some(value.to_vec());
        }
        bytes = rest;
    }
    found
}

impl Entries {
    pub(super) fn new(member: Member) -> Self {
        let name = member.name.clone();
        let rest = Rest { reader: member.into_reader(), left: 0, padding: 0, turn: 0 };
        Self {
            name,
            reader: Shared(Arc::new(Mutex::new(rest))),
            members: 0,
            names: BTreeSet::new(),
            pages: BTreeSet::new(),
            ended: false,
        }
    }

    /// The name of the next member that is no folder, and what it is.
    fn found(&mut self) -> io::Result<Option<(Vec<u8>, Found)>> {
        let mut rest = self.reader.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut long_name, mut long_target) = (None, None);
        while let Some(Header { name, target, kind, .. }) = rest.header()? {
            match kind {
                b'L' => long_name = Some(until_zero(&rest.extension()?)),
                b'K' => long_target = Some(until_zero(&rest.extension()?)),
                b'x' => {
                    let told = rest.extension()?;
                    long_name = pax(&told, b"path").or(long_name);
                    long_target = pax(&told, b"linkpath").or(long_target);
                }
                // What holds of all members, the name of a volume.
                b'g' | b'V' => {}
                b'5' | b'D' => (long_name, long_target) = (None, None),
                kind => {
                    let target = long_target.unwrap_or(target);
                    let found = match kind {
                        b'0' | b'\0' | b'7' => Found::File(rest.turn),
                        b'1' => Found::HardLink(target),
                        b'2' => Found::Link(target),
                        b'3' | b'4' => Found::Special("device"),
                        b'6' => Found::Special("named pipe"),
                        _ => Found::Special("member of a kind that is not read"),
                    };
                    return Ok(Some((long_name.unwrap_or(name), found)));
                }
            }
        }
        Ok(None)
    }

    /// What a link stands for: another name of what is in the archive anyway, or nothing to be read.
    fn link(&self, path: String, target: &[u8], desk: &mut Desk) -> Option<Step> {
        if self.names.contains(target) {
            desk.left_out.push(LeftOut::one(path, "link to what is in the archive anyway"));
            return None;
        }
        Some(Step::Refuse(path, ReadError::LinkWithin(shown(target))))
    }

    /// What is to be done with a member.
    fn step(&mut self, path: String, name: Vec<u8>, found: Found, desk: &mut Desk) -> Option<Step> {
        match found {
            Found::File(turn) => {
                self.names.insert(name);
                let entry = Entry { shared: self.reader.clone(), turn };
                Some(Step::Open(Box::new(Member::streamed(&path, entry))))
            }
            Found::HardLink(target) => self.link(path, &target, desk),
            Found::Link(target) => self.link(path, &beside(&name, &target), desk),
            Found::Special(kind) => Some(Step::Refuse(path, ReadError::Special(kind))),
        }
    }
}

impl Container for Entries {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        while !self.ended {
            let (name, found) = match self.found() {
                Ok(found) => found?,
                Err(error) => {
                    self.ended = true;
                    return Some(Step::Refuse(self.name.clone(), ReadError::within("tar archive", error)));
                }
            };
            self.members += 1;
            if self.members > desk.meter.limits.members {
                self.ended = true;
                return Some(Step::Refuse(self.name.clone(), ReadError::TooMany(desk.meter.limits.members)));
            }
            let shown = shown(&name);
            let path = inside(&self.name, &shown);
            if let Some(rule) = rule_for(&shown) {
                desk.left_out.push(LeftOut::one(path, rule));
                continue;
            }
            // Where the folder comes before its page, its files are read or refused like any others.
            if let Some(folder) = saved_page::folder_within(&shown, |page| self.pages.contains(page)) {
                desk.leave_out_part(inside(&self.name, folder));
                continue;
            }
            if saved_page::is_page(&shown) {
                self.pages.insert(shown.clone());
            }
            if let Some(step) = self.step(path, name, found, desk) {
                return Some(step);
            }
        }
        None
    }
}
