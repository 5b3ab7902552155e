//! Number words by language, from `index-schema/numbers/`.

use std::sync::OnceLock;

use crate::text::number::{NumberData, NumberWords};

/// The number words of every language that the program knows.
#[derive(Debug)]
pub struct Numbers {
    languages: Vec<NumberWords>,
}

/// A file of number words that is not what it should be.
#[derive(Debug, thiserror::Error)]
#[error("number words {name}: {reason}")]
pub struct NumbersError {
    /// The file.
    pub name: String,
    /// What is wrong with it, and where.
    pub reason: String,
}

const BUILT_IN: [(&str, &str); 4] = [
    ("numbers/en.toml", include_str!("../../index-schema/numbers/en.toml")),
    ("numbers/fr.toml", include_str!("../../index-schema/numbers/fr.toml")),
    ("numbers/es.toml", include_str!("../../index-schema/numbers/es.toml")),
    ("numbers/ar.toml", include_str!("../../index-schema/numbers/ar.toml")),
];

impl Numbers {
    /// The number words that are embedded in the program; read when first asked for.
    ///
    /// # Panics
    /// Never in a build whose tests pass: a test reads the embedded files.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static NUMBERS: OnceLock<Numbers> = OnceLock::new();
        NUMBERS.get_or_init(|| {
            let files = BUILT_IN.map(|(name, text)| (name.to_owned(), text.to_owned()));
            Self::read(&files).expect("a test reads the embedded number words")
        })
    }

    /// Reads files of number words, each given by name and text. The first is the language of texts
    /// that no other fits.
    ///
    /// # Errors
    /// Where a file is no file of number words.
    pub fn read(files: &[(String, String)]) -> Result<Self, NumbersError> {
        let languages: Result<Vec<NumberWords>, NumbersError> = files
            .iter()
            .map(|(name, text)| match toml::from_str::<NumberData>(text) {
                Ok(data) => Ok(NumberWords::new(&data)),
                Err(error) => Err(NumbersError { name: name.clone(), reason: error.to_string() }),
            })
            .collect();
        let languages = languages?;
        if languages.is_empty() {
            let reason = "there is no file; at least one language is needed".to_owned();
            return Err(NumbersError { name: "numbers".to_owned(), reason });
        }
        Ok(Self { languages })
    }

    /// All languages, the fallback first.
    #[must_use]
    pub fn languages(&self) -> &[NumberWords] {
        &self.languages
    }

    /// The words of `language`; those of the first file where it is unknown.
    ///
    /// # Panics
    /// Never: there is at least one language.
    #[must_use]
    pub fn of(&self, language: Option<&str>) -> &NumberWords {
        self.languages
            .iter()
            .find(|words| Some(words.language.as_str()) == language)
            .or_else(|| self.languages.first())
            .expect("read() refuses an empty list")
    }
}
