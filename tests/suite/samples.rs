//! The sample articles in `corpus/`. Claims: all of them are read without a doubt, they show what
//! their README says, and no page furniture is in a passage.

use std::path::Path;

use sitrep::corpus::{Article, passages};

use crate::reading::read;

#[test]
fn the_sample_articles_are_all_read() {
    let reading = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    assert_eq!(reading.refused, []);
    assert!(reading.articles.len() >= 24, "{}", reading.articles.len());
    for article in &reading.articles {
        let meta = &article.meta;
        assert!(meta.title.is_some() && meta.source.is_some(), "{}", meta.id);
        assert!(matches!(meta.language.as_deref(), Some("en" | "fr")), "{}", meta.id);
        assert_eq!(article.warnings, [], "{}", meta.id);
    }
    let undated = reading.articles.iter().filter(|article| article.meta.published.is_none()).count();
    assert_eq!(undated, 2);
    let left_out: Vec<_> = reading.left_out.iter().map(|left| left.path.as_str()).collect();
    assert_eq!(left_out, ["README.md"]);
    let wire = |article: &&Article| article.text.contains("Katiba Macina drove two vehicles");
    assert_eq!(reading.articles.iter().filter(wire).count(), 2, "a wire paragraph stands in two articles");
}

#[test]
fn furniture_of_the_samples_is_in_no_passage() {
    let reading = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    let furniture: usize = reading.articles.iter().map(|article| article.furniture.len()).sum();
    assert_eq!(furniture, 10);
    for article in &reading.articles {
        for passage in passages(article) {
            let text = passage.span.of(&article.text);
            for line in ["Read also", "Lire aussi", "Leave a comment", "Accueil", "source site-"] {
                assert!(!text.contains(line), "{text}");
            }
        }
    }
}
