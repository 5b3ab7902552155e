//! Places are found where the text lets them be, under the region that it means.
//!
//! 1. The cases of `tests/places` give exactly the marked mentions.
//! 2. Any text gives an answer, and each mention quotes the text.

use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;
use sitrep::extract::{Level, PlaceMention, annotate};
use sitrep::vocabulary::Vocabulary;

use crate::carets::{Mark, article, check_folder};

fn places(vocabulary: &Vocabulary, text: &str) -> Vec<PlaceMention> {
    annotate(vocabulary, &article(text)).places
}

fn mark(mention: &PlaceMention) -> Mark {
    let mut label = mention.path.join("/");
    if mention.level != Level::Named {
        write!(label, " {}", format!("{:?}", mention.level).to_lowercase()).expect("a string can be written");
    }
    if !mention.candidates.is_empty() {
        write!(label, " one of {}", mention.candidates.len()).expect("a string can be written");
    }
    Mark { start: mention.quote.start, end: mention.quote.end, label }
}

#[test]
fn the_cases_of_places_give_exactly_what_is_marked() {
    let cases = check_folder("places", |text| places(&VOCABULARY, text).iter().map(mark).collect());
    assert!(cases >= 60, "only {cases} cases");
}

/// Read once: it takes longer than the texts of the property do.
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::built_in);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_mention_quotes_the_text(parts in prop::collection::vec("[A-Za-zéï'’. (),-]{0,12}|Mali|Ségou|région de|U\\.S\\.|near|Niger State|السودان|\\n", 0..40)) {
        let text = parts.join(" ");
        for mention in places(&VOCABULARY, &text) {
            prop_assert_eq!(text.get(mention.quote.byte_start..mention.quote.byte_end), Some(mention.quote.text.as_str()));
            prop_assert!(!mention.path.is_empty());
        }
    }
}
