//! `sitrep gazetteer`: the places that are known, and more of them from GeoNames.

mod dump;
mod find;
mod import;
mod list;

use clap::{Args, Subcommand};

use super::error::CliError;
use super::exit::Exit;

/// Show which places are known under a name, list them by region, or import villages from GeoNames.
///
/// Example: sitrep gazetteer find Tombouctou
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(super) struct GazetteerArguments {
    #[command(subcommand)]
    command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
enum GazetteerCommand {
    Find(find::FindArguments),
    List(list::ListArguments),
    Import(import::ImportArguments),
}

/// Does what the command after `gazetteer` says.
pub(super) fn run(arguments: &GazetteerArguments) -> Result<Exit, CliError> {
    match &arguments.command {
        GazetteerCommand::Find(arguments) => find::run(arguments),
        GazetteerCommand::List(arguments) => list::run(arguments),
        GazetteerCommand::Import(arguments) => import::run(arguments),
    }
}
