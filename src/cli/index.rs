//! `sitrep index`: an index brought into step with folders of articles.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::error::CliError;
use super::exit::Exit;
use super::format::RecordFormat;
use super::progress::Progress;
use super::reading::ReadingArguments;
use super::setup::{IndexPlace, Setup};
use super::{interrupt, report, screen, talk};
use crate::export::write_line;
use crate::index::{self, IndexReport, Knowledge, Options};

/// Bring an index into step with folders of articles.
///
/// Reads text, Markdown (with front matter: title, source, published, url, language), web pages, PDF,
/// Word, LibreOffice, RTF, EPUB, mails and mailboxes with their attachments, JSON, JSON Lines, CSV
/// and TSV, RSS and Atom, WARC, and any of these in zip, tar, gz and zst: by what a file holds, then
/// by its name. Texts that are not UTF-8 are read where their encoding is certain. Articles that are
/// new or changed are read, those whose file is gone are removed, the rest is left alone. Every file
/// that could not be read is listed with the reason, is tried again next time, and makes the exit
/// code 2. Hidden files and folders, README files and links to what is in the folder anyway are left
/// out and listed; name such a file to read it.
///
/// A file whose size, times and number are as they were is not read again (--rehash reads it all
/// the same); a file that was moved keeps its identity. Others can search meanwhile. Ctrl-C stops
/// after the article that is being read and keeps what was done (exit code 130); a run that is
/// killed leaves its last commit, and running again finishes the work.
///
/// Example: sitrep index ~/articles --index ~/articles.sitrep
#[derive(Debug, Args)]
pub(super) struct IndexArguments {
    /// Folders and files of articles.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    run: RunArguments,
    #[command(flatten)]
    reading: ReadingArguments,
    /// How to write the report; json is one object.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: RecordFormat,
}

/// How a run goes about its work.
#[derive(Debug, Args)]
struct RunArguments {
    /// Build the index again from nothing; the old one answers until the new one is whole.
    #[arg(long)]
    rebuild: bool,
    /// Read every file again, also those whose size and times are as they were.
    #[arg(long)]
    rehash: bool,
    /// Wait where another process writes to the index, so many seconds at most (default: for ever).
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "31536000", require_equals = true, value_parser = seconds)]
    wait: Option<Duration>,
    /// Make safe what was read, and let it be found, every so many seconds.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    commit_every: Duration,
    /// Megabytes that the writer may fill before it writes to disk.
    #[arg(long, value_name = "MB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(16..=8192))]
    memory: u32,
    /// How many articles are read at the same time, while others are written (default: one for each
    /// processor). With 1, reading and writing take turns, and one processor is busy. The index
    /// answers the same with any number.
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
}

impl RunArguments {
    fn options(&self) -> Options {
        let usual = Options::default();
        Options {
            rebuild: self.rebuild,
            rehash: self.rehash,
            wait: self.wait.unwrap_or(Duration::ZERO),
            commit_every: self.commit_every,
            arena: usize::try_from(self.memory).unwrap_or(usize::MAX).saturating_mul(1_000_000),
            threads: self.threads.unwrap_or(usual.threads),
            ..usual
        }
    }
}

/// Seconds, with a fraction where it is given.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || format!("write seconds as a number, like 10 or 0.5, not {text}");
    let seconds: f64 = text.parse().map_err(|_error| wrong())?;
    Duration::try_from_secs_f64(seconds).map_err(|_error| wrong())
}

/// Updates the index and prints what was done.
pub(super) fn run(arguments: &IndexArguments) -> Result<Exit, CliError> {
    let setup = Setup::of(&arguments.place)?;
    if arguments.run.rebuild {
        // A slip in a path must not cost the index that is there.
        if let Some(missing) = arguments.paths.iter().find(|path| !path.exists()) {
            let missing = missing.display();
            return Err(CliError::Usage(format!(
                "{missing}: no such file or folder: the index is left as it was"
            )));
        }
        tell_dropped(arguments);
    }
    let options = Options { reading: arguments.reading.reading(), ..arguments.run.options() };
    let report = update(&setup, &arguments.paths, &arguments.place, options)?;
    let mut out = screen::data(arguments.format.into());
    match arguments.format {
        RecordFormat::Text => report::print(&mut out, &report)?,
        RecordFormat::Json => write_line(&mut out, &report)?,
    }
    out.flush()?;
    if report.stopped {
        talk::warning(if arguments.run.rebuild {
            "stopped before the new index was whole: the old one is left as it was"
        } else {
            "stopped before the end: what was read is kept, and running again goes on from here"
        });
        return Ok(Exit::Stopped);
    }
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
    // Another run may be at it; a question can wait a little.
    let options = Options { wait: Duration::from_secs(10), ..Options::default() };
    let report = update(setup, paths, place, options)?;
    for refusal in &report.refused {
        talk::refused(&refusal.path, &refusal.reason);
    }
    if report.stopped {
        return Ok(Exit::Stopped);
    }
    if report::is_news(&report) {
        talk::note(format_args!("{}: {}", place.index.display(), report::in_short(&report)));
    }
    Ok(exit(&report))
}

/// Brings the index into step; ctrl-C stops it after the article that is being read.
pub(super) fn update(
    setup: &Setup,
    paths: &[PathBuf],
    place: &IndexPlace,
    options: Options,
) -> Result<IndexReport, CliError> {
    let stop = interrupt::watched()?;
    let mut progress = Progress::begin(paths);
    let knowledge = Knowledge { vocabulary: &setup.vocabulary, fingerprint: &setup.fingerprint };
    let report = index::bring_into_step(&place.index, paths, knowledge, options, &mut |now| {
        progress.show(now);
        if stop.is_asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    progress.end();
    Ok(report)
}

/// An index without an article has found nothing, which the user should hear.
fn exit(report: &IndexReport) -> Exit {
    let found = if report.articles == 0 {
        talk::warning("there are no articles to search: sitrep help index says which files are read");
        Exit::NothingFound
    } else {
        Exit::Done
    };
    found.unless_refused(report.refused.len())
}
