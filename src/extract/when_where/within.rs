//! "Fifteen were killed in Mali, 12 in Kati": who fell within a place that was told before is part of
//! those who fell there.

use crate::extract::{Figure, Level, PlaceMention};
use crate::vocabulary::VictimCategory;

/// Figures behind a whole among which its parts are looked for.
const LONGEST_LIST: usize = 16;

/// Makes each such figure a part of the one before it whose place holds its own.
pub(super) fn mark(text: &str, places: &[PlaceMention], figures: &mut [Figure]) {
    for nth in 1..figures.len() {
        let Some((part, earlier)) = figures.get(..=nth).and_then(<[Figure]>::split_last) else { continue };
        let first = nth.saturating_sub(LONGEST_LIST);
        let pairs = figures.get(first..=nth).unwrap_or_default().windows(2);
        let mut wholes = pairs
            .rev()
            .filter_map(|pair| pair.first().zip(pair.last()))
            .take_while(|(whole, _)| whole.triggers == part.triggers);
        let whole =
            wholes.find(|(whole, next)| is_smaller(part, whole) && holds(places, (whole, next), part));
        let Some(id) = whole.map(|(whole, _)| whole.id.clone()) else { continue };
        let goes_on = earlier.last().is_some_and(|last| last.is_subset_of.as_ref() == Some(&id));
        if part.is_subset_of.is_none()
            && (goes_on || is_behind_comma(text, part))
            && let Some(part) = figures.get_mut(nth)
        {
            part.is_subset_of = Some(id);
        }
    }
}

fn is_smaller(part: &Figure, whole: &Figure) -> bool {
    let number = |figure: &Figure| figure.bounds.best.or(figure.bounds.low);
    let fewer = number(part).zip(number(whole)).is_some_and(|(part, whole)| part < whole);
    // "15 soldiers in Mali, 12 civilians in Kati"
    let is_alike = [part.victim_category, VictimCategory::Unspecified].contains(&whole.victim_category);
    part.outcome == whole.outcome && is_alike && !part.triggers.is_empty() && fewer
}

/// Whether the place that the text names for the whole, before the figure next to it, has that of the
/// part in it. An unknown village has the place of its article: that says nothing.
fn holds(places: &[PlaceMention], (whole, next): (&Figure, &Figure), part: &Figure) -> bool {
    let behind = places.partition_point(|place| place.quote.byte_start < whole.quote.byte_end);
    let between =
        places.iter().skip(behind).take_while(|place| place.quote.byte_end <= next.quote.byte_start);
    let named = between.filter(|place| place.level == Level::Named);
    let (Some(around), Some(place)) = (named.last(), &part.place) else { return false };
    place.len() > around.path.len() && place.starts_with(&around.path)
}

fn is_behind_comma(text: &str, part: &Figure) -> bool {
    text.get(..part.quote.byte_start).is_some_and(|before| before.trim_end().ends_with([',', '،']))
}
