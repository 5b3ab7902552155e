//! What is marked in a passage, as somebody who reads the marks sees it.
//!
//! 1. Only what matched is marked: a phrase only as a phrase, a name in each of its forms.
//! 2. Figures are marked whatever was asked, each with the id of its figure.
//! 3. Offsets are those of the passage's text, in scalar values and in bytes, in every script.
//! 4. Zero hits stay zero; what is suggested does occur.
//! 5. In generated texts of several scripts, what is marked is what matched, and all of it.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;

use sitrep::index::{Fingerprint, update};
use sitrep::search::{Filters, HighlightKind, Hit, Library, Page, Question};
use sitrep::vocabulary::{Sources, Vocabulary};

use crate::generated::Chance;

use HighlightKind::{Actor, Alias, Figure, Phrase, Place, Term};

const ARTICLES: [(&str, &str); 8] = [
    ("convoy", "The armed convoy left at noon. Armed men then stopped another convoy of the army."),
    ("names", "Fighters of JNIM came to Timbuktu by boat. The Support Group for Islam and Muslims said so."),
    ("digits", "Gunmen killed 15 soldiers near Niono on 3 May 2023. The médecin counted the dead."),
    ("words", "Gunmen killed fifteen soldiers near Gao on 4 May 2023."),
    (
        "arabic",
        "🙂 قال الجيش إن القافلة غادرت تمبكتو. The cafe\u{301} 🙂 of Ségou was shut after the shelling.",
    ),
    ("toll", "قُتل 12 جنديا وأصيب ستة مدنيين في هجوم على معسكر."),
    ("cyrillic", "👩\u{200d}👩\u{200d}👧 Колонна вышла из города утром. Колонна вернулась вечером."),
    ("spelling", "Three rebels were neutralised when the organisation split in Al Hoceima."),
];

