//! Victims right beside a verb or a state: passive, active, participle, nominal.

use crate::extract::figures::piece::{Binding, Counted, Group, Head, Kind};
use crate::extract::figures::sentence::{REACH, Sentence};
use crate::vocabulary::casualties::{Cue, Form, OutcomeWord};
use crate::vocabulary::{Outcome, Qualifier, VictimCategory};

use super::joint::{self, Joint};
use super::narrow::is_harmless;
use super::parts::is_part;
use super::unreal;
use super::voice::{Voice, is_noun, is_restrictive, object, takes_things};

/// Binds the victims that stand right before or right after the trigger at `at`.
pub(super) fn adjacent(sentence: &mut Sentence<'_, '_>, at: usize) {
    let Some(word) = sentence.piece(at).and_then(|piece| piece.outcome()) else { return };
    if sentence.is_spent(at) || joint::is_second(sentence, at) {
        return;
    }
    let phrase = word.is(Form::State) && sentence.piece(at).is_some_and(|piece| piece.tokens.len() > 1);
    if phrase && (0..at).any(|before| sentence.is(before, Cue::Occasion)) {
        sentence.note(at, "verb", "a sentence of a court");
        return;
    }
    let voice = Voice::of(sentence, at);
    if voice.is_hypothetical() {
        sentence.note(at, "verb", "an aim or a possibility");
        return;
    }
    let joint = joint::at(sentence, at);
    let last = joint.as_ref().map_or(at, |joint| joint.last);
    let Some((group, rule)) = victims(sentence, (at, last), word, voice) else {
        sentence.note(at, "verb", "no number beside it");
        return;
    };
    if is_of_whole(sentence, at, group) {
        sentence.bind_whole(group, word.outcome, Some(at));
        return;
    }
    if !is_free(sentence, group, word) {
        sentence.note(at, rule, "the number beside it is bound already");
        return;
    }
    if is_averted(sentence) || is_supposed(sentence, at, group) || goes_there(sentence, at, word) {
        sentence.note(at, rule, "only supposed, or on the way somewhere");
        return;
    }
    if is_harmless(sentence, at, group) {
        sentence.note(at, rule, "the verb means something else with it");
        return;
    }
    let before = sentence.piece_of(group).and_then(|victims| victims.checked_sub(1));
    let restricted = before.is_some_and(|before| is_restrictive(sentence, before));
    if (voice.has(Cue::Not) || unreal::is_not_caused(sentence, at))
        && !restricted
        && sentence.groups.get(group).is_none_or(|group| group.counted != Counted::Zero)
    {
        sentence.note(at, rule, "negated");
        return;
    }
    if !may_befall(sentence, group, word) {
        sentence.note(at, rule, "this cannot befall what is counted");
        return;
    }
    let among = rule == "passive" && voice.has(Cue::Among);
    if among && let Some(part) = sentence.groups.get_mut(group) {
        part.part = true;
    }
    bind(sentence, group, (at, word), joint, if among { "inverted" } else { rule });
}

/// "12 of the 25 people detained in Bola died": the participle is of all 25, the verb behind it of the 12.
fn is_of_whole(sentence: &Sentence<'_, '_>, at: usize, group: usize) -> bool {
    let part = sentence.groups.get(group).is_some_and(|group| group.whole.is_some());
    let described = sentence.has_form(at, Form::Participle);
    let beside = sentence.group_at(at.saturating_sub(1)).is_some_and(|(before, _)| before == group);
    let more = |next: usize| {
        sentence.is(next, Cue::Be)
            || sentence.piece(next).is_some_and(|piece| piece.has_form(Form::Intransitive))
    };
    let goes_on = || (at + 1..at + 12).take_while(|&next| !sentence.is_mark(next, ';')).any(more);
    part && described && beside && (sentence.is_bound(group) || goes_on())
}

/// "sans leur intervention, il y aurait eu des dizaines de morts": what did not come about.
fn is_averted(sentence: &Sentence<'_, '_>) -> bool {
    let would = |at: usize| sentence.is(at, Cue::Have) && sentence.is(at, Cue::Reported);
    sentence.noun_first && sentence.is(0, Cue::Without) && (1..REACH).any(would)
}

