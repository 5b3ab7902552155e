//! What each word of a text may be to a finder: one look-up a token, so that every finder passes over
//! the words that are nothing to it.

use std::collections::HashSet;
use std::iter::{Enumerate, Zip};
use std::slice::Iter;

use crate::text::{ByHash, NO_WORD, Token, Tokens};

/// What a word may be, one bit each. A mark is a hint: whoever asks for it looks closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(u32);

impl Mark {
    /// Opens the name of an actor.
    pub const ACTOR: Self = Self(1);
    /// Opens the name of a country, a word of origin or a seat of government.
    pub const COUNTRY: Self = Self(1 << 1);
    /// Opens a description of a body of a state: `army`.
    pub const DESCRIPTION: Self = Self(1 << 2);
    /// Opens the name of an armed unit: `katiba`.
    pub const UNIT: Self = Self(1 << 3);
    /// Opens a name of a place that is written with a small letter.
    pub const SMALL_PLACE: Self = Self(1 << 4);
    /// Belongs to a name although it is small: `al`.
    pub const PARTICLE: Self = Self(1 << 5);
    /// Tells of a country, being the name of an armed group or the like.
    pub const HINT: Self = Self(1 << 6);
    /// Opens a phrase that tells of an outcome or a loss, in any language.
    pub const HARM: Self = Self(1 << 7);
    /// The same where small words of the phrase stand before it: `death` in "to death".
    pub const HARM_BEHIND: Self = Self(1 << 13);

    /// Is written like a name. Told by the letters, not by a table, like the two behind it.
    pub const CASED: Self = Self::of_letters(Token::CASED);
    /// Begins with a digit.
    pub const DIGITS: Self = Self::of_letters(Token::DIGITS);
    /// Is no word but a bracket that opens.
    pub const BRACKET: Self = Self::of_letters(Token::BRACKET);
    const LETTERS: usize = 8;

    /// May open a date, in any language.
    pub const DATE: Self = Self(1 << 11);

    /// How many languages words can be marked for.
    pub const LANGUAGES: usize = 8;
    const SMALL_WORDS: usize = 16;
    const OUTCOMES: usize = Self::SMALL_WORDS + Self::LANGUAGES;

    /// A small word of a language, by its place in the list of languages; those from the ninth on have
    /// no mark.
    #[must_use]
    pub const fn small_word(language: usize) -> Self {
        Self::of_language(Self::SMALL_WORDS, language)
    }

    /// A word for an outcome in a language.
    #[must_use]
    pub const fn outcome(language: usize) -> Self {
        Self::of_language(Self::OUTCOMES, language)
    }

    const fn of_letters(letters: u8) -> Self {
        Self((letters as u32) << Self::LETTERS)
    }

    const fn of_language(from: usize, language: usize) -> Self {
        Self(if language < Self::LANGUAGES { 1 << (from + language) } else { 0 })
    }
}

impl std::ops::BitOr for Mark {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The marks of every word that any vocabulary knows.
///
/// A flat table with a short stretch of slots for each hash: most words are found, or found missing,
/// at the first slot.
#[derive(Debug, Default)]
pub struct MarkTable {
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The half of the hash that does not choose the slot.
    tag: u32,
    /// None where the slot is free.
    marks: u32,
}

impl MarkTable {
    /// The table of words given by the hash of each ([`Tokens::hash`]) and a mark.
    #[must_use]
    pub fn new(words: &[(u64, Mark)]) -> Self {
        let distinct: HashSet<u64, ByHash> = words.iter().map(|&(hash, _)| hash).collect();
        let mut table = Self { slots: vec![Slot::default(); (distinct.len() * 2 + 2).next_power_of_two()] };
        // What is no word comes first, to be found at once, without marks: a quarter of all tokens.
        table.insert(NO_WORD, Mark(OTHERS_BEHIND));
        // A list may hold a sign (`&`), which is no word either.
        for &(hash, mark) in words.iter().filter(|&&(hash, mark)| mark.0 != 0 && hash != NO_WORD) {
            table.insert(hash, mark);
        }
        table
    }

    fn insert(&mut self, hash: u64, mark: Mark) {
        let (first, at) = (self.first_slot(hash), self.slot(hash));
        if at != first
            && let Some(slot) = self.slots.get_mut(first)
        {
            slot.marks |= OTHERS_BEHIND;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = Slot { tag: tag(hash), marks: slot.marks | mark.0 };
        }
    }

    /// The marks of every token.
    #[must_use]
    pub fn of(&self, tokens: &Tokens<'_>) -> Marks {
        let tokens = tokens.as_slice();
        let mut marks = Marks {
            each: Vec::with_capacity(tokens.len().next_multiple_of(GROUP)),
            groups: Vec::with_capacity(tokens.len().div_ceil(GROUP)),
        };
        for group in tokens.chunks(GROUP) {
            let mut each = [0; GROUP];
            // Every step is the same for every token: what the next one is cannot be foreseen.
            for (known, token) in each.iter_mut().zip(group) {
                *known = self.marks(token.hash) | (u32::from(token.letters) << Mark::LETTERS);
            }
            marks.each.extend_from_slice(&each);
            marks.groups.push(each.iter().fold(0, |all, known| all | known));
        }
        marks
    }

    /// The marks of a word by its hash; none for that of what is no word.
    #[inline]
    fn marks(&self, hash: u64) -> u32 {
        let first = self.slots.get(self.first_slot(hash)).copied().unwrap_or_default();
        let is_own = first.tag == tag(hash);
        let found = if is_own { first.marks & !OTHERS_BEHIND } else { 0 };
        if !is_own && first.marks & OTHERS_BEHIND != 0 { self.marks_behind(hash) } else { found }
    }

