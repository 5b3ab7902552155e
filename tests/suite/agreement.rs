//! Counts agree, whatever is asked: on a corpus of a thousand generated articles.
//!
//! 1. What is counted is what is paged through, and what an export writes.
//! 2. Each value of each facet counts what narrowing by it lists; what has no value is the rest.
//! 3. An index brought up to date in several runs answers as one made at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::OnceLock;

use sitrep::extract::Outcome;
use sitrep::index::{Fingerprint, Knowledge, Options, Progress, bring_into_step, update};
use sitrep::search::{Counts, FacetBy, FacetTree, FacetValue, Filters, Hit, Library, Page, Question, Sort};
use sitrep::vocabulary::{Sources, Vocabulary};

use crate::generated::{Chance, article};

const ARTICLES: usize = 1000;

fn lines(ids: impl Iterator<Item = usize>, seed: u64) -> String {
    ids.map(|id| article(id, &mut Chance::new(seed + id as u64)) + "\n").collect()
}

fn bring_up_to_date(dir: &Path, articles: &Path, vocabulary: &Vocabulary) {
    let fingerprint = Fingerprint::of(&Sources::default());
    let report = update(dir, &[articles.to_path_buf()], vocabulary, &fingerprint, &mut |_| {});
    assert!(report.expect("an index").refused.is_empty());
}

/// The same with a segment of its own for each article, so that the engine merges all the time.
fn bring_up_to_date_in_small_steps(dir: &Path, articles: &Path, vocabulary: &Vocabulary) {
    let fingerprint = Fingerprint::of(&Sources::default());
    let knowledge = Knowledge { vocabulary, fingerprint: &fingerprint };
    let options = Options { arena: 0, ..Options::default() };
    let on = &mut |_: &Progress| ControlFlow::Continue(());
    let report = bring_into_step(dir, &[articles.to_path_buf()], knowledge, options, on);
    assert!(report.expect("an index").refused.is_empty());
}

fn opened<'v>(dir: &Path, vocabulary: &'v Vocabulary) -> Library<'v> {
    Library::open(dir, &Fingerprint::of(&Sources::default()), vocabulary).expect("the index opens")
}

/// The index of the thousand, made once and gone with the process.
fn with_thousand(check: impl FnOnce(&Library<'_>)) {
    static MADE: OnceLock<(tempfile::TempDir, Vocabulary)> = OnceLock::new();
    let (folder, vocabulary) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let vocabulary = Vocabulary::built_in();
        fs::write(folder.path().join("all.jsonl"), lines(0..ARTICLES, 1)).expect("articles");
        bring_up_to_date(&folder.path().join("index"), &folder.path().join("all.jsonl"), &vocabulary);
        (folder, vocabulary)
    });
    check(&opened(&folder.path().join("index"), vocabulary));
}

/// A query of words that the generator writes, and of everything else that can be asked.
fn query(chance: &mut Chance) -> String {
    const PARTS: &[&str] = &[
        "soldiers",
        "killed",
        "Kati",
        "Ségou",
        "market",
        "\"near the river\"",
        "GSIM",
        "Katiba Macina",
        "army NEAR/6 convoy",
        "conv*",
        "fifteen",
        "=Kati",
        "title:attack",
        "killed>=10",
        "injured:none",
        "killed:unknown",
        "victims:civilian",
        "by:jnim",
        "says:fama",
        "date:2022-07",
        "published:2022",
        "published:none",
        "source:\"Le Relais\"",
        "lang:fr",
        "region:Mali/Ségou",
        "place:Kati",
        "actor:al-qaeda",
        "outcome:injured",
        "*",
        "nowhere",
    ];
    let part = |chance: &mut Chance| chance.one_of(PARTS).to_string();
    match chance.below(6) {
        0 => part(chance),
        1 => format!("{} {}", part(chance), part(chance)),
        2 => format!("{} OR {}", part(chance), part(chance)),
        3 => format!("{} -{}", part(chance), chance.one_of(&["Kati", "killed", "market", "lang:fr"])),
        4 => format!("({} OR {}) {}", part(chance), part(chance), part(chance)),
        _ => format!("{} NOT ({} {})", part(chance), part(chance), part(chance)),
    }
}

