//! Groups that say themselves what befell them, and groups of nobody.

use crate::extract::figures::piece::{Counted, Group, Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::text::Shape;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form};

use super::unreal;
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
        if rule == "count-noun" && found.counted == Counted::Article && is_compound(sentence, at) {
            sentence.note(at, rule, "the noun describes the one behind it");
            continue;
        }
        // "twelve of the 31 kidnapped pupils": all 31 were.
        if rule == "adjective" && found.whole.is_some() {
            sentence.bind_whole(group, word.outcome, None);
            continue;
        }
        if rule == "adjective" && found.counted == Counted::Article && is_kin(sentence, at) {
            sentence.note(at, rule, "says whose relative somebody is");
            continue;
        }
        if word.outcome == Outcome::Casualties && found.counted == Counted::Article {
            sentence.note(at, rule, "one victim of anything");
            continue;
        }
        if Voice::of(sentence, at).has(Cue::Modal) {
            sentence.note(at, rule, "only possible");
            continue;
        }
        if rule != "zero" && unreal::is_not_caused(sentence, at) {
            sentence.note(at, rule, "negated");
            continue;
        }
        let outcome = if rule == "zero" && negates_more(sentence, at, word.outcome) {
            Outcome::Casualties
        } else {
            word.outcome
        };
        sentence.bind(group, outcome, None, rule);
    }
}

/// "the mother of a slain activist": whether the group at piece `at` is behind "of" and people.
fn is_kin(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let of = at.checked_sub(1).filter(|&of| sentence.is(of, Cue::Of));
    let people = of.and_then(|of| of.checked_sub(1)).and_then(|people| sentence.piece(people));
    people.is_some_and(|people| {
        people.group().is_some() || people.word.is_some_and(|word| word.victim.is_some())
    })
}

/// "a death spiral", "a victim impact statement": one such noun before another counts nobody.
fn is_compound(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let next = sentence.piece(at + 1).filter(|_| !sentence.noun_first);
    next.is_some_and(|next| {
        let lower = sentence.tokens.get(next.tokens.start).is_some_and(|token| token.shape == Shape::Lower);
        next.kind == Kind::Word && lower && next.word.is_none_or(|word| word.object)
    })
}

/// "no deaths or injuries": one negation of several outcomes.
fn negates_more(sentence: &Sentence<'_, '_>, at: usize, outcome: Outcome) -> bool {
    let joined = sentence.is_any(at + 1, &[Cue::Or, Cue::And]);
    let more = (at + 2..at + 4).find_map(|at| sentence.piece(at)?.outcome());
    joined && more.is_some_and(|more| more.outcome != outcome && more.is(Form::Count))
}

/// "did not cause any casualties", "n'a pas fait de victimes": the negation counts.
pub(super) fn denied(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    // "we do not take hostages" tells of nobody.
    if !word.is(Form::Count) || sentence.is_spent(at) || word.outcome == Outcome::Abducted {
        return;
    }
    let Some(open) =
        at.checked_sub(1).filter(|&open| sentence.is_any(open, &[Cue::Any, Cue::Of, Cue::Cause]))
    else {
        return;
    };
    let caused =
        (open.saturating_sub(5)..=open).any(|at| sentence.is(at, Cue::Cause) && !governs(sentence, at));
    let not = (open.saturating_sub(6)..open).rev().find(|&at| sentence.is(at, Cue::Not));
    let Some(tokens) = not.filter(|_| caused).and_then(|not| Some(sentence.piece(not)?.tokens.clone()))
    else {
        return;
    };
    let noun = sentence.piece(at).map(|piece| piece.tokens.clone());
    sentence.groups.push(Group::nobody(tokens, noun));
    let group = sentence.groups.len() - 1;
    if let Some(piece) = sentence.pieces.get_mut(not.unwrap_or(open)) {
        piece.kind = Kind::Group(group);
    }
    sentence.bind(group, word.outcome, Some(at), "zero");
}

/// "without causing any casualties", "no known fatalities", "n'a fait aucun blessé", "pas de victime".
pub(super) fn zero(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let counts = word.is(Form::Count) || word.is(Form::Event) && !sentence.is(at, Cue::Bodies);
    if !counts || sentence.is_spent(at) {
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
        let passes = !governs(sentence, next)
            && (sentence.is_any(
                next,
                &[Cue::Any, Cue::Cause, Cue::Of, Cue::Have, Cue::Partitive, Cue::Or, Cue::And],
            ) || sentence.piece(next).is_some_and(|piece| piece.word.is_some_and(|word| word.object))
                || sentence.is_filler(next)
                || sentence.piece(next).is_some_and(|piece| piece.word.is_none()));
        if !passes || sentence.is_mark(next, ',') {
            return;
        }
        left = next;
    }
}

/// "ni mort ni blessé": two negations of one sentence are one figure of nobody.
pub(super) fn neither(sentence: &mut Sentence<'_, '_>) {
    let mut index = 1;
    while index < sentence.bindings.len() {
        if let Some(end) = joins_before(sentence, index) {
            let second = sentence.bindings.remove(index);
            if let Some(first) = sentence.bindings.get_mut(index - 1) {
                first.outcome = Outcome::Casualties;
                first.triggers.extend(second.triggers);
                let group = first.group;
                if let Some(group) = sentence.groups.get_mut(group) {
                    group.tokens.end = end;
                    group.number.end = end;
                }
            }
        } else {
            index += 1;
        }
    }
}

/// Whether binding `index` is the "ni …" that goes on with the zero before it; where it ends.
fn joins_before(sentence: &Sentence<'_, '_>, index: usize) -> Option<usize> {
    let (first, second) = (sentence.bindings.get(index.checked_sub(1)?)?, sentence.bindings.get(index)?);
    let zero = |group: usize| sentence.groups.get(group).is_some_and(|group| group.counted == Counted::Zero);
    let (a, b) = (sentence.piece_of(first.group)?, sentence.piece_of(second.group)?);
    let goes_on = sentence.reads_neither(b) && a < b && b - a <= 3;
    let end = second.triggers.iter().copied().max().unwrap_or(b);
    let end = sentence.piece(end)?.tokens.end;
    (zero(first.group) && zero(second.group) && goes_on && first.outcome != second.outcome).then_some(end)
}

/// "no *cause* of death", "la *cause* de son décès": what a noun governs is not denied with it.
fn governs(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let before = |wanted: fn(&Sentence<'_, '_>, usize) -> bool| {
        at.checked_sub(1).is_some_and(|before| wanted(sentence, before))
    };
    let determined = before(|sentence, at| sentence.is(at, Cue::Definite))
        || !sentence.noun_first && before(|sentence, at| sentence.group_at(at).is_some());
    let unknown = sentence.piece(at).is_some_and(|piece| piece.word.is_none());
    let noun = unknown || determined && sentence.is(at, Cue::Cause);
    noun && sentence.is_any(at + 1, &[Cue::Of, Cue::Partitive])
}
