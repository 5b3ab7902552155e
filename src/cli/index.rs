//! `sitrep index`: an index brought into step with folders of articles.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::exit::Exit;
use super::format::RecordFormat;
use super::progress::Progress;
use super::setup::{IndexPlace, Setup};
use super::{report, screen, talk};
use crate::export::write_line;
use crate::index::{self, IndexReport};

/// Bring an index into step with folders of articles.
///
/// Reads .txt and .md files, with or without front matter (title, source, published, url,
/// language), and .jsonl files with one article a line. Articles that are new or changed are read,
/// those whose file is gone are removed, the rest is left alone. Every file that could not be read
/// is listed with the reason, is tried again next time, and makes the exit code 2. Hidden files and
/// folders, README files and links to what is in the folder anyway are left out and listed; name
/// such a file to read it.
///
/// Example: sitrep index ~/articles --index ~/articles.sitrep
#[derive(Debug, Args)]
pub(super) struct IndexArguments {
    /// Folders and files of articles.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: IndexPlace,
    /// Build the index again from nothing.
    #[arg(long)]
    rebuild: bool,
    /// How to write the report; json is one object.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: RecordFormat,
}

/// Updates the index and prints what was done.
pub(super) fn run(arguments: &IndexArguments) -> Result<Exit, CliError> {
    let setup = Setup::of(&arguments.place)?;
    if arguments.rebuild {
        // A slip in a path must not cost the index that is there.
        if let Some(missing) = arguments.paths.iter().find(|path| !path.exists()) {
            let missing = missing.display();
            return Err(CliError::Usage(format!(
                "{missing}: no such file or folder: the index is left as it was"
            )));
        }
        tell_dropped(arguments);
        index::remove(&arguments.place.index)?;
    }
    let report = update(&setup, &arguments.paths, &arguments.place)?;
    let mut out = screen::data(arguments.format.into());
    match arguments.format {
        RecordFormat::Text => report::print(&mut out, &report)?,
        RecordFormat::Json => write_line(&mut out, &report)?,
    }
    out.flush()?;
    Ok(exit(&report))
}

/// Names the folders that an index loses when it is built again without them.
fn tell_dropped(arguments: &IndexArguments) {
    let named: Vec<PathBuf> = arguments.paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
    for root in index::roots(&arguments.place.index) {
        if !named.iter().any(|path| root.starts_with(path)) {
            talk::warning(format_args!("{} was not named: its articles leave the index", root.display()));
        }
    }
}

/// Brings the index into step before a question; only what changed is mentioned.
pub(super) fn bring_up_to_date(
    setup: &Setup,
    paths: &[PathBuf],
    place: &IndexPlace,
) -> Result<Exit, CliError> {
    let report = update(setup, paths, place)?;
    for refusal in &report.refused {
        talk::refused(&refusal.path, &refusal.reason);
    }
    if report::is_news(&report) {
        talk::note(format_args!("{}: {}", place.index.display(), report::in_short(&report)));
    }
    Ok(exit(&report))
}

fn update(setup: &Setup, paths: &[PathBuf], place: &IndexPlace) -> Result<IndexReport, CliError> {
    let mut progress = Progress::begin("articles");
    let report = index::update(&place.index, paths, &setup.vocabulary, &setup.fingerprint, &mut |now| {
        progress.show(now);
    })?;
    progress.end();
    Ok(report)
}

/// An index without an article has found nothing, which the user should hear.
fn exit(report: &IndexReport) -> Exit {
    let found = if report.articles == 0 {
        talk::warning("there are no articles to search: sitrep reads .txt, .md and .jsonl files");
        Exit::NothingFound
    } else {
        Exit::Done
    };
    found.unless_refused(report.refused.len())
}
