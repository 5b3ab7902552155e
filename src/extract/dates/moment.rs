//! A day, a month or a year, and stretches from one to another.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// How much of a date is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    Year,
    Month,
    Day,
}

/// A day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Its first day.
    pub(crate) first: Date,
    pub(crate) precision: Precision,
}

impl Moment {
    pub(crate) const fn day(first: Date) -> Self {
        Self { first, precision: Precision::Day }
    }

    pub(crate) fn month(date: Date) -> Self {
        Self { first: date.first_of_month(), precision: Precision::Month }
    }

    pub(crate) fn year(date: Date) -> Self {
        Self { first: date.first_of_year(), precision: Precision::Year }
    }

    /// The date that is said, `None` where the calendar has no such day.
    pub(crate) fn from_parts(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let precision = match (month, day) {
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            _ => Precision::Year,
        };
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { first, precision })
    }

    /// Its last day.
    pub(crate) fn last(self) -> Date {
        match self.precision {
            Precision::Year => self.first.last_of_year(),
            Precision::Month => self.first.last_of_month(),
            Precision::Day => self.first,
        }
    }

    /// The same day so many days later, where it is a day.
    pub(crate) fn plus_days(self, days: i64) -> Option<Self> {
        let first = self.first.checked_add(days.days()).ok()?;
        (self.precision == Precision::Day).then_some(Self { first, ..self })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// When something took place: a moment, or from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) start: Moment,
    pub(crate) end: Moment,
}

impl When {
    pub(crate) const fn at(moment: Moment) -> Self {
        Self { start: moment, end: moment }
    }

    /// From one moment to a later one.
    pub(crate) fn between(start: Moment, end: Moment) -> Option<Self> {
        (start.first < end.first).then_some(Self { start, end })
    }

    /// The one day that is meant, where it is one.
    pub(crate) fn single_day(self) -> Option<Moment> {
        (self.start == self.end && self.start.precision == Precision::Day).then_some(self.start)
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.start)?;
        if self.start == self.end { Ok(()) } else { write!(f, "/{}", self.end) }
    }
}
