//! What stands around a trigger: auxiliaries and subject to its left, object to its right.

use crate::extract::figures::piece::{Head, Kind};
use crate::extract::figures::sentence::{REACH, Sentence};
use crate::vocabulary::casualties::{Cue, Form, Unit};

use super::unreal;

/// The words between a subject and its verb.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::extract::figures) struct Voice {
    /// The cues that stand there, one bit each.
    cues: u128,
    /// The piece before them all.
    pub(in crate::extract::figures) subject: Option<usize>,
}

impl Voice {
    /// Whether `cue` stands between the subject and its verb.
    pub(in crate::extract::figures) const fn has(self, cue: Cue) -> bool {
        self.cues & cue.bit() != 0
    }

    /// "were", "ont été"
    pub(in crate::extract::figures) const fn be(self) -> bool {
        self.has(Cue::Be)
    }

    /// "have", "ont"
    pub(super) const fn have(self) -> bool {
        self.has(Cue::Have)
    }

    /// Reads leftwards from the trigger at `at`.
    pub(in crate::extract::figures) fn of(sentence: &Sentence<'_, '_>, at: usize) -> Self {
        let mut voice = Self::default();
        let mut left = at;
        while let Some(next) = left.checked_sub(1).filter(|next| next + REACH > at) {
            if let Some(open) = bracket(sentence, next) {
                left = open;
                continue;
            }
            if !voice.take(sentence, next) && !voice.takes_and(sentence, next) {
                voice.subject = Some(next);
                break;
            }
            left = next;
        }
        voice.cues |= Self::joined(sentence, at, voice.subject);
        if voice.subject.is_some_and(|before| unreal::is_unreal(sentence, at, before)) {
            voice.cues |= Cue::Modal.bit();
        }
        voice
    }

    /// "a permis de tuer deux hommes et de libérer cinq otages": what made the first verb happen made the second.
    fn joined(sentence: &Sentence<'_, '_>, at: usize, subject: Option<usize>) -> u128 {
        let Some(and) =
            subject.filter(|&and| sentence.is(and, Cue::And) && sentence.has_form(at, Form::Infinitive))
        else {
            return 0;
        };
        let first =
            (and.saturating_sub(8)..and).rev().find(|&left| sentence.has_form(left, Form::Infinitive));
        let achieved = first.is_some_and(|first| {
            (first.saturating_sub(3)..first).any(|left| sentence.is(left, Cue::Achieved))
        });
        if achieved { Cue::Achieved.bit() } else { 0 }
    }

    /// Whether what the trigger says did not, or not surely, happen.
    pub(in crate::extract::figures) const fn is_hypothetical(self) -> bool {
        (self.has(Cue::Modal) || self.has(Cue::Aim)) && !self.has(Cue::Achieved)
    }

    fn take(&mut self, sentence: &Sentence<'_, '_>, at: usize) -> bool {
        let Some(piece) = sentence.piece(at) else { return false };
        if piece.kind != Kind::Word {
            return sentence.is_filler(at);
        }
        if piece.outcome().is_some() || piece.is(Cue::Subset) {
            return false;
        }
        if Self::is_among(sentence, at) {
            self.cues |= Cue::Among.bit();
            return true;
        }
        if piece.is(Cue::Calendar) && is_dated(sentence, at) {
            return false;
        }
        // "have since died"
        if piece.is(Cue::Since) && at.checked_sub(1).is_some_and(|have| sentence.is(have, Cue::Have)) {
            return true;
        }
        let aim = self.is_infinitive_aim(sentence, at);
        for cue in [Cue::Be, Cue::Have, Cue::Modal, Cue::Not, Cue::Achieved, Cue::Found] {
            self.cues |= if piece.is(cue) { cue.bit() } else { 0 };
        }
        self.cues |= if aim { Cue::Aim.bit() } else { 0 };
        aim || piece.is_any(&[Cue::Be, Cue::Have, Cue::Modal, Cue::Not, Cue::Achieved, Cue::Found])
            || sentence.is_filler(at)
    }

    /// "were among the abducted"
    fn is_among(sentence: &Sentence<'_, '_>, at: usize) -> bool {
        let before = |back: usize, cue| at.checked_sub(back).is_some_and(|at| sentence.is(at, cue));
        sentence.is(at, Cue::Definite) && before(1, Cue::Among) && before(2, Cue::Be)
            || sentence.is(at, Cue::Among) && before(1, Cue::Be)
    }

    /// "to kill": the aim stands right before an infinitive (or "have killed").
    fn is_infinitive_aim(self, sentence: &Sentence<'_, '_>, at: usize) -> bool {
        sentence.is(at, Cue::Aim)
            && !self.have()
            && sentence.right_of(at).is_some_and(|next| sentence.has_form(next, Form::Infinitive))
    }

    /// "were attacked and killed": the auxiliary of the first verb serves the second.
    fn takes_and(&self, sentence: &Sentence<'_, '_>, at: usize) -> bool {
        let (Some(verb), Some(auxiliary)) = (at.checked_sub(1), at.checked_sub(2)) else { return false };
        sentence.is(at, Cue::And)
            && sentence.piece(verb).is_some_and(|piece| {
                piece.kind == Kind::Word && piece.word.is_none_or(|word| word.is(Cue::Predicate))
            })
            && (sentence.is_any(auxiliary, &[Cue::Be, Cue::Have]) || sentence.is_filler(auxiliary))
    }
}

/// "n'a perdu que deux hommes": the "que" at `at` denies nobody but more.
pub(super) fn is_restrictive(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.noun_first
        && sentence.is(at, Cue::Relative)
        && sentence.group_at(at + 1).is_some()
        && (at.saturating_sub(5)..at).any(|near| sentence.is(near, Cue::Not))
}

