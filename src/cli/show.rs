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
use crate::corpus::{ArticleMeta, Beside, Passage};
use crate::export::write_line;
use crate::extract::Annotations;
use crate::search::{Recurring, SharedWith, StoredArticle};
use crate::text::{Span, lines};
use crate::vocabulary::Vocabulary;

/// Show one article with every figure, place and actor marked.
///
/// Says how much of it stands, word by word, in which earlier and later articles. Page furniture,
/// which no search finds, is shown too: nothing is taken out of what is stored. Captions of pictures
/// are shown as such. --raw prints the stored text alone; --clean leaves out the furniture, captions,
/// and paragraphs that recur in five articles of the outlet or more and hold no number, figure, place
/// or actor. Both say on stderr what was taken away and why, with the parts of a web page or PDF that
/// stand around the article.
///
/// Example: sitrep show kati-wire.txt
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// The article's id, as search shows it: its path in the folder, or the id of its record.
    #[arg(value_name = "ARTICLE")]
    id: String,
    #[command(flatten)]
    place: IndexPlace,
    /// Print the text as it is stored, and on stderr what its file shows around it.
    #[arg(long, conflicts_with = "clean")]
    raw: bool,
    /// Print the text without captions and page furniture, and on stderr what was taken away and why.
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
    captions: &'a [Span],
    /// What the file shows around the text, each part with the byte of the text before which it stands.
    left_out: &'a [Beside],
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
        return raw(&stored);
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
            let StoredArticle { meta, text, furniture, captions, beside, passages, annotations } = &stored;
            let shown = Shown {
                article: meta,
                text,
                passages,
                furniture,
                captions,
                left_out: beside,
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
    let signed = stored.meta.author.iter().map(|author| format!("by {author}"));
    let signed: Vec<String> =
        signed.chain(stored.meta.via.iter().map(|agency| format!("via {agency}"))).collect();
    if !signed.is_empty() {
        page::quiet(out, &signed.join(" · "), look)?;
    }
    page::quiet(out, &format!("{} · sha256 {}", stored.meta.path, stored.meta.sha256), look)?;
    stored.meta.notes.iter().try_for_each(|note| page::quiet(out, note, look))?;
    shared(out, shared_with, look)?;
    writeln!(out)?;
    article::print(out, (&stored.text, &told(stored)), &stored.annotations, (vocabulary, look))?;
    Ok(())
}

/// Prints the text as it is stored, made safe for a terminal where it goes to one.
fn raw(stored: &StoredArticle) -> Result<Exit, CliError> {
    let mut out = screen::data(Format::Text);
    for line in stored.text.lines() {
        writeln!(out, "{}", sanitize(line))?;
    }
    out.flush()?;
    tell_beside(stored);
    Ok(Exit::Done)
}

/// Parts of the text that are not the article's own words, and what they are.
fn told(stored: &StoredArticle) -> Vec<(Span, &'static str)> {
    let furniture = stored.furniture.iter().map(|&span| (span, "page furniture"));
    furniture.chain(stored.captions.iter().map(|&span| (span, "caption"))).collect()
}

/// Says what the file shows around the text.
fn tell_beside(stored: &StoredArticle) {
    for part in &stored.beside {
        let words = part.text.split('\n').collect::<Vec<_>>().join(" | ");
        talk::note(format_args!("not in the text, around the article: {words}"));
    }
}

/// Prints the lines of the text that are no page furniture and no captions, and says what the others are.
fn clean(stored: &StoredArticle, recurring: &[Recurring]) -> Result<Exit, CliError> {
    let recurs = recurring.iter().map(|paragraph| (paragraph.span, "recurs in articles of this outlet"));
    let mut taken: Vec<(Span, &str)> = told(stored).into_iter().chain(recurs).collect();
    taken.sort();
    let mut out = screen::data(Format::Text);
    for line in lines(&stored.text) {
        if !taken.iter().any(|(span, _)| span.overlaps(line)) {
            writeln!(out, "{}", sanitize(line.of(&stored.text).trim_end()))?;
        }
    }
    out.flush()?;
    for (span, why) in taken {
        let words = span.of(&stored.text).split_whitespace().collect::<Vec<_>>().join(" ");
        talk::note(format_args!("taken away, {why}: {words}"));
    }
    tell_beside(stored);
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
