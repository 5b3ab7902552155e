//! A balance and its number: "the toll rose to 33", "le bilan passe de 19 à 33".

use crate::extract::figures::piece::{Binding, Counted, Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::text::Shape;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form};

use super::joint;
use super::parts::is_part;
use super::voice::Voice;

/// How far behind its balance a number may stand, in pieces.
const WITHIN: usize = 20;

/// Binds bare numbers after a balance word.
pub(super) fn balance(sentence: &mut Sentence<'_, '_>) {
    for at in 0..sentence.pieces.len() {
        let toll = sentence.has_form(at, Form::Toll).then_some(at);
        let Some(trigger) = toll.or_else(|| counted_by_number(sentence, at)) else { continue };
        // "may reach the toll 50"
        if sentence.verb_first && Voice::of(sentence, at).has(Cue::Modal) {
            continue;
        }
        if !before(sentence, at, trigger) {
            after(sentence, trigger);
        }
    }
}

/// "the wounded, 24 in all, were flown out", "les blessés, au nombre de 24,": how many those are whom the text names
/// without a number.
pub(super) fn apposed(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let named = (word.is(Form::Count) || word.is(Form::State))
        && at.checked_sub(1).is_some_and(|the| sentence.is(the, Cue::Definite))
        && sentence.is_mark(at + 1, ',');
    let small =
        |next: usize| sentence.is_any(next, &[Cue::Preposition, Cue::Definite, Cue::NumberOf, Cue::Of]);
    let Some(next) = (at + 2..at + 6).find(|&next| !small(next)) else { return };
    let counts = (at + 2..next).any(|near| sentence.is(near, Cue::NumberOf))
        || sentence.is(next + 1, Cue::Total)
        || sentence.group_at(next).is_some_and(|(_, group)| group.wording.total);
    let Some((group, found)) = sentence.group_at(next).filter(|_| named && counts) else { return };
    if found.head == Head::Elided && !sentence.is_bound(group) && !sentence.is_spent(at) {
        sentence.bind(group, word.outcome, Some(at), "apposed");
    }
}

/// "the number of people beheaded": the outcome that is counted.
fn counted_by_number(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    if !sentence.is(at, Cue::NumberOf) {
        return None;
    }
    let trigger =
        (at + 1..at + 6).find(|&near| sentence.piece(near).is_none_or(|piece| piece.outcome().is_some()))?;
    let things = (at + 1..trigger)
        .any(|near| sentence.piece(near).and_then(|piece| piece.word).is_some_and(|word| word.object));
    (sentence.piece(trigger).is_some() && !sentence.is_spent(trigger) && !things).then_some(trigger)
}

/// "bringing to 40 the number of people killed", "portant à 40 le bilan": the number before the balance at
/// `at`, which `trigger` completes.
fn before(sentence: &mut Sentence<'_, '_>, at: usize, trigger: usize) -> bool {
    let definite = sentence.left_of(at).filter(|&left| sentence.is(left, Cue::Definite));
    let Some(left) = definite.and_then(|the| sentence.left_of(the)) else { return false };
    let aimed = sentence.left_of(left).is_some_and(|before| sentence.is_any(before, &[Cue::Aim, Cue::Total]));
    let Some((group, found)) = sentence.group_at(left) else { return false };
    let bare = found.head == Head::Elided && found.counted == Counted::Number;
    let Some(word) = sentence.piece(trigger).and_then(|piece| piece.outcome()) else { return false };
    // "bringing to 900 the number of workers let go"
    if !(aimed && bare) || word.outcome == Outcome::Released || sentence.is_bound(group) {
        return false;
    }
    sentence.bind(group, word.outcome, Some(trigger), "total");
    true
}

