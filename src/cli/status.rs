//! `sitrep status`: what an index holds, from where, since when, and what was refused.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::error::CliError;
use super::exit::Exit;
use super::format::RecordFormat;
use super::report::{counted, list, size};
use super::sanitize::sanitize;
use super::screen;
use crate::export::write_line;
use crate::index::{self, Run, Status};

/// Tell what the index holds, from which folders, since when, and what was refused.
///
/// Refused files are tried again whenever their folder is indexed. Also tells who writes to the
/// index just now, and whether the last run came to its end.
///
/// Example: sitrep status --index articles.sitrep
#[derive(Debug, Args)]
pub(super) struct StatusArguments {
    /// Folder of the index.
    #[arg(long, value_name = "DIR", default_value = ".sitrep", env = "SITREP_INDEX")]
    index: PathBuf,
    /// How to write; json is one object.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: RecordFormat,
}

/// The status as JSON, with the folder that was asked about.
#[derive(Serialize)]
struct Shown<'a> {
    index: String,
    #[serde(flatten)]
    status: &'a Status,
}

/// Prints the status.
pub(super) fn run(arguments: &StatusArguments) -> Result<Exit, CliError> {
    let status = index::status(&arguments.index)?;
    let mut out = screen::data(arguments.format.into());
    match arguments.format {
        RecordFormat::Text => print(&mut out, &arguments.index.display().to_string(), &status)?,
        RecordFormat::Json => {
            write_line(&mut out, &Shown { index: arguments.index.display().to_string(), status: &status })?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn print(out: &mut dyn Write, dir: &str, status: &Status) -> io::Result<()> {
    let Status { holdings, bytes, fingerprint, since, roots, last_run, refused, writer } = status;
    writeln!(
        out,
        "{}: {}, {} and {} in {}",
        sanitize(dir),
        counted(holdings.articles, "article"),
        counted(holdings.passages, "passage"),
        counted(holdings.figures, "casualty figure"),
        size(*bytes)
    )?;
    writeln!(out, "fingerprint {}", fingerprint.get(..12).unwrap_or(fingerprint))?;
    if let Some(since) = since {
        writeln!(out, "since {since}")?;
    }
    if let Some(run) = last_run {
        writeln!(out, "last run {}", told(run, writer.is_some()))?;
    }
    if let Some(holder) = writer {
        writeln!(out, "being written to by {}", sanitize(&holder.to_string()))?;
    }
    let held = roots.iter().map(|root| {
        let since = root.since.as_deref().map_or_else(String::new, |since| format!(", since {since}"));
        let last = root.last.as_deref().map_or_else(String::new, |last| format!(", last read {last}"));
        (root.path.clone(), format!("{}{since}{last}", counted(root.articles, "article")))
    });
    let held: Vec<(String, String)> = held.collect();
    list(out, "From", held.iter().map(|(path, what)| (path.as_str(), what.as_str())))?;
    let refused: Vec<(String, String)> = refused
        .iter()
        .map(|old| (old.path.clone(), format!("{} (since {})", old.reason, old.since)))
        .collect();
    list(
        out,
        "Refused, and tried again next time",
        refused.iter().map(|(path, what)| (path.as_str(), what.as_str())),
    )
}

/// When a run was and what it did.
fn told(run: &Run, is_written_to: bool) -> String {
    let Some(ended) = &run.ended else {
        let how =
            if is_written_to { "goes on" } else { "did not end: run `sitrep index` again to finish it" };
        return format!("{}: {how}", run.began);
    };
    let changes = [
        (run.added, "added"),
        (run.updated, "updated"),
        (run.unchanged, "unchanged"),
        (run.moved, "of these moved"),
        (run.removed, "removed"),
        (run.refused, "refused"),
    ];
    let changes: Vec<String> = changes
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", super::notation::grouped(*count as u64)))
        .collect();
    let stopped = if run.complete { "" } else { "; it was stopped before its end" };
    format!("{} to {ended}: {}{stopped}", run.began, changes.join(", "))
}
