//! `sitrep extract`: figures, places and actors of articles, without an index.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use super::error::CliError;
use super::exit::Exit;
use super::format::Format;
use super::lines::{Line, lines};
use super::reading::ReadingArguments;
use super::sanitize::sanitize;
use super::setup::OwnVocabulary;
use super::{article, screen, talk};
use crate::corpus::{self, Article, ArticleMeta, Reading, Record, Records, Refusal, SourceFile};
use crate::export::write_line;
use crate::extract::{Annotations, ArticleText, explain};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// Find every casualty figure, place and actor in articles; no index is needed.
///
/// Reads JSON Lines, one article a line: {"id", "text", "title"?, "published"?: "YYYY-MM-DD",
/// "language"?}, whose text is taken as it is. Any other file is read as `sitrep index` reads it: by
/// what it holds, then by its name, archives and mails with all that is in them. Writes one JSON
/// object an article, in input order. What cannot be read is reported on stderr as file: reason, and
/// the rest goes on.
///
/// Example: sitrep extract articles.jsonl > figures.jsonl
#[derive(Debug, Args)]
pub(super) struct ExtractArguments {
    /// Files to read; - is stdin.
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
    /// What the files hold; by default stdin and files of that name hold JSON Lines, and any other
    /// file tells by itself.
    #[arg(long, value_name = "WHAT")]
    input: Option<Input>,
    /// Add to each object what is known of the article, and the text that its offsets count in.
    #[arg(long)]
    with_text: bool,
    /// How to write: text is for people, and the default on a terminal.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    #[command(flatten)]
    own: OwnVocabulary,
    /// Show instead, for each text, its words with their types, the rules that applied, and those
    /// that almost did.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Input {
    /// One JSON object a line, one article each.
    Jsonl,
    /// One article of plain text.
    Text,
    /// Whatever it turns out to be.
    Any,
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
        reading: arguments.reading.reading(),
        out: screen::data(format),
        format,
        explain: arguments.explain,
        with_text: arguments.with_text,
        refused: 0,
    };
    for file in &arguments.files {
        if file == stdin {
            extraction.read("stdin", arguments.input.unwrap_or(Input::Jsonl), io::stdin().lock())?;
        } else {
            extraction.read_file(file, arguments.input)?;
        }
    }
    extraction.out.flush()?;
    Ok(Exit::Done.unless_refused(extraction.refused))
}

/// Whether a file is read line by line: by its name, or because it can be read only once.
fn is_lines(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    let is_named = extension.is_some_and(|name| name.eq_ignore_ascii_case("jsonl"));
    is_named || file.metadata().is_ok_and(|metadata| !metadata.is_file())
}

struct Extraction<W> {
    vocabulary: Vocabulary,
    reading: Reading,
    out: W,
    format: Format,
    explain: bool,
    with_text: bool,
    refused: usize,
}

/// An object of output, with the text that its offsets count in.
#[derive(Serialize)]
struct WithText<'a> {
    article: ArticleMeta,
    text: &'a str,
    furniture: &'a [Span],
    captions: &'a [Span],
    #[serde(flatten)]
    found: &'a Annotations,
}

impl<W: Write> Extraction<W> {
    fn read_file(&mut self, file: &Path, input: Option<Input>) -> Result<(), CliError> {
        let name = file.display().to_string();
        if file.is_dir() {
            self.refuse(&name, "is a folder: name its files, or index it with `sitrep index`");
            return Ok(());
        }
        let input = input.unwrap_or_else(|| if is_lines(file) { Input::Jsonl } else { Input::Any });
        if input != Input::Any {
            return match File::open(file) {
                Ok(opened) => self.read(&name, input, BufReader::new(opened)),
                Err(error) => {
                    self.refuse(&name, &format!("cannot be opened: {error}"));
                    Ok(())
                }
            };
        }
        for found in corpus::walk(&[file.to_path_buf()], &[]) {
            match found {
                // Two files of one name in two folders are two articles.
                Ok(found) => {
                    let found = SourceFile { name: name.clone(), ..found };
                    self.read_records(corpus::records(&found, &self.reading))?;
                }
                Err(Refusal { reason, .. }) => self.refuse(&name, &reason),
            }
        }
        Ok(())
    }