/// "la mort", "leur mort": the word is a noun, though it may be a participle.
pub(super) fn is_noun(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let determined = at.checked_sub(1).is_some_and(|before| {
        sentence.is_any(before, &[Cue::Definite, Cue::Possessive, Cue::Partitive])
            && !sentence.is(before, Cue::By)
    });
    sentence.noun_first && determined && sentence.has_form(at, Form::Event)
}

/// The group that stands right after the trigger at `at`, as its object.
pub(super) fn object(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    // "held by two soldiers": who stands behind it did it.
    if sentence.is(at, Cue::By) {
        return None;
    }
    let mut right = dated_event(sentence, at);
    // "une perte pour l'étudiant": a noun takes its victims with "of" alone.
    let is_noun = sentence.has_form(at, Form::Event)
        && ![Form::Finite, Form::Infinitive, Form::Gerund, Form::Participle]
            .iter()
            .any(|&form| sentence.has_form(at, form));
    for _ in 0..8 {
        let next = sentence.right_of(right)?;
        if let Some((group, found)) = sentence.group_at(next) {
            return (found.head != Head::Objects).then_some(group);
        }
        if let Some(closed) = aside(sentence, next) {
            right = closed;
            continue;
        }
        if is_restrictive(sentence, next) {
            right = next;
            continue;
        }
        let skips = sentence.is_any(next, &[Cue::Of, Cue::Definite, Cue::Any, Cue::Bodies])
            || (sentence.is(next, Cue::Aim) && !is_noun)
            || (sentence.is(next, Cue::Pronoun) && sentence.is(next + 1, Cue::And))
            || (sentence.is(next, Cue::And) && sentence.is(next.saturating_sub(1), Cue::Pronoun))
            || sentence.is_mark(next, '(')
            || sentence.is_mark(next, ':');
        let follows_event = sentence.is_any(next, &[Cue::Of, Cue::Aim])
            && !sentence.is(next, Cue::Definite)
            && !takes_complement(sentence, at);
        if !skips || follows_event {
            return None;
        }
        right = next;
    }
    None
}

/// "seized 20 motorcycles", "killed his dog", "burned cars": the verb at `at` has an object, and nobody is it. What
/// has a verb of its own begins anew: "three killed two houses burnt".
pub(super) fn takes_things(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let piece = |at: usize| sentence.piece(at);
    let is_determiner =
        piece(at + 1).is_some_and(|piece| piece.is_any(&[Cue::Definite, Cue::Possessive, Cue::Article]));
    let thing = at + 1 + usize::from(is_determiner);
    let is_thing = piece(thing).is_some_and(|piece| {
        let counted = is_determiner || piece.kind == Kind::Number;
        let is_object = piece.word.is_some_and(|word| word.object && word.unit.is_none());
        (counted || !piece.is(Cue::Attack)) && is_object && !piece.is(Cue::Calendar)
    });
    let goes_on = piece(thing + 1).is_some_and(|next| {
        !matches!(next.kind, Kind::Mark(_)) && !next.is_any(&[Cue::Of, Cue::Preposition, Cue::And])
    });
    // "seized 300 kg of millet"
    let unit = piece(thing + 1).and_then(|next| next.word).and_then(|word| word.unit);
    let measured = piece(thing).is_some_and(|piece| piece.kind == Kind::Number)
        && (unit.is_some_and(|unit| unit != Unit::Time) || sentence.is(thing + 1, Cue::Of));
    measured || is_thing && !goes_on
}

/// "the murder on the evening of 27 May of six farmers": where the victims of the event at `at` begin.
fn dated_event(sentence: &Sentence<'_, '_>, at: usize) -> usize {
    let dated = sentence.has_form(at, Form::Event) && sentence.is(at + 1, Cue::Preposition);
    let plain = |at: &usize| {
        sentence.piece(*at).is_some_and(|piece| {
            piece.outcome().is_none() && !matches!(piece.kind, Kind::Mark(_) | Kind::Group(_))
        })
    };
    let of = |at: &usize| sentence.is(*at, Cue::Of) && sentence.group_at(at + 1).is_some();
    let behind = (at + 1..at + 10).take_while(plain).find(of);
    let is_date = |at: usize| {
        sentence.is(at, Cue::Calendar) || sentence.piece(at).is_some_and(|piece| piece.kind == Kind::Number)
    };
    behind.filter(|&of| dated && (at + 1..of).any(is_date)).map_or(at, |of| of - 1)
}

/// Whether "of" or "to" after the trigger leads to its victims: "the death of", "coûté la vie à".
fn takes_complement(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let phrase = sentence.piece(at).is_some_and(|piece| piece.tokens.len() > 1);
    phrase || sentence.has_form(at, Form::Event) || sentence.has_form(at, Form::Gerund)
}

/// ", according to the town hall,": the piece that closes an aside which opens at `at`.
pub(super) fn aside(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let opens =
        sentence.is_mark(at, ',') && sentence.is_any(at + 1, &[Cue::According, Cue::Citing, Cue::Relative]);
    if !opens {
        return None;
    }
    (at + 2..at + 12).find(|&at| sentence.is_mark(at, ','))
}

/// "4 May", "in May": a month, though the word may be something else.
fn is_dated(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| sentence.piece(before))
        .is_some_and(|before| before.kind == Kind::Number || before.is(Cue::Preposition))
}

/// "twelve people (seven of them soldiers) were killed": where the bracket that closes at `at` opens.
fn bracket(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    if !sentence.is_mark(at, ')') {
        return None;
    }
    (at.saturating_sub(REACH)..at).rev().find(|&open| sentence.is_mark(open, '('))
}
