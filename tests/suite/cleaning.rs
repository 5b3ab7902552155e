//! What is page furniture, and what is not:
//! 1. `show --raw` prints what is stored, `show --clean` leaves furniture out and says what it was;
//! 2. a paragraph that recurs in articles of one outlet is furniture, unless it holds a number, a
//!    figure, a place or an actor: background is told again and again, and is text;
//! 3. no figure is lost by cleaning;
//! 4. captions are shown as such, and taken away by `show --clean`;
//! 5. what a web page shows around its article is named by `show --raw` and `show --clean`;
//! 6. a passage that is furniture of its outlet comes after those that are not, and makes room for the
//!    text of its own article.

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

const PAGE: &str = "<html><head><title>Ten killed near Kati</title></head><body><nav><a href=/>Front page</a></nav>\
    <article><h1>Ten killed near Kati</h1><figure><img src=a.jpg><figcaption>The camp of Gao, where 40 people were killed \
    in 2019.</figcaption></figure><p>Ten soldiers were killed near Kati on Friday, the army said. The column had left the \
    town at dawn, and was on its way to the river when it was attacked from both sides of the road.</p><table><tr><td><p>\
    Killed</p></td><td><p>10</p></td></tr><tr><td>Wounded</td><td>3</td></tr></table></article><aside>Elsewhere: 77 killed \
    in Gao</aside></body></html>";

#[test]
fn captions_are_told_apart_and_other_parts_of_a_page_are_named() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    fs::write(folder.path().join("in/page.html"), PAGE).expect("an article");
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    let raw = run_in(folder.path(), &["show", "page.html", "--raw"]);
    assert!(raw.out.contains("The camp of Gao") && !raw.out.contains("77"), "{raw:?}");
    assert!(raw.out.contains("Killed 10\nWounded 3"), "{raw:?}");
    for part in ["Front page", "Elsewhere: 77 killed in Gao"] {
        assert!(raw.err.contains(part), "{raw:?}");
    }
    let clean = run_in(folder.path(), &["show", "page.html", "--clean"]);
    assert!(!clean.out.contains("The camp of Gao"), "{clean:?}");
    let taken = |part: &str| clean.err.lines().any(|line| line.contains("caption") && line.contains(part));
    assert!(taken("The camp of Gao"), "{clean:?}");
    assert!(clean.err.contains("Elsewhere: 77 killed in Gao"), "{clean:?}");
    let shown = run_in(folder.path(), &["show", "page.html"]);
    assert!(shown.out.contains("(caption)\nThe camp of Gao, where [40 people] were killed"), "{}", shown.out);
    assert!(shown.out.contains("killed in this article: 10 "), "{}", shown.out);
    let shown = run_in(folder.path(), &["show", "page.html", "--format", "json"]);
    let shown: Value = serde_json::from_str(shown.out.trim()).expect("an object");
    assert_eq!(shown["captions"].as_array().map(Vec::len), Some(1), "{shown}");
    assert_eq!(shown["left_out"].as_array().map(Vec::len), Some(2), "{shown}");
    let found = run_in(folder.path(), &["search", "Elsewhere"]);
    assert_eq!(found.code, 1, "{found:?}");
}

#[test]
fn furniture_of_an_outlet_comes_after_what_is_said() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    let long = "On that day the mayor spoke of rain and of millet and of the road to the river. ".repeat(5);
    for nth in ["one", "two", "three", "four", "five", "six"] {
        let text = format!(
            "---\nsource: Radio Exemple\n---\n\nIt was day {nth}. {long}\n\n{FOOTER} {FOOTER} {FOOTER}\n"
        );
        fs::write(folder.path().join(format!("in/{nth}.txt")), text).expect("an article");
    }
    let real = format!(
        "---\nsource: Radio Exemple\n---\n\n{long}\n\nThe newsroom of the town was searched and closed. {long}\n"
    );
    fs::write(folder.path().join("in/real.txt"), real).expect("an article");
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    let found = run_in(folder.path(), &["search", "newsroom", "--format", "jsonl"]);
    let first: Value = serde_json::from_str(found.out.lines().next().unwrap_or_default()).expect("an object");
    assert_eq!(first["article"]["id"], "real.txt", "{}", found.out);
    assert_eq!(found.out.lines().count(), 7, "none is lost");
}

#[test]
fn furniture_makes_room_for_the_text_of_its_article() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    let long = "On that day the mayor spoke of rain and of millet and of the road to the river. ".repeat(5);
    let footer = [FOOTER; 3].join(" ");
    for nth in ["one", "two", "three", "four", "five", "six"] {
        let text = format!(
            "---\nsource: Radio Exemple\n---\n\nIt was day {nth}. {long} The newsroom was searched and closed.\n\n{footer}\n"
        );
        fs::write(folder.path().join(format!("in/{nth}.txt")), text).expect("an article");
    }
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    let found = |more: &[&str]| -> Vec<String> {
        let args = [&["search", "newsroom", "--format", "jsonl"], more].concat();
        let found = run_in(folder.path(), &args).out;
        let hits = found.lines().map(|line| serde_json::from_str::<Value>(line).expect("an object"));
        hits.map(|hit| hit["passage"]["text"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let one_each = found(&["--passages", "1"]);
    assert!(one_each.len() == 6 && one_each.iter().all(|text| text.contains("searched")), "{one_each:?}");
    let all = found(&["--limit", "20"]);
    let (text, furniture) = all.split_at(6);
    assert!(text.iter().all(|text| text.contains("searched")), "{all:?}");
    assert!(furniture.len() == 6 && furniture.iter().all(|text| text.contains("gifts")), "{all:?}");
}
