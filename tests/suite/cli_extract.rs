//! `sitrep extract`:
//! 1. articles come out in the order in which they went in, with their ids;
//! 2. a bad line is named with file and line, the rest goes on, and the exit code is 2;
//! 3. a bad date is named like a bad line, but the article is read without it;
//! 4. offsets of a plain text file count in the file as it is;
//! 5. a reader that closes the pipe is no failure.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::program::{run_in, run_with, sitrep};

fn ids(out: &str) -> Vec<String> {
    out.lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"))
        .map(|record| record["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn articles_come_out_in_input_order() {
    let input: String = (0..50)
        .map(|n| format!("{{\"id\":\"a{n}\",\"text\":\"Two soldiers were killed in Gao.\"}}\n"))
        .collect();
    let run = run_with(input.as_bytes(), &["extract", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(ids(&run.out), (0..50).map(|n| format!("a{n}")).collect::<Vec<_>>());
    let record: Value = serde_json::from_str(run.out.lines().next().expect("a line")).expect("JSON");
    for key in ["language", "figures", "places", "actors", "tolls"] {
        assert!(record.get(key).is_some(), "{key} is missing in {record}");
    }
}

#[test]
fn bad_lines_are_named_and_the_rest_goes_on() {
    let input = b"{\"id\":\"good\",\"text\":\"Calm.\",\"title\":\"T\",\"published\":\"2022-07-29\"}\n\
        not json\n\
        {\"id\":\"no-text\"}\n\
        \n\
        {\"id\":\"bad-date\",\"text\":\"x\",\"published\":\"29 July\"}\n\
        {\"id\":\"bytes\",\"text\":\"\xff\"}\n\
        {\"id\":\"last\",\"text\":\"\",\"published\":null}";
    let run = run_with(input, &["extract", "-"]);
    assert_eq!(run.code, 2);
    assert_eq!(ids(&run.out), ["good", "bad-date", "last"]);
    let reported: Vec<&str> = run.err.lines().collect();
    assert_eq!(reported.len(), 4, "{}", run.err);
    for (line, (place, reason)) in reported.iter().zip([
        ("stdin:2: ", "not JSON"),
        ("stdin:3: ", "missing field `text`"),
        ("stdin:5: ", "published"),
        ("stdin:6: ", "not UTF-8"),
    ]) {
        assert!(line.starts_with(place) && line.contains(reason), "{line}");
    }
}

#[test]
fn a_missing_file_is_named_and_the_others_are_read() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("note.txt"), "Deux soldats tués à Gao.\r\n")
        .expect("the folder can be written");
    let run = run_in(folder.path(), &["extract", "absent.jsonl", "note.txt"]);
    assert_eq!(run.code, 2);
    assert_eq!(ids(&run.out), ["note.txt"]);
    assert!(run.err.starts_with("absent.jsonl: cannot be opened"), "{}", run.err);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let article = format!("{{\"id\":\"a\",\"text\":{:?}}}\n", "Six people died in Mopti. ".repeat(40));
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("many.jsonl"), article.repeat(500)).expect("the folder can be written");
    let mut child = sitrep(&["extract", "many.jsonl"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the test binary starts");
    let mut first = [0; 10];
    child.stdout.take().expect("stdout is piped").read_exact(&mut first).expect("output");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"");
}