/// "if five people die", "whether two were killed": what stands before the victims leaves it open.
pub(super) fn is_supposed(sentence: &Sentence<'_, '_>, at: usize, group: usize) -> bool {
    let before = sentence.piece_of(group).filter(|&victims| victims < at);
    let opens = before.and_then(|victims| sentence.left_of(victims));
    opens.is_some_and(|opens| sentence.is(opens, Cue::Modal))
}

/// "se sont rendus à Bamako": who goes somewhere does not give himself up.
pub(super) fn goes_there(sentence: &Sentence<'_, '_>, at: usize, word: OutcomeWord) -> bool {
    let place = sentence.is(at + 1, Cue::Preposition) && !sentence.is(at + 1, Cue::And);
    sentence.noun_first && word.outcome == Outcome::Surrendered && place
}

/// Whether the group is unbound, or bound to nothing but an adjective of its own that says less.
pub(super) fn is_free(sentence: &Sentence<'_, '_>, group: usize, word: OutcomeWord) -> bool {
    let inner = sentence.groups.get(group).and_then(|group| group.outcome.as_ref());
    let mut bound = sentence.bindings.iter().filter(|binding| binding.group == group);
    // "three wounded died"
    let hurt = word.outcome == Outcome::Killed
        && word.is(Form::Intransitive)
        && bound.all(|binding| binding.outcome == Outcome::Injured && binding.rule == "list");
    !sentence.is_bound(group) || hurt || inner.is_some_and(|(_, inner)| inner.outcome != word.outcome)
}

fn bind(
    sentence: &mut Sentence<'_, '_>,
    group: usize,
    (at, word): (usize, OutcomeWord),
    joint: Option<Joint>,
    rule: &'static str,
) {
    match joint {
        Some(joint) if joint.sequence => {
            for trigger in joint.triggers {
                let outcome = sentence.piece(trigger).and_then(|piece| piece.outcome());
                let outcome = outcome.map_or(word.outcome, |word| word.outcome);
                sentence.bind(group, outcome, Some(trigger), "sequence");
            }
        }
        Some(joint) => {
            sentence.bind(group, Outcome::Casualties, None, "joint-outcome");
            if let Some(binding) = sentence.bindings.last_mut() {
                binding.triggers = joint.triggers;
            }
        }
        None => {
            if word.outcome == Outcome::Released {
                // "rescued 45 kidnapped women": they are no longer held.
                let held = |binding: &Binding| {
                    binding.group == group || binding.rule == "whole" && binding.triggers.is_empty()
                };
                sentence.bindings.retain(|binding| !held(binding));
            }
            sentence.bind(group, word.outcome, Some(at), rule);
        }
    }
}

/// The victims beside the trigger and the rule that found them.
fn victims(
    sentence: &Sentence<'_, '_>,
    (at, last): (usize, usize),
    word: OutcomeWord,
    voice: Voice,
) -> Option<(usize, &'static str)> {
    let subject = subject(sentence, at, word, voice).filter(|_| !is_noun(sentence, at));
    let object = object(sentence, last).filter(|&group| is_free(sentence, group, word));
    if word.is(Form::Intransitive)
        && (voice.be() || voice.have() || word.is(Form::Finite) || word.is(Form::Gerund))
    {
        let gerund = word.is(Form::Gerund) && !word.is(Form::Finite);
        return subject
            .map(|group| (group, "passive"))
            .or_else(|| gerund.then_some(object?).map(|group| (group, "participle")));
    }
    let describes = word.is(Form::Participle) || word.is(Form::State) || word.is(Form::Count);
    if voice.be() && describes && !(voice.have() && sentence.noun_first && !has_been(sentence, at)) {
        let inverted = || object.filter(|_| opens(sentence, at)).map(|group| (group, "inverted"));
        return subject.map(|group| (group, "passive")).or_else(inverted);
    }
    if word.is(Form::Infinitive)
        && sentence.noun_first
        && !word.is(Form::Participle)
        && !voice.has(Cue::Achieved)
        && !voice.have()
    {
        return None;
    }
    let active = word.is(Form::Finite) || word.is(Form::Gerund) || word.is(Form::Infinitive) || voice.have();
    if let Some(group) = object
        && (active
            || word.is(Form::Event)
            || word.is(Form::Participle)
            || subject.is_none() && is_label(sentence, last))
        && !(subject.is_some() && describes && starts_own_clause(sentence, group))
        && !(word.is(Form::Count) && subject.is_some() && !voice.have())
    {
        return Some((
            group,
            if word.is(Form::Event) && !word.is(Form::Finite) { "nominal" } else { "active" },
        ));
    }
    if describes && !voice.have() && !(word.is(Form::Finite) && takes_things(sentence, last)) {
        return subject.map(|group| (group, if word.is(Form::Count) { "list" } else { "participle" }));
    }
    None
}

