//! Groups that say themselves what befell them, and groups of nobody.

use crate::extract::figures::piece::{Counted, Head};
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::casualties::{Cue, Form};

use super::voice::Voice;

/// "six dead soldiers", "24 deaths", "no casualties".
pub(super) fn inside_group(sentence: &mut Sentence<'_, '_>) {
    for at in 0..sentence.pieces.len() {
        let Some((group, found)) = sentence.group_at(at) else { continue };
        let Some((_, word)) = found.outcome.clone() else { continue };
        let rule = match (found.counted, found.head) {
            (Counted::Zero, _) => "zero",
            (_, Head::Outcome) => "count-noun",
            _ => "adjective",
        };
        if Voice::of(sentence, at).has(Cue::Modal) {
            sentence.note(at, rule, "only possible");
            continue;
        }
        if word.outcome == crate::vocabulary::Outcome::Casualties && sentence.is_any(at + 1, &[Cue::Of]) {
            sentence.note(at, rule, "victims of something");
        }
        sentence.bind(group, word.outcome, None, rule);
    }
}

/// "without causing any casualties", "no known fatalities", "n'a fait aucun blessé", "pas de victime".
pub(super) fn zero(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    if !(word.is(Form::Count) || word.is(Form::Event)) || sentence.is_spent(at) {
        return;
    }
    let mut left = at;
    for _ in 0..5 {
        let Some(next) = left.checked_sub(1) else { return };
        if let Some((group, found)) = sentence.group_at(next) {
            if found.counted == Counted::Zero && !sentence.is_bound(group) {
                sentence.bind(group, word.outcome, Some(at), "zero");
            }
            return;
        }
        let passes = sentence.is_any(next, &[Cue::Any, Cue::Cause, Cue::Of, Cue::Have, Cue::Partitive])
            || sentence.is_filler(next)
            || sentence.piece(next).is_some_and(|piece| piece.word.is_none());
        if !passes || sentence.is_mark(next, ',') {
            return;
        }
        left = next;
    }
}
