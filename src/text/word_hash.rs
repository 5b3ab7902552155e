//! Hashes of folded words: the keys of every vocabulary, the same in every run and on every machine.

use std::hash::{BuildHasherDefault, Hasher};

/// Hash of what is no word.
pub(crate) const NO_WORD: u64 = START ^ (START >> 32);
const START: u64 = 0xcbf2_9ce4_8422_2325;

/// No two words of so many bytes or fewer have the same hash: each step of it can be undone.
pub(crate) const HASHED_ALONE: usize = 8;

/// Hash of a folded word, as [`Tokens::hash`] gives it.
pub(crate) fn hash_folded(word: &[u8]) -> u64 {
    hash_within(word, 0, word.len())
}

/// The hash of the folded word from `start` to `end` of `bytes`: eight bytes at a step, and what is
/// left of fewer as if zeros followed it.
#[inline]
pub(super) fn hash_within(bytes: &[u8], start: usize, end: usize) -> u64 {
    let mut state = START;
    let mut at = start;
    while at < end {
        let left = end - at;
        let eight = bytes.get(at..).and_then(|rest| rest.first_chunk());
        let value = match eight {
            Some(eight) if left < 8 => u64::from_le_bytes(*eight) & ((1 << (8 * left)) - 1),
            Some(eight) => u64::from_le_bytes(*eight),
            None => {
                let rest = bytes.get(at..end).unwrap_or_default();
                rest.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
            }
        };
        state = mixed(state, value);
        at += 8;
    }
    state ^ (state >> 32)
}

/// The same for a word of up to eight bytes, the first lowest and zeros behind the last.
#[inline]
pub(super) const fn hash_of_eight(bytes: u64) -> u64 {
    let state = mixed(START, bytes);
    state ^ (state >> 32)
}

/// A hash with eight more bytes in it.
pub(crate) const fn mixed(state: u64, value: u64) -> u64 {
    (state.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// For tables whose keys are hashes already.
pub(crate) type ByHash = BuildHasherDefault<Identity>;

/// Takes a key as its own hash.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is multiplied by the factor of [`mixed`] comes back when it is multiplied by this.
    fn inverse(factor: u64) -> u64 {
        (0..6).fold(factor, |found, _| found.wrapping_mul(2_u64.wrapping_sub(factor.wrapping_mul(found))))
    }

    proptest! {
        #[test]
        fn a_short_word_can_be_read_from_its_hash(word in "\\PC{0,8}") {
            prop_assume!(word.len() <= HASHED_ALONE && !word.is_empty());
            let hash = hash_folded(word.as_bytes());
            let state = hash ^ (hash >> 32);
            let value = state.wrapping_mul(inverse(mixed(0, 1))) ^ START.rotate_left(5);
            let mut bytes = [0; HASHED_ALONE];
            bytes[..word.len()].copy_from_slice(word.as_bytes());
            prop_assert_eq!(value.to_le_bytes(), bytes);
        }
    }
}
