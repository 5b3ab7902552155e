//! Ranking of passages on questions that were judged beforehand: `tests/ranking/`.
//!
//! 1. nDCG@10 is at least 0.90, and the first passage answers nine questions in ten.
//! 2. Every judgment names one passage.
//!
//! `cargo test --test suite judged -- --ignored --nocapture` writes what each signal is worth to
//! `tests/ranking/signals.md`.

use std::path::{Path, PathBuf};

use sitrep::index::{Fingerprint, update};
use sitrep::search::{Filters, Hit, Library, Page, Question, Weights};
use sitrep::vocabulary::{Sources, Vocabulary};

/// A question and what its passages are worth.
struct Judged {
    query: String,
    judgments: Vec<Judgment>,
}

struct Judgment {
    grade: u32,
    /// Id of the article, or how it begins.
    article: String,
    /// Words that all stand in the passage.
    words: Vec<String>,
}

impl Judgment {
    fn is_of(&self, hit: &Hit) -> bool {
        let text = &hit.passage.quote.text;
        hit.article.id.starts_with(&self.article)
            && self.words.iter().all(|word| text.contains(word.as_str()))
    }
}

fn judged(list: &str) -> Vec<Judged> {
    let mut all: Vec<Judged> = Vec::new();
    for line in list.lines().filter(|line| !line.is_empty()) {
        let Some(judgment) = line.strip_prefix("  ") else {
            all.push(Judged { query: line.to_owned(), judgments: Vec::new() });
            continue;
        };
        let (grade, rest) = judgment.split_once(' ').expect("a grade and an article");
        let (article, words) = rest.split_once(": ").unwrap_or((rest, ""));
        let of = all.last_mut().expect("a question stands before its judgments");
        of.judgments.push(Judgment {
            grade: grade.parse().expect("a grade is a number"),
            article: article.to_owned(),
            words: words.split_whitespace().map(str::to_owned).collect(),
        });
    }
    all
}

/// What a list of questions comes to.
struct Outcome {
    ndcg: f64,
    answered: usize,
    asked: usize,
    /// Questions of which the first passage does not answer, or the order is far from the best.
    weak: Vec<String>,
}

fn gain(grades: impl Iterator<Item = u32>) -> f64 {
    (2_u32..).zip(grades.take(10)).map(|(rank, grade)| f64::from(grade) / f64::from(rank).log2()).sum()
}

fn measure(library: &Library<'_>, list: &[Judged]) -> Outcome {
    let mut outcome = Outcome { ndcg: 0.0, answered: 0, asked: list.len(), weak: Vec::new() };
    for Judged { query, judgments } in list {
        let question = Question { query: query.clone(), filters: Filters::default() };
        let hits = library.search(&question, Page::default()).expect("an answer").hits;
        let grade = |hit: &Hit| judgments.iter().find(|one| one.is_of(hit)).map_or(0, |one| one.grade);
        let grades: Vec<u32> = hits.iter().map(grade).collect();
        let mut ideal: Vec<u32> = judgments.iter().map(|one| one.grade).collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let ndcg = gain(grades.iter().copied()) / gain(ideal.into_iter());
        let answers = grades.first().is_some_and(|&grade| grade >= 2);
        outcome.ndcg += ndcg / f64::from(u32::try_from(list.len()).expect("a list is short"));
        outcome.answered += usize::from(answers);
        if !answers || ndcg < 0.9 {
            outcome.weak.push(format!("{query}: {ndcg:.3} {grades:?}"));
        }
    }
    outcome
}

