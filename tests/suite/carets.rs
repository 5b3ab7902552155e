//! Cases as plain text: a line of an article, and under it carets below the words that are found.
//!
//! ```text
//! # what the case shows
//! Malian soldiers fought JNIM near Kidal.
//! ^^^^^^^^^^^^^^^ fama nominal
//!                        ^^^^ jnim
//! ```
//!
//! The lines of a case are one article; an empty line ends it. A line `~` is an empty line of the
//! article. What is not marked must not be found.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use sitrep::extract::ArticleText;

/// A run of words with its label, in Unicode scalar values of the article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: String,
}

/// One article and what is to be found in it.
#[derive(Debug, Default)]
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
}

/// An article of nothing but its text.
pub(crate) fn article(text: &str) -> ArticleText {
    ArticleText { id: "case".to_owned(), text: text.to_owned(), title: None, published: None, language: None }
}

/// Checks every case of every file in `tests/<folder>` against what `find` finds.
///
/// With `SITREP_REWRITE_CASES` set, the files are rewritten with what is found instead; read the
/// difference before it is kept.
pub(crate) fn check_folder(folder: &str, find: impl Fn(&str) -> Vec<Mark>) -> usize {
    let rewrite = env::var_os("SITREP_REWRITE_CASES").is_some();
    let mut cases = 0;
    let mut wrong = Vec::new();
    for path in files(folder) {
        let before = fs::read_to_string(&path).expect("a case file is text");
        let mut after = String::new();
        for mut case in parse(&before) {
            cases += 1;
            let mut found = find(&case.text);
            found.sort();
            case.marks.sort();
            if found != case.marks {
                let wanted = render(&case);
                case.marks = found;
                wrong.push(format!("{}\nwanted:\n{wanted}\nfound:\n{}", path.display(), render(&case)));
            }
            after.push_str(&render(&case));
            after.push('\n');
        }
        if rewrite {
            fs::write(&path, after.trim_end().to_owned() + "\n").expect("a case file can be written");
        }
    }
    assert!(
        rewrite || wrong.is_empty(),
        "{} of {cases} cases are wrong\n\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    cases
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let entries = fs::read_dir(folder).expect("the folder of the cases can be read");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    files.sort();
    files
}

fn parse(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut case = Case::default();
    let mut line_start = 0;
    for line in file.lines().chain([""]) {
        if line.trim().is_empty() {
            if !case.text.is_empty() {
                cases.push(std::mem::take(&mut case));
            }
        } else if let Some(title) = line.strip_prefix("# ") {
            case.title = title.to_owned();
        } else if line.trim_start().starts_with('^') {
            let before = line.chars().take_while(|&c| c == ' ').count();
            let carets = line.chars().skip(before).take_while(|&c| c == '^').count();
            let label = line.chars().skip(before + carets).collect::<String>().trim().to_owned();
            let start = line_start + before;
            case.marks.push(Mark { start, end: start + carets, label });
        } else {
            if !case.text.is_empty() {
                case.text.push('\n');
            }
            line_start = case.text.chars().count();
            case.text.push_str(if line == "~" { "" } else { line });
        }
    }
    cases
}

fn render(case: &Case) -> String {
    let mut out = String::new();
    if !case.title.is_empty() {
        out.push_str(&format!("# {}\n", case.title));
    }
    let mut start = 0;
    for line in case.text.split('\n') {
        let length = line.chars().count();
        out.push_str(if line.is_empty() { "~" } else { line });
        out.push('\n');
        for mark in case.marks.iter().filter(|mark| (start..=start + length).contains(&mark.start)) {
            let carets = "^".repeat(mark.end.saturating_sub(mark.start));
            out.push_str(&format!("{}{carets} {}\n", " ".repeat(mark.start - start), mark.label));
        }
        start += length + 1;
    }
    out
}
