//! Searching the five seed articles and the samples: the questions that every other tool fails.
//!
//! 1. A name finds every spelling of what it names, and no other article.
//! 2. A number finds itself in digits and in words.
//! 3. Filters, facets and pages count the same.
//! 4. A beginning that is longer than the stem of its word is found where it stands, near other words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sitrep::index::{Fingerprint, update};
use sitrep::search::{FacetBy, FacetValue, Filters, Library, Page, Question};
use sitrep::vocabulary::{Sources, Vocabulary};

/// Everything that matches, on one page.
const ALL: usize = usize::MAX;

#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn say(words: &str) {
    eprintln!("{words}");
}

fn seeds() -> Option<PathBuf> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if seeds.is_dir() {
        return Some(seeds);
    }
    say(&format!("SKIPPED: {} is not there", seeds.display()));
    None
}

fn with_library(articles: &Path, check: impl FnOnce(&Library<'_>)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let vocabulary = Vocabulary::built_in();
    let fingerprint = Fingerprint::of(&Sources::default());
    let dir = folder.path().join("index");
    let report = update(&dir, &[articles.to_path_buf()], &vocabulary, &fingerprint, &mut |_| {})
        .expect("the articles can be indexed");
    assert!(report.refused.is_empty(), "{:?}", report.refused);
    check(&Library::open(&dir, &fingerprint, &vocabulary).expect("the index opens"));
}

fn question(query: &str) -> Question {
    Question { query: query.to_owned(), filters: Filters::default() }
}

fn page() -> Page {
    Page { limit: ALL, ..Page::default() }
}

/// First digits of the names of the articles found.
fn articles(library: &Library<'_>, question: &Question) -> Vec<usize> {
    let results = library.search(question, page()).expect("an answer");
    let found: BTreeSet<usize> = results
        .hits
        .iter()
        .map(|hit| hit.article.id.get(..3).and_then(|digits| digits.parse().ok()).expect("a seed's name"))
        .collect();
    assert_eq!(found.len(), results.total.articles, "{question:?}");
    assert_eq!(results.hits.len(), results.total.passages, "{question:?}");
    found.into_iter().collect()
}

#[test]
fn each_query_finds_the_wanted_articles_and_no_other() {
    let Some(seeds) = seeds() else { return };
    with_library(&seeds, |library| {
        let mut wrong = Vec::new();
        for (query, wanted) in [
            ("Katiba Macina Kati", &[0, 2][..]),
            ("Kaloumba", &[0, 3]),
            ("Tombouctou", &[4]),
            ("Timbuktu", &[4]),
            ("Segou", &[0, 1, 2]),
            ("GSIM", &[1, 2, 4]),
            ("JNIM", &[1, 2, 4]),
            ("Support Group for Islam and Muslims", &[1, 2, 4]),
            ("al-qaida", &[0, 1, 2, 4]),
            ("neutralised", &[0, 1, 2, 3]),
            ("neutralized", &[0, 1, 2, 3]),
            ("Al Qaeda", &[0, 1, 2, 4]),
        ] {
            let found = articles(library, &question(query));
            if found != wanted {
                wrong.push(format!("{query}: {found:?}, not {wanted:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        let digits = library.search(&question("15 soldiers killed"), page()).expect("an answer");
        let words = library.search(&question("fifteen soldiers killed"), page()).expect("an answer");
        assert_eq!(digits, words);
    });
}

#[test]
fn the_first_hit_names_all_three_and_states_the_toll() {
    let Some(seeds) = seeds() else { return };
    with_library(&seeds, |library| {
        let results = library.search(&question("Katiba Macina Kati"), Page::default()).expect("an answer");
        let first = results.hits.first().expect("a hit");
        assert!(first.article.id.starts_with("000"), "{first:#?}");
        assert!(first.passage.quote.text.contains("it killed a Malian soldier"), "{first:#?}");
        let toll = first.figures.iter().find(|figure| figure.outcome.as_str() == "killed");
        assert_eq!(toll.and_then(|figure| figure.bounds.best), Some(1), "{:#?}", first.figures);
    });
}

fn each_value<'t>(values: &'t [FacetValue], visit: &mut dyn FnMut(&'t FacetValue)) {
    for value in values {
        visit(value);
        each_value(&value.children, visit);
    }
}

#[test]
fn a_facet_count_is_what_narrowing_by_it_lists() {
    let Some(seeds) = seeds() else { return };
    with_library(&seeds, |library| {
        for query in ["*", "killed", "army Kati", "says:fama", "killed>=10", "title:killed", "region:Mopti"] {
            for by in [FacetBy::Region, FacetBy::Actor, FacetBy::Outcome, FacetBy::Source, FacetBy::Language]
            {
                let tree = library.facets(&question(query), by).expect("counts");
                let total = library.search(&question(query), page()).expect("hits").total;
                assert_eq!(tree.total, total, "{query} {by:?}");
                each_value(&tree.values, &mut |value| {
                    let path = value.path.join("/");
                    let mut narrowed = question(query);
                    match by {
                        FacetBy::Region => narrowed.filters.region.push(path.clone()),
                        FacetBy::Actor => narrowed.filters.actor.push(value.value.clone()),
                        FacetBy::Outcome => {
                            narrowed.filters.outcome.extend(sitrep::extract::Outcome::parse(&path));
                        }
                        FacetBy::Source => narrowed.filters.source.push(path.clone()),
                        _ => narrowed.filters.language.push(path.clone()),
                    }
                    let listed = library.search(&narrowed, page()).expect("hits");
                    assert_eq!(listed.hits.len(), listed.total.passages, "{query} {path}");
                    assert_eq!(listed.total, value.counts, "{query} {by:?} {path}");
                });
            }
        }
    });
}

#[test]
fn a_beginning_longer_than_a_stem_is_found_where_it_stands() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [
        ("101", "Gunmen attacking a convoy fled. Soldiers were attacked later, far from any convoy."),
        ("102", "Gunmen attacked a convoy. Others who were attacking a village and its market fled."),
        ("103", "Cities were shelled; one city was spared."),
    ] {
        std::fs::write(folder.path().join(format!("{name}.txt")), text).expect("a file can be written");
    }
    with_library(folder.path(), |library| {
        for (query, wanted) in [
            ("attacki*", &[101, 102][..]),
            ("attacki* NEAR/1 convoy", &[101]),
            ("attack* NEAR/1 convoy", &[101, 102]),
            ("citie* NEAR/2 shelled", &[103]),
            ("citie* NEAR/2 spared", &[]),
            ("=attacked", &[101, 102]),
            ("=\"attacking a convoy\"", &[101]),
            ("=\"attacked a convoy\"", &[102]),
        ] {
            assert_eq!(articles(library, &question(query)), wanted, "{query}");
        }
    });
}