fn with_articles(check: impl FnOnce(&Library<'_>)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let articles = folder.path().join("articles");
    fs::create_dir(&articles).expect("a folder");
    for (name, text) in ARTICLES {
        fs::write(articles.join(format!("{name}.txt")), format!("{text}\n")).expect("an article");
    }
    let vocabulary = Vocabulary::built_in();
    let fingerprint = Fingerprint::of(&Sources::default());
    let dir = folder.path().join("index");
    let report = update(&dir, &[articles], &vocabulary, &fingerprint, &mut |_| {}).expect("an index");
    assert_eq!(report.added, ARTICLES.len(), "{:?}", report.refused);
    check(&Library::open(&dir, &fingerprint, &vocabulary).expect("the index opens"));
}

fn question(query: &str) -> Question {
    Question { query: query.to_owned(), filters: Filters::default() }
}

fn hits(library: &Library<'_>, query: &str) -> Vec<Hit> {
    let page = Page { limit: usize::MAX, ..Page::default() };
    library.search(&question(query), page).expect("an answer").hits
}

/// What is marked as other than a figure, with the kind of the mark.
fn marks(library: &Library<'_>, query: &str) -> BTreeSet<(HighlightKind, String)> {
    let marked = |hit: &Hit| -> Vec<(HighlightKind, String)> {
        let text = &hit.passage.quote.text;
        let not_figures = hit.highlights.iter().filter(|mark| mark.kind != Figure);
        not_figures
            .map(|mark| {
                let marked = text.get(mark.byte_start..mark.byte_end).expect("on a boundary of the text");
                (mark.kind, marked.to_owned())
            })
            .collect()
    };
    hits(library, query).iter().flat_map(marked).collect()
}

#[test]
fn what_matched_is_marked_and_nothing_else() {
    with_articles(|library| {
        let mut wrong = Vec::new();
        for (query, wanted) in [
            ("\"armed convoy\"", &[(Phrase, "armed convoy")][..]),
            ("\"convoy armed\"", &[]),
            ("armed NEAR/2 convoy", &[(Term, "armed"), (Term, "convoy")]),
            ("medecin", &[(Term, "médecin")]),
            ("cafe", &[(Term, "caf\u{e9}")]),
            ("neutralized", &[(Term, "neutralised")]),
            ("organization", &[(Term, "organisation")]),
            ("organis*", &[(Term, "organisation")]),
            ("counted NOT convoy", &[(Term, "counted")]),
            ("колонна", &[(Term, "Колонна")]),
            ("القافلة", &[(Term, "القافلة")]),
            ("region:Mali/Tombouctou by boat", &[(Place, "Timbuktu"), (Term, "boat")]),
            (
                "actor:jnim boat",
                &[(Actor, "JNIM"), (Actor, "Support Group for Islam and Muslims"), (Term, "boat")],
            ),
            ("the boat", &[(Term, "boat")]),
        ] {
            let wanted: BTreeSet<_> = wanted.iter().map(|&(kind, text)| (kind, text.to_owned())).collect();
            let found = marks(library, query);
            if found != wanted {
                wrong.push(format!("{query}: {found:?}, not {wanted:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

#[test]
fn another_name_of_what_was_asked_is_marked_as_an_alias() {
    with_articles(|library| {
        assert!(marks(library, "Tombouctou").contains(&(Alias, "Timbuktu".to_owned())));
        assert!(marks(library, "Timbuktu").contains(&(Place, "Timbuktu".to_owned())));
        let group = marks(library, "GSIM");
        for name in ["JNIM", "Support Group for Islam and Muslims"] {
            assert!(group.contains(&(Alias, name.to_owned())), "{group:?}");
        }
        assert!(marks(library, "JNIM").contains(&(Actor, "JNIM".to_owned())));
        assert!(marks(library, "Segou").iter().any(|(_, name)| name == "Ségou"));
    });
}

#[test]
fn a_number_marks_itself_in_digits_and_in_words() {
    with_articles(|library| {
        for query in ["15 soldiers", "fifteen soldiers"] {
            let marked = marks(library, query);
            for form in ["15", "fifteen", "soldiers"] {
                assert!(marked.contains(&(Term, form.to_owned())), "{query}: {marked:?}");
            }
            assert!(!marked.iter().any(|(_, text)| text == "3" || text == "2023"), "{query}: {marked:?}");
        }
    });
}

#[test]
fn every_figure_is_marked_with_its_id_whatever_was_asked() {
    with_articles(|library| {
        for query in ["*", "soldiers", "15", "Niono", "جنديا", "killed>=10", "victims:military"] {
            let found = hits(library, query);
            assert!(found.iter().any(|hit| !hit.figures.is_empty()), "{query}");
            for hit in found {
                let wanted: Vec<&str> = hit.figures.iter().map(|figure| figure.id.as_str()).collect();
                let marked = hit.highlights.iter().filter(|mark| mark.kind == Figure);
                let marked: Vec<&str> = marked.filter_map(|mark| mark.reference.as_deref()).collect();
                assert_eq!(marked, wanted, "{query}");
            }
        }
    });
}

#[test]
fn offsets_are_those_of_the_passage_in_both_units() {
    with_articles(|library| {
        let queries =
            ["*", "колонна", "القافلة", "cafe Segou", "Tombouctou", "15", "JNIM", "shelling", "вечером"];
        let mut marked = 0;
        for hit in queries.iter().flat_map(|query| hits(library, query)) {
            let text = &hit.passage.quote.text;
            for mark in &hit.highlights {
                let bytes = text.get(mark.byte_start..mark.byte_end).expect("on a boundary of the text");
                let scalars: String =
                    text.chars().skip(mark.start).take(mark.end.saturating_sub(mark.start)).collect();
                assert_eq!(bytes, scalars, "{mark:?}");
                assert!(!bytes.is_empty() && bytes.trim() == bytes, "{mark:?} {bytes:?}");
                marked += 1;
            }
        }
        assert!(marked > 15, "{marked}");
    });
}

#[test]
fn zero_hits_stay_zero_and_what_is_suggested_occurs() {
    with_articles(|library| {
        for (query, wanted) in [
            ("convoi", "convoy"),
            ("soldeirs", "soldier"),
            ("вечерам", "вечером"),
            ("shelling boat", "try OR"),
            ("helicopter", "no article has \"helicopter\""),
            ("killed>=400", "killed"),
        ] {
            assert!(hits(library, query).is_empty(), "{query}");
            let sentences = library.suggestions(&question(query)).expect("suggestions");
            assert!(sentences.iter().any(|sentence| sentence.contains(wanted)), "{query}: {sentences:?}");
        }
    });
}

/// Words of several scripts that share no form; no one of them is a name or a number.
const WORDS: &[&str] = &[
    "convoy",
    "bridge",
    "colonne",
    "r\u{e9}colte",
    "река",
    "город",
    "مدينة",
    "جيش",
    "東京",
    "ετοιμος",
    "חורף",
];
const GAPS: &[&str] = &[" ", " ", ", ", " 🙂 ", " — ", " (", ") "];

/// A text, and where each of its words stands.
fn text(chance: &mut Chance) -> (String, Vec<(&'static str, Range<usize>)>) {
    let mut text = String::new();
    let mut words = Vec::new();
    for nth in 0..8 + chance.below(20) {
        if nth > 0 {
            text.push_str(chance.one_of(GAPS));
        }
        let word = chance.one_of(WORDS);
        words.push((word, text.len()..text.len() + word.len()));
        text.push_str(word);
    }
    (text, words)
}

/// What a query must mark in the words of a text.
type Expected = Box<dyn Fn(&[(&'static str, Range<usize>)]) -> Vec<Range<usize>>>;

fn each(wanted: Vec<&'static str>) -> Expected {
    Box::new(move |words| {
        words.iter().filter(|(word, _)| wanted.contains(word)).map(|(_, span)| span.clone()).collect()
    })
}

fn asked(chance: &mut Chance) -> (String, Expected) {
    let one = chance.one_of(WORDS);
    let other = WORDS.iter().copied().cycle().skip_while(|word| *word != one).nth(1 + chance.below(5));
    let other = other.expect("the words go round");
    match chance.below(6) {
        0 => (one.to_uppercase(), each(vec![one])),
        1 => (format!("{one} OR {other}"), each(vec![one, other])),
        2 => {
            let start: String = one.chars().take(3).collect();
            (format!("{start}*"), each(vec![one]))
        }
        3 => (format!("={one}"), each(vec![one])),
        4 => {
            let near = move |words: &[(&'static str, Range<usize>)]| {
                let at = |wanted: &str, nth: usize| words.get(nth).is_some_and(|(word, _)| *word == wanted);
                let beside = |nth: usize, this: &str, that: &str| {
                    at(this, nth)
                        && (nth.checked_sub(1).is_some_and(|before| at(that, before)) || at(that, nth + 1))
                };
                let marked =
                    (0..words.len()).filter(|&nth| beside(nth, one, other) || beside(nth, other, one));
                marked.map(|nth| words[nth].1.clone()).collect()
            };
            (format!("{one} NEAR/0 {other}"), Box::new(near))
        }
        _ => {
            let phrase = move |words: &[(&'static str, Range<usize>)]| {
                let pairs = words.windows(2).filter(|pair| pair[0].0 == one && pair[1].0 == other);
                pairs.map(|pair| pair[0].1.start..pair[1].1.end).collect()
            };
            (format!("\"{one} {other}\""), Box::new(phrase))
        }
    }
}

#[test]
fn in_every_script_what_is_marked_is_what_matched() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut chance = Chance::new(3);
    let texts: Vec<_> = (0..120).map(|_| text(&mut chance)).collect();
    let line = |(nth, (text, _)): (usize, &(String, Vec<_>))| {
        serde_json::json!({ "id": nth.to_string(), "text": text, "language": "en" }).to_string() + "\n"
    };
    let articles = folder.path().join("articles.jsonl");
    fs::write(&articles, texts.iter().enumerate().map(line).collect::<String>()).expect("articles");
    let vocabulary = Vocabulary::built_in();
    let fingerprint = Fingerprint::of(&Sources::default());
    let dir = folder.path().join("index");
    update(&dir, &[articles], &vocabulary, &fingerprint, &mut |_| {}).expect("an index");
    let library = Library::open(&dir, &fingerprint, &vocabulary).expect("the index opens");
    let mut marked = 0;
    for _ in 0..300 {
        let (query, expected) = asked(&mut chance);
        let hits = hits(&library, &query);
        for (nth, (text, words)) in texts.iter().enumerate() {
            let wanted = expected(words);
            let hit = hits.iter().find(|hit| hit.article.id == nth.to_string());
            let found: Vec<Range<usize>> = hit.map_or_else(Vec::new, |hit| {
                assert_eq!(&hit.passage.quote.text, text, "{query}");
                hit.highlights.iter().map(|mark| mark.byte_start..mark.byte_end).collect()
            });
            assert_eq!(found, wanted, "{query} in {text:?}");
            assert_eq!(hit.is_some(), !wanted.is_empty(), "{query} in {text:?}");
            marked += wanted.len();
        }
    }
    assert!(marked > 3000, "{marked}");
}
