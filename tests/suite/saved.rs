//! Questions that are kept, paragraphs that repeat, and arguments that people get wrong.
//!
//! 1. A saved question shows what no run before has shown: at first everything, then nothing, then
//!    what has come or changed.
//! 2. A paragraph that stands in several articles is printed once, and each hit says where else it is.
//! 3. A word to leave out may stand outside quotes; days that run backwards are an error.
//! 4. A limit to each article changes what is paged through, never what is counted.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{Run, run_in};

const WIRE: &str =
    "Gunmen on motorcycles killed six soldiers at a checkpoint near Niono on Friday, the army said.";

fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("articles")).expect("a folder");
    write(&folder, "one.txt", &format!("{WIRE}\n"));
    write(&folder, "two.txt", &format!("{WIRE}\n"));
    write(&folder, "three.txt", "Traders in Mopti waited for the rain. No soldiers were seen.\n");
    folder
}

fn write(folder: &tempfile::TempDir, name: &str, text: &str) {
    fs::write(folder.path().join("articles").join(name), text).expect("an article");
}

fn run(folder: &tempfile::TempDir, arguments: &[&str]) -> Run {
    run_in(folder.path(), arguments)
}

fn index(folder: &tempfile::TempDir) {
    let run = run(folder, &["index", "articles"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn saved_questions_lie_beside_the_index_from_wherever_it_is_looked_at() {
    let folder = workplace();
    index(&folder);
    let inside = folder.path().join(".sitrep");
    let added = run_in(&inside, &["saved", "add", "soldiers", "soldiers killed", "--index", "."]);
    assert_eq!(added.code, 0, "{added:?}");
    assert!(run(&folder, &["saved", "list"]).out.contains("soldiers killed"));
    assert!(folder.path().join(".sitrep-saved.json").is_file());
    let checked = run(&folder, &["check"]);
    assert_eq!(checked.code, 0, "{checked:?}");
}

#[test]
fn a_saved_question_shows_what_is_new() {
    let folder = workplace();
    index(&folder);
    assert_eq!(run(&folder, &["saved", "run", "soldiers"]).code, 2);
    assert_eq!(run(&folder, &["saved", "list"]).code, 1);
    assert_eq!(run(&folder, &["saved", "add", "soldiers", "soldiers killed"]).code, 0);
    let again = run(&folder, &["saved", "add", "soldiers", "army"]);
    assert!(again.code == 2 && again.err.contains("saved remove"), "{}", again.err);
    assert!(run(&folder, &["saved", "list"]).out.contains("soldiers killed"));
    let news = |folder: &tempfile::TempDir| {
        let shown = run(folder, &["saved", "run", "soldiers", "--format", "jsonl"]);
        (shown.code, shown.out.lines().count())
    };
    assert_eq!(news(&folder), (0, 2));
    assert_eq!(news(&folder), (1, 0));
    write(&folder, "four.txt", "Two soldiers were killed in Gao on Sunday, officials said.\n");
    index(&folder);
    assert_eq!(news(&folder), (0, 1));
    let rebuilt = run(&folder, &["index", "articles", "--rebuild"]);
    assert_eq!(rebuilt.code, 0, "{}", rebuilt.err);
    assert_eq!(news(&folder), (1, 0));
    assert_eq!(run(&folder, &["saved", "remove", "soldiers"]).code, 0);
    assert_eq!(run(&folder, &["saved", "run", "soldiers"]).code, 2);
}

#[test]
fn a_bad_question_is_not_kept() {
    let folder = workplace();
    index(&folder);
    assert_eq!(run(&folder, &["saved", "add", "bad", "(Kati"]).code, 2);
    assert_eq!(run(&folder, &["saved", "list"]).code, 1);
}

#[test]
fn a_repeated_paragraph_is_printed_once() {
    let folder = workplace();
    index(&folder);
    let printed = run(&folder, &["search", "soldiers killed"]);
    assert_eq!(printed.out.matches("motorcycles").count(), 1, "{}", printed.out);
    assert!(printed.out.contains("also in two.txt"), "{}", printed.out);
    assert!(printed.out.contains("The same words as 1."), "{}", printed.out);
    let records = run(&folder, &["search", "soldiers killed", "--format", "jsonl"]);
    let copies: Vec<String> = records
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["also_in"][0]["path"].to_string())
        .collect();
    assert_eq!(copies, ["\"two.txt\"", "\"one.txt\""]);
}

#[test]
fn a_word_to_leave_out_may_stand_outside_quotes() {
    let folder = workplace();
    index(&folder);
    let left = run(&folder, &["search", "soldiers", "-Mopti", "--format", "jsonl"]);
    assert_eq!((left.code, left.out.lines().count()), (0, 2), "{}", left.err);
    assert_eq!(run(&folder, &["facets", "soldiers", "-Mopti", "--by", "region,outcome"]).code, 0);
}

#[test]
fn days_that_run_backwards_are_an_error() {
    let folder = workplace();
    index(&folder);
    for command in ["search", "export"] {
        let refused = run(&folder, &[command, "soldiers", "--from", "2023", "--to", "2022"]);
        assert!(refused.code == 2 && refused.err.contains("backwards"), "{}", refused.err);
    }
    let none = run(&folder, &["search", "soldiers", "--from", "2023"]);
    assert!(none.code == 1 && none.err.contains("day of publication"), "{}", none.err);
    let outlet = run(&folder, &["search", "soldiers", "--source", "Nobody"]);
    assert!(outlet.code == 1 && outlet.err.contains("the outlet Nobody"), "{}", outlet.err);
}

#[test]
fn a_limit_to_each_article_changes_no_count() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").display().to_string();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let asked = |more: &[&str]| {
        run(&folder, &[&["search", "Kati", "--corpus", corpus.as_str(), "--limit", "50"], more].concat())
    };
    let (all, few) = (asked(&[]), asked(&["--passages", "1"]));
    let head = |run: &Run| run.out.lines().next().map(|line| line.split(';').next().map(str::to_owned));
    assert_eq!(head(&all), head(&few));
    assert!(few.out.contains(" of this article"), "{}", few.out);
    assert!(!few.out.contains("More: --offset"), "{}", few.out);
}

#[test]
fn several_facets_are_counted_at_once() {
    let folder = workplace();
    index(&folder);
    let both = run(&folder, &["facets", "--by", "region", "--by", "outcome", "--format", "json"]);
    let by: Vec<String> = both
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["by"].to_string())
        .collect();
    assert_eq!(by, ["\"region\"", "\"outcome\""], "{}", both.err);
}
