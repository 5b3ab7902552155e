//! JSON Lines: each passage as `search --format jsonl` prints it, with its stamp under `export`.

use std::io::{self, Write};

use serde::Serialize;

use super::{Exporter, Stamp, write_line};
use crate::search::Hit;

/// One passage a line.
#[derive(Debug)]
pub struct JsonLines {
    stamp: Stamp,
}

impl JsonLines {
    /// Lines that carry `stamp`.
    #[must_use]
    pub const fn new(stamp: Stamp) -> Self {
        Self { stamp }
    }
}

#[derive(Serialize)]
struct Line<'h> {
    #[serde(flatten)]
    hit: &'h Hit,
    export: &'h Stamp,
}

impl Exporter for JsonLines {
    fn begin(&mut self, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        write_line(out, &Line { hit, export: &self.stamp })
    }
}
