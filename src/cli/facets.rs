//! `sitrep facets`: exact counts by region, actor, outcome and the like.

use std::io::Write;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::error::CliError;
use super::exit::Exit;
use super::format::RecordFormat;
use super::question::OptionalQuestionArguments;
use super::setup::{IndexPlace, Setup};
use super::{screen, talk, tree};
use crate::export::write_line;
use crate::search::FacetBy;

/// Count articles and passages by region, actor, outcome and more.
///
/// Counts are exact and equal what search and export give with that value as a filter. Towns stand
/// under their region, members under their parents; what has no value is counted as unknown.
///
/// Example: sitrep facets killed --by actor,region
#[derive(Debug, Args)]
pub(super) struct FacetsArguments {
    #[command(flatten)]
    question: OptionalQuestionArguments,
    /// What to count by; several with commas, or by saying it again.
    #[arg(long, value_name = "FACET", value_parser = facets(), required = true, value_delimiter = ',')]
    by: Vec<FacetBy>,
    #[command(flatten)]
    place: IndexPlace,
    /// How to write; json is one object a facet.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: RecordFormat,
}

fn facets() -> impl TypedValueParser<Value = FacetBy> {
    PossibleValuesParser::new(FacetBy::ALL.map(FacetBy::as_str)).map(|value| {
        FacetBy::ALL.into_iter().find(|by| by.as_str() == value).expect("only values of the list get here")
    })
}

/// Prints the counts.
pub(super) fn run(arguments: &FacetsArguments) -> Result<Exit, CliError> {
    let setup = Setup::of(&arguments.place)?;
    let question = arguments.question.question()?;
    let trees = setup
        .open(&arguments.place)?
        .several_facets(&question, &arguments.by)
        .map_err(|error| CliError::of(&question, error))?;
    let is_empty = trees.iter().all(|tree| tree.total.passages == 0);
    let mut out = screen::data(arguments.format.into());
    for (nth, counted) in trees.iter().enumerate() {
        match arguments.format {
            RecordFormat::Text if is_empty => {}
            RecordFormat::Text => {
                if nth > 0 {
                    writeln!(out)?;
                }
                tree::print(&mut out, counted, screen::look())?;
            }
            RecordFormat::Json => write_line(&mut out, counted)?,
        }
    }
    out.flush()?;
    if is_empty && arguments.format == RecordFormat::Text {
        talk::note("nothing found");
    }
    Ok(if is_empty { Exit::NothingFound } else { Exit::Done })
}
