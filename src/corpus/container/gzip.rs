//! One packed file: gzip, also of many parts one after another, and zstd.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

use super::{Container, Member, Step};
use crate::corpus::error::ReadError;
use crate::corpus::records::Desk;

/// The first byte of a part.
const MAGIC: u8 = 0x1f;

/// The parts of a gzip file one after another, and the zeros with which tapes and servers fill up.
struct Parts<R: BufRead> {
    part: Option<GzDecoder<R>>,
}

impl<R: BufRead> Read for Parts<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(part) = &mut self.part {
            let read = part.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let Some(mut rest) = self.part.take().map(GzDecoder::into_inner) else { break };
            if rest.fill_buf()?.first() == Some(&MAGIC) {
                self.part = Some(GzDecoder::new(rest));
            } else if !all_zeros(&mut rest)? {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "bytes behind its end that are no gzip",
                ));
            }
        }
        Ok(0)
    }
}

fn all_zeros(rest: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = rest.fill_buf()?;
        if buffer.is_empty() {
            return Ok(true);
        }
        if buffer.iter().any(|&byte| byte != 0) {
            return Ok(false);
        }
        let length = buffer.len();
        rest.consume(length);
    }
}

/// The one member of a packed file; it goes by the name of the file.
#[derive(Debug)]
pub(super) struct Packed {
    member: Option<Member>,
}

impl Packed {
    pub(super) fn gzip(member: Member, desk: &Desk) -> Result<Self, ReadError> {
        let name = member.name.clone();
        let unpacked = desk.meter.unpacked("gzip file", member.into_reader(), |packed| {
            Ok(Parts { part: Some(GzDecoder::new(BufReader::new(packed))) })
        })?;
        Ok(Self { member: Some(Member::streamed(&name, unpacked)) })
    }

    pub(super) fn zstd(member: Member, desk: &Desk) -> Result<Self, ReadError> {
        let name = member.name.clone();
        let unpacked = desk.meter.unpacked("zstd file", member.into_reader(), zstd::Decoder::new)?;
        Ok(Self { member: Some(Member::streamed(&name, unpacked)) })
    }
}

impl Container for Packed {
    fn next(&mut self, _: &mut Desk) -> Option<Step> {
        self.member.take().map(|member| Step::Open(Box::new(member)))
    }
}
