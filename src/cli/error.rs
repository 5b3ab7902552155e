//! What can go wrong on the command line, in one sentence each.

use std::io;
use std::path::PathBuf;

use crate::index::IndexError;
use crate::query::QueryError;
use crate::search::{Question, SearchError};
use crate::text::Span;

/// A failure that ends a command.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// Nothing can be written where the output should go.
    #[error("cannot write the output: {0}")]
    Output(#[source] io::Error),
    /// A file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The arguments ask for something that makes no sense.
    #[error("{0}")]
    Usage(String),
    /// The index cannot be written or read.
    #[error(transparent)]
    Index(Box<IndexError>),
    /// The words of the question cannot be read.
    #[error("{message}")]
    Query {
        /// The words.
        query: String,
        /// The part that is wrong.
        part: Span,
        /// What is wrong, and what to write.
        message: String,
    },
    /// The question has no answer.
    #[error(transparent)]
    Search(Box<SearchError>),
}

impl CliError {
    /// Whether the reader of stdout has gone, which is his right.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Why `question` has no answer, with the place in its words where it has one.
    pub(super) fn of(question: &Question, error: SearchError) -> Self {
        let message = error.to_string();
        match error {
            SearchError::Query(QueryError { span: Some(part), .. }) => {
                Self::Query { query: question.query.clone(), part, message }
            }
            error => error.into(),
        }
    }
}

impl From<io::Error> for CliError {
    fn from(source: io::Error) -> Self {
        Self::Output(source)
    }
}

impl From<IndexError> for CliError {
    fn from(error: IndexError) -> Self {
        Self::Index(Box::new(error))
    }
}

impl From<SearchError> for CliError {
    fn from(error: SearchError) -> Self {
        Self::Search(Box::new(error))
    }
}
