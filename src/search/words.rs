//! Words of a query to what the index is asked for.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::names::{self, Meaning};
use super::plan::{Name, Text, What};
use super::spans::{Part, Spans};
use crate::index::{Language, Reader, Word};
use crate::text::{Shape, Tokens, fold};
use crate::vocabulary::Vocabulary;

/// Words that occur in every article: not asked for where a query has others.
const FUNCTION_WORDS: &str = include_str!("../../index-schema/function-words.txt");

/// Whether a folded word says nothing about what an article is about.
pub(super) fn is_function_word(folded: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let lines = FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(str::split_whitespace).collect()
    });
    words.contains(folded)
}

/// A run of words side by side, cut into names and single words.
pub(super) fn pieces(vocabulary: Option<&Vocabulary>, texts: &[&str]) -> Vec<(String, What)> {
    let joined = texts.join(" ");
    let tokens = Tokens::new(&joined);
    let mut ends = Vec::with_capacity(texts.len());
    let mut length = 0;
    for text in texts {
        length += text.len();
        ends.push(length);
        length += 1;
    }
    let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().map(|end| end + 1)).collect();
    let mut found = Vec::new();
    let mut nth = 0;
    while let (Some(&start), Some(text)) = (starts.get(nth), texts.get(nth)) {
        let name = vocabulary.and_then(|vocabulary| name_at(vocabulary, &tokens, start, &ends));
        if let Some((end, meaning)) = name {
            let count = ends.iter().filter(|&&at| at > start && at <= end).count();
            let written = joined.get(start..end).unwrap_or_default().to_owned();
            let spans = Spans::Phrase(parts(&written));
            let name = Name { spans, places: meaning.places, actors: meaning.actors, words_count: true };
            found.push((written, What::Name(name)));
            nth += count.max(1);
        } else {
            found.extend(plain(text).into_iter().map(|what| ((*text).to_owned(), what)));
            nth += 1;
        }
    }
    numbers_joined(texts, found)
}

/// The longest name from byte `start` that ends where a word of the query ends.
fn name_at(
    vocabulary: &Vocabulary,
    tokens: &Tokens<'_>,
    start: usize,
    ends: &[usize],
) -> Option<(usize, Meaning)> {
    let at = tokens.as_slice().iter().position(|token| token.is_word() && token.span.start >= start)?;
    let next_end = ends.iter().copied().find(|&end| end > start)?;
    if tokens.get(at)?.span.start >= next_end {
        return None;
    }
    let (range, meaning) = names::longest_at(vocabulary, tokens, at)?;
    let says_something = range.clone().any(|at| {
        // `IS` and `UN` are names, `is` and `un` are none.
        let is_capitals = tokens.get(at).is_some_and(|token| token.shape == Shape::Upper);
        is_capitals || !is_function_word(tokens.folded(at))
    });
    let end = tokens.span(range).end;
    // Punctuation behind the name belongs to its word.
    let whole = ends.iter().copied().find(|&word_end| word_end >= end)?;
    let rest_is_empty = tokens
        .as_slice()
        .iter()
        .all(|token| !token.is_word() || token.span.start < end || token.span.start >= whole);
    (says_something && rest_is_empty && !meaning.is_empty()).then_some((whole, meaning))
}

/// `twenty five` written as two words is one number.
fn numbers_joined(texts: &[&str], found: Vec<(String, What)>) -> Vec<(String, What)> {
    let joined = texts.join(" ");
    let words = Reader::default().words(&joined, Language::Any);
    let mut numbers = words
        .iter()
        .filter_map(|word| word.number)
        .filter(|(_, span)| span.of(&joined).contains(char::is_whitespace));
    let Some((value, span)) = numbers.next() else { return found };
    let inside = fold(span.of(&joined));
    let mut kept = Vec::with_capacity(found.len());
    let mut is_placed = false;
    for (written, what) in found {
        let is_part =
            matches!(what, What::Text(_)) && inside.split_whitespace().any(|word| word == fold(&written));
        if !is_part {
            kept.push((written, what));
        } else if !is_placed {
            is_placed = true;
            kept.push((span.of(&joined).to_owned(), What::Text(text(vec![Part::Number(value)]))));
        }
    }
    kept
}

/// A word of the query, without names: a number, a word in any form, or several that a sign joins.
pub(super) fn plain(written: &str) -> Option<What> {
    let parts = parts(written);
    (!parts.is_empty()).then(|| What::Text(text(parts)))
}

fn text(parts: Vec<Part>) -> Text {
    Text { is_phrase: parts.len() > 1, spans: Spans::Phrase(parts), surface: None, title_only: false }
}

/// What stands at each position of `written`.
pub(super) fn parts(written: &str) -> Vec<Part> {
    by_position(&Reader::default().words(written, Language::Any), |word| match word.number {
        Some((value, _)) => Part::Number(value),
        None => Part::Stem(word.stem.clone()),
    })
}

/// The folded forms at each position of `written`.
pub(super) fn folded_parts(written: &str) -> Vec<Part> {
    by_position(&Reader::default().words(written, Language::Any), |word| Part::Folded {
        folded: word.folded.clone(),
        is_stem: word.folded == word.stem,
    })
}

/// Like [`parts`], the last of them a beginning.
pub(super) fn prefix_parts(written: &str) -> Vec<Part> {
    let words = Reader::default().words(written, Language::Any);
    let mut parts = parts(written);
    if let (Some(last), Some(word)) = (parts.last_mut(), words.last()) {
        *last = Part::Prefix(word.folded.clone());
    }
    parts
}

fn by_position(words: &[Word], part: impl Fn(&Word) -> Part) -> Vec<Part> {
    let mut parts = Vec::with_capacity(words.len());
    let mut last = None;
    let elided =
        |word: &Word| words.len() > 1 && word.folded.len() < 3 && word.span.len() > word.folded.len();
    for word in words.iter().filter(|word| !elided(word)) {
        if last != Some(word.position) {
            parts.push(part(word));
        }
        last = Some(word.position);
    }
    parts
}
