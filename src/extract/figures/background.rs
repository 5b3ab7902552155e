//! Figures of other events: what a protest is about, what is avenged, what happened last month.

use super::piece::Binding;
use super::sentence::Sentence;
use crate::extract::Figure;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::Cue;

/// How far an occasion or a reason stands from what it is about, in pieces.
const GOVERNS: usize = 7;

/// Whether the group at piece `at` was harmed in another event than the one that the text is about.
pub(super) fn is_told(sentence: &Sentence<'_, '_>, binding: &Binding, at: usize, opens_text: bool) -> bool {
    let head = binding.triggers.iter().copied().fold(at, usize::min);
    if !opens_text && sentence.pieces.iter().any(|piece| piece.is(Cue::Past)) {
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
        .take_while(|&near| !sentence.is_mark(near, ';'))
        .any(|near| sentence.is(near, Cue::Earlier));
    revised && earlier.iter().rev().take(40).any(|before| before.outcome == figure.outcome)
}
