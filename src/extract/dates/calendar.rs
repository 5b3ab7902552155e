//! Dates of the calendar: `22 July 2022`, `July 22`, `le 1er juin`, `2022-07-22`, `late May`, `2012`.

use super::read::Reader;
use crate::text::{Shape, TokenKind};
use crate::vocabulary::DateCue;

/// The parts of a calendar date that are said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Parts {
    pub(super) year: Option<i16>,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
    /// The last day of "3 to 9 May".
    pub(super) last_day: Option<i8>,
}

impl Reader<'_, '_> {
    /// The calendar date at token `at`, and one past its last token.
    pub(super) fn calendar(&self, at: usize) -> Option<(usize, Parts)> {
        self.numeric(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_day(at))
            .or_else(|| self.month(at))
            .or_else(|| self.year(at))
    }

    fn digits(&self, at: usize) -> Option<(usize, u16)> {
        let token = self.tokens.get(at)?;
        if token.kind != TokenKind::Digits {
            return None;
        }
        let text = self.tokens.surface(at);
        Some((text.len(), text.parse().ok()?))
    }

    fn mark(&self, at: usize, marks: &[char]) -> Option<char> {
        match self.tokens.get(at)?.kind {
            TokenKind::Punctuation(mark) if marks.contains(&mark) => Some(mark),
            _ => None,
        }
    }

    /// `2022-07-22`, `22/07/2022`. Two numbers up to 12 before a year say no day.
    fn numeric(&self, at: usize) -> Option<(usize, Parts)> {
        let mark = self.mark(at + 1, &['-', '/', '.'])?;
        self.mark(at + 3, &[mark])?;
        let fields = [self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?];
        let [(first_length, first), (_, second), (third_length, third)] = fields;
        let (year, month, day) = match (first_length, third_length) {
            (4, 1 | 2) => (first, second, Some(third)),
            (1 | 2, 4) if second > 12 => (third, first, Some(second)),
            (1 | 2, 4) if first > 12 || first == second || self.setting.words.day_first() => {
                (third, second, Some(first))
            }
            _ => return None,
        };
        let month = i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let day = day.and_then(|day| i8::try_from(day).ok()).filter(|day| (1..=31).contains(day))?;
        let parts =
            Parts { year: i16::try_from(year).ok(), month: Some(month), day: Some(day), last_day: None };
        Some((at + 5, parts))
    }

    /// A day of the month in digits, with an ordinal ending: `22`, `22nd`, `1er`.
    fn day(&self, at: usize) -> Option<(usize, i8)> {
        let word = self.tokens.folded(at);
        let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = word.get(..word.len() - rest.len()).filter(|digits| (1..=2).contains(&digits.len()))?;
        let day = digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day))?;
        if !rest.is_empty() && !self.setting.numbers.is_ordinal_suffix(rest) {
            return None;
        }
        Some((at + 1, day))
    }

    /// `22 July 2022`, `3-9 May`, `du 3 au 9 mai`, `12 and 13 April`, `22 de julio de 2022`.
    fn day_month(&self, at: usize) -> Option<(usize, Parts)> {
        let (mut end, day) = self.day(at)?;
        let mut last_day = None;
        if let Some((after, later)) = self.tied_day(end) {
            (end, last_day) = (after, Some(later).filter(|&later| later > day));
        }
        let end = self.setting.words.cue(self.tokens, end, DateCue::Of).unwrap_or(end);
        let (end, month) = self.month_name(end)?;
        let (end, year) = self.year_behind(end);
        Some((end, Parts { year, month: Some(month), day: Some(day), last_day }))
    }

    fn tied_day(&self, at: usize) -> Option<(usize, i8)> {
        let next = match self.mark(at, &['-', '–', '/']) {
            Some(_) => at + 1,
            None => self.setting.words.cue(self.tokens, at, DateCue::And)?,
        };
        self.day(next)
    }

    fn month_name(&self, at: usize) -> Option<(usize, i8)> {
        let month = i8::try_from(self.setting.numbers.month(self.tokens, at)?).ok()?;
        let end = at + 1 + usize::from(self.is_short_name(at) && self.mark(at + 1, &['.']).is_some());
        Some((end, month))
    }

    fn is_short_name(&self, at: usize) -> bool {
        self.tokens.surface(at).chars().count() <= 5
    }

    /// A year behind a date, with or without a comma or "of": it may be left out.
    fn year_behind(&self, at: usize) -> (usize, Option<i16>) {
        let comma = at + usize::from(self.mark(at, &[',']).is_some());
        let next = self.setting.words.cue(self.tokens, comma, DateCue::Of).unwrap_or(comma);
        match self.four_digits(next) {
            Some(year) => (next + 1, Some(year)),
            None => (at, None),
        }
    }

    fn four_digits(&self, at: usize) -> Option<i16> {
        let (length, year) = self.digits(at)?;
        let joined = self.mark(at + 1, &[',', '.']).is_some()
            && self.digits(at + 2).is_some_and(|(length, _)| length == 3);
        (length == 4 && (1900..=2100).contains(&year) && !joined).then_some(i16::try_from(year).ok()?)
    }

    /// `July 22, 2022`, `July 3-9`.
    fn month_day(&self, at: usize) -> Option<(usize, Parts)> {
        let (end, month) = self.month_name(at)?;
        let (mut end, day) = self.day(end)?;
        // "in May 30 soldiers": the number counts.
        let whole = self.setting.words.cue_before(self.tokens, at, DateCue::MonthCue);
        let counts = self
            .tokens
            .get(end)
            .is_some_and(|token| token.kind == TokenKind::Word && token.shape == Shape::Lower)
            && !self.setting.numbers.is_function(self.tokens, end);
        if whole && counts {
            return None;
        }
        let mut last_day = None;
        if self.mark(end, &['-', '–']).is_some()
            && let Some((after, later)) = self.day(end + 1)
        {
            (end, last_day) = (after, Some(later).filter(|&later| later > day));
        }
        let (end, year) = self.year_behind(end);
        Some((end, Parts { year, month: Some(month), day: Some(day), last_day }))
    }

    /// `June 2021`, `late May`, `in February`, `last March`: a bare name needs a word that says so.
    fn month(&self, at: usize) -> Option<(usize, Parts)> {
        let (end, month) = self.month_name(at)?;
        let (end, year) = self.year_behind(end);
        let words = self.setting.words;
        let cued = [DateCue::MonthCue, DateCue::Part, DateCue::Last, DateCue::This]
            .iter()
            .any(|&cue| words.cue_before(self.tokens, at, cue))
            || words.cue(self.tokens, end, DateCue::LastBehind).is_some();
        (year.is_some() || cued).then_some((end, Parts { year, month: Some(month), ..Parts::default() }))
    }

    /// `in 2012`: four digits behind a word that says so.
    fn year(&self, at: usize) -> Option<(usize, Parts)> {
        let year = self.four_digits(at)?;
        let words = self.setting.words;
        let cued = words.cue_before(self.tokens, at, DateCue::YearCue);
        let counts = self
            .tokens
            .get(at + 1)
            .is_some_and(|token| token.kind == TokenKind::Word && token.shape == Shape::Lower)
            && !self.setting.numbers.is_function(self.tokens, at + 1)
            && !words.cue_before(self.tokens, at, DateCue::MonthCue);
        (cued && !counts).then_some((at + 1, Parts { year: Some(year), ..Parts::default() }))
    }
}
