//! What an index means, in one value: fields, vocabularies and analysis.

use sha2::{Digest, Sha256};

use super::{analysis, packed};
use crate::vocabulary::Sources;

/// SHA-256, in hex, over everything that decides what an index holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of this program with these vocabularies.
    #[must_use]
    pub fn of(sources: &Sources) -> Self {
        let mut hash = Sha256::new();
        let mut part = |name: &str, text: &str| {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        };
        part("analysis", &analysis::VERSION.to_string());
        part("extraction", env!("CARGO_PKG_VERSION"));
        part("values", &packed::closed_sets().join(" "));
        // The digest of everything in index-schema/, taken when the program was built.
        part("index-schema", env!("SITREP_SCHEMA_SHA256"));
        for (name, text) in &sources.places {
            part(name, text);
        }
        for (name, text) in &sources.actors {
            part(name, text);
        }
        Self(hex(&hash.finalize()))
    }

    /// That of the same index without the folded forms of words.
    pub(crate) fn without_forms(&self) -> Self {
        Self(hex(&Sha256::digest(format!("{} without forms", self.0))))
    }

    /// The fingerprint as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first digits, enough to tell two apart in a message.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }

    pub(crate) const fn from_text(text: String) -> Self {
        Self(text)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_of_a_vocabulary_makes_another_fingerprint() {
        let one = Sources { places: vec![("a".into(), "Kati".into())], ..Sources::default() };
        let two = Sources { places: vec![("a".into(), "Katy".into())], ..Sources::default() };
        assert_ne!(Fingerprint::of(&one), Fingerprint::of(&two));
        assert_eq!(Fingerprint::of(&one), Fingerprint::of(&one.clone()));
        assert_eq!(Fingerprint::of(&one).short().len(), 12);
    }
}
