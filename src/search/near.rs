//! What the best passages are put in order by at the end: words as written, words near each other.
//!
//! Only the first passages of an answer are looked at, so that their positions are all that is read.

use super::order::Listed;
use super::plan::{Leaf, Plan, What};
use super::rank::{Stats, Weights};
use super::segment::Segment;
use super::spans::{Part, Spans};
use crate::index::IndexError;

/// Passages that are put in order anew: more than anybody reads, few enough to cost little.
pub(super) const DEPTH: usize = 100;

/// Adds to the scores of `listed` what the positions of its words are worth.
pub(super) fn refine(
    listed: &mut [Listed],
    plan: &Plan,
    segments: &[Segment],
    (stats, weights): (&Stats, &Weights),
) -> Result<(), IndexError> {
    let words: Vec<(usize, &Leaf)> =
        plan.content().filter(|(_, leaf)| single(leaf).is_some()).take(MOST).collect();
    for (nth, segment) in segments.iter().enumerate() {
        let mut own: Vec<&mut Listed> = listed.iter_mut().filter(|passage| passage.segment == nth).collect();
        own.sort_by_key(|passage| passage.doc);
        let docs: Vec<u32> = own.iter().map(|passage| passage.doc).collect();
        if docs.is_empty() {
            continue;
        }
        let mut positions = Vec::with_capacity(words.len());
        for (_, leaf) in &words {
            positions.push(match single(leaf) {
                Some(spans) => segment.places(segment.fields.words, spans, &docs)?,
                None => Vec::new(),
            });
        }
        for (at, passage) in own.into_iter().enumerate() {
            let of_word = |word: usize| positions.get(word).and_then(|docs| docs.get(at));
            for (word, pair) in words.windows(2).enumerate() {
                let (Some(one), Some(other)) = (of_word(word), of_word(word + 1)) else { continue };
                let rare = pair.iter().map(|(leaf, _)| stats.rarity(*leaf)).fold(f32::MAX, f32::min);
                passage.score += weights.near * rare * nearness(one, other);
            }
        }
        for (leaf, term) in
            plan.content().filter_map(|(leaf, asked)| Some((leaf, as_written(asked)?))).take(MOST)
        {
            let spans = Spans::Phrase(vec![term]);
            let found = segment.places(segment.fields.words, &spans, &docs)?;
            for passage in listed.iter_mut().filter(|passage| passage.segment == nth) {
                let at = docs.binary_search(&passage.doc).ok();
                if at.and_then(|at| found.get(at)).is_some_and(|places| !places.is_empty()) {
                    passage.score += weights.exact * stats.rarity(leaf);
                }
            }
        }
    }
    Ok(())
}

/// Words of a query whose positions are read at most.
const MOST: usize = 16;

/// The words of a leaf, where they stand as they are.
const fn single(leaf: &Leaf) -> Option<&Spans> {
    match &leaf.what {
        What::Text(text) if !leaf.is_optional && text.surface.is_none() => Some(&text.spans),
        What::Name(name) => Some(&name.spans),
        _ => None,
    }
}

/// The folded form of a single word, where its stem is another one.
fn as_written(leaf: &Leaf) -> Option<Part> {
    let What::Text(text) = &leaf.what else { return None };
    let Spans::Phrase(parts) = &text.spans else { return None };
    let [Part::Stem(stem)] = parts.as_slice() else { return None };
    let folded = crate::text::fold(&leaf.written);
    (!leaf.is_optional && folded != *stem).then_some(Part::Folded { folded, is_stem: false })
}

/// 1 for words side by side, falling with what lies between; 0 where one of them is missing.
fn nearness(one: &[u32], other: &[u32]) -> f32 {
    let mut least = u32::MAX;
    let mut from = 0;
    for &here in one {
        while other.get(from).is_some_and(|&there| there < here) {
            from += 1;
        }
        for &there in other.get(from.saturating_sub(1)..(from + 1).min(other.len())).unwrap_or_default() {
            least = least.min(here.abs_diff(there).max(1));
        }
    }
    if least == u32::MAX { 0.0 } else { 1.0 / f32::from(u16::try_from(least).unwrap_or(u16::MAX)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_pair_counts() {
        assert!((nearness(&[1, 20], &[22, 90]) - 0.5).abs() < f32::EPSILON);
        assert!((nearness(&[30], &[29]) - 1.0).abs() < f32::EPSILON);
        assert!(nearness(&[], &[3]).abs() < f32::EPSILON);
    }
}
