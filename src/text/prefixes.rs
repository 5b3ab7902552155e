//! Small words that are written together with the word behind them, as Arabic writes "and", "in" and "the".

use std::cell::OnceCell;

use super::word_hash::hash_folded;
use super::{Span, Token, TokenKind, Tokens, fold_into};

/// How many prefixes one word may have: "and in the town".
const MOST: usize = 3;

impl Tokens<'_> {
    /// The same tokens, but each of `prefixes` (folded, the longest first) a token of its own where digits or a word
    /// that `is_known` stand behind it. A word that is known with its first letters keeps them.
    #[must_use]
    pub fn parted(&self, prefixes: &[String], is_known: impl Fn(u64) -> bool) -> Self {
        let mut parted = Self {
            text: self.text,
            items: Vec::with_capacity(self.items.len() + self.items.len() / 2),
            folded: self.folded.clone(),
            stops: self.stops.clone(),
            sentences: OnceCell::new(),
        };
        for token in &self.items {
            let word = token.folded.of(&self.folded);
            let lengths = match token.kind {
                TokenKind::Word if !word.is_ascii() => lengths(word, prefixes, &is_known, MOST),
                _ => None,
            };
            parted.push_parts(token, lengths.unwrap_or_default());
        }
        parted
    }

    /// Adds the parts of `token`, given by the lengths of its folded prefixes, the last one first.
    fn push_parts(&mut self, token: &Token, lengths: Vec<usize>) {
        let mut rest = *token;
        for length in lengths.into_iter().rev() {
            let Some(end) = surface_end(rest.span.of(self.text), length) else { break };
            let (prefix, behind) = (rest.span.start + end, rest.folded.start + length);
            self.push_part(&rest, Span::new(rest.span.start, prefix), Span::new(rest.folded.start, behind));
            rest = Token {
                span: Span::new(prefix, rest.span.end),
                folded: Span::new(behind, rest.folded.end),
                ..rest
            };
        }
        if rest.span == token.span {
            self.items.push(rest);
        } else {
            self.push_part(&rest, rest.span, rest.folded);
        }
    }

    fn push_part(&mut self, whole: &Token, span: Span, folded: Span) {
        let word = folded.of(&self.folded);
        let kind = if is_number(word) { TokenKind::Digits } else { TokenKind::Word };
        let hash = hash_folded(word.as_bytes());
        let first = self.text.as_bytes().get(span.start).copied().unwrap_or_default();
        let letters = Token::letters(kind, whole.shape, first);
        self.items.push(Token { span, kind, letters, folded, hash, ..*whole });
    }
}

/// The lengths of the prefixes before a known word or digits, the last one first; none where `word` is one itself.
fn lengths(
    word: &str,
    prefixes: &[String],
    is_known: &impl Fn(u64) -> bool,
    most: usize,
) -> Option<Vec<usize>> {
    if is_number(word) || word.chars().nth(1).is_some() && is_known(hash_folded(word.as_bytes())) {
        return Some(Vec::new());
    }
    let most = most.checked_sub(1)?;
    prefixes.iter().find_map(|prefix| {
        let mut behind = lengths(word.strip_prefix(prefix.as_str())?, prefixes, is_known, most)?;
        behind.push(prefix.len());
        Some(behind)
    })
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_numeric)
}

/// Where the letters of `surface` end whose folded form has so many bytes, marks that are folded away included.
fn surface_end(surface: &str, length: usize) -> Option<usize> {
    let mut folded = String::new();
    for (at, c) in surface.char_indices() {
        let before = folded.len();
        fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
        if before == length && folded.len() > length {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let prefixes = ["ال", "و", "ب"].map(str::to_owned);
        let known = Tokens::new("جنود وزير مدينه");
        let is_known = |hash| (0..known.len()).any(|at| known.hash(at) == hash);
        let parted = Tokens::new(text).parted(&prefixes, is_known);
        (0..parted.len()).map(|at| parted.surface(at)).collect()
    }

    #[test]
    fn prefixes_of_known_words_and_of_digits_stand_apart() {
        assert_eq!(parts("والجنود وزير بالمدينة"), ["و", "ال", "جنود", "وزير", "ب", "ال", "مدينة"]);
        assert_eq!(parts("وَالْجُنُود بـ12 و١٥"), ["وَ", "الْ", "جُنُود", "بـ", "12", "و", "١٥"]);
    }

    #[test]
    fn words_that_are_not_known_stay_whole() {
        assert_eq!(parts("واشنطن و بو ال the"), ["واشنطن", "و", "بو", "ال", "the"]);
    }
}
