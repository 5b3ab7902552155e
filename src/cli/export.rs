//! `sitrep export`: everything that matched, into a file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::error::CliError;
use super::exit::Exit;
use super::format::Format;
use super::question::QuestionArguments;
use super::replacement::Replacement;
use super::report::counted;
use super::setup::{IndexPlace, Setup};
use super::{screen, talk};
use crate::export::{CsvRows, Exporter, JsonLines, Stamp};
use crate::search::{Counts, Found, Page};
use crate::vocabulary::Vocabulary;

/// Write everything that matched to a file, as evidence.
///
/// csv: one row a figure of each matching passage; a passage without a figure has one row with
/// empty figure columns. Columns are named as in UCDP GED and ACLED; UTF-8 with a byte order mark;
/// text that a spreadsheet would run as a formula gets an apostrophe in front. jsonl: one passage a
/// line, as search --format jsonl. Nothing is capped. Each row carries query, filters, index
/// fingerprint, program version and time, and says "reported, not verified". The file appears when
/// it is whole.
///
/// Example: sitrep export "Kati" --actor jnim --format csv -o kati.csv
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    #[command(flatten)]
    question: QuestionArguments,
    #[command(flatten)]
    place: IndexPlace,
    /// Format; by default what the name of the file says, else csv.
    #[arg(long, value_name = "FORMAT")]
    format: Option<FileFormat>,
    /// File to write; stdout where it is left out.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Leave the time out, so that the same question on the same index gives the same bytes.
    #[arg(long)]
    no_stamp: bool,
}

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FileFormat {
    /// A table for spreadsheets.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl FileFormat {
    /// The format that the name of `file` says, csv where it says none.
    fn of_name(file: &Path) -> Result<Self, CliError> {
        let extension = file.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        match extension.as_deref() {
            Some("jsonl" | "ndjson") => Ok(Self::Jsonl),
            None | Some("csv" | "txt") => Ok(Self::Csv),
            Some(other) => Err(CliError::Usage(format!(
                "no format writes .{other} files: name a .csv or .jsonl file, or say --format"
            ))),
        }
    }

    fn exporter(self, stamp: Stamp, vocabulary: &Vocabulary) -> Box<dyn Exporter + '_> {
        match self {
            Self::Csv => Box::new(CsvRows::new(stamp, vocabulary)),
            Self::Jsonl => Box::new(JsonLines::new(stamp)),
        }
    }
}

/// Writes the file.
pub(super) fn run(arguments: &ExportArguments) -> Result<Exit, CliError> {
    let output = arguments.output.as_deref().filter(|file| *file != Path::new("-"));
    let format = match (arguments.format, output) {
        (Some(format), _) => format,
        (None, Some(file)) => FileFormat::of_name(file)?,
        (None, None) => FileFormat::Csv,
    };
    if output.is_none() && format == FileFormat::Csv && screen::is_terminal() {
        return Err(CliError::Usage("csv is for a file or a pipe: name a file with -o FILE".to_owned()));
    }
    let setup = Setup::of(&arguments.place)?;
    let question = arguments.question.question()?;
    let library = setup.open(&arguments.place)?;
    let found = library
        .find(&question, Page { limit: usize::MAX, ..Page::default() })
        .map_err(|error| CliError::of(&question, error))?;
    let total = found.total;
    let time = (!arguments.no_stamp).then(crate::index::now);
    let stamp = Stamp::new(&question, setup.fingerprint.as_str().to_owned(), time);
    let mut exporter = format.exporter(stamp, &setup.vocabulary);
    match output {
        Some(file) => write_file(file, exporter.as_mut(), found)?,
        None => write(&mut screen::data(Format::Jsonl), exporter.as_mut(), found)?,
    }
    if let Some(file) = output {
        talk::note(format_args!("{} in {}", in_words(total), file.display()));
    }
    Ok(if total.passages == 0 { Exit::NothingFound } else { Exit::Done })
}

fn in_words(total: Counts) -> String {
    format!("{} of {}", counted(total.passages, "passage"), counted(total.articles, "article"))
}

fn write_file(file: &Path, exporter: &mut dyn Exporter, found: Found<'_>) -> Result<(), CliError> {
    let cannot = |source| CliError::File { path: file.to_path_buf(), source };
    let mut out = Replacement::of(file).map_err(cannot)?;
    write(&mut out, exporter, found)?;
    out.finish().map_err(cannot)
}

fn write(out: &mut dyn Write, exporter: &mut dyn Exporter, found: Found<'_>) -> Result<(), CliError> {
    exporter.begin(out)?;
    for hit in found {
        exporter.hit(&hit?, out)?;
    }
    out.flush()?;
    Ok(())
}
