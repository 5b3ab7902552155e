//! `sitrep watch`: an index kept in step while articles arrive.

use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use clap::Args;

use super::error::CliError;
use super::exit::Exit;
use super::index::{self, seconds};
use super::interrupt::{self, Stop};
use super::setup::{IndexPlace, Setup};
use super::{report, talk};
use crate::corpus::Survey;
use crate::index::Options;

/// Keep an index in step with folders while articles arrive, until ctrl-C.
///
/// Looks at the folders every few seconds, which works on network drives, too; when something has
/// come, changed or gone, and nothing has changed since the look before, the index is brought into
/// step and one line says what was done. Searches see the new articles from then on. Files that
/// are refused are tried again with each change. While another process writes to the index, it
/// waits.
///
/// Exit codes: 130 stopped by ctrl-C, 2 something failed.
///
/// Example: sitrep watch ~/articles --index ~/articles.sitrep
#[derive(Debug, Args)]
pub(super) struct WatchArguments {
    /// Folders and files of articles.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    place: IndexPlace,
    /// Seconds between two looks.
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    every: Duration,
}

/// Files that go on changing are taken as they are after so many looks.
const PATIENCE: u32 = 5;
/// A look costs no more than this part of the time.
const SHARE: u32 = 20;

/// Looks, and brings the index into step, until it is stopped.
pub(super) fn run(arguments: &WatchArguments) -> Result<Exit, CliError> {
    let WatchArguments { paths, place, every } = arguments;
    let setup = Setup::of(place)?;
    let stop = interrupt::watched()?;
    talk::note(format_args!("watching; ctrl-C stops"));
    let mut known = None;
    let mut refused = Vec::new();
    while !stop.is_asked() {
        let begun = Instant::now();
        let now = Survey::of(paths);
        if known.as_ref() != Some(&now) {
            // What is surveyed before reading is known afterwards: what changes meanwhile is seen.
            let settled = settle(now, paths, (*every, stop));
            let options = Options { wait: Duration::from_secs(3600), ..Options::default() };
            let done = index::update(&setup, paths, place, options)?;
            if done.refused != refused {
                done.refused.iter().for_each(|refusal| talk::refused(&refusal.path, &refusal.reason));
                refused.clone_from(&done.refused);
            }
            if report::is_change(&done) {
                talk::note(format_args!("{}: {}", place.index.display(), report::in_short(&done)));
            }
            if done.stopped {
                break;
            }
            known = Some(settled);
        }
        pause((*every).max(begun.elapsed() * SHARE), stop);
    }
    talk::note("stopped");
    Ok(Exit::Stopped)
}

/// Waits until two looks see the same: a file that is being written is not half an article.
fn settle(first: Survey, paths: &[PathBuf], (every, stop): (Duration, Stop)) -> Survey {
    let mut last = first;
    for _ in 0..PATIENCE {
        pause(every.min(Duration::from_secs(1)) / 2, stop);
        let now = Survey::of(paths);
        if now == last || stop.is_asked() {
            break;
        }
        last = now;
    }
    last
}

/// Sleeps, but not past a request to stop.
fn pause(time: Duration, stop: Stop) {
    let begun = Instant::now();
    while begun.elapsed() < time && !stop.is_asked() {
        sleep(Duration::from_millis(50).min(time));
    }
}
