//! Short words of plain letters and digits, read eight bytes at once: four in five words of most texts.

use super::token::{Shape, TokenKind};
use super::word_hash::hash_of_eight;

/// A word of at most seven bytes and what stands behind it.
pub(super) struct ShortWord {
    pub(super) length: usize,
    pub(super) kind: TokenKind,
    pub(super) shape: Shape,
    pub(super) hash: u64,
    /// The byte behind the word.
    pub(super) next: u8,
}

impl ShortWord {
    /// Reads the word that eight bytes begin with, given as they stand and in small letters. `None` where
    /// they do not hold all of it, or digits and letters in one word ask for a closer look.
    #[inline]
    pub(super) fn read(written: [u8; 8], lower: [u8; 8]) -> Option<Self> {
        let (written, lower) = (u64::from_le_bytes(written), u64::from_le_bytes(lower));
        let (letters, digits) = (within(lower, b'a', b'z'), within(lower, b'0', b'9'));
        let behind = !(letters | digits) & HIGH;
        if behind == 0 {
            return None;
        }
        let bits = behind.trailing_zeros() & !7;
        let word = (1_u64 << bits) - 1;
        let (letters, digits) = (letters & word, digits & word);
        if letters != 0 && digits & FIRST != 0 {
            return None;
        }
        // The bit by which a capital differs from its small letter, brought to where the others stand.
        let capitals = ((written ^ lower) << 2) & word & HIGH;
        let shape = match (capitals & FIRST != 0, capitals & !FIRST != 0) {
            (false, false) => Shape::Lower,
            (true, false) => Shape::Title,
            (true, true) if letters & !capitals & !FIRST == 0 => Shape::Upper,
            (_, true) => Shape::Mixed,
        };
        Some(Self {
            length: bits as usize / 8,
            kind: if digits & FIRST == 0 { TokenKind::Word } else { TokenKind::Digits },
            shape,
            hash: hash_of_eight(lower & word),
            next: u8::try_from(written >> bits & 0xff).unwrap_or_default(),
        })
    }
}

/// The highest bit of each byte.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// That of the first byte.
const FIRST: u64 = 0x80;

/// The highest bit of each byte that lies between two bytes of ASCII, these included.
const fn within(bytes: u64, first: u8, last: u8) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = bytes & !HIGH;
    let at_least = (low | HIGH) - EACH * first as u64;
    let at_most = ((EACH * last as u64) | HIGH) - low;
    at_least & at_most & !bytes & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(eight: &str) -> Option<(usize, TokenKind, Shape, u8)> {
        let bytes = |text: &str| text.as_bytes().first_chunk().copied().expect("eight bytes");
        let word = ShortWord::read(bytes(eight), bytes(&eight.to_ascii_lowercase()))?;
        Some((word.length, word.kind, word.shape, word.next))
    }

    #[test]
    fn a_word_ends_where_its_letters_do() {
        assert_eq!(read("town was"), Some((4, TokenKind::Word, Shape::Lower, b' ')));
        assert_eq!(read("Kati's a"), Some((4, TokenKind::Word, Shape::Title, b'\'')));
        assert_eq!(read("JNIM, th"), Some((4, TokenKind::Word, Shape::Upper, b',')));
        assert_eq!(read("FAMa in "), Some((4, TokenKind::Word, Shape::Mixed, b' ')));
        assert_eq!(read("M23 [of]"), Some((3, TokenKind::Word, Shape::Title, b' ')));
        assert_eq!(read("2022 `z{"), Some((4, TokenKind::Digits, Shape::Lower, b' ')));
        assert_eq!(read("A cat {|"), Some((1, TokenKind::Word, Shape::Title, b' ')));
        assert_eq!(read("Ségou é"), Some((1, TokenKind::Word, Shape::Title, "é".as_bytes()[0])));
    }

    #[test]
    fn what_is_longer_or_mixed_is_left_to_others() {
        assert_eq!(read("soldiers"), None);
        assert_eq!(read("15km off"), None);
    }
}
