//! Whom a figure counts, where its own words leave it open.

use super::piece::{Counted, Group, Head};
use super::sentence::Sentence;
use crate::vocabulary::VictimCategory;
use crate::vocabulary::casualties::Cue;
use std::ops::Range;

/// Who the victims of a binding are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Victims {
    /// What the text calls them.
    pub(super) category: VictimCategory,
    /// The noun, where there is one.
    pub(super) noun: Option<Range<usize>>,
    /// The binding whose victims these are, where the noun is left out.
    pub(super) antecedent: Option<usize>,
}

/// The victims of binding `index`.
pub(super) fn of(sentence: &Sentence<'_, '_>, index: usize) -> Victims {
    let none = Victims { category: VictimCategory::Unspecified, noun: None, antecedent: None };
    let Some(binding) = sentence.bindings.get(index) else { return none };
    let Some(group) = sentence.groups.get(binding.group) else { return none };
    let own = Victims { category: group.category, noun: group.noun.clone(), antecedent: None };
    let open = group.head == Head::Elided || group.head == Head::OfThem || group.others;
    if group.head == Head::Victims && !group.others {
        return own;
    }
    if let Some((category, noun)) = among(sentence, index).or_else(|| said(sentence, index)) {
        return Victims { category, noun: Some(noun), antecedent: None };
    }
    if !open || group.counted == Counted::Zero || group.category != VictimCategory::Unspecified {
        return own;
    }
    let antecedent = if let Some(parent) = binding.parent.filter(|_| !group.others) {
        Some(parent)
    } else {
        antecedent(sentence, index, group.others)
    };
    let category = match antecedent {
        Some(before) => of_earlier(sentence, before),
        None if group.others => VictimCategory::Unspecified,
        None => frame(sentence, binding.group),
    };
    Victims { category, noun: group.noun.clone(), antecedent }
}

fn of_earlier(sentence: &Sentence<'_, '_>, index: usize) -> VictimCategory {
    let Some(group) = sentence.bindings.get(index).and_then(|binding| sentence.groups.get(binding.group))
    else {
        return VictimCategory::Unspecified;
    };
    if group.head == Head::Victims {
        return group.category;
    }
    if let Some((category, _)) = among(sentence, index) {
        return category;
    }
    // "12 peacekeepers died and five were hurt, two of them badly": who the five are.
    let before = antecedent(sentence, index, group.others)
        .filter(|_| group.head == Head::Elided && group.category == VictimCategory::Unspecified);
    before.map_or(group.category, |before| of_earlier(sentence, before))
}

/// The one group before that the noun is taken from; none after two different groups.
fn antecedent(sentence: &Sentence<'_, '_>, index: usize, others: bool) -> Option<usize> {
    let group = sentence.bindings.get(index)?.group;
    let before: Vec<usize> = (0..sentence.bindings.len())
        .filter(|&index| {
            sentence.bindings.get(index).is_some_and(|binding| {
                binding.parent.is_none()
                    && binding.group < group
                    && sentence
                        .groups
                        .get(binding.group)
                        .is_some_and(|group| group.head == Head::Victims && group.counted != Counted::Zero)
            })
        })
        .collect();
    let category = |&index: &usize| of_earlier(sentence, index);
    let last = before.iter().max_by_key(|&&index| sentence.bindings.get(index).map(|binding| binding.group));
    let last = *last?;
    let same = before.iter().all(|index| category(index) == category(&last));
    let named = sentence.bindings.get(last).and_then(|binding| sentence.groups.get(binding.group));
    let definite = named.is_some_and(Group::is_person);
    (same && !(others && definite)).then_some(last)
}

/// "twelve were soldiers and seven were drivers", "seven of them children": what is said of a part.
fn said(sentence: &Sentence<'_, '_>, index: usize) -> Option<(VictimCategory, Range<usize>)> {
    let binding = sentence.bindings.get(index).filter(|binding| binding.parent.is_some())?;
    let group = sentence.groups.get(binding.group)?;
    let at = sentence.piece_of(binding.group)?;
    let of_them = group.head == Head::OfThem;
    let first = if sentence.is(at + 1, Cue::Be) {
        at + 2
    } else if of_them {
        at + 1
    } else {
        return None;
    };
    let first = first + usize::from(sentence.is(first, Cue::Partitive));
    let noun = |at: usize| sentence.piece(at)?.word?.victim;
    // "civilian drivers"
    let second = noun(first + 1).is_some() && !sentence.noun_first;
    let last = first + usize::from(second);
    let found = noun(last).filter(|victim| victim.plural || sentence.noun_first)?;
    noun(first)?;
    Some((found.category, sentence.piece(first)?.tokens.start..sentence.piece(last)?.tokens.end))
}

/// "Of the 30 passengers, 12 died": what those are called of whom group `part` was counted, where they open the
/// sentence and are no figure.
fn frame(sentence: &Sentence<'_, '_>, part: usize) -> VictimCategory {
    let opens = |at: usize| sentence.is_any(at, &[Cue::Of, Cue::Among, Cue::Preposition, Cue::Definite]);
    let at = sentence.piece_of(0).filter(|&at| part > 0 && at > 0 && (0..at).all(opens));
    let whole = sentence.groups.first().filter(|whole| whole.head == Head::Victims && !sentence.is_bound(0));
    let closes = |at: usize| (at + 1..at + 8).any(|at| sentence.is_mark(at, ','));
    let found = whole.filter(|_| at.is_some_and(closes));
    found.map_or(VictimCategory::Unspecified, |whole| whole.category)
}

/// "16 morts dans les rangs des militaires": the group named behind the count.
fn among(sentence: &Sentence<'_, '_>, index: usize) -> Option<(VictimCategory, Range<usize>)> {
    let binding = sentence.bindings.get(index)?;
    let at = sentence.piece_of(binding.group)?;
    let from = binding.triggers.iter().copied().max().map_or(at, |trigger| trigger.max(at));
    for cue in at + 1..from + 14 {
        let piece = sentence.piece(cue)?;
        if piece.is_mark(';') || piece.is_mark('.') {
            return None;
        }
        if piece.is(Cue::Among) && !piece.is(Cue::Subset) {
            return named(sentence, cue);
        }
        let passes = piece.group().is_some() && cue > from
            || piece.outcome().is_some()
            || sentence.is_filler(cue)
            || piece.is_any(&[Cue::And, Cue::Preposition, Cue::Of])
            || piece.is_mark(',') && cue <= from;
        if !passes {
            return None;
        }
    }
    None
}

fn named(sentence: &Sentence<'_, '_>, cue: usize) -> Option<(VictimCategory, Range<usize>)> {
    for at in cue + 1..cue + 5 {
        let piece = sentence.piece(at)?;
        if let Some((_, group)) = sentence.group_at(at)
            && group.head == Head::Victims
        {
            return Some((group.category, group.noun.clone()?));
        }
        if let Some(victim) = piece.word.and_then(|word| word.victim) {
            let mut end = piece.tokens.end;
            if sentence.noun_first
                && let Some(next) = sentence.piece(at + 1)
                && next.word.is_none()
                && sentence.tokens.folded(next.tokens.start).ends_with('s')
            {
                end = next.tokens.end;
            }
            return Some((victim.category, piece.tokens.start..end));
        }
        if !(piece.is_any(&[Cue::Definite, Cue::Possessive, Cue::Of])
            || piece.word.is_none() && piece.group().is_none())
        {
            return None;
        }
    }
    None
}