/// Binds the first bare number behind the balance at `at`, and one more where the two are an older and a newer one.
fn after(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    let mut outcome = counted_behind(sentence, at).unwrap_or(word.outcome);
    let (mut first, mut newer, mut possible) = (None, false, false);
    for next in at + 1..at + WITHIN {
        let Some(piece) = sentence.piece(next) else { return };
        // "could reach 50"
        possible = piece.is(Cue::Modal)
            || possible && !(piece.is_mark(',') || piece.is_any(&[Cue::And, Cue::Clause]));
        let ends = piece.is(Cue::Relative) && !piece.is(Cue::ThatOf) || piece.is(Cue::Upon);
        if piece.is_mark(';') || ends && first.is_some() {
            return;
        }
        if first.is_none() && joint::is_balance_of_both(sentence, (at, outcome), next) {
            outcome = Outcome::Casualties;
        } else if counts_anew(sentence, outcome, next, first.is_some()) {
            if first.is_some() {
                elliptic(sentence, next);
            }
            return;
        }
        let Some((group, counted)) = sentence.group_at(next).filter(|_| !describes(sentence, at, next))
        else {
            continue;
        };
        let fits = matches!(counted.head, Head::Elided | Head::Victims) && counted.counted == Counted::Number;
        let is_bound = sentence.is_bound(group);
        if possible || Voice::of(sentence, next).has(Cue::Modal) || newer && !is_bound {
            return;
        }
        if newer {
            continue;
        }
        let is_revised = revised(sentence, (at, outcome), next);
        if !is_revised && first.is_some_and(|first| !is_revision(sentence, (at, first), next)) {
            return;
        }
        if is_revised || is_bound {
            // Where all is said of this outcome, the balance of another may follow.
            newer = is_revised || says_itself(sentence, (at, outcome), (first, next));
            first = first.or(Some(next));
            continue;
        }
        if fits && !is_part(sentence, next) {
            let rule = match (first.is_some(), sentence.is(at, Cue::Total)) {
                (true, _) => "revision",
                (_, true) => "total",
                _ => "toll",
            };
            sentence.bind(group, outcome, Some(at), rule);
            newer = first.is_some();
            if let Some(first) = first {
                put_back(sentence, (first, next));
            }
            first = first.or(Some(next));
        }
    }
    if first.is_none() {
        sentence.note(at, "toll", "no bare number follows");
    }
}

/// Whether the piece at `next` begins the count of something else than the `outcome` of a balance: its number, if it
/// has `found` one, stands before.
fn counts_anew(sentence: &Sentence<'_, '_>, outcome: Outcome, next: usize, found: bool) -> bool {
    let Some(piece) = sentence.piece(next) else { return true };
    let other = piece.outcome().is_some_and(|word| word.outcome != outcome);
    let number = piece.is(Cue::NumberOf) && (found || counted_by_number(sentence, next).is_some());
    number || piece.has_form(Form::Toll) || other && (found || joint::joiner(sentence, next).is_some())
}

/// "le bilan des blessés", "حصيلة الجرحى": the outcome that is counted, where it is another than that of the balance at
/// `at`.
fn counted_behind(sentence: &Sentence<'_, '_>, at: usize) -> Option<Outcome> {
    let small = |next: usize| sentence.is_any(next, &[Cue::Of, Cue::Partitive, Cue::Definite]);
    let noun = (at + 1..at + 4).find(|&next| !small(next)).filter(|_| sentence.has_form(at, Form::Toll))?;
    let word = sentence.piece(noun)?.outcome()?;
    (word.is(Form::Count) && !word.is(Form::Toll)).then_some(word.outcome)
}

/// "…, a country of 52 million people, …", "the toll from the attack on a village of 300 people rose to 15": whether
/// the number at `next` says of what kind something else is.
fn describes(sentence: &Sentence<'_, '_>, at: usize, next: usize) -> bool {
    let aside = sentence.is_mark(next + 1, ',') && (at + 1..next).any(|near| sentence.is_mark(near, ','));
    let with = sentence.is(next - 1, Cue::And) && sentence.is(next - 1, Cue::Preposition);
    let of = sentence.is(next - 1, Cue::Of) && !sentence.is(next.saturating_sub(2), Cue::Be);
    let is_bare = |near: usize| {
        sentence.group_at(near).is_some_and(|(_, found)| {
            found.head == Head::Elided && found.counted == Counted::Number && sentence.is(near - 1, Cue::Aim)
        })
    };
    let is_of_other =
        next > at + 2 && sentence.group_at(next).is_some_and(|(_, found)| found.head != Head::Elided);
    of && aside || (of || with) && is_of_other && (next + 1..at + WITHIN).any(is_bare)
}

/// "… to 15 and that of the wounded to 30", "… et celui des blessés à 30": the balance of another outcome, of which
/// nothing is said but the outcome, at `at`, and the number.
fn elliptic(sentence: &mut Sentence<'_, '_>, at: usize) {
    let names = [Form::Count, Form::State, Form::Participle].iter().any(|&form| sentence.has_form(at, form));
    let joined = joint::joiner(sentence, at).is_some();
    let small = |next: usize| sentence.is_any(next, &[Cue::Aim, Cue::From, Cue::Be, Cue::Preposition]);
    let number = (at + 1..at + 4).find(|&next| !small(next));
    let bare = number.and_then(|next| sentence.group_at(next)).is_some_and(|(group, found)| {
        found.head == Head::Elided && found.counted == Counted::Number && !sentence.is_bound(group)
    });
    if names && joined && bare && !sentence.is_spent(at) {
        after(sentence, at);
    }
}

