//! Verbs that tell of harm with some objects only: "spent forty days", "reaped the lives of forty".

use crate::extract::figures::piece::Kind;
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Unit};

/// Whether the verb at `at` says something else of `group` than its outcome.
pub(super) fn is_harmless(sentence: &Sentence<'_, '_>, at: usize, group: usize) -> bool {
    let Some(victims) = sentence.piece_of(group).filter(|&victims| victims > at) else { return false };
    sentence.is(at, Cue::Spends) && is_span(sentence, victims + 1)
        || sentence.is(at, Cue::Reaps) && !sentence.is(victims - 1, Cue::Of)
        || sentence.is(at, Cue::Frees) && victims == at + 1 && !is_held(sentence, group)
}

/// "a week", "three days": a span of time, not "on Sunday".
fn is_span(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some(piece) = sentence.piece(at) else { return false };
    let time = |at: usize| {
        let word = sentence.piece(at).and_then(|piece| piece.word);
        word.is_some_and(|word| word.unit == Some(Unit::Time)) && !sentence.is(at, Cue::Calendar)
    };
    let counted = piece.kind == Kind::Number;
    time(at) || counted && (time(at + 1) || piece.word.is_some_and(|word| word.unit == Some(Unit::Time)))
}

/// Whether the noun itself says that somebody is held: hostages, captives.
fn is_held(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    let Some(found) = sentence.groups.get(group) else { return false };
    let own = found.standing.as_ref().or(found.outcome.as_ref());
    own.is_some_and(|(_, word)| matches!(word.outcome, Outcome::Abducted | Outcome::Arrested))
}
