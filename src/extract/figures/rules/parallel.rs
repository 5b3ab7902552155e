//! Members of a list that are told by place, day or side: "five killed in Doma, 12 in Kati".

use crate::extract::figures::piece::{Counted, Head, Kind};
use crate::extract::figures::sentence::Sentence;
use crate::vocabulary::casualties::Cue;

use super::coordination::{is_capital, is_connector};

/// Words of the name of a place or day at most.
const LONGEST_NAME: usize = 4;

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
    // "five villagers killed in Doma City, seven in Ouro", "killed on Friday, 11 on Saturday"
    let name = |at: usize| {
        let is_word =
            sentence.piece(at).is_some_and(|piece| piece.kind == Kind::Word && piece.outcome().is_none());
        let is_small =
            sentence.is_any(at, &[Cue::Article, Cue::Definite, Cue::Possessive, Cue::Preposition, Cue::And]);
        is_word && is_capital(sentence, at) && !is_small
    };
    let places = sentence.is_mark(joint, ',')
        && (start + 3..=start + 2 + LONGEST_NAME).contains(&joint)
        && sentence.is(start + 1, Cue::Preposition)
        && sentence.is(at + 1, Cue::Preposition)
        && (start + 2..joint).all(name)
        && name(at + 2);
    (start + 1..at).all(between)
        && (places
            || sentence.is(joint, Cue::And) && (alike(Cue::Preposition) || sides)
            || is_connector(sentence, joint) && alike(Cue::Among))
}
