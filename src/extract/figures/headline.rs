//! One victim without an article, as headlines have it: "Drug suspect killed", "Naxals kill former official".

use super::piece::{Counted, Group, Piece};
use super::scan::{Scan, is_harm};
use crate::text::{Shape, TokenKind};
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form, OutcomeWord};

impl Scan<'_, '_, '_, '_> {
    /// "Drug suspect killed in a raid", "FC soldier dies": one victim without an article, where a sentence opens.
    pub(super) fn headline(&mut self, at: usize, end: usize) -> Option<usize> {
        let opens = self.sentence.pieces.last().is_none_or(|last| last.is_mark(':'));
        if !opens {
            return None;
        }
        let phrase = self.reader.bare(at).or_else(|| self.reader.bare(self.after_name(at)?));
        let phrase = phrase.filter(|phrase| phrase.end <= end)?;
        let (_, word) = self.reader.word(phrase.end)?;
        // Who merely "dies" may die of anything.
        let violent = self.reader.word(phrase.end).is_some_and(|(range, _)| range.len() > 1)
            || self.tells_of_arms(phrase.end + 1, end);
        let befalls = |word: &OutcomeWord| {
            word.is(Form::Participle) && !word.is(Form::Intransitive)
                || violent && word.is(Form::Intransitive)
        };
        let outcome = word.outcome.filter(|word| is_harm(word.outcome) && befalls(word))?;
        let alone = outcome.is(Form::Intransitive)
            || !outcome.is(Form::Finite)
            || !self.takes_victims(phrase.end + 1);
        let next = phrase.end;
        alone.then(|| self.push_group(Group::person(Counted::Definite, at, phrase)))?;
        Some(next)
    }

    /// Whether one of the next tokens names an attack or armed people.
    fn tells_of_arms(&self, at: usize, end: usize) -> bool {
        const AHEAD: usize = 12;
        (at..end.min(at + AHEAD)).any(|at| {
            self.reader.word(at).is_some_and(|(_, word)| word.names_armed() || word.is(Cue::Attack))
        })
    }

    /// "BNP man", "Afghan journalist": the role behind the name of a party, a force or a people.
    fn after_name(&self, at: usize) -> Option<usize> {
        let name = |at: &usize| {
            let token = self.reader.tokens.get(*at).filter(|token| token.kind == TokenKind::Word);
            let called = token.is_some_and(|token| token.shape != Shape::Lower);
            let plain = self.reader.word(*at).is_none() && self.reader.number_at(*at).is_none();
            // "Village volunteer", "Polio vaccinator"
            let thing = self.reader.word(*at).is_some_and(|(_, word)| {
                word.object && word.unit.is_none() && !word.is(Cue::Attack) || word.is_at_most(Cue::Natural)
            });
            called && plain || thing
        };
        name(&at).then_some(at + 1)
    }

    /// "Assassinat du …", "Killing of …": the deed opens the sentence.
    fn is_of_murder(&self) -> bool {
        let [deed, of] = self.sentence.pieces.as_slice() else { return false };
        let killed = deed.outcome().is_some_and(|word| {
            word.outcome == Outcome::Killed && word.is(Form::Event) && !word.is(Form::Count)
        });
        killed && of.is(Cue::Of)
    }

    /// "Naxals kill former official in Bijapur": one victim without an article behind the verb of a headline.
    pub(super) fn headline_object(&mut self, at: usize, end: usize) -> Option<usize> {
        let verb = self.sentence.pieces.last().and_then(Piece::outcome);
        let stated = verb.is_some_and(|verb| {
            let only_verb = (verb.is(Form::Finite) || verb.is(Form::Infinitive)) && !verb.is(Form::Event);
            is_harm(verb.outcome) && only_verb && !self.reader.words.noun_first
        });
        // "Merrill Lynch economist": a verb in a headline is written small.
        let small = self.sentence.pieces.last().and_then(|verb| self.reader.tokens.get(verb.tokens.start));
        let stated = stated && small.is_some_and(|token| token.shape == Shape::Lower);
        if !stated && !self.is_of_murder() {
            return None;
        }
        let plain = self.is_word(at) && self.reader.word(at).is_none() && self.reader.number_at(at).is_none();
        let phrase = self.reader.bare(at + usize::from(plain)).filter(|phrase| phrase.end <= end)?;
        let ends = self.reader.tokens.get(phrase.end).is_none_or(|token| token.kind != TokenKind::Word)
            || self.reader.word(phrase.end).is_some_and(|(_, word)| {
                word.is_any(&[Cue::Preposition, Cue::Of, Cue::By, Cue::And, Cue::Clause, Cue::Calendar])
            });
        let next = phrase.end;
        ends.then(|| self.push_group(Group::person(Counted::Definite, at, phrase)))?;
        Some(next)
    }
}
