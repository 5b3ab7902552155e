//! Text that stands in several articles:
//! 1. a reused paragraph is found, however the articles around it are cut, and `show` says how much
//!    of an article stands in which earlier and later ones;
//! 2. a page prints the same words once, and those with another number each time; `--all-copies`
//!    prints all; counts hold all;
//! 3. links follow the articles when these change or go;
//! 4. of fifty paragraphs that are planted in real news all are found, and chance is no copy.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sitrep::index::{Fingerprint, update};
use sitrep::search::Library;
use sitrep::vocabulary::{Sources, Vocabulary};

use crate::generated::Chance;
use crate::program::run_in;

const WIRE: &str = "Gunmen on motorcycles killed six soldiers at a checkpoint near Niono on Friday, the army \
                    said, and residents told of shots that went on until the late evening hours.";

fn workplace(articles: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    for (name, text) in articles {
        fs::write(folder.path().join("in").join(name), text).expect("an article");
    }
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    folder
}

fn shared_with(folder: &Path, article: &str) -> Vec<Value> {
    let shown = run_in(folder, &["show", article, "--format", "json"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    let shown: Value = serde_json::from_str(shown.out.trim()).expect("an object");
    shown["shared_with"].as_array().expect("a list").clone()
}

#[test]
fn a_reused_paragraph_is_found_whatever_stands_around_it() {
    let before = "The market of Sokolo was closed for the third day in a row. Traders waited for the rain, and \
                  prices of millet rose again, said the chamber of commerce in its weekly letter to members.";
    let dated =
        |day: &str, body: String| format!("---\npublished: {day}\nsource: Le Relais\n---\n\n{body}\n");
    let folder = workplace(&[
        ("first.txt", &dated("2022-07-22", format!("{WIRE}\n\nNothing else is known."))),
        ("second.txt", &dated("2022-07-23", format!("{before} {WIRE} {before}"))),
        (
            "third.txt",
            &dated("2022-07-24", "Nobody was hurt in Gao. The army said that it was calm.".to_owned()),
        ),
    ]);
    let found = shared_with(folder.path(), "second.txt");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((&found[0]["id"], &found[0]["earlier"]), (&"first.txt".into(), &true.into()), "{found:?}");
    let words = WIRE.split_whitespace().count() as u64;
    assert_eq!(found[0]["words"].as_u64(), Some(words), "{found:?}");
    assert_eq!(found[0]["passages"][0]["in"].as_u64(), Some(0), "{found:?}");
    let back = shared_with(folder.path(), "first.txt");
    assert_eq!((&back[0]["id"], &back[0]["earlier"]), (&"second.txt".into(), &false.into()), "{back:?}");
    let shown = run_in(folder.path(), &["show", "second.txt"]);
    assert!(shown.out.contains("stand in the earlier first.txt · Le Relais · 2022-07-22"), "{}", shown.out);
    assert!(shared_with(folder.path(), "third.txt").is_empty());
}

#[test]
fn the_same_words_are_printed_once_and_another_number_is_printed() {
    let other = WIRE.replace("six soldiers", "nine soldiers");
    let folder = workplace(&[("a.txt", WIRE), ("b.txt", WIRE), ("c.txt", &other)]);
    let page = run_in(folder.path(), &["search", "motorcycles Niono"]);
    assert!(page.out.contains("3 passages in 3 articles"), "{}", page.out);
    assert_eq!(page.out.matches("on motorcycles").count() + page.out.matches("on *motorcycles*").count(), 2);
    assert_eq!(page.out.matches("The same words as").count(), 1, "{}", page.out);
    assert!(page.out.contains("[nine soldiers]") && page.out.contains("partly in"), "{}", page.out);
    let all = run_in(folder.path(), &["search", "motorcycles Niono", "--all-copies"]);
    assert_eq!(all.out.matches("*motorcycles*").count(), 3, "{}", all.out);
    let lines = run_in(folder.path(), &["search", "motorcycles Niono", "--format", "jsonl"]).out;
    assert_eq!(lines.lines().count(), 3);
    let first: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("an object");
    let shares: Vec<f64> = first["also_in"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|copy| copy["share"].as_f64())
        .collect();
    assert!(shares.len() == 2 && shares.contains(&1.0) && shares.iter().any(|share| *share < 1.0), "{first}");
}

#[test]
fn links_follow_the_articles() {
    let folder = workplace(&[("a.txt", WIRE), ("b.txt", WIRE)]);
    assert_eq!(shared_with(folder.path(), "b.txt").len(), 1);
    fs::write(folder.path().join("in/a.txt"), "All was calm in Niono, the mayor said.\n")
        .expect("an article");
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    assert!(shared_with(folder.path(), "b.txt").is_empty());
    fs::write(folder.path().join("in/c.txt"), WIRE).expect("an article");
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    assert_eq!(shared_with(folder.path(), "b.txt").len(), 1);
    fs::remove_file(folder.path().join("in/c.txt")).expect("an article");
    assert_eq!(run_in(folder.path(), &["index", "in"]).code, 0);
    assert!(shared_with(folder.path(), "b.txt").is_empty());
}

/// Articles of a file of `../shared/news`, by id, spread over the whole of it.
fn news(file: &str, most: usize) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/news").join(file);
    let Ok(packed) = fs::File::open(path) else { return Vec::new() };
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).expect("a gzip file");
    let article = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        (line["id"].as_str().expect("an id").to_owned(), line["text"].as_str().unwrap_or_default().to_owned())
    };
    let all: Vec<(String, String)> = text.lines().map(article).filter(|(_, text)| text.len() > 200).collect();
    let step = (all.len() / most).max(1);
    all.into_iter().step_by(step).take(most).collect()
}

