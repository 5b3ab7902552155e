//! What goes wrong, through the real program. Each case gives one clear sentence and its exit code,
//! and nothing that could be read is lost:
//! 1. an empty folder, a missing one, a folder without an index;
//! 2. files that are unreadable, binary or not UTF-8 are listed, the rest is searchable;
//! 3. an empty query, an unbalanced quote, an unknown region, a bad date;
//! 4. an index of another version is refused with what to run;
//! 5. an output that cannot be written leaves the old file.

use std::fs;
use std::path::Path;

use crate::program::{Run, run_in};

const ARTICLE: &str = "Two soldiers were killed in Gao on Monday, the army said in a statement on Tuesday.\n";

/// A folder with one good article in `in/`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::create_dir(folder.path().join("in")).expect("the folder can be written");
    write(folder.path(), "in/good.txt", ARTICLE.as_bytes());
    folder
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).expect("the folder can be written");
}

/// Asserts that `run` failed with exactly one line on stderr that holds `words`.
fn assert_refused(run: &Run, words: &[&str]) {
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(run.out, "");
    assert!(run.err.starts_with("error: "), "{}", run.err);
    for word in words {
        assert!(run.err.contains(word), "no {word:?} in {}", run.err);
    }
}

#[test]
fn an_empty_folder_is_no_error_but_nothing_is_found() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::create_dir(folder.path().join("empty")).expect("the folder can be written");
    let run = run_in(folder.path(), &["search", "Gao", "--corpus", "empty"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.out, "");
    assert!(run.err.contains("no articles"), "{}", run.err);
}

#[test]
fn a_missing_folder_is_named_and_the_index_keeps_what_it_has() {
    let folder = folder();
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    let run = run_in(folder.path(), &["index", "absent"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.contains("absent: no such file or folder"), "{run:?}");
    assert_eq!(run_in(folder.path(), &["search", "Gao"]).code, 0);
}

#[test]
fn a_folder_without_an_index_says_what_to_run() {
    let run = run_in(folder().path(), &["search", "Gao", "--index", "none"]);
    assert_refused(&run, &["no index in none", "sitrep index"]);
}

#[test]
fn bad_files_are_listed_and_the_good_one_is_found() {
    let folder = folder();
    write(folder.path(), "in/binary.txt", b"\x7fELF\0\0\0\x01\0\0\0\x02");
    write(folder.path(), "in/latin.txt", b"Deux soldats tu\xe9s \xe0 Gao.");
    write(folder.path(), "in/empty.txt", b"");
    let run = run_in(folder.path(), &["index", "in"]);
    assert_eq!(run.code, 2, "{run:?}");
    for (name, reason) in [("binary.txt", "binary"), ("latin.txt", "not UTF-8"), ("empty.txt", "empty")] {
        let line = run.out.lines().find(|line| line.contains(name));
        assert!(line.is_some_and(|line| line.contains(reason)), "{name}: {}", run.out);
    }
    let found = run_in(folder.path(), &["search", "Gao"]);
    assert_eq!(found.code, 0, "{found:?}");
    assert!(found.out.contains("good.txt"));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_listed() {
    use std::os::unix::fs::symlink;

    // The tests may run as a user who may read anything, so the file is one that nobody can.
    let folder = folder();
    symlink("nowhere", folder.path().join("in/dangling.txt")).expect("the folder can be written");
    let run = run_in(folder.path(), &["index", "in"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.contains("dangling.txt"), "{}", run.out);
    assert_eq!(run_in(folder.path(), &["search", "Gao"]).code, 0);
}

#[test]
fn a_query_that_cannot_be_read_says_where_and_why() {
    let folder = folder();
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    assert_refused(&run_in(folder.path(), &["search", ""]), &["empty"]);
    assert_refused(&run_in(folder.path(), &["search", "  "]), &["empty"]);
    assert_refused(&run_in(folder.path(), &["search", "\"two soldiers"]), &["quotation mark"]);
    assert_refused(&run_in(folder.path(), &["search", "Gao", "--region", "Atlantis"]), &["Atlantis"]);
    let date = run_in(folder.path(), &["search", "Gao", "--from", "July"]);
    assert_eq!(date.code, 2);
    assert!(date.err.contains("YYYY-MM-DD"), "{}", date.err);
}

#[test]
fn an_index_of_another_version_is_refused_and_can_be_built_again() {
    let folder = folder();
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    let label = folder.path().join(".sitrep/sitrep.json");
    let mut text = fs::read_to_string(&label).expect("an index has a label");
    let from = text.find("fingerprint\":\"").expect("the label names the fingerprint") + 14;
    text.replace_range(from..from + 8, "00000000");
    fs::write(&label, text).expect("the label can be written");
    for arguments in [&["search", "Gao"][..], &["facets", "--by", "region"], &["index", "in"], &["check"]] {
        assert_refused(&run_in(folder.path(), arguments), &["--rebuild"]);
    }
    assert_eq!(run_in(folder.path(), &["index", "in", "--rebuild"]).code, 0);
    assert_eq!(run_in(folder.path(), &["search", "Gao"]).code, 0);
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = folder();
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    let run = run_in(folder.path(), &["export", "Gao", "--format", "csv", "-o", "absent/hits.csv"]);
    assert_refused(&run, &["absent/hits.csv"]);
    let run = run_in(folder.path(), &["export", "Gao", "--format", "csv", "-o", "absent/.."]);
    assert_refused(&run, &["names no file"]);
}

#[test]
fn nothing_found_is_said_and_is_no_failure() {
    let folder = folder();
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    let run = run_in(folder.path(), &["search", "zeppelin"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("nothing"), "{}", run.err);
}

#[test]
fn a_slip_in_a_path_costs_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let articles = folder.path().join("in");
    fs::create_dir(&articles).expect("the folder can be written");
    fs::write(articles.join("a.txt"), "Two soldiers were killed in Kati on Monday, the army said.\n")
        .expect("the folder can be written");
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);

    let rebuilt = run_in(folder.path(), &["index", "im", "--rebuild"]);
    assert_eq!(rebuilt.code, 2);
    assert!(rebuilt.err.contains("im: no such file or folder: the index is left as it was"), "{rebuilt:?}");

    fs::remove_file(articles.join("a.txt")).expect("the file can be removed");
    let emptied = run_in(folder.path(), &["index", "in"]);
    assert_eq!(emptied.code, 2);
    assert!(emptied.out.contains("holds no article any more"), "{emptied:?}");
    assert_eq!(run_in(folder.path(), &["search", "soldiers"]).code, 0);
}
