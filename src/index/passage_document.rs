//! The document as it is handed to the engine.
//!
//! The engine's own document type writes the terms of a pre-tokenized field as JSON and reads them
//! back when it indexes them, which cost more than indexing itself; this one hands them over as
//! they are.

use tantivy::schema::Field;
use tantivy::schema::document::{Document, OwnedValue};
use tantivy::tokenizer::PreTokenizedString;

/// Fields of one passage and their values, in the order in which they were added.
#[derive(Debug, Clone, Default)]
pub(crate) struct PassageDocument {
    values: Vec<(Field, OwnedValue)>,
}

impl PassageDocument {
    pub(crate) fn add_text(&mut self, field: Field, text: impl Into<String>) {
        self.values.push((field, OwnedValue::Str(text.into())));
    }

    pub(crate) fn add_terms(&mut self, field: Field, terms: PreTokenizedString) {
        self.values.push((field, OwnedValue::PreTokStr(terms)));
    }

    pub(crate) fn add_u64(&mut self, field: Field, value: u64) {
        self.values.push((field, OwnedValue::U64(value)));
    }

    pub(crate) fn add_i64(&mut self, field: Field, value: i64) {
        self.values.push((field, OwnedValue::I64(value)));
    }
}

impl Document for PassageDocument {
    type Value<'a> = &'a OwnedValue;
    type FieldsValuesIter<'a> = Values<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Values { rest: self.values.iter() }
    }
}

/// The fields and values of a [`PassageDocument`].
pub(crate) struct Values<'a> {
    rest: std::slice::Iter<'a, (Field, OwnedValue)>,
}

impl<'a> Iterator for Values<'a> {
    type Item = (Field, &'a OwnedValue);

    fn next(&mut self) -> Option<Self::Item> {
        self.rest.next().map(|(field, value)| (*field, value))
    }
}
