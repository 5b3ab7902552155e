//! What can go wrong with an index, each with what to do about it.

use std::path::PathBuf;

use thiserror::Error;

use super::lock::Holder;

/// An index could not be written, opened or read.
#[derive(Debug, Error)]
pub enum IndexError {
    /// There is none in that folder.
    #[error("no index in {}: run `sitrep index FOLDER --index {}` first", dir.display(), dir.display())]
    Missing {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder holds something else.
    #[error("{} holds other files and no index: choose another folder with --index", dir.display())]
    Foreign {
        /// The folder.
        dir: PathBuf,
    },
    /// The index would be indexed itself.
    #[error("the index {} lies inside {}, the folder to index: choose a folder outside it with --index", dir.display(), articles.display())]
    Inside {
        /// The folder of the index.
        dir: PathBuf,
        /// The folder of the articles.
        articles: PathBuf,
    },
    /// Built by another version of the program, or with other vocabularies.
    #[error(
        "the index {} was built with other fields or vocabularies (it has {found}, this program {wanted}): \
         give the same --schema as then, or run `sitrep index FOLDER --index {} --rebuild`", dir.display(), dir.display()
    )]
    Fingerprint {
        /// The folder of the index.
        dir: PathBuf,
        /// Fingerprint of the index.
        found: String,
        /// Fingerprint of the program.
        wanted: String,
    },
    /// Another process is writing.
    #[error("another process is writing to the index {} ({holder}): run this again when it is done, or give --wait", dir.display())]
    Busy {
        /// The folder of the index.
        dir: PathBuf,
        /// Who it is.
        holder: Holder,
    },
    /// The list of fields cannot be read.
    #[error("the list of fields (index-schema/fields.toml) cannot be used: {reason}")]
    Fields {
        /// What is wrong with it.
        reason: String,
    },
    /// A file of the index is not what it was.
    #[error("the index {} is damaged: {reason}: run `sitrep index FOLDER --index {} --rebuild`", dir.display(), dir.display())]
    Damaged {
        /// The folder of the index.
        dir: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The file system said no.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The engine said no.
    #[error("the index cannot be used; `sitrep check --index DIR` says what is wrong and what to run: {0}")]
    Engine(#[from] tantivy::TantivyError),
}
