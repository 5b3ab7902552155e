//! `sitrep batch`: many questions, one process.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::clock::cpu_micros;
use super::error::CliError;
use super::exit::Exit;
use super::format::Format;
use super::lines::lines;
use super::question::FilterArguments;
use super::replacement::Replacement;
use super::setup::{IndexPlace, Setup};
use super::{screen, talk};
use crate::export::write_line;
use crate::search::{Hit, Library, Page, Question, RankedArticle, SearchError};

/// Ask many questions, one a line: id, a tab, the query.
///
/// trec prints a run over articles: qid Q0 article rank score sitrep. jsonl prints passages as
/// search --format jsonl does, with their qid. A bad query is reported and skipped, and the exit
/// code is 2.
///
/// Example: sitrep batch questions.tsv --any > run.txt
#[derive(Debug, Args)]
pub(super) struct BatchArguments {
    /// Questions, one a line; - is stdin.
    #[arg(value_name = "QUERIES")]
    queries: PathBuf,
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    filters: FilterArguments,
    /// How to write.
    #[arg(long, value_name = "FORMAT", default_value = "trec")]
    format: RunFormat,
    /// Rank articles that hold any of the words, instead of all.
    #[arg(long)]
    any: bool,
    /// Articles, or passages, a question at most.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    limit: usize,
    /// Write qid, wall time and CPU time in microseconds a line (CPU time on Unix only).
    #[arg(long, value_name = "FILE")]
    timings: Option<PathBuf>,
}

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RunFormat {
    /// A TREC run over articles.
    Trec,
    /// One passage a line.
    Jsonl,
}

/// An answer, before it is printed: printing is not part of its time.
enum Answer {
    Articles(Vec<RankedArticle>),
    Passages(Vec<Hit>),
}

#[derive(Serialize)]
struct Line<'h> {
    qid: &'h str,
    #[serde(flatten)]
    hit: &'h Hit,
}

/// What one question cost, in microseconds.
struct Timing {
    qid: String,
    wall: u128,
    cpu: Option<u128>,
}

/// Answers question after question.
pub(super) fn run(arguments: &BatchArguments) -> Result<Exit, CliError> {
    if arguments.any && arguments.format == RunFormat::Jsonl {
        return Err(CliError::Usage("--any ranks articles: use it with --format trec".to_owned()));
    }
    let name = arguments.queries.display().to_string();
    let input: Box<dyn BufRead> = if arguments.queries == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let opened = File::open(&arguments.queries);
        Box::new(BufReader::new(
            opened.map_err(|error| CliError::Usage(format!("{name}: cannot be opened: {error}")))?,
        ))
    };
    let setup = Setup::of(&arguments.place)?;
    let library = setup.open(&arguments.place)?;
    let mut out = screen::data(Format::Jsonl);
    let (mut timings, mut refused, mut found) = (Vec::new(), 0, 0);
    for line in lines(input) {
        let line = line.map_err(|error| CliError::Usage(format!("{name}: cannot be read: {error}")))?;
        let answered = line.text.and_then(|text| answer(&library, arguments, &text));
        match answered {
            Ok((timing, answer)) => {
                found += print(&mut out, &timing.qid, &answer)?;
                timings.push(timing);
            }
            Err(reason) => {
                refused += 1;
                talk::refused(&format!("{name}:{}", line.number), &reason);
            }
        }
    }
    out.flush()?;
    report(&mut timings, arguments.timings.as_deref())?;
    let exit = if found == 0 { Exit::NothingFound } else { Exit::Done };
    Ok(exit.unless_refused(refused))
}

fn answer(library: &Library<'_>, arguments: &BatchArguments, line: &str) -> Result<(Timing, Answer), String> {
    let (qid, query) = line.split_once('\t').ok_or("no tab between the id and the query")?;
    let question = Question { query: query.to_owned(), filters: arguments.filters.filters() };
    let (begun, cpu_begun) = (Instant::now(), cpu_micros());
    let answer = ask(library, arguments, &question).map_err(|error| error.to_string())?;
    let timing = Timing {
        qid: qid.split_whitespace().collect::<Vec<_>>().join("_"),
        wall: begun.elapsed().as_micros(),
        cpu: cpu_micros().zip(cpu_begun).map(|(now, begun)| now.saturating_sub(begun)),
    };
    Ok((timing, answer))
}

fn ask(
    library: &Library<'_>,
    arguments: &BatchArguments,
    question: &Question,
) -> Result<Answer, SearchError> {
    match arguments.format {
        RunFormat::Trec if arguments.any => {
            library.rank_articles(question, arguments.limit).map(Answer::Articles)
        }
        RunFormat::Trec => library.list_articles(question, arguments.limit).map(Answer::Articles),
        RunFormat::Jsonl => {
            let page = Page { limit: arguments.limit, ..Page::default() };
            Ok(Answer::Passages(library.search(question, page)?.hits))
        }
    }
}

/// Prints an answer; says how long it was.
fn print(out: &mut dyn Write, qid: &str, answer: &Answer) -> Result<usize, CliError> {
    match answer {
        Answer::Passages(hits) => {
            hits.iter().try_for_each(|hit| write_line(out, &Line { qid, hit }))?;
            Ok(hits.len())
        }
        Answer::Articles(articles) => {
            for (nth, RankedArticle { id, score }) in articles.iter().enumerate() {
                // A run has its columns between spaces, so an id must not hold one.
                let id: Vec<&str> = id.split_whitespace().collect();
                writeln!(out, "{qid} Q0 {} {} {score:.6} sitrep", id.join("_"), nth + 1)?;
            }
            Ok(articles.len())
        }
    }
}

fn report(timings: &mut [Timing], file: Option<&Path>) -> Result<(), CliError> {
    if let Some(file) = file {
        let cannot = |source| CliError::File { path: file.to_path_buf(), source };
        let mut out = Replacement::of(file).map_err(cannot)?;
        for Timing { qid, wall, cpu } in timings.iter() {
            // The cell stays empty where the system does not tell.
            let cpu = cpu.map_or_else(String::new, |micros| micros.to_string());
            writeln!(out, "{qid}\t{wall}\t{cpu}").map_err(cannot)?;
        }
        out.finish().map_err(cannot)?;
    }
    timings.sort_by_key(|timing| timing.wall);
    let at =
        |percent: usize| timings.get((timings.len() * percent / 100).min(timings.len().saturating_sub(1)));
    if let (Some(p50), Some(p95), Some(p99)) = (at(50), at(95), at(99)) {
        let milliseconds = |timing: &Timing| format!("{}.{:03} ms", timing.wall / 1000, timing.wall % 1000);
        talk::note(format_args!(
            "{} questions: p50 {}, p95 {}, p99 {}",
            timings.len(),
            milliseconds(p50),
            milliseconds(p95),
            milliseconds(p99)
        ));
    }
    Ok(())
}
