//! Lists: "at least 15 soldiers and three civilians", ", along with two drivers".

use crate::extract::figures::piece::{Counted, Group, Head, Kind, Value};
use crate::extract::figures::sentence::Sentence;
use crate::text::Shape;
use crate::vocabulary::casualties::{Cue, Form};
use crate::vocabulary::{Outcome, Qualifier};

use super::distant::is_in_phrase;
use super::parallel::is_parallel;
use super::parts::is_part;

/// How far apart the members of a list may stand, in pieces.
const APART: usize = 14;

/// Gives each bound group's outcome to the unbound groups of its list.
pub(super) fn extend(sentence: &mut Sentence<'_, '_>) {
    let mut next = 0;
    while let Some(binding) = sentence.bindings.get(next).cloned() {
        next += 1;
        let Some(at) = sentence.piece_of(binding.group) else { continue };
        let found = [before(sentence, at), after(sentence, at, &binding.triggers)];
        for group in found.into_iter().flatten() {
            let alone = sentence.groups.get(group).is_some_and(|group| group.value == Value::ONE);
            if sentence.is_bound(group)
                || alone && binding.outcome == Outcome::Displaced
                || is_said_of_noun(sentence, binding.group, group)
            {
                continue;
            }
            // "des dizaines de morts et des milliers de déplacés"
            let counts = matches!(binding.rule, "list" | "count-noun");
            if counts && sentence.groups.get(group).is_some_and(|group| group.standing.is_some()) {
                sentence.bind_standing(group, "count-noun");
            } else {
                sentence.bind_like(group, &binding, list_rule(binding.rule));
            }
        }
    }
}

/// "nine bodies and four survivors": a noun that is an outcome itself says nothing of people who are called otherwise.
fn is_said_of_noun(sentence: &Sentence<'_, '_>, of: usize, other: usize) -> bool {
    let is_called = |group: &Group| {
        group.head == Head::Victims
            && group.counted == Counted::Number
            && group.standing.is_none()
            && !group.others
    };
    let Some(at) = sentence.piece_of(of) else { return false };
    let is_noun = sentence.group_at(at).is_some_and(|(_, group)| {
        group.head == Head::Outcome || group.head == Head::Elided && sentence.has_form(at + 1, Form::Count)
    });
    is_noun && sentence.groups.get(other).is_some_and(is_called)
}

