//! What every command that reads an index needs: vocabularies, their fingerprint, and the place.

use std::path::{Path, PathBuf};

use clap::Args;

use super::error::CliError;
use crate::corpus::own_vocabulary;
use crate::index::Fingerprint;
use crate::search::Library;
use crate::vocabulary::{Sources, Vocabulary, VocabularyError};

/// Where the index lies, and what it is read with.
#[derive(Debug, Args)]
pub(super) struct IndexPlace {
    /// Folder of the index.
    #[arg(long, value_name = "DIR", default_value = ".sitrep", env = "SITREP_INDEX")]
    pub(super) index: PathBuf,
    #[command(flatten)]
    pub(super) own: OwnVocabulary,
}

/// A user's own additions to the vocabularies.
#[derive(Debug, Args)]
pub(super) struct OwnVocabulary {
    /// Folder of your own places and actors (places/*.tsv, actors/*.tsv), added to those built in.
    #[arg(long = "schema", value_name = "DIR", env = "SITREP_SCHEMA")]
    pub(super) folder: Option<PathBuf>,
}

impl OwnVocabulary {
    /// The vocabularies built in and those of the folder.
    pub(super) fn vocabulary(&self) -> Result<Vocabulary, CliError> {
        self.with(self.sources()?)
    }

    fn sources(&self) -> Result<Sources, CliError> {
        match &self.folder {
            Some(folder) => own_vocabulary(folder).map_err(|error| CliError::Usage(error.to_string())),
            None => Ok(Sources::default()),
        }
    }

    fn with(&self, sources: Sources) -> Result<Vocabulary, CliError> {
        let folder = self.folder.as_deref().unwrap_or(Path::new("."));
        let place = |error: VocabularyError| CliError::Usage(format!("in {}: {error}", folder.display()));
        Vocabulary::with(sources).map_err(place)
    }
}

/// The vocabularies of this run.
pub(super) struct Setup {
    /// Places, actors and casualty words.
    pub(super) vocabulary: Vocabulary,
    /// What an index built with them means.
    pub(super) fingerprint: Fingerprint,
}

impl Setup {
    /// The vocabularies that the index in `place` is read with.
    pub(super) fn of(place: &IndexPlace) -> Result<Self, CliError> {
        let sources = place.own.sources()?;
        let fingerprint = Fingerprint::of(&sources);
        Ok(Self { vocabulary: place.own.with(sources)?, fingerprint })
    }

    /// Opens the index in `place` for questions.
    pub(super) fn open(&self, place: &IndexPlace) -> Result<Library<'_>, CliError> {
        Ok(Library::open(&place.index, &self.fingerprint, &self.vocabulary)?)
    }
}
