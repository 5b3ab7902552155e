//! The command line: the only layer that prints, reads the environment or exits.
//!
//! One file a command; the doc comment of its arguments is its help text. Arguments become the
//! plain requests of the library before anything is done. Data goes to stdout, talk to stderr, and
//! the exit code is a contract ([`Exit`]).

mod article;
mod completions;
mod error;
mod exit;
mod extract;
mod format;
mod lines;
mod marked;
mod notation;
mod page;
mod question;
mod replacement;
mod sanitize;
mod screen;
mod talk;
mod tree;

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
    Extract(extract::ExtractArguments),
    Completions(completions::CompletionsArguments),
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
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
            Exit::Failed.into()
        }
    }
}

fn run(command: Command) -> Result<Exit, CliError> {
    match command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
    }
}
