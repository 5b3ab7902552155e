//! Casualty figures are found with their numbers, victims and speakers, and nothing else is.
//!
//! 1. The cases of `tests/casualties` give exactly the marked figures, whatever the language.
//! 2. Hostile text neither panics nor takes more than linear time.

use std::fmt::Write as _;
use std::time::Duration;

use sitrep::extract::{Figure, Stance, annotate};
use sitrep::vocabulary::Vocabulary;

use crate::carets::{Mark, article, check_folder};

fn figures(vocabulary: &Vocabulary, text: &str) -> Vec<Figure> {
    annotate(vocabulary, &article(text)).figures
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

/// CPU time of this thread, so that what else the machine does makes no difference.
fn cpu() -> Duration {
    let clock = nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID;
    nix::time::clock_gettime(clock).expect("a clock of the thread").into()
}

#[test]
fn time_grows_with_the_text_even_in_one_line() {
    let vocabulary = Vocabulary::built_in();
    let sentence = "At least 12 soldiers and three civilians were killed, the army said, ";
    let least = |times: usize| {
        let line = sentence.repeat(times);
        let once = |_| {
            let start = cpu();
            assert!(!figures(&vocabulary, &line).is_empty());
            cpu() - start
        };
        (0..3).map(once).min().unwrap_or_default()
    };
    // Sixteen times the text: 16 times the work, 256 times if it grew with the square.
    let (short, long) = (least(150), least(2_400));
    assert!(long < short * 80, "{short:?} and {long:?}");
}
