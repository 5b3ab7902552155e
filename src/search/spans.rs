//! Words, phrases and nearness: where they stand in a list of positions. The index and the
//! highlighter ask the same code, so that what is marked is what matched.

use crate::index::{Word, exact_term, number_term};

/// What one position of a phrase must hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A word in any form.
    Stem(String),
    /// A folded form.
    Folded { folded: String, is_stem: bool },
    /// A number, however written.
    Number(u64),
    /// A word that begins so.
    Prefix(String),
}

impl Part {
    /// Whether `word` is what this part asks for.
    pub(super) fn accepts(&self, word: &Word) -> bool {
        match self {
            Self::Stem(stem) => word.stem == *stem,
            Self::Folded { folded, .. } => word.folded == *folded,
            Self::Number(value) => word.number.is_some_and(|(number, _)| number == *value),
            Self::Prefix(prefix) => word.folded.starts_with(prefix) || word.stem.starts_with(prefix),
        }
    }

    /// How every word begins that this part accepts; none for a number. A stem begins as its word does.
    pub(super) fn initial(&self) -> Option<char> {
        match self {
            Self::Stem(text) | Self::Folded { folded: text, .. } | Self::Prefix(text) => text.chars().next(),
            Self::Number(_) => None,
        }
    }

    /// The one term of the index behind this part; none for a prefix, which has many.
    pub(super) fn term(&self) -> Option<String> {
        match self {
            Self::Stem(stem) => Some(stem.clone()),
            // A word that is its own stem is in the index once.
            Self::Folded { folded, is_stem: true } => Some(folded.clone()),
            Self::Folded { folded, is_stem: false } => Some(exact_term(folded)),
            Self::Number(value) => Some(number_term(*value)),
            Self::Prefix(_) => None,
        }
    }
}

/// A word, a phrase, or two of these near each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spans {
    /// Words one after another.
    Phrase(Vec<Part>),
    /// At most `distance` words between the two, in either order.
    Near(Box<Self>, Box<Self>, usize),
}

/// First and last position of an occurrence.
pub(super) type Occurrence = (u32, u32);

impl Spans {
    /// All parts, from left to right.
    pub(super) fn parts(&self) -> Vec<&Part> {
        match self {
            Self::Phrase(parts) => parts.iter().collect(),
            Self::Near(left, right, _) => left.parts().into_iter().chain(right.parts()).collect(),
        }
    }

    /// Where this occurs, given the positions of each part in the order of [`Spans::parts`].
    pub(super) fn occurrences(&self, positions: &mut dyn Iterator<Item = &Vec<u32>>) -> Vec<Occurrence> {
        match self {
            Self::Phrase(parts) => phrase(&mut positions.take(parts.len())),
            Self::Near(left, right, distance) => {
                let left = left.occurrences(positions);
                let right = right.occurrences(positions);
                near(&left, &right, *distance)
            }
        }
    }
}

fn phrase(parts: &mut dyn Iterator<Item = &Vec<u32>>) -> Vec<Occurrence> {
    let Some(first) = parts.next() else { return Vec::new() };
    let mut found: Vec<Occurrence> = first.iter().map(|&at| (at, at)).collect();
    for next in parts {
        found.retain_mut(|(_, last)| {
            *last += 1;
            next.binary_search(last).is_ok()
        });
    }
    found
}

fn near(left: &[Occurrence], right: &[Occurrence], distance: usize) -> Vec<Occurrence> {
    let reach = u32::try_from(distance).unwrap_or(u32::MAX);
    let mut found = Vec::new();
    let mut from = 0;
    for &(start, end) in left {
        let earliest = start.saturating_sub(reach.saturating_add(LONGEST));
        while right.get(from).is_some_and(|&(_, last)| last < earliest) {
            from += 1;
        }
        for &(other_start, other_end) in right.iter().skip(from) {
            if other_start > end.saturating_add(reach).saturating_add(1) {
                break;
            }
            let apart = if other_start > end {
                other_start - end - 1
            } else if start > other_end {
                start - other_end - 1
            } else {
                continue;
            };
            if apart <= reach {
                found.push((start.min(other_start), end.max(other_end)));
            }
        }
    }
    // The shortest from each start is enough, and keeps a chain of NEARs from growing.
    found.sort_unstable();
    found.dedup_by_key(|&mut (start, _)| start);
    found
}

/// Positions that one side of a NEAR may span at most when looking back.
const LONGEST: u32 = 64;

/// Where `spans` occurs in `words`, as first and last word.
pub(super) fn in_words(spans: &Spans, words: &[Word]) -> Vec<Occurrence> {
    let positions: Vec<Vec<u32>> = spans
        .parts()
        .into_iter()
        .map(|part| {
            let mut found: Vec<u32> = words
                .iter()
                .filter(|word| part.accepts(word))
                .map(|word| u32::try_from(word.position).unwrap_or(u32::MAX))
                .collect();
            found.dedup();
            found
        })
        .collect();
    spans.occurrences(&mut positions.iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Language, Reader};

    fn part(word: &str) -> Part {
        Part::Stem(word.to_owned())
    }

    #[test]
    fn near_counts_the_words_between_in_either_order() {
        let words =
            Reader::default().words("ambush on a military convoy near the convoy base", Language::Any);
        let near = |distance| {
            Spans::Near(
                Box::new(Spans::Phrase(vec![part("convoy")])),
                Box::new(Spans::Phrase(vec![part("ambush")])),
                distance,
            )
        };
        assert!(in_words(&near(2), &words).is_empty());
        assert_eq!(in_words(&near(3), &words), [(1, 5)]);
    }

    #[test]
    fn a_phrase_is_words_one_after_another() {
        let words = Reader::default().words("katiba macina, the katiba of macina", Language::Any);
        let phrase = Spans::Phrase(vec![part("katiba"), part("macina")]);
        assert_eq!(in_words(&phrase, &words), [(1, 2)]);
    }
}