    fn read(&mut self, name: &str, input: Input, mut reader: impl BufRead) -> Result<(), CliError> {
        if input == Input::Jsonl {
            return self.read_lines(name, reader);
        }
        let mut bytes = Vec::new();
        if let Err(error) = reader.read_to_end(&mut bytes) {
            self.refuse(name, &format!("cannot be read: {error}"));
            return Ok(());
        }
        match input {
            Input::Text => self.read_record(Record::of_text(name, bytes)),
            Input::Jsonl | Input::Any => self.read_records(corpus::records_from(bytes, name, &self.reading)),
        }
    }

    fn read_records(&mut self, mut records: Records) -> Result<(), CliError> {
        for record in records.by_ref() {
            match record {
                Ok(record) => self.read_record(record)?,
                Err(Refusal { path, reason }) => self.refuse(&path, &reason),
            }
        }
        for left in records.left_out() {
            talk::note(format_args!("{}: left out: {}", left.path, left.rule));
        }
        Ok(())
    }

    fn read_record(&mut self, record: Record) -> Result<(), CliError> {
        let mut article = match record.article() {
            Ok(article) => article,
            Err(Refusal { path, reason }) => {
                self.refuse(&path, &reason);
                return Ok(());
            }
        };
        for doubt in &article.warnings {
            talk::warning(format_args!("{}: {}", doubt.path, doubt.message));
        }
        if self.explain {
            return self.explain(&article.as_text());
        }
        let found = corpus::annotated(&self.vocabulary, &mut article);
        let Article { meta, text, furniture, captions, .. } = article;
        self.write(&WithText {
            article: meta,
            text: &text,
            furniture: &furniture,
            captions: &captions,
            found: &found,
        })
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
                Ok((mut article, doubt)) => {
                    if let Some(doubt) = doubt {
                        self.refuse(&place, &doubt);
                    }
                    article.language = article.language.and_then(|given| language(&given, &place));
                    self.write_line(article)?;
                }
                Err(reason) => self.refuse(&place, &reason),
            }
        }
        Ok(())
    }

    fn explain(&mut self, article: &ArticleText) -> Result<(), CliError> {
        let account = explain(&self.vocabulary, article);
        account.lines().try_for_each(|line| writeln!(self.out, "{}", sanitize(line)))?;
        Ok(())
    }

    /// An article whose text is taken as it is.
    fn write_line(&mut self, article: ArticleText) -> Result<(), CliError> {
        if self.explain {
            return self.explain(&article);
        }
        let found = corpus::annotated_text(&self.vocabulary, &article);
        let ArticleText { id, text, title, published, language } = article;
        let article = ArticleMeta { id, title, published, language, ..ArticleMeta::default() };
        let is_shown = self.with_text || self.format == Format::Text;
        let (furniture, captions) = if is_shown { corpus::parts(&text) } else { (Vec::new(), Vec::new()) };
        self.write(&WithText {
            article,
            text: &text,
            furniture: &furniture,
            captions: &captions,
            found: &found,
        })
    }

    fn write(&mut self, object: &WithText<'_>) -> Result<(), CliError> {
        let WithText { text, furniture, captions, found, .. } = object;
        match self.format {
            Format::Text => {
                let look = screen::look();
                let told = furniture.iter().map(|&span| (span, "page furniture"));
                let told: Vec<(Span, &str)> =
                    told.chain(captions.iter().map(|&span| (span, "caption"))).collect();
                article::print(&mut self.out, (text, &told), found, (&self.vocabulary, look))?;
            }
            Format::Jsonl if self.with_text => write_line(&mut self.out, object)?,
            Format::Jsonl => write_line(&mut self.out, found)?,
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
struct InputLine {
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
    let record: InputLine = serde_json::from_str(line).map_err(|error| reason(&error))?;
    let id = match record.id {
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        None | Some(Value::Null) => place.to_owned(),
        Some(_) => return Err("not an article: \"id\" is neither words nor a number".to_owned()),
    };
    let (published, doubt) = match record.published.as_deref().map(|given| (given, given.parse::<Date>())) {
        None => (None, None),
        Some((_, Ok(day))) => (Some(day), None),
        Some((given, Err(_))) => {
            (None, Some(format!("published `{given}` is not a date like 2022-07-29; read without it")))
        }
    };
    let InputLine { text, title, language, .. } = record;
    Ok((ArticleText { id, text, title, published, language }, doubt))
}

/// The code of a language as a line gives it; `None` where the text itself must tell.
fn language(given: &str, place: &str) -> Option<String> {
    corpus::given_language(given).unwrap_or_else(|doubt| {
        talk::warning(format_args!("{place}: {doubt}"));
        None
    })
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
