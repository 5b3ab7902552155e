//! `sitrep watch`: articles that come, change and go are found soon after, also by who searches
//! meanwhile; ctrl-C ends it.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{finish, run_in, sitrep};

/// Whether the question finds so many passages before long.
fn soon_finds(folder: &Path, question: &str, wanted: usize) -> bool {
    let deadline = Instant::now() + Duration::from_secs(60);
    while Instant::now() < deadline {
        let found = run_in(folder, &["search", question, "--format", "jsonl"]).out.lines().count();
        if found == wanted && folder.join(".sitrep").exists() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    false
}

#[test]
fn articles_are_found_soon_after_they_come() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let folder = folder.path();
    fs::create_dir(folder.join("in")).expect("a folder");
    fs::write(folder.join("in/one.txt"), "Two soldiers were killed in Kati.\n").expect("an article");
    let watching = sitrep(&["watch", "in", "--every", "0.1"])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    assert!(soon_finds(folder, "killed", 1));
    fs::write(folder.join("in/two.txt"), "Three soldiers were killed in Gao.\n").expect("an article");
    assert!(soon_finds(folder, "killed", 2));
    fs::write(folder.join("in/one.txt"), "All was calm in Kati.\n").expect("an article");
    assert!(soon_finds(folder, "calm", 1) && soon_finds(folder, "killed", 1));
    fs::remove_file(folder.join("in/two.txt")).expect("the article is there");
    assert!(soon_finds(folder, "killed", 0));
    finish(std::process::Command::new("kill").args(["-INT", &watching.id().to_string()]));
    let output = watching.wait_with_output().expect("the program ends");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{talk}");
    assert!(talk.contains("1 added") && talk.contains("1 removed") && talk.contains("stopped"), "{talk}");
}
