//! `sitrep gazetteer`: which places a name stands for.

use std::io::Write;

use clap::Args;

use super::error::CliError;
use super::exit::Exit;
use super::format::Format;
use super::notation::grouped;
use super::{marked, screen, talk};
use crate::vocabulary::{Place, Vocabulary};

/// Show which places of the gazetteer a name stands for, with their region and other spellings.
///
/// Filters take a name or a path such as Mali/Ségou; what lies in a place counts for it.
///
/// Example: sitrep gazetteer Tombouctou
#[derive(Debug, Args)]
pub(super) struct GazetteerArguments {
    /// A name in any spelling, or a path from the country down.
    #[arg(value_name = "NAME")]
    name: String,
}

/// Prints the places, one a paragraph; where there is none, those that are spelled like it.
pub(super) fn run(arguments: &GazetteerArguments) -> Result<Exit, CliError> {
    let vocabulary = Vocabulary::built_in();
    let places = vocabulary.places().resolve(&arguments.name);
    if places.is_empty() {
        talk::note("no place goes by that name");
        let similar = vocabulary.places().suggest(&arguments.name, 5);
        if !similar.is_empty() {
            let paths: Vec<&str> = similar.iter().map(|place| place.path).collect();
            talk::hint(format_args!("spelled like it: {}", paths.join(", ")));
        }
        return Ok(Exit::NothingFound);
    }
    let mut out = screen::data(Format::Text);
    places.iter().try_for_each(|place| print(&mut out, place))?;
    out.flush()?;
    Ok(Exit::Done)
}

fn print(out: &mut dyn Write, place: &Place<'_>) -> Result<(), CliError> {
    let mut facts = vec![place.id.to_owned()];
    if place.population > 0 {
        facts.push(format!("{} inhabitants", grouped(place.population)));
    }
    facts.push(format!("source {}", place.source));
    writeln!(out, "{} ({})", place.path, facts.join(", "))?;
    let others: Vec<&str> = place.other_names().collect();
    for line in marked::wrap(&others.join("; "), &[], screen::look().indented(2)) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
