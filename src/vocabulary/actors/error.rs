//! What can be wrong with a file of actors.

/// Why the data of the actors cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActorsError {
    /// A line of a file that cannot be read.
    #[error("{file}:{line}: {problem}; index-schema/actors/README.md says what a row holds")]
    Row {
        /// The file.
        file: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// Rows that do not fit together.
    #[error("the lexicon of actors: {problem}")]
    Lexicon {
        /// What is wrong.
        problem: String,
    },
}
