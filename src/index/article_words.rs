//! The words of an article, taken by the thread that read it from the tokens in which its figures
//! were found.

use super::analysis::{Language, words_of};
use super::words::Words;
use crate::corpus::Passage;
use crate::text::Tokens;

/// The words of an article's headline and passages.
#[derive(Debug)]
pub(super) struct ArticleWords {
    /// Those of the headline; none of an article without one.
    pub(super) title: Option<Words>,
    /// Those of each passage, in order: what its text alone has, for searching reads it again.
    pub(super) passages: Vec<Words>,
}

/// Takes the words of `title` and of the `passages` of the text of `tokens`.
pub(super) fn take(
    title: Option<&str>,
    (tokens, passages): (&Tokens<'_>, &[Passage]),
    language: Language<'_>,
) -> ArticleWords {
    let of_passage = |passage: &Passage| words_of(&tokens.of_part(passage.span), language);
    ArticleWords {
        title: title.map(|title| words_of(&Tokens::new(title), language)),
        passages: passages.iter().map(of_passage).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Span;

    proptest! {
        #[test]
        fn a_passage_has_the_words_of_its_text_alone(
            text in "((twenty[ -]five|1,500|cent|vingt|soldats tués|[A-Za-zé']{1,6}|\\PC{0,3})[ .,\n-]{1,2}){0,16}",
            (from, to) in (0..150_usize, 0..150_usize),
        ) {
            let (start, end) = (from.min(to).min(text.len()), from.max(to).min(text.len()));
            let span = Span::new(text.floor_char_boundary(start), text.floor_char_boundary(end));
            let of_text = (&Tokens::new(&text), &[Passage { ordinal: 0, span }][..]);
            for language in ["en", "fr"].map(|language| Language::Of(Some(language))) {
                let taken = take(None, of_text, language).passages.remove(0);
                let alone = words_of(&Tokens::new(span.of(&text)), language);
                prop_assert_eq!(taken, alone);
            }
        }
    }
}
