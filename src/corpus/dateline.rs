//! Where and when a text says it was written: `BAMAKO, 22 July 2022 (AFP) -`.

use std::borrow::Cow;

use jiff::civil::Date;
use memchr::{memchr, memchr2};

use super::credits::credits;
use super::line::Line;
use super::{agencies, metadata};
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
    let before = words.list.get(..found.start)?;
    let by_line = before.first().is_some_and(|word| credits().by.contains(&fold(word.text)));
    let begins = |at: usize| {
        let gap = at.checked_sub(1).and_then(|last| before.get(last)).map(|last| last.at + last.text.len());
        let first = before.get(at);
        let gap = gap.zip(first).map_or("", |(end, first)| Span::new(end, first.at).of(line));
        let is_apart = gap.contains(['-', '–', '—', '|', '•', '·', ',', ':']);
        let is_capital = first.is_some_and(|word| word.text.starts_with(char::is_uppercase));
        at == 0 || (is_capital && (is_apart || by_line))
    };
    let is_one = (0..before.len())
        .any(|at| begins(at) && before.get(at..).is_some_and(|words| is_published_line(words, words.len())));
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
    let is_hour = |word: &Word<'_>| {
        word.text.starts_with(|c: char| c.is_ascii_digit()) || credits().hours.contains(&fold(word.text))
    };
    let is_alone = words.list.iter().take(found.start).all(is_day)
        && words.list.iter().skip(found.end).all(|word| is_hour(word) || is_day(word));
    is_alone.then_some(date)
}

/// `line` with the digits of Arabic and Persian print as those of Latin.
fn western(line: &str) -> Cow<'_, str> {
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
        Some(at) => head.get(..at)?,
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
    let date = words.date();
    let words = words.list;
    let is_own_line = dash.is_none();
    let published = match &date {
        Some(found) if is_published_line(&words, found.start) => return dated(found, agencies),
        Some(found) => found.date.filter(|_| is_dateline(plain, &words, found)),
        None => None,
    };
    let has_place = match &date {
        Some(found) => is_dateline(plain, &words, found),
        None => is_place(&words) && !words.is_empty(),
    };
    // A bare place and agency on a line of their own may be a credit of a picture.
    let is_one =
        has_place && (!agencies.is_empty() || published.is_some()) && (!is_own_line || date.is_some());
    is_one.then_some(Dateline { published, agencies })
}

/// Whether four digits stand in `text`: a quick no for most lines.
fn has_year(text: &str) -> bool {
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
fn may_hold_day(text: &str) -> bool {
    let runs = text.as_bytes().chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit());
    runs.into_iter().any(|run| run.len() <= 2 && run.iter().all(u8::is_ascii_digit))
}

fn dated(found: &Found, agencies: Vec<String>) -> Option<Dateline> {
    found.date.map(|date| Dateline { published: Some(date), agencies })
}

/// The one day that `value` names, in a text of that language; `None` where it names none, or several.
pub(super) fn day_in(value: &str, language: Option<&str>) -> Option<Date> {
    let value = western(value);
    let mut words = Words::of(&value, language);
    let first = words.date()?;
    words.list.drain(..first.end.min(words.list.len()));
    let has_second = words.date().is_some_and(|second| second.date.is_some());
    if has_second { None } else { first.date }
}

/// A word, and whether a comma or the like stands before it.
struct Word<'t> {
    text: &'t str,
    /// Its first byte.
    at: usize,
    after_comma: bool,
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
struct Found {
    start: usize,
    end: usize,
    /// `None` without a year.
    date: Option<Date>,
}

/// The words of a line or value, and its language.
struct Words<'t> {
    text: &'t str,
    list: Vec<Word<'t>>,
    language: Option<&'t str>,
}

impl<'t> Words<'t> {
    fn of(text: &'t str, language: Option<&'t str>) -> Self {
        Self { text, list: words(text), language }
    }

    /// The first date with a day and a month; of those with a year, the first.
    fn date(&self) -> Option<Found> {
        let dates = (0..self.list.len()).filter_map(|start| self.date_at(start));
        let found: Vec<Found> = dates.collect();
        let with_year = found.iter().position(|found| found.date.is_some());
        found.into_iter().nth(with_year.unwrap_or(0))
    }

    fn date_at(&self, start: usize) -> Option<Found> {
        self.in_figures(start).or_else(|| in_words(&self.list, start))
    }

    /// `02.03.2023`, `12/07/2022`, `2022-07-12`; no date where it may be one of two days.
    fn in_figures(&self, start: usize) -> Option<Found> {
        let three = self.list.get(start..start + 3)?;
        let is_figures = |word: &Word<'_>| word.text.bytes().all(|byte| byte.is_ascii_digit());
        if !three.iter().all(is_figures) {
            return None;
        }
        let (first, last) = (three.first()?, three.last()?);
        let whole = Span::new(first.at, last.at + last.text.len());
        let length: usize = three.iter().map(|word| word.text.len()).sum();
        let has_year = three.iter().any(|word| word.text.len() == 4);
        // A sign between two figures each, and no fourth one: a time of day or a number has others.
        let next = self.list.get(start + 3).filter(|next| next.at == whole.end + 1);
        let has_more = next.is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
        if !has_year || has_more || whole.len() != length + 2 {
            return None;
        }
        let date = metadata::slashed(whole.of(self.text), self.language);
        let is_date = date.is_none_or(|date| (1980..2100).contains(&date.year()));
        is_date.then_some(Found { start, end: start + 3, date })
    }
}

