//! Casualty figures are found with their numbers, victims and speakers, and nothing else is.
//!
//! 1. The cases of `tests/casualties` give exactly the marked figures, whatever the language.
//! 2. Hostile text neither panics nor takes more than linear time.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use sitrep::extract::{ArticleText, Figure, Stance, annotate};
use sitrep::vocabulary::Vocabulary;

use crate::carets::{Mark, check_folder};

fn figures(vocabulary: &Vocabulary, text: &str) -> Vec<Figure> {
    let article = ArticleText {
        id: "case".to_owned(),
        text: text.to_owned(),
        title: None,
        published: None,
        language: None,
    };
    annotate(vocabulary, &article).figures
}

/// `killed 15/15/- military part claimed says:fama by:jnim`
fn mark(figure: &Figure) -> Mark {
    let bound = |bound: Option<u64>| bound.map_or("-".to_owned(), |bound| bound.to_string());
    let bounds = figure.bounds;
    let mut label = format!(
        "{} {}/{}/{} {}",
        figure.outcome.as_str(),
        bound(bounds.low),
        bound(bounds.best),
        bound(bounds.high),
        figure.victim_category.as_str()
    );
    let mut say = |word: &str| write!(label, " {word}").expect("a string can be written");
    if figure.is_subset_of.is_some() {
        say("part");
    }
    if figure.is_cumulative {
        say("cumulative");
    }
    if figure.is_provisional {
        say("provisional");
    }
    if let Some(severity) = figure.severity {
        say(severity.as_str());
    }
    if figure.stance != Stance::Stated {
        say(figure.stance.as_str());
    }
    if let Some(id) = figure.attribution.as_ref().and_then(|attribution| attribution.id.as_ref()) {
        say(&format!("says:{id}"));
    }
    for id in &figure.perpetrator {
        say(&format!("by:{id}"));
    }
    Mark { start: figure.quote.start, end: figure.quote.end, label }
}

#[test]
fn the_cases_of_casualties_give_exactly_what_is_marked() {
    let vocabulary = Vocabulary::built_in();
    let cases = check_folder("casualties", |text| figures(&vocabulary, text).iter().map(mark).collect());
    assert!(cases >= 100, "only {cases} cases");
}

#[test]
fn odd_text_gives_no_figure_and_no_panic() {
    let vocabulary = Vocabulary::built_in();
    for text in [
        "",
        "\u{feff}",
        "killed",
        "15",
        "of of of killed 15 15",
        "((((12 dead))))",
        "— killed —\n\n\n12",
        "e\u{301}\u{301} 3 tue\u{301}s",
    ] {
        for figure in figures(&vocabulary, text) {
            assert_eq!(figure.quote.span().of(text), figure.quote.text, "{text}");
        }
    }
}

#[test]
fn one_long_line_takes_no_longer_than_the_same_sentences() {
    let vocabulary = Vocabulary::built_in();
    let time = |text: &str| {
        let start = Instant::now();
        let found = figures(&vocabulary, text).len();
        (start.elapsed(), found)
    };
    let sentence = "At least 12 soldiers and three civilians were killed, the army said";
    let sentences = format!("{sentence}. ").repeat(2_000);
    let line = format!("{sentence}, ").repeat(2_000);
    let (apart, figures) = time(&sentences);
    let (together, found) = time(&line);
    assert!(figures >= 4_000 && found > 0);
    assert!(together < apart * 8 + Duration::from_secs(2), "{together:?} against {apart:?}");
}
