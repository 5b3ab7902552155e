//! Bytes that can be read from several places at once: a file, or what a member unpacked to.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// A file or a run of bytes with a place of its own to read at; clones read independently.
#[derive(Debug, Clone)]
pub(super) struct Store {
    held: Held,
    length: u64,
    at: u64,
}

#[derive(Debug, Clone)]
enum Held {
    File(Arc<File>),
    Bytes(Arc<[u8]>),
}

impl Store {
    pub(super) fn file(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self { held: Held::File(Arc::new(file)), length, at: 0 })
    }

    pub(super) fn bytes(bytes: Vec<u8>) -> Self {
        let length = bytes.len() as u64;
        Self { held: Held::Bytes(bytes.into()), length, at: 0 }
    }

    /// A reader of its own that begins at `at`.
    pub(super) fn from(&self, at: u64) -> Self {
        Self { at, ..self.clone() }
    }

    pub(super) const fn len(&self) -> u64 {
        self.length
    }
}

impl Read for Store {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match &self.held {
            Held::File(file) => read_at(file, buffer, self.at)?,
            Held::Bytes(bytes) => {
                let start = usize::try_from(self.at).unwrap_or(usize::MAX);
                let mut rest = bytes.get(start..).unwrap_or_default();
                rest.read(buffer)?
            }
        };
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

impl Seek for Store {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
