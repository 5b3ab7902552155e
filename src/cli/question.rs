//! The arguments of a question, shared by the commands that ask one, made into plain requests.

use std::ffi::OsString;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use super::error::CliError;
use crate::extract::Outcome;
use crate::search::{Filters, Page, Question, Sort};

/// Narrowing; values of one option are alternatives, options add up.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Narrow by")]
pub(super) struct FilterArguments {
    /// Region or place, with what lies in it: Mali/Ségou, or any of its names.
    #[arg(long, value_name = "PATH")]
    region: Vec<String>,
    /// Armed actor by id or any of its names; members count for their parents.
    #[arg(long, value_name = "NAME")]
    actor: Vec<String>,
    /// Outlet, as the articles name it.
    #[arg(long, value_name = "NAME")]
    source: Vec<String>,
    /// Language code: en, fr, …
    #[arg(long, value_name = "CODE")]
    language: Vec<String>,
    /// What befell the people of a figure in the passage.
    #[arg(long, value_name = "OUTCOME", value_parser = outcomes())]
    outcome: Vec<Outcome>,
    /// Published on this day or later: YYYY-MM-DD, YYYY-MM or YYYY.
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    from: Option<Date>,
    /// Published on this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    to: Option<Date>,
}

impl FilterArguments {
    /// The narrowing without a trace of the command line.
    pub(super) fn filters(&self) -> Filters {
        Filters {
            region: self.region.clone(),
            actor: self.actor.clone(),
            source: self.source.clone(),
            language: self.language.clone(),
            outcome: self.outcome.clone(),
            from: self.from,
            to: self.to,
        }
    }
}

/// The words of the question and its narrowing.
#[derive(Debug, Args)]
pub(super) struct QuestionArguments {
    /// What to look for; all words must occur in the article. * matches everything.
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
}

impl QuestionArguments {
    /// The question without a trace of the command line.
    pub(super) fn question(&self) -> Result<Question, CliError> {
        question(&self.query, &self.filters)
    }
}

/// A question that may be left out, which means everything.
#[derive(Debug, Args)]
pub(super) struct OptionalQuestionArguments {
    /// What to look for; everything where it is left out.
    #[arg(value_name = "QUERY", default_value = "*")]
    query: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
}

impl OptionalQuestionArguments {
    /// The question without a trace of the command line.
    pub(super) fn question(&self) -> Result<Question, CliError> {
        question(&self.query, &self.filters)
    }
}

/// The arguments of the program with `-Mopti`, the word to leave out, told from an option: it is
/// handed on as `!Mopti`, which the query language reads alike.
///
/// Options of one letter stay what they are, and so does everything behind `--`.
pub(super) fn with_words_left_out(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut is_question = false;
    let mut is_plain = false;
    let mut read = Vec::new();
    for (nth, argument) in arguments.enumerate() {
        let text = argument.to_string_lossy();
        is_question |= nth > 0 && matches!(text.as_ref(), "search" | "facets" | "export" | "saved");
        is_plain |= text == "--";
        let left_out = text.strip_prefix('-').filter(|word| {
            is_question && !is_plain && word.chars().count() > 1 && word.starts_with(char::is_alphabetic)
        });
        match left_out {
            Some(word) => read.push(OsString::from(format!("!{word}"))),
            None => read.push(argument),
        }
    }
    read
}

fn question(words: &[String], filters: &FilterArguments) -> Result<Question, CliError> {
    let query = words.join(" ");
    if query.trim().is_empty() {
        return Err(CliError::Usage(
            "the query is empty: write words to look for, or * for everything".to_owned(),
        ));
    }
    Ok(Question { query, filters: filters.filters() })
}

/// The question that every article answers.
pub(super) fn everything() -> Question {
    Question { query: "*".to_owned(), filters: Filters::default() }
}

/// Which part of the answer.
#[derive(Debug, Args)]
pub(super) struct PageArguments {
    /// Passages to show at most.
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// Passages to pass over.
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// Passages of one article to show at most, its best; all that match where it is left out.
    #[arg(long, value_name = "N", alias = "per-article")]
    passages: Option<usize>,
    /// What comes first.
    #[arg(long, value_name = "ORDER", value_parser = orders(), default_value = "relevance")]
    sort: Sort,
}

impl PageArguments {
    /// The page without a trace of the command line.
    pub(super) fn page(&self) -> Page {
        Page {
            offset: self.offset,
            limit: self.limit,
            per_article: self.passages,
            sort: self.sort,
            ..Page::default()
        }
    }
}

fn outcomes() -> impl TypedValueParser<Value = Outcome> {
    PossibleValuesParser::new(Outcome::ALL.iter().map(|outcome| outcome.as_str()))
        .map(|value| Outcome::parse(&value).expect("only values of the list get here"))
}

/// The orders of passages, as they are asked for.
const ORDERS: [(&str, Sort); 4] = [
    ("relevance", Sort::Relevance),
    ("date", Sort::Date),
    ("published", Sort::Published),
    ("killed", Sort::Killed),
];

fn orders() -> impl TypedValueParser<Value = Sort> {
    PossibleValuesParser::new(ORDERS.map(|(name, _)| name)).map(|value| {
        let chosen = ORDERS.into_iter().find(|(name, _)| *name == value);
        chosen.expect("only values of the list get here").1
    })
}

fn first_day(text: &str) -> Result<Date, String> {
    day(text, Date::first_of_year, Date::first_of_month)
}

fn last_day(text: &str) -> Result<Date, String> {
    day(text, Date::last_of_year, Date::last_of_month)
}

/// A day; of a year or a month alone, the day that `of_year` or `of_month` chooses.
fn day(text: &str, of_year: fn(Date) -> Date, of_month: fn(Date) -> Date) -> Result<Date, String> {
    let wrong = |error: jiff::Error| format!("write a date as YYYY-MM-DD, YYYY-MM or YYYY ({error})");
    match text.len() {
        4 => format!("{text}-01-01").parse().map(of_year).map_err(wrong),
        7 => format!("{text}-01").parse().map(of_month).map_err(wrong),
        _ => text.parse().map_err(wrong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_to_leave_out_is_no_option() {
        let read = |arguments: &[&str]| {
            let given = arguments.iter().map(OsString::from);
            let read = with_words_left_out(given).into_iter();
            read.map(|argument| argument.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            read(&["sitrep", "search", "Kati", "-Mopti", "--limit", "5"]),
            "sitrep search Kati !Mopti --limit 5"
        );
        assert_eq!(read(&["sitrep", "search", "-h"]), "sitrep search -h");
        assert_eq!(read(&["sitrep", "search", "--", "-Mopti"]), "sitrep search -- -Mopti");
        assert_eq!(read(&["sitrep", "index", "-Mopti"]), "sitrep index -Mopti");
    }

    #[test]
    fn a_month_or_a_year_is_taken_to_its_end() {
        assert_eq!(first_day("2024").map(|day| day.to_string()), Ok("2024-01-01".to_owned()));
        assert_eq!(last_day("2024-02").map(|day| day.to_string()), Ok("2024-02-29".to_owned()));
        assert_eq!(last_day("2024-02-10").map(|day| day.to_string()), Ok("2024-02-10".to_owned()));
        assert!(first_day("29 July").is_err_and(|reason| reason.contains("YYYY-MM-DD")));
    }
}
