//! Agencies that an article credits: in its byline, or on a line above or under it.

use super::credits::{Agency, credits};
use super::line::Line;
use crate::text::fold;

/// Letters up to which a form is an abbreviation, and known by its capitals alone.
const SHORT: usize = 5;
/// Lines at either end of a text among which a credit is looked for.
const ENDS: usize = 4;
/// Bytes of a line that is a credit at most.
const LONGEST: usize = 90;
/// Bytes of a byline, which may name many authors, at most.
const LONGEST_BYLINE: usize = 2000;
/// Words in a credit beside agencies: the name of the outlet.
const OTHERS: usize = 3;

/// The agencies named in a byline or credit, in its order.
pub(super) fn in_credit(credit: &str) -> Vec<String> {
    if credit.len() > LONGEST_BYLINE {
        return Vec::new();
    }
    // A credit that names no agency has none.
    taken_out(credit).map_or_else(Vec::new, |(agencies, _)| agencies)
}

/// The agencies, and what of the credit is left without them; `None` where it names none.
fn taken_out(credit: &str) -> Option<(Vec<String>, String)> {
    let agencies = credits().agencies_in(credit);
    if agencies.is_empty() {
        return None;
    }
    let mut rest = credit.to_owned();
    let mut found: Vec<(usize, String)> = Vec::new();
    for Agency { form, name, .. } in agencies {
        let places = whole_words(&rest, form);
        let Some(&first) = places.first() else { continue };
        found.push((first, name.clone()));
        rest = blanked(&rest, &places, form.len());
    }
    found.sort();
    let mut names: Vec<String> = Vec::new();
    for (_, name) in found {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then_some((names, rest))
}

/// `text` with spaces for the bytes behind each of `places`: as long as before, so that places stay
/// comparable.
fn blanked(text: &str, places: &[usize], length: usize) -> String {
    let mut places = places.iter().peekable();
    let mut end = 0;
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if places.next_if_eq(&&at).is_some() {
            end = at + length;
        }
        if at < end {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// Where `form` stands in `text` with no letter beside it, in order.
fn whole_words(text: &str, form: &str) -> Vec<usize> {
    let is_short = form.chars().count() <= SHORT;
    let (text_low, form_low);
    // Only ASCII is made small: places in the text must stay.
    let (haystack, needle) = if is_short {
        (text, form)
    } else {
        text_low = text.to_ascii_lowercase();
        form_low = form.to_ascii_lowercase();
        (text_low.as_str(), form_low.as_str())
    };
    let stands_alone = |&at: &usize| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + form.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    haystack.match_indices(needle).map(|(at, _)| at).filter(stands_alone).collect()
}

/// The agencies credited on a line of its own near the top or the end of a text, or in brackets at
/// its very end; `None` where it credits none.
pub(super) fn in_text(lines: &[Line<'_>]) -> Option<Vec<String>> {
    let lines = || lines.iter().map(|line| line.text).filter(|line| !line.is_empty());
    let mut rest = lines();
    let head = rest.by_ref().take(ENDS).find_map(credit_line);
    // The lines between are not looked at: of those at the end, the first one that is a credit counts.
    let tail = || rest.rev().take(ENDS).filter_map(credit_line).last();
    let end = || lines().rev().take(2).find_map(bracketed_end);
    head.or_else(tail).or_else(end)
}

fn credit_line(line: &str) -> Option<Vec<String>> {
    let credits = credits();
    if line.len() > LONGEST || credits.holds_other_word(line) {
        return None;
    }
    let (agencies, rest) = taken_out(line)?;
    let words: Vec<String> = rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(ToOwned::to_owned)
        .collect();
    if words.iter().any(|word| credits.picture.contains(&fold(word))) {
        return None;
    }
    let others: Vec<&String> = words.iter().filter(|word| !credits.around.contains(&fold(word))).collect();
    let are_names = others.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    // `Reuters Tower Evacuated` is a headline: an outlet stands with a word that ties it.
    let is_tied = others.is_empty() || words.len() > others.len() || line.contains(['/', '(', '©']);
    (others.len() <= OTHERS && are_names && is_tied).then_some(agencies)
}

/// `… said the mayor. (AFP)`
fn bracketed_end(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_suffix(')')?.rsplit_once('(')?.1;
    credit_line(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The long credit would take hours if each agency in it were looked for from its beginning.
    #[test]
    fn an_agency_over_and_over_is_taken_out() {
        assert_eq!(credits().agencies_in("AFP, AFP and AFP").len(), 1);
        assert_eq!(in_credit("Reuters, AFP, Reuters, the Associated Press, AFP"), ["Reuters", "AFP", "AP"]);
        let credit = "AFP et Reuters ".repeat(40_000);
        let (agencies, rest) = taken_out(&credit).expect("it names two");
        assert_eq!((agencies, rest.len()), (vec!["AFP".to_owned(), "Reuters".to_owned()], credit.len()));
        assert_eq!(rest.split_whitespace().find(|&word| word != "et"), None);
        // That is no byline.
        assert_eq!(in_credit(&credit), [""; 0]);
    }

    #[test]
    fn agencies_are_known_in_credits_and_nowhere_else() {
        assert_eq!(in_credit("Le Monde avec AFP"), ["AFP"]);
        assert_eq!(in_credit("By Ann Ba, the associated press and Reuters"), ["AP", "Reuters"]);
        assert_eq!(in_credit("Ap Musa, apart from Napa"), [""; 0]);
        let text =
            |last: &str| format!("Ten killed\n\nTen people died.\n\nThe army said so.\n\nMore.\n\n{last}");
        for credit in [
            "(AFP)",
            "© AFP 2022",
            "Avec AFP",
            "Source: AFP",
            "Sahel Gazette with AFP",
            "It ended. (avec AFP)",
        ] {
            assert_eq!(in_text(&Line::all(&text(credit))), Some(vec!["AFP".to_owned()]), "{credit}");
        }
        for other in
            ["Photo: AFP", "AFP said that ten people died.", "He told AFP", "Reuters Tower Evacuated"]
        {
            assert_eq!(in_text(&Line::all(&text(other))), None, "{other}");
        }
    }
}
