//! From a cleaned text back to its source: which bytes of the one stand for which of the other.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Span;

/// Translates byte ranges of a text into those of the source it was made from, and back.
///
/// Bytes that were copied map one to one; a piece that was rewritten (`e` and a combining accent
/// to `é`) maps as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: Span,
    source: Span,
    copied: bool,
}

impl OffsetMap {
    /// The map of a text copied whole from byte `source_start` of its source.
    #[must_use]
    pub fn shifted(source_start: usize, length: usize) -> Self {
        let mut map = Self::default();
        map.copy(Span::new(source_start, source_start + length));
        map
    }

    /// Says that the next bytes of the text are those of `source`, unchanged.
    pub fn copy(&mut self, source: Span) {
        if source.is_empty() {
            return;
        }
        let start = self.text_len();
        if let Some(last) = self.pieces.last_mut()
            && last.copied
            && last.source.end == source.start
        {
            last.source.end = source.end;
            last.text.end += source.len();
            return;
        }
        self.pieces.push(Piece { text: Span::new(start, start + source.len()), source, copied: true });
    }

    /// Says that the next `length` bytes of the text were written for those of `source`.
    pub fn rewrite(&mut self, length: usize, source: Span) {
        let start = self.text_len();
        self.pieces.push(Piece { text: Span::new(start, start + length), source, copied: false });
    }

    /// Says that the next `length` bytes of the text are the first ones of the text of `other`.
    pub fn append(&mut self, other: &Self, length: usize) {
        for piece in other.pieces.iter().take_while(|piece| piece.text.start < length) {
            let end = piece.text.end.min(length);
            if piece.copied {
                let kept = end - piece.text.start;
                self.copy(Span::new(piece.source.start, piece.source.start + kept));
            } else {
                self.rewrite(end - piece.text.start, piece.source);
            }
        }
    }

    /// Length of the text that is mapped so far.
    #[must_use]
    pub fn text_len(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.text.end)
    }

    /// The bytes of the source for which those of `text` stand.
    #[must_use]
    pub fn to_source(&self, text: Span) -> Span {
        self.translate(text, |piece| (piece.text, piece.source))
    }

    /// The bytes of the text that stand for those of `source`; what the text left out is passed over.
    #[must_use]
    pub fn to_text(&self, source: Span) -> Span {
        self.translate(source, |piece| (piece.source, piece.text))
    }

    /// The map from this one's text to the source of `inner`, whose text is this one's source.
    #[must_use]
    pub fn over(&self, inner: &Self) -> Self {
        let mut map = Self::default();
        for piece in &self.pieces {
            if !piece.copied {
                map.rewrite(piece.text.len(), inner.to_source(piece.source));
                continue;
            }
            let first = inner.pieces.partition_point(|part| part.text.end <= piece.source.start);
            let parts = inner.pieces.iter().skip(first);
            for part in parts.take_while(|part| part.text.start < piece.source.end) {
                let start = part.text.start.max(piece.source.start);
                let end = part.text.end.min(piece.source.end);
                if part.copied {
                    let source = part.source.start + (start - part.text.start);
                    map.copy(Span::new(source, source + (end - start)));
                } else {
                    map.rewrite(end - start, part.source);
                }
            }
        }
        map
    }

    fn translate(&self, span: Span, sides: impl Fn(&Piece) -> (Span, Span)) -> Span {
        // The piece that holds the first byte, and the one that holds the last.
        let first = self.pieces.partition_point(|piece| sides(piece).0.end <= span.start);
        let start = self.pieces.get(first).map_or_else(
            || self.pieces.last().map_or(0, |piece| sides(piece).1.end),
            |piece| {
                let (from, to) = sides(piece);
                if piece.copied { to.start + span.start.saturating_sub(from.start) } else { to.start }
            },
        );
        if span.is_empty() {
            return Span::new(start, start);
        }
        let last = self.pieces.partition_point(|piece| sides(piece).0.start < span.end);
        let end = last.checked_sub(1).and_then(|last| self.pieces.get(last)).map_or(start, |piece| {
            let (from, to) = sides(piece);
            if piece.copied { (to.start + (span.end - from.start)).min(to.end) } else { to.end }
        });
        Span::new(start, end.max(start))
    }
}

