//! "Killed the army twelve rebels": a doer between a verb and its victims, where a language puts the verb first.

use crate::extract::figures::piece::{Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::casualties::{Cue, Form};

use super::narrow::is_harmless;
use super::unreal::is_not_caused;
use super::verb::{governs_thing, is_free, may_befall};
use super::voice::Voice;

/// How many pieces may stand between a verb and its victims.
const BETWEEN: usize = 8;

/// Binds the first victims behind the verb at `at` where only a doer, or one phrase of place or time, stands between.
pub(super) fn before_victims(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let verb = word.is(Form::Finite) || word.is(Form::Gerund);
    if !sentence.verb_first || !verb || sentence.is_spent(at) {
        return;
    }
    let voice = Voice::of(sentence, at);
    if voice.is_hypothetical() || voice.has(Cue::Not) || is_not_caused(sentence, at) {
        return;
    }
    let found = if word.is(Form::Intransitive) { subject(sentence, at) } else { victims(sentence, at) };
    let Some(group) = found.filter(|&group| is_free(sentence, group, word)) else { return };
    if may_befall(sentence, group, word) && !is_harmless(sentence, at, group) {
        sentence.bind(group, word.outcome, Some(at), "active");
    }
}

/// "died five people", "died in hospital five people": nobody else can stand behind the verb.
fn subject(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let phrase = || victims(sentence, at).filter(|_| sentence.is(at + 1, Cue::Preposition));
    sentence.group_at(at + 1).map(|(group, _)| group).or_else(phrase)
}

/// The first counted group behind the verb at `at`, if it does not stand right behind it.
pub(super) fn victims(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let phrase = sentence.is(at + 1, Cue::Preposition);
    for next in at + 1..at + 2 + BETWEEN {
        let piece = sentence.piece(next)?;
        if let Some((group, found)) = sentence.group_at(next) {
            if !found.is_person() {
                let known = found.head != Head::Elided || !governs_thing(sentence, group);
                return (next > at + 1 && known).then_some(group);
            }
            continue;
        }
        let small = piece.is_any(&[Cue::Preposition, Cue::Of]) && (phrase || piece.is(Cue::Of));
        if piece.kind != Kind::Word || piece.outcome().is_some() || !small && piece.is_any(CLOSING) {
            return None;
        }
    }
    None
}

/// What begins something else than the doer.
const CLOSING: &[Cue] = &[
    Cue::Preposition,
    Cue::And,
    Cue::Or,
    Cue::By,
    Cue::Clause,
    Cue::Relative,
    Cue::Subset,
    Cue::Be,
    Cue::Speech,
    Cue::According,
    Cue::Not,
];
