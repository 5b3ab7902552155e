//! Deaths that nobody brought about: of an illness, of age, on the road, by one's own hand.

use std::ops::Range;

use super::piece::{Binding, Head, Kind, Piece};
use super::reader::Reader;
use super::sentence::Sentence;
use crate::vocabulary::casualties::{CasualtyWord, Cue, Form};
use crate::vocabulary::{Outcome, VictimCategory};

/// How far a cause stands from its death, in pieces.
const NEAR: usize = 10;

/// Whether the words around the figure say that nobody killed its victims.
pub(super) fn is_cause(reader: &Reader<'_, '_, '_>, sentence: &Sentence<'_, '_>, binding: &Binding) -> bool {
    if binding.outcome == Outcome::Injured {
        return is_infected(reader, sentence, binding);
    }
    if binding.outcome != Outcome::Killed {
        return false;
    }
    if counts_natural(reader, sentence, binding) {
        return true;
    }
    let Some(trigger) = binding.triggers.first().copied().or_else(|| sentence.piece_of(binding.group)) else {
        return false;
    };
    if sentence.is(trigger, Cue::Mishap) && !tells_of_violence(sentence) {
        return true;
    }
    let is = |forms: &[Form]| forms.iter().any(|&form| sentence.has_form(trigger, form));
    // A group that is an outcome of itself has no trigger: "12 deaths".
    let counted = binding.triggers.is_empty() || is(&[Form::Count, Form::State]);
    if counted || is(&[Form::Intransitive, Form::Event, Form::Toll]) {
        return follows(reader, sentence, trigger)
            || is_aged(sentence, trigger)
            || counted && precedes(sentence, trigger);
    }
    if binding.rule.starts_with("active") && !sentence.verb_first {
        return precedes(sentence, trigger);
    }
    // "were killed 12 people in a landslide"
    let behind = sentence.piece_of(binding.group).filter(|&victims| sentence.verb_first && victims > trigger);
    is(&[Form::Participle]) && is_accident(reader, sentence, behind.unwrap_or(trigger))
}

/// "infected 500 people with cholera", where one word says that somebody is hurt and that he is ill: the illness stands
/// behind the verb or the victims.
fn is_infected(reader: &Reader<'_, '_, '_>, sentence: &Sentence<'_, '_>, binding: &Binding) -> bool {
    let with = |end: usize| {
        let tied = sentence.is(end + 1, Cue::Aim) && sentence.is(end + 1, Cue::Preposition);
        let ill = end + 2 + usize::from(sentence.is(end + 2, Cue::Definite));
        let named = sentence.piece(ill).is_some_and(|piece| names_cause(reader, piece.tokens.clone()));
        sentence.verb_first && tied && named
    };
    sentence.piece_of(binding.group).is_some_and(with)
        || binding.triggers.iter().any(|&trigger| with(trigger))
}

/// Whether the sentence names an illness, an accident or old age, and no violence.
pub(super) fn is_quiet(sentence: &Sentence<'_, '_>) -> bool {
    sentence.pieces.iter().any(|piece| piece.is(Cue::Natural)) && !tells_of_arms(sentence)
}

/// Whether the binding tells of deaths, and of nobody who brought them about: "80 others died", "30 deaths".
pub(super) fn is_unexplained(sentence: &Sentence<'_, '_>, binding: &Binding) -> bool {
    let plain = |trigger: usize| {
        let forms = [Form::Intransitive, Form::Count, Form::State, Form::Event, Form::Toll];
        forms.iter().any(|&form| sentence.has_form(trigger, form))
            && !sentence.has_form(trigger, Form::Finite)
            || sentence.has_form(trigger, Form::Intransitive)
    };
    binding.outcome == Outcome::Killed
        && binding.triggers.iter().all(|&trigger| plain(trigger))
        && !tells_of_arms(sentence)
}

/// Whether the sentence names an attack, those who attack, or somebody who flees from them.
fn tells_of_violence(sentence: &Sentence<'_, '_>) -> bool {
    tells_of_arms(sentence) || sentence.pieces.iter().any(|piece| piece.is(Cue::By))
}

/// Whether the sentence names an attack, armed people, or flight from them.
pub(super) fn tells_of_arms(sentence: &Sentence<'_, '_>) -> bool {
    sentence.pieces.iter().any(|piece| {
        let armed = piece.word.is_some_and(CasualtyWord::names_armed);
        armed || piece.is_any(&[Cue::Attack, Cue::Flight])
    }) || sentence.groups.iter().any(|group| is_armed(group.category))
}

