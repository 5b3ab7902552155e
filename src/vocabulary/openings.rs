//! With which words names may begin: a quick no for most words of a text.

/// For each name the word it begins with, and whether that is all of it or which word comes next.
///
/// What begins with one word lies in one line of memory: a word that opens no name where it stands, as
/// most do, is told by one look at a table that is far smaller than that of the names.
#[derive(Debug, Default)]
pub(super) struct Openings {
    lines: Vec<Line>,
}

/// As much as a processor reads from memory at once.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Line([u64; 8]);

/// Bits a name: with fewer, more words share all of theirs with some name.
const BITS: usize = 16;

/// Lines of a table of which it was not said how many names it will hold.
const LEAST: usize = 8;

impl Openings {
    pub(super) fn with_capacity(names: usize) -> Self {
        let lines = (names * BITS / 512).next_power_of_two().max(LEAST);
        Self { lines: vec![Line::default(); lines] }
    }

    fn line(&self, first: u64) -> usize {
        let mask = self.lines.len().wrapping_sub(1);
        usize::try_from(first ^ (first >> 29)).unwrap_or_default() & mask
    }

    /// Adds a name that begins with the word `first`, and with the words of `key`.
    pub(super) fn insert(&mut self, first: u64, key: u64) {
        if self.lines.is_empty() {
            *self = Self::with_capacity(0);
        }
        let line = self.line(first);
        let (word, bits) = place(key);
        if let Some(Line(words)) = self.lines.get_mut(line) {
            words[word] |= bits;
        }
    }

    /// Whether a name may begin with the word `first`, and with the words of one of `keys`.
    #[inline]
    pub(super) fn may_hold(&self, first: u64, keys: [u64; 2]) -> bool {
        let Some(Line(words)) = self.lines.get(self.line(first)) else { return false };
        let holds = |key: u64| {
            let (word, bits) = place(key);
            words[word] & bits == bits
        };
        holds(keys[0]) | holds(keys[1])
    }
}

/// The word of a line and the bits in it that stand for `key`: three, for what begins no name shares one
/// with some name often, and all three rarely.
#[inline]
fn place(key: u64) -> (usize, u64) {
    let bit = |from: u32| 1 << (key >> from & 63);
    (usize::try_from(key >> 61).unwrap_or_default(), bit(37) | bit(43) | bit(49))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_held_and_nothing_of_an_empty_one() {
        let mut openings = Openings::default();
        assert!(!openings.may_hold(7, [7 << 40, 8]));
        openings.insert(7, 7 << 40);
        assert!(openings.may_hold(7, [7 << 40, 8 << 40]) && openings.may_hold(7, [8 << 40, 7 << 40]));
        assert!(!openings.may_hold(7, [8 << 40, 9 << 40]));
    }
}
