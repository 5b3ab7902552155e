//! `sitrep actors`: who is who in the lexicon.

use std::io::Write;

use clap::Args;

use super::error::CliError;
use super::exit::Exit;
use super::format::Format;
use super::setup::OwnVocabulary;
use super::{marked, screen, talk};
use crate::text::fold;
use crate::vocabulary::{Actor, Vocabulary};

/// List the armed actors that sitrep knows, with their parents and other names.
///
/// Filters take the id or any of the names; members count for their parents.
///
/// Example: sitrep actors macina
#[derive(Debug, Args)]
pub(super) struct ActorsArguments {
    /// Only those with this in their id or one of their names.
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    own: OwnVocabulary,
}

/// Prints the actors, one a paragraph.
pub(super) fn run(arguments: &ActorsArguments) -> Result<Exit, CliError> {
    let vocabulary = arguments.own.vocabulary()?;
    let wanted = arguments.name.as_deref().map(fold);
    let is_wanted = |actor: &&Actor| {
        let Some(wanted) = &wanted else { return true };
        // A name without a letter is none, and not a part of every name.
        !wanted.trim().is_empty() && names(actor).any(|name| fold(name).contains(wanted))
    };
    let mut out = screen::data(Format::Text);
    let mut found = false;
    for actor in vocabulary.actors().iter().filter(is_wanted) {
        found = true;
        print(&mut out, actor, &vocabulary)?;
    }
    out.flush()?;
    if !found {
        talk::note("no actor goes by that name");
        return Ok(Exit::NothingFound);
    }
    Ok(Exit::Done)
}

fn names(actor: &Actor) -> impl Iterator<Item = &str> {
    [actor.id.as_str(), actor.name.as_str()]
        .into_iter()
        .chain(actor.aliases.iter().map(|alias| alias.text.as_str()))
}

fn print(out: &mut dyn Write, actor: &Actor, vocabulary: &Vocabulary) -> Result<(), CliError> {
    let mut lineage = vocabulary.actors().ancestors(&actor.id);
    lineage.push(actor.id.clone());
    let look = screen::look();
    writeln!(out, "{} ({})", actor.name, lineage.join(" > "))?;
    let others: Vec<&str> = actor.aliases.iter().map(|alias| alias.text.as_str()).collect();
    for line in marked::wrap(&others.join("; "), &[], look.indented(2)) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
