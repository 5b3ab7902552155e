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
        // They come back in the order in which the index writes them.
        let text = fields.next_field()?.map(|(_, text)| text).unwrap_or_default();
        let record = fields.next_field()?.map(|(_, record)| record).unwrap_or_default();
        Ok(Self { text, record })
    }
}
