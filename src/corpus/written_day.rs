//! Days that the words of a line tell: `22 July 2022`, `le 1er août`, `12/07/2022`.

use std::borrow::Cow;

use jiff::civil::Date;

use super::credits::credits;
use super::metadata;
use crate::text::{Span, fold};

/// The one day that `value` names, in a text of that language; `None` where it names none, or several.
pub(super) fn day_in(value: &str, language: Option<&str>) -> Option<Date> {
    let value = western(value);
    let words = Words::of(&value, language);
    let first = words.date()?;
    let has_second = words.date_in(first.behind).is_some_and(|second| second.date.is_some());
    if has_second { None } else { first.date }
}

/// A word of a line.
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// Its first byte.
    pub(super) at: usize,
    /// Whether a comma or the like stands before it.
    pub(super) after_comma: bool,
}

impl Word<'_> {
    /// The byte behind its last one.
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    pub(super) fn is_figure(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let is_comma = |c: char| matches!(c, ',' | '،' | '(' | ')' | '|' | ';' | ':');
    let mut after_comma = false;
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, None) => after_comma |= is_comma(c),
            (false, Some(from)) => {
                words.push(Word { text: Span::new(from, at).of(text), at: from, after_comma });
                (after_comma, start) = (is_comma(c), None);
            }
            (true, Some(_)) => {}
        }
    }
    words
}

/// A date among words.
pub(super) struct Found<'w, 't> {
    /// The words before it.
    pub(super) before: &'w [Word<'t>],
    /// The words behind it.
    pub(super) behind: &'w [Word<'t>],
    /// Whether a comma or the like stands before it.
    pub(super) after_comma: bool,
    /// `None` without a year.
    pub(super) date: Option<Date>,
}

/// A day that words begin with, `None` without a year, and the words behind it.
type DayAndRest<'w, 't> = (Option<Date>, &'w [Word<'t>]);

/// The words of a line or value, and its language.
pub(super) struct Words<'t> {
    text: &'t str,
    pub(super) list: Vec<Word<'t>>,
    language: Option<&'t str>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str, language: Option<&'t str>) -> Self {
        Self { text, list: words(text), language }
    }

    pub(super) fn date(&self) -> Option<Found<'_, 't>> {
        self.date_in(&self.list)
    }

    /// The first date with a day and a month; of those with a year, the first.
    fn date_in<'w>(&self, words: &'w [Word<'t>]) -> Option<Found<'w, 't>> {
        let dates = (0..words.len()).filter_map(|start| {
            let (before, rest) = words.split_at(start);
            let (date, behind) = self.in_figures(rest).or_else(|| in_words(rest))?;
            Some(Found { before, behind, after_comma: rest.first()?.after_comma, date })
        });
        let found: Vec<Found<'_, '_>> = dates.collect();
        let with_year = found.iter().position(|found| found.date.is_some());
        found.into_iter().nth(with_year.unwrap_or(0))
    }

    /// `02.03.2023`, `12/07/2022`, `2022-07-12`; no date where it may be one of two days.
    fn in_figures<'w>(&self, words: &'w [Word<'t>]) -> Option<DayAndRest<'w, 't>> {
        let [first, second, third, behind @ ..] = words else { return None };
        let three = [first, second, third];
        if !three.iter().all(|word| word.text.bytes().all(|byte| byte.is_ascii_digit())) {
            return None;
        }
        let whole = Span::new(first.at, third.end());
        let length: usize = three.iter().map(|word| word.text.len()).sum();
        let has_year = three.iter().any(|word| word.text.len() == 4);
        // A sign between two figures each, and no fourth one: a time of day or a number has others.
        let has_more = behind.first().is_some_and(|next| next.at == whole.end + 1 && next.is_figure());
        if !has_year || has_more || whole.len() != length + 2 {
            return None;
        }
        let date = metadata::slashed(whole.of(self.text), self.language);
        let is_date = date.is_none_or(|date| (1980..2100).contains(&date.year()));
        is_date.then_some((date, behind))
    }
}

