//! Where and when a text says it was written: `BAMAKO, 22 July 2022 (AFP) -`.

use std::borrow::Cow;

use jiff::civil::Date;
use memchr::{memchr, memchr2};

use super::agencies;
use super::credits::credits;
use super::line::Line;
use super::written_day::{Found, Word, Words, has_year, may_hold_day, western};
use crate::text::{Span, fold};

/// Lines from the top among which a dateline is looked for.
const NEAR_TOP: usize = 12;
/// Bytes of a dateline at most.
const LONGEST: usize = 120;
/// Words of the place at most.
const PLACE_WORDS: usize = 6;
/// The first byte of dashes that are not ASCII.
const LONG_DASH: u8 = 0xe2;

/// What a dateline tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The day, where it has a year.
    pub(super) published: Option<Date>,
    pub(super) agencies: Vec<String>,
}

/// The dateline of a text in that language: at the head of a paragraph near its top, or a line of its own.
pub(super) fn find(lines: &[Line<'_>], language: Option<&str>) -> Option<Dateline> {
    let lines = lines.iter().map(|line| line.text).filter(|line| !line.is_empty());
    let mut is_above = true;
    let mut near_top = Vec::new();
    for line in lines.clone().take(NEAR_TOP).map(western) {
        is_above = is_above && !is_paragraph(&line);
        near_top.extend(Candidate::of(line, is_above));
    }
    let found = near_top.iter().find_map(|line| {
        let may_be_head = line.is_above || line.words.len() > LONGEST;
        let published = || if line.has_year { published_line(&line.words, language) } else { None };
        published().or_else(|| if may_be_head { of_line(line, language) } else { None })
    });
    if found.as_ref().is_some_and(|found| found.published.is_some()) {
        return found;
    }
    // A day alone on a line; several are the days of a chronology.
    let mut above = near_top.iter().filter(|line| line.is_above && line.has_year);
    let alone = above.find_map(|line| day_alone(&line.words, language));
    let others = || lines.filter_map(|line| day_alone(&western(line), language)).nth(1);
    let Some(day) = alone.filter(|_| others().is_none()) else { return found };
    // What tells no day may tell agencies.
    Some(match found {
        Some(found) => Dateline { published: Some(day), ..found },
        None => Dateline { published: Some(day), agencies: Vec::new() },
    })
}

/// A line near the top that may hold a dateline.
struct Candidate<'t> {
    words: Cow<'t, str>,
    has_year: bool,
    /// Whether it stands above the first paragraph. Behind one a line of a place and a day is a note or a
    /// source; not so the head of another one.
    is_above: bool,
}

impl<'t> Candidate<'t> {
    /// `None` for the many lines that hold neither a year nor a bracket where a dateline would.
    fn of(words: Cow<'t, str>, is_above: bool) -> Option<Self> {
        let head = head(&words);
        let has_year = has_year(head);
        (has_year || memchr(b'(', head.as_bytes()).is_some()).then_some(Self { words, has_year, is_above })
    }
}

/// As much of `line` as a dateline may take.
fn head(line: &str) -> &str {
    line.split_at(line.floor_char_boundary(LONGEST)).0
}

/// A line of the text itself, and not of what stands above it.
fn is_paragraph(line: &str) -> bool {
    line.len() > LONGEST
        && line
            .trim_end_matches(|c: char| c.is_ascii_digit() || "\"”»)[]".contains(c))
            .ends_with(['.', '!', '?', '…', '؟'])
}

/// `Par A. Name - Publié le 22 juillet 2022 à 14h05 3 commentaires`: the line of a byline.
fn published_line(line: &str, language: Option<&str>) -> Option<Dateline> {
    if line.len() > LONGEST || !may_hold_day(line) {
        return None;
    }
    let words = Words::of(line, language);
    let found = words.date()?;
    let by_line = found.before.first().is_some_and(|word| credits().by.contains(&fold(word.text)));
    let begins = |word: &Word<'_>, last: &Word<'_>| {
        let gap = Span::new(last.end(), word.at).of(line);
        let is_apart = gap.contains(['-', '–', '—', '|', '•', '·', ',', ':']);
        word.text.starts_with(char::is_uppercase) && (is_apart || by_line)
    };
    let is_one = (0..found.before.len()).any(|at| {
        let (above, words) = found.before.split_at(at);
        let begins = above.last().zip(words.first()).is_none_or(|(last, first)| begins(first, last));
        begins && is_published(words)
    });
    if is_one { dated(&found, Vec::new()) } else { None }
}