fn list_rule(rule: &'static str) -> &'static str {
    match rule {
        "passive" | "passive-coordination" | "relative-between" => "passive-coordination",
        "active" | "active-coordination" => "active-coordination",
        "joint-outcome" => "joint-outcome",
        "subset" => "subset",
        "nominal" => "nominal-coordination",
        _ => "list",
    }
}

/// The member of the list before the group at piece `at`.
fn before(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let joint = joint_of(sentence, at)?;
    if !is_connector(sentence, joint) {
        return None;
    }
    let mut left = joint;
    for _ in 0..APART {
        left = left.checked_sub(1)?;
        left = bracket_start(sentence, left).unwrap_or(left);
        let piece = sentence.piece(left)?;
        if let Some(group) = piece.group() {
            if is_part(sentence, left) {
                continue;
            }
            return (!sentence.is_bound(group)
                && !is_whole(sentence, left, joint)
                && !is_in_opening(sentence, left, (joint, at))
                && !is_lost(sentence, left)
                && (is_member(sentence, left) || is_people(sentence, left, joint))
                && opens_phrase(sentence, left + 1))
            .then_some(group);
        }
        // "two policemen who were guards and a citizen"
        let relative = left.checked_sub(1).is_some_and(|before| sentence.is(before, Cue::Relative));
        if is_barrier(sentence, left) && !piece.is(Cue::Subset) && !(relative && piece.is(Cue::Be)) {
            return None;
        }
    }
    None
}

/// The member of the list after the group at piece `at`, or after its trigger.
fn after(sentence: &Sentence<'_, '_>, at: usize, triggers: &[usize]) -> Option<usize> {
    let last = triggers.iter().copied().max().filter(|&trigger| trigger > at && trigger < at + APART);
    let start = last.unwrap_or_else(|| if triggers.is_empty() { predicate_end(sentence, at) } else { at });
    let last = last.or((start > at).then_some(start));
    let past_noun = last
        .is_some_and(|last| sentence.has_form(last, Form::Event) && !sentence.has_form(last, Form::Finite));
    let mut right = start;
    for _ in 0..APART {
        right += 1;
        let piece = sentence.piece(right)?;
        if piece.group().is_some() {
            let joint = joint_of(sentence, right)?;
            let parallel = is_parallel(sentence, start, right);
            let joined =
                is_connector(sentence, joint) && (last.is_none() || sentence.is(joint, Cue::And) || parallel);
            let group = piece.group().filter(|&group| !sentence.is_bound(group))?;
            if is_part(sentence, right) {
                continue;
            }
            // "on his mother's death, and his wife became …"
            let another_matter =
                past_noun && sentence.group_at(right).is_some_and(|(_, group)| group.is_person());
            let fits = joined
                && !another_matter
                && !speaks(sentence, joint, right)
                && !opens_next_list(sentence, joint, right)
                && (is_member(sentence, right) || parallel || is_nameless(sentence, joint, right))
                && opens_phrase(sentence, start + 1)
                && !has_verb(sentence, right);
            return fits.then_some(group);
        }
        if let Some(closed) = bracket_end(sentence, right) {
            right = closed;
        } else if is_barrier(sentence, right) {
            return None;
        }
    }
    None
}

/// "14 bodies were found": the end of what is said of a noun that is an outcome itself.
fn predicate_end(sentence: &Sentence<'_, '_>, at: usize) -> usize {
    let mut end = at;
    while sentence.is_any(end + 1, &[Cue::Be, Cue::Have, Cue::Found]) || sentence.is_filler(end + 1) {
        end += 1;
    }
    end
}

/// "two auxiliaries (VDP) and a civilian": the end of a short bracket without a figure.
fn bracket_end(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    if !sentence.is_mark(at, '(') {
        return None;
    }
    let close = (at + 1..at + 6).find(|&close| sentence.is_mark(close, ')'))?;
    (at..close).all(|inside| sentence.group_at(inside).is_none()).then_some(close)
}

/// "a teacher (55) and a guard": the piece before a short bracket without a figure that closes at `at`.
fn bracket_start(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    if !sentence.is_mark(at, ')') {
        return None;
    }
    let open = (at.saturating_sub(5)..at).rev().find(|&open| sentence.is_mark(open, '('))?;
    open.checked_sub(1).filter(|_| bracket_end(sentence, open) == Some(at))
}

/// "lost four men, and nine more were hurt": what the first verb took is none of the second's.
fn is_lost(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|near| sentence.is(near, Cue::Loss))
}

/// "Of the 30 passengers, 12 died", "sur les 30 passagers, 12 …": the group at `at` is what others are counted of.
fn is_whole(sentence: &Sentence<'_, '_>, at: usize, joint: usize) -> bool {
    let determiner = sentence.left_of(at).filter(|&left| sentence.is(left, Cue::Definite));
    let Some(opens) = determiner.map_or_else(|| sentence.left_of(at), |the| sentence.left_of(the)) else {
        return false;
    };
    let first = opens
        .checked_sub(1)
        .is_none_or(|before| sentence.piece(before).is_some_and(|piece| matches!(piece.kind, Kind::Mark(_))));
    let leads = sentence.is_any(opens, &[Cue::Of, Cue::Among, Cue::Preposition])
        && !sentence.is_any(opens, &[Cue::And, Cue::Clause]);
    first && leads && sentence.is_mark(joint, ',')
}