/// `22 July 2022`, `July 22, 2022`, `le 1er août`.
fn in_words<'w, 't>(words: &'w [Word<'t>]) -> Option<DayAndRest<'w, 't>> {
    // Months are looked up beside a number only: the day stands before them or behind.
    if !words.iter().take(3).any(Word::is_figure) {
        return None;
    }
    let (day, month, behind) = day_and_month(words).or_else(|| month_and_day(words))?;
    let behind = match behind {
        // The other name of the month, as Arabic papers give both.
        [name, rest @ ..] if credits().month(&fold(name.text)) == Some(month) => rest,
        _ => behind,
    };
    let dated = behind_particle(behind).split_first().and_then(|(year, rest)| {
        let year = year.text.parse().ok().filter(|year| (1980..2100).contains(year))?;
        Some((Date::new(year, month, day).ok()?, rest))
    });
    Some(dated.map_or((None, behind), |(date, rest)| (Some(date), rest)))
}

/// `22 July`, `22 de julio`, and the words behind.
fn day_and_month<'w, 't>(words: &'w [Word<'t>]) -> Option<(i8, i8, &'w [Word<'t>])> {
    let (first, behind) = words.split_first()?;
    let day = day(first.text)?;
    let (month, behind) = month(behind_particle(behind))?;
    Some((day, month, behind))
}

/// `July 22`, and the words behind.
fn month_and_day<'w, 't>(words: &'w [Word<'t>]) -> Option<(i8, i8, &'w [Word<'t>])> {
    // A month is one word or two, and its day is behind it: easier to see than what a month is.
    if !words.iter().skip(1).take(2).any(|word| day(word.text).is_some()) {
        return None;
    }
    let (month, behind) = month(words)?;
    let (first, behind) = behind.split_first()?;
    Some((day(first.text)?, month, behind))
}

/// The month whose name `words` begin with, and the words behind it.
fn month<'w, 't>(words: &'w [Word<'t>]) -> Option<(i8, &'w [Word<'t>])> {
    let (first, behind) = words.split_first()?;
    let one = fold(first.text);
    if first.is_figure() || !credits().begins_month(&one) {
        return None;
    }
    // Two words name a month of the Levant.
    let of_two = behind
        .split_first()
        .and_then(|(next, behind)| Some((credits().month(&format!("{one} {}", fold(next.text)))?, behind)));
    of_two.or_else(|| Some((credits().month(&one)?, behind)))
}

/// `words` without the `de` or `of` before a month or a year.
fn behind_particle<'w, 't>(words: &'w [Word<'t>]) -> &'w [Word<'t>] {
    match words {
        [first, behind @ ..] if matches!(first.text, "de" | "of") => behind,
        _ => words,
    }
}

/// `22`, `1er`, `22nd`.
fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let is_ordinal = matches!(word.get(digits.len()..), Some("" | "er" | "st" | "nd" | "rd" | "th"));
    digits.parse().ok().filter(|day| is_ordinal && digits.len() <= 2 && (1..=31).contains(day))
}

/// `line` with the digits of Arabic and Persian print as those of Latin.
pub(super) fn western(line: &str) -> Cow<'_, str> {
    let digit = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(c) - 0x6f0, 10),
        _ => None,
    };
    if line.is_ascii() || !line.contains(|c| digit(c).is_some()) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.chars().map(|c| digit(c).unwrap_or(c)).collect())
}

/// Whether four digits stand in `text`: a quick no for most lines.
pub(super) fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_in_year = |at: usize| {
        let before = bytes.iter().take(at).rev().take_while(|byte| byte.is_ascii_digit());
        let behind = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit());
        before.chain(behind).take(4).count() == 4
    };
    // One of four bytes in a row stands at every fourth place.
    (3..bytes.len()).step_by(4).any(|at| bytes.get(at).is_some_and(u8::is_ascii_digit) && is_in_year(at))
}

/// Whether a number of one digit or two stands in `text`, as a day is: a quick no for most years.
pub(super) fn may_hold_day(text: &str) -> bool {
    let runs = text.as_bytes().chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit());
    runs.into_iter().any(|run| run.len() <= 2 && run.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_value_names_one_day_or_none() {
        assert_eq!(day_in("22 July 2022 14:05", None), Some(date(2022, 7, 22)));
        assert_eq!(day_in("1er août 2022", None), Some(date(2022, 8, 1)));
        assert_eq!(day_in("22 July 2022 to 24 July 2022", None), None);
        assert_eq!(day_in("July 2022", None), None);
    }
}
