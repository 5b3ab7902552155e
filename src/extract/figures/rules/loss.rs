//! Losses of a side: "the army lost six men", "perdu six hommes".

use crate::extract::figures::piece::Head;
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::casualties::{Cue, Form};
use crate::vocabulary::{Outcome, VictimCategory};

use super::voice::object;

/// Binds people who are lost, and lives that are lost, claimed or cost.
pub(super) fn suffered(sentence: &mut Sentence<'_, '_>) {
    for at in 0..sentence.pieces.len() {
        let lost = sentence.is(at, Cue::Loss);
        if !(lost || sentence.is(at, Cue::Cause))
            || sentence.pieces.get(at).is_some_and(|piece| piece.outcome().is_some())
        {
            continue;
        }
        let Some(group) = object(sentence, at).filter(|&group| !sentence.is_bound(group)) else { continue };
        if lost && is_lost(sentence, group) && !is_compound(sentence, group) {
            name_losers(sentence, at, group);
            sentence.bind(group, Outcome::Killed, Some(at), "possession");
        } else if lives(sentence, group) {
            sentence.bind(group, Outcome::Killed, Some(at), "cost-lives");
        } else {
            sentence.note(at, "possession", "not a number of fighters");
        }
    }
}

fn is_lost(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    sentence.groups.get(group).is_some_and(|group| {
        group.head == Head::Victims && !group.is_person() && group.category != VictimCategory::Unspecified
    })
}

/// "sustained a head injury": the noun describes an outcome behind it.
fn is_compound(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    let next = sentence.piece_of(group).and_then(|at| sentence.piece(at + 1)?.outcome());
    !sentence.noun_first && next.is_some_and(|word| word.is(Form::Count) || word.is(Form::Event))
}

/// "the attackers lost six men": who "lost six men" says who the men were; else they are a force. Who
/// has lost two friends says so himself.
fn name_losers(sentence: &mut Sentence<'_, '_>, at: usize, group: usize) {
    let subject = (at.saturating_sub(6)..at).rev().find_map(|left| sentence.piece(left)?.word?.victim);
    let category = subject.map_or(VictimCategory::Military, |victim| victim.category);
    if let Some(group) =
        sentence.groups.get_mut(group).filter(|g| g.weak && g.category == VictimCategory::Civilian)
    {
        group.category = category;
    }
}

/// "thousands of lives"
fn lives(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    let Some(at) = sentence.piece_of(group) else { return false };
    (at + 1..at + 3).any(|at| sentence.has_form(at, Form::Lives))
}
