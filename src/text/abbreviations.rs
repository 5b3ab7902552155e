//! Words whose full stop does not end a sentence, in English and French.
//!
//! Every entry is in lower case, without its last stop; each list is sorted.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::word_hash::{ByHash, hash_folded};

/// Titles and the like: a name or a number follows, never a new sentence.
const BEFORE_NAME: &[&str] = &[
    "adj", "adm", "amb", "art", "av", "bd", "brig", "bvd", "capt", "cdr", "cdt", "cf", "chap", "cmdr", "col",
    "cpl", "dr", "e.g", "ex", "fig", "fr", "ft", "gal", "gen", "gov", "gén", "hon", "i.e", "insp", "lieut",
    "lt", "maj", "me", "mgr", "mlle", "mm", "mme", "mr", "mrs", "ms", "mt", "p.ex", "pr", "pres", "prof",
    "pte", "pvt", "rep", "rev", "sen", "sgt", "spc", "ssgt", "st", "ste", "supt", "viz", "vs",
];

/// A number follows; before anything else the stop ends the sentence.
const BEFORE_NUMBER: &[&str] = &[
    "approx", "apr", "aug", "avr", "ca", "dec", "déc", "env", "feb", "fév", "févr", "jan", "janv", "juil",
    "jul", "jun", "mar", "no", "nos", "nov", "nr", "num", "oct", "p", "par", "pp", "sep", "sept", "vol",
];

/// May stand inside a sentence or end it: it ends only before a word that opens sentences.
const EITHER: &[&str] = &[
    "a.m", "al", "bn", "bros", "co", "corp", "dept", "dpt", "est", "etc", "inc", "jr", "ltd", "p.m", "ph.d",
    "sq", "sr",
];

/// Words that open a sentence and seldom follow an abbreviation inside one.
const OPENERS: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "another",
    "as",
    "at",
    "au",
    "aucun",
    "aucune",
    "aux",
    "before",
    "both",
    "but",
    "by",
    "ce",
    "ces",
    "cet",
    "cette",
    "ceux",
    "dans",
    "depuis",
    "des",
    "deux",
    "du",
    "during",
    "elle",
    "elles",
    "en",
    "et",
    "for",
    "four",
    "from",
    "he",
    "her",
    "his",
    "however",
    "i",
    "if",
    "il",
    "ils",
    "in",
    "it",
    "its",
    "la",
    "le",
    "les",
    "mais",
    "many",
    "meanwhile",
    "more",
    "no",
    "nous",
    "on",
    "one",
    "our",
    "par",
    "plusieurs",
    "pour",
    "quatre",
    "selon",
    "several",
    "she",
    "since",
    "six",
    "some",
    "sur",
    "ten",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "three",
    "to",
    "trois",
    "two",
    "un",
    "une",
    "we",
    "what",
    "when",
    "while",
    "with",
];

/// Bytes of the longest abbreviation without a stop inside.
const LONGEST: usize = 6;

/// What the full stop after a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// An ordinary word: the stop may end the sentence.
    Ends,
    /// Never the end of a sentence.
    Inside,
    /// Inside the sentence if a number follows.
    InsideBeforeNumber,
    /// Inside the sentence unless a word that opens sentences follows.
    InsideBeforeOthers,
}

/// What a full stop after `word` says; `word` is as in the text, without the stop.
pub(super) fn stop_after(word: &str) -> Stop {
    if word.len() > LONGEST && !word.contains('.') {
        return Stop::Ends;
    }
    let lower = lowered(word);
    match abbreviations().get(&hash_folded(lower.as_bytes())) {
        Some(&stop) => stop,
        None if is_dotted(&lower) => Stop::InsideBeforeOthers,
        None if is_initial(word) => Stop::Inside,
        None => Stop::Ends,
    }
}

/// What the stop of each abbreviation says, by the hash of the abbreviation.
fn abbreviations() -> &'static HashMap<u64, Stop, ByHash> {
    static ABBREVIATIONS: OnceLock<HashMap<u64, Stop, ByHash>> = OnceLock::new();
    ABBREVIATIONS.get_or_init(|| {
        let lists = [
            (BEFORE_NAME, Stop::Inside),
            (BEFORE_NUMBER, Stop::InsideBeforeNumber),
            (EITHER, Stop::InsideBeforeOthers),
        ];
        let words = lists.iter().flat_map(|&(list, stop)| list.iter().map(move |word| (word, stop)));
        words.map(|(word, stop)| (hash_folded(word.as_bytes()), stop)).collect()
    })
}

/// Whether `word` opens sentences (`The`, `Selon`).
pub(super) fn opens_sentence(word: &str) -> bool {
    OPENERS.binary_search(&&*lowered(word)).is_ok()
}

/// `word` in lower case, which most words are in already.
fn lowered(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

/// `u.n`, `u.s.a`: single letters with stops between them.
fn is_dotted(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

/// `J`, as in `J. Smith`.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_their_words_short() {
        for list in [BEFORE_NAME, BEFORE_NUMBER, EITHER, OPENERS] {
            assert!(list.is_sorted());
        }
        let all = [BEFORE_NAME, BEFORE_NUMBER, EITHER].concat();
        assert!(all.iter().all(|word| word.len() <= LONGEST || word.contains('.')));
    }

    #[test]
    fn no_word_is_in_two_lists() {
        let mut all: Vec<&str> = [BEFORE_NAME, BEFORE_NUMBER, EITHER].concat();
        let given = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), given);
    }

    #[test]
    fn titles_numbers_and_acronyms_are_told_apart() {
        assert_eq!(stop_after("Col"), Stop::Inside);
        assert_eq!(stop_after("M"), Stop::Inside);
        assert_eq!(stop_after("No"), Stop::InsideBeforeNumber);
        assert_eq!(stop_after("U.N"), Stop::InsideBeforeOthers);
        assert_eq!(stop_after("Kati"), Stop::Ends);
    }
}
