//! For people or for programs.

use clap::ValueEnum;

use super::screen;

/// How records, one a line, are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// Text on a terminal, JSON Lines into a file or a pipe.
    pub(super) fn for_stdout() -> Self {
        if screen::is_terminal() { Self::Text } else { Self::Jsonl }
    }
}

/// How a single record is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RecordFormat {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

impl From<RecordFormat> for Format {
    fn from(format: RecordFormat) -> Self {
        match format {
            RecordFormat::Text => Self::Text,
            RecordFormat::Json => Self::Jsonl,
        }
    }
}