/// The day that a line tells and nothing else but its hour: `Friday 22 July 2022, 14:05 GMT`.
fn day_alone(line: &str, language: Option<&str>) -> Option<Date> {
    if line.len() > LONGEST / 2 || !has_year(line) || !may_hold_day(line) {
        return None;
    }
    let words = Words::of(line, language);
    let found = words.date()?;
    let date = found.date?;
    let is_day = |word: &Word<'_>| {
        let word = fold(word.text);
        credits().is_weekday(&word) || matches!(word.as_str(), "le" | "on" | "el" | "the" | "du")
    };
    let is_hour = |word: &Word<'_>| word.is_figure() || credits().hours.contains(&fold(word.text));
    let is_alone =
        found.before.iter().all(is_day) && found.behind.iter().all(|word| is_hour(word) || is_day(word));
    is_alone.then_some(date)
}

fn of_line(line: &Candidate<'_>, language: Option<&str>) -> Option<Dateline> {
    let (has_year, line) = (line.has_year, line.words.as_ref());
    let head = head(line);
    let dashes = ["—", "–", "--", " - ", ") -", "−"];
    let has_dash = memchr2(b'-', LONG_DASH, head.as_bytes()).is_some();
    let dash = dashes
        .iter()
        .filter(|_| has_dash)
        .filter_map(|dash| Some(head.find(dash)? + usize::from(*dash == ") -")))
        .min();
    let head = match dash {
        Some(at) => head.split_at(at).0,
        None if line.len() <= LONGEST => head,
        None => return None,
    };
    let (plain, bracket) = match head.rsplit_once('(') {
        Some((before, inner)) if inner.contains(')') => (before, inner.split_once(')')?.0),
        _ => (head, ""),
    };
    let agencies = agencies::in_credit(bracket);
    // Without a year only an agency tells a dateline, and a year is none without a day.
    if agencies.is_empty() && !(has_year && may_hold_day(plain)) {
        return None;
    }
    let words = Words::of(plain, language);
    let Some(found) = words.date() else {
        // A bare place and agency on a line of their own may be a credit of a picture.
        let is_one = dash.is_some() && is_place(&words.list) && !agencies.is_empty();
        return is_one.then_some(Dateline { published: None, agencies });
    };
    let tells_any = !agencies.is_empty() || found.date.is_some();
    if is_published(found.before) {
        dated(&found, agencies)
    } else if tells_any && is_dateline(plain, &found) {
        Some(Dateline { published: found.date, agencies })
    } else {
        None
    }
}

/// The dateline of a line that was published on the day `found`; `None` without a year.
fn dated(found: &Found<'_, '_>, agencies: Vec<String>) -> Option<Dateline> {
    found.date.map(|date| Dateline { published: Some(date), agencies })
}

/// Whether the words before the date name a place, with a comma or the like between them, and
/// nothing follows.
fn is_dateline(plain: &str, found: &Found<'_, '_>) -> bool {
    let is_article = |word: &Word<'_>| matches!(fold(word.text).as_str(), "le" | "on" | "el");
    let place = match found.before {
        // A day of the week: one word behind the comma.
        [place @ .., last] if last.after_comma && !place.is_empty() && !is_article(last) => place,
        before => without_last(before, is_article),
    };
    let (_, between) = found.before.split_at(place.len());
    let has_gap = found.after_comma || between.iter().any(|word| word.after_comma);
    let is_foreign = plain.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    (has_gap || is_foreign) && is_place(place) && found.behind.is_empty()
}

