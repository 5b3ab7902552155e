//! A capital that speaks: "which Bamako denies", "Paris seeks".

use std::ops::Range;

use super::scene::Scene;
use crate::vocabulary::{Place, PlaceKind, WordClass};

/// Whether the capital at `range` stands for its government: it says, denies or wants something.
pub(super) fn speaks(scene: &Scene<'_, '_>, range: &Range<usize>, place: &Place<'_>) -> bool {
    if place.kind != PlaceKind::Capital {
        return false;
    }
    if scene
        .word_before(range.start)
        .is_some_and(|before| scene.is(before, WordClass::Locative) && !joins(scene, before))
    {
        return false;
    }
    let Some(next) = range.end.checked_sub(1).and_then(|last| scene.word_after(last)) else { return false };
    let verb = if adds(scene, next) { scene.word_after(next).unwrap_or(next) } else { next };
    !scene.is_capital(verb) && scene.is(verb, WordClass::Saying)
}

/// "Bamako also denies", "Paris ne veut".
fn adds(scene: &Scene<'_, '_>, at: usize) -> bool {
    matches!(
        scene.tokens.folded(at),
        "also"
            | "has"
            | "had"
            | "now"
            | "still"
            | "repeatedly"
            | "strongly"
            | "firmly"
            | "later"
            | "ne"
            | "n"
            | "se"
            | "s"
    )
}

/// "and Bamako denies": "and" stands before places and before subjects.
fn joins(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.is(at, WordClass::Joiner)
}
