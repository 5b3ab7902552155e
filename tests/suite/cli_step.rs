//! An index in step with its folders, through the real program:
//! 1. what is unchanged is left alone, also under a new name; a file that was moved keeps its id;
//! 2. a file that is written again with its old size and time is read again;
//! 3. what is refused is listed each time, told by `status`, and read as soon as it can be; it shields no
//!    file of its name elsewhere;
//! 4. `status` tells what the index holds, from where, and what the last run did;
//! 5. a second writer is told who is first, or waits;
//! 6. nothing is added to a damaged index;
//! 7. the same articles give the same answers and exports, wherever they lie and however often the
//!    index was brought into step, with whatever memory and threads;
//! 8. ctrl-C keeps what was done, removes nothing, says so, and exits with 130; a rebuild that is stopped or killed
//!    leaves the old index.

use std::fs::{self, File};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use sitrep::index::{Fingerprint, Knowledge, Options, Progress, bring_into_step};
use sitrep::vocabulary::{Sources, Vocabulary};

use crate::generated::{Chance, article};
use crate::program::{Run, finish, run_in, sitrep};

/// A workplace with two files in `in`.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    write(folder.path(), "in/kati.txt", "Two soldiers were killed in Kati, the army said.\n");
    write(
        folder.path(),
        "in/wire.jsonl",
        "{\"text\":\"Six people died in Gao.\"}\n{\"id\":\"w\",\"text\":\"Rain in Mopti.\"}\n",
    );
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a name in a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the folder can be written");
}

fn json(run: &Run) -> Value {
    assert!(run.out.starts_with('{'), "{run:?}");
    serde_json::from_str(run.out.trim()).expect("an object")
}

fn index(folder: &Path) -> Value {
    json(&run_in(folder, &["index", "in", "--format", "json"]))
}

fn counts(report: &Value) -> [u64; 5] {
    ["added", "updated", "unchanged", "moved", "removed"].map(|key| report[key].as_u64().expect("a count"))
}

