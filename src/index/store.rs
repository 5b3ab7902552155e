//! The folder of an index: made, recognised, opened with a check of its fingerprint.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::schema::Schema;
use tantivy::{Index, IndexSettings};

use super::schema::{self, Fields};
use super::{Fingerprint, IndexError, manifest, terms};

/// The file that says whose folder this is and what its index means.
const LABEL: &str = "sitrep.json";

#[derive(Debug, Serialize, Deserialize)]
struct Label {
    program: String,
    fingerprint: String,
}

/// An opened index and its fields.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pub(crate) dir: PathBuf,
    pub(crate) index: Index,
    pub(crate) fields: Fields,
}

/// Opens the index in `dir`; another fingerprint than `wanted` is refused.
pub(crate) fn open(dir: &Path, wanted: &Fingerprint) -> Result<Store, IndexError> {
    let label = read_label(dir)?;
    if label.is_none() && is_unlabelled(dir) {
        return Err(damaged(dir, &format!("{LABEL} is missing")));
    }
    let found = label.filter(|_| dir.join("meta.json").is_file());
    let Some(found) = found else { return Err(IndexError::Missing { dir: dir.to_path_buf() }) };
    if found != *wanted {
        return Err(IndexError::Fingerprint {
            dir: dir.to_path_buf(),
            found: found.short().to_owned(),
            wanted: wanted.short().to_owned(),
        });
    }
    let index = Index::open_in_dir(dir).map_err(|error| damaged(dir, &error))?;
    with_fields(dir, index)
}

/// Opens the index in `dir`, or makes an empty one there.
pub(crate) fn open_or_create(dir: &Path, wanted: &Fingerprint) -> Result<Store, IndexError> {
    match open(dir, wanted) {
        Err(IndexError::Missing { .. }) => create(dir, wanted),
        opened => opened,
    }
}

/// Removes the index in `dir`, to build it anew; a folder that holds no index is left alone.
///
/// # Errors
/// The folder cannot be removed.
pub fn remove(dir: &Path) -> Result<(), IndexError> {
    if read_label(dir)?.is_none() && !is_unlabelled(dir) {
        return Ok(());
    }
    fs::remove_dir_all(dir).map_err(|source| io(dir, source))
}

/// Whether `dir` holds an index, sound or not.
pub(crate) fn is_index(dir: &Path) -> bool {
    !matches!(read_label(dir), Ok(None)) || is_unlabelled(dir)
}

/// Whether `dir` holds an index of ours that has lost its label.
fn is_unlabelled(dir: &Path) -> bool {
    Index::open_in_dir(dir).is_ok_and(|index| Fields::of(&index.schema()).is_ok())
}

/// The folders and files whose articles the index in `dir` holds; none where it cannot be read.
#[must_use]
pub fn roots(dir: &Path) -> BTreeSet<PathBuf> {
    let entries = Index::open_in_dir(dir)
        .map_err(IndexError::from)
        .and_then(|index| manifest::entries(&index.reader()?.searcher()));
    entries.map_or_else(
        |_| BTreeSet::new(),
        |entries| entries.into_values().map(|entry| entry.root.into()).collect(),
    )
}

fn create(dir: &Path, fingerprint: &Fingerprint) -> Result<Store, IndexError> {
    if read_label(dir)?.is_none() && !is_absent_or_empty(dir)? {
        return Err(IndexError::Foreign { dir: dir.to_path_buf() });
    }
    make_private(dir)?;
    let label =
        Label { program: env!("CARGO_PKG_VERSION").to_owned(), fingerprint: fingerprint.as_str().to_owned() };
    let text = serde_json::to_string(&label).map_err(|source| damaged(dir, &source))?;
    let path = dir.join(LABEL);
    fs::write(&path, text).map_err(|source| io(&path, source))?;
    let index = Index::builder().schema(schema()?).settings(settings()).create_in_dir(dir)?;
    with_fields(dir, index)
}

fn schema() -> Result<Schema, IndexError> {
    schema::build(schema::FIELDS_TOML)
}

fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: tantivy::store::Compressor::Zstd(tantivy::store::ZstdCompressor {
            compression_level: Some(3),
        }),
        // A hit needs one passage of a block, and unpacks all of it.
        docstore_blocksize: 8192,
        ..IndexSettings::default()
    }
}

fn with_fields(dir: &Path, index: Index) -> Result<Store, IndexError> {
    index.tokenizers().register(terms::ANALYZER, terms::analyzer());
    let fields = Fields::of(&index.schema())?;
    Ok(Store { dir: dir.to_path_buf(), index, fields })
}

/// Reads the label; `None` where the folder has none.
fn read_label(dir: &Path) -> Result<Option<Fingerprint>, IndexError> {
    let path = dir.join(LABEL);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) if source.kind() == std::io::ErrorKind::NotADirectory => return Ok(None),
        Err(source) => return Err(io(&path, source)),
    };
    let label: Label = serde_json::from_str(&text).map_err(|source| damaged(dir, &source))?;
    Ok(Some(Fingerprint::from_text(label.fingerprint)))
}

fn is_absent_or_empty(dir: &Path) -> Result<bool, IndexError> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(source) => Err(io(dir, source)),
    }
}

/// Articles may be confidential: nobody else reads the folder.
fn make_private(dir: &Path) -> Result<(), IndexError> {
    fs::create_dir_all(dir).map_err(|source| io(dir, source))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700)).map_err(|source| io(dir, source))?;
    }
    Ok(())
}

pub(crate) fn io(path: &Path, source: std::io::Error) -> IndexError {
    IndexError::Io { path: path.to_path_buf(), source }
}

pub(crate) fn damaged(dir: &Path, reason: &dyn std::fmt::Display) -> IndexError {
    IndexError::Damaged { dir: dir.to_path_buf(), reason: reason.to_string() }
}
