//! Who did it: the subject of an active verb, or the agent behind "by".

use super::piece::{Binding, Kind};
use super::sentence::Sentence;
use super::speech::{Actors, Speaker};
use crate::text::Span;
use crate::vocabulary::actors::ActorKind;
use crate::vocabulary::casualties::Cue;

/// How many pieces stand between an agent and its verb at most.
const NEAR: usize = 12;

/// The ids of those who are said to have done what `binding` says.
pub(super) fn of(
    sentence: &Sentence<'_, '_>,
    binding: &Binding,
    actors: Actors<'_>,
    speaker: Option<&Speaker>,
    before: Option<&Sentence<'_, '_>>,
) -> Vec<String> {
    let Some(&trigger) = binding.triggers.first() else { return Vec::new() };
    let passive = matches!(
        binding.rule,
        "passive" | "passive-coordination" | "participle" | "list" | "relative-between"
    );
    if passive || binding.rule == "nominal" {
        return behind_by(sentence, trigger, actors);
    }
    if !matches!(binding.rule, "active" | "active-coordination" | "sequence" | "anaphora") {
        return Vec::new();
    }
    if sentence.verb_first {
        return behind_verb(sentence, binding, trigger, actors);
    }
    let mut from = trigger;
    // "it killed one and injured six": both verbs have the pronoun for their subject.
    let joined = trigger.checked_sub(1).is_some_and(|before| sentence.is(before, Cue::And));
    let mut crossed = false;
    for left in (trigger.saturating_sub(NEAR)..trigger).rev() {
        let Some(piece) = sentence.piece(left) else { break };
        if matches!(piece.kind, Kind::Mark(_)) || piece.is(Cue::Clause) {
            break;
        }
        if piece.outcome().is_some() {
            if !joined || crossed {
                break;
            }
            crossed = true;
        }
        if piece.is(Cue::Subject) && !piece.is(Cue::Relative) {
            let speaker = speaker.and_then(|speaker| speaker.id.clone());
            return speaker.map_or_else(|| of_deed(before, actors), |id| vec![id]);
        }
        if piece.group().is_none() && !crossed {
            from = left;
        }
    }
    let Some(start) = sentence.piece(from).map(|piece| piece.tokens.start) else { return Vec::new() };
    let Some(end) = sentence.piece(trigger).map(|piece| piece.tokens.start) else { return Vec::new() };
    armed(sentence, sentence.tokens.span(start..end), actors)
}

/// "An attack claimed by X was … . It killed six": who did what the pronoun stands for.
fn of_deed(before: Option<&Sentence<'_, '_>>, actors: Actors<'_>) -> Vec<String> {
    let Some(sentence) = before else { return Vec::new() };
    let claimed = |at: usize| sentence.is(at, Cue::Claim) && sentence.is(at + 1, Cue::By);
    let deed = (0..sentence.pieces.len()).rev().find_map(|at| {
        let by = if claimed(at) { at + 1 } else { at };
        (by > at || sentence.is(at, Cue::Deed)).then(|| sentence.piece(by)).flatten()
    });
    let Some(from) = deed.map(|piece| piece.tokens.end) else { return Vec::new() };
    armed(sentence, sentence.tokens.span(from..(from + 8).min(sentence.range.end)), actors)
}

/// "Killed the army twelve rebels": who stands between the verb and its victims.
fn behind_verb(
    sentence: &Sentence<'_, '_>,
    binding: &Binding,
    trigger: usize,
    actors: Actors<'_>,
) -> Vec<String> {
    let victims = sentence.groups.get(binding.group).map(|group| group.tokens.start);
    let verb = sentence.piece(trigger).map(|piece| piece.tokens.end);
    match verb.zip(victims) {
        Some((from, to)) if from < to => armed(sentence, sentence.tokens.span(from..to), actors),
        _ => Vec::new(),
    }
}

fn behind_by(sentence: &Sentence<'_, '_>, trigger: usize, actors: Actors<'_>) -> Vec<String> {
    for at in trigger + 1..trigger + NEAR {
        let Some(piece) = sentence.piece(at) else { break };
        if matches!(piece.kind, Kind::Mark(_)) || piece.outcome().is_some() {
            break;
        }
        if piece.is(Cue::By) {
            let from = piece.tokens.end;
            return armed(sentence, sentence.tokens.span(from..(from + 8).min(sentence.range.end)), actors);
        }
    }
    Vec::new()
}

/// The last armed actors named in `span`: one, or several that "and" joins.
fn armed(sentence: &Sentence<'_, '_>, span: Span, actors: Actors<'_>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    let mut next: Option<usize> = None;
    for mention in actors.within(span).iter().rev().filter(|mention| fights(actors, &mention.id)) {
        let joined = next.is_none_or(|next| joins(sentence, mention.quote.byte_end, next));
        if !joined {
            break;
        }
        next = Some(mention.quote.byte_start);
        if !ids.contains(&mention.id) {
            ids.insert(0, mention.id.clone());
        }
    }
    ids
}

/// "soldiers and mercenaries": whether nothing but "and", or a comma, stands between two bytes.
fn joins(sentence: &Sentence<'_, '_>, end: usize, start: usize) -> bool {
    let pieces = sentence.pieces.iter().filter(|piece| {
        let span = sentence.tokens.span(piece.tokens.clone());
        span.start >= end && span.end <= start
    });
    let mut between = pieces.peekable();
    between.peek().is_some()
        && between.all(|piece| piece.is_any(&[Cue::And, Cue::Definite]) || piece.is_mark(','))
}

/// Whether the actor bears arms.
fn fights(actors: Actors<'_>, id: &str) -> bool {
    matches!(
        actors.kind(id),
        Some(
            ActorKind::RebelGroup
                | ActorKind::StateForces
                | ActorKind::Police
                | ActorKind::Militia
                | ActorKind::Mission
                | ActorKind::PrivateSecurityForces
        )
    )
}
