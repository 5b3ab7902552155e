//! Casualty figures: small named rules over the tokens of a sentence.

use super::{ActorMention, Figure, PlaceMention, Reading};
use crate::vocabulary::Vocabulary;

/// Every casualty figure of the text, in order.
pub(super) fn find(
    _vocabulary: &Vocabulary,
    _reading: &Reading<'_>,
    _places: &[PlaceMention],
    _actors: &[ActorMention],
) -> Vec<Figure> {
    Vec::new()
}