/// Thirty to eighty words in a row of `text`, beginning with a sentence.
fn paragraph(text: &str, chance: &mut Chance) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let starts: Vec<usize> =
        (1..words.len()).filter(|&at| words[at - 1].ends_with('.') && at + 30 < words.len()).collect();
    let start = *starts.get(chance.below(starts.len().max(1)))?;
    let wanted = 30 + chance.below(50);
    Some(words[start..words.len().min(start + wanted)].join(" "))
}

/// Plants `planted` paragraphs and gives the host of each with the id of its donor.
fn plant(articles: &mut [(String, String)], planted: usize) -> BTreeMap<String, String> {
    let mut chance = Chance::new(50);
    let mut pairs = BTreeMap::new();
    let mut used = BTreeSet::new();
    while pairs.len() < planted {
        let (donor, host) = (chance.below(articles.len()), chance.below(articles.len()));
        let Some(paragraph) = paragraph(&articles[donor].1, &mut chance) else { continue };
        if donor == host || !used.insert(donor) || !used.insert(host) {
            continue;
        }
        let text = articles[host].1.clone();
        let (head, tail) = text.split_once(". ").or_else(|| text.split_once('\n')).unwrap_or((&text, ""));
        articles[host].1 = format!("{head}.\n\n{paragraph}\n\n{tail}");
        pairs.insert(articles[host].0.clone(), articles[donor].0.clone());
    }
    pairs
}

/// Whether two texts share eight words in a row, counted the slow way.
fn really_share(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let letters = |c: char| !c.is_alphanumeric();
        text.split(letters).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    let runs: BTreeSet<&[String]> = other.windows(8).collect();
    one.windows(8).any(|run| runs.contains(run))
}

fn measure(most: usize) {
    let files = ["reuters21578.jsonl.gz", "masakhanews-en.jsonl.gz", "masakhanews-fr.jsonl.gz"];
    let mut articles: Vec<(String, String)> = files.iter().flat_map(|file| news(file, most)).collect();
    if articles.is_empty() {
        crate::reading::skip("copies", "../shared/news is not there");
        return;
    }
    let pairs = plant(&mut articles, 50);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines: Vec<String> =
        articles.iter().map(|(id, text)| serde_json::json!({"id": id, "text": text}).to_string()).collect();
    let source: PathBuf = folder.path().join("all.jsonl");
    fs::write(&source, lines.join("\n")).expect("articles");
    let vocabulary = Vocabulary::built_in();
    let fingerprint = Fingerprint::of(&Sources::default());
    let dir = folder.path().join("index");
    update(&dir, &[source], &vocabulary, &fingerprint, &mut |_| {}).expect("an index");
    let library = Library::open(&dir, &fingerprint, &vocabulary).expect("the index opens");
    let texts: BTreeMap<&str, &str> =
        articles.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let (mut found, mut false_pairs, mut all) = (0, Vec::new(), BTreeSet::new());
    for (id, text) in &articles {
        for other in library.shared_with(&library.show(id).expect("an article")).expect("an answer") {
            found += usize::from(pairs.get(id) == Some(&other.id));
            let pair = (id.min(&other.id).clone(), id.max(&other.id).clone());
            if all.insert(pair.clone()) && !really_share(text, texts[other.id.as_str()]) {
                false_pairs.push(pair);
            }
        }
    }
    assert_eq!(found, 50, "planted paragraphs that are found, in {} articles", articles.len());
    assert!(false_pairs.len() * 1000 < articles.len(), "{false_pairs:?} of {}", all.len());
}

#[test]
fn planted_paragraphs_of_real_news_are_found() {
    measure(200);
}

#[test]
#[ignore = "takes minutes; run it with `cargo test --test suite copies -- --ignored`"]
fn planted_paragraphs_among_all_the_news_are_found() {
    measure(100_000);
}
