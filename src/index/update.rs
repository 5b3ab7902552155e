//! Folders and files to an index in step with them.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{Fingerprint, IndexError, IndexReport, Options, session, store};
use crate::corpus::walk;
use crate::vocabulary::Vocabulary;

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Files read so far.
    pub files: usize,
    /// Articles read so far.
    pub articles: usize,
    /// Bytes of the files read so far.
    pub bytes: u64,
    /// The file that is being read.
    pub path: String,
}

/// What articles are read with.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'v> {
    /// Places, actors and casualty words.
    pub vocabulary: &'v Vocabulary,
    /// What an index built with them means.
    pub fingerprint: &'v Fingerprint,
}

/// Brings the index in `dir` into step with `paths`: adds what is new, replaces what changed,
/// removes what is gone, lists what cannot be read.
///
/// # Errors
/// The index cannot be opened or written, or lies inside the articles.
pub fn update(
    dir: &Path,
    paths: &[PathBuf],
    vocabulary: &Vocabulary,
    fingerprint: &Fingerprint,
    on: &mut dyn FnMut(&Progress),
) -> Result<IndexReport, IndexError> {
    let knowledge = Knowledge { vocabulary, fingerprint };
    bring_into_step(dir, paths, knowledge, Options::default(), &mut |progress| {
        on(progress);
        ControlFlow::Continue(())
    })
}

/// As [`update`], with options; stops where `on`, which hears of each article, says so. What was
/// done until then is kept.
///
/// # Errors
/// The index cannot be opened or written, or lies inside the articles.
pub fn bring_into_step(
    dir: &Path,
    paths: &[PathBuf],
    knowledge: Knowledge<'_>,
    options: Options,
    on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<IndexReport, IndexError> {
    refuse_inside(dir, paths)?;
    if paths.iter().all(|path| !path.exists()) && !store::is_index(dir) {
        // A slip in a path leaves nothing behind.
        let refused = walk(paths, &[]).filter_map(Result::err).collect();
        return Ok(IndexReport { refused, ..IndexReport::default() });
    }
    if !options.rebuild {
        return session::run(dir, paths, knowledge, options, on);
    }
    let dir = absolute(dir);
    store::prepare(&dir)?;
    let _lock = super::lock::WriterLock::take(&dir, options.wait)?;
    let new = store::replacement(&dir);
    store::remove_all(&new)?;
    let report = session::run(&new, paths, knowledge, options, on)?;
    if report.stopped { store::remove_all(&new) } else { store::replace(&dir, &new) }?;
    Ok(report)
}

/// The root under which the files of `path`, which lies at `top`, are known: the folder itself, or
/// the folder of a file.
pub(super) fn root_of(path: &Path, top: &Path) -> String {
    let root = if path.is_dir() { top.to_path_buf() } else { absolute(path.parent().unwrap_or(top)) };
    root.to_string_lossy().into_owned()
}

/// An index among the articles would be read as articles, and moved and shared with them.
fn refuse_inside(dir: &Path, paths: &[PathBuf]) -> Result<(), IndexError> {
    let index = absolute(dir);
    for path in paths.iter().filter(|path| path.is_dir()) {
        if index.starts_with(absolute(path)) {
            return Err(IndexError::Inside { dir: dir.to_path_buf(), articles: path.clone() });
        }
    }
    Ok(())
}

/// The path without links, as far as it exists.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent().filter(|parent| !parent.as_os_str().is_empty()), path.file_name()) {
        (Some(parent), Some(name)) => absolute(parent).join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}