/// "In an attack by 200 gunmen, 12 soldiers were killed", "In Tera, a town of 30,000 people, 12 died": whether the group
/// at `at` belongs to what is said of the circumstances, before the comma at `joint` behind which those at `next` come.
fn is_in_opening(sentence: &Sentence<'_, '_>, at: usize, (joint, next): (usize, usize)) -> bool {
    if !sentence.is_mark(joint, ',') {
        return false;
    }
    let is_mark = |near: usize| sentence.piece(near).is_none_or(|piece| matches!(piece.kind, Kind::Mark(_)));
    let start = (0..at).rev().find(|&near| is_mark(near)).map_or(0, |mark| mark + 1);
    let circumstance = sentence.is_any(start, &[Cue::Preposition, Cue::Clause, Cue::By])
        && !sentence.is_any(start, &[Cue::And, Cue::Adverb]);
    let apposition = start > 0 && sentence.is_any(start, &[Cue::Article, Cue::Definite]);
    let before = sentence.left_of(at).filter(|&before| before >= start);
    // "the bodies of 12 soldiers, …", "a total of 12 soldiers, …"
    let of_victims =
        before.and_then(|of| of.checked_sub(1)).and_then(|noun| sentence.piece(noun)).is_some_and(|noun| {
            noun.outcome().is_some() || noun.is_any(&[Cue::Bodies, Cue::NumberOf, Cue::Total])
        });
    // "After 12 soldiers, four policemen and two civilians were killed"
    let opens_clause = before.is_some_and(|before| sentence.is(before, Cue::Clause));
    let governed = start < at && is_in_phrase(sentence, at) && !of_victims && !opens_clause;
    let beside = before.is_some_and(|before| sentence.is(before, Cue::And));
    let member = (next + 1..next + APART).find(|&near| sentence.group_at(near).is_some());
    let is_list =
        member.and_then(|member| joint_of(sentence, member)).is_some_and(|and| sentence.is(and, Cue::And));
    governed && (circumstance || apposition || !is_list) || beside && circumstance
}

/// What joins the group at piece `at` to the one before: the piece before it and its determiner.
fn joint_of(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let left = sentence.left_of(at)?;
    let opens = sentence.is_any(left, &[Cue::Definite, Cue::Possessive, Cue::Of, Cue::Aim]);
    if opens && !sentence.is(left, Cue::And) { sentence.left_of(left) } else { Some(left) }
}

/// "killed one person, at least 15 soldiers and three civilians were wounded": behind the comma begins
/// the list of another verb.
fn opens_next_list(sentence: &Sentence<'_, '_>, joint: usize, at: usize) -> bool {
    let next = sentence.right_of(at).filter(|&next| sentence.is(next, Cue::And));
    let member = next.and_then(|next| sentence.right_of(next)).and_then(|next| sentence.group_at(next));
    sentence.is_mark(joint, ',') && member.is_some_and(|(group, _)| sentence.is_bound(group))
}

pub(super) fn is_connector(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.is(at, Cue::And)
        || sentence.is_mark(at, ',')
        || sentence.is_mark(at, '/')
        || sentence.is_mark(at, '+')
}

/// Whether no list reaches across the piece.
fn is_barrier(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some(piece) = sentence.piece(at) else { return true };
    let mark = matches!(piece.kind, Kind::Mark(';' | '.' | ':' | '!' | '?' | '('));
    let clause = piece.is(Cue::Clause) && !piece.is_any(&[Cue::Adverb, Cue::And]);
    mark || clause
        || piece.outcome().is_some_and(|word| word.forms != Form::Event.bit())
        || piece.is_any(&[Cue::By, Cue::Subset, Cue::Be, Cue::Have, Cue::Modal])
}

fn is_member(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some((_, group)) = sentence.group_at(at) else { return false };
    let named = matches!(group.head, Head::Victims) || group.others;
    let definite = group.is_person();
    let speaks = sentence.is_any(at.wrapping_sub(1), &[Cue::According, Cue::Citing]);
    let by = definite && sentence.is(at.wrapping_sub(1), Cue::By);
    named && !by && !speaks && group.counted != Counted::Zero
}

/// "killed a marabout, his wife and three talibes": whom no list knows, at the end of a list of people.
fn is_nameless(sentence: &Sentence<'_, '_>, joint: usize, at: usize) -> bool {
    let Some((group, found)) = sentence.group_at(at) else { return false };
    let before = group.checked_sub(2).map(|first| [first, first + 1]);
    let people = |group: usize| {
        sentence.bindings.iter().any(|binding| binding.group == group && binding.outcome == Outcome::Killed)
            && sentence.groups.get(group).is_some_and(|group| group.head == Head::Victims)
    };
    found.head == Head::Unknown
        && found.counted == Counted::Number
        && sentence.is(joint, Cue::And)
        && before.is_some_and(|before| before.into_iter().all(people))
}

/// "three Tiv and two Jukun men": the name of a people right before "and" needs no noun.
fn is_people(sentence: &Sentence<'_, '_>, at: usize, joint: usize) -> bool {
    let name = |group: &Group| {
        let noun = group.noun.as_ref().and_then(|noun| sentence.tokens.get(noun.start));
        group.head == Head::Unknown && noun.is_some_and(|token| token.shape == Shape::Title)
    };
    at + 1 == joint
        && sentence.is(joint, Cue::And)
        && sentence.group_at(at).is_some_and(|(_, group)| name(group))
}

