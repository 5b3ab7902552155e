//! Keeping an index in step with folders, through the real program:
//! 1. files of one name in two folders are two articles, each under an id of its own;
//! 2. a folder and the folder around it hold each file once;
//! 3. a slip in a path leaves nothing behind, and an index that lost its label can be built again;
//! 4. building again without a folder says that its articles leave;
//! 5. an article is shown by its id or its path.

use std::fs;
use std::path::Path;

use crate::program::run_in;

/// A folder with the same file name in `in/afp` and `in/rfi`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    write(folder.path(), "in/afp/kati.txt", "Two soldiers were killed in Kati, the army said.\n");
    write(folder.path(), "in/rfi/kati.txt", "Three gendarmes were wounded in Mopti on Monday.\n");
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a name in a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the folder can be written");
}

fn ids(folder: &Path) -> Vec<String> {
    let found = run_in(folder, &["search", "*", "--format", "jsonl"]).out;
    let id = |line: &str| {
        let hit: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        hit["article"]["id"].as_str().expect("an id").to_owned()
    };
    let mut ids: Vec<String> = found.lines().map(id).collect();
    ids.sort();
    ids
}

#[test]
fn files_of_one_name_in_two_folders_are_two_articles() {
    let folder = folder();
    let run = run_in(folder.path(), &["index", "in/afp", "in/rfi"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(ids(folder.path()), ["kati.txt", "rfi/kati.txt"]);
    write(folder.path(), "in/rfi/kati.txt", "Four gendarmes were wounded in Mopti on Monday.\n");
    let again = run_in(folder.path(), &["index", "in/rfi", "in/afp"]);
    assert!(again.out.contains("1  updated") && again.out.contains("1  unchanged"), "{again:?}");
    assert_eq!(ids(folder.path()), ["kati.txt", "rfi/kati.txt"]);
    assert!(run_in(folder.path(), &["show", "rfi/kati.txt"]).out.contains("Four"));
}

#[test]
fn a_folder_and_the_one_around_it_hold_each_file_once() {
    let folder = folder();
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    let again = run_in(folder.path(), &["index", "in/rfi"]);
    assert!(again.out.contains("1  unchanged") && again.out.contains("0  added"), "{again:?}");
    let both = run_in(folder.path(), &["index", "in", "in/afp"]);
    assert!(both.out.contains("0  added") && both.out.contains("0  removed"), "{both:?}");
    assert_eq!(ids(folder.path()), ["afp/kati.txt", "rfi/kati.txt"]);
}

#[test]
fn a_slip_in_a_path_leaves_no_index_behind() {
    let folder = folder();
    let run = run_in(folder.path(), &["index", "im"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.out.contains("im: no such file or folder"), "{run:?}");
    assert!(!folder.path().join(".sitrep").exists());
}

#[test]
fn an_index_that_lost_its_label_is_damaged_and_can_be_built_again() {
    let folder = folder();
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    fs::remove_file(folder.path().join(".sitrep/sitrep.json")).expect("an index has a label");
    for arguments in [&["search", "Kati"][..], &["index", "in"], &["check"]] {
        let run = run_in(folder.path(), arguments);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("sitrep.json is missing") && run.err.contains("--rebuild"), "{run:?}");
    }
    assert_eq!(run_in(folder.path(), &["index", "in", "--rebuild"]).code, 0);
    assert_eq!(ids(folder.path()).len(), 2);
}

#[test]
fn building_again_without_a_folder_says_that_its_articles_leave() {
    let folder = folder();
    assert_eq!(run_in(folder.path(), &["index", "in/afp", "in/rfi"]).code, 0);
    let run = run_in(folder.path(), &["index", "in/afp", "--rebuild"]);
    assert!(run.err.contains("in/rfi was not named: its articles leave the index"), "{run:?}");
    assert_eq!(ids(folder.path()), ["kati.txt"]);
}

#[test]
fn an_article_is_shown_by_its_id_or_its_path() {
    let folder = folder();
    let lines = "{\"id\":\"one\",\"text\":\"Two died in Kati.\"}\n{\"id\":\"two\",\"text\":\"Six died.\"}\n";
    write(folder.path(), "more/wire.jsonl", lines);
    write(folder.path(), "more/named.md", "---\nid: afp-17\n---\nFive civilians were killed in Gao.\n");
    assert_eq!(run_in(folder.path(), &["index", "more"]).code, 0);
    for name in ["afp-17", "named.md"] {
        let shown = run_in(folder.path(), &["show", name]);
        assert!(shown.out.contains("Five civilians"), "{shown:?}");
    }
    let several = run_in(folder.path(), &["show", "wire.jsonl"]);
    assert_eq!(several.code, 2);
    assert!(several.err.contains("holds 2 articles") && several.err.contains("one, two"), "{several:?}");
}
