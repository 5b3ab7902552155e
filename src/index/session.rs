//! One run over some paths: what is found goes through a short line of steps, in order, so that the
//! outcome is the same however many threads read.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::thread;

use super::left_alone::FileRead;
use super::readers::{Readers, Ready};
use super::update::{Knowledge, Progress, absolute, root_of};
use super::writer::{Change, Writer};
use super::{IndexError, IndexReport, Options};
use crate::corpus::{LeftOut, Record, Refusal, SourceFile, records, time_of_day, walk};

/// Steps that may stand in the line.
const STEPS: usize = 1024;
/// Bytes of records that may be on their way.
const BYTES: usize = 16 << 20;

/// Brings the index in `dir` into step with `paths`.
pub(super) fn run(
    dir: &Path,
    paths: &[PathBuf],
    knowledge: Knowledge<'_>,
    options: Options,
    on: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
) -> Result<IndexReport, IndexError> {
    let fingerprint = knowledge.fingerprint;
    let writer = if options.forms {
        Writer::open(dir, fingerprint, options.clone())?
    } else {
        Writer::open(dir, &fingerprint.without_forms(), options.clone())?
    };
    thread::scope(|scope| {
        let readers = Readers::start(scope, knowledge.vocabulary, options.threads)
            .map_err(|source| IndexError::Io { path: dir.to_path_buf(), source })?;
        let session = Session {
            writer,
            readers,
            options,
            own: [dir.to_path_buf()],
            progress: Progress { files: 0, articles: 0, bytes: 0, path: String::new() },
            line: VecDeque::new(),
            bytes: 0,
            file: FileRead::default(),
            on,
        };
        session.run(paths)
    })
}

/// What is still to be done, in the order of the files.
enum Step {
    /// An article that a reader has, with the digest of its record and its bytes.
    Read { digest: String, bytes: usize },
    /// An article that is as it was.
    Unchanged { id: String, digest: String },
    /// A file that is not even opened.
    Closed(Refusal),
    /// A part of the file that cannot be read.
    Refused(Refusal),
    /// The end of a file.
    FileEnd(Box<FileEnd>),
}

struct FileEnd {
    file: SourceFile,
    read_at: i64,
    sha256: String,
    left_out: Vec<LeftOut>,
}

struct Session<'a> {
    writer: Writer,
    readers: Readers<'a>,
    options: Options,
    own: [PathBuf; 1],
    progress: Progress,
    line: VecDeque<Step>,
    /// Bytes of the records in the line.
    bytes: usize,
    /// What is known so far of the file whose steps are being taken.
    file: FileRead,
    on: &'a mut dyn FnMut(&Progress) -> ControlFlow<()>,
}

impl Session<'_> {
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
                    let bytes = file.bytes;
                    if self.take_file(file, &root)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    self.progress.files += 1;
                    self.progress.bytes += bytes;
                }
                Err(refusal) => self.push(Step::Closed(refusal), &root)?,
            }
        }
        self.shorten(0, &root)?;
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

    fn take_file(&mut self, file: SourceFile, root: &str) -> Result<ControlFlow<()>, IndexError> {
        self.progress.path.clone_from(&file.name);
        if (self.on)(&self.progress).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        if self.writer.leave(&file, root) {
            return Ok(ControlFlow::Continue(()));
        }
        self.readers.get_ready();
        let read_at = time_of_day();
        let mut found = records(&file, &self.options.reading);
        for (nth, record) in found.by_ref().enumerate() {
            if nth > 0 && (self.on)(&self.progress).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            match record {
                Ok(record) => self.take_record(record, root)?,
                Err(refusal) => self.push(Step::Refused(refusal), root)?,
            }
        }
        let (sha256, left_out) = (found.sha256().to_owned(), found.left_out().to_vec());
        self.push(Step::FileEnd(Box::new(FileEnd { file, read_at, sha256, left_out })), root)?;
        Ok(ControlFlow::Continue(()))
    }

    fn take_record(&mut self, record: Record, root: &str) -> Result<(), IndexError> {
        self.progress.articles += 1;
        let digest = record.digest();
        if let Some(id) = self.writer.unchanged(&record, root) {
            return self.push(Step::Unchanged { id, digest }, root);
        }
        let bytes = record.bytes.len();
        self.readers.send(record);
        self.bytes += bytes;
        self.push(Step::Read { digest, bytes }, root)
    }

    /// Puts a step at the end of the line, and takes those at its head while it is too long.
    fn push(&mut self, step: Step, root: &str) -> Result<(), IndexError> {
        self.line.push_back(step);
        self.shorten(STEPS, root)
    }

    fn shorten(&mut self, length: usize, root: &str) -> Result<(), IndexError> {
        while (self.line.len() > length || self.bytes > BYTES)
            && let Some(step) = self.line.pop_front()
        {
            self.take(step, root)?;
            self.writer.commit_if_due()?;
        }
        Ok(())
    }

    fn take(&mut self, step: Step, root: &str) -> Result<(), IndexError> {
        match step {
            Step::Read { digest, bytes } => {
                self.bytes -= bytes;
                match self.readers.next().expect("each such step stands for a record that was sent") {
                    Ok(ready) => self.put(ready, &digest, root)?,
                    Err(refusal) => self.refuse(refusal, root),
                }
            }
            Step::Unchanged { id, digest } => self.file.articles.add(&id, &digest),
            Step::Closed(refusal) => self.writer.refuse(refusal, root),
            Step::Refused(refusal) => self.refuse(refusal, root),
            Step::FileEnd(end) => {
                let FileEnd { file, read_at, sha256, left_out } = *end;
                self.writer.leave_out(&left_out);
                self.writer.remember(&file, root, std::mem::take(&mut self.file), (read_at, sha256));
            }
        }
        Ok(())
    }

    fn refuse(&mut self, refusal: Refusal, root: &str) {
        self.file.has_refusals = true;
        self.writer.refuse(refusal, root);
    }

    fn put(&mut self, mut ready: Ready, digest: &str, root: &str) -> Result<(), IndexError> {
        let article = &mut ready.article;
        article.warnings.extend(self.writer.identify(&mut article.meta, root));
        self.writer.warn(&article.warnings);
        self.file.warnings.append(&mut article.warnings);
        self.file.articles.add(&article.meta.id, digest);
        let change = self.writer.put(ready, root)?;
        self.file.has_refusals |= change == Change::Refused;
        Ok(())
    }
}