/// `22 July 2022`, `July 22, 2022`, `le 1er août`.
fn in_words(words: &[Word<'_>], start: usize) -> Option<Found> {
    // Months are looked up beside a number only: the day stands before them or behind.
    let mut near = words.iter().skip(start).take(3);
    if !near.any(|word| word.text.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let day = |at: usize| day(words.get(at)?.text);
    let month = |at: usize| {
        let one = words.get(at).filter(|word| !word.text.starts_with(|c: char| c.is_ascii_digit()))?;
        let one = fold(one.text);
        if !credits().begins_month(&one) {
            return None;
        }
        // Two words name a month of the Levant.
        let two = words.get(at + 1).map(|next| format!("{one} {}", fold(next.text)));
        let of_two = two.and_then(|two| Some((credits().month(&two)?, 2)));
        of_two.or_else(|| Some((credits().month(&one)?, 1)))
    };
    let small = |at: usize| usize::from(words.get(at).is_some_and(|word| matches!(word.text, "de" | "of")));
    let year = |at: usize| {
        let year: i16 = words.get(at)?.text.parse().ok()?;
        (1980..2100).contains(&year).then_some(year)
    };
    let (day, month, end) = if let Some(day) = day(start) {
        let at = start + 1 + small(start + 1);
        let (month, length) = month(at)?;
        (day, month, at + length)
    } else {
        // A month is one word or two, and its day is behind it: easier to see than what a month is.
        day(start + 1).or_else(|| day(start + 2))?;
        let (month, length) = month(start)?;
        (day(start + length)?, month, start + length + 1)
    };
    // The other name of the month, as Arabic papers give both.
    let end = end + usize::from(month_follows(words, end, month));
    let at = end + small(end);
    let date = year(at).and_then(|year| Date::new(year, month, day).ok());
    Some(Found { start, end: if date.is_some() { at + 1 } else { end }, date })
}

fn month_follows(words: &[Word<'_>], at: usize, month: i8) -> bool {
    words.get(at).is_some_and(|word| credits().month(&fold(word.text)) == Some(month))
}

/// `22`, `1er`, `22nd`.
fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let is_ordinal = matches!(word.get(digits.len()..), Some("" | "er" | "st" | "nd" | "rd" | "th"));
    digits.parse().ok().filter(|day| is_ordinal && digits.len() <= 2 && (1..=31).contains(day))
}

/// Whether the words before the date name a place, with a comma or the like between them, and
/// nothing but an hour follows.
fn is_dateline(plain: &str, words: &[Word<'_>], date: &Found) -> bool {
    let place: Vec<&Word<'_>> = words.iter().take(date.start).collect();
    let articles =
        place.iter().rev().take_while(|word| matches!(fold(word.text).as_str(), "le" | "on" | "el")).count();
    let weekday = usize::from(
        place.len() > articles && place.iter().any(|word| word.after_comma) && date.start > 1 && {
            let last = place.get(place.len() - 1 - articles);
            last.is_some_and(|word| word.after_comma)
        },
    );
    let place_end =
        place.len().saturating_sub(articles).saturating_sub(if articles > 0 { 0 } else { weekday });
    let has_gap = words.iter().take(date.start + 1).skip(place_end).any(|word| word.after_comma);
    let is_foreign = plain.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    let rest = words.len() - date.end.min(words.len());
    let place = words.get(..place_end).unwrap_or_default();
    !place.is_empty() && (has_gap || is_foreign) && is_place(place) && rest == 0
}

/// Capitalised words and small ones between them, or words of a script without capitals.
fn is_place(words: &[Word<'_>]) -> bool {
    words.len() <= PLACE_WORDS
        && words.iter().all(|word| {
            let first = word.text.chars().next().unwrap_or(' ');
            let is_name = first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase());
            is_name || credits().particles.contains(&fold(word.text))
        })
        && words.first().is_some_and(|word| !word.text.starts_with(char::is_lowercase))
}

/// `Publié le 22 juillet 2022`.
fn is_published_line(words: &[Word<'_>], start: usize) -> bool {
    let before: Vec<String> = words.iter().take(start).map(|word| fold(word.text)).collect();
    // A day of the week may stand between.
    let cut = |length: usize| before.get(..length).map(|words| words.join(" ")).unwrap_or_default();
    [before.len(), before.len().saturating_sub(1)]
        .into_iter()
        .any(|length| length > 0 && credits().published.contains(&cut(length)))
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

    #[test]
    fn a_value_names_one_day_or_none() {
        assert_eq!(day_in("22 July 2022 14:05", None), Some(date(2022, 7, 22)));
        assert_eq!(day_in("1er août 2022", None), Some(date(2022, 8, 1)));
        assert_eq!(day_in("22 July 2022 to 24 July 2022", None), None);
        assert_eq!(day_in("July 2022", None), None);
    }
}
