//! Reading one date at a token: periods first, then single dates of every kind.

use super::calendar::Parts;
use super::moment::{Moment, When};
use super::{DateMention, DateRole, DateSetting};
use crate::text::number::cardinal_at;
use crate::text::{TokenKind, Tokens};
use crate::vocabulary::{DateCue, DateUnit, DateWord};

/// Reads the dates of one text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'r, 't> {
    pub(super) tokens: &'r Tokens<'t>,
    pub(super) setting: DateSetting<'r>,
}

/// A date as it is said, not yet tied to the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Calendar(Parts),
    /// A weekday; -1: the last one before the day of publication, 1: the next, 0: either way.
    Weekday(i8, i64),
    /// So many days from the day of publication.
    FromPublication(i64),
    /// So many days from the date named before.
    FromDate(i64),
    /// So many units before the day of publication: "two weeks ago".
    Ago(u64, DateUnit),
    /// "this week", "last month"
    Unit(DateUnit, i64),
}

impl Reader<'_, '_> {
    /// The date at token `at`, read against `last_day`, the day named before it.
    pub(super) fn mention(&self, at: usize, last_day: Option<Moment>) -> Option<DateMention> {
        if !self.may_open(at) {
            return None;
        }
        if let Some(found) = self.offset_clause(at) {
            return Some(found);
        }
        let said = self.said(at);
        if let Some(found) = self.period(at, said, last_day) {
            return Some(found);
        }
        if let Some(found) = self.since(at, last_day) {
            return Some(found);
        }
        let (end, said) = said?;
        Some(DateMention { tokens: at..end, when: self.when(said, last_day), role: DateRole::Event })
    }

    /// Whether a date may begin at token `at`: a quick no for the words of other languages.
    fn may_open(&self, at: usize) -> bool {
        let DateSetting { words, numbers, .. } = self.setting;
        words.at(self.tokens, at).is_some_and(|(_, mut meant)| meant.any(DateWord::opens))
            || numbers.month(self.tokens, at).is_some()
            || self.tokens.folded(at).starts_with(|c: char| c.is_numeric())
            || cardinal_at(self.tokens, at, numbers).is_some()
    }

    /// "since 2012", "depuis le 3 mai"; but "from 3 to 9 May" is a period of its own.
    fn since(&self, at: usize, last_day: Option<Moment>) -> Option<DateMention> {
        let next = self.cue(at, DateCue::Since)?;
        let article = usize::from(self.setting.numbers.is_function(self.tokens, next));
        let (end, said) = self.said(next).or_else(|| self.said(next + article))?;
        let when = self.when(said, last_day);
        if let Some(when) = when.filter(|when| when.start != when.end) {
            return Some(DateMention { tokens: at..end, when: Some(when), role: DateRole::Event });
        }
        let when = when.and_then(|when| self.until_publication(when.start));
        Some(DateMention { tokens: at..end, when, role: DateRole::Since })
    }

    pub(super) fn cue(&self, at: usize, cue: DateCue) -> Option<usize> {
        self.setting.words.cue(self.tokens, at, cue)
    }

    /// "five days after the raid", "just days after": the count may be missing.
    fn offset_clause(&self, at: usize) -> Option<DateMention> {
        let counted = cardinal_at(self.tokens, at, self.setting.numbers);
        let (unit_at, count) = counted.map_or((at, None), |(end, count)| (end, Some(count)));
        let (unit_end, unit) = self.unit(unit_at)?;
        let end = self.cue(unit_end, DateCue::After)?;
        let days = count.and_then(|count| days_of(count, unit));
        Some(DateMention { tokens: at..end, when: None, role: DateRole::After(days) })
    }

    fn unit(&self, at: usize) -> Option<(usize, DateUnit)> {
        self.setting.words.pick(self.tokens, at, |word| match word {
            DateWord::Unit(unit) => Some(unit),
            _ => None,
        })
    }

    /// "between June and December 2022", "from 3 May to 2 June", "2019-2020".
    fn period(
        &self,
        at: usize,
        said: Option<(usize, Said)>,
        last_day: Option<Moment>,
    ) -> Option<DateMention> {
        let opened = self.cue(at, DateCue::Between);
        let (first_end, first) =
            opened.map_or(said, |start| self.said(start).or_else(|| self.bare(start)))?;
        let dash = matches!(
            self.tokens.get(first_end).map(|token| token.kind),
            Some(TokenKind::Punctuation('-' | '–'))
        );
        let next = if dash {
            first_end + 1
        } else {
            self.cue(first_end, DateCue::And).filter(|_| opened.is_some())?
        };
        let (end, second) = self.said(next).or_else(|| self.bare(next))?;
        let first = share(first, second);
        let (start, stop) = (self.when(first, last_day)?, self.when(second, last_day)?);
        let when = When::between(start.start, stop.end)?;
        Some(DateMention { tokens: at..end, when: Some(when), role: DateRole::Event })
    }

