//! Actor mentions: names and descriptions of armed actors found in the text.

use super::{ActorMention, PlaceMention, Reading};
use crate::vocabulary::Vocabulary;

/// Every actor named in the text, in order.
pub(super) fn find(
    _vocabulary: &Vocabulary,
    _reading: &Reading<'_>,
    _places: &[PlaceMention],
) -> Vec<ActorMention> {
    Vec::new()
}
