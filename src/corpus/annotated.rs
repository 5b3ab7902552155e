//! What is found in an article, with what is known of its parts: figures of captions and of page
//! furniture are figures, but no toll adds what the article itself tells, or another article.

use super::article::Article;
use super::line::Line;
use super::{captions, furniture};
use crate::extract::{Annotations, ArticleText, Figure, Scanned, annotate, annotate_scanned, tolls};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// Finds every figure, place and actor of `article`.
///
/// Its tolls hold no figure of page furniture, which may name another article, and one of a caption
/// only where nothing else tells of that outcome.
#[must_use]
pub fn annotated(vocabulary: &Vocabulary, article: &mut Article) -> Annotations {
    annotated_and(vocabulary, article, |_, _| ()).0
}

/// As [`annotated`], with what `also` makes of the same tokens.
pub(crate) fn annotated_and<T>(
    vocabulary: &Vocabulary,
    article: &mut Article,
    also: impl FnOnce(Scanned<'_>, &Annotations) -> T,
) -> (Annotations, T) {
    let text = ArticleText { text: std::mem::take(&mut article.text), ..article.as_text() };
    let (found, scanned) = annotate_scanned(vocabulary, &text);
    let more = also(scanned, &found);
    article.text = text.text;
    (with_tolls(found, &article.furniture, &article.captions), more)
}

/// As [`annotated`], for a text that comes without the rest of its article.
#[must_use]
pub fn annotated_text(vocabulary: &Vocabulary, text: &ArticleText) -> Annotations {
    let found = annotate(vocabulary, text);
    if found.figures.is_empty() {
        return found;
    }
    let (furniture, captions) = parts(&text.text);
    with_tolls(found, &furniture, &captions)
}

/// The page furniture and the captions of a text that comes without the rest of its article.
#[must_use]
pub fn parts(text: &str) -> (Vec<Span>, Vec<Span>) {
    let lines = Line::all(text);
    let furniture = furniture::find(&lines);
    let captions = captions::find(&lines, &furniture, Vec::new());
    (furniture, captions)
}

/// Adds the figures anew where some of them stand in those parts.
fn with_tolls(mut found: Annotations, furniture: &[Span], captions: &[Span]) -> Annotations {
    let of_page = |figure: &Figure| is_in(furniture, figure.quote.span());
    let of_caption = |figure: &Figure| is_in(captions, figure.quote.span());
    if found.figures.iter().any(|figure| of_page(figure) || of_caption(figure)) {
        found.tolls = tolls(&found.figures, |figure| !of_page(figure) && !of_caption(figure));
        let with_captions = tolls(&found.figures, |figure| !of_page(figure));
        for (outcome, toll) in with_captions {
            found.tolls.entry(outcome).or_insert(toll);
        }
    }
    found
}

/// Whether `part` overlaps one of `spans`, which are in order and apart.
fn is_in(spans: &[Span], part: Span) -> bool {
    let first = spans.partition_point(|span| span.end <= part.start);
    spans.get(first).is_some_and(|span| span.overlaps(part))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::{Reading, records_from};
    use crate::extract::Outcome;

    fn killed(text: &str) -> Option<u64> {
        let record = records_from(text.as_bytes().to_vec(), "a.txt", &Reading::default()).next();
        let record = record.and_then(Result::ok).expect("the test gives text");
        let mut article = record.article().expect("the test gives text");
        let found = annotated(&Vocabulary::built_in(), &mut article);
        found.tolls.get(&Outcome::Killed).and_then(|toll| toll.bounds.best)
    }

    #[test]
    fn a_name_across_the_end_of_a_line_is_found_as_it_is_in_the_text_alone() {
        let text = "Ten killed near the town of Santa\nFe in Argentina, the police say of the attack.\n\nMore follows.";
        let record = records_from(text.as_bytes().to_vec(), "a.txt", &Reading::default()).next();
        let mut article = record.and_then(Result::ok).expect("text").article().expect("text");
        assert_eq!(article.meta.title.as_deref(), Some("Ten killed near the town of Santa"));
        let alone = ArticleText { title: None, ..article.as_text() };
        let vocabulary = Vocabulary::built_in();
        assert_eq!(annotated(&vocabulary, &mut article).places, annotate(&vocabulary, &alone).places);
    }

    /// As many would take hours if each were held against all.
    #[test]
    fn figures_and_captions_without_end_are_matched() {
        let spans: Vec<Span> = (0..300_000).map(|at| Span::new(at * 10, at * 10 + 5)).collect();
        let text = "Photo: A\n\n".repeat(spans.len());
        let marked: Vec<Span> = spans.iter().map(|span| Span::new(span.start, span.start + 8)).collect();
        assert!(spans.iter().all(|&span| is_in(&spans, span)));
        assert_eq!(captions::find(&Line::all(&text), &[], marked.clone()), marked);
    }

    proptest! {
        #[test]
        fn a_part_is_looked_for_where_it_may_be(gaps in prop::collection::vec((0..4_usize, 0..4_usize), 0..9),
                                                start in 0..30_usize, length in 0..9_usize) {
            let mut end = 0;
            let mut next = |(gap, length): (usize, usize)| {
                let start = end + gap;
                end = start + length;
                Span::new(start, end)
            };
            let spans: Vec<Span> = gaps.into_iter().map(&mut next).collect();
            let part = Span::new(start, start + length);
            prop_assert_eq!(is_in(&spans, part), spans.iter().any(|span| span.overlaps(part)));
        }
    }

    #[test]
    fn captions_and_furniture_double_no_toll() {
        let body = "Ten soldiers were killed near Kati on Friday, the army said.";
        assert_eq!(killed(body), Some(10));
        let caption = "File photo: A camp near Gao, where 40 civilians were killed in 2019.";
        assert_eq!(killed(&format!("{body}\n\n{caption}\n")), Some(10));
        assert_eq!(killed(&format!("{body}\n\n\u{200f}{caption}\n")), Some(10));
        let alone = "File photo: A camp near Gao, where 40 civilians were killed on Monday.";
        assert_eq!(killed(&format!("{alone}\n\nThe camp is quiet now.\n")), Some(40));
        let link = "Read also: Gunmen killed 25 farmers near Sokolo";
        assert_eq!(killed(&format!("{body}\n\n{link}\n")), Some(10));
        assert_eq!(killed(&format!("Nothing happened in Kati.\n\n{link}\n")), None);
    }
}