fn filters(chance: &mut Chance) -> Filters {
    let mut filters = Filters::default();
    let some = |chance: &mut Chance, values: &[&str]| -> Vec<String> {
        let count = if chance.below(4) == 0 { 1 + chance.below(2) } else { 0 };
        (0..count).map(|_| chance.one_of(values).to_string()).collect()
    };
    filters.region = some(chance, &["Mali", "Mali/Ségou", "Mali/Mopti", "Burkina Faso"]);
    filters.actor = some(chance, &["jnim", "fama", "katiba-macina", "al-qaeda"]);
    filters.source = some(chance, &["Le Relais", "The Courier"]);
    filters.language = some(chance, &["fr", "en"]);
    filters.outcome = some(chance, &["killed", "injured"]).iter().filter_map(|o| Outcome::parse(o)).collect();
    if chance.below(5) == 0 {
        filters.from = "2022-06-01".parse().ok();
    }
    filters
}

fn questions(count: usize) -> Vec<Question> {
    let mut chance = Chance::new(99);
    (0..count).map(|_| Question { query: query(&mut chance), filters: filters(&mut chance) }).collect()
}

fn everything() -> Page {
    Page { limit: usize::MAX, ..Page::default() }
}

fn place_of(hit: &Hit) -> (String, usize) {
    (hit.article.id.clone(), hit.passage.ordinal)
}

/// Articles and passages among `hits`.
fn counted<'h>(hits: impl Iterator<Item = &'h Hit>) -> Counts {
    let places: BTreeSet<(String, usize)> = hits.map(place_of).collect();
    let articles: BTreeSet<&String> = places.iter().map(|(id, _)| id).collect();
    Counts { articles: articles.len(), passages: places.len() }
}

#[test]
fn what_is_counted_is_what_pages_and_exports_hold() {
    with_thousand(|library| {
        let mut found_something = 0;
        for question in questions(50) {
            let total = library.count(&question).expect("counts");
            let all = library.search(&question, everything()).expect("an answer");
            assert_eq!(all.total, total, "{question:?}");
            assert_eq!(counted(all.hits.iter()), total, "{question:?}");
            let mut paged = Vec::new();
            for offset in (0..=total.passages).step_by(97) {
                let page = Page { offset, limit: 97, ..Page::default() };
                paged.extend(library.search(&question, page).expect("a page").hits);
            }
            assert_eq!(paged, all.hits, "{question:?}");
            let exported: Result<Vec<Hit>, _> =
                library.find(&question, everything()).expect("a stream").collect();
            assert_eq!(exported.expect("an export"), all.hits, "{question:?}");
            for sort in [Sort::Date, Sort::Published, Sort::Killed] {
                let sorted = library.search(&question, Page { sort, ..everything() }).expect("an answer");
                let places = |hits: &[Hit]| hits.iter().map(place_of).collect::<BTreeSet<_>>();
                assert_eq!(places(&sorted.hits), places(&all.hits), "{question:?}");
            }
            found_something += usize::from(total.articles > 0);
        }
        assert!(found_something > 20, "{found_something}");
    });
}

/// The query that asks for a value of a facet, beside whatever is asked already.
fn narrowed(question: &Question, by: FacetBy, value: &FacetValue) -> Option<Question> {
    let path = value.path.join("/");
    let condition = match by {
        FacetBy::Region => format!("region:\"{path}\""),
        FacetBy::Actor => format!("actor:\"{path}\""),
        FacetBy::Perpetrator => format!("by:\"{path}\""),
        FacetBy::Victim => format!("victims:{path}"),
        FacetBy::Source => format!("source:\"{path}\""),
        FacetBy::Language => format!("lang:{path}"),
        FacetBy::Outcome => format!("outcome:{path}"),
        FacetBy::Month | FacetBy::Year => format!("published:{path}"),
    };
    // In brackets, so that a condition on figures is one of its own.
    let query = format!("({}) ({condition})", question.query);
    Some(Question { query, filters: question.filters.clone() })
}

fn each_value<'t>(values: &'t [FacetValue], visit: &mut dyn FnMut(&'t FacetValue)) {
    for value in values {
        visit(value);
        each_value(&value.children, visit);
    }
}