fn ids(folder: &Path) -> Vec<(String, String)> {
    let found = run_in(folder, &["search", "*", "--format", "jsonl", "--limit", "100000"]).out;
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let mut ids: Vec<(String, String)> = found
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"))
        .map(|hit| (text(&hit["article"]["id"]), text(&hit["article"]["path"])))
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

#[test]
fn a_moved_file_keeps_its_identity() {
    let folder = workplace();
    assert_eq!(counts(&index(folder.path())), [3, 0, 0, 0, 0]);
    assert_eq!(counts(&index(folder.path())), [0, 0, 3, 0, 0]);
    let inside = folder.path().join("in");
    fs::create_dir(inside.join("july")).expect("a folder");
    fs::rename(inside.join("kati.txt"), inside.join("july/renamed.txt")).expect("a file can be moved");
    fs::rename(inside.join("wire.jsonl"), inside.join("july/wire.jsonl")).expect("a file can be moved");
    assert_eq!(counts(&index(folder.path())), [0, 0, 3, 3, 0]);
    let own = |id: &str, path: &str| (id.to_owned(), path.to_owned());
    let moved = [
        own("kati.txt", "july/renamed.txt"),
        own("w", "july/wire.jsonl"),
        own("wire.jsonl:1", "july/wire.jsonl"),
    ];
    assert_eq!(ids(folder.path()), moved);
    assert_eq!(counts(&index(folder.path())), [0, 0, 3, 0, 0]);
    // Changed after it was moved, it still is the same article; another file of its old name is not.
    write(folder.path(), "in/july/renamed.txt", "Three soldiers were killed in Kati, the army said.\n");
    write(folder.path(), "in/kati.txt", "A market reopened in Kayes.\n");
    assert_eq!(counts(&index(folder.path())), [1, 1, 2, 0, 0]);
    assert_eq!(ids(folder.path())[1], own("kati.txt", "july/renamed.txt"));
    assert!(run_in(folder.path(), &["show", "kati.txt"]).out.contains("Three"));
    // A copy is an article of its own.
    fs::copy(inside.join("kati.txt"), inside.join("copy.txt")).expect("a file can be copied");
    assert_eq!(counts(&index(folder.path())), [1, 0, 4, 0, 0]);
}

#[test]
fn a_file_that_moves_to_another_folder_of_the_run_is_kept() {
    let folder = workplace();
    write(folder.path(), "on/rain.txt", "Rain fell in Gao.\n");
    let both = || {
        let run = run_in(folder.path(), &["index", "in", "on", "--format", "json"]);
        let report: Value = serde_json::from_str(&run.out).expect("the report is JSON");
        (counts(&report), report["articles"].as_u64().expect("a count"))
    };
    assert_eq!(both(), ([4, 0, 0, 0, 0], 4));
    let place = |at: &str| folder.path().join(at).join("kati.txt");
    for (from, to) in [("in", "on"), ("on", "in"), ("in", "on")] {
        fs::rename(place(from), place(to)).expect("a file can be moved");
        assert_eq!(both(), ([0, 0, 4, 1, 0], 4), "from {from} to {to}");
        assert_eq!(ids(folder.path())[0].0, "kati.txt");
    }
    fs::remove_file(place("on")).expect("a file can be removed");
    assert_eq!(both(), ([0, 0, 3, 0, 1], 3));
}

#[test]
fn a_deleted_article_goes_although_a_file_of_its_name_is_refused_elsewhere() {
    let folder = workplace();
    write(folder.path(), "in/rain.txt", "Rain fell in Gao.\n");
    write(folder.path(), "on/rain.txt", "");
    write(folder.path(), "on/sun.txt", "The sun shone in Gao.\n");
    let both = || {
        let run = run_in(folder.path(), &["index", "on", "in", "--format", "json"]);
        serde_json::from_str::<Value>(&run.out).expect("the report is JSON")
    };
    assert_eq!(counts(&both()), [5, 0, 0, 0, 0]);
    fs::remove_file(folder.path().join("in/rain.txt")).expect("a file can be removed");
    let report = both();
    assert_eq!(counts(&report), [0, 0, 4, 0, 1]);
    assert_eq!(report["refused"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_run_that_is_stopped_removes_nothing() {
    let folder = workplace();
    for name in ["in/a.txt", "in/b.txt", "on/c.txt"] {
        write(folder.path(), name, &format!("Ten people died in Gao, {name} says.\n"));
    }
    let paths = ["in", "on"].map(|name| folder.path().join(name));
    let (vocabulary, fingerprint) = (Vocabulary::built_in(), Fingerprint::of(&Sources::default()));
    let run = |stops_at: &str| {
        let knowledge = Knowledge { vocabulary: &vocabulary, fingerprint: &fingerprint };
        let on = &mut |progress: &Progress| {
            if progress.path.ends_with(stops_at) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let dir = folder.path().join("ix");
        let report = bring_into_step(&dir, &paths, knowledge, Options::default(), on).expect("an index");
        (report.stopped, report.removed, report.added, report.articles)
    };
    let all = run("nowhere").3;
    fs::rename(folder.path().join("in/a.txt"), folder.path().join("on/z.txt")).expect("a file can be moved");
    assert_eq!(run("c.txt"), (true, 0, 0, all));
    assert_eq!(run("nowhere"), (false, 0, 0, all));
}

#[test]
fn old_times_and_sizes_hide_no_change() {
    let folder = workplace();
    index(folder.path());
    let path = folder.path().join("in/kati.txt");
    let before = fs::metadata(&path).expect("the file is there").modified().expect("it has a time");
    std::thread::sleep(Duration::from_millis(20));
    fs::write(&path, "Six soldiers were killed in Kati, the army said.\n").expect("it can be written");
    File::options().write(true).open(&path).expect("the file").set_modified(before).expect("an old time");
    assert_eq!(counts(&index(folder.path())), [0, 1, 2, 0, 0]);
    assert!(run_in(folder.path(), &["show", "kati.txt"]).out.contains("Six"));
    // A new time alone is no change, and neither is --rehash.
    File::options()
        .write(true)
        .open(&path)
        .expect("the file")
        .set_modified(before + Duration::from_secs(60))
        .expect("a time");
    assert_eq!(counts(&index(folder.path())), [0, 0, 3, 0, 0]);
    let rehashed = run_in(folder.path(), &["index", "in", "--rehash", "--format", "json"]);
    assert_eq!(counts(&json(&rehashed)), [0, 0, 3, 0, 0]);
}

#[test]
fn what_is_refused_is_listed_each_time_and_tried_again() {
    let folder = workplace();
    write(folder.path(), "in/bad.txt", "");
    write(folder.path(), "in/more.jsonl", "{\"id\":\"m\",\"text\":\"Ten died in Gao.\"}\n{\"id\":\n");
    for nth in 0..2 {
        let run = run_in(folder.path(), &["index", "in", "--format", "json"]);
        assert_eq!(run.code, 2, "{run:?}");
        let report = json(&run);
        let refused: Vec<&str> = report["refused"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["path"].as_str())
            .collect();
        assert_eq!(refused, ["bad.txt", "more.jsonl:2"]);
        assert_eq!(counts(&report), if nth == 0 { [4, 0, 0, 0, 0] } else { [0, 0, 4, 0, 0] });
    }
    let told = run_in(folder.path(), &["status"]);
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.out.contains("bad.txt: the file is empty (since 2"), "{}", told.out);
    write(folder.path(), "in/bad.txt", "Nine people died in Ansongo.\n");
    write(
        folder.path(),
        "in/more.jsonl",
        "{\"id\":\"m\",\"text\":\"Ten died in Gao.\"}\n{\"id\":\"n\",\"text\":\"No.\"}\n",
    );
    assert_eq!(counts(&index(folder.path())), [2, 0, 4, 0, 0]);
    assert!(!run_in(folder.path(), &["status"]).out.contains("Refused"));
}

#[test]
fn status_tells_what_the_index_holds_and_what_was_done() {
    let folder = workplace();
    assert_eq!(run_in(folder.path(), &["status"]).code, 2);
    index(folder.path());
    let status = json(&run_in(folder.path(), &["status", "--format", "json"]));
    assert_eq!((status["articles"].as_u64(), status["figures"].as_u64()), (Some(3), Some(2)), "{status}");
    let root = &status["roots"][0];
    assert!(root["path"].as_str().is_some_and(|path| path.ends_with("/in")), "{status}");
    assert_eq!(root["articles"].as_u64(), Some(3));
    assert!(status["last_run"]["complete"].as_bool().is_some_and(|complete| complete), "{status}");
    assert_eq!(status["last_run"]["added"].as_u64(), Some(3));
    assert!(status["writer"].is_null() && status["since"].is_string(), "{status}");
}

#[test]
fn a_second_writer_is_told_who_is_first_or_waits() {
    let folder = workplace();
    index(folder.path());
    let lock = folder.path().join(".sitrep/writer.lock");
    fs::write(&lock, r#"{"pid":4711,"host":"desk","since":"2022-07-29T10:00:00Z"}"#)
        .expect("the lock can be written");
    let held = File::open(&lock).expect("the lock is a file");
    held.lock().expect("nobody writes");
    for arguments in [&["index", "in"][..], &["index", "in", "--rebuild"]] {
        let refused = run_in(folder.path(), arguments);
        assert_eq!(refused.code, 2, "{refused:?}");
        assert!(refused.err.contains("process 4711 on desk, since 2022-07-29T10:00:00Z"), "{refused:?}");
    }
    assert!(run_in(folder.path(), &["status"]).out.contains("being written to by process 4711 on desk"));
    assert_eq!(run_in(folder.path(), &["search", "Kati"]).code, 0);
    let mut waiting =
        sitrep(&["index", "in", "--wait"]).current_dir(folder.path()).spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(700));
    assert!(waiting.try_wait().expect("it can be looked at").is_none(), "it does not wait");
    held.unlock().expect("the lock is ours");
    assert!(waiting.wait().expect("it ends").success());
}

#[test]
fn nothing_is_added_to_a_damaged_index() {
    let folder = workplace();
    index(folder.path());
    let store = fs::read_dir(folder.path().join(".sitrep"))
        .expect("the index is a folder")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.extension().is_some_and(|extension| extension == "store"))
        .expect("the engine stores texts");
    let mut bytes = fs::read(&store).expect("a file");
    if let Some(byte) = bytes.get_mut(10) {
        *byte ^= 0x20;
    }
    fs::write(&store, bytes).expect("the file can be written");
    write(folder.path(), "in/new.txt", "Nine people died in Ansongo.\n");
    for arguments in [&["index", "in"][..], &["check"]] {
        let run = run_in(folder.path(), arguments);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("is not what was written") && run.err.contains("--rebuild"), "{run:?}");
    }
    assert_eq!(run_in(folder.path(), &["index", "in", "--rebuild"]).code, 0);
    assert_eq!(run_in(folder.path(), &["check"]).code, 0);
}

#[test]
fn the_same_articles_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let folder = folder.path();
    let line = |id: usize| article(id, &mut Chance::new(id as u64));
    for id in (0..300).rev() {
        write(folder, &format!("one/in/{}/{id}.jsonl", id % 7), &line(id));
    }
    for id in 0..300 {
        // Half of them come later, and what came first was another text.
        let text = if id % 5 == 0 {
            line(id + 1000).replace(&format!("a{}", id + 1000), &format!("a{id:04}"))
        } else {
            line(id)
        };
        if id % 2 == 0 {
            write(folder, &format!("other/place/in/{}/{id}.jsonl", id % 7), &text);
        }
    }
    let runs = [("one", "64", "1"), ("other/place", "16", "3"), ("other/place", "32", "2")];
    for (nth, (place, memory, threads)) in runs.into_iter().enumerate() {
        if nth == 2 {
            (0..300).for_each(|id| write(folder, &format!("{place}/in/{}/{id}.jsonl", id % 7), &line(id)));
        }
        let cost = ["--memory", memory, "--threads", threads, "--commit-every", "0.05"];
        let run = run_in(&folder.join(place), &[&["index", "in"][..], &cost].concat());
        assert_eq!(run.code, 0, "{run:?}");
    }
    for arguments in [
        &["export", "*", "--format", "csv", "--no-stamp"][..],
        &["search", "soldiers killed", "--limit", "200", "--format", "jsonl", "--explain"],
        &["search", "convoy OR market", "--limit", "50"],
        &["facets", "--by", "region,actor", "--format", "json"],
    ] {
        let [one, other] = ["one", "other/place"].map(|place| run_in(&folder.join(place), arguments));
        assert!(one.code == 0 && one.out == other.out, "{arguments:?}: {} {}", one.err, other.err);
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_done() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let lines: String = (0..4000).map(|id| article(id, &mut Chance::new(id as u64)) + "\n").collect();
    write(folder.path(), "in/all.jsonl", &lines);
    let stopped = |arguments: &[&str], committed: u64| {
        let mut command = sitrep(arguments);
        command
            .current_dir(folder.path())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        let child = command.spawn().expect("the program starts");
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline && !is_written_to(folder.path(), committed) {
            std::thread::sleep(Duration::from_millis(20));
        }
        finish(std::process::Command::new("kill").args(["-INT", &child.id().to_string()]));
        let output = child.wait_with_output().expect("the program ends");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, err) = stopped(&["index", "in", "--commit-every", "0.05"], 1);
    assert_eq!(code, Some(130), "{err}");
    assert!(err.contains("what was read is kept"), "{err}");
    let kept = json(&run_in(folder.path(), &["status", "--format", "json"]));
    let articles = kept["articles"].as_u64().expect("a count");
    assert!(articles > 0 && articles < 4000, "{kept}");
    assert!(!kept["last_run"]["complete"].as_bool().expect("yes or no"), "{kept}");
    let (code, err) = stopped(&["index", "in", "--rebuild"], 0);
    assert_eq!(code, Some(130), "{err}");
    assert!(err.contains("the old one is left as it was"), "{err}");
    let kept = json(&run_in(folder.path(), &["status", "--format", "json"]));
    assert_eq!(kept["articles"].as_u64(), Some(articles));
    let report = index(folder.path());
    assert_eq!(counts(&report), [4000 - articles, 0, articles, 0, 0]);
}

/// Whether somebody writes to the index in `folder`, and it holds so many articles at least.
fn is_written_to(folder: &Path, articles: u64) -> bool {
    let status = run_in(folder, &["status", "--format", "json"]);
    status.code == 0 && {
        let status = json(&status);
        !status["writer"].is_null() && status["articles"].as_u64() >= Some(articles)
    }
}
