//! What a file says about its article: given values are checked, never guessed.

use jiff::civil::Date;

use super::article::Warning;

/// What front matter or a record gives, as it is written there.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) source_scale: Option<String>,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

/// The day that `value` names; where it names none, a warning says so and the day stays unknown.
pub(super) fn published(value: Option<&str>, place: &str, warnings: &mut Vec<Warning>) -> Option<Date> {
    let value = value.map(str::trim).filter(|value| !value.is_empty())?;
    // The day as written, whatever the time zone: that is what the outlet printed.
    let day = match value.split_once(['T', ' ']) {
        Some((day, time)) if is_time(time) => day.parse().ok(),
        _ => value.parse().ok(),
    };
    if day.is_none() {
        warnings.push(Warning {
            path: place.to_owned(),
            message: format!("published `{value}` is not a date like 2022-07-29; taken as unknown"),
        });
    }
    day
}

/// `23:30`, `23:30:00.5Z`, `23:30+02:00`.
fn is_time(time: &str) -> bool {
    time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":.+-Z ".contains(c))
}

/// The language code in `value` (`en`, `en-GB`, `FR`); where it is none, a warning says so.
pub(super) fn language(value: Option<&str>, place: &str, warnings: &mut Vec<Warning>) -> Option<String> {
    let value = value.map(str::trim).filter(|value| !value.is_empty())?;
    let primary = value.split(['-', '_']).next().unwrap_or(value).to_lowercase();
    if (2..=3).contains(&primary.len()) && primary.chars().all(|c| c.is_ascii_lowercase()) {
        return Some(primary);
    }
    warnings.push(Warning {
        path: place.to_owned(),
        message: format!("language `{value}` is not a code like en or fr; detected from the text instead"),
    });
    None
}

/// `value` on one line; `None` where nothing is left.
pub(super) fn one_line(value: Option<&str>) -> Option<String> {
    let line = value?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_read_or_said_to_be_unknown() {
        let mut warnings = Vec::new();
        let mut read = |value| published(Some(value), "a.txt", &mut warnings);
        assert_eq!(read("2022-07-29"), Some(date(2022, 7, 29)));
        assert_eq!(read("2022-07-29T23:30:00Z"), Some(date(2022, 7, 29)));
        assert_eq!(read("2022-07-29T23:30:00+02:00"), Some(date(2022, 7, 29)));
        assert_eq!(read("2022-07-29 23:30"), Some(date(2022, 7, 29)));
        assert_eq!(read(""), None);
        assert_eq!(read("29/07/2022"), None);
        assert_eq!(read("2022-02-30"), None);
        assert_eq!(warnings.len(), 2);
    }

    #[test]
    fn languages_are_codes() {
        let mut warnings = Vec::new();
        let mut read = |value| language(Some(value), "a.txt", &mut warnings);
        assert_eq!(read("fr-FR").as_deref(), Some("fr"));
        assert_eq!(read("French"), None);
        assert_eq!(warnings.len(), 1);
    }
}
