//! Folders and files to an index in step with them.

use std::path::{Path, PathBuf};

use super::{Fingerprint, IndexError, IndexReport, Writer, store};
use crate::corpus::{Article, Limits, Refusal, SourceFile, passages, records, walk};
use crate::extract::{ArticleText, annotate};
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
    refuse_inside(dir, paths)?;
    if paths.iter().all(|path| !path.exists()) && !store::is_index(dir) {
        // A slip in a path leaves nothing behind.
        let refused = walk(paths, &[]).filter_map(Result::err).collect();
        return Ok(IndexReport { refused, ..IndexReport::default() });
    }
    let mut writer = Writer::open(dir, fingerprint)?;
    let mut progress = Progress { files: 0, articles: 0, bytes: 0, path: String::new() };
    for path in paths {
        let before = progress.files + writer.refused();
        let mut files = walk(std::slice::from_ref(path), &[dir.to_path_buf()]);
        for file in files.by_ref() {
            match file {
                Ok(file) => {
                    progress.path.clone_from(&file.name);
                    on(&progress);
                    add_file(&mut writer, vocabulary, &file, &mut progress)?;
                    progress.files += 1;
                    progress.bytes += file.bytes;
                }
                Err(refusal) => writer.refuse(refusal),
            }
        }
        writer.leave_out(files.left_out());
        if path.is_dir() && progress.files + writer.refused() == before && writer.holds(&absolute(path)) {
            // A disk that is not mounted looks like this.
            let reason = "holds no article any more; those in the index are kept: --rebuild drops them";
            writer.refuse(Refusal { path: path.display().to_string(), reason: reason.to_owned() });
        } else if path.exists() {
            writer.remove_missing(&absolute(path));
        }
    }
    on(&progress);
    writer.finish()
}

fn add_file(
    writer: &mut Writer,
    vocabulary: &Vocabulary,
    file: &SourceFile,
    progress: &mut Progress,
) -> Result<(), IndexError> {
    let root = absolute(&file.root).to_string_lossy().into_owned();
    for record in records(file, Limits::default()) {
        match record.and_then(crate::corpus::Record::article) {
            Ok(mut article) => {
                progress.articles += 1;
                writer.warn(&article.warnings);
                writer.identify(&mut article.meta, &root);
                if !writer.is_unchanged(&article.meta, &root) {
                    put(writer, vocabulary, article, &root)?;
                }
            }
            Err(refusal) => writer.refuse(refusal),
        }
    }
    Ok(())
}

fn put(
    writer: &mut Writer,
    vocabulary: &Vocabulary,
    mut article: Article,
    root: &str,
) -> Result<(), IndexError> {
    let passages = passages(&article);
    let text = ArticleText {
        id: article.meta.id.clone(),
        text: std::mem::take(&mut article.text),
        title: article.meta.title.clone(),
        published: article.meta.published,
        language: article.meta.language.clone(),
    };
    let found = annotate(vocabulary, &text);
    article.text = text.text;
    writer.put(article, root, &passages, &found)?;
    Ok(())
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
fn absolute(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent().filter(|parent| !parent.as_os_str().is_empty()), path.file_name()) {
        (Some(parent), Some(name)) => absolute(parent).join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}
