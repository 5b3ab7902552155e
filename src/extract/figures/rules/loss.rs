//! Losses of a side: "the army lost six men", "perdu six hommes".

use crate::extract::figures::piece::{Head, Kind};
use crate::extract::figures::sentence::{REACH, Sentence};
use crate::text::Shape;
use crate::vocabulary::casualties::{Cue, Form};
use crate::vocabulary::{Outcome, VictimCategory};

use super::doer;
use super::voice::object;

/// Binds people who are lost, and lives that are lost, claimed or cost.
pub(super) fn suffered(sentence: &mut Sentence<'_, '_>) {
    for at in 0..sentence.pieces.len() {
        let lost = sentence.is(at, Cue::Loss);
        if !(lost || sentence.is_any(at, &[Cue::Cause, Cue::Seize]))
            || sentence.pieces.get(at).is_some_and(|piece| piece.outcome().is_some())
        {
            continue;
        }
        let loser = || if lost { behind_loser(sentence, at) } else { None };
        let Some(group) = object(sentence, at).or_else(loser).filter(|&group| !sentence.is_bound(group))
        else {
            continue;
        };
        if makes(sentence, at, group) {
            sentence.bind_standing(group, "count-noun");
        } else if lost
            && is_lost(sentence, group)
            && !is_compound(sentence, group)
            && is_loss_of_life(sentence, at, group)
        {
            name_losers(sentence, at, group);
            sentence.bind(group, Outcome::Killed, Some(at), "possession");
        } else if lives(sentence, group) {
            sentence.bind(group, Outcome::Killed, Some(at), "cost-lives");
        } else {
            sentence.note(at, "possession", "not a number of fighters");
        }
    }
}

/// "fait six prisonniers", "causé deux mille déplacés": whether the word at `at` makes people what their noun calls
/// them.
fn makes(sentence: &Sentence<'_, '_>, at: usize, group: usize) -> bool {
    let standing = sentence.groups.get(group).and_then(|group| group.standing.as_ref());
    standing.is_some_and(|(_, word)| match word.outcome {
        Outcome::Arrested | Outcome::Abducted => sentence.is(at, Cue::Seize),
        Outcome::Displaced => sentence.is(at, Cue::Cause),
        _ => false,
    })
}

/// "cost the battalion four men": the loser stands between the verb and the lost.
fn behind_loser(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    if sentence.verb_first {
        return doer::victims(sentence, at);
    }
    let opens = sentence.is(at, Cue::Cause) && sentence.is_any(at + 1, &[Cue::Definite, Cue::Possessive]);
    // "cost the service 700,000 members"
    if !opens || !tells_of_harm(sentence, at) {
        return None;
    }
    let (group, _) = (at + 3..at + 5).find_map(|next| sentence.group_at(next))?;
    Some(group)
}

fn is_lost(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    sentence.groups.get(group).is_some_and(|group| {
        group.head == Head::Victims && !group.is_person() && group.category != VictimCategory::Unspecified
    })
}

/// "lost two players", "lost two friends": civilians are lost in many ways, unless the sentence tells of harm.
fn is_loss_of_life(sentence: &Sentence<'_, '_>, at: usize, group: usize) -> bool {
    let Some(found) = sentence.groups.get(group).filter(|group| group.category == VictimCategory::Civilian)
    else {
        return true;
    };
    // "lost two friends to suicide"
    let next = sentence.piece_of(group).map_or(at, |at| at + 1);
    let told = !sentence.is(next, Cue::Aim) && tells_of_harm(sentence, at);
    told || found.weak && !loses_members(sentence, at)
}

/// "the club lost two members": who loses is no force and no name.
fn loses_members(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some(loser) = sentence.left_of(at).and_then(|left| sentence.piece(left)) else { return false };
    let lower = sentence.tokens.get(loser.tokens.start).is_some_and(|token| token.shape == Shape::Lower);
    loser.kind == Kind::Word && lower && loser.word.is_none_or(|word| word.object && word.victim.is_none())
}

/// Whether the words around piece `at` tell of violence.
fn tells_of_harm(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(REACH)..at + REACH).any(|near| {
        sentence.piece(near).is_some_and(|piece| {
            let outcome = piece.outcome().map(|word| word.outcome);
            piece.is(Cue::Attack) || matches!(outcome, Some(Outcome::Killed | Outcome::Injured))
        })
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
