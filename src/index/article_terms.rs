//! The terms of an article, made by the thread that read it, from the tokens in which its figures
//! were found.

use super::analysis::{Language, Reader};
use super::terms::Terms;
use crate::corpus::Passage;
use crate::text::Tokens;

/// The terms of an article's headline and passages.
#[derive(Debug)]
pub(super) struct ArticleTerms {
    /// Those of the headline; none of an article without one.
    pub(super) title: Option<Terms>,
    /// Those of each passage, in order.
    pub(super) passages: Vec<PassageTerms>,
}

/// The terms of one passage: what [`Reader`] makes of its text alone, for searching reads it again.
#[derive(Debug)]
pub(super) struct PassageTerms {
    /// Stems and numbers.
    pub(super) words: Terms,
    /// Folded forms that are not their own stems.
    pub(super) forms: Terms,
}

/// Makes the terms of `title` and of the `passages` of the text of `tokens`.
pub(super) fn make(
    reader: &mut Reader,
    title: Option<&str>,
    (tokens, passages): (&Tokens<'_>, &[Passage]),
    language: Language<'_>,
) -> ArticleTerms {
    let title = title.map(|title| reader.terms(title, language));
    let of_passage = |passage: &Passage| {
        let (words, forms) = reader.terms_and_forms(&tokens.of_part(passage.span), language);
        PassageTerms { words, forms }
    };
    ArticleTerms { title, passages: passages.iter().map(of_passage).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Span;

    proptest! {
        #[test]
        fn a_passage_has_the_terms_of_its_text_alone(
            text in "((twenty[ -]five|1,500|cent|vingt|soldats tués|[A-Za-zé']{1,6}|\\PC{0,3})[ .,\n-]{1,2}){0,16}",
            (from, to) in (0..150_usize, 0..150_usize),
        ) {
            let (start, end) = (from.min(to).min(text.len()), from.max(to).min(text.len()));
            let span = Span::new(text.floor_char_boundary(start), text.floor_char_boundary(end));
            let of_text = (&Tokens::new(&text), &[Passage { ordinal: 0, span }][..]);
            for language in ["en", "fr"].map(|language| Language::Of(Some(language))) {
                let made = make(&mut Reader::default(), None, of_text, language).passages.remove(0);
                let alone = Reader::default().terms_and_forms(&Tokens::new(span.of(&text)), language);
                prop_assert_eq!((made.words, made.forms), alone);
            }
        }
    }
}