/// Whether what follows a member may be a place, a time or the next member, and no verb.
fn opens_phrase(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some(piece) = sentence.piece(at) else { return true };
    match piece.kind {
        Kind::Mark(_) | Kind::Number => true,
        Kind::Group(_) => false,
        Kind::Word => {
            piece.is_any(&[
                Cue::And,
                Cue::Preposition,
                Cue::Of,
                Cue::Among,
                Cue::Subset,
                Cue::Adverb,
                Cue::Total,
                Cue::Relative,
            ]) || (piece.word.is_none() && (sentence.noun_first || is_capital(sentence, at)))
        }
    }
}

pub(super) fn is_capital(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let token = sentence.piece(at).and_then(|piece| sentence.tokens.get(piece.tokens.start));
    token.is_some_and(|token| token.shape != Shape::Lower)
}

/// Whether the group at piece `at` has a verb of its own: "and two attackers fled".
fn has_verb(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some(next) = sentence.right_of(at) else { return false };
    let Some(piece) = sentence.piece(next) else { return false };
    const VERBS: &[Cue] =
        &[Cue::Be, Cue::Have, Cue::Modal, Cue::Speech, Cue::Claim, Cue::Admission, Cue::Predicate, Cue::Loss];
    if piece.is_any(VERBS) {
        return true;
    }
    // "trois autres s'en sont sortis"
    let small = |at: usize| {
        sentence.piece(at).is_some_and(|piece| {
            piece.kind == Kind::Word && sentence.tokens.folded(piece.tokens.start).chars().count() <= 2
        })
    };
    let be = (next + 1..next + 3).find(|&at| !small(at)).unwrap_or(next + 2);
    if sentence.noun_first && small(next) && sentence.is_any(be, &[Cue::Be, Cue::Have]) {
        return true;
    }
    let word = sentence.tokens.folded(piece.tokens.start);
    piece.kind == Kind::Word && piece.word.is_none() && !sentence.noun_first && word.ends_with("ed")
}

/// ", a researcher at a rights group said", ", two officials said.": behind the comma begins who says so.
pub(super) fn speaks(sentence: &Sentence<'_, '_>, joint: usize, at: usize) -> bool {
    let one = sentence.group_at(at).is_some_and(|(_, group)| group.value == Value::ONE);
    let ends_with = |verb: usize| verb + 1 >= sentence.pieces.len() || sentence.is_mark(verb + 1, '.');
    let ends = |next: usize| {
        sentence.piece(next).is_none_or(|piece| {
            piece.outcome().is_some()
                || matches!(piece.kind, Kind::Mark(_) | Kind::Group(_))
                || piece.is_any(&[Cue::And, Cue::Relative, Cue::Be, Cue::Speech])
        })
    };
    let verb = (at + 1..at + APART).find(|&next| ends(next));
    let says = |verb: usize| sentence.is(verb, Cue::Speech) && (one || ends_with(verb));
    sentence.is_mark(joint, ',') && verb.is_some_and(says)
}

/// Spreads the qualifier of the first member of a list over the members after it.
pub(super) fn inherit(sentence: &mut Sentence<'_, '_>) {
    let mut order: Vec<usize> = (0..sentence.bindings.len()).collect();
    order.sort_by_key(|&index| sentence.bindings.get(index).map(|binding| binding.group));
    let mut list: Option<(Vec<usize>, Option<usize>, Qualifier)> = None;
    for index in order {
        let Some(binding) = sentence.bindings.get(index) else { continue };
        let Some(group) = sentence.groups.get(binding.group) else { continue };
        let key = (binding.triggers.clone(), binding.parent);
        let same = list.as_ref().is_some_and(|(triggers, parent, _)| (triggers, parent) == (&key.0, &key.1));
        match (same, group.wording.qualifier) {
            (true, None)
                if group.value.qualifier == Qualifier::Exact && !group.is_person() && !key.0.is_empty() =>
            {
                let qualifier = list.as_ref().map(|(_, _, qualifier)| *qualifier);
                if let Some(binding) = sentence.bindings.get_mut(index) {
                    binding.inherited = qualifier;
                }
            }
            (true, None) => {}
            (_, Some(qualifier)) => list = Some((key.0, key.1, qualifier)),
            (false, None) => list = None,
        }
    }
}
