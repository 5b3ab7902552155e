//! `sitrep gazetteer find`: which places a name stands for.

use std::io::Write;

use clap::Args;

use super::super::error::CliError;
use super::super::exit::Exit;
use super::super::format::Format;
use super::super::notation::grouped;
use super::super::sanitize::sanitize;
use super::super::setup::OwnVocabulary;
use super::super::{marked, screen, talk};
use crate::vocabulary::{Place, Precision};

/// Show which places a name stands for, with their region and other spellings.
///
/// Filters take a name or a path such as Mali/Ségou; what lies in a place counts for it.
///
/// Example: sitrep gazetteer find Tombouctou
#[derive(Debug, Args)]
pub(super) struct FindArguments {
    /// A name in any spelling, a path from the country down, or an id.
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    own: OwnVocabulary,
}

/// Prints the places, one a paragraph; where there is none, those that are spelled like it.
pub(super) fn run(arguments: &FindArguments) -> Result<Exit, CliError> {
    let vocabulary = arguments.own.vocabulary()?;
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
    writeln!(out, "{} ({})", sanitize(place.path), sanitize(&facts(place).join(", ")))?;
    let others: Vec<&str> = place.other_names().collect();
    for line in marked::wrap(&others.join("; "), &[], screen::look().indented(2)) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// What is known about a place, in short.
fn facts(place: &Place<'_>) -> Vec<String> {
    let mut facts = vec![place.id.to_owned(), place.kind.as_str().to_owned()];
    if let Some(point) = place.point {
        let how = match place.precision {
            Precision::Exact => "",
            Precision::Near => " within 10 km",
            Precision::District => " middle of its district",
        };
        facts.push(format!("{:.3} {:.3}{how}", point.lat, point.lon));
    }
    if place.population > 0 {
        facts.push(format!("{} inhabitants", grouped(place.population)));
    }
    if !place.boundary_version.is_empty() {
        facts.push(format!("regions of {}", place.boundary_version));
    }
    facts.push(format!("source {}", place.source));
    facts
}
