//! A machine that dies in the middle of a run:
//! 1. the index opens, is sound, and holds every article that an earlier look found in it;
//! 2. after one more run it answers, and exports, as an index that was made in one go.
//!
//! A few deaths in a plain run; `cargo test --test suite killing -- --ignored` kills fifty times over
//! three thousand articles.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::generated::{Chance, article};
use crate::program::{run_in, sitrep};

/// The articles as files, and as lines of one.
fn corpus(folder: &Path, articles: usize) {
    let lines: Vec<String> = (0..articles).map(|id| article(id, &mut Chance::new(id as u64))).collect();
    let (files, rest) = lines.split_at(articles / 2);
    for (nth, line) in files.iter().enumerate() {
        let within = folder.join(format!("in/{}", nth / 100));
        fs::create_dir_all(&within).expect("a folder");
        fs::write(within.join(format!("{nth}.jsonl")), line).expect("an article");
    }
    fs::write(folder.join("in/rest.jsonl"), rest.join("\n")).expect("articles");
}

fn export(folder: &Path, index: &str, format: &str) -> String {
    let run = run_in(folder, &["export", "*", "--index", index, "--format", format, "--no-stamp"]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

fn ids(folder: &Path, index: &str) -> BTreeSet<String> {
    let found = run_in(
        folder,
        &["search", "*", "--limit", "1000000", "--passages", "1", "--format", "jsonl", "--index", index],
    );
    let id = |line: &str| {
        let hit: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        hit["article"]["id"].as_str().expect("an id").to_owned()
    };
    found.out.lines().map(id).collect()
}

/// Kills runs over `articles` at `kills` instants, drawn anew in each test but always the same.
fn survive(articles: usize, kills: usize) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let folder = folder.path();
    corpus(folder, articles);
    let begun = Instant::now();
    assert_eq!(run_in(folder, &["index", "in", "--index", "whole"]).code, 0);
    let whole = begun.elapsed();
    let wanted = ["csv", "jsonl"].map(|format| export(folder, "whole", format));
    let mut chance = Chance::new(6);
    let mut held = BTreeSet::new();
    let mut midway = 0;
    for _ in 0..kills {
        let mut run = sitrep(&["index", "in", "--index", "killed", "--commit-every", "0.05"])
            .current_dir(folder)
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(whole.mul_f64(chance.below(1000) as f64 / 1000.0) + Duration::from_millis(1));
        run.kill().expect("the program can be killed");
        run.wait().expect("it is dead");
        if !folder.join("killed/meta.json").exists() {
            continue;
        }
        let check = run_in(folder, &["check", "--index", "killed"]);
        assert_eq!(check.code, 0, "{check:?}");
        let now = ids(folder, "killed");
        assert!(now.is_superset(&held), "{} articles were lost", held.difference(&now).count());
        midway += usize::from(!now.is_empty() && now.len() < articles);
        held = now;
        if held.len() == articles {
            finish_and_compare(folder, &wanted);
            fs::remove_dir_all(folder.join("killed")).expect("the index can be removed");
            held.clear();
        }
    }
    // Else all deaths came too early or too late to tell anything, which a busy machine may bring
    // about with a few.
    assert!(midway > 0 || kills < 50, "no death came between two commits");
    finish_and_compare(folder, &wanted);
}

fn finish_and_compare(folder: &Path, wanted: &[String; 2]) {
    let last = run_in(folder, &["index", "in", "--index", "killed"]);
    assert_eq!(last.code, 0, "{last:?}");
    for (format, wanted) in ["csv", "jsonl"].iter().zip(wanted) {
        assert!(export(folder, "killed", format) == *wanted, "the {format} export differs");
    }
    for question in ["soldiers killed", "Kati OR Gao", "convoy"] {
        let ask = |index| {
            run_in(folder, &["search", question, "--limit", "50", "--format", "jsonl", "--index", index]).out
        };
        assert!(ask("killed") == ask("whole"), "{question} is answered otherwise");
    }
}

#[test]
fn a_run_that_is_killed_loses_nothing_that_was_committed() {
    survive(400, 8);
}

#[test]
#[ignore = "takes minutes; run it with `cargo test --test suite killing -- --ignored`"]
fn fifty_deaths_lose_nothing() {
    survive(3000, 50);
}