/// `words` without those at their end of which `is` holds.
fn without_last<'w, 't>(mut words: &'w [Word<'t>], is: impl Fn(&Word<'_>) -> bool) -> &'w [Word<'t>] {
    while let [rest @ .., last] = words
        && is(last)
    {
        words = rest;
    }
    words
}

/// Capitalised words and small ones between them, or words of a script without capitals; one at least.
fn is_place(words: &[Word<'_>]) -> bool {
    words.len() <= PLACE_WORDS
        && words.iter().all(|word| {
            let first = word.text.chars().next().unwrap_or(' ');
            let is_name = first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase());
            is_name || credits().particles.contains(&fold(word.text))
        })
        && words.first().is_some_and(|word| !word.text.starts_with(char::is_lowercase))
}

/// Whether `before` a date stands what says that the text was published on it: `Publié le`.
fn is_published(before: &[Word<'_>]) -> bool {
    let before: Vec<String> = before.iter().map(|word| fold(word.text)).collect();
    let says = |words: &[String]| credits().published.contains(&words.join(" "));
    // A day of the week may stand between.
    says(&before) || before.split_last().is_some_and(|(_, words)| says(words))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn found(text: &str, language: Option<&str>) -> Option<Dateline> {
        find(&Line::all(text), language)
    }

    #[test]
    fn datelines_tell_the_day_and_the_agency() {
        let day = Some(date(2022, 7, 22));
        for (line, want, agency) in [
            ("BAMAKO, 22 July 2022 (AFP) - Ten people died.", day, "AFP"),
            ("BAMAKO, July 22, 2022 (Reuters) – Ten people died.", day, "Reuters"),
            ("BAMAKO, Mali (AP) — Ten people died.", None, "AP"),
            ("OUAGADOUGOU, July 22 (Xinhua) -- Ten people died.", None, "Xinhua"),
            ("Bamako, le 22 juillet 2022 (AFP)", day, "AFP"),
            ("Bamako, 22 juil 2022 (APA) - Dix morts.", day, "APA"),
            ("Kati (Mali), 22 juil. 2022 (AFP) –", day, "AFP"),
            ("Bamako, vendredi 22 juillet 2022 (AFP) – Dix morts.", day, "AFP"),
            ("باماكو 22 يوليو 2022 (أ ف ب) - قتل عشرة", day, "AFP"),
            ("Publié le 22 juillet 2022 à 14:05", day, ""),
            ("Published: Friday 22 July 2022", day, ""),
        ] {
            let found = found(line, None);
            let agencies: Vec<String> =
                [agency].iter().filter(|name| !name.is_empty()).map(|name| (*name).to_owned()).collect();
            assert_eq!(found, Some(Dateline { published: want, agencies }), "{line}");
        }
    }

    #[test]
    fn days_in_figures_are_read_where_they_can_be_one_day_only() {
        let day = Some(date(2022, 7, 12));
        for (line, language, want, agency) in [
            ("Bamako, le 12/07/2022 (AMAP) - Dix morts.", "fr", day, "AMAP"),
            ("Kaya, le 12.07.2022 - Dix morts.", "fr", day, ""),
            ("Kaya, le 12.07.2022 -", "fr", day, ""),
            ("OUAGADOUGOU, 12-07-2022", "fr", day, ""),
            ("BAMAKO, 2022-07-12 (AMAP) - Ten people died.", "en", day, "AMAP"),
            ("BAMAKO, 07/22/2022 (AFP) - Ten people died.", "en", Some(date(2022, 7, 22)), "AFP"),
            ("BAMAKO, 12/07/2022 (AFP) - Ten people died.", "en", None, "AFP"),
            ("Publié le 12/07/2022 à 14h05", "fr", day, ""),
            ("باماكو، ١٢/٠٧/٢٠٢٢ (أ ف ب) - قتل عشرة", "ar", day, "AFP"),
            ("باماكو ١٢ يوليو ٢٠٢٢ (أ ف ب) - قتل عشرة", "ar", day, "AFP"),
        ] {
            let agencies: Vec<String> =
                [agency].iter().filter(|name| !name.is_empty()).map(|name| (*name).to_owned()).collect();
            assert_eq!(found(line, Some(language)), Some(Dateline { published: want, agencies }), "{line}");
        }
        for line in [
            "BAMAKO, 12/07/2022",
            "Published: 12/07/2022",
            "Kati, 12.07.2022 saw ten deaths - he said",
            "Decree 2022-07-12 - Kati",
            "Resolution, 1.234.2022 - Kati",
            "Kati, 12-07 2022 - ten died",
        ] {
            assert_eq!(found(line, Some("en")), None, "{line}");
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for line in [
            "On 22 July 2022, gunmen attacked Kati – the army said.",
            "The army (AFP counted ten) - and others",
            "Ten died in Kati, 22 July 2022 saw more – he said",
            "The attack of 22 July 2022",
            "A soldier stands guard in Kati (AFP)",
            "Ten people died on 22 July 2022.",
        ] {
            assert_eq!(found(line, None), None, "{line}");
        }
    }
}
