//! A user's own vocabulary: a folder of places and actors that add to those built in.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use crate::vocabulary::Sources;

/// Why a folder of one's own vocabulary cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OwnError {
    /// It is not there, or not to be read.
    #[error("cannot read {}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file that would be left out without a word.
    #[error(
        "{}: not a file of places or actors; the folder may hold places/*.tsv, actors/*.tsv and \
         actors/*.toml, shaped like those of index-schema/", path.display()
    )]
    Stranger {
        /// The file.
        path: PathBuf,
    },
}

/// Reads the files of `folder`, in the order of their names; hidden files and README files explain
/// themselves and are left out.
///
/// # Errors
/// A folder or file that cannot be read, or a file that is neither of places nor of actors.
pub fn own_vocabulary(folder: &Path) -> Result<Sources, OwnError> {
    let mut sources = Sources::default();
    for part in list(folder)? {
        let Some(kind) = part.file_name().and_then(|name| name.to_str()) else { continue };
        if !part.is_dir() || !matches!(kind, "places" | "actors") {
            return Err(OwnError::Stranger { path: part });
        }
        for path in list(&part)? {
            let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let name = format!("{kind}/{file}");
            let extension = path.extension().and_then(|extension| extension.to_str());
            match (kind, extension) {
                ("places", Some("tsv")) => sources.places.push((name, Cow::Owned(read(&path)?))),
                ("actors", Some("tsv" | "toml")) => sources.actors.push((name, read(&path)?)),
                _ => return Err(OwnError::Stranger { path }),
            }
        }
    }
    Ok(sources)
}

/// What lies in `folder`, by name.
fn list(folder: &Path) -> Result<Vec<PathBuf>, OwnError> {
    let error = |source| OwnError::Io { path: folder.to_path_buf(), source };
    let entries = fs::read_dir(folder).map_err(error)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(error)?;
    paths.retain(|path| !explains_itself(path));
    paths.sort();
    Ok(paths)
}

fn explains_itself(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.starts_with("README")
}

fn read(path: &Path) -> Result<String, OwnError> {
    fs::read_to_string(path).map_err(|source| OwnError::Io { path: path.to_path_buf(), source })
}
