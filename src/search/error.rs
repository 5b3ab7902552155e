//! Why a question has no answer.

use thiserror::Error;

use crate::index::IndexError;
use crate::query::QueryError;

/// A question that cannot be answered.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The query cannot be read, or names what nobody knows.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The index cannot be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// There is no such article.
    #[error("the index has no article {id}: `sitrep search '*'` lists what it has")]
    NoArticle {
        /// The id that was asked for.
        id: String,
    },
}
