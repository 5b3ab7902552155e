//! What every command that reads an index needs: vocabularies, their fingerprint, and the place.

use std::path::PathBuf;

use clap::Args;

use super::error::CliError;
use crate::index::Fingerprint;
use crate::search::Library;
use crate::vocabulary::{Sources, Vocabulary};

/// Where the index lies.
#[derive(Debug, Args)]
pub(super) struct IndexPlace {
    /// Folder of the index.
    #[arg(long, value_name = "DIR", default_value = ".sitrep", env = "SITREP_INDEX")]
    pub(super) index: PathBuf,
}

/// The vocabularies of this run.
pub(super) struct Setup {
    /// Places, actors and casualty words.
    pub(super) vocabulary: Vocabulary,
    /// What an index built with them means.
    pub(super) fingerprint: Fingerprint,
}

impl Setup {
    /// The vocabularies that are embedded in the program.
    pub(super) fn built_in() -> Self {
        Self { vocabulary: Vocabulary::built_in(), fingerprint: Fingerprint::of(&Sources::default()) }
    }

    /// Opens the index in `place` for questions.
    pub(super) fn open(&self, place: &IndexPlace) -> Result<Library<'_>, CliError> {
        Ok(Library::open(&place.index, &self.fingerprint, &self.vocabulary)?)
    }
}
