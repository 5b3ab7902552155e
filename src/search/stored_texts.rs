//! The stored texts of a document, as they are: the engine's own document type would copy them.

use tantivy::schema::Field;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};

/// Stored fields of one document and their texts.
#[derive(Debug)]
pub(super) struct StoredTexts {
    texts: Vec<(Field, String)>,
}

impl StoredTexts {
    /// Takes the text of `field` out; empty where there is none.
    pub(super) fn take(&mut self, field: Field) -> String {
        let found = self.texts.iter_mut().find(|(known, _)| *known == field);
        found.map(|(_, text)| std::mem::take(text)).unwrap_or_default()
    }
}

impl DocumentDeserialize for StoredTexts {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut fields: D) -> Result<Self, DeserializeError> {
        let mut texts = Vec::with_capacity(fields.size_hint());
        while let Some(field) = fields.next_field()? {
            texts.push(field);
        }
        Ok(Self { texts })
    }
}
