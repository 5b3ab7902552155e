//! What holds of the figures of any text, sensible or not.
//!
//! 1. Nothing makes the extractor fail, and the same text gives the same answer.
//! 2. Every span is the text it quotes, in bytes and in scalar values; the number lies in its figure.
//! 3. Bounds are in order; parents, and the parts of tolls, are figures of the same text.
//!
//! The texts are the words of the vocabularies, numbers and marks in any order, and any characters at all.

use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::strategy::ValueTree as _;
use sitrep::extract::{Annotations, ArticleText, Figure, Quote, annotate};
use sitrep::vocabulary::Vocabulary;

const LANGUAGES: [(&str, &str); 4] = [
    ("en", include_str!("../../index-schema/casualties/en.toml")),
    ("fr", include_str!("../../index-schema/casualties/fr.toml")),
    ("es", include_str!("../../index-schema/casualties/es.toml")),
    ("ar", include_str!("../../index-schema/casualties/ar.toml")),
];

const NUMBERS: [&str; 24] = [
    "12",
    "three",
    "4,200",
    "10 000",
    "1.5 million",
    "a dozen",
    "une vingtaine",
    "between 3 and 5",
    "20 à 30",
    "(07)",
    "no",
    "aucun",
    "both",
    "one of them",
    "two others",
    "99999999999999999999999",
    "5-6",
    "33rd",
    "2012",
    "AK-47",
    "16-year-old",
    "12,7 mm",
    "05:00",
    "$30",
];

const MARKS: [&str; 20] = [
    ".",
    ",",
    ";",
    ":",
    "(",
    ")",
    "“",
    "”",
    "«",
    "»",
    "--",
    "—",
    "?",
    "\n",
    "\n\n",
    "’",
    "[",
    "]",
    "é\u{301}",
    "𝟙",
];

/// The words of a language: what stands in quotes in its file, the columns of verbs apart.
fn words(language: usize) -> Vec<&'static str> {
    let text = LANGUAGES.get(language).map_or("", |(_, text)| text);
    text.split('"').skip(1).step_by(2).flat_map(|word| word.split(['|', ','])).map(str::trim).collect()
}

/// Up to `longest` words, numbers and marks of one language, in any order.
fn soup(longest: usize) -> impl Strategy<Value = (usize, String)> {
    (0..LANGUAGES.len()).prop_flat_map(move |language| {
        let word = || prop::sample::select(words(language));
        let piece = proptest::prop_oneof![
            4 => word(),
            2 => prop::sample::select(NUMBERS.to_vec()),
            1 => prop::sample::select(MARKS.to_vec()),
        ];
        let text = prop::collection::vec(piece, 0..longest).prop_map(|pieces| pieces.join(" "));
        (proptest::strategy::Just(language), text)
    })
}

fn read(vocabulary: &Vocabulary, language: usize, text: &str) -> Annotations {
    let article = ArticleText {
        id: "any".to_owned(),
        text: text.to_owned(),
        title: None,
        published: None,
        language: LANGUAGES.get(language).map(|(language, _)| (*language).to_owned()),
    };
    annotate(vocabulary, &article)
}

fn check_quote(text: &str, quote: &Quote) {
    assert_eq!(text.get(quote.byte_start..quote.byte_end), Some(quote.text.as_str()), "{text:?}");
    let before = text.get(..quote.byte_start).map_or(0, |before| before.chars().count());
    assert_eq!((quote.start, quote.end), (before, before + quote.text.chars().count()), "{text:?}");
    assert!(!quote.text.is_empty(), "{text:?}");
}

fn check_figure(text: &str, figure: &Figure, all: &[Figure]) {
    check_quote(text, &figure.quote);
    figure.triggers.iter().for_each(|trigger| check_quote(text, trigger));
    if let (Some(start), Some(end)) = (figure.num_start, figure.num_end) {
        assert!(
            figure.quote.start <= start && start < end && end <= figure.quote.end,
            "{figure:?} of {text:?}"
        );
    }
    let bounds = [figure.bounds.low, figure.bounds.best, figure.bounds.high];
    assert!(bounds.iter().flatten().is_sorted(), "{figure:?} of {text:?}");
    assert!(bounds.iter().any(Option::is_some), "{figure:?} of {text:?}");
    if let Some(parent) = &figure.is_subset_of {
        assert!(
            *parent != figure.id && all.iter().any(|other| other.id == *parent),
            "{figure:?} of {text:?}"
        );
    }
}

fn check(vocabulary: &Vocabulary, language: usize, text: &str) {
    let found = read(vocabulary, language, text);
    found.figures.iter().for_each(|figure| check_figure(text, figure, &found.figures));
    for toll in found.tolls.values() {
        let bounds = [toll.bounds.low, toll.bounds.best, toll.bounds.high];
        assert!(bounds.iter().flatten().is_sorted(), "{toll:?} of {text:?}");
        assert!(
            toll.figures.iter().all(|id| found.figures.iter().any(|figure| figure.id == *id)),
            "{text:?}"
        );
    }
    let json = |found: &Annotations| serde_json::to_string(found).expect("annotations are plain data");
    assert_eq!(json(&found), json(&read(vocabulary, language, text)), "{text:?}");
}

thread_local! {
    static VOCABULARY: Vocabulary = Vocabulary::built_in();
}

proptest! {
    #[test]
    fn words_in_any_order_give_sound_figures((language, text) in soup(60)) {
        VOCABULARY.with(|vocabulary| check(vocabulary, language, &text));
    }

    #[test]
    fn any_characters_give_sound_figures(language in 0_usize..3, text in any::<String>()) {
        VOCABULARY.with(|vocabulary| check(vocabulary, language, &text));
    }
}

#[test]
fn a_long_line_of_words_gives_sound_figures() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let vocabulary = Vocabulary::built_in();
    for _ in 0..4 {
        let (language, text) = soup(4_000).new_tree(&mut runner).expect("a text").current();
        check(&vocabulary, language, &text);
    }
}
