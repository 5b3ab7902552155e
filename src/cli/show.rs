//! `sitrep show`: one article with everything marked.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::error::CliError;
use super::exit::Exit;
use super::format::RecordFormat;
use super::setup::{IndexPlace, Setup};
use super::{article, page, screen};
use crate::corpus::{ArticleMeta, Passage};
use crate::export::write_line;
use crate::extract::Annotations;
use crate::search::StoredArticle;
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// Show one article with every figure, place and actor marked.
///
/// Page furniture, which no search finds, is shown too: nothing is taken out of what is stored.
///
/// Example: sitrep show kati-wire.txt
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// The article's id, as search shows it: its path in the folder, or the id of its record.
    #[arg(value_name = "ARTICLE")]
    id: String,
    #[command(flatten)]
    place: IndexPlace,
    /// How to write; json is one object.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: RecordFormat,
}

/// An article as JSON: what it is, its text, how it is cut, and what was found in it.
#[derive(Serialize)]
struct Shown<'a> {
    article: &'a ArticleMeta,
    text: &'a str,
    passages: &'a [Passage],
    furniture: &'a [Span],
    #[serde(flatten)]
    found: &'a Annotations,
}

/// Prints the article.
pub(super) fn run(arguments: &ShowArguments) -> Result<Exit, CliError> {
    let setup = Setup::of(&arguments.place)?;
    let stored = setup.open(&arguments.place)?.show(&arguments.id)?;
    let mut out = screen::data(arguments.format.into());
    match arguments.format {
        RecordFormat::Text => print(&mut out, &stored, &setup.vocabulary)?,
        RecordFormat::Json => {
            let StoredArticle { meta, text, furniture, passages, annotations } = &stored;
            let shown = Shown { article: meta, text, passages, furniture, found: annotations };
            write_line(&mut out, &shown)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn print(out: &mut dyn Write, stored: &StoredArticle, vocabulary: &Vocabulary) -> Result<(), CliError> {
    let look = screen::look();
    page::heading(out, &stored.meta, look)?;
    let facts = [
        stored.meta.source.clone(),
        Some(page::published(&stored.meta)),
        stored.meta.language.clone(),
        stored.meta.url.clone(),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    page::quiet(out, &facts.join(" · "), look)?;
    page::quiet(out, &format!("{} · sha256 {}", stored.meta.path, stored.meta.sha256), look)?;
    writeln!(out)?;
    article::print(out, &stored.text, &stored.annotations, (vocabulary, look))?;
    Ok(())
}
