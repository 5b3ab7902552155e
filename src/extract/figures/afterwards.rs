//! What became of those of whom a sentence before told: "All of them were later found dead.", "He was
//! executed.", "Their bodies were found the next day."

use std::collections::BTreeMap;

use super::record::Recorder;
use super::rules::anaphora::{is_everyone, is_open};
use super::rules::voice::Voice;
use super::sentence::Sentence;
use crate::extract::{Figure, Outcome};
use crate::vocabulary::casualties::{Cue, Form};

/// How many bytes may lie between the victims and the sentence that goes back to them.
const APART: usize = 300;

/// How many words may open the sentence before its pronoun.
const OPENING: usize = 8;

/// Whom a sentence goes back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    All,
    One,
}

impl Recorder<'_, '_, '_, '_> {
    /// Adds the deaths of people whose capture, disappearance or wounds a sentence before told.
    pub(super) fn record_afterwards(&mut self, sentence: &Sentence<'_, '_>) {
        let earlier = self.figures.len();
        for at in sentence.triggers() {
            let Some(whom) = whom(sentence, at) else { continue };
            let start = sentence.tokens.span(sentence.range.clone()).start;
            let before = self.figures.get(..earlier).unwrap_or_default();
            let Some(trigger) = sentence.piece(at) else { continue };
            let trigger = self.quote(trigger.tokens.clone());
            // Who died "later" may have died of anything, unless of wounds.
            let told = Voice::of(sentence, at).has(Cue::Found) || sentence.is(at, Cue::OfWounds);
            let plain = sentence.has_form(at, Form::Intransitive) && !told;
            let fits = |figure: &&Figure| !plain || figure.outcome == Outcome::Injured;
            let died =
                antecedents(before, whom, start).into_iter().filter(fits).enumerate().map(|(nth, figure)| {
                    Figure {
                        id: format!("f{}", earlier + nth + 1),
                        outcome: Outcome::Killed,
                        severity: None,
                        triggers: vec![trigger.clone()],
                        is_subset_of: None,
                        rule: "afterwards".to_owned(),
                        ..figure.clone()
                    }
                });
            let died: Vec<Figure> = died.collect();
            if !died.is_empty() {
                self.figures.extend(died);
                return;
            }
        }
    }
}

/// Whom the trigger at `at` goes back to, where its subject is a pronoun or a bare plural.
fn whom(sentence: &Sentence<'_, '_>, at: usize) -> Option<Whom> {
    let word = sentence.piece(at)?.outcome()?;
    if word.outcome != Outcome::Killed || sentence.is_spent(at) {
        return None;
    }
    if sentence.is(at, Cue::Bodies) {
        return bodies(sentence, at);
    }
    let voice = Voice::of(sentence, at);
    let dies = word.is(Form::Intransitive)
        || word.is(Form::Participle) && voice.be()
        || word.is(Form::State) && (voice.be() || voice.has(Cue::Found));
    let first = voice.subject.unwrap_or(at);
    let counted = (0..first).any(|near| sentence.group_at(near).is_some());
    if !dies || voice.is_hypothetical() || voice.has(Cue::Not) || counted || first > OPENING {
        return None;
    }
    let Some(subject) = voice.subject else { return is_everyone(sentence, at).then_some(Whom::All) };
    let plural =
        sentence.piece(subject)?.word.and_then(|word| word.victim).is_some_and(|victim| victim.plural);
    let determined = subject.checked_sub(1).is_some_and(|the| sentence.is(the, Cue::Definite));
    if is_everyone(sentence, at) || sentence.is(subject, Cue::They) || plural && determined {
        Some(Whom::All)
    } else {
        sentence.is(subject, Cue::Single).then_some(Whom::One)
    }
}

/// "their bodies were found", "his body was discovered"
fn bodies(sentence: &Sentence<'_, '_>, at: usize) -> Option<Whom> {
    let owner =
        sentence.left_of(at).filter(|&owner| sentence.is_any(owner, &[Cue::Possessive, Cue::Definite]))?;
    let plain = |near: &usize| {
        sentence.is_any(*near, &[Cue::Be, Cue::Have, Cue::Adverb]) || sentence.is_filler(*near)
    };
    let behind = (at + 1..at + 6).find(|near| !plain(near))?;
    let alone = sentence.is(behind, Cue::Found) && (0..owner).all(|near| sentence.group_at(near).is_none());
    let one = sentence.is(owner, Cue::Single);
    (alone && owner <= OPENING).then_some(if one { Whom::One } else { Whom::All })
}

/// The figures that the sentence which begins at byte `start` goes back to.
fn antecedents(told: &[Figure], whom: Whom, start: usize) -> Vec<&Figure> {
    let near = |figure: &&Figure| figure.quote.byte_end + APART > start && figure.quote.byte_start < start;
    let mut recent = told
        .iter()
        .rev()
        .take(6)
        .filter(near)
        .filter(|figure| figure.is_subset_of.is_none() && is_counted(figure));
    let Some(last) = recent.next() else { return Vec::new() };
    match whom {
        Whom::One => {
            let alone = |figure: &&Figure| figure.bounds.best == Some(1) && figure.bounds.high == Some(1);
            let one = [last].into_iter().chain(recent).find(alone);
            one.filter(|figure| is_open(figure.outcome)).into_iter().collect()
        }
        Whom::All if is_open(last.outcome) && !last.negated => {
            let same = |figure: &&Figure| figure.triggers == last.triggers && figure.outcome == last.outcome;
            let mut all: Vec<&Figure> = [last].into_iter().chain(recent.take_while(same)).collect();
            all.reverse();
            all
        }
        Whom::All => Vec::new(),
    }
}

/// Whether the figure counts people of its own: "others" of whom nothing else is said are too vague to go back to.
fn is_counted(figure: &Figure) -> bool {
    let counted = figure.bounds.best.is_some() || figure.bounds.high.is_some();
    counted && !figure.is_additional
}

/// Puts the figures in the order of the text, and names them anew where that moves one.
pub(super) fn in_order(figures: &mut [Figure]) {
    let place = |figure: &Figure| (figure.quote.byte_start, figure.quote.byte_end);
    if figures.is_sorted_by_key(place) {
        return;
    }
    figures.sort_by_key(place);
    let names: BTreeMap<String, String> = figures
        .iter()
        .enumerate()
        .map(|(nth, figure)| (figure.id.clone(), format!("f{}", nth + 1)))
        .collect();
    for figure in figures {
        let renamed = |id: &String| names.get(id).cloned();
        figure.id = renamed(&figure.id).unwrap_or_default();
        figure.is_subset_of = figure.is_subset_of.as_ref().and_then(renamed);
    }
}
