//! Place mentions: gazetteer names found in the text, and which place each one means.

use super::{PlaceMention, Reading};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// Every place named in the text, in order; none inside the spans that are `taken` by names of actors.
pub(super) fn find(_vocabulary: &Vocabulary, _reading: &Reading<'_>, _taken: &[Span]) -> Vec<PlaceMention> {
    Vec::new()
}
