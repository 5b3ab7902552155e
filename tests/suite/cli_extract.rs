//! `sitrep extract`:
//! 1. articles come out in the order in which they went in, with their ids;
//! 2. a bad line is named with file and line, the rest goes on, and the exit code is 2;
//! 3. a bad date is named like a bad line, but the article is read without it;
//! 4. offsets of a plain text file count in the file as it is;
//! 5. a reader that closes the pipe is no failure;
//! 6. every format is read as the index reads it, with the same figures, ids and refusals;
//! 7. figures of captions and of links to other articles are in no toll beside the article's own;
//! 8. with --with-text, offsets count in the text that is printed;
//! 9. the language of a line is read as the index reads it, and detected where it names none.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::fixtures::{self, Text};
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
fn captions_and_links_to_other_articles_double_no_toll() {
    let text = "Ten soldiers were killed near Kati on Friday, the army said.\\n\\nRead also: Gunmen killed 25 farmers near \
                Sokolo\\n\\nFile photo: The camp, where 30 soldiers were killed on Monday.";
    let line = format!("{{\"id\":\"a\",\"text\":\"{text}\"}}");
    let run = run_with(line.as_bytes(), &["extract", "--with-text", "-"]);
    let object: Value = serde_json::from_str(run.out.trim()).expect("JSON");
    assert_eq!(object["figures"].as_array().map(Vec::len), Some(3), "{object}");
    assert_eq!(object["tolls"]["killed"]["best"], 10, "{object}");
    for part in ["furniture", "captions"] {
        assert_eq!(object[part].as_array().map(Vec::len), Some(1), "{part} are told: {object}");
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
fn languages_of_lines_are_read_as_the_index_reads_them() {
    let french = "Douze soldats ont été tués près de Kati, selon l’armée.";
    let arabic = "مقتل 12 جنديا في هجوم قرب كاتي";
    for (given, text, read) in [
        ("fr-FR", french, "fr"),
        ("FR", french, "fr"),
        ("fr_FR", french, "fr"),
        ("French", french, "fr"),
        ("", french, "fr"),
        ("ar-SY", arabic, "ar"),
    ] {
        let line = serde_json::json!({ "id": "a", "text": text, "language": given }).to_string();
        let lines = format!("{line}\n{line}\n");
        let run = run_with(lines.as_bytes(), &["extract", "-"]);
        let object: Value = serde_json::from_str(run.out.lines().next().expect("a line")).expect("JSON");
        assert_eq!(object["language"], read, "{given}");
        assert_eq!(object["tolls"]["killed"]["best"], 12, "{given}: {object}");
        let any = run_with(lines.as_bytes(), &["extract", "--input", "any", "-"]);
        assert_eq!(run.err, any.err, "{given}");
        assert_eq!(run.err.contains("`French` is not a code"), given == "French", "{}", run.err);
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

const REPORT: Text = Text {
    language: "en",
    title: "Fifteen killed near Kati",
    paragraphs: [
        "BAMAKO, 22 July 2022 (AFP) - At least fifteen soldiers were killed in an attack near Kati, the army said.",
        "The army said that 12 attackers were killed.",
    ],
};

#[test]
fn every_format_is_read_as_the_index_reads_it() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    let mut files = fixtures::all(&REPORT);
    files.retain(|(name, _)| name != "lines.jsonl");
    files.push(("bad.pdf".to_owned(), b"%PDF-1.7 nothing".to_vec()));
    files.push(("empty.csv".to_owned(), b"id,text\n".to_vec()));
    for (name, bytes) in &files {
        fs::write(folder.path().join("in").join(name), bytes).expect("the folder can be written");
    }
    assert_eq!(run_in(folder.path(), &["index", "in", "--index", "ix"]).code, 2);
    let mut arguments = vec!["extract".to_owned(), "--with-text".to_owned()];
    arguments.extend(files.iter().map(|(name, _)| name.clone()));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // From within the folder, files go by the same names as in the index.
    let run = run_in(&folder.path().join("in"), &arguments);
    assert_eq!(run.code, 2);
    let refused: Vec<&str> =
        run.err.lines().filter(|line| line.contains("damaged PDF") || line.contains("no article")).collect();
    assert_eq!(refused.len(), 2, "{}", run.err);
    let mut count = 0;
    for line in run.out.lines() {
        let object: Value = serde_json::from_str(line).expect("a line of JSON");
        let id = object["id"].as_str().expect("an id");
        let shown = run_in(folder.path(), &["show", id, "--index", "ix", "--format", "json"]);
        let shown: Value = serde_json::from_str(shown.out.trim()).unwrap_or_default();
        for key in ["text", "figures", "tolls", "captions"] {
            assert_eq!(object[key], shown[key], "{key} of {id}");
        }
        let figure = &object["figures"][object["figures"].as_array().map_or(0, |all| all.len() - 1)];
        let at = |key: &str| figure[key].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
        let text = object["text"].as_str().unwrap_or_default();
        assert_eq!(text.get(at("byte_start")..at("byte_end")), figure["text"].as_str(), "{id}");
        count += 1;
    }
    assert_eq!(count, files.len() - 2, "{}", run.err);
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
