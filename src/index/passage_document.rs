//! The document as it is handed to the engine.
//!
//! All of its texts stand in one buffer: documents are made by one thread and taken apart by
//! another, and memory that wanders between threads is dear.

use std::ops::Range;
use std::sync::mpsc::Sender;

use tantivy::schema::Field;
use tantivy::schema::document::{Document, ReferenceValue, ReferenceValueLeaf, Value};

use super::terms::Terms;

/// Fields of one passage and their values, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct PassageDocument {
    texts: String,
    record: Vec<u8>,
    values: Vec<(Field, Kept)>,
    /// Cut off with the document: whoever listens hears that the engine has done with it.
    done: Option<Sender<()>>,
}

#[derive(Debug)]
enum Kept {
    Text(Range<usize>),
    Record,
    U64(u64),
    I64(i64),
}

impl PassageDocument {
    pub(crate) fn add_text(&mut self, field: Field, text: &str) {
        let start = self.texts.len();
        self.texts.push_str(text);
        self.values.push((field, Kept::Text(start..self.texts.len())));
    }

    pub(crate) fn add_terms(&mut self, field: Field, terms: &Terms) {
        self.add_text(field, terms.as_str());
    }

    /// The one field of bytes.
    pub(crate) fn set_record(&mut self, field: Field, record: Vec<u8>) {
        self.record = record;
        self.values.push((field, Kept::Record));
    }

    pub(crate) fn add_u64(&mut self, field: Field, value: u64) {
        self.values.push((field, Kept::U64(value)));
    }

    pub(crate) fn add_i64(&mut self, field: Field, value: i64) {
        self.values.push((field, Kept::I64(value)));
    }

    /// Bytes of its texts and its record.
    pub(super) const fn bytes(&self) -> usize {
        self.texts.len() + self.record.len()
    }

    /// Drops `done` with the document.
    pub(super) fn tell_when_dropped(&mut self, done: Sender<()>) {
        self.done = Some(done);
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
    Bytes(&'a [u8]),
    U64(u64),
    I64(i64),
}

impl<'a> Value<'a> for PassageValue<'a> {
    type ArrayIter = std::iter::Empty<Self>;
    type ObjectIter = std::iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match *self {
            Self::Text(text) => ReferenceValueLeaf::Str(text),
            Self::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
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
            Kept::Record => PassageValue::Bytes(&self.document.record),
            Kept::U64(value) => PassageValue::U64(*value),
            Kept::I64(value) => PassageValue::I64(*value),
        };
        Some((*field, value))
    }
}
