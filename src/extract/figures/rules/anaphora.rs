//! The same victims again: "kidnapped eight passengers and later released them", "enlevés puis exécutés",
//! "three miners were kidnapped; their bodies were found".

use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form, OutcomeWord};

use super::voice::{Voice, takes_things};

/// Binds the victims of an earlier trigger to a later one that has none of its own.
pub(super) fn same_victims(sentence: &mut Sentence<'_, '_>) {
    for at in sentence.triggers() {
        let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { continue };
        // "released all but four"
        let but = sentence.is(at + 1, Cue::Everyone) && sentence.is(at + 2, Cue::Clause);
        if but || sentence.is_spent(at) || takes_things(sentence, at) || all_dead(sentence, at, word) {
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

/// "thirteen victims, all of them dead": what befell everybody of whom the sentence told before.
fn all_dead(sentence: &mut Sentence<'_, '_>, at: usize, word: OutcomeWord) -> bool {
    if word.outcome != Outcome::Killed || !is_everyone(sentence, at) {
        return false;
    }
    let before = sentence.bindings.iter().rposition(|binding| {
        binding.parent.is_none()
            && is_open(binding.outcome)
            && sentence.piece_of(binding.group).is_some_and(|group| group < at)
    });
    let Some(binding) = before.and_then(|before| sentence.bindings.get_mut(before)) else { return false };
    let group = binding.group;
    if binding.outcome == Outcome::Casualties {
        binding.outcome = Outcome::Killed;
        binding.triggers.push(at);
    } else {
        sentence.bind(group, word.outcome, Some(at), "anaphora");
    }
    true
}

/// Whether "all", "all of them" or "both" is the subject of the trigger at `at`.
pub(in crate::extract::figures) fn is_everyone(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let voice = Voice::of(sentence, at);
    if voice.is_hypothetical() || voice.has(Cue::Not) {
        return false;
    }
    let from = voice.subject.map_or(0, |subject| subject + 1);
    let of_them = voice.subject.filter(|&subject| sentence.is(subject, Cue::OfThem));
    let all = of_them.and_then(|of_them| of_them.checked_sub(1));
    (from..at).any(|near| sentence.is(near, Cue::Everyone))
        || all.is_some_and(|all| sentence.is(all, Cue::Everyone))
}

/// Whether the outcome leaves open what became of the victims.
pub(in crate::extract::figures) const fn is_open(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Abducted | Outcome::Arrested | Outcome::Missing | Outcome::Injured | Outcome::Casualties
    )
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
        Outcome::Abducted
            | Outcome::Arrested
            | Outcome::Missing
            | Outcome::Injured
            | Outcome::Surrendered
            | Outcome::Neutralized
    );
    (earlier && last.outcome != outcome).then(|| last.triggers.iter().copied().max()).flatten()
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
    let inside = names_them(sentence, at);
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
    pronoun_after || pronoun_before || inside || bodies || shares
}

/// "burned them alive", "shot them dead": the pronoun stands inside the verb, or before its state.
fn names_them(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some(piece) = sentence.piece(at) else { return false };
    let phrase = piece.tokens.len() > 2 && piece.is(Cue::Pronoun);
    let before = at.checked_sub(1).is_some_and(|before| sentence.is(before, Cue::Pronoun));
    phrase || before && sentence.has_form(at, Form::State) && !sentence.noun_first
}
