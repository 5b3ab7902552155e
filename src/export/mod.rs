//! Hits to bytes: CSV for spreadsheets, JSON Lines for programs.
//!
//! Everything that matched is written, nothing is capped or summed. Each row carries where it comes
//! from ([`Stamp`]) and the words [`STATUS`]: a figure is what a text says, never a finding.

mod cell;
mod column;
mod csv_rows;
mod date;
mod json;
mod json_lines;
mod location;
mod stamp;

use std::io::{self, Write};

pub use csv_rows::CsvRows;
pub use json::write_line;
pub use json_lines::JsonLines;
pub use stamp::{STATUS, Stamp};

use crate::search::Hit;

/// A format in which hits are taken away.
pub trait Exporter {
    /// Writes what stands before the first hit.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()>;

    /// Writes one hit.
    ///
    /// # Errors
    /// Where `out` cannot be written.
    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()>;
}