fn with_library(articles: &Path, check: impl FnOnce(&mut Library<'_>)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let vocabulary = Vocabulary::built_in();
    let fingerprint = Fingerprint::of(&Sources::default());
    let dir = folder.path().join("index");
    update(&dir, &[articles.to_path_buf()], &vocabulary, &fingerprint, &mut |_| {}).expect("an index");
    check(&mut Library::open(&dir, &fingerprint, &vocabulary).expect("the index opens"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Each list with the folder that it is about, where that is there.
fn lists() -> Vec<(&'static str, PathBuf, Vec<Judged>)> {
    let mut lists = vec![("corpus", root().join("corpus"), judged(include_str!("../ranking/corpus.txt")))];
    let seeds = root().join("../shared/seeds");
    if seeds.is_dir() {
        lists.push(("seeds", seeds, judged(include_str!("../ranking/seeds.txt"))));
    } else {
        say("SKIPPED: ../shared/seeds is not there");
    }
    lists
}

#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn say(words: &str) {
    eprintln!("{words}");
}

#[test]
fn the_best_passages_of_judged_questions_come_first() {
    for (name, articles, list) in lists() {
        with_library(&articles, |library| {
            let Outcome { ndcg, answered, asked, weak } = measure(library, &list);
            say(&format!("{name}: nDCG@10 {ndcg:.4}, {answered} of {asked}; {weak:#?}"));
            assert!(ndcg >= 0.90, "{name}: nDCG@10 {ndcg:.4}, {weak:#?}");
            assert!(answered * 10 >= asked * 9, "{name}: {answered} of {asked}, {weak:#?}");
        });
    }
}

#[test]
fn each_judgment_names_one_passage() {
    for (name, articles, list) in lists() {
        with_library(&articles, |library| {
            let everything = Question { query: "*".to_owned(), filters: Filters::default() };
            let page = Page { limit: usize::MAX, ..Page::default() };
            let hits = library.search(&everything, page).expect("an answer").hits;
            for Judged { query, judgments } in &list {
                for Judgment { article, words, .. } in judgments {
                    let judgment = Judgment { grade: 0, article: article.clone(), words: words.clone() };
                    let found = hits.iter().filter(|hit| judgment.is_of(hit)).count();
                    assert_eq!(found, 1, "{name}: {query}: {article} {words:?}");
                }
            }
        });
    }
}

/// Every signal, and the weights without it.
fn signals() -> [(&'static str, Weights); 10] {
    let usual = Weights::default();
    [
        ("all signals", usual),
        ("without the length of passages and articles (b)", Weights { b: 0.0, ..usual }),
        ("a word counts once, however often it stands there (k1)", Weights { k1: 0.0, ..usual }),
        ("without the headline", Weights { title: 0.0, ..usual }),
        ("without the article around the passage", Weights { article: 0.0, ..usual }),
        ("words of a name count like mentions of what it names", Weights { name: 1.0, ..usual }),
        ("without figures", Weights { figure: 0.0, ..usual }),
        ("without the form as written", Weights { exact: 0.0, ..usual }),
        ("without nearness", Weights { near: 0.0, ..usual }),
        (
            "bare BM25 of the passage",
            Weights { title: 0.0, article: 0.0, figure: 0.0, exact: 0.0, near: 0.0, ..usual },
        ),
    ]
}

#[test]
#[ignore = "writes tests/ranking/signals.md"]
fn each_signal_is_switched_off_in_turn() {
    let mut rows: Vec<String> = signals().iter().map(|(name, _)| format!("| {name} |")).collect();
    let mut head = "| |".to_owned();
    for (name, articles, list) in lists() {
        head.push_str(&format!(" {name}: nDCG@10 | first answers |"));
        with_library(&articles, |library| {
            for (row, (_, weights)) in rows.iter_mut().zip(signals()) {
                library.weights = weights;
                let Outcome { ndcg, answered, asked, .. } = measure(library, &list);
                row.push_str(&format!(" {ndcg:.3} | {answered}/{asked} |"));
            }
        });
    }
    let line = format!("|{}", "---|".repeat(head.matches('|').count() - 1));
    let text = format!(
        "# What each ranking signal is worth\n\nWritten by `cargo test --test suite judged -- --ignored`: \
         the judged questions of this folder, each signal switched off in turn.\n\n{head}\n{line}\n{}\n",
        rows.join("\n")
    );
    std::fs::write(root().join("tests/ranking/signals.md"), &text).expect("the table can be written");
    say(&text);
}
