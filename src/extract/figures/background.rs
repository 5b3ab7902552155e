//! Figures of other events: what a protest is about, what is avenged, what happened last month.

use super::context;
use super::piece::Binding;
use super::sentence::Sentence;
use crate::extract::Figure;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form};

/// How far an occasion or a reason stands from what it is about, in pieces.
const GOVERNS: usize = 7;

/// Whether the group at piece `at` was harmed in another event than the one that the text is about.
pub(super) fn is_told(sentence: &Sentence<'_, '_>, binding: &Binding, at: usize, opens_text: bool) -> bool {
    let head = binding.triggers.iter().copied().fold(at, usize::min);
    if !opens_text && sentence.pieces.iter().any(|piece| piece.is(Cue::Past)) {
        return true;
    }
    if is_of_year(sentence, head)
        || is_of_occasion(sentence, head)
        || is_before(sentence, binding, head)
        || is_of_held(sentence, head)
        || is_of_place(sentence, head)
    {
        return true;
    }
    for near in (head.saturating_sub(GOVERNS)..=head).rev() {
        let Some(piece) = sentence.piece(near) else { break };
        if piece.is(Cue::Reason) || piece.is(Cue::Occasion) && binding.rule == "nominal" {
            return true;
        }
        if piece.is(Cue::Link) && has_occasion(sentence, near) {
            return true;
        }
        if near == head {
            continue;
        }
        if piece.is(Cue::Clause)
            || piece.is_mark(',')
            || piece.is_mark(';')
            || piece.outcome().is_some()
            || piece.group().is_some()
        {
            break;
        }
    }
    false
}

/// "the 2017 ambush in which 25 men were killed": an attack that its year tells from the one of the text.
fn is_of_year(sentence: &Sentence<'_, '_>, head: usize) -> bool {
    let near = head.saturating_sub(GOVERNS);
    let Some(relative) = (near..head).rev().find(|&at| sentence.is(at, Cue::Relative)) else { return false };
    let from = relative.saturating_sub(GOVERNS);
    let attack = |at: usize| sentence.is(at, Cue::Attack);
    (from..relative).any(|at| {
        context::is_bare_year(sentence, at)
            && at.checked_sub(1).is_some_and(|before| sentence.is(before, Cue::Definite))
            && (at + 1..relative).any(attack)
    })
}

/// "a bomb near a school where three men had been killed last month": what a place is known for.
fn is_of_place(sentence: &Sentence<'_, '_>, head: usize) -> bool {
    let near = head.saturating_sub(GOVERNS);
    let Some(place) = (near..head).rev().find(|&at| sentence.is(at, Cue::Where)) else { return false };
    let clause = |cues: &[Cue]| {
        (place..place + 2 * GOVERNS)
            .take_while(|&at| !sentence.is_mark(at, ';') && !sentence.is_mark(at, ','))
            .any(|at| sentence.is_any(at, cues))
    };
    place > 0 && (clause(&[Cue::Pluperfect]) || clause(&[Cue::Past, Cue::Lately]))
}

/// "arrested a kidnapper who had killed ten people": what somebody who is held did before.
fn is_of_held(sentence: &Sentence<'_, '_>, head: usize) -> bool {
    let near = head.saturating_sub(4);
    let relative = (near..head).rev().find(|&at| sentence.is(at, Cue::Relative));
    let Some((who, _)) = relative.and_then(|at| sentence.group_at(at.checked_sub(1)?)) else { return false };
    let held = |binding: &Binding| {
        matches!(binding.outcome, Outcome::Arrested | Outcome::Surrendered | Outcome::Released)
    };
    sentence.bindings.iter().any(|binding| binding.group == who && held(binding))
}

/// "killed ten rebels after an attack on a post last week in which four soldiers died": what the main clause answers.
fn is_before(sentence: &Sentence<'_, '_>, binding: &Binding, head: usize) -> bool {
    let near = head.saturating_sub(GOVERNS);
    let Some(relative) = (near..head).rev().find(|&at| sentence.is(at, Cue::Relative)) else { return false };
    let from = relative.saturating_sub(2 * GOVERNS);
    let after = (from..relative).rev().find(|&at| sentence.is_any(at, &[Cue::Attack]) && at > from);
    let leads = |attack: usize| {
        (attack.saturating_sub(4)..attack)
            .rev()
            .find(|&at| sentence.is(at, Cue::Link) && sentence.is(at, Cue::Preposition))
    };
    let main = |link: usize| {
        let told = |other: &Binding| sentence.piece_of(other.group).is_some_and(|at| at < link);
        sentence.bindings.iter().any(|other| other.outcome == binding.outcome && told(other))
    };
    let lately =
        |link: usize| (link..sentence.pieces.len()).any(|at| sentence.is_any(at, &[Cue::Lately, Cue::Past]));
    after.and_then(leads).is_some_and(|link| sentence.is(link, Cue::Clause) && main(link) && lately(link))
}

/// "the anniversary of the attack on the camp, in which 70 died", "a protest over the raid that killed two".
fn is_of_occasion(sentence: &Sentence<'_, '_>, head: usize) -> bool {
    let near = head.saturating_sub(GOVERNS);
    let Some(relative) = (near..head).rev().find(|&at| sentence.is(at, Cue::Relative)) else { return false };
    let from = relative.saturating_sub(2 * GOVERNS);
    let names_attack = |link: usize| {
        (link + 1..relative.min(link + 5))
            .any(|at| sentence.is(at, Cue::Attack) || sentence.has_form(at, Form::Event))
    };
    (from..relative).any(|at| {
        let links = sentence.is(at, Cue::Link) && (from..at).any(|before| sentence.is(before, Cue::Occasion));
        // "the anniversary of", "to commemorate"
        let both = sentence.is(at, Cue::Occasion) && sentence.is(at, Cue::Reason);
        // "a protest against the acquittal of a soldier who had killed a woman"
        let before = links && sentence.is(relative + 1, Cue::Have);
        before || (links || both) && names_attack(at)
    })
}

/// Whether a protest, a trial or an arrest stands before the piece.
fn has_occasion(sentence: &Sentence<'_, '_>, before: usize) -> bool {
    // Who is held "after" an attack may be held in it.
    let arrest = |at: usize| {
        let word = sentence.piece(at).and_then(|piece| piece.outcome());
        word.is_some_and(|word| word.outcome == Outcome::Arrested) && !sentence.is(before, Cue::Clause)
    };
    (0..before).any(|at| sentence.is(at, Cue::Occasion) || arrest(at))
}

/// "an earlier toll gave 17": whether a figure before says it anew.
pub(super) fn is_replaced(
    sentence: &Sentence<'_, '_>,
    at: usize,
    figure: &Figure,
    earlier: &[Figure],
) -> bool {
    let revised = (at.saturating_sub(14)..at)
        .rev()
        // "first put at 19, the toll rose to 53"
        .take_while(|&near| {
            let told = sentence.group_at(near).is_some() && sentence.is_mark(near + 1, ',');
            !sentence.is_mark(near, ';') && !told
        })
        .any(|near| sentence.is(near, Cue::Earlier))
        // "confirmed 13 deaths at first"
        || (at + 1..at + 3).any(|near| sentence.is(near, Cue::Earlier));
    // "the initial toll of 11 was raised to 37"
    let newer = figure.rule == "revision" || figure.is_subset_of.is_some();
    revised && !newer && earlier.iter().rev().take(40).any(|before| before.outcome == figure.outcome)
}