/// `text` in Unicode's composed form (NFC), and the map back; `source_start` is the byte of the
/// source at which `text` begins.
///
/// Text that is composed already, which is nearly all of it, is handed back as it came.
#[must_use]
pub fn compose(text: String, source_start: usize) -> (String, OffsetMap) {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        let map = OffsetMap::shifted(source_start, text.len());
        return (text, map);
    }
    let mut composed = String::with_capacity(text.len());
    let mut map = OffsetMap::default();
    let mut start = 0;
    let mut letters = text.char_indices().skip(1).peekable();
    while start < text.len() {
        let mut end = text.len();
        for (at, c) in letters.by_ref() {
            if is_boundary(c) {
                end = at;
                break;
            }
        }
        let cluster = Span::new(start, end).of(&text);
        let from = composed.len();
        composed.extend(cluster.nfc());
        let source = Span::new(source_start + start, source_start + end);
        match composed.get(from..) {
            Some(written) if written != cluster => map.rewrite(written.len(), source),
            _ => map.copy(source),
        }
        start = end;
    }
    (composed, map)
}

/// Whether nothing before `c` can change it or be changed by it.
fn is_boundary(c: char) -> bool {
    c.is_ascii()
        || (canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_decomposed_name_maps_back_to_its_bytes() {
        let source = "À Se\u{301}gou, dix";
        let (text, map) = compose(source.to_owned(), 100);
        assert_eq!(text, "À Ségou, dix");
        let name = Span::new(3, 9);
        assert_eq!(name.of(&text), "Ségou");
        assert_eq!(map.to_source(name), Span::new(103, 110));
        assert_eq!(map.to_text(Span::new(103, 110)), name);
        // Half of a rewritten letter stands for the whole of it.
        assert_eq!(map.to_source(Span::new(5, 6)), Span::new(104, 107));
    }

    #[test]
    fn what_was_left_out_has_no_text() {
        let mut map = OffsetMap::default();
        map.copy(Span::new(10, 20));
        map.copy(Span::new(25, 30));
        assert_eq!(map.to_source(Span::new(8, 12)), Span::new(18, 27));
        assert_eq!(map.to_text(Span::new(20, 25)), Span::new(10, 10));
        assert_eq!(map.to_text(Span::new(0, 100)), Span::new(0, 15));
    }

    #[test]
    fn maps_are_laid_over_each_other() {
        let mut inner = OffsetMap::default();
        inner.copy(Span::new(10, 13));
        inner.copy(Span::new(15, 20));
        let mut outer = OffsetMap::default();
        outer.copy(Span::new(0, 4));
        outer.rewrite(2, Span::new(4, 7));
        outer.copy(Span::new(7, 8));
        let map = outer.over(&inner);
        assert_eq!(map.to_source(Span::new(0, 3)), Span::new(10, 13));
        assert_eq!(map.to_source(Span::new(3, 4)), Span::new(15, 16));
        assert_eq!(map.to_source(Span::new(4, 5)), Span::new(16, 19));
        assert_eq!(map.to_source(Span::new(6, 7)), Span::new(19, 20));
        assert_eq!(map.text_len(), 7);
    }

    proptest! {
        #[test]
        fn composing_agrees_with_unicode_and_the_map_is_its_inverse(
            source in "([a-z é\u{301}\u{323}\u{1100}-\u{1175}\u{11a8}\u{212b}가-각ا\u{653}]|\\PC){0,60}",
            base in 0_usize..50,
        ) {
            let (text, map) = compose(source.clone(), base);
            prop_assert_eq!(&text, &source.nfc().collect::<String>());
            prop_assert_eq!(map.text_len(), text.len());
            let whole = Span::new(0, text.len());
            prop_assert_eq!(map.to_source(whole).len(), source.len());
            for (at, c) in text.char_indices() {
                let letter = Span::new(at, at + c.len_utf8());
                let back = map.to_source(letter);
                let there = Span::new(back.start - base, back.end - base).of(&source);
                prop_assert!(there.nfc().collect::<String>().contains(c), "{:?} {:?}", there, c);
                prop_assert!(map.to_text(back).contains(letter));
            }
        }
    }
}
