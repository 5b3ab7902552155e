//! `sitrep search`: ranked passages.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use super::exit::Exit;
use super::format::Format;
use super::page::Look;
use super::question::{PageArguments, QuestionArguments};
use super::report::counted;
use super::setup::{IndexPlace, Setup};
use super::{index, page, screen, talk};
use crate::export::write_line;
use crate::search::{Page, Reading, ReadingKind, SearchResults};
use crate::vocabulary::Vocabulary;

/// Find ranked passages; what matched is marked, and every casualty figure in its own way.
///
/// All words must occur in the article, its title included; names of places and actors match under
/// every spelling. "…" is a phrase, OR and NOT combine, word* is a prefix, =word is that form only.
/// Under a passage stands one line a figure: ≥15 is at least 15, ~15 about, 20–30 a range. Figures
/// are reported, not verified. Under a passage whose words stand in other articles, too, these are
/// named; where one page would show the same words twice, the second is one line.
///
/// Exit codes: 0 hits, 1 none, 2 something failed.
///
/// Example: sitrep search "Katiba Macina Kati" --corpus articles/
#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    #[command(flatten)]
    question: QuestionArguments,
    #[command(flatten)]
    page: PageArguments,
    #[command(flatten)]
    place: IndexPlace,
    /// Bring the index into step with this folder first.
    #[arg(long, value_name = "PATH")]
    corpus: Vec<PathBuf>,
    /// Say how each part of the question was read, and why each hit scored as it did.
    #[arg(long)]
    explain: bool,
    /// Print passages again whose words stand on the page already; they are one line otherwise.
    #[arg(long)]
    all_copies: bool,
    /// How to write: text is for people, and the default on a terminal.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

/// Answers with a page of passages.
pub(super) fn run(arguments: &SearchArguments) -> Result<Exit, CliError> {
    let setup = Setup::of(&arguments.place)?;
    let question = arguments.question.question()?;
    let read = if arguments.corpus.is_empty() {
        Exit::Done
    } else {
        index::bring_up_to_date(&setup, &arguments.corpus, &arguments.place)?
    };
    if read == Exit::Stopped {
        return Ok(read);
    }
    let page = Page { explain: arguments.explain, copies: true, ..arguments.page.page() };
    let asked = |error| CliError::of(&question, error);
    let library = setup.open(&arguments.place)?;
    let readings = library.explain(&question).map_err(asked)?;
    if arguments.explain {
        readings.iter().for_each(explain);
    }
    let results = library.search(&question, page).map_err(asked)?;
    let format = arguments.format.unwrap_or(Format::Text);
    let mut out = screen::data(format);
    match format {
        Format::Text => {
            let look = Look { all_copies: arguments.all_copies, ..screen::look() };
            print(&mut out, (&results, &readings), page, (&setup.vocabulary, look))?;
        }
        Format::Jsonl => results.hits.iter().try_for_each(|hit| write_line(&mut out, hit))?,
    }
    out.flush()?;
    if results.total.passages == 0 {
        talk::note("nothing found");
        library.suggestions(&question).map_err(asked)?.iter().for_each(talk::hint);
    }
    Ok(match read {
        Exit::Failed => Exit::Failed,
        _ if results.total.passages == 0 => Exit::NothingFound,
        _ => Exit::Done,
    })
}

fn explain(reading: &Reading) {
    let kind = match reading.kind {
        ReadingKind::Name => "name",
        ReadingKind::Words => "words",
        ReadingKind::Optional => "may be missing",
        ReadingKind::Filter => "narrowing",
        ReadingKind::Excluded => "must not occur",
    };
    talk::note(format_args!("{}: {kind}: {}", reading.written, reading.meaning));
}

/// Places and actors that are told of one name above the results; `--explain` tells all.
const NAMED: usize = 2;

/// The names that were recognised in the query, in one line.
fn names(readings: &[Reading]) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for reading in readings.iter().filter(|reading| reading.kind == ReadingKind::Name) {
        let named = reading.entities.iter().take(NAMED).cloned().collect::<Vec<_>>().join(" or ");
        let more = match reading.entities.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" +{more}"),
        };
        let line = format!("{}: {named}{more}", reading.written);
        if !named.is_empty() && !names.contains(&line) {
            names.push(line);
        }
    }
    (!names.is_empty()).then(|| names.join(" · "))
}

fn print(
    out: &mut dyn Write,
    (results, readings): (&SearchResults, &[Reading]),
    page: Page,
    (vocabulary, look): (&Vocabulary, Look),
) -> Result<(), CliError> {
    let SearchResults { total, pageable, hits } = results;
    if total.passages == 0 {
        return Ok(());
    }
    let found = format!("{} in {}", counted(total.passages, "passage"), counted(total.articles, "article"));
    let shown = match (hits.first(), hits.last()) {
        (Some(first), Some(last)) if hits.len() < *pageable => {
            format!("{found}; {} to {} shown", first.rank, last.rank)
        }
        (Some(_), _) => found,
        _ if page.limit == 0 => found,
        _ => format!("{found}; none beyond --offset {}", page.offset),
    };
    page::quiet(out, &shown, look)?;
    if let Some(names) = names(readings) {
        page::quiet(out, &names, look)?;
    }
    writeln!(out)?;
    page::print(out, hits, vocabulary, look)?;
    let next = page.offset + hits.len();
    if !hits.is_empty() && next < *pageable {
        page::quiet(out, &format!("More: --offset {next}"), look)?;
    }
    Ok(())
}
