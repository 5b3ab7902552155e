//! Days as numbers, so that they can be compared and stored in a column.

use jiff::civil::Date;

/// A range of days, both ends in it, as days since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub first: i64,
    /// Last day.
    pub last: i64,
}

impl Days {
    /// Whether the two ranges share a day.
    pub(crate) const fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Days since 1970.
pub(crate) fn day_number(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    i64::from(date.since(epoch).map_or(0, |span| span.get_days()))
}

/// The day that a number of days since 1970 means.
pub(crate) fn date_of(day: i64) -> Option<Date> {
    Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

/// The days of an ISO date: a day, a month, a year, or a range of these with `/` between.
pub(crate) fn days(text: &str) -> Option<Days> {
    match text.split_once('/') {
        Some((first, last)) => Some(Days { first: days(first)?.first, last: days(last)?.last }),
        None => {
            let mut parts = text.split('-');
            let year = parts.next()?.parse().ok()?;
            let month = parts.next().map(str::parse).transpose().ok()?;
            let day = parts.next().map(str::parse).transpose().ok()?;
            let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
            let last = match (month, day) {
                (Some(_), Some(_)) => first,
                (Some(_), None) => first.last_of_month(),
                _ => first.last_of_year(),
            };
            Some(Days { first: day_number(first), last: day_number(last) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_range_cover_their_days() {
        let july = days("2022-07").unwrap();
        assert_eq!(date_of(july.first).unwrap().to_string(), "2022-07-01");
        assert_eq!(date_of(july.last).unwrap().to_string(), "2022-07-31");
        assert_eq!(days("2022-07-20/2022-08").unwrap().last - days("2022-07-20").unwrap().first, 42);
        assert!(days("2022-13").is_none());
    }
}
