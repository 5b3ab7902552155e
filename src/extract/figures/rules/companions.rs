//! Victims beside a named one: "the murder of X, his wife and two other people", "X was shot dead along
//! with two guards", "two rebels were killed, as were three soldiers". The name itself is no number.

use crate::extract::figures::piece::{Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form};

use super::voice::Voice;

/// How many pieces a name and its description may have.
const NAME: usize = 12;

/// Binds the counted victims behind the named victim of the trigger at `at`.
pub(super) fn beside(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    if sentence.is_spent(at) || word.outcome != Outcome::Killed {
        return;
    }
    let voice = Voice::of(sentence, at);
    let passive = voice.be() && word.is(Form::Participle) || word.is(Form::Intransitive);
    let active = !passive && (word.is(Form::Finite) || word.is(Form::Gerund));
    let event = word.is(Form::Event) && sentence.is(at + 1, Cue::Of);
    if voice.is_hypothetical() || voice.has(Cue::Not) || !(passive || active || event) {
        return;
    }
    let found = if passive { together(sentence, at) } else { listed(sentence, at + usize::from(event)) };
    if let Some(group) = found.filter(|&group| !sentence.is_bound(group)) {
        let rule = if event { "nominal-coordination" } else { "companions" };
        sentence.bind(group, word.outcome, Some(at), rule);
    }
}

/// ", as were three soldiers": what befell others befell them too.
pub(super) fn likewise(sentence: &mut Sentence<'_, '_>) {
    for at in 2..sentence.pieces.len() {
        let Some((group, _)) = sentence.group_at(at) else { continue };
        let as_were = sentence.is(at - 1, Cue::Be) && sentence.is(at - 2, Cue::Likewise);
        let before =
            sentence.bindings.iter().rfind(|binding| binding.group < group && binding.parent.is_none());
        if let Some(like) = before.cloned().filter(|_| as_were && !sentence.is_bound(group)) {
            sentence.bind_like(group, &like, "companions");
        }
    }
}

/// "… was killed near his home, along with two guards"
fn together(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let with = (at + 1..at + NAME * 2)
        .take_while(|&next| !is_barrier(sentence, next) && sentence.group_at(next).is_none())
        .find(|&next| {
            let words = sentence.piece(next).map_or(0, |piece| piece.tokens.len());
            sentence.is(next, Cue::And) && words > 1
        })?;
    counted(sentence, with + 1)
}

/// "… of X, a lawyer, and two others": the first group behind the name and "and" or a comma.
fn listed(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let named = sentence.piece(at + 1).is_some_and(|piece| {
        sentence.is(at + 1, Cue::Definite)
            || piece.kind == Kind::Word
                && (piece.word.is_none() || piece.word.is_some_and(|word| word.victim.is_some()))
    });
    let joint = (at + 2..at + NAME).take_while(|&next| !is_barrier(sentence, next)).find(|&next| {
        let joins = sentence.is(next, Cue::And) || sentence.is_mark(next, ',');
        joins && counted(sentence, next + 1).is_some()
    })?;
    counted(sentence, joint + 1).filter(|_| named)
}

fn counted(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let from = at + usize::from(sentence.is(at, Cue::And));
    let (group, found) = sentence.group_at(from)?;
    (found.head == Head::Victims || found.others).then_some(group)
}

/// Whether the sentence goes on to something else.
fn is_barrier(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.piece(at).is_none_or(|piece| {
        piece.outcome().is_some()
            || matches!(piece.kind, Kind::Mark(';' | '.' | ':' | '!' | '?'))
            || piece.is_any(&[Cue::Clause, Cue::Be, Cue::Have, Cue::Modal, Cue::By, Cue::Subset])
                && !piece.is_any(&[Cue::And, Cue::Preposition])
    })
}
