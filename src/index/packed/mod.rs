//! Records as text of a third of the length of JSON, read back without looking at every letter.
//!
//! Text, because the engine stores and reads bytes one by one. Words that are quoted from the stored
//! text are kept as places in it; a string that a record says twice is kept once.

/// Packs the fields of a struct one after the other.
macro_rules! field_by_field {
    ($kind:ident { $($field:ident),+ $(,)? }) => {
        impl Pack for $kind {
            fn pack<'m>(&'m self, to: &mut Packer<'m>) {
                let Self { $($field),+ } = self;
                $($field.pack(to);)+
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Some(Self { $($field: Pack::unpack(from)?),+ })
            }
        }
    };
}

/// Packs values of closed sets by their places among all.
macro_rules! by_place {
    ($($kind:ident),+ $(,)?) => {
        $(impl Pack for $kind {
            fn pack<'m>(&'m self, to: &mut Packer<'m>) {
                to.number(*self as u64);
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Self::ALL.get(from.size()?).copied()
            }
        })+

        /// The names of all values of closed sets, in the order that records go by: part of what an index means.
        pub(super) fn closed_sets() -> Vec<&'static str> {
            let mut names = Vec::new();
            $(names.extend($kind::ALL.iter().map(|value| value.as_str()));)+
            names
        }
    };
}

mod article;
mod figure;
mod mention;

use std::collections::{BTreeMap, HashMap};

use crate::corpus::{Field, Origin};
use crate::extract::Level;
use crate::text::{ByHash, ScalarIndex, Span, hash_folded};
use crate::vocabulary::{Outcome, Qualifier, Severity, Side, Stance, VictimCategory};

by_place!(Field, Level, Origin, Outcome, Qualifier, Severity, Side, Stance, VictimCategory);

/// What can be packed and read back the same.
pub(super) trait Pack: Sized {
    /// Adds this to `to`.
    fn pack<'m>(&'m self, to: &mut Packer<'m>);

    /// Reads back what [`Pack::pack`] wrote; `None` where the text is none of its making.
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self>;
}

/// The text that quotes point into: the slice of an article that is stored beside the record.
#[derive(Debug, Clone)]
pub(super) struct Slice<'t> {
    text: &'t str,
    scalars: ScalarIndex<'t>,
    byte: usize,
    scalar: usize,
}

impl<'t> Slice<'t> {
    /// The slice that begins after `byte` bytes and `scalar` scalar values of its article.
    pub(super) fn new(text: &'t str, byte: usize, scalar: usize) -> Self {
        Self { text, scalars: ScalarIndex::new(text), byte, scalar }
    }
}

/// The bit of a letter that says that more of its number follows.
const MORE: u64 = 1 << 6;

/// Room that most records need.
const USUAL_BYTES: usize = 512;
const USUAL_STRINGS: usize = 28;

/// A record in the making.
pub(super) struct Packer<'m> {
    slice: Slice<'m>,
    packed: String,
    /// Every string that was new, and where it stands among them by its hash.
    known: Vec<&'m str>,
    places: HashMap<u64, usize, ByHash>,
}

impl<'m> Packer<'m> {
    /// Nothing so far, beside `slice`.
    pub(super) fn new(slice: Slice<'m>) -> Self {
        Self {
            slice,
            packed: String::with_capacity(USUAL_BYTES),
            known: Vec::with_capacity(USUAL_STRINGS),
            places: HashMap::with_capacity_and_hasher(USUAL_STRINGS, ByHash::default()),
        }
    }

    /// What was packed.
    pub(super) fn finish(self) -> String {
        self.packed
    }

    /// Six bits a letter of ASCII, the last one below 64.
    fn number(&mut self, mut number: u64) {
        while number >= MORE {
            self.letter((number % MORE) | MORE);
            number /= MORE;
        }
        self.letter(number);
    }

    fn letter(&mut self, number: u64) {
        self.packed.push(char::from(number.to_le_bytes()[0]));
    }

    fn string(&mut self, text: &'m str) {
        // How many new strings ago: places that are told in the same words give the same letters,
        // wherever they stand, which compress well.
        let next = self.known.len();
        let hash = hash_folded(text.as_bytes());
        match self.places.get(&hash) {
            Some(&place) if self.known.get(place) == Some(&text) => self.number((next - place) as u64),
            _ => {
                self.known.push(text);
                self.places.insert(hash, next);
                self.number(0);
                self.number(text.len() as u64);
                self.packed.push_str(text);
            }
        }
    }

    /// Adds `text` as a place in `whole`, where it stands there.
    fn part(&mut self, text: &'m str, whole: &str) {
        match whole.find(text) {
            Some(at) => {
                self.number(at as u64 + 1);
                self.number(text.len() as u64);
            }
            None => {
                self.number(0);
                self.string(text);
            }
        }
    }
}

/// A record that is read back.
pub(super) struct Unpacker<'b> {
    slice: Slice<'b>,
    rest: &'b str,
    known: Vec<&'b str>,
}

impl<'b> Unpacker<'b> {
    /// A record, beside no text so far.
    pub(super) fn new(packed: &'b str) -> Self {
        Self { slice: Slice::new("", 0, 0), rest: packed, known: Vec::new() }
    }

