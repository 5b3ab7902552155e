//! The folder of an index: made, recognised, opened with a check of its fingerprint.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::schema::Schema;
use tantivy::{Index, IndexSettings};

use super::lock::LOCK;
use super::schema::{self, Fields};
use super::{Fingerprint, IndexError, manifest};

/// The file that says whose folder this is and what its index means.
const LABEL: &str = "sitrep.json";
/// What lies beside the files of the engine.
const OURS: [&str; 4] = [LABEL, LOCK, "state.json", "files.txt"];

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
    let found = label(dir)?;
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

/// Opens the index in `dir`, whatever it was built with, and says what that was. It may have other
/// fields than this program knows, if it is asked nothing but what it holds.
pub(crate) fn open_any(dir: &Path) -> Result<(Index, Fingerprint), IndexError> {
    let found = label(dir)?;
    Ok((Index::open_in_dir(dir).map_err(|error| damaged(dir, &error))?, found))
}

/// What the index in `dir` was built with.
fn label(dir: &Path) -> Result<Fingerprint, IndexError> {
    let label = read_label(dir)?;
    if label.is_none() && is_unlabelled(dir) {
        return Err(damaged(dir, &format!("{LABEL} is missing")));
    }
    let found = label.filter(|_| dir.join("meta.json").is_file());
    found.ok_or_else(|| IndexError::Missing { dir: dir.to_path_buf() })
}

/// Opens the index in `dir`, or makes an empty one there.
pub(crate) fn open_or_create(dir: &Path, wanted: &Fingerprint) -> Result<Store, IndexError> {
    match open(dir, wanted) {
        Err(IndexError::Missing { .. }) => create(dir, wanted),
        opened => opened,
    }
}

/// Makes the folder of an index, unless it is there; one that holds other things is refused.
pub(crate) fn prepare(dir: &Path) -> Result<(), IndexError> {
    let old = former(dir);
    if !dir.exists() && is_index(&old) {
        // A rebuild was killed between its last two steps.
        fs::rename(&old, dir).map_err(|source| io(&old, source))?;
    }
    if !is_index(dir) && !is_ours_or_absent(dir)? {
        return Err(IndexError::Foreign { dir: dir.to_path_buf() });
    }
    if dir.is_dir() { Ok(()) } else { make_private(dir) }
}

/// The folder beside `dir` in which an index is built that is to replace the one in `dir`.
pub(crate) fn replacement(dir: &Path) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push(".rebuild");
    dir.with_file_name(name)
}

/// Where the index of `dir` lies while another one takes its place.
fn former(dir: &Path) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push(".old");
    dir.with_file_name(name)
}

/// Puts the index in `new` in the place of the one in `dir`.
pub(crate) fn replace(dir: &Path, new: &Path) -> Result<(), IndexError> {
    let old = former(dir);
    remove_all(&old)?;
    fs::rename(dir, &old).map_err(|source| io(dir, source))?;
    fs::rename(new, dir).map_err(|source| io(new, source))?;
    remove_all(&old)
}

/// Removes a folder with all it holds, if it is there.
pub(crate) fn remove_all(dir: &Path) -> Result<(), IndexError> {
    match fs::remove_dir_all(dir) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(io(dir, source)),
        _ => Ok(()),
    }
}

/// Writes `bytes` to `path`: whoever reads it, and whatever happens, finds the old file or the new.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), IndexError> {
    let draft = path.with_extension("draft");
    let write = || {
        let mut file = fs::File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        fs::rename(&draft, path)
    };
    write().map_err(|source| io(path, source))
}

/// Whether a file of this name belongs to the engine.
pub(crate) fn is_engine_file(name: &str) -> bool {
    !OURS.contains(&name) && !name.ends_with(".draft") && !name.ends_with(".lock")
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
        |entries| entries.into_iter().map(|(_, entry)| entry.root.into()).collect(),
    )
}

fn create(dir: &Path, fingerprint: &Fingerprint) -> Result<Store, IndexError> {
    let label =
        Label { program: env!("CARGO_PKG_VERSION").to_owned(), fingerprint: fingerprint.as_str().to_owned() };
    let text = serde_json::to_string(&label).map_err(|source| damaged(dir, &source))?;
    let path = dir.join(LABEL);
    replace_file(&path, text.as_bytes())?;
    let index = Index::builder().schema(schema()?).settings(settings()).create_in_dir(dir)?;
    with_fields(dir, index)
}

fn schema() -> Result<Schema, IndexError> {
    schema::build(schema::FIELDS_TOML)
}

fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: tantivy::store::Compressor::Zstd(tantivy::store::ZstdCompressor {
            // Blocks are small: what more thorough levels find beyond is one byte in a hundred.
            compression_level: Some(1),
        }),
        // A hit needs one passage of a block, and unpacks all of it.
        docstore_blocksize: 10_240,
        ..IndexSettings::default()
    }
}

fn with_fields(dir: &Path, index: Index) -> Result<Store, IndexError> {
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

/// Whether `dir` is not there, or holds nothing but what a run that was killed at its very
/// beginning leaves.
fn is_ours_or_absent(dir: &Path) -> Result<bool, IndexError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(source) => return Err(io(dir, source)),
    };
    for entry in entries {
        let name = entry.map_err(|source| io(dir, source))?.file_name();
        let name = name.to_string_lossy();
        let is_ours = OURS.contains(&name.as_ref()) || name == "sitrep.draft";
        if !is_ours && !name.starts_with(".tantivy-") && name != ".managed.json" {
            return Ok(false);
        }
    }
    Ok(true)
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

/// Bytes of the files in the folder of an index.
pub(crate) fn bytes_in(dir: &Path) -> Result<u64, IndexError> {
    let mut bytes = 0;
    for entry in fs::read_dir(dir).map_err(|source| io(dir, source))? {
        let entry = entry.map_err(|source| io(dir, source))?;
        // Another process may clean up meanwhile.
        bytes += entry.metadata().map_or(0, |metadata| metadata.len());
    }
    Ok(bytes)
}

/// The files of an index whose content is not what was written, sorted.
pub(crate) fn damaged_files(store: &Store) -> Result<Vec<String>, IndexError> {
    let damaged = store.index.validate_checksum().map_err(|error| damaged(&store.dir, &error))?;
    let mut damaged: Vec<String> = damaged.into_iter().map(|path| path.display().to_string()).collect();
    damaged.sort();
    Ok(damaged)
}

pub(crate) fn io(path: &Path, source: std::io::Error) -> IndexError {
    IndexError::Io { path: path.to_path_buf(), source }
}

pub(crate) fn damaged(dir: &Path, reason: &dyn std::fmt::Display) -> IndexError {
    IndexError::Damaged { dir: dir.to_path_buf(), reason: reason.to_string() }
}
