//! What the best passages are put in order by at the end: words as written, words near each other.
//!
//! Only the first passages of an answer are looked at, so that their positions are all that is read.

use super::plan::What;
use super::rank::Scale;
use super::segment::Segment;
use super::spans::{Part, Spans};
use super::why::Refinement;
use crate::index::{IndexError, exact_term};

/// Passages that are put in order anew: more than anybody reads, few enough to cost little.
pub(super) const DEPTH: usize = 100;

/// What the positions of the words are worth in each of `docs`, which are in order.
pub(super) fn refinements(
    docs: &[u32],
    segment: &Segment,
    scale: Scale<'_>,
) -> Result<Vec<Refinement>, IndexError> {
    let mut refinements = vec![Refinement::default(); docs.len()];
    if !docs.is_empty() {
        reward_nearness(&mut refinements, docs, segment, scale)?;
        reward_exactness(&mut refinements, docs, segment, scale)?;
    }
    Ok(refinements)
}

/// For each two things that the query says one after the other: how near they come.
fn reward_nearness(
    refinements: &mut [Refinement],
    docs: &[u32],
    segment: &Segment,
    scale: Scale<'_>,
) -> Result<(), IndexError> {
    let words: Vec<(usize, &Spans)> = scale
        .plan
        .ranked()
        .filter_map(|(content, what)| Some((content.ask, single(what)?)))
        .take(MOST)
        .collect();
    if words.len() < 2 || scale.weights.near <= 0.0 {
        return Ok(());
    }
    let mut positions = Vec::with_capacity(words.len());
    for (_, spans) in &words {
        positions.push(segment.places(segment.fields.words, spans, docs)?);
    }
    for (pair, places) in words.windows(2).zip(positions.windows(2)) {
        let ([(one, _), (other, _)], [ones, others]) = (pair, places) else { continue };
        let rare = |ask: usize| scale.stats.rarity(ask).among_passages;
        let weight = scale.weights.near * rare(*one).min(rare(*other));
        for (refinement, (one, other)) in refinements.iter_mut().zip(ones.iter().zip(others)) {
            refinement.near += weight * nearness(one, other);
        }
    }
    Ok(())
}

/// For each word that has other forms: whether it stands as the query writes it.
fn reward_exactness(
    refinements: &mut [Refinement],
    docs: &[u32],
    segment: &Segment,
    scale: Scale<'_>,
) -> Result<(), IndexError> {
    if scale.weights.exact <= 0.0 {
        return Ok(());
    }
    let words = scale
        .plan
        .ranked()
        .filter_map(|(content, what)| Some((content.ask, as_written(&content.written, what)?)));
    for (ask, term) in words.take(MOST) {
        let found = segment.which_hold(segment.fields.words, &term, docs)?;
        for (refinement, is_held) in refinements.iter_mut().zip(found) {
            if is_held {
                refinement.exact += scale.weights.exact * scale.stats.rarity(ask).among_passages;
            }
        }
    }
    Ok(())
}

/// Words of a query whose positions are read at most.
const MOST: usize = 16;

/// Words that stand as they are.
const fn single(what: &What) -> Option<&Spans> {
    match what {
        What::Text(text) if text.surface.is_none() => Some(&text.spans),
        What::Name(name) => Some(&name.spans),
        _ => None,
    }
}

/// The term of the folded form of a single word, where its stem is another one.
fn as_written(written: &str, what: &What) -> Option<String> {
    let What::Text(text) = what else { return None };
    let Spans::Phrase(parts) = &text.spans else { return None };
    let [Part::Stem(stem)] = parts.as_slice() else { return None };
    let folded = crate::text::fold(written);
    (folded != *stem).then(|| exact_term(&folded))
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
