//! Which files a folder of articles holds, in an order that is the same on every machine.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::path::{Component, Path, PathBuf};

use serde::Serialize;
use walkdir::{DirEntry, WalkDir};

use super::article::Refusal;
use super::error::ReadError;
use super::file_name::shown;
use super::saved_page;
use super::stamp::Stamp;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path given by the user under which it was found.
    pub root: PathBuf,
    /// Where it is.
    pub path: PathBuf,
    /// How it is called in reports and ids: its path from `root`, with `/` between names.
    pub name: String,
    /// Its size when it was listed.
    pub bytes: u64,
    /// What the file system said of it when it was listed.
    pub stamp: Stamp,
}

/// A file or folder that is passed over by rule, and the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its path from the root, with `/` between names.
    pub path: String,
    /// Why it is no article.
    pub rule: &'static str,
    /// How many files it stands for, where it is a folder whose files were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<usize>,
}

impl LeftOut {
    /// One file or folder.
    pub(super) const fn one(path: String, rule: &'static str) -> Self {
        Self { path, rule, files: None }
    }
}

/// Lists the files under `roots`, folder by folder, sorted by name; `own` are folders of ours
/// (the index) that may lie inside and are left out.
///
/// Hidden files and folders (`.git`), `README` files, the folder of parts that a browser makes beside
/// a page (`kati_files` beside `kati.html`) and links to what is listed anyway are left out, and
/// named in [`Walk::left_out`]. Links that lead out of the folder, pipes, devices and
/// what cannot be listed are refused. A file that is itself a root is read whatever its name.
#[must_use]
pub fn walk(roots: &[PathBuf], own: &[PathBuf]) -> Walk {
    Walk {
        roots: roots.iter().rev().cloned().collect(),
        own: own.iter().map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.clone())).collect(),
        current: None,
        left_out: Vec::new(),
    }
}

/// The files of a folder, one after another; see [`walk`].
#[derive(Debug)]
pub struct Walk {
    /// Those still to come, the next one last.
    roots: Vec<PathBuf>,
    own: Vec<PathBuf>,
    current: Option<Root>,
    left_out: Vec<LeftOut>,
}

#[derive(Debug)]
struct Root {
    path: PathBuf,
    /// Without links; `None` where the system cannot say.
    real: Option<PathBuf>,
    entries: walkdir::IntoIter,
}

/// What is to be done with a folder entry.
enum Verdict {
    Read(Stamp),
    Enter,
    LeaveOut(&'static str),
    Refuse(ReadError),
}

impl Walk {
    /// What was passed over by rule so far.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    fn open_root(&mut self, path: PathBuf) -> Option<Result<SourceFile, Refusal>> {
        let name = path.display().to_string();
        let metadata = match fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) => return Some(Err(root_error(&path, error).refuse(name))),
        };
        if metadata.is_dir() {
            let real = path.canonicalize().ok();
            let entries = WalkDir::new(&path).min_depth(1).sort_by_file_name().into_iter();
            self.current = Some(Root { path, real, entries });
            return None;
        }
        let name = path.file_name().map_or(name, |name| shown(name.as_encoded_bytes()));
        Some(match special(metadata.file_type()) {
            Some(kind) => Err(ReadError::Special(kind).refuse(name)),
            None => {
                let root = path.parent().map(Path::to_path_buf).unwrap_or_default();
                let stamp = Stamp::of(&metadata);
                Ok(SourceFile { root, path, name, bytes: stamp.bytes, stamp })
            }
        })
    }

    /// The next file of the current root; `None` at its end.
    fn next_of_root(&mut self) -> Option<Result<SourceFile, Refusal>> {
        let root = self.current.as_mut()?;
        loop {
            let entry = match root.entries.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(walk_error(&root.path, &error))),
            };
            let name = name_under(&root.path, entry.path());
            match judge(&entry, root.real.as_deref(), &self.own) {
                Verdict::Enter => {}
                Verdict::Read(stamp) => {
                    let (root, path) = (root.path.clone(), entry.into_path());
                    return Some(Ok(SourceFile { root, path, name, bytes: stamp.bytes, stamp }));
                }
                Verdict::LeaveOut(rule) => {
                    if entry.file_type().is_dir() {
                        root.entries.skip_current_dir();
                    }
                    let files = (rule == saved_page::RULE).then(|| saved_page::files_in(entry.path()));
                    self.left_out.push(LeftOut { path: name, rule, files });
                }
                Verdict::Refuse(error) => return Some(Err(error.refuse(name))),
            }
        }
    }
}

