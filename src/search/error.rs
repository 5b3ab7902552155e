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
    /// A file of that path holds more than one, or several folders have such a file.
    #[error("{path} holds {} articles: name one by its id: {}", ids.len(), several(ids))]
    ManyArticles {
        /// The path that was asked for.
        path: String,
        /// The ids of its articles.
        ids: Vec<String>,
    },
}

/// The first few of `ids`.
fn several(ids: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = ids.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if ids.len() > SHOWN { format!("{shown}, …") } else { shown }
}
