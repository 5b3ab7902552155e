//! From what is said to the calendar, against the day of publication.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::calendar::Parts;
use super::moment::{Moment, Precision, When};
use super::read::{Reader, Said};
use crate::vocabulary::DateUnit;

impl Reader<'_, '_> {
    /// When `said` is; `None` where it needs a day that is not known.
    pub(super) fn when(&self, said: Said, last_day: Option<Moment>) -> Option<When> {
        let published = self.setting.published;
        match said {
            Said::Calendar(parts) => in_calendar(parts, published),
            Said::Weekday(day, shift) => weekday(day, shift, published?).map(When::at),
            Said::FromPublication(days) => Moment::day(published?).plus_days(days).map(When::at),
            Said::FromDate(days) => last_day?.plus_days(days).map(When::at),
            Said::Ago(count, unit) => ago(count, unit, published?).map(When::at),
            Said::Unit(unit, shift) => whole_unit(unit, shift, published?),
        }
    }

    /// From `start` until the article was published, as precisely as a period is told.
    pub(super) fn until_publication(&self, start: Moment) -> Option<When> {
        let published = self.setting.published?;
        let end = match start.precision {
            Precision::Day => Moment::day(published),
            Precision::Month | Precision::Year => Moment::month(published),
        };
        When::between(start, end)
    }
}

/// Without a year it is the last such date up to a week after publication.
fn in_calendar(parts: Parts, published: Option<Date>) -> Option<When> {
    let year = match parts.year {
        Some(year) => year,
        None => last_year_of(parts, published?)?,
    };
    let start = Moment::from_parts(year, parts.month, parts.day)?;
    match parts.last_day {
        Some(_) => When::between(start, Moment::from_parts(year, parts.month, parts.last_day)?),
        None => Some(When::at(start)),
    }
}

fn last_year_of(parts: Parts, published: Date) -> Option<i16> {
    let latest = match parts.day {
        Some(_) => published.checked_add(7.days()).ok()?,
        None => published,
    };
    let this_year = Date::new(published.year(), parts.month?, parts.day.unwrap_or(1)).ok();
    match this_year {
        Some(date) if date > latest => Some(published.year() - 1),
        _ => Some(published.year()),
    }
}

fn weekday(day: i8, shift: i64, published: Date) -> Option<Moment> {
    let weekday = Weekday::from_monday_one_offset(day).ok()?;
    let back = match (published.weekday().since(weekday), shift) {
        (_, 1..) => return None,
        (0, ..=-1) => 7,
        (back, _) => i64::from(back),
    };
    Moment::day(published).plus_days(-back)
}

fn ago(count: u64, unit: DateUnit, published: Date) -> Option<Moment> {
    let count = i64::try_from(count).ok().filter(|&count| count <= 2000)?;
    match unit {
        DateUnit::Day => Moment::day(published).plus_days(-count),
        // "A week ago" is about a week, not a day.
        DateUnit::Week => None,
        DateUnit::Month => published.checked_sub(count.months()).ok().map(Moment::month),
        DateUnit::Year => published.checked_sub(count.years()).ok().map(Moment::year),
    }
}

fn whole_unit(unit: DateUnit, shift: i64, published: Date) -> Option<When> {
    match unit {
        DateUnit::Day => None,
        DateUnit::Week => {
            let monday = published.checked_sub(i64::from(published.weekday().to_monday_zero_offset()).days());
            let first = Moment::day(monday.ok()?.checked_add((shift * 7).days()).ok()?);
            When::between(first, first.plus_days(6)?)
        }
        DateUnit::Month => published.checked_add(shift.months()).ok().map(Moment::month).map(When::at),
        DateUnit::Year => published.checked_add(shift.years()).ok().map(Moment::year).map(When::at),
    }
}
