//! What is marked in a passage, as somebody who reads the marks sees it.
//!
//! 1. Only what matched is marked: a phrase only as a phrase, a name in each of its forms.
//! 2. Figures are marked whatever was asked, each with the id of its figure.
//! 3. Offsets are those of the passage's text, in scalar values and in bytes, in every script.
//! 4. Zero hits stay zero; what is suggested does occur.

use std::collections::BTreeSet;
use std::fs;

use sitrep::index::{Fingerprint, update};
use sitrep::search::{Filters, HighlightKind, Hit, Library, Page, Question};
use sitrep::vocabulary::{Sources, Vocabulary};

use HighlightKind::{Actor, Alias, Figure, Phrase, Place, Term};

const ARTICLES: [(&str, &str); 7] = [
    ("convoy", "The armed convoy left at noon. Armed men then stopped another convoy of the army."),
    ("names", "Fighters of JNIM came to Timbuktu by boat. The Support Group for Islam and Muslims said so."),
    ("digits", "Gunmen killed 15 soldiers near Niono on 3 May 2023. The médecin counted the dead."),
    ("words", "Gunmen killed fifteen soldiers near Gao on 4 May 2023."),
    (
        "arabic",
        "🙂 قال الجيش إن القافلة غادرت تمبكتو. The cafe\u{301} 🙂 of Ségou was shut after the shelling.",
    ),
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
        for query in ["*", "soldiers", "15", "Niono", "killed>=10", "victims:military"] {
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
