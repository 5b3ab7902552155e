//! With which words names may begin: a quick no for most words of a text.

/// A bit for each word that opens a name, for each name of one word, and for the first two words of
/// each longer one: most words of a text open no name, and a bit of this small table is found in the
/// processor's cache where a node of the large one is not.
#[derive(Debug, Default)]
pub(super) struct Openings {
    bits: Vec<u64>,
}

impl Openings {
    pub(super) fn with_capacity(names: usize) -> Self {
        let bits = (names * 16).next_power_of_two().clamp(1 << 12, 1 << 22);
        Self { bits: vec![0; bits / 64] }
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let mask = (self.bits.len() as u64 * 64).wrapping_sub(1);
        let bit = (key ^ (key >> 29)) & mask;
        (usize::try_from(bit / 64).unwrap_or(usize::MAX), 1 << (bit % 64))
    }

    pub(super) fn insert(&mut self, key: u64) {
        if self.bits.is_empty() {
            *self = Self::with_capacity(0);
        }
        let (at, bit) = self.place(key);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= bit;
        }
    }

    #[inline]
    pub(super) fn may_hold(&self, key: u64) -> bool {
        let (at, bit) = self.place(key);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_held_and_nothing_of_an_empty_one() {
        let mut openings = Openings::default();
        assert!(!openings.may_hold(7));
        openings.insert(7);
        assert!(openings.may_hold(7) && !openings.may_hold(8));
    }
}
