//! The same victims again: "kidnapped eight passengers and later released them", "enlevés puis exécutés",
//! "three miners were kidnapped; their bodies were found".

use crate::extract::figures::piece::Kind;
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form, OutcomeWord};

use super::voice::Voice;

/// Binds the victims of an earlier trigger to a later one that has none of its own.
pub(super) fn same_victims(sentence: &mut Sentence<'_, '_>) {
    for at in sentence.triggers() {
        let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { continue };
        if sentence.is_spent(at) || takes_things(sentence, at) {
            continue;
        }
        let Some(earlier) = earlier(sentence, at, word.outcome) else { continue };
        if refers_back(sentence, at, word) {
            let groups = listed(sentence, earlier);
            for group in groups {
                sentence.bind(group, word.outcome, Some(at), "anaphora");
            }
        } else {
            sentence.note(at, "anaphora", "no pronoun and no shared subject");
        }
    }
}

/// The last trigger before `at` that has victims and another outcome.
fn earlier(sentence: &Sentence<'_, '_>, at: usize, outcome: Outcome) -> Option<usize> {
    let binding = sentence
        .bindings
        .iter()
        .filter(|binding| binding.parent.is_none() && binding.triggers.iter().any(|&trigger| trigger < at));
    let last = binding
        .max_by_key(|binding| binding.triggers.iter().copied().filter(|&trigger| trigger < at).max())?;
    let earlier = matches!(
        last.outcome,
        Outcome::Abducted | Outcome::Arrested | Outcome::Missing | Outcome::Injured | Outcome::Surrendered
    );
    (earlier && last.outcome != outcome).then(|| last.triggers.iter().copied().max()).flatten()
}

/// "seized 20 motorcycles", "killed 40 goats", "burned cars": the verb has an object of its own.
fn takes_things(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence
        .right_of(at)
        .and_then(|next| sentence.piece(next))
        .is_some_and(|piece| piece.kind == Kind::Number || piece.word.is_some_and(|word| word.object))
}

fn listed(sentence: &Sentence<'_, '_>, trigger: usize) -> Vec<usize> {
    let mut groups: Vec<usize> = sentence
        .bindings
        .iter()
        .filter(|binding| binding.parent.is_none() && binding.triggers.contains(&trigger))
        .map(|binding| binding.group)
        .collect();
    groups.dedup();
    groups
}

fn refers_back(sentence: &Sentence<'_, '_>, at: usize, word: OutcomeWord) -> bool {
    let voice = Voice::of(sentence, at);
    if voice.is_hypothetical() || voice.has(Cue::Not) {
        return false;
    }
    let before = voice.subject;
    let pronoun_after =
        sentence.right_of(at).is_some_and(|next| sentence.is(next, Cue::Pronoun) && !sentence.noun_first);
    let pronoun_before =
        before.is_some_and(|before| sentence.is(before, Cue::Pronoun)) && sentence.noun_first;
    let bodies = word.outcome == Outcome::Killed
        && sentence.is(at, Cue::Bodies)
        && before.is_some_and(|before| sentence.is(before, Cue::Possessive));
    let shares = (word.is(Form::Participle) || word.is(Form::Intransitive))
        && (at.saturating_sub(3)..at).any(|at| sentence.is_any(at, &[Cue::Then, Cue::And]))
        && before
            .is_some_and(|before| sentence.pieces.get(before).is_none_or(|piece| piece.group().is_none()))
        && !sentence.right_of(at).is_some_and(|next| {
            // "found dead the next day"
            sentence.is_any(next, &[Cue::Definite, Cue::Article]) && !sentence.is(next + 1, Cue::Calendar)
        });
    pronoun_after || pronoun_before || bodies || shares
}
