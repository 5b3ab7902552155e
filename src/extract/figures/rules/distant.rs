//! Words between the victims and their verb: "eleven miners who had been working near the pit were
//! killed", "11 persons, including 2 reporters, were hurt".

use crate::extract::figures::piece::{Group, Head, Kind};
use crate::extract::figures::sentence::{REACH, Sentence};
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form, OutcomeWord};

use super::joint;
use super::parts::is_listed;
use super::verb::{goes_there, is_supposed, may_befall};
use super::voice::{Voice, is_noun};

/// Binds the distant subject of the trigger at `at`.
pub(super) fn subject(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let voice = Voice::of(sentence, at);
    let describes = word.is(Form::Participle) || word.is(Form::State);
    let verb = describes && voice.be()
        || describes && !voice.have() && voice.subject.is_some_and(|from| ends_phrase(sentence, from))
        || describes
            && word.is(Form::Participle)
            && voice
                .subject
                .is_some_and(|from| is_serial(sentence, at, from) || closes_parts(sentence, at, from))
        || word.is(Form::Intransitive) && (word.is(Form::Finite) || voice.have() || voice.be());
    if sentence.is_spent(at)
        || !verb
        || is_of_one(sentence, at)
        || voice.is_hypothetical()
        || voice.has(Cue::Not)
        || joint::is_second(sentence, at)
        || is_noun(sentence, at)
    {
        return;
    }
    let Some(from) = voice.subject else { return };
    let Some(group) = find(sentence, from, word) else {
        sentence.note(at, "relative-between", "no victims to the left in the clause");
        return;
    };
    if is_supposed(sentence, at, group) || goes_there(sentence, at, word) {
        sentence.note(at, "relative-between", "only supposed, or on the way somewhere");
        return;
    }
    if !may_befall(sentence, group, word) {
        sentence.note(at, "relative-between", "this cannot befall what is counted");
        return;
    }
    match joint::at(sentence, at) {
        Some(joint) if !joint.sequence => {
            sentence.bind(group, Outcome::Casualties, None, "joint-outcome");
            if let Some(binding) = sentence.bindings.last_mut() {
                binding.triggers = joint.triggers;
            }
        }
        _ => sentence.bind(group, word.outcome, Some(at), "relative-between"),
    }
}

/// "survived three soldiers an attack in which was killed an officer": where the verb stands first, behind its victims it
/// would be in the plural, which no finite form in the singular is.
fn is_of_one(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.verb_first && sentence.has_form(at, Form::Finite) && sentence.has_form(at, Form::Participle)
}

/// "five people, including two soldiers, reportedly killed by rebels": a headline without its auxiliary.
fn closes_parts(sentence: &Sentence<'_, '_>, at: usize, comma: usize) -> bool {
    // A verb in the plural is behind its victims.
    let agent = sentence.is(at + 1, Cue::By) || sentence.verb_first;
    let plain = |left: &usize| {
        sentence.piece(*left).is_some_and(|piece| {
            piece.outcome().is_none()
                && !matches!(piece.kind, Kind::Mark(';' | '.' | ':'))
                && !piece.is_any(&[Cue::Be, Cue::Have, Cue::Clause])
        })
    };
    agent
        && sentence.is_mark(comma, ',')
        && (comma.saturating_sub(REACH / 2)..comma)
            .rev()
            .take_while(plain)
            .any(|left| sentence.is(left, Cue::Subset))
}

/// "seven passengers were taken off a bus, lined up and shot dead by gunmen": the auxiliary of the first verb
/// serves the last.
fn is_serial(sentence: &Sentence<'_, '_>, at: usize, and: usize) -> bool {
    let goes_on = |next: usize| {
        sentence.piece(next).is_none_or(|piece| {
            matches!(piece.kind, Kind::Mark(_))
                || piece.is_any(&[Cue::By, Cue::Preposition, Cue::Clause, Cue::Adverb])
        })
    };
    let plain = |left: usize| {
        sentence.piece(left).is_some_and(|piece| match piece.kind {
            Kind::Group(_) => false,
            Kind::Number => true,
            Kind::Mark(mark) => mark == ',',
            Kind::Word => {
                piece.outcome().is_none() && !piece.is_any(&[Cue::Relative, Cue::Subset, Cue::Have])
            }
        })
    };
    let be = (and.saturating_sub(REACH / 2)..and)
        .rev()
        .take_while(|&left| plain(left))
        .any(|left| sentence.is(left, Cue::Be));
    sentence.is(and, Cue::And) && goes_on(at + 1) && be
}

/// "two jihadists in arms captured": nothing but a short phrase between the victims and the participle.
fn ends_phrase(sentence: &Sentence<'_, '_>, from: usize) -> bool {
    let group = (from.saturating_sub(5)..=from).rev().find(|&at| sentence.group_at(at).is_some());
    let plain = |at: usize| {
        sentence.piece(at).is_some_and(|piece| {
            piece.kind == Kind::Word
                && piece.outcome().is_none()
                && (piece.word.is_none_or(|word| word.object)
                    || piece.is_any(&[Cue::Preposition, Cue::Of, Cue::Definite]))
        })
    };
    group.is_some_and(|group| {
        group < from
            && sentence.is_any(group + 1, &[Cue::Preposition, Cue::Of])
            && (group + 1..=from).all(plain)
    })
}

