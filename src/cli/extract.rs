//! `sitrep extract`: figures, places and actors of articles, without an index.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use serde_json::error::Category;

use super::error::CliError;
use super::exit::Exit;
use super::format::Format;
use super::lines::{Line, lines};
use super::sanitize::sanitize;
use super::setup::OwnVocabulary;
use super::{article, screen, talk};
use crate::corpus::{self, Article, Refusal};
use crate::export::write_line;
use crate::extract::{ArticleText, annotate, explain};
use crate::vocabulary::Vocabulary;

/// Find every casualty figure, place and actor in articles; no index is needed.
///
/// Reads JSON Lines, one article a line: {"id", "text", "title"?, "published"?: "YYYY-MM-DD",
/// "language"?}. A .txt or .md file is one article. Writes one JSON object an article, in input
/// order. A bad line is reported on stderr as file:line: reason, and the rest goes on.
///
/// Example: sitrep extract articles.jsonl > figures.jsonl
#[derive(Debug, Args)]
pub(super) struct ExtractArguments {
    /// Files to read; - is stdin.
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
    /// What the files hold; by default their names decide, and stdin holds JSON Lines.
    #[arg(long, value_name = "WHAT")]
    input: Option<Input>,
    /// How to write: text is for people, and the default on a terminal.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    own: OwnVocabulary,
    /// Show instead, for each text, its words with their types, the rules that applied, and those
    /// that almost did.
    #[arg(long)]
    explain: bool,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Input {
    /// One JSON object a line, one article each.
    Jsonl,
    /// One article of plain text.
    Text,
}

/// Reads, annotates and writes, one article at a time.
pub(super) fn run(arguments: &ExtractArguments) -> Result<Exit, CliError> {
    let stdin = Path::new("-");
    if arguments.files.iter().any(|file| file == stdin) && io::stdin().is_terminal() {
        talk::hint("reading from the keyboard; end with ctrl-D, or name a file");
    }
    let format = arguments.format.unwrap_or_else(Format::for_stdout);
    let mut extraction = Extraction {
        vocabulary: arguments.own.vocabulary()?,
        out: screen::data(format),
        format,
        explain: arguments.explain,
        refused: 0,
    };
    for file in &arguments.files {
        let input = arguments.input.unwrap_or_else(|| input_by_name(file));
        if file == stdin {
            extraction.read("stdin", input, io::stdin().lock())?;
            continue;
        }
        let name = file.display().to_string();
        if file.is_dir() {
            extraction.refuse(&name, "is a folder: name its files, or index it with `sitrep index`");
            continue;
        }
        match File::open(file) {
            Ok(opened) => extraction.read(&name, input, BufReader::new(opened))?,
            Err(error) => extraction.refuse(&name, &format!("cannot be opened: {error}")),
        }
    }
    extraction.out.flush()?;
    Ok(Exit::Done.unless_refused(extraction.refused))
}

fn input_by_name(file: &Path) -> Input {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("txt" | "md" | "markdown") => Input::Text,
        _ => Input::Jsonl,
    }
}

struct Extraction<W> {
    vocabulary: Vocabulary,
    out: W,
    format: Format,
    explain: bool,
    refused: usize,
}

impl<W: Write> Extraction<W> {
    fn read(&mut self, name: &str, input: Input, reader: impl BufRead) -> Result<(), CliError> {
        match input {
            Input::Jsonl => self.read_lines(name, reader),
            Input::Text => self.read_text(name, reader),
        }
    }

    fn read_lines(&mut self, name: &str, reader: impl BufRead) -> Result<(), CliError> {
        for line in lines(reader) {
            let Line { number, text } = match line {
                Ok(line) => line,
                Err(error) => {
                    self.refuse(name, &format!("cannot be read: {error}"));
                    return Ok(());
                }
            };
            let place = format!("{name}:{number}");
            match text.and_then(|text| parse(&text, &place)) {
                Ok((article, doubt)) => {
                    if let Some(doubt) = doubt {
                        self.refuse(&place, &doubt);
                    }
                    self.write(&article)?;
                }
                Err(reason) => self.refuse(&place, &reason),
            }
        }
        Ok(())
    }

    fn read_text(&mut self, name: &str, mut reader: impl BufRead) -> Result<(), CliError> {
        let mut bytes = Vec::new();
        if let Err(error) = reader.read_to_end(&mut bytes) {
            self.refuse(name, &format!("cannot be read: {error}"));
            return Ok(());
        }
        match corpus::Record::of_text(name, bytes).article() {
            Ok(Article { meta, text, .. }) => self.write(&ArticleText {
                id: meta.id,
                text,
                title: meta.title,
                published: meta.published,
                language: meta.language,
            }),
            Err(Refusal { path, reason }) => {
                self.refuse(&path, &reason);
                Ok(())
            }
        }
    }

    fn write(&mut self, article: &ArticleText) -> Result<(), CliError> {
        if self.explain {
            let account = explain(&self.vocabulary, article);
            for line in account.lines() {
                writeln!(self.out, "{}", sanitize(line))?;
            }
            return Ok(());
        }
        let found = annotate(&self.vocabulary, article);
        match self.format {
            Format::Text => {
                article::print(&mut self.out, &article.text, &found, (&self.vocabulary, screen::look()))?;
            }
            Format::Jsonl => write_line(&mut self.out, &found)?,
        }
        Ok(())
    }

    fn refuse(&mut self, place: &str, reason: &str) {
        self.refused += 1;
        talk::refused(place, reason);
    }
}

/// A line of input, its date not yet read.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    text: String,
    title: Option<String>,
    published: Option<String>,
    language: Option<String>,
}

/// An article from one line of JSON and what is doubtful about it, or why it is none.
///
/// The text is taken as it is, so that offsets count in what the caller sent.
fn parse(line: &str, place: &str) -> Result<(ArticleText, Option<String>), String> {
    let record: Record = serde_json::from_str(line).map_err(|error| reason(&error))?;
    let id = match record.id {
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        None | Some(Value::Null) => place.to_owned(),
        Some(_) => return Err("not an article: \"id\" is neither words nor a number".to_owned()),
    };
    let (published, doubt) = match record.published.as_deref().map(str::parse::<Date>) {
        None => (None, None),
        Some(Ok(day)) => (Some(day), None),
        Some(Err(_)) => {
            let published = record.published.unwrap_or_default();
            (None, Some(format!("published `{published}` is not a date like 2022-07-29; read without it")))
        }
    };
    let Record { text, title, language, .. } = record;
    Ok((ArticleText { id, text, title, published, language }, doubt))
}

/// Every record is a line of its own: of its position only the column says something.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (reason, column) = text.rsplit_once(" at line 1 column ").unwrap_or((&text, "0"));
    match error.classify() {
        Category::Data => format!("not an article: {reason}"),
        _ => format!("not JSON: {reason} (column {column})"),
    }
}
