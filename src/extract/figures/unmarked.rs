//! One or two people whose number no word before the noun tells: "the death of soldier", "person one".

use super::noun_phrase::Phrase;
use super::piece::{Counted, Group, Head, Value};
use super::scan::Scan;
use crate::text::TokenKind;
use crate::vocabulary::casualties::{Cue, Form, OutcomeWord};

/// Words that may stand between a noun and what shows that it is no doer: an adjective or two.
const ADJECTIVES: usize = 2;

impl Scan<'_, '_, '_, '_> {
    /// Reads people without a number before them, in a language that has no article for one.
    pub(super) fn unmarked(&mut self, at: usize, end: usize) -> Option<usize> {
        if !self.reader.words.one_unmarked {
            return None;
        }
        let next = self.counted_behind(at).or_else(|| self.uncounted(at))?;
        (next <= end).then_some(next)
    }

    /// "person one", "civilians two".
    fn counted_behind(&mut self, at: usize) -> Option<usize> {
        let (noun, word) = self.reader.word(at)?;
        let (victim, number) = (word.victim?, self.reader.number_behind(noun.end)?.clone());
        let phrase = Phrase {
            end: number.tokens.end,
            category: victim.category,
            noun: Some(noun),
            ..Phrase::default()
        };
        let next = number.tokens.end;
        let value = Value::of(&number);
        let group = Group { number: number.tokens, value, ..Group::person(Counted::Number, at, phrase) };
        self.push_group(group);
        Some(next)
    }

    /// "the death of soldier", "the injury of another".
    fn uncounted(&mut self, at: usize) -> Option<usize> {
        let (harm, listed) = self.harm_of_list()?;
        let event = harm.is(Form::Event) || harm.is(Form::Gerund);
        if !event && !harm.is(Form::Finite) {
            return None;
        }
        let other = self.reader.word(at).filter(|(_, word)| word.is(Cue::Another));
        let others = other.is_some();
        let other = other.map(|(range, _)| Phrase { end: range.end, ..Phrase::default() });
        let phrase = other.or_else(|| self.reader.bare(at))?;
        if !event && !self.ends_clause(phrase.end) {
            return None;
        }
        // "the killing of commander and leader": two words for one, perhaps.
        if listed && self.is_weak(at) {
            return None;
        }
        let (next, of) = self.reader.complement(phrase.end);
        let category = of.filter(|_| self.is_weak(at)).unwrap_or(phrase.category);
        let phrase = Phrase { end: next, category, ..phrase };
        self.push_group(Group { others, ..Group::person(Counted::Definite, at, phrase) });
        Some(next)
    }

    /// What befalls the noun that may come next: the verb or event right before it, or before the list which "and"
    /// continues with it, "the death of man and woman".
    fn harm_of_list(&self) -> Option<(OutcomeWord, bool)> {
        let mut last = self.sentence.pieces.len().checked_sub(1)?;
        let mut listed = false;
        while self.sentence.is(last, Cue::And) {
            let (_, member) = self.sentence.group_at(last.checked_sub(1)?)?;
            if member.head != Head::Victims {
                return None;
            }
            listed = true;
            last = last.checked_sub(2)?;
        }
        Some((self.sentence.piece(last)?.outcome()?, listed))
    }

    /// Whether nobody else can be the victim of the verb before a noun that ends at `end`: "killed soldier in …", not
    /// "killed soldier twelve men".
    fn ends_clause(&self, end: usize) -> bool {
        let known = |at: usize| self.reader.word(at).is_some() || self.reader.number_at(at).is_some();
        let behind = (end..end + ADJECTIVES).find(|&at| known(at) || !self.is_word(at));
        let behind = behind.unwrap_or(end + ADJECTIVES);
        let mark = |at: usize| {
            self.reader
                .tokens
                .get(at)
                .is_none_or(|token| !matches!(token.kind, TokenKind::Word | TokenKind::Digits))
        };
        const CLOSING: &[Cue] =
            &[Cue::Preposition, Cue::And, Cue::By, Cue::Of, Cue::Adverb, Cue::Clause, Cue::Subset];
        mark(behind) || self.reader.word(behind).is_some_and(|(_, word)| word.is_any(CLOSING))
    }

    fn is_weak(&self, at: usize) -> bool {
        self.reader.word(at).is_some_and(|(_, word)| word.victim.is_some_and(|victim| victim.weak))
    }
}
