//! `sitrep completions`: arguments completed by the shell.

use std::io;

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::error::CliError;
use super::exit::Exit;

/// Print a script that completes commands and options in your shell.
///
/// Example: sitrep completions bash > ~/.local/share/bash-completion/completions/sitrep
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// Which shell.
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(arguments: &CompletionsArguments) -> Result<Exit, CliError> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut super::Arguments::command(), "sitrep", &mut script);
    io::Write::write_all(&mut io::stdout().lock(), &script)?;
    Ok(Exit::Done)
}
