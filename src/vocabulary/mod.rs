//! Places, actors and casualty words: the data of `index-schema/`, parsed once and looked up fast.
//!
//! Does no I/O: [`Sources`] holds the texts of the data files, embedded or read by the caller.

mod names;

pub use names::NameTable;

/// The texts of the data files that a vocabulary is built from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Gazetteer files: name and text.
    pub places: Vec<(String, String)>,
    /// Actor lexicon files: name and text.
    pub actors: Vec<(String, String)>,
    /// Casualty word files, one a language: name and text.
    pub casualties: Vec<(String, String)>,
}

/// Everything the extractor knows by name.
#[derive(Debug, Default)]
pub struct Vocabulary {}

impl Vocabulary {
    /// The vocabulary that is embedded in the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self::default()
    }
}