/// The nearest victims before piece `from`; behind "of" or "in" only where a relative clause goes on with
/// them: "the funeral of six priests, five of them foreigners, who were killed".
fn find(sentence: &Sentence<'_, '_>, from: usize, word: OutcomeWord) -> Option<usize> {
    let relative = sentence.is(from, Cue::Relative);
    let kills = word.outcome == Outcome::Killed && word.is(Form::Intransitive);
    for at in (from.saturating_sub(REACH)..=from).rev() {
        let piece = sentence.piece(at)?;
        let initial = piece.is_mark('.') && at > 0 && is_initial(sentence, at - 1);
        if [';', '.', ':', '!', '?'].iter().any(|&mark| piece.is_mark(mark)) && !initial
            || piece.is(Cue::Clause) && !piece.is(Cue::Adverb)
        {
            return None;
        }
        let reduced = kills && at > 0 && is_reduced(sentence, at - 1);
        let ends_before = !reduced && piece.outcome().is_some_and(|word| !is_passing(word.outcome));
        if ends_before && sentence.is_spent(at) {
            return None;
        }
        let Some((group, found)) = sentence.group_at(at) else { continue };
        let hurt = kills && is_reduced(sentence, at);
        let earlier = sentence.bindings.iter().any(|binding| {
            binding.group == group
                && !is_passing(binding.outcome)
                && !(hurt && binding.outcome == Outcome::Injured)
        });
        if is_candidate(found)
            && !earlier
            && !is_listed(sentence, at)
            && (relative || !is_in_phrase(sentence, at))
        {
            return Some(group);
        }
    }
    None
}

/// "a guard wounded in the attack died of his injuries": whether a participle tells of wounds of the group at
/// piece `at`.
fn is_reduced(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let hurt = sentence.piece(at + 1).and_then(|piece| piece.outcome());
    sentence.group_at(at).is_some()
        && hurt.is_some_and(|word| word.outcome == Outcome::Injured && word.is(Form::Participle))
}

/// "L. Sanjoy": the letter before a full stop that ends nothing.
fn is_initial(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.piece(at).is_some_and(|piece| {
        piece.kind == Kind::Word && sentence.tokens.folded(piece.tokens.start).chars().count() == 1
    })
}

/// "the 80 militants whom the army says it killed": the victims before the relative clause of their killer.
pub(super) fn relative_object(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let voice = Voice::of(sentence, at);
    let active =
        word.is(Form::Finite) && !voice.be() || word.is(Form::Participle) && voice.have() && !voice.be();
    if sentence.is_spent(at) || !active || voice.is_hypothetical() || voice.has(Cue::Not) {
        return;
    }
    let from = at.saturating_sub(10);
    let relative = (from..at).rev().find(|&left| {
        sentence.is(left, Cue::Relative)
            && sentence.is_any(left + 1, &[Cue::Definite, Cue::Subject, Cue::Possessive])
    });
    let between = |left: usize| (left + 1..at).all(|at| sentence.group_at(at).is_none());
    let whole = relative.filter(|&left| between(left)).and_then(|left| left.checked_sub(1));
    if let Some((group, found)) = whole.and_then(|before| sentence.group_at(before))
        && is_candidate(found)
        && !sentence.is_bound(group)
    {
        sentence.bind(group, word.outcome, Some(at), "relative-object");
    }
}

/// Whether worse or better may still befall the victims: "missing since Tuesday, found dead".
const fn is_passing(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Missing | Outcome::Abducted | Outcome::Arrested)
}

fn is_candidate(group: &Group) -> bool {
    matches!(group.head, Head::Victims | Head::OfThem) || group.others || group.head == Head::Unknown
}

/// "in an attack by 20 gunmen": behind a preposition, no subject.
pub(super) fn is_in_phrase(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let before = (at.saturating_sub(3)..at).rev().find(|&at| !sentence.is(at, Cue::Definite));
    before.is_some_and(|before| {
        sentence.is_any(before, &[Cue::Preposition, Cue::By, Cue::Of])
            && !sentence.is_any(before, &[Cue::And, Cue::Subset, Cue::Adverb])
    })
}

/// "among the dead were two children", "parmi les morts figurent 12 femmes": victims behind their state.
pub(super) fn inverted(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let before = |back: usize, cue| at.checked_sub(back).is_some_and(|at| sentence.is(at, cue));
    let among = before(1, Cue::Among) || before(1, Cue::Definite) && before(2, Cue::Among);
    // "the dead included two children"
    let states = word.is(Form::State) || word.is(Form::Count);
    let among = among || states && before(1, Cue::Definite) && sentence.is(at + 1, Cue::Subset);
    let opens = at.checked_sub(3).is_none_or(|at| !sentence.is(at, Cue::Be));
    if sentence.is_spent(at) || !among || !opens {
        return;
    }
    let behind = (at + 1..at + 9).find(|&next| sentence.group_at(next).is_some());
    let plain = |at: usize| {
        sentence.is_any(at, &[Cue::Be, Cue::Subset])
            || sentence.piece(at).is_some_and(|piece| piece.word.is_none())
    };
    if let Some(behind) = behind.filter(|&behind| behind > at + 1 && (at + 1..behind).all(plain))
        && let Some((group, _)) = sentence.group_at(behind)
        && !sentence.is_bound(group)
    {
        sentence.bind(group, word.outcome, Some(at), "inverted");
        if let Some(group) = sentence.groups.get_mut(group) {
            group.part = true;
        }
    }
}