    /// Says which text quotes point into from here on.
    pub(super) fn lie_beside(&mut self, slice: Slice<'b>) {
        self.slice = slice;
    }

    fn bytes(&mut self, count: usize) -> Option<&'b str> {
        let (bytes, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(bytes)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(MORE.trailing_zeros() as usize) {
            let letter = u64::from(*self.bytes(1)?.as_bytes().first()?);
            number |= (letter % MORE) << shift;
            if letter < MORE {
                return Some(number);
            }
        }
        None
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn string(&mut self) -> Option<&'b str> {
        let ago = self.size()?;
        if ago == 0 {
            let length = self.size()?;
            let text = self.bytes(length)?;
            self.known.push(text);
            return Some(text);
        }
        self.known.get(self.known.len().checked_sub(ago)?).copied()
    }

    fn part(&mut self, whole: &str) -> Option<String> {
        let Some(start) = self.size()?.checked_sub(1) else { return self.string().map(str::to_owned) };
        let length = self.size()?;
        whole.get(start..start.checked_add(length)?).map(str::to_owned)
    }

    /// The words of `span` in the slice, and their place in scalar values of the article.
    fn words(&self, span: Span) -> Option<(&'b str, Span)> {
        let words = self.slice.text.get(span.start..span.end)?;
        let counted = self.slice.scalars.scalars(span);
        Some((words, Span::new(self.slice.scalar + counted.start, self.slice.scalar + counted.end)))
    }
}

impl Pack for u64 {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.number(*self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.number()
    }
}

impl Pack for usize {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.number(*self as u64);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.size()
    }
}

impl Pack for i64 {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.number((self.cast_unsigned() << 1) ^ (self >> 63).cast_unsigned());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let number = from.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}

/// Degrees have few digits behind the point, and are kept as that many.
impl Pack for f64 {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        #[expect(clippy::cast_possible_truncation, reason = "what it loses is seen in the comparison")]
        let scaled = (self * DIGITS).round() as i64;
        let is_exact = (scaled as Self / DIGITS).to_bits() == self.to_bits();
        to.number(u64::from(is_exact));
        if is_exact {
            let zigzag = (scaled.cast_unsigned() << 1) ^ (scaled >> 63).cast_unsigned();
            to.number(zigzag);
        } else {
            to.number(self.to_bits());
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        if from.number()? == 1 {
            return Some(i64::unpack(from)? as Self / DIGITS);
        }
        from.number().map(Self::from_bits)
    }
}

/// One for each digit behind the point that is kept.
const DIGITS: f64 = 100_000.0;

impl Pack for String {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.string(self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.string().map(str::to_owned)
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.number(u64::from(self.is_some()));
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        match from.number()? {
            0 => Some(None),
            _ => Some(Some(T::unpack(from)?)),
        }
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.number(self.len() as u64);
        for value in self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let count = from.size()?;
        // Every value takes a byte at least, so a wrong count ends with the text.
        let mut values = Self::with_capacity(count.min(from.rest.len()));
        for _ in 0..count {
            values.push(T::unpack(from)?);
        }
        Some(values)
    }
}

impl<K: Pack + Ord, V: Pack> Pack for BTreeMap<K, V> {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.number(self.len() as u64);
        for (key, value) in self {
            key.pack(to);
            value.pack(to);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        (0..from.number()?).map(|_| Some((Pack::unpack(from)?, Pack::unpack(from)?))).collect()
    }
}

impl Pack for Span {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.number(self.start as u64);
        to.number(self.len() as u64);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let start = from.size()?;
        Some(Self::new(start, start.checked_add(from.size()?)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back<T: Pack>(value: &T) -> Option<T> {
        let mut packer = Packer::new(Slice::new("", 0, 0));
        value.pack(&mut packer);
        let packed = packer.finish();
        let mut unpacker = Unpacker::new(&packed);
        let value = T::unpack(&mut unpacker);
        assert!(unpacker.rest.is_empty());
        value
    }

    #[test]
    fn values_come_back_as_they_went_in() {
        for number in [0, 1, 63, 64, 4095, 4096, u64::MAX] {
            assert_eq!(back(&number), Some(number));
        }
        for number in [0, -1, 1, i64::MIN, i64::MAX] {
            assert_eq!(back(&number), Some(number));
        }
        for number in [12.65, -8.0, 0.0, 14.123_456_789, f64::MAX] {
            assert_eq!(back(&number).map(f64::to_bits), Some(number.to_bits()));
        }
        let names = ["Mali", "Ségou", "Mali", ""].map(str::to_owned).to_vec();
        assert_eq!(back(&names), Some(names.clone()));
        assert_eq!(back(&Some(names.clone())), Some(Some(names)));
    }

    #[test]
    fn broken_records_are_none_of_ours() {
        for packed in ["", "@", "@@@@@@@@@@@@@@@@@@@@", "\t", "\u{1}\0(A", "\u{1}\0\u{1}é", "é"] {
            let unpacked = Vec::<String>::unpack(&mut Unpacker::new(packed));
            assert_eq!(unpacked, None, "{packed:?}");
        }
    }
}
