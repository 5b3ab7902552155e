//! What a user is told about how a question was read and why a hit stands where it stands.
//!
//! 1. The shares of a hit add up to its score, and each says in words what it is for.
//! 2. Names, conditions on figures and the days of `--from` and `--to` are told as they were read.
//! 3. One line above the results tells the names that were recognised.

use std::path::Path;

use serde_json::Value;

use crate::program::{Run, run_in};

fn asked(question: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").display().to_string();
    let mut arguments = vec!["search", "--corpus", corpus.as_str()];
    arguments.extend(question);
    let run = run_in(folder.path(), &arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    run
}

#[test]
fn shares_add_up_to_the_score_of_each_hit() {
    let run = asked(&["Katiba Macina Kati soldier killed", "--explain", "--format", "jsonl"]);
    assert!(run.out.lines().count() >= 3, "{}", run.out);
    for line in run.out.lines() {
        let hit: Value = serde_json::from_str(line).expect("a hit is JSON");
        let shares = hit["explanation"].as_array().expect("it was asked for");
        let sum: f64 = shares.iter().filter_map(|share| share["share"].as_f64()).sum();
        let score = hit["score"].as_f64().expect("a number");
        assert!((sum - score).abs() < 1e-3, "{sum} {score}: {shares:?}");
        assert!(shares.iter().all(|share| share["meaning"].as_str().is_some_and(|why| !why.is_empty())));
    }
}

#[test]
fn without_being_asked_a_hit_does_not_explain_itself() {
    let run = asked(&["Kati", "--format", "jsonl"]);
    assert!(!run.out.contains("explanation"), "{}", run.out);
}

#[test]
fn the_reading_of_a_question_is_told_in_words() {
    let question = ["Kati killed>=1 victims:military says:fama", "--from", "2022-07", "--to", "2022-08-01"];
    let run = asked(&[&question[..], &["--explain"]].concat());
    for words in [
        "place Mali/Koulikoro/Kati",
        "killed, at least 1, victims military, stated by",
        "published from 2022-07-01 to 2022-08-01",
    ] {
        assert!(run.err.contains(words), "{words} is not in {}", run.err);
    }
    assert!(run.out.contains("score "), "{}", run.out);
}

#[test]
fn the_line_above_the_results_tells_the_names() {
    let run = asked(&["Katiba Macina soldier"]);
    let head: Vec<&str> = run.out.lines().take(2).collect();
    assert!(head.iter().any(|line| line.contains("Katiba Macina: actor Katiba Macina")), "{head:?}");
}
