//! The query language, from the outside.
//!
//! 1. Every example of `docs/query-language.md` is a query that can be asked.
//! 2. Any text is answered, or refused with an error that points into it.
//! 3. A long query is answered or refused, however it is made; on twenty thousand news articles, where
//!    somebody measures, within a second.
//! 4. Whatever can be read can be asked, and what is marked in an answer is within its text.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::{Strategy, any, prop, prop_assert, proptest};
use sitrep::index::{Fingerprint, Knowledge, Options, bring_into_step, update};
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
fn long_queries_are_answered_or_refused() {
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
            let answer = library.search(&question(&query), Page::default());
            let start: String = query.chars().take(30).collect();
            assert!(answer.is_ok() || matches!(answer, Err(SearchError::Query(_))), "{start}");
        }
    });
}

#[test]
fn an_index_without_forms_is_not_searched() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (dir, articles) = (folder.path().join("index"), folder.path().join("a.txt"));
    std::fs::write(&articles, "Ten people died in Kati.").expect("room for a file");
    let (vocabulary, fingerprint) = (Vocabulary::built_in(), Fingerprint::of(&Sources::default()));
    let knowledge = Knowledge { vocabulary: &vocabulary, fingerprint: &fingerprint };
    for forms in [true, false] {
        let options = Options { forms, rebuild: true, ..Options::default() };
        let all = &mut |_: &_| ControlFlow::Continue(());
        bring_into_step(&dir, std::slice::from_ref(&articles), knowledge, options, all).expect("an index");
        assert_eq!(Library::open(&dir, &fingerprint, &vocabulary).is_ok(), forms);
    }
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

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(48))]

    #[test]
    fn whatever_can_be_read_can_be_asked(text in pieces()) {
        ask(&text)?;
    }

    #[test]
    fn any_bytes_can_be_asked(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        ask(&String::from_utf8_lossy(&bytes))?;
    }
}

/// Asks the samples; an answer marks only what is in its text, an error points into the query.
fn ask(text: &str) -> Result<(), proptest::test_runner::TestCaseError> {
    thread_local! {
        static SAMPLES: (tempfile::TempDir, Vocabulary) = {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let vocabulary = Vocabulary::built_in();
            let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
            let fingerprint = Fingerprint::of(&Sources::default());
            update(&folder.path().join("index"), &[corpus], &vocabulary, &fingerprint, &mut |_| {})
                .expect("the samples can be indexed");
            (folder, vocabulary)
        };
    }
    SAMPLES.with(|(folder, vocabulary)| {
        let fingerprint = Fingerprint::of(&Sources::default());
        let library =
            Library::open(&folder.path().join("index"), &fingerprint, vocabulary).expect("the index opens");
        match library.search(&question(text), Page { explain: true, ..Page::default() }) {
            Ok(results) => {
                for hit in &results.hits {
                    let passage = &hit.passage.quote.text;
                    let inside = |mark: &sitrep::search::Highlight| {
                        passage.get(mark.byte_start..mark.byte_end).is_some_and(|marked| !marked.is_empty())
                    };
                    prop_assert!(hit.highlights.iter().all(inside), "{text:?}: {hit:?}");
                    prop_assert!(hit.score.is_finite(), "{text:?}: {}", hit.score);
                }
            }
            Err(SearchError::Query(error)) => {
                let span = error.span.unwrap_or_default();
                prop_assert!(text.get(span.start..span.end).is_some(), "{error} {span:?}");
            }
            Err(error) => prop_assert!(false, "{text:?}: {error}"),
        }
        prop_assert!(
            library.rank_articles(&question(text), 10).is_ok()
                || parse(text).is_err()
                || library.count(&question(text)).is_err()
        );
        Ok(())
    })
}

#[test]
#[ignore = "needs ../shared/news and a minute"]
#[expect(clippy::print_stderr, reason = "it prints what it measures")]
fn no_query_of_four_kilobytes_takes_a_second_on_the_news() {
    let news = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/news/reuters21578.jsonl.gz");
    if !news.is_file() {
        eprintln!("SKIPPED: {} is not there", news.display());
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let unpacked = std::process::Command::new("gzip").arg("-dc").arg(&news).output().expect("gzip runs");
    let articles = folder.path().join("news.jsonl");
    std::fs::write(&articles, unpacked.stdout).expect("room for the news");
    let vocabulary = Vocabulary::built_in();
    let fingerprint = Fingerprint::of(&Sources::default());
    let dir = folder.path().join("index");
    update(&dir, &[articles], &vocabulary, &fingerprint, &mut |_| {}).expect("an index");
    let library = Library::open(&dir, &fingerprint, &vocabulary).expect("the index opens");
    for (name, query) in long_queries() {
        let begun = Instant::now();
        let answer = library.search(&question(&query), Page::default());
        let took = begun.elapsed();
        eprintln!("{name}: {} bytes, {took:?}, {}", query.len(), answer.is_ok());
        assert!(took < Duration::from_secs(1), "{name}: {took:?}");
    }
}

/// Queries of about four kilobytes that cost as much as a query can.
fn long_queries() -> Vec<(&'static str, String)> {
    let letters = || ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}")));
    let of = |part: &str| part.repeat(4096 / part.len());
    vec![
        ("the same word", of("said ")),
        ("the same word or", of("said OR ") + "said"),
        ("common words near", of("said NEAR/50 ") + "said"),
        ("common words far", "mln NEAR/4000 dlrs NEAR/4000 said ".repeat(120) + "mln"),
        ("a phrase of one word", format!("\"{}\"", of("the "))),
        ("common phrases", of("\"of the\" ")),
        ("prefixes", letters().map(|start| format!("{start}* ")).collect()),
        ("prefixes or", letters().map(|start| format!("{start}* OR ")).collect::<String>() + "a*"),
        ("one letter prefixes", ('a'..='z').cycle().take(1300).map(|a| format!("{a}* ")).collect()),
        (
            "prefix phrases",
            ('a'..='z').cycle().take(500).map(|a| format!("{a}* NEAR ")).collect::<String>() + "a*",
        ),
        ("exact words", of("=said ")),
        ("exact phrases", of("=\"of the\" ")),
        ("negations", of("-said ")),
        ("nested", "(".repeat(45) + "said" + &")".repeat(45) + &of(" OR (said mln)")),
        ("names", of("Iran Iraq London ")),
        ("figures", of("killed>=1 (injured>=2) ")),
        ("regions", of("region:Iran ")),
        ("numbers", of("fifteen 20 ")),
        ("signs", of("((\" ")),
    ]
}
