//! Numbers and articles that may count nobody: ages in brackets, pronouns, articles of things.

use std::ops::Range;

use super::noun_phrase::Phrase;
use super::piece::{Group, Head, Value};
use super::scan::Scan;
use crate::text::number::{Number, NumberClass, NumberForm};
use crate::text::{Shape, TokenKind};
use crate::vocabulary::casualties::{Cue, Form};

impl Scan<'_, '_, '_, '_> {
    /// "L. Sanjoy (19)": how old somebody with a name is.
    pub(super) fn is_name_age(&self, number: &Number) -> bool {
        const OLDEST: u64 = 110;
        let token = |at: usize| self.reader.tokens.get(at);
        let mark =
            |at: usize, mark| token(at).is_some_and(|token| token.kind == TokenKind::Punctuation(mark));
        let Range { start, end } = number.tokens;
        let whole = mark(start, '(') && mark(end - 1, ')');
        let open = if whole { Some(start) } else { start.checked_sub(1).filter(|&open| mark(open, '(')) };
        let Some(name) = open.filter(|_| whole || mark(end, ')')).and_then(|open| open.checked_sub(1)) else {
            return false;
        };
        let called = token(name).is_some_and(|token| token.shape == Shape::Title)
            && self.reader.word(name).is_none()
            && name.checked_sub(1).and_then(token).is_some_and(|before| {
                before.shape == Shape::Title || before.kind == TokenKind::Punctuation('.')
            });
        // "a prayer leader (55)"
        let last = self.sentence.pieces.iter().rposition(|piece| !piece.is_mark('('));
        let person = last.and_then(|last| self.sentence.group_at(last));
        let one = |group: &Group| group.value == Value::ONE && group.head == Head::Victims;
        let named = called || person.is_some_and(|(_, group)| one(group));
        named && number.best.is_some_and(|age| age > 1 && age <= OLDEST)
    }

    /// "lost 1-1": a number tied to another one with which it makes no range.
    pub(super) fn is_score(&self, number: &Number) -> bool {
        let token = |at: usize| self.reader.tokens.get(at);
        let digits = |at: usize| token(at).is_some_and(|token| token.kind == TokenKind::Digits);
        let dash = |at: usize| {
            let mark = token(at).map(|token| token.kind);
            matches!(mark, Some(TokenKind::Punctuation('-' | '–' | ':'))) && self.reader.touches(at)
        };
        let Range { start, end } = number.tokens;
        let before = start.checked_sub(2).is_some_and(|left| digits(left) && dash(left + 1));
        digits(start) && (before || dash(end) && digits(end + 1))
    }

    /// "another 30,000 tonnes": what the article opens is measured.
    pub(super) fn is_thing(&self, number: &Number) -> bool {
        let next = self.reader.number_at(number.tokens.end);
        number.form == NumberForm::Article
            && self.reader.word(number.tokens.start).is_some_and(|(_, word)| word.is(Cue::Another))
            && next.is_some_and(|next| !next.is_count() && next.class != NumberClass::Age)
    }

    /// "the existing one": a pronoun for what was named before, and no count.
    pub(super) fn is_pronoun(&self, number: &Number, phrase: &Phrase) -> bool {
        let one = number.best == Some(1) && number.tokens.len() == 1 && phrase.head == Head::Elided;
        let digit = self.reader.tokens.get(number.tokens.start).is_some_and(|t| t.kind == TokenKind::Digits);
        let last = self.sentence.pieces.len();
        let plain = |at: usize| self.sentence.piece(at).is_some_and(|piece| piece.word.is_none());
        let definite =
            |back: usize| last.checked_sub(back).is_some_and(|at| self.sentence.is(at, Cue::Definite));
        one && !digit
            && number.form == NumberForm::Cardinal
            && !phrase.others
            && (definite(1) || definite(2) && last.checked_sub(1).is_some_and(plain))
    }

    /// Whether an article counts what `phrase` names: "a farmer", not "a protest".
    pub(super) fn article_counts(&self, phrase: &Phrase) -> bool {
        matches!(phrase.head, Head::Victims | Head::Outcome)
            && !self.describes(phrase.end)
            && self.is_found(phrase)
            || phrase.others
            // "un des blessés"
            || phrase.head == Head::OfThem && self.reader.words.noun_first
            || self.counts(phrase.end)
            || phrase.head == Head::Unknown
                && (self.is_harmed(phrase.end) && !self.is_complement() || self.joined_group().is_some())
    }

    /// "two workers of a firm were killed": what stands behind a preposition is no subject.
    fn is_complement(&self) -> bool {
        let behind = self
            .sentence
            .pieces
            .last()
            .is_some_and(|last| last.is_any(&[Cue::Of, Cue::Preposition, Cue::By]) && !last.is(Cue::And));
        behind && !self.follows_harm()
    }

    /// "un mort", "un blessé": a noun that is an outcome stands at `at`.
    fn counts(&self, at: usize) -> bool {
        let outcome = self.reader.word(at).and_then(|(_, word)| word.outcome);
        outcome.is_some_and(|word| word.is(Form::Count) && self.sentence.noun_first)
    }

    /// "a body was found", not "a body of law": what may be something else must be found.
    fn is_found(&self, phrase: &Phrase) -> bool {
        let Some((noun, _)) = phrase.outcome.as_ref().filter(|(noun, _)| noun.len() == 1) else {
            return true;
        };
        let bodies = self.reader.word(noun.start).is_some_and(|(_, word)| word.is(Cue::Bodies));
        let found = |at: usize| self.reader.word(at).is_some_and(|(_, word)| word.is(Cue::Found));
        let before = self.sentence.pieces.last().is_some_and(|piece| piece.is_any(&[Cue::Found, Cue::Cause]));
        !bodies || before || (phrase.end..phrase.end + 8).any(found)
    }

    /// "a major blow", "a general sense": what looks like a noun describes the one behind it.
    fn describes(&self, at: usize) -> bool {
        let lower = self
            .reader
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word && token.shape == Shape::Lower);
        let verb = || {
            ["ed", "ing", "ly", "self", "ward", "where"]
                .iter()
                .any(|end| self.reader.tokens.folded(at).ends_with(end))
        };
        !self.reader.words.noun_first
            && lower
            && self.reader.word(at).is_none()
            && self.reader.number_at(at).is_none()
            && !verb()
    }
}
