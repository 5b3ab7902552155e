//! What is wrong with a query: where, and what to write instead.

use thiserror::Error;

use crate::text::Span;

/// A query that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}{}: {hint}", place(*character))]
pub struct QueryError {
    /// What is wrong, in a few words.
    pub message: String,
    /// What to write.
    pub hint: String,
    /// The bytes of the query that it is about; `None` for a filter given beside the query.
    pub span: Option<Span>,
    /// The character where those begin, counted from 1.
    pub character: Option<usize>,
}

impl QueryError {
    /// An error about the bytes `span` of `query`.
    #[must_use]
    pub fn at(query: &str, span: Span, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let before = query.get(..span.start).unwrap_or(query);
        Self {
            message: message.into(),
            hint: hint.into(),
            span: Some(span),
            character: Some(before.chars().count() + 1),
        }
    }

    /// An error about a filter given beside the query.
    #[must_use]
    pub fn in_filter(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), span: None, character: None }
    }
}

fn place(character: Option<usize>) -> String {
    character.map_or_else(String::new, |character| format!(" at character {character} of the query"))
}
