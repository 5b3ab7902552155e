//! The terms of a segment in the making, each with a number.

use std::fmt::Write as _;
use std::num::NonZeroU32;

use super::super::analysis::{EXACT, NUMBER};
use super::super::stem::Stems;
use super::super::words::WordAt;
use crate::text::{FlatMap, HASHED_ALONE, hash_folded, mixed};

/// Which term of the segment: the first one that came is 0.
pub(super) type TermId = u32;

/// Terms by their text, and those of words by the word.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// All terms, one behind the other.
    texts: String,
    /// Where each ends.
    ends: Vec<usize>,
    by_text: FlatMap<Kept>,
    /// Terms of the words whose hash is theirs alone.
    by_short_word: FlatMap<WordTerms>,
    by_long_word: FlatMap<WordTerms>,
    by_number: FlatMap<Kept>,
    stems: Stems,
    draft: String,
}

/// A term as tables keep it: one more than it is, so that no term takes no more room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept(NonZeroU32);

impl Kept {
    const fn new(term: TermId) -> Self {
        Self(NonZeroU32::MIN.saturating_add(term))
    }

    const fn term(self) -> TermId {
        self.0.get() - 1
    }
}

/// The terms of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordTerms {
    pub(super) stem: TermId,
    /// Its folded form as a term; the same as `stem` where it is its own stem.
    exact: Kept,
}

impl WordTerms {
    /// The folded form of a word that is not its own stem.
    pub(super) fn form(self) -> Option<TermId> {
        let exact = self.exact.term();
        (exact != self.stem).then_some(exact)
    }
}

impl Lexicon {
    /// How many terms there are.
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes that it fills.
    pub(super) fn bytes(&self) -> usize {
        self.texts.capacity()
            + self.ends.capacity() * size_of::<usize>()
            + self.by_text.bytes()
            + self.by_short_word.bytes()
            + self.by_long_word.bytes()
            + self.by_number.bytes()
    }

    /// The text of a term.
    pub(super) fn text(&self, term: TermId) -> &str {
        let at = term as usize;
        let end = self.ends.get(at).copied().unwrap_or_default();
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.texts.get(start..end).unwrap_or_default()
    }

    /// The terms of a word.
    #[inline]
    pub(super) fn word(&mut self, word: WordAt<'_>) -> WordTerms {
        let known = if word.folded.len() <= HASHED_ALONE {
            self.by_short_word.get(word.hash)
        } else {
            self.by_long_word.get(word.hash).filter(|known| self.are_of(**known, word.folded))
        };
        match known {
            Some(known) => *known,
            None => self.learn(word),
        }
    }

    /// The term of a number.
    pub(super) fn number(&mut self, value: u64) -> TermId {
        // No two numbers have the same key: each step of it can be undone.
        let key = mixed(0, value);
        if let Some(known) = self.by_number.get(key) {
            return known.term();
        }
        let mut draft = std::mem::take(&mut self.draft);
        draft.clear();
        // Writing to a string cannot fail.
        let (Ok(()) | Err(_)) = write!(draft, "{NUMBER}{value}");
        let term = self.term(&draft);
        self.draft = draft;
        self.by_number.get_or_insert(key, Kept::new(term));
        term
    }

    /// The term of this text.
    pub(super) fn term(&mut self, text: &str) -> TermId {
        let mut key = hash_folded(text.as_bytes());
        while let Some(known) = self.by_text.get(key) {
            if self.text(known.term()) == text {
                return known.term();
            }
            // Another text of the same hash: it has the next key.
            key = key.wrapping_add(1);
        }
        let term = TermId::try_from(self.ends.len()).expect("a segment is written long before");
        self.texts.push_str(text);
        self.ends.push(self.texts.len());
        self.by_text.get_or_insert(key, Kept::new(term));
        term
    }

    /// All terms in the order of their bytes.
    pub(super) fn sorted(&self) -> Vec<TermId> {
        let first_eight = |term: TermId| {
            let mut first = [0; 8];
            self.text(term).bytes().zip(&mut first).for_each(|(byte, slot)| *slot = byte);
            u64::from_be_bytes(first)
        };
        let mut terms: Vec<(u64, TermId)> =
            (0..).take(self.len()).map(|term| (first_eight(term), term)).collect();
        terms.sort_unstable_by(|(first, one), (second, other)| {
            first.cmp(second).then_with(|| self.text(*one).cmp(self.text(*other)))
        });
        terms.into_iter().map(|(_, term)| term).collect()
    }

    fn are_of(&self, terms: WordTerms, folded: &str) -> bool {
        match terms.form() {
            Some(form) => self.text(form).strip_prefix(EXACT) == Some(folded),
            None => self.text(terms.stem) == folded,
        }
    }

    #[cold]
    fn learn(&mut self, word: WordAt<'_>) -> WordTerms {
        let stem_text = self.stems.stem(word.folded);
        let stem = self.term(&stem_text);
        let exact = if stem_text == word.folded { stem } else { self.term(&[EXACT, word.folded].concat()) };
        let terms = WordTerms { stem, exact: Kept::new(exact) };
        let words =
            if word.folded.len() <= HASHED_ALONE { &mut self.by_short_word } else { &mut self.by_long_word };
        *words.get_or_insert(word.hash, terms) = terms;
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(folded: &str, hash: u64) -> WordAt<'_> {
        WordAt { hash, folded, steps: true, number: None }
    }

    #[test]
    fn words_of_the_same_hash_keep_terms_of_their_own() {
        let mut lexicon = Lexicon::default();
        for _ in 0..2 {
            let [attackers, mauritania, kati] =
                ["attackers", "mauritania", "kati"].map(|folded| lexicon.word(word(folded, 7)));
            assert_eq!(lexicon.text(attackers.stem), "attack");
            assert_eq!(attackers.form().map(|form| lexicon.text(form)), Some("=attackers"));
            assert_eq!((lexicon.text(mauritania.stem), mauritania.form()), ("mauritania", None));
            assert_eq!((lexicon.text(kati.stem), kati.form()), ("kati", None));
        }
        assert_eq!(lexicon.len(), 4);
    }

    #[test]
    fn terms_are_sorted_by_their_bytes() {
        let mut lexicon = Lexicon::default();
        let given = ["ségou", "internationally", "#15", "internationa", "z", "=attacks", "international"];
        given.iter().for_each(|text| {
            lexicon.term(text);
        });
        lexicon.number(15);
        let sorted: Vec<&str> = lexicon.sorted().into_iter().map(|term| lexicon.text(term)).collect();
        let mut expected = given;
        expected.sort_unstable();
        assert_eq!(sorted, expected);
    }
}
