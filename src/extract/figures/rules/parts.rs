//! Parts of what was counted: "including two children", "dont 3 femmes", "(127 killed)", "nine in all".

use super::coordination;
use crate::extract::figures::piece::{Binding, Counted, Group, Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::casualties::Cue;
use crate::vocabulary::{Outcome, VictimCategory};

/// How far a list of parts reaches behind its cue, in pieces.
const LIST: usize = 24;

/// Whether the group at piece `at` stands in a list of parts.
pub(super) fn is_part(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.group_at(at).is_some_and(|(_, group)| group.part) || is_listed(sentence, at)
}

/// "six priests -- five Spaniards and a Salvadoran -- were killed": the dash that opens the aside in which
/// the group stands.
fn dash(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let is_dash = |at: usize| ['-', '–', '—'].iter().any(|&mark| sentence.is_mark(at, mark));
    let ends =
        |at: usize| sentence.piece(at).is_none_or(|piece| matches!(piece.kind, Kind::Mark(';' | '.' | ':')));
    let open =
        (at.saturating_sub(LIST)..at).rev().take_while(|&left| !ends(left)).find(|&left| is_dash(left))?;
    let first = (open.saturating_sub(2)..=open).rev().take_while(|&left| is_dash(left)).last()?;
    let whole = first.checked_sub(1).is_some_and(|before| sentence.group_at(before).is_some());
    let closes = (at + 1..at + LIST).take_while(|&right| !ends(right)).any(is_dash);
    (whole && closes).then_some(first)
}

/// "three guards, a corporal and two recruits, were killed": the whole whose sum the list is in which the
/// group at piece `at` stands.
fn summed(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let value = |at: usize| sentence.group_at(at).and_then(|(_, group)| group.value.best);
    // The members of the list around the group, and the whole before them.
    let mut first = at;
    while let Some(before) = member_before(sentence, first) {
        let second = member_after(sentence, before)?;
        let (mut last, mut sum) = (second, value(second)?);
        while let Some(next) = member_after(sentence, last) {
            sum = sum.saturating_add(value(next)?);
            last = next;
        }
        let several = last > second && sentence.is_mark(before + 1, ',') && closes_list(sentence, last);
        if several && last >= at && value(before) == Some(sum) && may_comprise(sentence, before, last) {
            return Some(before);
        }
        first = before;
        if at - first > LIST {
            break;
        }
    }
    None
}

/// The counted member of a list behind the one at `at`: ", two guards", "and his two sons".
fn member_after(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let joins = sentence.is_mark(at + 1, ',') || sentence.is(at + 1, Cue::And);
    let owned = sentence.is(at + 2, Cue::Possessive);
    let member = at + 2 + usize::from(owned);
    let valued = sentence.group_at(member).is_some_and(|(_, group)| group.value.best.is_some());
    (joins && valued).then_some(member)
}

/// The member of a list before the one at `at`.
fn member_before(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    [2, 3]
        .iter()
        .filter_map(|back| at.checked_sub(*back))
        .find(|&left| sentence.group_at(left).is_some() && member_after(sentence, left) == Some(at))
}

/// "…, a father and his two sons aged 12 and 15,": whether the list whose last member is piece `last` ends
/// with a comma, ages aside.
fn closes_list(sentence: &Sentence<'_, '_>, last: usize) -> bool {
    let is_age = |at: usize| {
        sentence
            .piece(at)
            .is_some_and(|piece| piece.kind == Kind::Number || piece.word.is_some_and(|w| w.unit.is_some()))
            || sentence.is_any(at, &[Cue::AtAge, Cue::Of, Cue::And])
    };
    (last + 1..last + 8).find(|&at| !is_age(at)).is_some_and(|end| sentence.is_mark(end, ','))
}

/// Whether the groups from `whole` to `last` can be a whole and its parts: "two soldiers, a policeman and a
/// guide" are four people, though one and one are two.
fn may_comprise(sentence: &Sentence<'_, '_>, whole: usize, last: usize) -> bool {
    let open = |at: usize| {
        sentence.group_at(at).is_none_or(|(_, group)| group.category == VictimCategory::Unspecified)
    };
    // "three members of one family, the father and his two sons"
    let named = |at: usize| sentence.group_at(at).is_some_and(|(_, group)| group.is_person());
    // "two of our colleagues, a nurse and a driver"
    let weak = sentence.group_at(whole).is_some_and(|(_, group)| group.weak);
    named(whole + 2) || weak || open(whole) || (whole + 1..=last).all(open)
}

/// Whether the group at piece `at` stands behind "including" or says who a part is; "three of the five
/// villagers" alone does not.
pub(super) fn is_listed(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let of_them = sentence.group_at(at).is_some_and(|(_, group)| group.head == Head::OfThem);
    of_them
        || is_apposed(sentence, at)
        || cue_of(sentence, at).is_some()
        || dash(sentence, at).is_some()
        || summed(sentence, at).is_some()
}

/// "one of them a captain": says who the part before is.
fn is_apposed(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let left =
        at.checked_sub(1).map(|left| if sentence.is(left, Cue::Be) { left.saturating_sub(1) } else { left });
    let before = left.and_then(|before| sentence.group_at(before));
    before.is_some_and(|(_, group)| group.head == Head::OfThem)
}

/// The cue ("including") in whose list the group at piece `at` stands.
fn cue_of(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let mut members = 0;
    for left in (at.saturating_sub(LIST)..at).rev() {
        let piece = sentence.piece(left)?;
        let behind = sentence.is_mark(left + 1, ',') || sentence.is_mark(left + 1, ')');
        // "the dead included four children" names nobody of whom they are a part.
        let whole = left.checked_sub(1).filter(|&dead| sentence.is(dead.wrapping_sub(1), Cue::Definite));
        let verb = whole.and_then(|dead| sentence.piece(dead)?.outcome()).is_some();
        if piece.is(Cue::Subset) && piece.group().is_none() && !behind && !verb {
            return Some(left);
        }
        if piece.group().is_some() {
            members += 1;
        }
        let mark = matches!(piece.kind, Kind::Mark(';' | '.' | ':'))
            || matches!(piece.kind, Kind::Mark('(' | ')')) && !is_short_bracket(sentence, left);
        // "including two women, and that 30 were treated"
        if piece.is(Cue::And) && sentence.is(left + 1, Cue::Relative) {
            return None;
        }
        let clause = piece.is(Cue::Clause) && !piece.is_any(&[Cue::Adverb, Cue::And, Cue::Subset]);
        if mark || clause || piece.outcome().is_some() || piece.is_any(&[Cue::Be, Cue::Have]) {
            return None;
        }
        // "three soldiers, including a captain, and two civilians": the comma before "and" closes the list.
        let closes =
            piece.is(Cue::And) && left.checked_sub(1).is_some_and(|before| sentence.is_mark(before, ','));
        if closes
            && members == 0
            && !sentence.is(left.wrapping_sub(2), Cue::And)
            && one_member(sentence, left)
        {
            return None;
        }
    }
    None
}

/// Whether the bracket at `at` opens or closes an abbreviation: "(VDP)".
fn is_short_bracket(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.is_mark(at, ')') && sentence.is_mark(at.wrapping_sub(2), '(')
        || sentence.is_mark(at, '(') && sentence.is_mark(at + 2, ')')
}

/// Whether the list of parts before `at` has one member only.
fn one_member(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let from = (at.saturating_sub(LIST)..at).rev().find(|&left| sentence.is(left, Cue::Subset));
    from.is_some_and(|from| {
        (from..at).filter(|&at| sentence.piece(at).is_some_and(|piece| piece.group().is_some())).count() == 1
    })
}

/// "a girl and her mother were among six people killed": those before the verb are part of the whole behind it.
pub(super) fn among(sentence: &mut Sentence<'_, '_>) {
    for index in 0..sentence.bindings.len() {
        let Some(whole) = sentence.bindings.get(index).cloned().filter(|whole| whole.parent.is_none()) else {
            continue;
        };
        let first = sentence.piece_of(whole.group).and_then(|at| sentence.left_of(at));
        let among = first
            .filter(|&the| sentence.is(the, Cue::Definite))
            .and_then(|the| sentence.left_of(the))
            .or(first);
        let Some(among) = among.filter(|&among| sentence.is(among, Cue::Among)) else { continue };
        let be = among.checked_sub(1).filter(|&be| sentence.is(be, Cue::Be));
        let phrase = sentence.noun_first && sentence.piece(among).is_some_and(|piece| piece.tokens.len() > 1);
        let Some(end) = be.or_else(|| phrase.then_some(among)) else { continue };
        for group in members_before(sentence, end) {
            let part = Binding { parent: Some(index), ..whole.clone() };
            sentence.bind_like(group, &part, "subset");
        }
    }
}

/// The unbound groups of people in the list that ends before piece `end`.
fn members_before(sentence: &Sentence<'_, '_>, end: usize) -> Vec<usize> {
    let lists = |&at: &usize| {
        sentence.piece(at).is_some_and(|piece| match piece.kind {
            Kind::Group(_) | Kind::Number | Kind::Mark(',') => true,
            Kind::Mark(_) => false,
            Kind::Word => piece.is_any(&[Cue::And, Cue::Possessive, Cue::Definite]),
        })
    };
    let pieces = (end.saturating_sub(LIST)..end).rev().take_while(lists);
    let member = |at: usize| {
        let (group, found) = sentence.group_at(at)?;
        let people = found.head == Head::Victims || found.others;
        (people && found.counted != Counted::Zero && !sentence.is_bound(group)).then_some(group)
    };
    pieces.filter_map(member).collect()
}

/// Finds the parent of every part.
pub(super) fn mark(sentence: &mut Sentence<'_, '_>) {
    for at in 0..sentence.pieces.len() {
        let Some((group, found)) = sentence.group_at(at) else { continue };
        let speaks = at.checked_sub(1).is_some_and(|before| {
            sentence.is_any(before, &[Cue::According, Cue::By]) || coordination::speaks(sentence, before, at)
        });
        if found.head == Head::Objects || speaks || is_apposed(sentence, at) {
            continue;
        }
        let part = found.head == Head::OfThem || found.part && !stands_alone(sentence, group);
        let cue = cue_of(sentence, at).or(part.then_some(at));
        if let Some(cue) = cue {
            attach(sentence, (at, group), cue, "subset");
        } else if let Some(open) = bracket(sentence, at).or_else(|| dash(sentence, at)) {
            attach(sentence, (at, group), open, "parenthetical-split");
        } else if let Some(whole) = summed(sentence, at) {
            attach(sentence, (at, group), whole + 1, "apposition");
        } else if of_whole(sentence, at, found) {
            attach(sentence, (at, group), at, "subset");
        } else if let Some(be) = among_whole(sentence, at) {
            attach(sentence, (at, group), be, "subset");
        } else if let Some(colon) = colon(sentence, at, found) {
            attach(sentence, (at, group), colon, "colon-list");
        } else if is_elided_part(sentence, at) || is_severe_part(sentence, at) {
            attach(sentence, (at, group), at, "subset");
        }
    }
}

/// "Ten farmers died and 3 of the attackers were killed": a part of other people than those counted before.
fn stands_alone(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    let category = |group: usize| sentence.groups.get(group).map(|group| group.category);
    let before = sentence.bindings.iter().filter(|binding| binding.group < group && binding.parent.is_none());
    let whole = before.map(|binding| binding.group).max();
    sentence.is_bound(group) && whole.is_some_and(|whole| category(whole) != category(group))
}

/// "Of the 18 killed, 11 were women"
fn of_whole(sentence: &Sentence<'_, '_>, at: usize, found: &Group) -> bool {
    let bare = found.head == Head::Elided && found.counted == Counted::Number;
    let opens = (at.saturating_sub(8)..at).rev().find(|&left| sentence.group_at(left).is_some());
    let of = opens.is_some_and(|whole| {
        let left = sentence.left_of(whole);
        let left = left
            .filter(|&left| sentence.is(left, Cue::Definite))
            .and_then(|left| sentence.left_of(left))
            .or(left);
        let opens = |of: usize| of == 0 && sentence.noun_first && sentence.is(of, Cue::Preposition);
        left.is_some_and(|of| sentence.is_any(of, &[Cue::Of, Cue::Among]) || opens(of))
    });
    bare && of && at > 0 && sentence.is_mark(at - 1, ',') && sentence.is(at + 1, Cue::Be)
}

/// "Among the 27 dead were eight women and a baby": the verb before the list in which the group stands.
fn among_whole(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let mut first = at;
    for _ in 0..LIST / 2 {
        let left = sentence.left_of(first)?;
        if sentence.is(left, Cue::Be) {
            let whole = (left.saturating_sub(4)..left).rev().find(|&at| sentence.group_at(at).is_some())?;
            let before = sentence.left_of(whole)?;
            let among = if sentence.is(before, Cue::Definite) { sentence.left_of(before)? } else { before };
            return sentence.is(among, Cue::Among).then_some(left);
        }
        let joins = sentence.is(left, Cue::And) || sentence.is_mark(left, ',');
        first = left.checked_sub(1).filter(|&member| joins && sentence.group_at(member).is_some())?;
    }
    None
}

/// "2 of them in Dala and 2 in Boni"
fn is_elided_part(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let joined =
        sentence.left_of(at).is_some_and(|left| sentence.is(left, Cue::And) || sentence.is_mark(left, ','));
    joined
        && sentence.group_at(at).is_some_and(|(group, found)| {
            let after_part = (at.saturating_sub(8)..at).rev().find_map(|left| sentence.group_at(left));
            // "seize étaient des femmes et trois des enfants"
            let named = found.head == Head::Victims && sentence.noun_first && sentence.is(at - 1, Cue::And);
            (found.head == Head::Elided || named)
                && !sentence.is_bound(group)
                && after_part.is_some_and(|(before, _)| {
                    sentence
                        .bindings
                        .iter()
                        .any(|binding| binding.group == before && binding.parent.is_some())
                })
        })
}

/// "wounded 13, three critically": how badly some of those were hurt of whom the sentence told before.
fn is_severe_part(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let Some((group, found)) = sentence.group_at(at) else { return false };
    let bare = found.head == Head::Elided && found.counted == Counted::Number && !sentence.is_bound(group);
    let severe =
        sentence.piece(at + 1).and_then(|piece| piece.word).is_some_and(|word| word.severity.is_some());
    let opens = at.checked_sub(1).is_some_and(|before| {
        sentence.is_mark(before, ',') || sentence.is_mark(before, '(') || sentence.is(before, Cue::And)
    });
    let hurt = parent(sentence, at, group).and_then(|parent| sentence.bindings.get(parent));
    bare && severe && opens && hurt.is_some_and(|binding| binding.outcome == Outcome::Injured)
}

/// "300 casualties (127 killed": the bracket in which the group stands.
fn bracket(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    (at.saturating_sub(LIST)..at)
        .rev()
        .take_while(|&left| !sentence.is_mark(left, ')'))
        .find(|&left| sentence.is_mark(left, '('))
}

/// "seven were killed: four women, two children and an old man": the colon before the list.
fn colon(sentence: &Sentence<'_, '_>, at: usize, group: &Group) -> Option<usize> {
    let colon = (at.saturating_sub(LIST)..at)
        .rev()
        .take_while(|&left| sentence.piece(left).is_some_and(|piece| piece.outcome().is_none()))
        .find(|&left| sentence.is_mark(left, ':'))?;
    let whole = sentence
        .bindings
        .iter()
        .rfind(|binding| binding.parent.is_none() && sentence.piece_of(binding.group) < Some(colon))?;
    let value = |group: &Group| group.value.best.or(group.value.low);
    let fits = sentence.groups.get(whole.group).is_some_and(|whole| value(whole) > value(group));
    // "21 dead: eight in one village, seven in another"
    let bare = group.head == Head::Elided && group.counted == Counted::Number;
    let placed = bare && sentence.is_any(at + 1, &[Cue::Preposition, Cue::Among]);
    let free = group.head == Head::Victims && !group.is_person() || placed;
    (fits && free && !sentence.is_bound(sentence.group_at(at)?.0)).then_some(colon)
}

/// Makes the group at `at` a part of what was counted before `cue`.
fn attach(sentence: &mut Sentence<'_, '_>, (at, group): (usize, usize), cue: usize, rule: &'static str) {
    let Some(parent) = parent(sentence, cue, group) else { return };
    let Some(outcome) = sentence.bindings.get(parent).map(|binding| binding.outcome) else { return };
    let bound = sentence.bindings.iter().position(|binding| binding.group == group);
    match bound {
        Some(index) => {
            let mine = sentence.bindings.get(index).map(|binding| binding.outcome);
            // "treated 38 people; five of them died"
            let of_them = sentence.group_at(at).is_some_and(|(_, found)| found.head == Head::OfThem);
            let fits = mine == Some(outcome) || outcome == Outcome::Casualties || of_them;
            if fits
                && index != parent
                && let Some(binding) = sentence.bindings.get_mut(index)
            {
                binding.parent = Some(parent);
            }
        }
        None if sentence.group_at(at).is_some_and(|(_, found)| can_be_part(found)) => {
            if let Some(whole) = sentence.bindings.get(parent).cloned() {
                sentence.bind_like(group, &Binding { parent: Some(parent), ..whole }, rule);
            }
        }
        None => sentence.note(at, rule, "no number of people"),
    }
}

fn can_be_part(group: &Group) -> bool {
    group.counted != Counted::Zero
}

/// The nearest binding before piece `cue` that is no part itself.
fn parent(sentence: &Sentence<'_, '_>, cue: usize, group: usize) -> Option<usize> {
    let wholes = sentence.bindings.iter().enumerate().filter(|(_, binding)| {
        binding.parent.is_none() && binding.group != group && sentence.piece_of(binding.group) < Some(cue)
    });
    wholes.max_by_key(|&(index, binding)| (binding.group, index)).map(|(index, _)| index)
}
