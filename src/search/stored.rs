//! What is stored with a document, as it is: the engine's own document type would copy it.

use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};

/// The stored fields of one document.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) text: String,
    pub(super) record: String,
}

impl DocumentDeserialize for Stored {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut fields: D) -> Result<Self, DeserializeError> {
        let lacking = || DeserializeError::custom("a stored document lacks a field");
        // They come back in the order in which the index writes them.
        let (_, text) = fields.next_field()?.ok_or_else(lacking)?;
        let (_, record) = fields.next_field()?.ok_or_else(lacking)?;
        Ok(Self { text, record })
    }
}
