//! Half-open byte ranges, and their translation into counts of Unicode scalar values.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes within a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two ranges share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside this range.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same bytes, where so many others come before them.
    #[must_use]
    pub const fn behind(self, others: usize) -> Self {
        Self { start: self.start.saturating_add(others), end: self.end.saturating_add(others) }
    }

    /// The text of this range; empty where the range does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Translates byte offsets of one text into counts of Unicode scalar values.
///
/// One count is kept for every 64 bytes, so that a look-up scans 64 bytes at most; none for a text of
/// ASCII, whose bytes are its scalar values.
#[derive(Debug, Clone)]
pub struct ScalarIndex<'t> {
    text: &'t str,
    counts: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'t> ScalarIndex<'t> {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, counts: Vec::new() };
        }
        let mut total = 0;
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        for chunk in text.as_bytes().chunks(STRIDE) {
            counts.push(total);
            total += scalar_starts(chunk);
        }
        counts.push(total);
        Self { text, counts }
    }

    /// How many Unicode scalar values begin before byte `offset`.
    #[must_use]
    pub fn scalars_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.counts.is_empty() {
            return offset;
        }
        let block = offset / STRIDE;
        let from = block * STRIDE;
        let counted = self.counts.get(block).copied().unwrap_or_default();
        counted + self.text.as_bytes().get(from..offset).map_or(0, scalar_starts)
    }

    /// The same range in Unicode scalar values.
    #[must_use]
    pub fn scalars(&self, span: Span) -> Span {
        Span::new(self.scalars_before(span.start), self.scalars_before(span.end))
    }
}

fn scalar_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| (byte & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalar_offsets_count_characters_not_bytes() {
        for text in ["Ségou é".repeat(40), "Segou e".repeat(40), String::new()] {
            let index = ScalarIndex::new(&text);
            for (scalars, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(index.scalars_before(byte), scalars);
            }
            assert_eq!(index.scalars_before(text.len() + 1), text.chars().count());
        }
    }
}
