//! What the commands print:
//! 1. without colours a figure stands in brackets and a match between stars, and no escape is written;
//! 2. --color always writes styles, NO_COLOR and a pipe do not;
//! 3. controls and marks of direction of an article reach nobody raw;
//! 4. no line is wider than the screen;
//! 5. facets, search and export count alike, and a page says where the next one begins;
//! 6. a CSV has one row a figure, the promised columns, no formula, and the same bytes again;
//! 7. every command has a help text with an example.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::program::{finish, run_in, sitrep};

const CLAIM: &str = "---\ntitle: =cmd|' /C calc'!A0\nsource: Test Desk\npublished: 2024-05-06\n---\n\
    At least 15 soldiers were killed in Gao on Monday, the army said.\n";
const HOSTILE: &str =
    "Three civilians were wounded \u{1b}[31mred\u{1b}[0m \u{202e}in Mopti\u{202c}, witnesses said.\n";

/// An index of three articles in a folder of its own.
fn indexed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let articles = folder.path().join("in");
    fs::create_dir(&articles).expect("the folder can be written");
    for (name, text) in [
        ("claim.txt", CLAIM),
        ("hostile.txt", HOSTILE),
        ("calm.txt", "The market of Gao was open on Sunday and nothing else was reported from the town.\n"),
    ] {
        fs::write(articles.join(name), text).expect("the folder can be written");
    }
    let run = run_in(folder.path(), &["index", "in"]);
    assert_eq!(run.code, 0, "{run:?}");
    folder
}