    /// The bare name of a month or the digits of a year, where the words around it make it one.
    fn bare(&self, at: usize) -> Option<(usize, Said)> {
        let parts = if let Some(month) = self.setting.numbers.month(self.tokens, at) {
            Parts { month: i8::try_from(month).ok(), ..Parts::default() }
        } else {
            let text = self.tokens.surface(at);
            let year = text.parse::<i16>().ok().filter(|year| (1900..=2100).contains(year))?;
            Parts { year: Some(year), ..Parts::default() }
        };
        Some((at + 1, Said::Calendar(parts)))
    }

    /// One date at token `at`.
    fn said(&self, at: usize) -> Option<(usize, Said)> {
        self.weekday(at)
            .or_else(|| self.calendar_after_part(at))
            .or_else(|| self.phrase(at))
            .or_else(|| self.shifted_unit(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.later(at))
    }

    fn calendar_after_part(&self, at: usize) -> Option<(usize, Said)> {
        let start = self.cue(at, DateCue::Part).unwrap_or(at);
        let (end, parts) = self.calendar(start)?;
        Some((end, Said::Calendar(parts)))
    }

    fn weekday(&self, at: usize) -> Option<(usize, Said)> {
        let (start, before) = self.shift(at, [DateCue::Last, DateCue::Next]);
        let start = self.cue(start, DateCue::This).unwrap_or(start);
        let (end, day) = self.setting.words.pick(self.tokens, start, |word| match word {
            DateWord::Weekday(day) => Some(day),
            _ => None,
        })?;
        let (end, behind) = self.shift(end, [DateCue::LastBehind, DateCue::NextBehind]);
        let comma = self.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Punctuation(','));
        for skip in [usize::from(comma), usize::from(comma) + 1] {
            if let Some((end, parts)) = self.calendar(end + skip)
                && parts.day.is_some()
                && (skip == usize::from(comma) || self.setting.numbers.is_function(self.tokens, end - 1))
            {
                return Some((end, Said::Calendar(parts)));
            }
        }
        Some((end, Said::Weekday(day, before + behind)))
    }

    /// "last" is -1, "next" is 1, nothing is 0.
    fn shift(&self, at: usize, [last, next]: [DateCue; 2]) -> (usize, i64) {
        if let Some(end) = self.cue(at, last) {
            return (end, -1);
        }
        self.cue(at, next).map_or((at, 0), |end| (end, 1))
    }

    fn phrase(&self, at: usize) -> Option<(usize, Said)> {
        self.setting.words.pick(self.tokens, at, |word| match word {
            DateWord::FromPublication(days) => Some(Said::FromPublication(days)),
            DateWord::FromDate(days) => Some(Said::FromDate(days)),
            _ => None,
        })
    }

    /// "last week", "this month", "la semaine dernière".
    fn shifted_unit(&self, at: usize) -> Option<(usize, Said)> {
        let (start, before) = self.shift(at, [DateCue::Last, DateCue::Next]);
        let this = self.cue(start, DateCue::This);
        let (end, unit) = self.unit(this.unwrap_or(start))?;
        let (end, behind) = self.shift(end, [DateCue::LastBehind, DateCue::NextBehind]);
        let shift = before + behind;
        (shift != 0 || this.is_some()).then_some((end, Said::Unit(unit, shift)))
    }

    /// "two weeks ago", "il y a trois jours".
    fn ago(&self, at: usize) -> Option<(usize, Said)> {
        let opened = self.cue(at, DateCue::AgoBefore);
        let (unit_at, count) = cardinal_at(self.tokens, opened.unwrap_or(at), self.setting.numbers)?;
        let (end, unit) = self.unit(unit_at)?;
        let end = if opened.is_some() { end } else { self.cue(end, DateCue::Ago)? };
        Some((end, Said::Ago(count, unit)))
    }

    /// "two days later", "trois jours plus tard".
    fn later(&self, at: usize) -> Option<(usize, Said)> {
        let (unit_at, count) = cardinal_at(self.tokens, at, self.setting.numbers)?;
        let (unit_end, unit) = self.unit(unit_at)?;
        let days = days_of(count, unit)?;
        match (self.cue(unit_end, DateCue::Later), self.cue(unit_end, DateCue::Before)) {
            (Some(end), _) => Some((end, Said::FromDate(days))),
            (None, Some(end)) => Some((end, Said::FromDate(-days))),
            (None, None) => None,
        }
    }
}

fn days_of(count: u64, unit: DateUnit) -> Option<i64> {
    let count = i64::try_from(count).ok().filter(|&count| count <= 1000)?;
    match unit {
        DateUnit::Day => Some(count),
        DateUnit::Week => Some(count * 7),
        DateUnit::Month | DateUnit::Year => None,
    }
}

/// "between June and December 2022": the first end lacks what the second says.
fn share(first: Said, second: Said) -> Said {
    match (first, second) {
        (Said::Calendar(first), Said::Calendar(second)) => Said::Calendar(Parts {
            year: first.year.or(second.year),
            month: first.month.or(if first.day.is_some() { second.month } else { None }),
            ..first
        }),
        _ => first,
    }
}