/// "rose from 12 to 17", "climbed to 88 from 61", "the toll, first put at 12, rose to 17": whether the number at
/// `next` and the one at `first` are an older and a newer one of the balance at `at`.
fn is_revision(sentence: &Sentence<'_, '_>, (at, first): (usize, usize), next: usize) -> bool {
    let Some(tie) = sentence.left_of(next) else { return false };
    let tied = sentence.is_any(tie, &[Cue::Aim, Cue::From, Cue::Instead]);
    // "the number of dead as of 1618, is 45"
    let late =
        sentence.is(tie, Cue::Be) && tie.checked_sub(1).is_some_and(|comma| sentence.is_mark(comma, ','));
    let aside = late || (at + 1..first).any(|near| sentence.is_mark(near, ','));
    let parts = |near: usize| {
        sentence.piece(near).is_some_and(|piece| {
            matches!(piece.kind, Kind::Mark(_)) && !aside || piece.is_any(&[Cue::And, Cue::Or, Cue::Clause])
        })
    };
    // "to 15 on Monday and to 20 on Tuesday"
    let again = |near: usize| near + 1 == tie && sentence.is_any(near, &[Cue::And, Cue::Then]);
    (tied || late) && (first + 1..tie).all(|near| !parts(near) || again(near))
        || goes_on(sentence, first, tie)
}

/// "12 on Thursday and rose to 15", "12, but has since risen to 15", "12 and is now 15": whether a conjunction behind
/// the number at `first`, and nothing but a verb between it and the piece at `tie`, says something more of the balance.
fn goes_on(sentence: &Sentence<'_, '_>, first: usize, tie: usize) -> bool {
    const SMALL: [Cue; 8] =
        [Cue::Be, Cue::Have, Cue::Adverb, Cue::Then, Cue::Since, Cue::Aim, Cue::From, Cue::Instead];
    let joins = |near: &usize| sentence.is_any(*near, &[Cue::And, Cue::Clause, Cue::Then]);
    let Some(joint) = (first + 1..tie).find(joins) else { return false };
    let mut verbs = 0;
    let mut is_of_verb = |near: usize| {
        verbs += usize::from(!sentence.is_any(near, &SMALL));
        let Some(piece) = sentence.piece(near) else { return false };
        let is_small =
            sentence.tokens.get(piece.tokens.start).is_some_and(|token| token.shape == Shape::Lower);
        verbs <= 1 && is_small && piece.kind == Kind::Word
    };
    let is_sentence = |near: usize| {
        let is_mark = sentence.piece(near).is_none_or(|piece| matches!(piece.kind, Kind::Mark(_)));
        !is_mark || near + 1 == joint && sentence.is_mark(near, ',')
    };
    let leads = sentence.is_any(tie, &[Cue::Aim, Cue::From, Cue::Instead, Cue::Be])
        || sentence.is(tie, Cue::Adverb) && sentence.is(tie - 1, Cue::Be);
    leads && (first + 1..joint).all(is_sentence) && (joint + 1..=tie).all(&mut is_of_verb)
}

/// "the first toll of 11 dead has risen to 37": a bare number behind the one at piece `first`, which says its outcome
/// itself, takes its place. Whether there is one.
fn raised(sentence: &mut Sentence<'_, '_>, (at, outcome): (usize, Outcome), first: usize) -> bool {
    let Some((older, _)) = sentence.group_at(first) else { return false };
    let plain = |near: &usize| {
        sentence.piece(*near).is_some_and(|piece| {
            !matches!(piece.kind, Kind::Mark(_))
                && !piece.is_any(&[Cue::And, Cue::Or, Cue::Clause, Cue::Modal])
        })
    };
    let Some(next) =
        (first + 1..first + WITHIN / 2).take_while(plain).find(|&next| sentence.group_at(next).is_some())
    else {
        return false;
    };
    let Some((group, found)) = sentence.group_at(next) else { return false };
    let bare = found.head == Head::Elided && found.counted == Counted::Number && !sentence.is_bound(group);
    let before =
        sentence.bindings.iter().position(|binding| binding.group == older && binding.outcome == outcome);
    let Some(before) = before.filter(|_| bare && sentence.is(next - 1, Cue::Aim)) else { return false };
    if let Some(binding) = sentence.bindings.get_mut(before) {
        binding.rule = "superseded";
    }
    sentence.bind(group, outcome, Some(at), "toll");
    true
}

