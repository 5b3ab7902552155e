//! The query language, from the outside.
//!
//! 1. Every example of `docs/query-language.md` is a query that can be asked.
//! 2. Any text is answered, or refused with an error that points into it.
//! 3. A long query takes no longer than a blink, however it is made.

use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::{Strategy, any, prop, prop_assert, proptest};
use sitrep::index::{Fingerprint, update};
use sitrep::query::parse;
use sitrep::search::{Filters, Library, Page, Question, SearchError};
use sitrep::vocabulary::{Sources, Vocabulary};

fn with_samples(check: impl FnOnce(&Library<'_>)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let vocabulary = Vocabulary::built_in();
    let fingerprint = Fingerprint::of(&Sources::default());
    let dir = folder.path().join("index");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    update(&dir, &[corpus], &vocabulary, &fingerprint, &mut |_| {}).expect("the samples can be indexed");
    check(&Library::open(&dir, &fingerprint, &vocabulary).expect("the index opens"));
}

fn question(query: &str) -> Question {
    Question { query: query.to_owned(), filters: Filters::default() }
}

/// What stands between backticks in the tables and in the text that says how to write.
fn examples() -> Vec<String> {
    let page = include_str!("../../docs/query-language.md");
    let tables = page.lines().filter(|line| line.starts_with("| `"));
    let written = tables.filter_map(|line| line.split('|').nth(1));
    let ticked = written.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned));
    ticked.collect()
}

#[test]
fn each_example_of_the_page_can_be_asked() {
    let examples = examples();
    assert!(examples.len() > 30, "{examples:?}");
    with_samples(|library| {
        let mut empty = Vec::new();
        for example in examples {
            match library.count(&question(&example)) {
                Ok(counts) if counts.articles == 0 => empty.push(example),
                Ok(_) => {}
                Err(error) => assert!(error.to_string().is_empty(), "{example}: {error}"),
            }
        }
        // What the samples happen not to hold is still a good query, but most of it they do hold.
        assert!(empty.len() < 12, "nothing found for {empty:?}");
    });
}

#[test]
fn conditions_side_by_side_hold_for_one_figure() {
    with_samples(|library| {
        let found =
            |query: &str| library.search(&question(query), Page { limit: usize::MAX, ..Page::default() });
        let hits = found("killed>=3 victims:military").expect("an answer").hits;
        assert!(!hits.is_empty());
        for hit in &hits {
            assert!(
                hit.figures.iter().any(|figure| figure.outcome.as_str() == "killed"
                    && figure.victim_category.as_str() == "military"
                    && figure.bounds.best.or(figure.bounds.low).is_some_and(|count| count >= 3)),
                "{:#?}",
                hit.figures
            );
        }
        let apart = found("(killed>=3) (victims:military)").expect("an answer");
        assert!(
            apart.total.articles
                >= hits.iter().map(|hit| &hit.article.id).collect::<std::collections::BTreeSet<_>>().len()
        );
    });
}

#[test]
fn an_unknown_name_is_an_error_with_the_nearest_known() {
    with_samples(|library| {
        for (query, character, near) in
            [("attack region:Mali/Segoux", 15, "Ségou"), ("actor:jnimm", 7, "jnim")]
        {
            let Err(SearchError::Query(error)) = library.count(&question(query)) else {
                unreachable!("{query} names nothing that is known")
            };
            assert_eq!(error.character, Some(character), "{error}");
            assert!(error.to_string().to_lowercase().contains(&near.to_lowercase()), "{error}");
        }
    });
}

#[test]
fn long_queries_are_answered_at_once() {
    with_samples(|library| {
        let words: String = (0..700).map(|n| format!("w{n} ")).collect();
        let same = "killed ".repeat(580);
        let near = "army NEAR/50 ".repeat(300) + "army";
        let phrase = format!("\"{}\"", "the ".repeat(1000));
        let prefixes: String =
            ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}* "))).collect();
        let nested = format!("{}killed{}", "(".repeat(40), ")".repeat(40)) + &" OR (a b)".repeat(400);
        let names = "Katiba Macina Kati Mopti Ségou ".repeat(120);
        for query in [words, same, near, phrase, prefixes, nested, names] {
            let begun = Instant::now();
            let answer = library.search(&question(&query), Page::default());
            let took = begun.elapsed();
            let start: String = query.chars().take(30).collect();
            assert!(answer.is_ok() || matches!(answer, Err(SearchError::Query(_))), "{start}");
            assert!(took < Duration::from_secs(5), "{start}: {took:?}");
        }
    });
}

/// Pieces of the language in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "(",
        ")",
        "\"",
        " ",
        "OR",
        "AND",
        "NOT",
        "-",
        "=",
        "*",
        "NEAR/3",
        "title:",
        "killed>=",
        "10",
        "..",
        ":",
        "none",
        "date:",
        "2022-07",
        "region:",
        "Mali/Ségou",
        "Kati",
        "“",
        "»",
        "ا",
        "\u{301}",
        "🙂",
        "é",
        "\0",
        "victims:",
        "by:",
        "kat*",
        "'",
        "l’",
        ",",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_at_a_character(text in any::<String>()) {
        points_into(&text)?;
    }

    #[test]
    fn any_mixture_of_signs_is_read_or_refused_at_a_character(text in pieces()) {
        points_into(&text)?;
    }
}

fn points_into(text: &str) -> Result<(), proptest::test_runner::TestCaseError> {
    if let Err(error) = parse(text) {
        let span = error.span.unwrap_or_default();
        prop_assert!(text.get(span.start..span.end).is_some(), "{error} {span:?}");
        prop_assert!(!error.hint.is_empty());
    }
    Ok(())
}
