//! `sitrep saved`: questions that are asked again and again, and what is new since the last time.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::CliError;
use super::exit::Exit;
use super::format::Format;
use super::question::QuestionArguments;
use super::replacement::Replacement;
use super::report::counted;
use super::setup::{IndexPlace, Setup};
use super::{page, screen, talk};
use crate::export::write_line;
use crate::index::absolute;
use crate::search::{Hit, Library, Page, Question};

/// Keep questions, and see what is new since each was last asked.
///
/// They are kept in a file beside the index, named after it, and outlive a rebuild.
///
/// Example: sitrep saved run kati
#[derive(Debug, Args)]
pub(super) struct SavedArguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Keep a question under a name; what it finds today is new when it is first run.
    Add {
        /// What to call it.
        name: String,
        #[command(flatten)]
        question: QuestionArguments,
        #[command(flatten)]
        place: IndexPlace,
    },
    /// List the questions that are kept.
    List {
        #[command(flatten)]
        place: IndexPlace,
    },
    /// Ask a question again: the passages that no run before has shown.
    ///
    /// Exit codes: 0 something new, 1 nothing, 2 something failed.
    Run {
        /// Its name.
        name: String,
        #[command(flatten)]
        place: IndexPlace,
        /// How to write: text is for people.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Format,
    },
    /// Forget a question.
    Remove {
        /// Its name.
        name: String,
        #[command(flatten)]
        place: IndexPlace,
    },
}

/// A question that is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Saved {
    name: String,
    question: Question,
    /// A digest of each passage that was shown: its article and its words.
    seen: BTreeSet<String>,
}

/// Does what was asked with the questions that are kept.
pub(super) fn run(arguments: &SavedArguments) -> Result<Exit, CliError> {
    match &arguments.action {
        Action::Add { name, question, place } => add(name, question.question()?, place),
        Action::List { place } => list(place),
        Action::Run { name, place, format } => ask_again(name, place, *format),
        Action::Remove { name, place } => remove(name, place),
    }
}

fn add(name: &str, question: Question, place: &IndexPlace) -> Result<Exit, CliError> {
    let setup = Setup::of(place)?;
    setup.open(place)?.count(&question).map_err(|error| CliError::of(&question, error))?;
    let file = file_of(place)?;
    let mut all = read(&file)?;
    if all.iter().any(|saved| saved.name == name) {
        return Err(CliError::Usage(format!(
            "there is a question {name}: `sitrep saved remove {name}` first"
        )));
    }
    all.push(Saved { name: name.to_owned(), question, seen: BTreeSet::new() });
    all.sort_by(|a, b| a.name.cmp(&b.name));
    write(&file, &all)?;
    talk::note(format_args!("kept in {}", file.display()));
    Ok(Exit::Done)
}

fn list(place: &IndexPlace) -> Result<Exit, CliError> {
    let all = read(&file_of(place)?)?;
    let mut out = screen::data(Format::Text);
    for Saved { name, question, seen } in &all {
        let line = format!("{name}\t{}\t{} shown", question.query, counted(seen.len(), "passage"));
        writeln!(out, "{}", super::sanitize::sanitize(&line))?;
    }
    out.flush()?;
    Ok(if all.is_empty() { Exit::NothingFound } else { Exit::Done })
}

fn ask_again(name: &str, place: &IndexPlace, format: Format) -> Result<Exit, CliError> {
    let file = file_of(place)?;
    let mut all = read(&file)?;
    let Some(saved) = all.iter_mut().find(|saved| saved.name == name) else { return Err(unknown(name)) };
    let setup = Setup::of(place)?;
    let new = unseen(&setup.open(place)?, saved)?;
    let mut out = screen::data(format);
    match format {
        Format::Text if new.is_empty() => {}
        Format::Text => page::print(&mut out, &new, &setup.vocabulary, screen::look())?,
        Format::Jsonl => new.iter().try_for_each(|hit| write_line(&mut out, hit))?,
    }
    out.flush()?;
    talk::note(format_args!("{} new since the last run of {name}", counted(new.len(), "passage")));
    let is_empty = new.is_empty();
    saved.seen.extend(new.iter().map(digest));
    write(&file, &all)?;
    Ok(if is_empty { Exit::NothingFound } else { Exit::Done })
}

fn remove(name: &str, place: &IndexPlace) -> Result<Exit, CliError> {
    let file = file_of(place)?;
    let mut all = read(&file)?;
    let before = all.len();
    all.retain(|saved| saved.name != name);
    if all.len() == before {
        return Err(unknown(name));
    }
    write(&file, &all)?;
    Ok(Exit::Done)
}

/// The passages that answer and that no run has shown, numbered from 1.
fn unseen(library: &Library<'_>, saved: &Saved) -> Result<Vec<Hit>, CliError> {
    let page = Page { limit: usize::MAX, copies: true, ..Page::default() };
    let asked = |error| CliError::of(&saved.question, error);
    let mut new = Vec::new();
    for hit in library.find(&saved.question, page).map_err(asked)? {
        let hit = hit.map_err(asked)?;
        if !saved.seen.contains(&digest(&hit)) {
            new.push(Hit { rank: new.len() + 1, ..hit });
        }
    }
    library.add_copies(&mut new).map_err(asked)?;
    Ok(new)
}

/// Tells a passage by its article and its words, so that one that was changed is new.
fn digest(hit: &Hit) -> String {
    let mut digest = Sha256::new();
    digest.update(&hit.article.id);
    digest.update([0]);
    digest.update(&hit.passage.quote.text);
    digest.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

fn unknown(name: &str) -> CliError {
    CliError::Usage(format!("there is no question {name}: `sitrep saved list` shows those that are kept"))
}

/// `.sitrep-saved.json` beside `.sitrep`, from wherever that is looked at.
fn file_of(place: &IndexPlace) -> Result<PathBuf, CliError> {
    let index = absolute(&place.index);
    let Some(name) = index.file_name() else {
        let reason = format!("{} cannot be an index: nothing can lie beside it", index.display());
        return Err(CliError::Usage(reason));
    };
    let mut name = name.to_owned();
    name.push("-saved.json");
    Ok(index.with_file_name(name))
}

fn read(file: &Path) -> Result<Vec<Saved>, CliError> {
    let cannot = |source| CliError::File { path: file.to_path_buf(), source };
    match fs::read_to_string(file) {
        Ok(text) => serde_json::from_str(&text).map_err(|source| cannot(io::Error::other(source))),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(cannot(source)),
    }
}

fn write(file: &Path, all: &[Saved]) -> Result<(), CliError> {
    let cannot = |source| CliError::File { path: file.to_path_buf(), source };
    let text = serde_json::to_string_pretty(all).map_err(|source| cannot(io::Error::other(source)))?;
    let mut out = Replacement::of(file).map_err(cannot)?;
    writeln!(out, "{text}").map_err(cannot)?;
    out.finish().map_err(cannot)
}
