//! `sitrep show`: one article with everything marked.

use std::io::Write;

use clap::Args;
use serde::Serialize;

use super::error::CliError;
use super::exit::Exit;
use super::format::{Format, RecordFormat};
use super::page::Look;
use super::sanitize::sanitize;
use super::setup::{IndexPlace, Setup};
use super::{article, page, report, screen, talk};
use crate::corpus::{ArticleMeta, Passage};
use crate::export::write_line;
use crate::extract::Annotations;
use crate::search::{Recurring, SharedWith, StoredArticle};
use crate::text::{Span, lines};
use crate::vocabulary::Vocabulary;

/// Show one article with every figure, place and actor marked.
///
/// Says how much of it stands, word by word, in which earlier and later articles. Page furniture,
/// which no search finds, is shown too: nothing is taken out of what is stored. --raw prints the
/// stored text alone, --clean leaves the furniture out, also paragraphs that recur in five articles
/// of the outlet or more and hold no number, figure, place or actor.
///
/// Example: sitrep show kati-wire.txt
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// The article's id, as search shows it: its path in the folder, or the id of its record.
    #[arg(value_name = "ARTICLE")]
    id: String,
    #[command(flatten)]
    place: IndexPlace,
    /// Print the text as it is stored, and nothing else.
    #[arg(long, conflicts_with = "clean")]
    raw: bool,
    /// Print the text without page furniture, and on stderr what was taken away and why.
    #[arg(long)]
    clean: bool,
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
    /// Paragraphs that recur in articles of its outlet and say nothing of its news.
    recurring: &'a [Recurring],
    shared_with: &'a [SharedWith],
    #[serde(flatten)]
    found: &'a Annotations,
}

/// Prints the article.
pub(super) fn run(arguments: &ShowArguments) -> Result<Exit, CliError> {
    let setup = Setup::of(&arguments.place)?;
    let library = setup.open(&arguments.place)?;
    let stored = library.show(&arguments.id)?;
    if arguments.raw {
        return raw(&stored.text);
    }
    let recurring = library.recurring(&stored)?;
    if arguments.clean {
        return clean(&stored, &recurring);
    }
    let shared_with = library.shared_with(&stored)?;
    let mut out = screen::data(arguments.format.into());
    match arguments.format {
        RecordFormat::Text => print(&mut out, (&stored, &shared_with), &setup.vocabulary)?,
        RecordFormat::Json => {
            let StoredArticle { meta, text, furniture, passages, annotations } = &stored;
            let shown = Shown {
                article: meta,
                text,
                passages,
                furniture,
                recurring: &recurring,
                shared_with: &shared_with,
                found: annotations,
            };
            write_line(&mut out, &shown)?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn print(
    out: &mut dyn Write,
    (stored, shared_with): (&StoredArticle, &[SharedWith]),
    vocabulary: &Vocabulary,
) -> Result<(), CliError> {
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
    shared(out, shared_with, look)?;
    writeln!(out)?;
    article::print(out, &stored.text, &stored.annotations, (vocabulary, look))?;
    Ok(())
}

/// Prints the text as it is stored, made safe for a terminal where it goes to one.
fn raw(text: &str) -> Result<Exit, CliError> {
    let mut out = screen::data(Format::Text);
    for line in text.lines() {
        writeln!(out, "{}", sanitize(line))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// Prints the lines of the text that are no page furniture, and says what the others are.
fn clean(stored: &StoredArticle, recurring: &[Recurring]) -> Result<Exit, CliError> {
    let recurs = recurring.iter().map(|paragraph| (paragraph.span, "recurs in articles of this outlet"));
    let listed = stored.furniture.iter().map(|&span| (span, "page furniture"));
    let mut taken: Vec<(Span, &str)> = listed.chain(recurs).collect();
    taken.sort();
    let mut out = screen::data(Format::Text);
    for line in lines(&stored.text) {
        if !taken.iter().any(|(span, _)| span.overlaps(line)) {
            writeln!(out, "{}", sanitize(line.of(&stored.text).trim_end()))?;
        }
    }
    out.flush()?;
    for (span, why) in taken {
        talk::note(format_args!("taken away, {why}: {}", span.of(&stored.text)));
    }
    Ok(Exit::Done)
}

/// Articles that are named of those that share words with one.
const NAMED: usize = 5;

/// Prints how much of the article stands in which other ones, earlier ones first.
fn shared(out: &mut dyn Write, shared_with: &[SharedWith], look: Look) -> Result<(), CliError> {
    for other in shared_with.iter().take(NAMED) {
        let when = if other.earlier { "the earlier" } else { "the later" };
        let by = other.source.as_deref().unwrap_or("an unnamed outlet");
        let day = other.published.map_or_else(|| "undated".to_owned(), |day| day.to_string());
        let words = report::counted(other.words, "word");
        let share = page::percent(other.share);
        page::quiet(out, &format!("{share} ({words}) stand in {when} {} · {by} · {day}", other.id), look)?;
    }
    let more = shared_with.len().saturating_sub(NAMED);
    if more > 0 {
        page::quiet(out, &format!("and parts in {}", report::counted(more, "more article")), look)?;
    }
    Ok(())
}