/// "… stands at 15 dead": the number at `next` says its outcome itself, and counts for the balance at `at` as one that
/// does not. Whether all is said of that outcome then.
fn says_itself(
    sentence: &mut Sentence<'_, '_>,
    (at, outcome): (usize, Outcome),
    (first, next): (Option<usize>, usize),
) -> bool {
    if let Some(first) = first {
        retitle(sentence, (next, outcome), "revision");
        put_back(sentence, (first, next));
        return true;
    }
    let is_raised = raised(sentence, (at, outcome), next);
    if !is_raised {
        retitle(sentence, (next, outcome), "toll");
    }
    is_raised
}

/// "rose to 34 after three people died of their wounds": those who raise a balance are among those whom it counts.
pub(super) fn raised_by(sentence: &mut Sentence<'_, '_>) {
    let best = |binding: &Binding| sentence.groups.get(binding.group).and_then(|group| group.value.best);
    let mut wholes: Vec<(usize, usize)> = Vec::new();
    for (whole, balance) in sentence.bindings.iter().enumerate() {
        let Some(at) = sentence.piece_of(balance.group).filter(|_| is_balance(balance.rule)) else {
            continue;
        };
        let mut behind = (at + 1..sentence.pieces.len()).take_while(|&near| !sentence.is_mark(near, ';'));
        let Some(upon) = behind.find(|&near| sentence.is(near, Cue::Upon)) else { continue };
        for (part, added) in sentence.bindings.iter().enumerate() {
            let is_alike =
                added.outcome == balance.outcome && added.parent.is_none() && !is_balance(added.rule);
            if is_alike && sentence.piece_of(added.group) > Some(upon) && best(added) < best(balance) {
                wholes.push((part, whole));
            }
        }
    }
    for (part, whole) in wholes {
        if let Some(added) = sentence.bindings.get_mut(part) {
            added.parent = Some(whole);
        }
    }
}

/// Gives the binding of the number at piece `at` another rule.
fn retitle(sentence: &mut Sentence<'_, '_>, (at, outcome): (usize, Outcome), rule: &'static str) {
    let Some((group, _)) = sentence.group_at(at) else { return };
    let said = |binding: &&mut Binding| binding.group == group && binding.outcome == outcome;
    if let Some(binding) = sentence.bindings.iter_mut().find(said) {
        binding.rule = rule;
    }
}

/// "climbed to 88 from 61", "was lowered to 18 from 23": of the numbers at `first` and `next` the one behind "from" is the
/// older; where nothing says which is, the smaller.
fn put_back(sentence: &mut Sentence<'_, '_>, (first, next): (usize, usize)) {
    let [Some((one, _)), Some((other, _))] = [first, next].map(|at| sentence.group_at(at)) else { return };
    let best = |group: usize| sentence.groups.get(group).and_then(|group| group.value.best);
    let tie = sentence.left_of(next).unwrap_or_default();
    let is_older = sentence.is_any(tie, &[Cue::From, Cue::Instead]) && !sentence.is(tie, Cue::Aim);
    if is_older || !sentence.is(tie, Cue::Aim) && best(one) > best(other) {
        let titles = [(one, "revision"), (other, "toll")];
        for binding in &mut sentence.bindings {
            let title = titles.iter().find(|(group, _)| *group == binding.group && is_balance(binding.rule));
            binding.rule = title.map_or(binding.rule, |(_, rule)| rule);
        }
    }
}

fn is_balance(rule: &str) -> bool {
    matches!(rule, "toll" | "total" | "revision")
}

/// "risen from 17 to 21 dead": where one of two tied numbers says its outcome itself, the second still
/// takes the place of the first.
fn revised(sentence: &mut Sentence<'_, '_>, (at, outcome): (usize, Outcome), first: usize) -> bool {
    let tie = first + 1;
    let tied = sentence.piece(tie).is_some_and(|piece| {
        piece.kind == Kind::Word
            && piece.outcome().is_none()
            && !piece.is_any(&[Cue::And, Cue::Or, Cue::Subset, Cue::Clause])
    });
    let (Some((one, _)), Some((other, _))) = (sentence.group_at(first), sentence.group_at(first + 2)) else {
        return false;
    };
    let said = [one, other].map(|group| {
        sentence.bindings.iter().find(|binding| binding.group == group).map(|binding| binding.outcome)
    });
    let one_says = said.contains(&Some(outcome)) && said.contains(&None);
    if !tied || !one_says {
        return false;
    }
    sentence.bindings.retain(|binding| binding.group != one && binding.group != other);
    sentence.bind(one, outcome, Some(at), "toll");
    sentence.bind(other, outcome, Some(at), "revision");
    true
}
