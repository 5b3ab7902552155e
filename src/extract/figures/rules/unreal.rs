//! What did not happen, though its words stand there: attempts, refusals, prevention, what an attack did not cause.

use crate::extract::figures::piece::Kind;
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::casualties::{Cue, Form};

/// How many words may name who tried, refused or prevented.
const DOER: usize = 5;

/// How far a verb that causes stands before what it causes, in pieces.
const CAUSED: usize = 8;

/// Whether the killing that the noun at `at` names was only tried, refused or prevented; `before` is the piece before it.
pub(super) fn is_unreal(sentence: &Sentence<'_, '_>, at: usize, before: usize) -> bool {
    let noun = [Form::Event, Form::Infinitive, Form::Gerund].iter().any(|&form| sentence.has_form(at, form));
    noun && (is_attempt(sentence, before) || sentence.verb_first && is_kept_from(sentence, before))
}

/// "the attempted killing of", "tentative d'assassinat de"
fn is_attempt(sentence: &Sentence<'_, '_>, before: usize) -> bool {
    let small = sentence.is_any(before, &[Cue::Of, Cue::Definite]);
    let attempt = if small { before.checked_sub(1) } else { Some(before) };
    attempt.is_some_and(|attempt| sentence.is(attempt, Cue::Attempt))
}

/// "refused the commander the killing of five captives": a verb that leaves it open, and a doer between. The doer is
/// definite or a noun for people; any other word there owns the killing: "tried the army the hiding of the killing of".
fn is_kept_from(sentence: &Sentence<'_, '_>, before: usize) -> bool {
    let with = usize::from(sentence.is(before, Cue::Aim));
    let Some(last) = before.checked_sub(with) else { return false };
    let people = sentence.piece(last).and_then(|piece| piece.word).is_some_and(|word| word.victim.is_some());
    let definite = last.checked_sub(1).is_some_and(|the| sentence.is(the, Cue::Definite));
    let names = |at: &usize| {
        sentence.piece(*at).is_some_and(|piece| {
            let closes =
                piece.is_any(&[Cue::And, Cue::Of, Cue::Preposition, Cue::Clause, Cue::Relative, Cue::Speech]);
            piece.kind == Kind::Word && piece.outcome().is_none() && !closes && !piece.is(Cue::Modal)
        })
    };
    let first = (last.saturating_sub(DOER)..=last).rev().take_while(names).last();
    let verb = first.and_then(|first| first.checked_sub(1));
    (people || definite) && verb.is_some_and(|verb| sentence.is(verb, Cue::Modal))
}

/// "did not cause the strike the death of three": a negated verb before what would have been its effect, which stands at
/// `at`. "did not cause but three" denies nobody but more.
pub(super) fn is_not_caused(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let plain = |left: &usize| {
        sentence.piece(*left).is_some_and(|piece| {
            let closes = piece.is_any(&[Cue::And, Cue::Clause, Cue::Relative, Cue::Except, Cue::Speech]);
            matches!(piece.kind, Kind::Word | Kind::Number) && !closes
        })
    };
    let not = |cause: usize| {
        let left = if sentence.verb_first { cause.checked_sub(1) } else { sentence.left_of(cause) };
        left.is_some_and(|not| {
            sentence.is(not, Cue::Not) && sentence.piece(not).is_some_and(|not| not.group().is_none())
        })
    };
    (at.saturating_sub(CAUSED)..at)
        .rev()
        .take_while(plain)
        .any(|near| sentence.is(near, Cue::Cause) && not(near))
}
