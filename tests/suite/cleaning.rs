//! What is page furniture, and what is not:
//! 1. `show --raw` prints what is stored, `show --clean` leaves furniture out and says what it was;
//! 2. a paragraph that recurs in articles of one outlet is furniture, unless it holds a number, a
//!    figure, a place or an actor: background is told again and again, and is text;
//! 3. no figure is lost by cleaning.

use std::fs;

use serde_json::Value;

use crate::program::run_in;

const FOOTER: &str = "Our newsroom is independent and lives on the gifts of its listeners.";
const BACKGROUND: &str = "More than two thousand people have been killed there since the rebellion began.";
const PLACES: &str = "The road from Kati to Kolokani has been closed since the rains began.";

/// Six articles of one outlet, each with a text of its own and what all have.
fn workplace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    for (nth, day) in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"].iter().enumerate()
    {
        let text = format!(
            "---\nsource: Radio Exemple\n---\n\nOn {day} the mayor spoke of rain and of millet.\n\n{BACKGROUND}\n\n\
             {PLACES}\n\nLire aussi : Au marché de Sokolo\n\n{FOOTER}\n"
        );
        fs::write(folder.path().join(format!("in/{nth}.txt")), text).expect("an article");
    }
    let other = format!("---\nsource: The Courier\n---\n\nNothing happened.\n\n{FOOTER}\n");
    fs::write(folder.path().join("in/other.txt"), other).expect("an article");
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    folder
}

#[test]
fn what_recurs_and_says_nothing_is_taken_away_and_said_to_be() {
    let folder = workplace();
    let raw = run_in(folder.path(), &["show", "3.txt", "--raw"]);
    for part in ["On Thursday", BACKGROUND, PLACES, "Lire aussi : Au marché de Sokolo", FOOTER] {
        assert!(raw.out.contains(part), "{part}: {raw:?}");
    }
    let clean = run_in(folder.path(), &["show", "3.txt", "--clean"]);
    for part in ["On Thursday", BACKGROUND, PLACES] {
        assert!(clean.out.contains(part), "{part}: {clean:?}");
    }
    for (part, why) in
        [("Lire aussi : Au marché", "page furniture"), (FOOTER, "recurs in articles of this outlet")]
    {
        assert!(!clean.out.contains(part), "{clean:?}");
        assert!(clean.err.lines().any(|line| line.contains(part) && line.contains(why)), "{clean:?}");
    }
    // Once in another outlet it is no furniture of that one.
    assert!(run_in(folder.path(), &["show", "other.txt", "--clean"]).out.contains(FOOTER));
}

#[test]
fn no_figure_is_lost_by_cleaning() {
    let folder = workplace();
    let shown = run_in(folder.path(), &["show", "0.txt", "--format", "json"]);
    let shown: Value = serde_json::from_str(shown.out.trim()).expect("an object");
    let recurring = shown["recurring"].as_array().expect("a list");
    assert_eq!(recurring.len(), 1, "{shown}");
    let start = shown["text"].as_str().and_then(|text| text.find(FOOTER)).map(|at| at as u64);
    assert_eq!(recurring[0]["start"].as_u64(), start);
    assert_eq!(recurring[0]["end"].as_u64(), start.map(|start| start + FOOTER.len() as u64));
    assert_eq!(shown["figures"].as_array().map(Vec::len), Some(1), "{shown}");
}
