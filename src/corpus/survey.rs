//! What folders look like from outside: enough to tell whether anything in them has changed.

use std::path::PathBuf;

use super::stamp::Stamp;
use super::walk::{SourceFile, walk};

/// Every file of some folders with what the file system says of it. Nothing is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    files: Vec<(PathBuf, Stamp)>,
    /// What cannot be listed, with the reason.
    refused: Vec<(String, String)>,
}

impl Survey {
    /// Looks at the files under `paths`.
    #[must_use]
    pub fn of(paths: &[PathBuf]) -> Self {
        let mut survey = Self { files: Vec::new(), refused: Vec::new() };
        for file in walk(paths, &[]) {
            match file {
                Ok(SourceFile { path, stamp, .. }) => survey.files.push((path, stamp)),
                Err(refusal) => survey.refused.push((refusal.path, refusal.reason)),
            }
        }
        survey
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_changes_and_goes_is_seen() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let paths = [folder.path().to_path_buf()];
        let empty = Survey::of(&paths);
        let file = folder.path().join("kati.txt");
        std::fs::write(&file, "Two died.").expect("the folder can be written");
        let one = Survey::of(&paths);
        assert_ne!(one, empty);
        assert_eq!(one, Survey::of(&paths));
        std::fs::write(&file, "Three died.").expect("the folder can be written");
        assert_ne!(one, Survey::of(&paths));
        std::fs::remove_file(&file).expect("the file can be removed");
        assert_eq!(empty, Survey::of(&paths));
    }
}