/// "Ont été tués trois soldats", "…: were killed two women": nothing stands before the verb.
fn opens(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let auxiliary = |before: &usize| sentence.is(*before, Cue::Be) || sentence.is(*before, Cue::Have);
    let first = (0..at).rev().take_while(auxiliary).last();
    first.is_some_and(|first| {
        first == 0 || sentence.is_mark(first - 1, ':') || sentence.is_mark(first - 1, ';')
    })
}

/// "Fatalities: 3"
fn is_label(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let bare = |group: &Group| group.head == Head::Elided && group.counted == Counted::Number;
    sentence.is_mark(at + 1, ':') && sentence.group_at(at + 2).is_some_and(|(_, group)| bare(group))
}

/// "ont été tués", not "ont tué": in compound tenses only a passive has two auxiliaries.
fn has_been(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    (at.saturating_sub(6)..at).any(|at| sentence.is(at, Cue::Be))
}

/// The group that stands right before the trigger and its auxiliaries.
fn subject(sentence: &Sentence<'_, '_>, at: usize, word: OutcomeWord, voice: Voice) -> Option<usize> {
    let mut left = voice.subject?;
    let counts = word.is(Form::Count) || word.is(Form::Participle) || word.is(Form::State);
    if counts && sentence.is(left, Cue::Of) {
        let before = left.checked_sub(1)?;
        let collective = sentence.group_at(before).is_some_and(|(_, group)| is_collective(group));
        if !collective {
            return None;
        }
        left = before;
    }
    // "the ten leaders who were killed"
    if sentence.is(left, Cue::Relative) && (voice.be() || word.is(Form::Intransitive)) {
        left = left.checked_sub(1).filter(|&before| sentence.group_at(before).is_some())?;
    }
    if let Some(group) = wounded(sentence, left, word) {
        return Some(group);
    }
    // "the mother of a baby who died"
    if !sentence.is(left + 1, Cue::Relative) {
        left = owned(sentence, left).unwrap_or(left);
    }
    if let Some(group) = misplaced(sentence, left) {
        return Some(group);
    }
    let part_of_other = sentence.group_at(left).is_some_and(|(_, group)| group.head != Head::OfThem);
    // "12 victimes, dont 5 décédées"
    let beside = sentence.noun_first && left + 1 == at && !voice.be() && word.is(Form::Participle);
    if part_of_other && !beside && is_part(sentence, left) {
        // "22 enlevés, dont neuf ont été libérés": of the others something else is said.
        let is_said = |whole: &usize| {
            let is_aside = (left + 1..at).any(|near| sentence.is_mark(near, ','));
            let said = |group: usize| sentence.bindings.iter().filter(move |binding| binding.group == group);
            let is_other = |group: usize| {
                sentence.is_bound(group) && said(group).all(|binding| binding.outcome != word.outcome)
            };
            !is_aside && sentence.group_at(*whole).is_some_and(|(group, _)| is_other(group))
        };
        left = whole(sentence, left).filter(|whole| !is_said(whole)).unwrap_or(left);
    }
    let (group, found) = sentence.group_at(left)?;
    let behind = left.checked_sub(1).is_some_and(|before| sentence.is(before, Cue::By));
    let fits = found.head != Head::Objects && !behind && left < at;
    fits.then_some(group)
}

/// "deux blessés sont décédés": those who were hurt, before what became of them.
fn wounded(sentence: &Sentence<'_, '_>, at: usize, word: OutcomeWord) -> Option<usize> {
    let hurt = sentence.piece(at).and_then(|piece| piece.outcome())?;
    let counts = hurt.outcome == Outcome::Injured && hurt.is(Form::Count) && word.outcome == Outcome::Killed;
    let (group, found) = sentence.group_at(at.checked_sub(1)?)?;
    (counts && found.head == Head::Elided).then_some(group)
}

