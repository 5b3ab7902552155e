//! Members of a list that are told by place, day or side: "five killed in Doma, 12 in Kati".

use crate::extract::figures::piece::{Counted, Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::casualties::Cue;

use super::coordination::{is_capital, is_connector};

/// Words of "in Gaza City on Monday" behind the first at most.
const LONGEST_NAME: usize = 6;

/// "70 died in one village and 30 in another", "eight dead among the soldiers, four among the police": a bare
/// number with a phrase like the one before it.
pub(super) fn is_parallel(sentence: &Sentence<'_, '_>, start: usize, at: usize) -> bool {
    let bare = sentence
        .group_at(at)
        .is_some_and(|(_, group)| group.head == Head::Elided && group.counted == Counted::Number);
    let Some(joint) = at.checked_sub(1).filter(|_| bare) else { return false };
    let between = |at: usize| sentence.group_at(at).is_none();
    let alike =
        |cue: Cue| sentence.is(at + 1, cue) && (start + 1..joint).any(|between| sentence.is(between, cue));
    // "three dead on one side and two among the others"
    let sides =
        sentence.is(at + 1, Cue::Among) && (start + 1..joint).any(|near| sentence.is(near, Cue::Preposition));
    let places = sentence.is_mark(joint, ',')
        && (start + 3..=start + 2 + LONGEST_NAME).contains(&joint)
        && is_name(sentence, joint - 1)
        && (start + 1..joint).all(|near| is_name(sentence, near) || opens_name(sentence, near))
        && are_alike(sentence, start + 1, at + 1)
        && (is_name(sentence, at + 2) || sentence.is(at + 2, Cue::Definite) && is_name(sentence, at + 3))
        && !has_verb_behind(sentence, at + 2);
    (start + 1..at).all(between)
        && (places
            || sentence.is(joint, Cue::And) && (alike(Cue::Preposition) || sides)
            || is_connector(sentence, joint) && alike(Cue::Among))
}

/// A word of the name of a place or day: "five villagers killed in Doma City, seven in Ouro", "on Friday, 11 on
/// Saturday".
fn is_name(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let is_word =
        sentence.piece(at).is_some_and(|piece| piece.kind == Kind::Word && piece.outcome().is_none());
    is_word
        && is_capital(sentence, at)
        && !opens_name(sentence, at)
        && !sentence.is_any(at, &[Cue::And, Cue::Article])
}

/// "in", "the"
fn opens_name(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.is_any(at, &[Cue::Preposition, Cue::Definite])
}

/// "in … in", "au … à": not "killed in Kherson, two with the Red Cross".
fn are_alike(sentence: &Sentence<'_, '_>, one: usize, other: usize) -> bool {
    let word = |at: usize| {
        let piece = sentence.piece(at).filter(|_| sentence.is(at, Cue::Preposition))?;
        Some(sentence.tokens.folded(piece.tokens.start))
    };
    let (Some(one), Some(other)) = (word(one), word(other)) else { return false };
    // In languages that melt it with the article, the same preposition has many forms.
    one == other || sentence.noun_first && one.len().max(other.len()) <= 3
}

/// "killed in Kherson, 15 in Kharkiv were wounded": what stands behind the name at `at` is a verb of its own.
fn has_verb_behind(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let end = (at..at + LONGEST_NAME).find(|&near| !is_name(sentence, near) && !opens_name(sentence, near));
    end.and_then(|end| sentence.piece(end)).is_some_and(|piece| {
        piece.outcome().is_some() || piece.is_any(&[Cue::Be, Cue::Have, Cue::Modal, Cue::Predicate])
    })
}