impl Iterator for Walk {
    type Item = Result<SourceFile, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.next_of_root() {
                return Some(found);
            }
            self.current = None;
            let root = self.roots.pop()?;
            if let Some(found) = self.open_root(root) {
                return Some(found);
            }
        }
    }
}

fn judge(entry: &DirEntry, real_root: Option<&Path>, own: &[PathBuf]) -> Verdict {
    let kind = entry.file_type();
    if entry.file_name().as_encoded_bytes().starts_with(b".") {
        return Verdict::LeaveOut("hidden");
    }
    if kind.is_dir() {
        let is_own = entry.path().canonicalize().is_ok_and(|real| own.contains(&real));
        return match () {
            () if is_own => Verdict::LeaveOut("the index"),
            () if saved_page::is_of_page(entry.path()) => Verdict::LeaveOut(saved_page::RULE),
            () => Verdict::Enter,
        };
    }
    if kind.is_symlink() {
        return judge_link(entry.path(), real_root);
    }
    if let Some(kind) = special(kind) {
        return Verdict::Refuse(ReadError::Special(kind));
    }
    if is_of_system(&entry.file_name().to_string_lossy()) {
        return Verdict::LeaveOut(OF_SYSTEM);
    }
    if is_readme(entry.file_name()) {
        return Verdict::LeaveOut("says what the folder is");
    }
    match entry.metadata() {
        Ok(metadata) => Verdict::Read(Stamp::of(&metadata)),
        Err(error) => Verdict::Refuse(ReadError::Walk(error.to_string())),
    }
}

fn judge_link(link: &Path, real_root: Option<&Path>) -> Verdict {
    match (link.canonicalize(), real_root) {
        (Ok(target), Some(root)) if target.starts_with(root) => {
            Verdict::LeaveOut("link to what is in the folder anyway")
        }
        (Ok(_), _) => Verdict::Refuse(ReadError::LinkOutside),
        (Err(error), _) => Verdict::Refuse(ReadError::BrokenLink(error)),
    }
}

/// Why a file is left out that a program or system keeps for itself.
pub(super) const OF_SYSTEM: &str = "kept by a program for itself";

/// What Windows keeps in folders, and Word and LibreOffice beside a document that is open.
pub(super) fn is_of_system(name: &str) -> bool {
    ["thumbs.db", "desktop.ini", "ehthumbs.db"].iter().any(|known| name.eq_ignore_ascii_case(known))
        || name.starts_with("~$")
}

/// `README`, `README.md`, `readme.fr.txt`.
fn is_readme(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_lowercase();
    name == "readme" || name.starts_with("readme.")
}

#[cfg(unix)]
fn special(kind: FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    [
        (kind.is_fifo(), "named pipe"),
        (kind.is_socket(), "socket"),
        (kind.is_char_device(), "device"),
        (kind.is_block_device(), "device"),
    ]
    .into_iter()
    .find_map(|(is, name)| is.then_some(name))
}

#[cfg(not(unix))]
fn special(kind: FileType) -> Option<&'static str> {
    (!kind.is_file()).then_some("special file")
}

fn root_error(path: &Path, error: std::io::Error) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::NotFound if path.symlink_metadata().is_err() => ReadError::Missing,
        std::io::ErrorKind::NotFound => ReadError::BrokenLink(error),
        _ => ReadError::Io(error),
    }
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Refusal {
    let name = error.path().map_or_else(|| root.display().to_string(), |path| name_under(root, path));
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    ReadError::Walk(reason).refuse(name)
}

/// The path of `path` from `root`, with `/` between names.
fn name_under(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let names: Vec<String> = inside
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(shown(name.as_encoded_bytes())),
            _ => None,
        })
        .collect();
    if names.is_empty() { root.display().to_string() } else { names.join("/") }
}
