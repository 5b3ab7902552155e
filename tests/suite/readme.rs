//! README.md is true: each command of its `console` blocks, run on a fresh index of `corpus/`,
//! prints what stands under it.
//!
//! `UPDATE_README=1 tests/run readme` writes what the program prints now; read the change.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::run_in;

/// A command and what it prints.
struct Step {
    command: String,
    printed: String,
}

fn readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// The steps of the `console` blocks, in order.
fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            steps.push(Step { command: command.to_owned(), printed: String::new() });
        } else if let Some(step) = steps.last_mut().filter(|_| inside) {
            step.printed.push_str(line);
            step.printed.push('\n');
        }
    }
    steps
}

/// The arguments of a command line, with words in double quotes kept together.
fn arguments(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("there is always a word").push(c),
        }
    }
    words.into_iter().filter(|word| !word.is_empty()).collect()
}

/// A folder that holds a copy of `corpus/` and nothing else.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let copy = folder.path().join("corpus");
    fs::create_dir(&copy).expect("the folder can be written");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for entry in fs::read_dir(corpus).expect("the corpus is there") {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().expect("a file has a name").to_owned();
        fs::copy(&path, copy.join(name)).expect("the corpus holds plain files only");
    }
    folder
}

fn printed_by(folder: &Path, command: &str) -> String {
    let words = arguments(command.strip_prefix("cargo run --release --").unwrap_or(command));
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|&word| word != "sitrep").collect();
    let run = run_in(folder, &words);
    assert_eq!(run.code, 0, "{command}: {}", run.err);
    run.out
}

#[test]
fn the_command_that_sets_everything_up_answers() {
    let text = fs::read_to_string(readme()).expect("README.md is there");
    let setup = "cargo run --release -- search \"Katiba Macina Kati\" --corpus corpus";
    assert!(text.contains(setup), "README.md names the command");
    let page = printed_by(workplace().path(), setup);
    assert!(page.contains("*Katiba Macina*") && page.contains("*Kati*"), "{page}");
}

#[test]
fn each_command_prints_what_the_readme_shows() {
    let text = fs::read_to_string(readme()).expect("README.md is there");
    let steps = steps(&text);
    assert!(!steps.is_empty(), "README.md shows no command");
    let folder = workplace();
    let mut mended = text.clone();
    for Step { command, printed } in &steps {
        let now = printed_by(folder.path(), command);
        if now.trim_end() != printed.trim_end() {
            mended = mended
                .replace(&format!("$ {command}\n{printed}"), &format!("$ {command}\n{}\n", now.trim_end()));
        }
    }
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(readme(), mended).expect("README.md can be written");
    } else {
        assert_eq!(mended, text, "run `UPDATE_README=1 tests/run readme`, then read what changed");
    }
}
