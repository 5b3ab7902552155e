//! Tar archives, read from front to end: ustar, and the long names of GNU and pax.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Container, Member, Step, inside, rule_for};
use crate::corpus::error::ReadError;
use crate::corpus::records::Desk;
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
    size: u64,
    kind: u8,
}

impl Header {
    fn of(block: &[u8; BLOCK]) -> Option<Self> {
        let field = |from: usize, length: usize| block.get(from..from + length).unwrap_or_default();
        let text = |bytes: &[u8]| bytes.split(|&byte| byte == 0).next().unwrap_or_default().to_vec();
        let sum: u64 = block
            .iter()
            .enumerate()
            .map(|(at, &byte)| u64::from(if (148..156).contains(&at) { b' ' } else { byte }))
            .sum();
        if number(field(148, 8)) != Some(sum) {
            return None;
        }
        let mut name = text(field(0, 100));
        let prefix = text(field(345, 155));
        if field(257, 5) == b"ustar" && field(262, 1) == b"\0" && !prefix.is_empty() {
            name = [prefix, name].join(&b'/');
        }
        Some(Self { name, size: number(field(124, 12))?, kind: *block.get(156)? })
    }
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

/// The path in a list of `27 path=name\n`.
fn pax_path(bytes: &[u8]) -> Option<Vec<u8>> {
    let lines = bytes.split(|&byte| byte == b'\n');
    lines
        .filter_map(|line| line.splitn(2, |&byte| byte == b' ').nth(1)?.strip_prefix(b"path="))
        .next_back()
        .map(<[u8]>::to_vec)
}

impl Entries {
    pub(super) fn new(member: Member) -> Self {
        let name = member.name.clone();
        let rest = Rest { reader: member.into_reader(), left: 0, padding: 0, turn: 0 };
        Self { name, reader: Shared(Arc::new(Mutex::new(rest))), members: 0, ended: false }
    }

    /// The name of the next file, and its turn.
    fn file(&mut self) -> io::Result<Option<(Vec<u8>, usize)>> {
        let mut rest = self.reader.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut long_name = None;
        while let Some(header) = rest.header()? {
            match header.kind {
                b'L' => {
                    long_name =
                        Some(rest.extension()?.split(|&byte| byte == 0).next().unwrap_or_default().to_vec());
                }
                b'x' => long_name = pax_path(&rest.extension()?).or(long_name),
                b'0' | b'\0' | b'7' => {
                    return Ok(Some((long_name.take().unwrap_or(header.name), rest.turn)));
                }
                // Folders, links, devices: nothing to read.
                b'K' | b'g' => {}
                _ => long_name = None,
            }
        }
        Ok(None)
    }
}

impl Container for Entries {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        while !self.ended {
            let (name, turn) = match self.file() {
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
            let shown = String::from_utf8_lossy(&name);
            let path = inside(&self.name, &shown);
            if let Some(rule) = rule_for(&shown) {
                desk.left_out.push(LeftOut { path, rule });
                continue;
            }
            let entry = Entry { shared: self.reader.clone(), turn };
            return Some(Step::Open(Box::new(Member::streamed(&path, entry))));
        }
        None
    }
}
