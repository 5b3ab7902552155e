//! The command line: the only layer that prints, reads the environment or exits.
//!
//! One file a command; the doc comment of its arguments is its help text. Arguments become the
//! plain requests of the library before anything is done. Data goes to stdout, talk to stderr, and
//! the exit code is a contract ([`Exit`]).

mod actors;
mod article;
mod batch;
mod check;
mod clock;
mod completions;
mod error;
mod exit;
mod export;
mod extract;
mod facets;
mod format;
mod gazetteer;
mod index;
mod interrupt;
mod lines;
mod marked;
mod notation;
mod page;
mod progress;
mod question;
mod quiet;
mod reading;
mod replacement;
mod report;
mod sanitize;
mod saved;
mod screen;
mod search;
mod setup;
mod show;
mod status;
mod talk;
mod tree;
mod watch;

use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};

use error::CliError;
use exit::Exit;

/// Full-text search over conflict reporting: every casualty figure marked with who was harmed, how
/// many, and who says so.
///
/// Figures are reported, not verified: sitrep shows what a text says and in which words.
///
/// Exit codes: 0 done, 1 done and nothing found, 2 something failed (bad input is listed on stderr).
#[derive(Debug, Parser)]
#[command(name = "sitrep", version, max_term_width = 100, arg_required_else_help = true)]
struct Arguments {
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Search(search::SearchArguments),
    Facets(facets::FacetsArguments),
    Export(export::ExportArguments),
    Show(show::ShowArguments),
    Saved(saved::SavedArguments),
    Batch(batch::BatchArguments),
    Extract(extract::ExtractArguments),
    Index(index::IndexArguments),
    Watch(watch::WatchArguments),
    Status(status::StatusArguments),
    Actors(actors::ActorsArguments),
    Gazetteer(gazetteer::GazetteerArguments),
    Check(check::CheckArguments),
    Completions(completions::CompletionsArguments),
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    quiet::quiet_readers();
    let given = question::with_words_left_out(std::env::args_os());
    let arguments = match Arguments::try_parse_from(given) {
        Ok(arguments) => arguments,
        Err(refusal) => {
            let code = if refusal.use_stderr() { Exit::Failed } else { Exit::Done };
            // A closed pipe while printing the help changes nothing.
            return if refusal.print().is_ok() { code.into() } else { Exit::Done.into() };
        }
    };
    screen::choose_colour(arguments.color);
    match run(arguments.command) {
        Ok(exit) => exit.into(),
        Err(error) if error.is_closed_pipe() => Exit::Done.into(),
        Err(error) => {
            talk::error(&error);
            if let CliError::Query { query, part, .. } = &error {
                talk::point(query, *part);
            }
            Exit::Failed.into()
        }
    }
}

fn run(command: Command) -> Result<Exit, CliError> {
    match command {
        Command::Search(arguments) => search::run(&arguments),
        Command::Facets(arguments) => facets::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Index(arguments) => index::run(&arguments),
        Command::Watch(arguments) => watch::run(&arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Saved(arguments) => saved::run(&arguments),
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Actors(arguments) => actors::run(&arguments),
        Command::Gazetteer(arguments) => gazetteer::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    }
}
