//! Several outcomes under one number: "killed and wounded", "dead or missing", "killed or captured".

use crate::extract::figures::sentence::{REACH, Sentence};
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form};

use super::voice::{Voice, object};

/// Triggers that share their victims.
#[derive(Debug)]
pub(super) struct Joint {
    /// All of them, in order.
    pub(super) triggers: Vec<usize>,
    /// The last of them.
    pub(super) last: usize,
    /// Whether the outcomes befell the victims one after the other.
    pub(super) sequence: bool,
}

/// The triggers that are joined to the one at `at`, which comes first.
pub(super) fn at(sentence: &Sentence<'_, '_>, at: usize) -> Option<Joint> {
    let mut triggers = vec![at];
    let mut sequence = true;
    while let Some((next, or)) = triggers.last().and_then(|&last| next(sentence, last)) {
        sequence &= !or;
        triggers.push(next);
    }
    let &last = triggers.last()?;
    let outcomes: Vec<Outcome> =
        triggers.iter().filter_map(|&at| Some(sentence.piece(at)?.outcome()?.outcome)).collect();
    let first = *outcomes.first()?;
    if outcomes.iter().all(|&outcome| outcome == first) {
        return None;
    }
    sequence &=
        matches!(first, Outcome::Abducted | Outcome::Arrested | Outcome::Missing | Outcome::Neutralized)
            && outcomes.iter().skip(1).all(|outcome| matches!(outcome, Outcome::Killed | Outcome::Released));
    Some(Joint { triggers, last, sequence })
}

/// Whether the trigger at `at` is joined to one before it.
pub(super) fn is_second(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(6)..at).rev().any(|before| {
        next(sentence, before).is_some_and(|(second, _)| second == at)
            && super::joint::at(sentence, before).is_some()
    })
}

/// The trigger joined to the one at `at`, and whether by "or".
fn next(sentence: &Sentence<'_, '_>, at: usize) -> Option<(usize, bool)> {
    let first = sentence.piece(at)?.outcome()?;
    if first.is(Form::Toll) && !first.is(Form::Count) {
        return None;
    }
    let mut joined = None;
    for next in at + 1..at + 7 {
        let piece = sentence.piece(next)?;
        if let Some(second) = piece.outcome() {
            let or = joined?;
            let apart = object(sentence, next).is_some_and(|group| !sentence.is_bound(group))
                && has_subject(sentence, at);
            let alike = second.forms & first.forms & !(Form::Event.bit() | Form::Toll.bit()) != 0;
            return (alike && !apart).then_some((next, or));
        }
        if piece.is(Cue::Or) {
            joined = Some(true);
        } else if piece.is(Cue::And) && !piece.is(Cue::Adverb) || piece.is_mark(',') {
            joined = Some(joined.unwrap_or(false));
        } else if !(sentence.is_filler(next)
            || piece.is_any(&[Cue::Be, Cue::Have, Cue::Of, Cue::Definite, Cue::Partitive]))
        {
            return None;
        }
    }
    None
}

/// Whether the trigger's victims stand to its left: "shot 11 residents dead", "were killed".
fn has_subject(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let voice = Voice::of(sentence, at);
    let subject = voice.subject.and_then(|subject| sentence.group_at(subject)).is_some();
    voice.be() || (subject && (sentence.has_form(at, Form::State) || sentence.has_form(at, Form::Count)))
}

/// "and that of the wounded", "et celui des blessés": the "and", "or" or comma that joins what the noun at `at` names to
/// what stands before.
pub(super) fn joiner(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    const SMALL: &[Cue] =
        &[Cue::Definite, Cue::Of, Cue::Partitive, Cue::ThatOf, Cue::NumberOf, Cue::Possessive];
    let small = |at: usize| sentence.is_any(at, SMALL) && !sentence.is(at, Cue::And);
    let before = (at.saturating_sub(5)..at).rev().find(|&at| !small(at))?;
    let joins = sentence.is_any(before, &[Cue::And, Cue::Or]) || sentence.is_mark(before, ',');
    joins.then_some(before)
}

/// "the number of dead and wounded", "عدد القتلى والجرحى": whether the noun at `next` shares the balance of `outcome`
/// at `at`, with one number for both.
pub(super) fn is_balance_of_both(
    sentence: &Sentence<'_, '_>,
    (at, outcome): (usize, Outcome),
    next: usize,
) -> bool {
    let Some(word) = sentence.piece(next).and_then(|piece| piece.outcome()) else { return false };
    let names = [Form::Count, Form::State, Form::Participle].iter().any(|&form| word.is(form));
    let own = |near: usize| {
        sentence.piece(near).and_then(|piece| piece.outcome()).is_some_and(|word| word.outcome == outcome)
            || sentence.is_any(near, &[Cue::Definite, Cue::Of, Cue::Partitive])
    };
    let numbers = (next + 1..next + REACH / 2).map_while(|near| {
        sentence.piece(near).filter(|piece| !piece.is_mark(';') && piece.outcome().is_none())
    });
    let one = numbers.filter(|piece| piece.group().is_some()).take(2).count() == 1;
    names
        && word.outcome != outcome
        && !word.is(Form::Toll)
        && one
        && joiner(sentence, next).is_some_and(|and| (at + 1..and).all(own))
}
