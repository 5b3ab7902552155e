//! Sums of what was listed, and second figures for the same thing: "nine people in all", "soit au total
//! 22 morts", "70 according to the opposition".

use crate::extract::figures::piece::{Counted, Group, Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::casualties::Cue;

/// Binds bare numbers that another speaker gives for what was counted before.
pub(super) fn rivals(sentence: &mut Sentence<'_, '_>) {
    for at in 0..sentence.pieces.len() {
        let Some((group, found)) = sentence.group_at(at) else { continue };
        let bare =
            found.head == Head::Elided && found.counted == Counted::Number && !sentence.is_bound(group);
        let spoken = sentence.right_of(at).is_some_and(|next| sentence.is(next, Cue::According))
            || is_said(sentence, at);
        let before = sentence.bindings.iter().rfind(|binding| binding.group < group).cloned();
        if let Some(like) = before.filter(|_| bare && spoken) {
            sentence.bind_like(group, &like, "rival-figures");
        }
    }
}

/// "the army spoke of only five", "residents said nine": another number, and nothing else, is said.
fn is_said(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let says = at.checked_sub(1).is_some_and(|left| sentence.is(left, Cue::Speech));
    let ends = sentence.piece(at + 1).is_none_or(|next| {
        matches!(next.kind, Kind::Mark('.' | ',' | ';')) || next.is_any(&[Cue::And, Cue::Clause])
    });
    says && ends
}

/// "31 dead, up from 27", "passé à 41, contre 36 la veille", "… ; il est finalement de trois": one number takes the
/// place of another.
pub(super) fn superseded(sentence: &mut Sentence<'_, '_>) {
    for at in 1..sentence.pieces.len() {
        let Some((group, found)) = sentence.group_at(at) else { continue };
        let number = found.counted == Counted::Number;
        let bare = number && found.head == Head::Elided;
        let older = number && sentence.is(at - 1, Cue::Instead) && found.head != Head::Objects;
        let newer = bare && !sentence.is_bound(group) && is_final(sentence, at);
        if !older && !newer {
            continue;
        }
        let before = sentence.bindings.iter().rposition(|binding| binding.group < group);
        let Some(before) = before else { continue };
        let own = sentence.bindings.iter().position(|binding| binding.group == group);
        match (own, sentence.bindings.get(before).cloned()) {
            (Some(own), Some(other)) if older => {
                if let Some(binding) =
                    sentence.bindings.get_mut(own).filter(|own| own.outcome == other.outcome)
                {
                    binding.rule = "superseded";
                }
            }
            (None, Some(like)) if older && bare => sentence.bind_like(group, &like, "superseded"),
            (None, Some(like)) if newer => {
                sentence.bind_like(group, &like, "toll");
                if let Some(binding) = sentence.bindings.get_mut(before) {
                    binding.rule = "superseded";
                }
            }
            _ => {}
        }
    }
}

/// "a first toll gave five; it is finally three": whether the bare number at piece `at` is what a pronoun is.
fn is_final(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let last = sentence.left_of(at);
    let be = if last.is_some_and(|of| sentence.is(of, Cue::Of)) {
        last.and_then(|of| sentence.left_of(of))
    } else {
        last
    };
    let Some(be) = be.filter(|&be| sentence.is(be, Cue::Be)) else { return false };
    let subject = sentence.left_of(be).filter(|&subject| sentence.is(subject, Cue::Subject));
    let opens = |subject: usize| {
        subject.checked_sub(1).is_some_and(|before| {
            sentence.is_mark(before, ';') || sentence.is_mark(before, ',') || sentence.is(before, Cue::Clause)
        })
    };
    let earlier = |subject: usize| (0..subject).any(|near| sentence.is(near, Cue::Earlier));
    subject.is_some_and(|subject| opens(subject) && earlier(subject))
}

/// Makes what was listed the parts of its sum.
pub(super) fn sums(sentence: &mut Sentence<'_, '_>) {
    for at in 0..sentence.pieces.len() {
        let Some((group, found)) = sentence.group_at(at) else { continue };
        let Some(best) = found.value.best.filter(|_| is_summed(sentence, at, found)) else { continue };
        let own = sentence.bindings.iter().position(|binding| binding.group == group);
        let parts = listed(sentence, group, own);
        if parts.is_empty() || sum(sentence, &parts) > best {
            continue;
        }
        let whole = own.or_else(|| {
            let first = sentence.bindings.get(*parts.first()?)?.clone();
            sentence.bind_like(group, &first, "total");
            Some(sentence.bindings.len() - 1)
        });
        // "scores were killed (coded as 20 deaths)": the sum is no part of what it sums.
        if let Some(whole) = whole.and_then(|whole| sentence.bindings.get_mut(whole)) {
            whole.parent = None;
        }
        for part in parts {
            if let Some(binding) = sentence.bindings.get_mut(part) {
                binding.parent = whole;
            }
        }
    }
}

/// Whether "in all", "au total" or the like stands beside the group, or opens it.
fn is_summed(sentence: &Sentence<'_, '_>, at: usize, group: &Group) -> bool {
    let beside = [at.wrapping_sub(1), at.wrapping_sub(2), at + 1, at + 2];
    group.wording.total || beside.iter().any(|&near| sentence.is(near, Cue::Total))
}

/// The bindings before the group that have its outcome and are no parts.
fn listed(sentence: &Sentence<'_, '_>, group: usize, own: Option<usize>) -> Vec<usize> {
    let outcome = own.and_then(|own| sentence.bindings.get(own)).map(|binding| binding.outcome);
    let parts = sentence.bindings.iter().enumerate().filter(|(_, binding)| {
        let alike = outcome.is_none_or(|outcome| outcome == binding.outcome);
        binding.parent.is_none() && binding.group < group && alike
    });
    parts.map(|(index, _)| index).collect()
}

fn sum(sentence: &Sentence<'_, '_>, parts: &[usize]) -> u64 {
    let value = |&index: &usize| {
        let group = sentence.groups.get(sentence.bindings.get(index)?.group)?;
        group.value.best.or(group.value.low)
    };
    parts.iter().filter_map(value).fold(0, u64::saturating_add)
}