fn out(folder: &Path, arguments: &[&str]) -> String {
    let run = run_in(folder, arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
    run.out
}

fn lines_of_json(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn marks_are_signs_where_there_are_no_colours() {
    let folder = indexed();
    let page = out(folder.path(), &["search", "soldiers"]);
    assert!(page.contains("[At least 15 *soldiers*] were killed in Gao"), "{page}");
    assert!(page.contains("▪ ≥15 soldiers killed"), "{page}");
    assert!(!page.contains('\u{1b}'), "{page:?}");
    assert!(page.contains("Test Desk · 2024-05-06"), "{page}");
}

#[test]
fn colours_appear_when_they_are_asked_for() {
    let folder = indexed();
    let page = out(folder.path(), &["search", "soldiers", "--color", "always"]);
    assert!(page.contains("\u{1b}[") && !page.contains("[At least"), "{page:?}");
    let quiet = finish(sitrep(&["search", "soldiers"]).env("NO_COLOR", "1").current_dir(folder.path()));
    assert!(!quiet.out.contains('\u{1b}'), "{quiet:?}");
}

#[test]
fn an_article_cannot_command_the_terminal() {
    let folder = indexed();
    for arguments in [
        &["search", "civilians"][..],
        &["search", "civilians", "--format", "jsonl"],
        &["show", "hostile.txt"],
        &["show", "hostile.txt", "--format", "json"],
        &["export", "civilians", "--format", "jsonl"],
        &["extract", "in/hostile.txt"],
        &["extract", "in/hostile.txt", "--format", "text"],
    ] {
        let printed = out(folder.path(), arguments);
        assert!(!printed.contains(['\u{1b}', '\u{202e}', '\u{202c}']), "{arguments:?}: {printed:?}");
        assert!(printed.contains("Mopti"), "{arguments:?}: {printed}");
    }
}

#[test]
fn no_line_is_wider_than_the_screen() {
    let folder = indexed();
    for columns in [40, 60, 120] {
        for arguments in [&["search", "*"][..], &["facets", "--by", "region"], &["show", "claim.txt"]] {
            let run =
                finish(sitrep(arguments).env("COLUMNS", columns.to_string()).current_dir(folder.path()));
            for line in run.out.lines().filter(|line| !line.contains("sha256")) {
                assert!(line.width() <= columns, "{line}");
            }
        }
    }
}

#[test]
fn counts_are_the_same_everywhere() {
    let folder = indexed();
    let folder = folder.path();
    let facets: Value =
        serde_json::from_str(&out(folder, &["facets", "--by", "region", "--format", "json"])).expect("JSON");
    let mali = &facets["values"][0];
    assert_eq!((mali["value"].as_str(), mali["articles"].as_u64()), (Some("Mali"), Some(3)), "{facets}");
    let hits = lines_of_json(&out(folder, &["search", "*", "--region", "Mali", "--format", "jsonl"]));
    let exported = lines_of_json(&out(folder, &["export", "*", "--region", "Mali", "--format", "jsonl"]));
    for found in [&hits, &exported] {
        let articles: BTreeSet<&str> = found.iter().filter_map(|hit| hit["article"]["id"].as_str()).collect();
        assert_eq!(articles.len(), 3);
        assert_eq!(found.len() as u64, mali["passages"].as_u64().expect("a count"));
    }
    let first = out(folder, &["search", "*", "--limit", "2"]);
    assert!(first.contains("1 to 2 shown") && first.contains("More: --offset 2"), "{first}");
    assert!(out(folder, &["search", "*", "--limit", "2", "--offset", "2"]).contains("3 to 3 shown"));
}

#[test]
fn a_table_opens_as_a_table() {
    let folder = indexed();
    let folder = folder.path();
    let arguments = ["export", "*", "-o", "hits.csv", "--no-stamp"];
    assert_eq!(out(folder, &arguments), "");
    let table = fs::read(folder.join("hits.csv")).expect("the file is there");
    let mut reader =
        csv::Reader::from_reader(table.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark"));
    let columns = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 3, "two figures, and a passage without one");
    for cell in rows.iter().flatten().filter(|cell| cell.parse::<f64>().is_err()) {
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
    }
    let cell = |row: &csv::StringRecord, name: &str| {
        let at = columns.iter().position(|column| column == name).expect("a promised column");
        row.get(at).expect("a cell").to_owned()
    };
    let killed = rows.iter().find(|row| cell(row, "outcome") == "killed").expect("the soldiers");
    for (name, wanted) in [
        ("doc_id", "claim.txt"),
        ("low", "15"),
        ("high", ""),
        ("qualifier", "at_least"),
        ("text", "At least 15 soldiers"),
        ("source_name", "Test Desk"),
        ("date_published", "2024-05-06"),
        ("query", "*"),
        ("exported_at", ""),
        ("indexed_at", ""),
        ("media_type", "text/plain"),
        ("location", "Gao"),
        ("latitude", "16.27"),
        ("longitude", "-0.04"),
        ("geo_precision", "1"),
        ("actor", "fama"),
        ("inter", "1"),
        ("status", "reported, not verified"),
        ("title", "'=cmd|' /C calc'!A0"),
    ] {
        assert_eq!(cell(killed, name), wanted, "{name}");
    }
    assert_eq!(cell(killed, "sha256").len(), 64);
    out(folder, &arguments);
    assert_eq!(fs::read(folder.join("hits.csv")).expect("the file is there"), table);
}

#[test]
fn a_batch_is_a_run_and_a_bad_query_is_skipped() {
    let folder = indexed();
    fs::write(folder.path().join("q.tsv"), "q1\tGao\nno tab\nq2\t\"open\nq3\tzeppelin\n").expect("a file");
    let run = run_in(folder.path(), &["batch", "q.tsv", "--timings", "times.tsv"]);
    assert_eq!(run.code, 2, "{run:?}");
    let columns: Vec<Vec<&str>> = run.out.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(columns.len(), 2, "{run:?}");
    for (nth, line) in columns.iter().enumerate() {
        assert_eq!((line[0], line[1], line[5]), ("q1", "Q0", "sitrep"));
        assert_eq!(line[3], (nth + 1).to_string());
    }
    assert!(run.err.contains("q.tsv:2: ") && run.err.contains("q.tsv:3: "), "{}", run.err);
    let times = fs::read_to_string(folder.path().join("times.tsv")).expect("the timings");
    let asked: Vec<&str> = times.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(asked, ["q1", "q3"]);
}

#[test]
fn every_command_explains_itself() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let help = out(folder.path(), &["help"]);
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // A description that goes on in the next line stands further in.
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() >= 9, "{commands:?}");
    for command in commands {
        let help = out(folder.path(), &["help", command]);
        assert!(help.contains("Example: sitrep "), "{command}: {help}");
    }
}
