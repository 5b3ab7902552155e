//! Words between the victims and their verb: "eleven miners who had been working near the pit were
//! killed", "11 persons, including 2 reporters, were hurt".

use crate::extract::figures::piece::{Group, Head};
use crate::extract::figures::sentence::{REACH, Sentence};
use crate::vocabulary::casualties::{Cue, Form};

use super::joint;
use super::parts::is_part;
use super::voice::Voice;

/// Binds the distant subject of the trigger at `at`.
pub(super) fn subject(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let voice = Voice::of(sentence, at);
    let verb = (word.is(Form::Participle) || word.is(Form::State)) && voice.be()
        || word.is(Form::Intransitive) && (word.is(Form::Finite) || voice.have() || voice.be());
    if sentence.is_spent(at)
        || !verb
        || voice.is_hypothetical()
        || voice.has(Cue::Not)
        || joint::is_second(sentence, at)
    {
        return;
    }
    let Some(from) = voice.subject else { return };
    let Some(group) = find(sentence, from) else {
        sentence.note(at, "relative-between", "no victims to the left in the clause");
        return;
    };
    match joint::at(sentence, at) {
        Some(joint) if !joint.sequence => {
            sentence.bind(group, crate::vocabulary::Outcome::Casualties, None, "joint-outcome");
            if let Some(binding) = sentence.bindings.last_mut() {
                binding.triggers = joint.triggers;
            }
        }
        _ => sentence.bind(group, word.outcome, Some(at), "relative-between"),
    }
}

fn find(sentence: &Sentence<'_, '_>, from: usize) -> Option<usize> {
    for at in (from.saturating_sub(REACH)..=from).rev() {
        let piece = sentence.piece(at)?;
        if [';', '.', ':', '!', '?'].iter().any(|&mark| piece.is_mark(mark))
            || piece.is(Cue::Clause) && !piece.is(Cue::Adverb)
        {
            return None;
        }
        if piece.outcome().is_some() && sentence.is_spent(at) {
            return None;
        }
        let Some((group, found)) = sentence.group_at(at) else { continue };
        if is_candidate(found)
            && !sentence.is_bound(group)
            && !is_part(sentence, at)
            && !is_in_phrase(sentence, at)
        {
            return Some(group);
        }
    }
    None
}

fn is_candidate(group: &Group) -> bool {
    matches!(group.head, Head::Victims | Head::OfThem) || group.others || group.head == Head::Unknown
}

/// "in an attack by 20 gunmen": behind a preposition, no subject.
fn is_in_phrase(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let before = (at.saturating_sub(3)..at).rev().find(|&at| !sentence.is(at, Cue::Definite));
    before.is_some_and(|before| {
        sentence.is_any(before, &[Cue::Preposition, Cue::By, Cue::Of])
            && !sentence.is_any(before, &[Cue::And, Cue::Subset, Cue::Adverb])
    })
}
