//! Notes of single events, with the number of people killed that a careful reader counts in each.
//!
//! 1. Where people were killed, the article's toll is exactly that number in most notes.
//! 2. Where nobody was killed, the toll says so in nearly all of them: an invented death is the worst
//!    mistake that the program can make.
//!
//! The notes are in `tests/casualties/notes.tsv`; a line is a language, the number killed and the note.

use sitrep::extract::{ArticleText, Outcome, annotate};
use sitrep::vocabulary::Vocabulary;

const NOTES: &str = include_str!("../casualties/notes.tsv");

/// The number killed that the program reads in `text`.
fn killed(vocabulary: &Vocabulary, language: &str, text: &str) -> (u64, String) {
    let article = ArticleText {
        id: "note".to_owned(),
        text: text.to_owned(),
        title: None,
        published: None,
        language: Some(language.to_owned()),
    };
    let found = annotate(vocabulary, &article);
    let toll = found
        .tolls
        .get(&Outcome::Killed)
        .map_or(0, |toll| toll.bounds.best.or(toll.bounds.low).or(toll.bounds.high).unwrap_or_default());
    let figures: Vec<String> = found
        .figures
        .iter()
        .map(|figure| format!("{}={} {:?}", figure.quote.text, figure.outcome.as_str(), figure.bounds.low))
        .collect();
    (toll, figures.join(" | "))
}

#[test]
fn the_dead_of_a_note_are_counted_exactly() {
    let vocabulary = Vocabulary::built_in();
    let (mut with, mut with_right, mut without, mut without_right) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for line in NOTES.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.splitn(3, '\t');
        let (Some(language), Some(wanted), Some(text)) = (fields.next(), fields.next(), fields.next()) else {
            panic!("not three fields: {line}");
        };
        let wanted: u64 = wanted.parse().expect("a number of dead");
        let (found, figures) = killed(&vocabulary, language, text);
        let right = u32::from(found == wanted);
        if wanted == 0 {
            (without, without_right) = (without + 1, without_right + right);
        } else {
            (with, with_right) = (with + 1, with_right + right);
        }
        if right == 0 {
            wrong.push(format!("{text}\n  wanted {wanted}, found {found}: {figures}"));
        }
    }
    let shares = format!(
        "{with_right} of {with} with deaths, {without_right} of {without} without\n{}",
        wrong.join("\n")
    );
    assert!(with_right * 100 >= with * 85, "{shares}");
    assert!(without_right * 100 >= without * 97, "{shares}");
}
