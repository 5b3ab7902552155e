//! Stems that were made once: one run of text and one table, for every word of a text is looked up.

use std::collections::HashMap;
use std::num::NonZeroU32;

use super::stem::Stems;
use crate::text::{ByHash, Span};

/// Stems kept at most: those of a large collection's common words.
const KEPT: usize = 1 << 17;
/// Bytes of them from which they are forgotten.
const LONG: usize = 4 << 20;

/// Stems by the hash of the folded word.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownStems {
    stems: Stems,
    /// Where each stands in `text`; nowhere where it is the folded word itself.
    known: HashMap<u64, Option<Place>, ByHash>,
    text: String,
}

/// A span of less than four gigabytes; none of them costs no byte more.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    length: NonZeroU32,
}

impl KnownStems {
    /// The stem of the word of this hash, if it is not the word itself.
    #[inline]
    pub(super) fn other_stem(&mut self, hash: u64, folded: &str) -> Option<&str> {
        let place = match self.known.get(&hash) {
            Some(known) => *known,
            None => self.learn(hash, folded),
        }?;
        let start = place.start as usize;
        Some(Span::new(start, start + place.length.get() as usize).of(&self.text))
    }

    #[cold]
    fn learn(&mut self, hash: u64, folded: &str) -> Option<Place> {
        if self.known.len() >= KEPT || self.text.len() >= LONG {
            self.known.clear();
            self.text.clear();
        }
        let stem = self.stems.stem(folded);
        let place = (stem != folded).then(|| {
            let start = u32::try_from(self.text.len()).expect("they are forgotten long before");
            let length = u32::try_from(stem.len()).ok().and_then(NonZeroU32::new);
            self.text.push_str(&stem);
            Place { start, length: length.expect("a stem has letters, and fewer than a file has bytes") }
        });
        self.known.insert(hash, place);
        place
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::hash_folded;

    proptest! {
        #[test]
        fn a_stem_is_the_same_when_it_is_known(words in proptest::collection::vec("[a-zé]{1,9}(s|ed|ing|ly)?", 1..40)) {
            let mut known = KnownStems::default();
            for word in words.iter().chain(&words) {
                let stem = known.other_stem(hash_folded(word.as_bytes()), word).unwrap_or(word);
                prop_assert_eq!(stem, &Stems::default().stem(word));
            }
        }
    }
}
