//! What is told of an index beside its articles: since when it is, what was run, what was refused.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{IndexError, store};
use crate::corpus::{Refusal, Stamp};

const FILE: &str = "state.json";

/// A file or record that was refused when it was last read; it is tried again each time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Refused {
    /// The folder that was indexed.
    pub root: String,
    /// The file, as seen from there.
    pub path: String,
    /// Why.
    pub reason: String,
    /// When that was first found, in UTC.
    pub since: String,
}

/// One run, as it was told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// When it began, in UTC.
    pub began: String,
    /// When it ended; `None` of a run that was killed or goes on.
    pub ended: Option<String>,
    /// Whether it came to the end of its folders; one that was stopped did not.
    pub complete: bool,
    /// Articles that were new.
    pub added: usize,
    /// Articles that had changed.
    pub updated: usize,
    /// Articles that were as before.
    pub unchanged: usize,
    /// Of these, how many lay elsewhere.
    pub moved: usize,
    /// Articles whose file was gone.
    pub removed: usize,
    /// Files and records that were refused.
    pub refused: usize,
}

/// When a folder came into the index, and when it was last looked through.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RootTimes {
    pub(super) since: String,
    pub(super) last: String,
}

/// The history of an index; one that is lost takes nothing with it that the index needs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct History {
    pub(super) since: Option<String>,
    pub(super) roots: BTreeMap<String, RootTimes>,
    pub(super) last_run: Option<Run>,
    pub(super) refused: Vec<Refused>,
    /// Digest of what the file system said of the engine's files when they were last known sound.
    pub(super) sound: Option<String>,
}

impl History {
    /// Reads the history of the index in `dir`; one that cannot be read is empty.
    pub(super) fn of(dir: &Path) -> Self {
        let text = std::fs::read_to_string(dir.join(FILE)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Writes it down.
    pub(super) fn save(&self, dir: &Path) -> Result<(), IndexError> {
        let text = serde_json::to_string(self).map_err(|error| store::damaged(dir, &error))?;
        store::replace_file(&dir.join(FILE), text.as_bytes())
    }

    /// Takes note that a folder is looked through.
    pub(super) fn visit(&mut self, root: &str, now: &str) {
        let times = RootTimes { since: now.to_owned(), last: now.to_owned() };
        now.clone_into(&mut self.roots.entry(root.to_owned()).or_insert(times).last);
    }

    /// Puts what a run refused in the place of what was refused before under `looked_through`.
    pub(super) fn refuse(&mut self, looked_through: &[PathBuf], found: &[(String, Refusal)], now: &str) {
        let before = std::mem::take(&mut self.refused);
        let key = |root: &str, path: &str| (root.to_owned(), path.to_owned());
        let since: BTreeMap<_, _> =
            before.iter().map(|old| (key(&old.root, &old.path), old.since.clone())).collect();
        let is_elsewhere = |old: &Refused| {
            let place = Path::new(&old.root).join(&old.path);
            !looked_through.iter().any(|path| place.starts_with(path))
        };
        self.refused.extend(before.into_iter().filter(is_elsewhere));
        self.refused.extend(found.iter().map(|(root, Refusal { path, reason })| Refused {
            root: root.clone(),
            path: path.clone(),
            reason: reason.clone(),
            since: since.get(&key(root, path)).cloned().unwrap_or_else(|| now.to_owned()),
        }));
        self.refused.sort();
        self.refused.dedup();
    }
}

/// Digest of what the file system says of the engine's files in `dir`. Files that nobody has
/// touched since they were found sound are sound.
pub(super) fn files_digest(dir: &Path) -> Result<String, IndexError> {
    let mut stamps = BTreeMap::new();
    for entry in std::fs::read_dir(dir).map_err(|source| store::io(dir, source))? {
        let entry = entry.map_err(|source| store::io(dir, source))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // A file of the engine may go between the listing and the look: another reader cleans up.
        if store::is_engine_file(&name)
            && let Ok(metadata) = entry.metadata()
        {
            stamps.insert(name, Stamp::of(&metadata));
        }
    }
    let mut hash = Sha256::new();
    for stamp in &stamps {
        hash.update(serde_json::to_string(&stamp).map_err(|error| store::damaged(dir, &error))?);
    }
    Ok(format!("{:x}", hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_again_keeps_its_day_and_what_was_not_looked_at_stays() {
        let mut history = History::default();
        let refused = |root: &str, path: &str| {
            (root.to_owned(), Refusal { path: path.to_owned(), reason: "is empty".to_owned() })
        };
        let both = [PathBuf::from("/a"), PathBuf::from("/b")];
        history.refuse(
            &both,
            &[refused("/a", "1.txt"), refused("/a", "2.txt"), refused("/b", "3.txt")],
            "Mon",
        );
        history.refuse(&[PathBuf::from("/a")], &[refused("/a", "2.txt"), refused("/a", "4.txt")], "Tue");
        let told: Vec<(&str, &str)> =
            history.refused.iter().map(|old| (old.path.as_str(), old.since.as_str())).collect();
        assert_eq!(told, [("2.txt", "Mon"), ("4.txt", "Tue"), ("3.txt", "Mon")]);
    }
}