#[test]
fn each_value_counts_what_narrowing_by_it_lists() {
    with_thousand(|library| {
        let mut chance = Chance::new(5);
        let mut checked = BTreeMap::new();
        for question in questions(40) {
            let total = library.count(&question).expect("counts");
            for by in FacetBy::ALL {
                let tree = library.facets(&question, by).expect("counts");
                assert_eq!(tree.total, total, "{question:?} {by:?}");
                let mut values = Vec::new();
                each_value(&tree.values, &mut |value| values.push(value));
                for value in values.into_iter().filter(|_| chance.below(4) == 0) {
                    let Some(narrowed) = narrowed(&question, by, value) else { continue };
                    let listed = library.count(&narrowed).expect("counts");
                    assert_eq!(listed, value.counts, "{by:?} {narrowed:?} of {question:?}");
                    *checked.entry(by.as_str()).or_insert(0) += 1;
                }
                if matches!(by, FacetBy::Source | FacetBy::Language | FacetBy::Month | FacetBy::Year) {
                    // An article has one of these, or none.
                    assert_eq!(sum(&tree), total, "{question:?} {by:?}");
                }
            }
        }
        assert!(
            checked.len() == FacetBy::ALL.len() && checked.values().all(|&count| count > 10),
            "{checked:?}"
        );
    });
}

fn sum(tree: &FacetTree) -> Counts {
    let counts = tree.values.iter().map(|value| value.counts).chain([tree.unknown]);
    counts.fold(Counts::default(), |sum, one| Counts {
        articles: sum.articles + one.articles,
        passages: sum.passages + one.passages,
    })
}

#[test]
fn what_has_no_value_is_counted_as_unknown() {
    with_thousand(|library| {
        let question = Question { query: "*".to_owned(), filters: Filters::default() };
        let hits = library.search(&question, everything()).expect("an answer").hits;
        let region = library.facets(&question, FacetBy::Region).expect("counts");
        let named = |hit: &Hit| hit.places.iter().any(|place| place.level == sitrep::extract::Level::Named);
        let without = hits.iter().filter(|hit| !named(hit)).count();
        assert_eq!(region.unknown.passages, without);
        let with: BTreeSet<&String> =
            hits.iter().filter(|hit| named(hit)).map(|hit| &hit.article.id).collect();
        assert_eq!(region.unknown.articles, region.total.articles - with.len());
        let month = library.facets(&question, FacetBy::Month).expect("counts");
        let undated = counted(hits.iter().filter(|hit| hit.article.published.is_none()));
        assert_eq!(month.unknown, undated);
        assert!(undated.articles > 0 && without > 0);
    });
}

#[test]
fn an_index_kept_up_to_date_answers_as_one_made_at_once() {
    kept_up_to_date(bring_up_to_date, 10);
}

#[test]
fn an_index_of_many_segments_answers_as_one_made_at_once() {
    kept_up_to_date(bring_up_to_date_in_small_steps, 3);
}

/// Adds, changes and removes articles by `update`: thirty times `scale` in all.
fn kept_up_to_date(update: impl Fn(&Path, &Path, &Vocabulary), scale: usize) {
    let upto = |number: usize| number * scale;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let vocabulary = Vocabulary::built_in();
    let articles = folder.path().join("articles");
    fs::create_dir(&articles).expect("a folder");
    let (kept, fresh) = (folder.path().join("kept"), folder.path().join("fresh"));
    let write = |name: &str, text: String| fs::write(articles.join(name), text).expect("articles");
    write("one.jsonl", lines(upto(0)..upto(15), 1));
    update(&kept, &articles, &vocabulary);
    write("two.jsonl", lines(upto(15)..upto(26), 1));
    update(&kept, &articles, &vocabulary);
    // Every third article is gone, and what is left of the second file has changed.
    write("one.jsonl", lines((upto(0)..upto(15)).filter(|id| id % 3 > 0), 1));
    write("two.jsonl", lines(upto(15)..upto(26), 7));
    write("three.jsonl", lines(upto(26)..upto(30), 1));
    update(&kept, &articles, &vocabulary);
    bring_up_to_date(&fresh, &articles, &vocabulary);
    let (kept, fresh) = (opened(&kept, &vocabulary), opened(&fresh, &vocabulary));
    for question in questions(40) {
        let answer = |library: &Library<'_>| {
            let mut results = library.search(&question, everything()).expect("an answer");
            for hit in &mut results.hits {
                hit.indexed_at = None;
            }
            results
        };
        assert_eq!(answer(&kept), answer(&fresh), "{question:?}");
        for by in FacetBy::ALL {
            let tree = |library: &Library<'_>| library.facets(&question, by).expect("counts");
            assert_eq!(tree(&kept), tree(&fresh), "{question:?} {by:?}");
        }
    }
}
