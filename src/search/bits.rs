//! Sets of documents of one segment.

/// A set of documents, one bit each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    /// Documents that the segment has.
    len: u32,
}

impl Bits {
    /// No document out of `len`.
    pub(super) fn none(len: u32) -> Self {
        Self { words: vec![0; (len as usize).div_ceil(64)], len }
    }

    /// The given documents out of `len`.
    pub(super) fn of(len: u32, docs: impl IntoIterator<Item = u32>) -> Self {
        let mut bits = Self::none(len);
        for doc in docs {
            bits.insert(doc);
        }
        bits
    }

    pub(super) fn insert(&mut self, doc: u32) {
        if let Some(word) = self.words.get_mut(doc as usize / 64) {
            *word |= 1 << (doc % 64);
        }
    }

    pub(super) fn contains(&self, doc: u32) -> bool {
        self.words.get(doc as usize / 64).is_some_and(|word| word & (1 << (doc % 64)) != 0)
    }

    pub(super) fn union(&mut self, other: &Self) {
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
    }

    pub(super) fn intersect(&mut self, other: &Self) {
        for (word, kept) in self.words.iter_mut().zip(&other.words) {
            *word &= kept;
        }
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        for (word, gone) in self.words.iter_mut().zip(&other.words) {
            *word &= !gone;
        }
    }

    /// How many documents lie in `from..to`.
    pub(super) fn count_in(&self, from: u32, to: u32) -> usize {
        (from..to).filter(|&doc| self.contains(doc)).count()
    }

    /// How many documents it holds.
    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The documents, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| {
            let base = u32::try_from(at * 64).unwrap_or(u32::MAX);
            Ones(word).map(move |bit| base + bit)
        })
    }

    /// How many documents of the segment there are.
    pub(super) const fn len(&self) -> u32 {
        self.len
    }
}

struct Ones(u64);

impl Iterator for Ones {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros();
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out_in_order() {
        let bits = Bits::of(200, [199, 0, 64, 63, 0]);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 199]);
        assert_eq!(bits.count_in(60, 65), 2);
        let mut rest = bits.clone();
        rest.subtract(&Bits::of(200, [64]));
        rest.intersect(&bits);
        assert_eq!(rest.iter().collect::<Vec<_>>(), [0, 63, 199]);
        assert_eq!(rest.len(), 200);
    }
}
