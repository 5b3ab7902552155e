//! `sitrep check`: whether an index is sound.

use clap::Args;

use super::error::CliError;
use super::exit::Exit;
use super::report::counted;
use super::setup::{IndexPlace, Setup};
use super::{screen, talk};
use crate::index::{self, Checkup};

/// Read every file of the index and compare checksums, counts and the fingerprint.
///
/// Exit codes: 0 sound; 2 not, with what is wrong and what to run.
///
/// Example: sitrep check --index articles.sitrep
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    place: IndexPlace,
}

/// Checks the files, then asks the index a question.
pub(super) fn run(arguments: &CheckArguments) -> Result<Exit, CliError> {
    let setup = Setup::of(&arguments.place)?;
    let dir = arguments.place.index.display();
    let checkup = index::check(&arguments.place.index, &setup.fingerprint)?;
    if !checkup.is_sound() {
        let Checkup { damaged, faults, .. } = checkup;
        for file in damaged {
            talk::refused(&file, "is not what was written");
        }
        faults.iter().for_each(talk::warning);
        return Err(CliError::Usage(format!(
            "the index {dir} is not sound: run `sitrep index FOLDER --index {dir} --rebuild`"
        )));
    }
    let everything = setup.open(&arguments.place)?.count(&super::question::everything())?;
    let held = checkup.holdings;
    if everything.articles != held.articles {
        return Err(CliError::Usage(format!(
            "the index {dir} holds {} but a search finds {}: run `sitrep index FOLDER --index {dir} --rebuild`",
            counted(held.articles, "article"),
            everything.articles
        )));
    }
    let mut out = screen::data(super::format::Format::Text);
    writeln!(
        out,
        "{dir} is sound: {}, {}, {}; fingerprint {}",
        counted(held.articles, "article"),
        counted(held.passages, "passage"),
        counted(held.figures, "casualty figure"),
        setup.fingerprint.short()
    )?;
    out.flush()?;
    Ok(Exit::Done)
}
