//! What a file says about its article: given values are checked, never guessed.

use jiff::civil::Date;
use jiff::fmt::rfc2822;

use super::written_day;

/// The day that `value` names in a text of that language; `None` where it names none, or where it may
/// name two (`03/04/2022` in English).
pub(super) fn day(value: &str, language: Option<&str>) -> Option<Date> {
    let value = value.trim();
    // The day as written, whatever the time zone: that is what the outlet printed.
    let iso = match value.split_once(['T', ' ']) {
        Some((day, time)) if is_time(time) => day.parse().ok(),
        _ => value.parse().ok(),
    };
    let slashed = || slashed(value.split_once([' ', 'T', ',']).map_or(value, |(day, _)| day), language);
    let mail = || {
        rfc2822::DateTimeParser::new().relaxed_weekday(true).parse_zoned(value).ok().map(|zoned| zoned.date())
    };
    iso.or_else(slashed).or_else(mail).or_else(|| written_day::day_in(value, language))
}

/// Languages whose numbers of days come before those of months. In English either may come first.
const DAY_FIRST: [&str; 13] = ["fr", "es", "pt", "it", "de", "nl", "ru", "uk", "pl", "tr", "ar", "ro", "sw"];

/// `2022/07/29`, `2022.07.29`; `29/07/2022`, `29.07.2022` where no other day can be meant.
pub(super) fn slashed(value: &str, language: Option<&str>) -> Option<Date> {
    let mut parts = value.split(['/', '.', '-']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    if first.len() == 4 {
        return Date::new(first.parse().ok()?, number(second)?, number(third)?).ok();
    }
    let year: i16 = third.parse().ok().filter(|_| third.len() == 4)?;
    let (first, second) = (number(first)?, number(second)?);
    let is_day_first =
        first > 12 || first == second || language.is_some_and(|code| DAY_FIRST.contains(&code));
    match () {
        () if is_day_first => Date::new(year, second, first).ok(),
        () if second > 12 => Date::new(year, first, second).ok(),
        () => None,
    }
}

/// `23:30`, `23:30:00.5Z`, `23:30+02:00`, `23:30 UTC`.
fn is_time(time: &str) -> bool {
    let time = time.trim_end_matches(" UTC").trim_end_matches(" GMT");
    time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || ":.+-Z ".contains(c))
}

/// The day in an address: `/2022/07/29/`, `/2022-07-29-…`, `/20220729/`.
pub(super) fn day_in_url(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let date = |year: &str, month: &str, day: &str| {
        let is_day = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        let year: i16 = year.parse().ok().filter(|year| is_day && (1990..2100).contains(year))?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let apart = parts.windows(3).find_map(|three| match three {
        [year, month, day] => date(year, month, day),
        _ => None,
    });
    apart.or_else(|| {
        let solid =
            parts.iter().filter(|part| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()));
        solid.filter_map(|part| date(part.get(..4)?, part.get(4..6)?, part.get(6..)?)).next()
    })
}

/// The language code that a file gives as `value`, or what is doubtful about it; `None` where it is blank.
pub fn given_language(value: &str) -> Result<Option<String>, String> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    let doubt = || format!("language `{value}` is not a code like en or fr; detected from the text instead");
    language(value).map(Some).ok_or_else(doubt)
}

/// The language code in `value` (`en`, `en-GB`, `FR`); `None` where it is none.
fn language(value: &str) -> Option<String> {
    let value = value.trim();
    let primary = value.split(['-', '_']).next().unwrap_or(value).to_lowercase();
    let is_code = (2..=3).contains(&primary.len()) && primary.chars().all(|c| c.is_ascii_lowercase());
    is_code.then_some(primary)
}

/// `value` on one line; `None` where nothing is left.
pub(super) fn one_line(value: Option<&str>) -> Option<String> {
    let value = value?;
    let mut line = String::with_capacity(value.len());
    for word in value.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_read_as_written_or_are_none() {
        let want = Some(date(2022, 7, 29));
        for value in [
            "2022-07-29",
            "2022-07-29T23:30:00Z",
            "2022-07-29T23:30:00+02:00",
            "2022-07-29 23:30",
            "2022/07/29",
            "Fri, 29 Jul 2022 23:30:00 +0200",
            "29 Jul 2022 23:30:00 GMT",
            "29 July 2022",
            "July 29, 2022",
            "29 juillet 2022",
            "le 29 juillet 2022 à 10h30",
            "20220729",
        ] {
            assert_eq!(day(value, None), want, "{value}");
        }
        for value in
            ["29/07/2022", "29.07.2022", "29-7-2022", "07/29/2022", "29/07/2022 14:05", "29/07/2022, 14:05"]
        {
            assert_eq!(day(value, Some("en")), want, "{value}");
        }
        let april = Some(date(2022, 4, 3));
        assert_eq!((day("03/04/2022", Some("fr")), day("3.4.2022", Some("ar"))), (april, april));
        assert_eq!((day("03/04/2022", Some("en")), day("04.04.2022", None)), (None, Some(date(2022, 4, 4))));
        assert_eq!(day("07/29/2022", Some("fr")), None);
        for value in [
            "",
            "03/04/2022",
            "29/07/22",
            "31/02/2022",
            "29/07/2022/1",
            "2022-02-30",
            "last Friday",
            "July 2022",
            "1659139200",
        ] {
            assert_eq!(day(value, None), None, "{value}");
        }
    }

    #[test]
    fn days_in_addresses_are_whole_ones() {
        let want = Some(date(2022, 7, 29));
        assert_eq!(day_in_url("https://example.org/2022/07/29/kati-attack.html"), want);
        assert_eq!(day_in_url("https://example.org/world/kati-2022-07-29"), want);
        assert_eq!(day_in_url("https://example.org/article/20220729-mali-kati"), want);
        assert_eq!(day_in_url("https://example.org/2022/07/kati"), None);
        assert_eq!(day_in_url("https://example.org/12345678/kati?d=2022-07-29"), None);
    }

    #[test]
    fn languages_are_codes() {
        assert_eq!(language("fr-FR").as_deref(), Some("fr"));
        assert_eq!(language("French"), None);
    }
}