const fn is_armed(category: VictimCategory) -> bool {
    !matches!(category, VictimCategory::Civilian | VictimCategory::Unspecified)
}

/// "were killed in a landslide", "killed when a coal mine collapsed": nobody else can have done it.
fn is_accident(reader: &Reader<'_, '_, '_>, sentence: &Sentence<'_, '_>, from: usize) -> bool {
    for at in from + 1..from + NEAR {
        let Some(piece) = sentence.piece(at) else { return false };
        if names_cause(reader, piece.tokens.clone()) {
            return sentence.noun_first || !is_modifier(sentence, at);
        }
        let mark = matches!(piece.kind, Kind::Mark(_));
        let fighter = piece.group().is_some() || piece.word.is_some_and(|word| word.victim.is_some());
        if mark || fighter || piece.outcome().is_some() || piece.is_any(&[Cue::And, Cue::Attack]) {
            return false;
        }
    }
    false
}

/// "a cholera ward": the cause at piece `at` describes what follows it.
fn is_modifier(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some(next) = sentence.piece(at + 1).filter(|next| next.kind == Kind::Word) else { return false };
    let word = sentence.tokens.folded(next.tokens.start);
    let verb = word.ends_with("ing") || word.ends_with("ed");
    next.word.is_none_or(|word| word.object && word.unit.is_none()) && !verb
}

/// "30 cholera deaths"
fn counts_natural(reader: &Reader<'_, '_, '_>, sentence: &Sentence<'_, '_>, binding: &Binding) -> bool {
    let Some(group) = sentence.groups.get(binding.group) else { return false };
    group.head == Head::Outcome && names_cause(reader, group.tokens.clone())
}

fn names_cause(reader: &Reader<'_, '_, '_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| reader.word(at).is_some_and(|(_, word)| word.is(Cue::Natural)))
}

/// Whether the piece ends what a cause can belong to.
fn is_barrier(piece: &Piece<'_>) -> bool {
    let mark = matches!(piece.kind, Kind::Mark(';' | '.' | ':' | ','));
    mark || piece.outcome().is_some() || piece.is(Cue::And) || is_fight(piece)
}

/// An attack, its weapons, or what else happened.
fn is_fight(piece: &Piece<'_>) -> bool {
    piece.word.is_some_and(|word| word.object && word.unit.is_none()) || piece.is(Cue::Clause)
}

/// "died of cancer", "died in hospital after a long illness", but not "died in a cholera ward".
fn follows(reader: &Reader<'_, '_, '_>, sentence: &Sentence<'_, '_>, from: usize) -> bool {
    for at in from + 1..from + NEAR {
        let Some(piece) = sentence.piece(at) else { return false };
        if names_cause(reader, piece.tokens.clone()) {
            return sentence.noun_first || !is_modifier(sentence, at);
        }
        if is_barrier(piece) {
            return false;
        }
    }
    false
}

/// "cholera has killed 30", "une épidémie de choléra a fait 30 morts", where nobody else could have.
fn precedes(sentence: &Sentence<'_, '_>, trigger: usize) -> bool {
    let mut found = false;
    for left in (trigger.saturating_sub(NEAR)..trigger).rev() {
        let Some(piece) = sentence.piece(left) else { return found };
        found |= piece.is(Cue::Natural);
        if !found && piece.group().is_some() {
            continue;
        }
        if piece.word.is_some_and(|word| word.victim.is_some()) || piece.group().is_some() || is_fight(piece)
        {
            return false;
        }
        if is_barrier(piece) {
            let joins = piece.is(Cue::And);
            return found && (!joins || left > 0 && sentence.is(left - 1, Cue::Natural));
        }
    }
    found
}

/// "died at the age of 80", where the sentence names nothing else that befell anybody.
fn is_aged(sentence: &Sentence<'_, '_>, trigger: usize) -> bool {
    let quiet = |at: usize| {
        let piece = sentence.piece(at);
        at == trigger || piece.is_some_and(|piece| piece.outcome().is_none() && !is_fight(piece))
    };
    (trigger + 1..trigger + NEAR).any(|at| sentence.is(at, Cue::AtAge))
        && (0..sentence.pieces.len()).all(quiet)
}
