//! What can be wrong with a user's own vocabulary files.

use super::{ActorsError, GazetteerError};

/// Why a vocabulary cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VocabularyError {
    /// A file of places.
    #[error(transparent)]
    Places(#[from] GazetteerError),
    /// A file of actors.
    #[error(transparent)]
    Actors(#[from] ActorsError),
}
