//! Pronouns for somebody named before: "gunmen shot a constable; he succumbed", "entered the house of a
//! trader and shot him dead".

use crate::extract::figures::noun_phrase::Phrase;
use crate::extract::figures::piece::{Counted, Group, Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form};

use super::voice::Voice;

/// How far before its pronoun a victim may stand, in pieces.
const NEAR: usize = 14;

/// "gunmen shot a constable; he succumbed": who the pronoun before the verb stands for.
pub(super) fn subject(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let voice = Voice::of(sentence, at);
    let dies = word.outcome == Outcome::Killed
        && (word.is(Form::Intransitive)
            || word.is(Form::Participle) && voice.be()
            || word.is(Form::State) && (voice.has(Cue::Found) || voice.be()));
    if sentence.is_spent(at) || !dies || voice.is_hypothetical() || voice.has(Cue::Not) {
        return;
    }
    let Some(subject) = voice.subject.filter(|&subject| sentence.is(subject, Cue::Subject)) else { return };
    let behind = (subject.saturating_sub(NEAR)..subject).rev().find_map(|left| sentence.group_at(left));
    let killed = |group: usize| {
        sentence.bindings.iter().any(|binding| binding.group == group && binding.outcome == Outcome::Killed)
    };
    if behind.is_none() {
        named_before(sentence, at, subject);
    } else if let Some((group, found)) = behind
        && found.head == Head::Victims
        && found.value.best == Some(1)
        && !found.is_person()
        && !killed(group)
    {
        sentence.bind(group, word.outcome, Some(at), "pronoun");
    }
}

/// "He succumbed to his wounds.", "He was shot dead.": one person of whom a sentence before told; who merely
/// dies may be anybody.
fn named_before(sentence: &mut Sentence<'_, '_>, at: usize, subject: usize) {
    let opens = subject == 0 && !sentence.has_form(at, Form::Intransitive);
    if !(sentence.is(at, Cue::OfWounds) || opens) || !sentence.is(subject, Cue::Single) {
        return;
    }
    let again = if sentence.is(at, Cue::OfWounds) { "pronoun" } else { "pronoun-again" };
    stand_in(sentence, subject, (at, again));
}

/// "entered the house of a trader and killed him": the one person to whom the object of the trigger goes back.
pub(super) fn object(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let Some(pronoun) = pronoun_of(sentence, at).filter(|_| word.outcome == Outcome::Killed) else { return };
    let voice = Voice::of(sentence, at);
    let spent = sentence.is_spent(at) && !joins_victims(sentence, pronoun);
    if spent || voice.is_hypothetical() || voice.has(Cue::Not) {
        return;
    }
    let person = |left: usize| {
        let (group, found) = sentence.group_at(left)?;
        let alone = found.value.best == Some(1) && matches!(found.head, Head::Victims | Head::Unknown);
        // "a gunman who killed him"
        let agent = sentence.is(left + 1, Cue::Relative) || voice.subject == Some(left);
        (alone && !agent && !sentence.is_bound(group)).then_some(group)
    };
    let from = if sentence.is(pronoun, Cue::Reflexive) { at } else { at.saturating_sub(2 * NEAR) };
    let behind = (from..pronoun.min(at)).rev().find_map(person);
    if let Some(group) = behind {
        sentence.bind(group, word.outcome, Some(at), "pronoun");
    } else if pronoun > at && joins_victims(sentence, pronoun) {
        stand_in(sentence, pronoun, (at, "pronoun"));
    }
}

/// The pronoun that the trigger at `at` takes: "killed him", "shot him dead".
fn pronoun_of(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let single = |near: &usize| sentence.is(*near, Cue::Pronoun) && sentence.is(*near, Cue::Single);
    let state = sentence.has_form(at, Form::State);
    let before = at.checked_sub(1).filter(|before| state && single(before));
    let active = sentence.has_form(at, Form::Finite) || sentence.has_form(at, Form::Gerund);
    let after = Some(at + 1).filter(|after| active && single(after) && !owns(sentence, *after));
    before.or(after)
}

/// "killed her husband": the word is a possessive.
fn owns(sentence: &Sentence<'_, '_>, pronoun: usize) -> bool {
    let next = sentence.piece(pronoun + 1);
    let ends = next.is_none_or(|next| {
        matches!(next.kind, Kind::Mark(_))
            || next.is_any(&[Cue::And, Cue::Preposition, Cue::Adverb, Cue::Clause, Cue::Calendar, Cue::By])
    });
    sentence.is(pronoun, Cue::Possessive) && !ends
}

/// "killing him and five of his lieutenants"
fn joins_victims(sentence: &Sentence<'_, '_>, pronoun: usize) -> bool {
    let next = sentence.is(pronoun + 1, Cue::And).then_some(pronoun + 2);
    next.and_then(|next| sentence.group_at(next)).is_some()
}

/// Makes the pronoun a person who was harmed.
fn stand_in(sentence: &mut Sentence<'_, '_>, pronoun: usize, (trigger, rule): (usize, &'static str)) {
    let Some(word) = sentence.piece(trigger).and_then(|piece| piece.outcome()) else { return };
    let Some(piece) = sentence.pieces.get_mut(pronoun) else { return };
    let tokens = piece.tokens.clone();
    piece.kind = Kind::Group(sentence.groups.len());
    let phrase = Phrase { end: tokens.end, ..Phrase::default() };
    sentence.groups.push(Group::person(Counted::Definite, tokens.start, phrase));
    sentence.bind(sentence.groups.len() - 1, word.outcome, Some(trigger), rule);
}
