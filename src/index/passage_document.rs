//! The document as a segment takes it: its postings, columns and stored values are made from this.
//!
//! All of its texts stand in one buffer, for there are many and most are short.

use std::ops::Range;

use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

/// Fields of one passage and their values, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct PassageDocument {
    texts: String,
    values: Vec<(Field, Kept)>,
}

#[derive(Debug)]
enum Kept {
    Text(Range<usize>),
    U64(u64),
    I64(i64),
}

/// Values of most documents, and bytes of their texts and records beside the passage.
const USUAL_VALUES: usize = 24;
const USUAL_BYTES: usize = 768;

impl PassageDocument {
    /// No values yet, with room for those of a passage of so many bytes.
    pub(crate) fn with_room_for(bytes: usize) -> Self {
        Self { texts: String::with_capacity(bytes + USUAL_BYTES), values: Vec::with_capacity(USUAL_VALUES) }
    }

    pub(crate) fn add_text(&mut self, field: Field, text: &str) {
        let start = self.texts.len();
        self.texts.push_str(text);
        self.values.push((field, Kept::Text(start..self.texts.len())));
    }

    pub(crate) fn add_u64(&mut self, field: Field, value: u64) {
        self.values.push((field, Kept::U64(value)));
    }

    pub(crate) fn add_i64(&mut self, field: Field, value: i64) {
        self.values.push((field, Kept::I64(value)));
    }

    /// Its texts, each with its field.
    pub(super) fn texts(&self) -> impl Iterator<Item = (Field, &str)> {
        self.iter_fields_and_values().filter_map(|(field, value)| match value {
            PassageValue::Text(text) => Some((field, text)),
            _ => None,
        })
    }
}

impl Document for PassageDocument {
    type Value<'a> = PassageValue<'a>;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Values { document: self, rest: self.values.iter() }
    }
}

/// One value of a [`PassageDocument`].
#[derive(Debug, Clone, Copy)]
pub(crate) enum PassageValue<'a> {
    Text(&'a str),
    U64(u64),
    I64(i64),
}

impl<'a> Value<'a> for PassageValue<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            Self::Text(text) => ReferenceValueLeaf::Str(text),
            Self::U64(value) => ReferenceValueLeaf::U64(value),
            Self::I64(value) => ReferenceValueLeaf::I64(value),
        })
    }
}

/// The fields and values of a [`PassageDocument`].
pub(crate) struct Values<'a> {
    document: &'a PassageDocument,
    rest: std::slice::Iter<'a, (Field, Kept)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, PassageValue<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, kept) = self.rest.next()?;
        let value = match kept {
            Kept::Text(range) => {
                PassageValue::Text(self.document.texts.get(range.clone()).unwrap_or_default())
            }
            Kept::U64(value) => PassageValue::U64(*value),
            Kept::I64(value) => PassageValue::I64(*value),
        };
        Some((*field, value))
    }
}
