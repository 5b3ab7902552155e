//! `sitrep gazetteer list`: what lies in a country or region.

use std::io::Write;

use clap::Args;

use super::super::error::CliError;
use super::super::exit::Exit;
use super::super::format::Format;
use super::super::notation::grouped;
use super::super::sanitize::sanitize;
use super::super::setup::OwnVocabulary;
use super::super::{screen, talk};

/// List the countries that are known, or the regions and places of one, with how many lie in each.
///
/// Example: sitrep gazetteer list Mali/Mopti
#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// A country or region, as a name or a path from the country down; without it, all countries.
    #[arg(value_name = "PATH")]
    path: Option<String>,
    #[command(flatten)]
    own: OwnVocabulary,
}

/// Prints one line an entry: how many places lie in it, and its path.
pub(super) fn run(arguments: &ListArguments) -> Result<Exit, CliError> {
    let vocabulary = arguments.own.vocabulary()?;
    let gazetteer = vocabulary.places();
    let path = match &arguments.path {
        None => "",
        Some(written) => match gazetteer.resolve(written).first() {
            Some(place) => place.path,
            None => {
                talk::note("no place goes by that name");
                talk::hint("`sitrep gazetteer find NAME` looks for it under every spelling");
                return Ok(Exit::NothingFound);
            }
        },
    };
    let mut out = screen::data(Format::Text);
    let children = gazetteer.children(path);
    for place in &children {
        let inside = gazetteer.within(place.path).len();
        let count =
            if inside == 0 { String::new() } else { grouped(u64::try_from(inside).unwrap_or(u64::MAX)) };
        writeln!(out, "{count:>8}  {}", sanitize(place.path))?;
    }
    out.flush()?;
    Ok(if children.is_empty() { Exit::NothingFound } else { Exit::Done })
}
