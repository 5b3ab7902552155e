//! The words of an article, taken by the thread that read it from the tokens in which its figures
//! were found.

use std::ops::Range;

use super::analysis::{Language, numbers};
use super::words::Words;
use crate::corpus::Passage;
use crate::text::{Span, Tokens};

/// The words of an article's headline and passages.
#[derive(Debug)]
pub(super) struct ArticleWords {
    /// Where the folded forms of all of them lie.
    pub(super) folded: String,
    /// Those of the headline; none of an article without one.
    pub(super) title: Option<Words>,
    /// Those of each passage, in order: what its text alone has, for searching reads it again.
    pub(super) passages: Vec<Words>,
}

/// Takes the words of `title` and of the `passages` of the text of `tokens`.
pub(super) fn take(
    title: Option<Tokens<'_>>,
    (tokens, passages): (Tokens<'_>, &[Passage]),
    language: Language<'_>,
) -> ArticleWords {
    let numbers = numbers(&tokens, language);
    let mut others = Others { language, origin: tokens.folded_length(), folded: String::new() };
    let passages = passages
        .iter()
        .map(|passage| {
            within(&tokens, passage.span, &numbers)
                .unwrap_or_else(|| others.words(Tokens::new(passage.span.of(tokens.text))))
        })
        .collect();
    let title = title.map(|title| others.words(title));
    let mut folded = tokens.into_folded();
    folded.push_str(&others.folded);
    ArticleWords { folded, title, passages }
}

/// The words of `part` of a text, if they are those that it has alone: where no word and no number
/// stands across its ends.
fn within(tokens: &Tokens<'_>, part: Span, numbers: &[(Range<usize>, u64)]) -> Option<Words> {
    let range = tokens.of_part(part)?;
    let first = numbers.partition_point(|(number, _)| number.end <= range.start);
    let behind = numbers.partition_point(|(number, _)| number.start < range.end);
    let numbers = numbers.get(first..behind)?;
    let are_inside = numbers.iter().all(|(number, _)| range.start <= number.start && number.end <= range.end);
    are_inside.then(|| Words::of((tokens, range), numbers, 0))
}

/// Texts whose words are not among the tokens of the article.
struct Others<'l> {
    language: Language<'l>,
    /// Bytes of folded forms before theirs.
    origin: usize,
    folded: String,
}

impl Others<'_> {
    fn words(&mut self, tokens: Tokens<'_>) -> Words {
        let numbers = numbers(&tokens, self.language);
        let words = Words::of((&tokens, 0..tokens.len()), &numbers, self.origin + self.folded.len());
        self.folded.push_str(&tokens.into_folded());
        words
    }
}

/// The words of `text` as one passage.
#[cfg(test)]
pub(super) fn of_text(text: &str, language: Language<'_>) -> ArticleWords {
    let span = Span::new(0, text.len());
    take(None, (Tokens::new(text), &[Passage { ordinal: 0, span }]), language)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_passage_has_the_words_of_its_text_alone(
            text in "((twenty[ -]five|1,500|cent|vingt|soldats tués|[A-Za-zé']{1,6}|\\PC{0,3})[ .,\n-]{1,2}){0,16}",
            (from, to) in (0..150_usize, 0..150_usize),
        ) {
            let (start, end) = (from.min(to).min(text.len()), from.max(to).min(text.len()));
            let span = Span::new(text.floor_char_boundary(start), text.floor_char_boundary(end));
            for language in ["en", "fr"].map(|language| Language::Of(Some(language))) {
                let whole = take(Some(Tokens::new("Ségou")), (Tokens::new(&text), &[Passage { ordinal: 0, span }]), language);
                let alone = of_text(span.of(&text), language);
                let [taken, own] = [&whole, &alone].map(|words| words.passages[0].iter(&words.folded).collect::<Vec<_>>());
                prop_assert_eq!(taken, own);
            }
        }
    }
}
