//! What follows a noun: adjectives behind it, its complement, the name of a person.

use std::ops::Range;

use super::noun_phrase::Phrase;
use super::piece::Head;
use super::reader::Reader;
use crate::text::number::{Number, NumberForm};
use crate::text::{Shape, TokenKind};
use crate::vocabulary::VictimCategory;
use crate::vocabulary::casualties::{CasualtyWord, Cue, VictimWord};

impl Reader<'_, '_, '_> {
    /// "militaires maliens": adjectives behind the noun agree with it in number.
    pub(super) fn adjectives(&self, mut end: usize, plural: bool) -> usize {
        if !self.words.noun_first || !plural {
            return end;
        }
        for _ in 0..2 {
            let agrees = self.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Word)
                && self.word(end).is_none()
                && self.tokens.folded(end).ends_with(['s', 'x']);
            if !agrees {
                break;
            }
            end += 1;
        }
        end
    }

    /// "soldiers and mercenaries": one number over two groups.
    pub(super) fn joined(&self, end: usize, category: VictimCategory) -> (usize, VictimCategory) {
        let none = (end, category);
        let Some((and, _)) = self.word(end).filter(|(_, word)| word.is(Cue::And)) else { return none };
        let mut at = and.end;
        for _ in 0..2 {
            let plain = self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
            at += usize::from(plain && self.word(at).is_none() && self.number_at(at).is_none());
        }
        let Some((noun, word)) = self.word(at) else { return none };
        let Some(victim) = word.victim.filter(|victim| victim.plural) else { return none };
        // "three soldiers and officer": where no article counts one, the singular is one more.
        if self.words.one_unmarked && victim.singular {
            return none;
        }
        // "deux marchands et leurs deux apprentis": another number, another group
        if self.number_at(noun.end).is_some() {
            return none;
        }
        let verb = self.word(noun.end).is_none()
            && self.tokens.get(noun.end).is_some_and(|token| token.kind == TokenKind::Word);
        if verb && !self.words.noun_first {
            return none;
        }
        let same = victim.category == category;
        (noun.end, if same { category } else { VictimCategory::Mixed })
    }

    /// "of the opposition front", "de GAT": how far the complement reaches and whom it names.
    pub(super) fn complement(&self, end: usize) -> (usize, Option<VictimCategory>) {
        let Some((range, word)) = self.word(end) else { return (end, None) };
        if !word.is(Cue::Of) {
            return self.owner(end);
        }
        let mut at = range.end;
        if let Some((range, word)) = self.word(at)
            && word.is_any(&[Cue::Definite, Cue::Possessive])
        {
            at = range.end;
        }
        let (mut reached, mut named, mut quoted) = (end, None, false);
        for _ in 0..5 {
            let Some(token) = self.tokens.get(at) else { break };
            match (token.kind, self.word(at)) {
                (TokenKind::Punctuation('"' | '“' | '”' | '«' | '»'), _) if !quoted || reached > end => {
                    quoted = reached == end;
                    at += 1;
                    if !quoted {
                        reached = at;
                        break;
                    }
                }
                (TokenKind::Word, Some((range, word))) if word.object && reached > end => {
                    reached = range.end;
                    break;
                }
                (TokenKind::Word, Some((range, word))) => {
                    let Some(victim) = word.victim else { break };
                    named = Some(victim.category);
                    at = range.end;
                    reached = at;
                }
                (TokenKind::Word, None) if self.number_at(at).is_none() => {
                    at += 1;
                    reached = at;
                }
                _ => break,
            }
        }
        (reached, named)
    }

    /// "the prefect", "village chief Amadou Dicko": one person named by role, without a number.
    pub(super) fn definite(&self, at: usize, end: usize) -> Option<Phrase> {
        let (range, first) = self.word(at)?;
        let determined = first.is_any(&[Cue::Definite, Cue::Possessive]);
        let mut from = if determined { range.end } else { at };
        if self.number_at(from).is_some_and(Number::is_count) {
            return None;
        }
        if let Some(age) = self.number_at(from).filter(|_| determined) {
            from = self.after_age(age);
        }
        for _ in 0..2 {
            // "the young prefect", "the district chief"
            let word = self.word(from);
            let modifies = word.as_ref().is_none_or(|(range, word)| {
                word.object && word.is_at_most(Cue::Attack) && self.single(range.end).is_some()
            });
            // "le Niger voisin"
            let name = self.words.noun_first && self.tokens.get(from)?.shape != Shape::Lower;
            if determined
                && !name
                && !self.words.verb_first
                && self.tokens.get(from)?.kind == TokenKind::Word
                && modifies
            {
                from = word.map_or(from + 1, |(range, _)| range.end);
            }
        }
        let (mut noun, mut victim) = self.single(from)?;
        while let Some((next, more)) = self.single(noun.end) {
            (noun, victim) = (next, more);
        }
        // "the police", "the Jesuit priests": several people
        let many = self.word(noun.end).is_some_and(|(_, word)| is_several(word));
        if determined && many || victim.plural && !self.words.noun_first {
            return None;
        }
        let named = self.name(noun.end);
        let follows = self.tokens.get(named).is_some_and(|token| token.kind == TokenKind::Word)
            && self.word(named).is_none();
        // "the governor's five guards"
        if self.number_at(named).is_some_and(Number::is_count) {
            return None;
        }
        let (reached, _) = if determined { self.complement(named) } else { (named, None) };
        // "the army" is no person, "the leader of a gang" is one.
        let of = self.word(named).is_some_and(|(_, word)| word.is(Cue::Of));
        let weak = victim.weak && named == noun.end && !of;
        let stands = if determined { !follows && !weak } else { named > noun.end };
        (stands && reached <= end).then(|| Phrase {
            end: reached,
            category: victim.category,
            ..Phrase::default()
        })
    }

    /// "Amadou Dicko, a village chief,": the name of a person, where the name ends, and where the words
    /// end that say who it is.
    pub(super) fn named(&self, at: usize) -> Option<(usize, Phrase)> {
        let opens = self.tokens.get(at)?.shape == Shape::Title && self.word(at).is_none();
        if self.capitals || !opens || self.number_at(at).is_some() {
            return None;
        }
        let name = self.name(at);
        let described = self.description(name);
        if described.is_none() && name < at + 2 {
            return None;
        }
        let (end, category) = described.unwrap_or((name, VictimCategory::Unspecified));
        Some((name, Phrase { end, category, noun: Some(at..name), ..Phrase::default() }))
    }

    /// ", a village chief,": one person described behind a name.
    fn description(&self, at: usize) -> Option<(usize, VictimCategory)> {
        let mark = |at: usize| self.tokens.get(at).map(|token| token.kind);
        if mark(at)? != TokenKind::Punctuation(',') {
            return None;
        }
        // "Omar Sidi, deputy mayor of Arna,"
        let mut bare = false;
        let (end, category) = match self.number_at(at + 1) {
            Some(number) if number.form == NumberForm::Article => {
                let phrase = self.phrase(number);
                (phrase.head == Head::Victims).then_some((phrase.end, phrase.category))?
            }
            Some(_) => return None,
            None => {
                let phrase = self.definite(at + 1, at + 24);
                bare = phrase.is_none();
                phrase.or_else(|| self.bare(at + 1)).map(|phrase| (phrase.end, phrase.category))?
            }
        };
        // The phrase may go on: "a village chief in his fifties,".
        let close = (end..end + 8).find(|&close| {
            !matches!(mark(close), Some(TokenKind::Word | TokenKind::Digits))
                || self.word(close).is_some_and(|(_, word)| word.is(Cue::And) || word.outcome.is_some())
        })?;
        let closed = mark(close) == Some(TokenKind::Punctuation(','));
        (closed || !bare).then_some((if closed { close + 1 } else { end }, category))
    }

    /// "Drug suspect": the role of one person, without any word before it.
    pub(super) fn bare(&self, at: usize) -> Option<Phrase> {
        let (mut noun, mut victim) = self.single(at)?;
        while let Some((next, more)) = self.single(noun.end) {
            (noun, victim) = (next, more);
        }
        Some(Phrase {
            end: noun.end,
            category: victim.category,
            noun: Some(at..noun.end),
            ..Phrase::default()
        })
    }

    fn single(&self, at: usize) -> Option<(Range<usize>, VictimWord)> {
        let (range, word) = self.word(at)?;
        word.victim.filter(|victim| victim.singular).map(|victim| (range, victim))
    }

    /// The end of the name of a person that begins at `at`.
    fn name(&self, at: usize) -> usize {
        let is_name = |at: usize| {
            let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else {
                return false;
            };
            let word = self.word(at);
            let plain = |(range, word): &(Range<usize>, &CasualtyWord)| {
                range.len() == 1 && word.is_at_most(Cue::Attack) && word.outcome.is_none()
            };
            token.shape == Shape::Title && word.as_ref().is_none_or(plain)
                || self.capitals && word.is_none() && self.number_at(at).is_none()
        };
        (at..at + 4).find(|&at| !is_name(at)).unwrap_or(at + 4)
    }
}

/// Whether the word names people or things of which a noun before it tells the kind.
fn is_several(word: &CasualtyWord) -> bool {
    word.victim.is_some_and(|victim| victim.plural && !victim.singular)
}
