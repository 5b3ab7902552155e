//! Event dates split into what UCDP GED calls `date_start`, `date_end` and `date_prec`.

use jiff::civil::Date;

/// First and last day as far as they are known, and how precisely.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct EventDate {
    /// Day, month or year in ISO 8601.
    pub(super) start: String,
    /// The same for the end of a range; else as `start`.
    pub(super) end: String,
    /// 1 the day, 2 two to six days, 3 a week, 4 a month, 5 more.
    pub(super) precision: Option<u8>,
}

/// Splits `2022-07-22`, `2022-07`, `2022` or a range `from/to` of these.
pub(super) fn split(date: &str) -> EventDate {
    let (start, end) = date.split_once('/').unwrap_or((date, date));
    EventDate { start: start.to_owned(), end: end.to_owned(), precision: precision(start, end) }
}

fn precision(start: &str, end: &str) -> Option<u8> {
    if start == end {
        return match start.len() {
            10 => Some(1),
            7 => Some(4),
            4 => Some(5),
            _ => None,
        };
    }
    let (Ok(first), Ok(last)) = (start.parse::<Date>(), end.parse::<Date>()) else { return Some(5) };
    match (last - first).get_days() {
        ..=5 => Some(2),
        6 => Some(3),
        7..=30 => Some(4),
        _ => Some(5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_what_the_text_gives() {
        for (date, start, end, precision) in [
            ("2022-07-22", "2022-07-22", "2022-07-22", Some(1)),
            ("2022-07", "2022-07", "2022-07", Some(4)),
            ("2022", "2022", "2022", Some(5)),
            ("2022-07-21/2022-07-22", "2022-07-21", "2022-07-22", Some(2)),
            ("2022-07-18/2022-07-24", "2022-07-18", "2022-07-24", Some(3)),
            ("2022-07-01/2022-07-31", "2022-07-01", "2022-07-31", Some(4)),
            ("2023/2025-07", "2023", "2025-07", Some(5)),
        ] {
            let wanted = EventDate { start: start.to_owned(), end: end.to_owned(), precision };
            assert_eq!(split(date), wanted);
        }
    }
}