    #[cold]
    fn marks_behind(&self, hash: u64) -> u32 {
        self.slots.get(self.slot(hash)).map_or(0, |slot| slot.marks & !OTHERS_BEHIND)
    }

    #[inline]
    fn first_slot(&self, hash: u64) -> usize {
        usize::try_from(hash & u64::from(u32::MAX)).unwrap_or_default() & self.slots.len().wrapping_sub(1)
    }

    /// The slot of a hash, or the free one where it belongs. At least half are free.
    fn slot(&self, hash: u64) -> usize {
        let mut at = self.first_slot(hash);
        while let Some(slot) = self.slots.get(at) {
            if slot.marks == 0 || slot.tag == tag(hash) {
                break;
            }
            at = (at + 1) & self.slots.len().wrapping_sub(1);
        }
        at
    }
}

/// A sign at a slot, beside the marks of its word: words that belong here had to go behind it.
const OTHERS_BEHIND: u32 = 1 << 12;

fn tag(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// Tokens that are looked at together.
const GROUP: usize = 8;

/// What each token of a text may be.
#[derive(Debug, Default)]
pub struct Marks {
    /// Of every token, and none behind them up to a whole [`GROUP`].
    each: Vec<u32>,
    /// All marks within each [`GROUP`]: most marks are rare.
    groups: Vec<u32>,
}

/// The tokens that have any of some marks.
struct Having<'m> {
    marks: u32,
    groups: Enumerate<Zip<Iter<'m, u32>, Iter<'m, [u32; GROUP]>>>,
    /// First token of the group that is looked at.
    from: usize,
    /// One bit for each of its tokens that is still to be told.
    left: u32,
}

impl Iterator for Having<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.left == 0 {
            let (nth, (all, group)) = self.groups.next()?;
            if all & self.marks != 0 {
                self.from = nth * GROUP;
                // To look at each token in turn would be a guess, and often a wrong one.
                let has = |at: usize| u32::from(group[at] & self.marks != 0) << at;
                self.left = (0..GROUP).fold(0, |left, at| left | has(at));
            }
        }
        let at = self.from + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        Some(at)
    }
}

impl Marks {
    /// Whether token `at` has any of `marks`.
    #[must_use]
    #[inline]
    pub fn has(&self, at: usize, marks: Mark) -> bool {
        self.each.get(at).is_some_and(|known| known & marks.0 != 0)
    }

    /// The tokens that have any of `marks`, in order.
    #[inline]
    pub fn having(&self, marks: Mark) -> impl Iterator<Item = usize> {
        let groups = self.groups.iter().zip(self.each.as_chunks().0).enumerate();
        Having { marks: marks.0, groups, from: 0, left: 0 }
    }

    /// The languages that each of the first `words` tokens tells of, where it tells of any.
    pub fn telling(&self, words: usize) -> impl Iterator<Item = Telling> {
        let told = self.each.iter().take(words).map(|known| Telling(known >> Mark::SMALL_WORDS));
        told.filter(|telling| telling.0 != 0)
    }
}

/// The languages that one word tells of, each by its place in the list of languages.
#[derive(Debug, Clone, Copy)]
pub struct Telling(u32);

impl Telling {
    /// 1 where the word is a small one of the language, 0 where it is not.
    #[must_use]
    pub const fn small_word(self, language: usize) -> u32 {
        self.0 >> language & 1
    }

    /// 1 where the word is one for an outcome in the language, 0 where it is not.
    #[must_use]
    pub const fn outcome(self, language: usize) -> u32 {
        self.0 >> (Mark::LANGUAGES + language) & 1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    proptest! {
        #[test]
        fn the_words_that_have_a_mark_are_told_in_order(
            words in proptest::collection::vec(select(vec!["army", "Mali", "in", "12", "(", "x"]), 0..40),
        ) {
            let text = words.join(" ");
            let tokens = Tokens::new(&text);
            let army = Tokens::new("army").hash(0);
            let marks = MarkTable::new(&[(army, Mark::DESCRIPTION)]).of(&tokens);
            for wanted in [Mark::DESCRIPTION, Mark::CASED | Mark::DIGITS, Mark::HINT, Mark::BRACKET] {
                let each: Vec<usize> = (0..tokens.len()).filter(|&at| marks.has(at, wanted)).collect();
                prop_assert_eq!(marks.having(wanted).collect::<Vec<_>>(), each);
            }
        }
    }

    #[test]
    fn a_word_keeps_all_its_marks_and_others_have_none() {
        let known = Tokens::new("army Mali mali");
        let words: Vec<(u64, Mark)> = [Mark::DESCRIPTION, Mark::COUNTRY, Mark::ACTOR]
            .into_iter()
            .enumerate()
            .map(|(at, mark)| (known.hash(at), mark))
            .collect();
        let table = MarkTable::new(&words);
        let marks = table.of(&Tokens::new("The army of Mali, unknown"));
        assert_eq!(marks.having(Mark::COUNTRY).collect::<Vec<_>>(), [3]);
        assert_eq!(marks.having(Mark::DESCRIPTION | Mark::ACTOR).collect::<Vec<_>>(), [1, 3]);
        assert!(!marks.has(5, Mark::ACTOR | Mark::COUNTRY | Mark::DESCRIPTION) && !marks.has(9, Mark::ACTOR));
        assert_eq!(marks.having(Mark::CASED).collect::<Vec<_>>(), [0, 3]);
        let signs = MarkTable::new(&[(Tokens::new("&").hash(0), Mark::ACTOR)]);
        assert!(signs.of(&Tokens::new("a, b (c)")).having(Mark::ACTOR).next().is_none());
        assert!(MarkTable::default().of(&known).having(Mark::ACTOR).next().is_none());
    }
}
