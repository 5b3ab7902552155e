//! One packed file: gzip, also of many parts one after another, and zstd.

use std::io::BufReader;

use super::{Container, Member, Step};
use crate::corpus::error::ReadError;
use crate::corpus::records::Desk;

/// The one member of a packed file; it goes by the name of the file.
#[derive(Debug)]
pub(super) struct Packed {
    member: Option<Member>,
}

impl Packed {
    pub(super) fn gzip(member: Member, desk: &Desk) -> Result<Self, ReadError> {
        let name = member.name.clone();
        let unpacked = desk.meter.unpacked("gzip file", member.into_reader(), |packed| {
            Ok(flate2::bufread::MultiGzDecoder::new(BufReader::new(packed)))
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
