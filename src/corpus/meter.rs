//! What reading one file has cost so far, held against the [`Limits`].

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use super::error::ReadError;
use super::limits::Limits;

/// Counts for one file of the folder; its readers share it.
#[derive(Debug)]
pub(super) struct Meter {
    pub(super) limits: Limits,
    expanded: AtomicU64,
    begun: Instant,
    /// Milliseconds after `begun` at which the record that is being read has had its time.
    deadline: AtomicU64,
}

impl Meter {
    pub(super) fn new(limits: Limits) -> Arc<Self> {
        let meter =
            Self { limits, expanded: AtomicU64::new(0), begun: Instant::now(), deadline: AtomicU64::new(0) };
        meter.restart();
        Arc::new(meter)
    }

    /// Begins the time of the next record: what the caller does between two is not counted.
    pub(super) fn restart(&self) {
        let deadline = self.begun.elapsed().saturating_add(self.limits.time).as_millis();
        self.deadline.store(u64::try_from(deadline).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Errs when the record has had its time.
    pub(super) fn check_time(&self) -> Result<(), ReadError> {
        if self.begun.elapsed().as_millis() > u128::from(self.deadline.load(Ordering::Relaxed)) {
            return Err(ReadError::TooSlow(self.limits.time));
        }
        Ok(())
    }

    /// `packed`, which is in `format`, unpacked by `unpack`, its bytes counted.
    pub(super) fn unpacked<R: Read, U: Read>(
        self: &Arc<Self>,
        format: &'static str,
        packed: R,
        unpack: impl FnOnce(Counted<R>) -> io::Result<U>,
    ) -> Result<Unpacked<U>, ReadError> {
        let read = Arc::new(AtomicU64::new(0));
        let counted = Counted { reader: packed, read: Arc::clone(&read) };
        let reader = unpack(counted).map_err(|error| ReadError::within(format, error))?;
        Ok(Unpacked { format, reader, packed: read, given: 0, meter: Arc::clone(self) })
    }
}

/// Counts the packed bytes that a decoder asks for.
#[derive(Debug)]
pub(super) struct Counted<R> {
    reader: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Unpacked bytes; an error once they are too many, too many for the packed ones, or too slow.
#[derive(Debug)]
pub(super) struct Unpacked<U> {
    format: &'static str,
    reader: U,
    packed: Arc<AtomicU64>,
    given: u64,
    meter: Arc<Meter>,
}

impl<U: Read> Read for Unpacked<U> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self
            .reader
            .read(buffer)
            .map_err(|error| io::Error::other(ReadError::within(self.format, error)))?;
        self.given += read as u64;
        let limits = &self.meter.limits;
        let expanded = self.meter.expanded.fetch_add(read as u64, Ordering::Relaxed) + read as u64;
        if expanded > limits.expanded_bytes {
            return Err(io::Error::other(ReadError::Expands(limits.expanded_bytes)));
        }
        let packed = self.packed.load(Ordering::Relaxed);
        if self.given > Limits::RATIO_FREE && self.given / limits.ratio.max(1) > packed {
            return Err(io::Error::other(ReadError::Bomb(limits.ratio)));
        }
        self.meter.check_time().map_err(io::Error::other)?;
        Ok(read)
    }
}