/// "two guards of a senator were killed": whose guards they are is not who died.
fn owned(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let (_, owner) = sentence.group_at(at).filter(|_| at > 1 && sentence.is(at - 1, Cue::Of))?;
    let (_, found) = sentence.group_at(at - 2)?;
    (owner.counted == Counted::Article && found.head == Head::Victims).then_some(at - 2)
}

/// "fourteen were others hurt": a slip of the pen that real feeds have.
fn misplaced(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    let (_, others) = sentence.group_at(at)?;
    let bare =
        others.head == Head::Elided && others.noun.is_none() && others.value.qualifier == Qualifier::Vague;
    let group = sentence.group_at(at.checked_sub(2)?)?.0;
    (bare && sentence.is(at - 1, Cue::Be)).then_some(group)
}

/// "three soldiers including an officer were killed": what the part at `at` is a part of.
fn whole(sentence: &Sentence<'_, '_>, at: usize) -> Option<usize> {
    (at.saturating_sub(12)..at)
        .rev()
        .find(|&left| sentence.group_at(left).is_some() && !is_part(sentence, left))
}

fn is_collective(group: &Group) -> bool {
    group.head == Head::Elided && matches!(group.value.qualifier, Qualifier::Vague | Qualifier::Approx)
        || group.value.best.is_some_and(|best| best >= 1_000_000)
}

/// "Seven killed 12 injured": the number after the verb is the subject of another one.
fn starts_own_clause(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    let Some(at) = sentence.piece_of(group) else { return false };
    let elided = sentence.groups.get(group).is_some_and(|group| group.head == Head::Elided);
    elided
        && sentence.right_of(at).is_some_and(|next| {
            sentence.has_form(next, Form::Participle) || sentence.has_form(next, Form::State)
        })
}

/// Fighters who flee are not displaced.
const fn is_driven_out(category: VictimCategory) -> bool {
    matches!(category, VictimCategory::Civilian | VictimCategory::Unspecified | VictimCategory::Mixed)
}

/// Whether the outcome can befall what is counted: things are seized and destroyed, but do not die.
pub(super) fn may_befall(sentence: &Sentence<'_, '_>, group: usize, word: OutcomeWord) -> bool {
    let Some(found) = sentence.groups.get(group) else { return false };
    if word.outcome == Outcome::Displaced && !is_driven_out(found.category) {
        return false;
    }
    // Sugar is released and airlines are rounded up: nobody, and somebody, must be said to be people.
    let handled = matches!(
        word.outcome,
        Outcome::Released
            | Outcome::Surrendered
            | Outcome::Neutralized
            | Outcome::Arrested
            | Outcome::Abducted
    );
    // "one was missing": one of what?
    let vague_one = word.outcome == Outcome::Missing
        && found.head == Head::Elided
        && found.value.best == Some(1)
        && !sentence.groups.iter().take(group).any(|before| before.head == Head::Victims);
    // Who is dead is not hurt besides; one person who flees is no displacement.
    let dead = found.outcome.as_ref().is_some_and(|(_, inner)| inner.outcome == Outcome::Killed);
    let alone = found.is_person() || found.counted == Counted::Article;
    if vague_one || dead && word.outcome == Outcome::Injured || alone && word.outcome == Outcome::Displaced {
        return false;
    }
    let nameless = found.head == Head::Elided && governs_thing(sentence, group);
    if is_any_of(sentence, group) {
        return false;
    }
    match found.head {
        Head::Objects => false,
        Head::Unknown => !matches!(
            word.outcome,
            Outcome::Released | Outcome::Surrendered | Outcome::Neutralized | Outcome::Missing
        ),
        _ => !(handled && nameless),
    }
}

/// "nor any of the 80 passengers": so many there were, and nobody was harmed.
fn is_any_of(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    let at = sentence.piece_of(group).unwrap_or_default();
    let before = |back: usize, cue| at.checked_sub(back).is_some_and(|at| sentence.is(at, cue));
    before(1, Cue::Definite) && before(2, Cue::Of) && before(3, Cue::Any)
}

/// "no sugar", "one 60 mm mortar": a word that no list knows, or a measure, right behind the number.
pub(super) fn governs_thing(sentence: &Sentence<'_, '_>, group: usize) -> bool {
    let next = sentence.piece_of(group).map_or(usize::MAX, |at| at.saturating_add(1));
    sentence
        .piece(next)
        .is_some_and(|piece| piece.kind == Kind::Number || piece.kind == Kind::Word && piece.word.is_none())
}
