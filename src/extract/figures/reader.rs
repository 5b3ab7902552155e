//! A text with its casualty words and its numbers, as the rules read it.

use std::cell::OnceCell;
use std::ops::Range;

use crate::text::number::Number;
use crate::text::{Shape, TokenKind, Tokens};
use crate::vocabulary::casualties::{CasualtyWord, Cue};
use crate::vocabulary::{CasualtyWords, Qualifier};

/// The text, its words and its numbers, for reading phrases.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'d, 't, 'v> {
    /// The text.
    pub(super) tokens: &'t Tokens<'t>,
    /// The casualty words of its language.
    pub(super) words: &'v CasualtyWords,
    /// What was found in it so far, and its numbers.
    pub(super) found: &'d Lookups<'v>,
    /// Whether the text is written in capitals throughout.
    pub(super) capitals: bool,
}

/// The numbers of a text, and its casualty words, each looked up when first asked for: the rules come
/// back to the same words again and again.
#[derive(Debug)]
pub(super) struct Lookups<'v> {
    /// In order.
    pub(super) numbers: Vec<Number>,
    /// For each token, the end of the phrase that begins there, and what it means.
    words: Vec<OnceCell<Option<(usize, &'v CasualtyWord)>>>,
}

impl Lookups<'_> {
    /// Those of a text of so many tokens.
    pub(super) fn new(numbers: Vec<Number>, tokens: usize) -> Self {
        Self { numbers, words: vec![OnceCell::new(); tokens] }
    }
}

impl<'v> Reader<'_, '_, 'v> {
    /// The casualty word or phrase at token `at`.
    pub(super) fn word(&self, at: usize) -> Option<(Range<usize>, &'v CasualtyWord)> {
        let found = self.found.words.get(at)?.get_or_init(|| self.look_up(at));
        found.map(|(end, word)| (at..end, word))
    }

    fn look_up(&self, at: usize) -> Option<(usize, &'v CasualtyWord)> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        let (mut range, mut word) = self.words.longest_at(self.tokens, at)?;
        if range.len() > 1 && self.gives_way(&range, word) {
            (range, word) = self.words.longest_before(self.tokens, at, range.end)?;
        }
        // "IS fighters": a small word in capitals is a name, unless everything is in capitals.
        let is_name = token.shape == Shape::Upper && !self.capitals && range.len() == 1 && word.is_small();
        let is_name = is_name && !word.is(Cue::Natural);
        (!is_name).then_some((range.end, word))
    }

    /// Whether the phrase is none, but words of what stands beside it: "la mort de plus de 50 personnes",
    /// "des soldats et quelques civils".
    fn gives_way(&self, range: &Range<usize>, word: &CasualtyWord) -> bool {
        if word.is(Cue::Others) {
            let next = self.words.longest_at(self.tokens, range.end - 1);
            return next.is_some_and(|(next, word)| next.end > range.end && word.qualifier.is_some());
        }
        let first = self.words.longest_before(self.tokens, range.start, range.start + 2);
        let joins = first.is_some_and(|(_, first)| first.is(Cue::And));
        word.qualifier_after.is_some() && joins && !self.has_number_before(range.start)
    }

    fn has_number_before(&self, at: usize) -> bool {
        let numbers = &self.found.numbers;
        let next = numbers.partition_point(|number| number.tokens.start < at);
        next.checked_sub(1).and_then(|last| numbers.get(last)).is_some_and(|number| number.tokens.end == at)
    }

    /// The number that begins at token `at`.
    pub(super) fn number_at(&self, at: usize) -> Option<&Number> {
        let numbers = &self.found.numbers;
        let index = numbers.binary_search_by_key(&at, |number| number.tokens.start).ok()?;
        numbers.get(index)
    }

    /// "20+ injured", "thirty-odd rebels": a qualifier that is tied to the number before token `at`.
    pub(super) fn tied_qualifier(&self, at: usize) -> (usize, Option<Qualifier>) {
        let touches = at.checked_sub(1).and_then(|before| self.tokens.get(before)).is_some_and(|before| {
            self.tokens.get(at).is_some_and(|token| token.span.start == before.span.end)
        });
        match self.tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Punctuation('+')) if touches => (at + 1, Some(Qualifier::MoreThan)),
            Some(TokenKind::Punctuation('-' | '‐' | '‑')) if touches => {
                match self.qualifier_after(at + 1) {
                    (end, Some(qualifier)) => (end, Some(qualifier)),
                    _ => (at, None),
                }
            }
            _ => (at, None),
        }
    }

    /// A qualifier behind the number: "or more", "au moins".
    pub(super) fn qualifier_after(&self, at: usize) -> (usize, Option<Qualifier>) {
        match self.word(at) {
            Some((range, word)) if word.qualifier_after.is_some() => (range.end, word.qualifier_after),
            _ => (at, None),
        }
    }
}
