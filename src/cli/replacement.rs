//! A file that is either the old one or the new one, never half of either.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written beside the one that it will replace.
#[derive(Debug)]
pub(super) struct Replacement {
    target: PathBuf,
    draft: PathBuf,
    out: BufWriter<File>,
    is_placed: bool,
}

impl Replacement {
    /// Begins a new state of `target`.
    pub(super) fn of(target: &Path) -> io::Result<Self> {
        if target.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
        }
        if target.exists() && !target.is_file() {
            let what = "is a device or a pipe: leave -o out and redirect the output to it";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        }
        // A link stays a link: what it leads to is replaced.
        let target = target.canonicalize().unwrap_or_else(|_| target.to_path_buf());
        let Some(name) = target.file_name() else {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "names no file: give the name of one"));
        };
        let mut name = name.to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let draft = target.with_file_name(name);
        let out = OpenOptions::new().write(true).create_new(true).open(&draft)?;
        Ok(Self { target, draft, out: BufWriter::new(out), is_placed: false })
    }

    /// Puts what was written in the place of the target.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.out.get_ref().sync_all()?;
        fs::rename(&self.draft, &self.target)?;
        self.is_placed = true;
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.is_placed && fs::remove_file(&self.draft).is_err() {
            super::talk::warning(format_args!("{} was left behind", self.draft.display()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_stays_until_the_new_one_is_whole() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let target = folder.path().join("hits.csv");
        fs::write(&target, "old").expect("the folder can be written");
        let mut failed = Replacement::of(&target).expect("a draft");
        failed.write_all(b"half").expect("the draft can be written");
        drop(failed);
        assert_eq!(fs::read_to_string(&target).expect("the file is there"), "old");
        let mut whole = Replacement::of(&target).expect("a draft");
        whole.write_all(b"new").expect("the draft can be written");
        whole.finish().expect("the draft can be moved");
        assert_eq!(fs::read_to_string(&target).expect("the file is there"), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    }
}
