//! What all steps look at: the tokens of a text, their sentences, and the vocabularies.

use std::cell::Cell;

use crate::text::{Shape, Span, Token, TokenKind, Tokens};
use crate::vocabulary::{Gazetteer, Marks, PlaceWords, Vocabulary, WordClass};

/// A text with its sentences, and the vocabularies that it is read with.
pub(super) struct Scene<'a, 't> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) words: &'a PlaceWords,
    pub(super) tokens: &'t Tokens<'t>,
    /// What each token may be.
    pub(super) marks: &'t Marks,
    /// Names of actors, in order.
    pub(super) taken: &'t [Span],
    /// Sentence of each token.
    sentence: Vec<u32>,
    /// First token of each sentence.
    starts: Vec<usize>,
    /// Casing of each sentence, told when it is first asked for: most name no place.
    casing: Vec<Cell<Option<Casing>>>,
}

/// How the words of a sentence are cased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// Names and first words have capitals.
    Sentence,
    /// Most Words Have Capitals: a Headline.
    Title,
    /// MOST LETTERS ARE CAPITALS.
    Upper,
}

impl<'a, 't> Scene<'a, 't> {
    pub(super) fn new(
        vocabulary: &'a Vocabulary,
        (tokens, marks): (&'t Tokens<'t>, &'t Marks),
        taken: &'t [Span],
    ) -> Self {
        let mut sentence = Vec::with_capacity(tokens.len());
        let spans = tokens.sentences();
        let mut starts = Vec::with_capacity(spans.len());
        let mut rest = tokens.as_slice();
        for (span, nth) in spans.iter().zip(0_u32..) {
            let from = sentence.len();
            let length = rest.iter().take_while(|token| token.span.start < span.end).count();
            rest = rest.get(length..).unwrap_or_default();
            starts.push(from);
            sentence.resize(from + length, nth);
        }
        let last = sentence.last().copied().unwrap_or(0);
        sentence.resize(tokens.len(), last);
        let casing = vec![Cell::new(None); spans.len()];
        let (gazetteer, words) = (vocabulary.places(), vocabulary.place_words());
        Self { gazetteer, words, tokens, marks, taken, sentence, starts, casing }
    }

    pub(super) fn sentence(&self, at: usize) -> u32 {
        self.sentence.get(at).copied().unwrap_or(u32::MAX)
    }

    pub(super) fn casing(&self, at: usize) -> Casing {
        let nth = self.sentence(at) as usize;
        let Some(known) = self.casing.get(nth) else { return Casing::Sentence };
        let casing = known.get().unwrap_or_else(|| {
            let start = self.starts.get(nth).copied().unwrap_or_default();
            let end = self.starts.get(nth + 1).copied().unwrap_or(self.tokens.len());
            casing_of(self.tokens.as_slice().get(start..end).unwrap_or_default(), self.tokens.text)
        });
        known.set(Some(casing));
        casing
    }

    pub(super) fn is(&self, at: usize, class: WordClass) -> bool {
        self.words.is(self.tokens, at, class)
    }

    pub(super) fn shape(&self, at: usize) -> Shape {
        self.tokens.get(at).map_or(Shape::Lower, |token| token.shape)
    }

    /// Whether token `at` is a word with a capital letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && token.shape != Shape::Lower)
    }

    /// Whether token `at` is a word of a script without capital letters.
    pub(super) fn is_caseless(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| is_caseless(token, self.tokens.text))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_word)
    }

    /// The word right before token `at` in its sentence, with nothing but white space between.
    pub(super) fn word_before(&self, at: usize) -> Option<usize> {
        let mut before = at.checked_sub(1)?;
        if self.is_line_end(before) {
            before = before.checked_sub(1)?;
        }
        (self.is_word(before) && self.sentence(before) == self.sentence(at)).then_some(before)
    }

    /// The word right after token `at` in its sentence, with nothing but white space between.
    pub(super) fn word_after(&self, at: usize) -> Option<usize> {
        let after = if self.is_line_end(at + 1) { at + 2 } else { at + 1 };
        (self.is_word(after) && self.sentence(after) == self.sentence(at)).then_some(after)
    }

    /// Lines that are wrapped to a width end inside sentences.
    fn is_line_end(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Newline)
    }

    /// Whether token `at` opens its sentence, quotes and brackets aside.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let start = self.starts.get(self.sentence(at) as usize).copied().unwrap_or(at);
        self.is_word(at) && !(start..at).rev().any(|before| self.is_word(before))
    }

    /// Whether token `at` is the first of its line.
    pub(super) fn opens_line(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_none_or(|token| matches!(token.kind, TokenKind::Newline | TokenKind::Paragraph))
    }

    pub(super) fn punctuation(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            TokenKind::Punctuation(mark) => Some(mark),
            TokenKind::Word | TokenKind::Digits | TokenKind::Newline | TokenKind::Paragraph => None,
        }
    }
}

/// Short words (of, in, the) keep small letters in headlines, and tell nothing.
const TELLING: usize = 4;

fn casing_of(tokens: &[Token], text: &str) -> Casing {
    let (mut small, mut title, mut upper) = (0_usize, 0_usize, 0_usize);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word && token.span.len() >= TELLING) {
        match token.shape {
            Shape::Lower => small += usize::from(!is_caseless(token, text)),
            Shape::Upper => upper += 1,
            Shape::Title | Shape::Mixed => title += 1,
        }
    }
    let words = small + title + upper;
    if upper * 10 >= words * 7 && upper >= 2 {
        Casing::Upper
    } else if (title + upper) * 10 >= words * 7 && words >= 4 {
        Casing::Title
    } else {
        Casing::Sentence
    }
}

/// Whether a word is of a script without capital letters.
#[inline]
fn is_caseless(word: &Token, text: &str) -> bool {
    word.span.of(text).starts_with(crate::text::is_caseless)
}
