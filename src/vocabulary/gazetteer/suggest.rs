//! Names spelled nearly alike, for the hint in an error message.

use super::{Gazetteer, Place};
use crate::text::fold;

/// The places whose name or alias is nearest to `name` by edit distance, at most a third of its letters away.
pub(super) fn nearest<'g>(gazetteer: &'g Gazetteer, name: &str, limit: usize) -> Vec<Place<'g>> {
    let wanted: Vec<char> = fold(name).chars().collect();
    let most = (wanted.len() / 3).clamp(1, 3);
    let mut found: Vec<(usize, Place<'g>)> = gazetteer
        .places()
        .filter_map(|place| {
            let names = std::iter::once(place.name).chain(place.other_names());
            let best = names.filter_map(|known| distance(&wanted, known, most)).min()?;
            Some((best, place))
        })
        .collect();
    found.sort_by(|(a, x), (b, y)| {
        (a, x.kind.is_point(), std::cmp::Reverse(x.population), x.path).cmp(&(
            b,
            y.kind.is_point(),
            std::cmp::Reverse(y.population),
            y.path,
        ))
    });
    found.dedup_by(|(_, x), (_, y)| x.path == y.path);
    found.into_iter().take(limit).map(|(_, place)| place).collect()
}

/// Levenshtein distance between `wanted` and the folded `known`, where it is at most `most`.
fn distance(wanted: &[char], known: &str, most: usize) -> Option<usize> {
    if known.chars().count().abs_diff(wanted.len()) > most + 1 {
        return None;
    }
    let known: Vec<char> = fold(known).chars().collect();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (above, b) in row.iter_mut().skip(1).zip(&known) {
            let cost = (diagonal + usize::from(a != b)).min(left + 1).min(*above + 1);
            diagonal = *above;
            *above = cost;
            left = cost;
        }
    }
    row.last().copied().filter(|&steps| steps <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_single_edits_of_folded_letters() {
        let wanted: Vec<char> = "segu".chars().collect();
        assert_eq!(distance(&wanted, "Ségou", 3), Some(1));
        assert_eq!(distance(&wanted, "Gao", 1), None);
        assert_eq!(distance(&[], "", 1), Some(0));
    }
}
