//! Actor mentions: names and descriptions of armed actors found in the text.

mod names;

pub(super) use names::Names;

use super::{ActorMention, PlaceMention, Reading};
use crate::vocabulary::Vocabulary;

/// Every name of an actor in the text: what [`find`] decides about, and where no place may be.
pub(super) fn names(vocabulary: &Vocabulary, reading: &Reading<'_>) -> Names {
    Names::scan(vocabulary.actors(), &reading.tokens)
}

/// Every actor named in the text, in order.
pub(super) fn find(
    vocabulary: &Vocabulary,
    reading: &Reading<'_>,
    names: &Names,
    places: &[PlaceMention],
) -> Vec<ActorMention> {
    _ = (vocabulary, reading, names, places);
    Vec::new()
}
