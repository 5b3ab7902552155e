//! Folders and files to an index in step with them.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::left_alone::FileRead;
use super::{Fingerprint, IndexError, IndexReport, Options, Writer, store};
use crate::corpus::{Article, Record, Refusal, SourceFile, passages, records, time_of_day, walk};
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
        return Session::open(dir, knowledge, options, on)?.run(paths);
    }
    let dir = absolute(dir);
    store::prepare(&dir)?;
    let _lock = super::lock::WriterLock::take(&dir, options.wait)?;
    let new = store::replacement(&dir);
    store::remove_all(&new)?;
    let report = Session::open(&new, knowledge, options, on)?.run(paths)?;
    if report.stopped { store::remove_all(&new) } else { store::replace(&dir, &new) }?;
    Ok(report)
}

/// One run over some paths.
struct Session<'a> {
    writer: Writer,
    vocabulary: &'a Vocabulary,
    options: Options,
    own: [PathBuf; 1],
    progress: Progress,
    on: &'a mut dyn FnMut(&Progress) -> ControlFlow<()>,
}

impl<'a> Session<'a> {
    fn open(
        dir: &Path,
        knowledge: Knowledge<'a>,
        options: Options,
        on: &'a mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Self, IndexError> {
        Ok(Self {
            writer: Writer::open(dir, knowledge.fingerprint, options.clone())?,
            vocabulary: knowledge.vocabulary,
            options,
            own: [dir.to_path_buf()],
            progress: Progress { files: 0, articles: 0, bytes: 0, path: String::new() },
            on,
        })
    }

    fn run(mut self, paths: &[PathBuf]) -> Result<IndexReport, IndexError> {
        let mut looked_through = Vec::with_capacity(paths.len());
        for path in paths {
            if self.look_through(path)?.is_break() {
                return self.writer.finish(&looked_through, true);
            }
            looked_through.push(absolute(path));
        }
        // All is done: it is too late to stop.
        let (ControlFlow::Continue(()) | ControlFlow::Break(())) = (self.on)(&self.progress);
        self.writer.finish(&looked_through, false)
    }

    fn look_through(&mut self, path: &Path) -> Result<ControlFlow<()>, IndexError> {
        let before = self.progress.files + self.writer.refused();
        let mut files = walk(&[path.to_path_buf()], &self.own);
        let top = absolute(path);
        let root = root_of(path, &top);
        self.writer.visit(&root)?;
        for file in files.by_ref() {
            match file {
                Ok(file) => {
                    self.progress.path.clone_from(&file.name);
                    if self.take_file(&file, &root)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    self.progress.files += 1;
                    self.progress.bytes += file.bytes;
                }
                Err(refusal) => self.writer.refuse(refusal, &root),
            }
        }
        self.writer.leave_out(files.left_out());
        if path.is_dir() && self.progress.files + self.writer.refused() == before && self.writer.holds(&top) {
            // A disk that is not mounted looks like this.
            let reason = "holds no article any more; those in the index are kept: --rebuild drops them";
            let refusal = Refusal { path: path.display().to_string(), reason: reason.to_owned() };
            self.writer.refuse(refusal, &root);
        } else if path.exists() {
            self.writer.remove_missing(&top);
        }
        Ok(ControlFlow::Continue(()))
    }

    fn take_file(&mut self, file: &SourceFile, root: &str) -> Result<ControlFlow<()>, IndexError> {
        if (self.on)(&self.progress).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        if self.writer.leave(file, root) {
            return Ok(ControlFlow::Continue(()));
        }
        let mut read = FileRead { read_at: time_of_day(), is_whole: true, ..FileRead::default() };
        let refused = self.writer.refused();
        let mut found = records(file, &self.options.reading);
        for (nth, record) in found.by_ref().enumerate() {
            if nth > 0 && (self.on)(&self.progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            match record {
                Ok(record) => {
                    self.take_record(record, root, &mut read)?;
                }
                Err(refusal) => self.writer.refuse(refusal, root),
            }
            self.writer.commit_if_due()?;
        }
        self.writer.leave_out(found.left_out());
        read.sha256 = Some(found.sha256().to_owned());
        read.is_whole = self.writer.refused() == refused;
        self.writer.remember(file, root, read);
        Ok(ControlFlow::Continue(()))
    }

    fn take_record(&mut self, record: Record, root: &str, read: &mut FileRead) -> Result<(), IndexError> {
        self.progress.articles += 1;
        let sha256 = record.digest();
        if let Some(id) = self.writer.unchanged(&record, root) {
            read.articles.add(&id, &sha256);
            return Ok(());
        }
        match record.article() {
            Ok(mut article) => {
                self.writer.warn(&article.warnings);
                read.warnings.append(&mut article.warnings.clone());
                self.writer.identify(&mut article.meta, root);
                read.articles.add(&article.meta.id, &sha256);
                self.put(article, root)
            }
            Err(refusal) => {
                self.writer.refuse(refusal, root);
                Ok(())
            }
        }
    }

    fn put(&mut self, mut article: Article, root: &str) -> Result<(), IndexError> {
        let passages = passages(&article);
        let text = ArticleText {
            id: article.meta.id.clone(),
            text: std::mem::take(&mut article.text),
            title: article.meta.title.clone(),
            published: article.meta.published,
            language: article.meta.language.clone(),
        };
        let found = annotate(self.vocabulary, &text);
        article.text = text.text;
        self.writer.put(article, root, &passages, &found)?;
        Ok(())
    }
}

/// The root under which the files of `path`, which lies at `top`, are known: the folder itself, or
/// the folder of a file.
fn root_of(path: &Path, top: &Path) -> String {
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
fn absolute(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent().filter(|parent| !parent.as_os_str().is_empty()), path.file_name()) {
        (Some(parent), Some(name)) => absolute(parent).join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}
