//! The words of a text on their way from the thread that reads it to the one that writes the index.

use std::ops::Range;

use super::analysis::{self, Seen};
use crate::text::{Span, Tokens};

/// Words in order, with the numbers that they write. Their folded forms lie elsewhere, for all texts of
/// an article in one piece.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    words: Vec<Folded>,
    /// The words that write each number, in order, and its value.
    numbers: Vec<(Range<usize>, u64)>,
}

#[derive(Debug, Clone, Copy)]
struct Folded {
    hash: u64,
    /// Where it lies.
    span: Span,
}

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordAt<'w> {
    /// Hash of its folded form.
    pub(super) hash: u64,
    pub(super) folded: &'w str,
    /// Whether it stands at the next position; the words of one number share theirs.
    pub(super) steps: bool,
    /// The number that begins with it.
    pub(super) number: Option<u64>,
}

impl Words {
    /// The words of a range of `tokens`, in which those `numbers` stand. Its folded forms will lie behind
    /// `origin` bytes of others.
    pub(super) fn of(
        (tokens, range): (&Tokens<'_>, Range<usize>),
        numbers: &[(Range<usize>, u64)],
        origin: usize,
    ) -> Self {
        let mut own =
            Self { words: Vec::with_capacity(range.len()), numbers: Vec::with_capacity(numbers.len()) };
        let mut position = 0;
        analysis::visit((tokens, range), numbers, |seen: Seen<'_>| {
            let at = own.words.len();
            if let Some((_, value)) = seen.number {
                own.numbers.push((at..at + 1, *value));
            } else if seen.position == position
                && let Some((words, _)) = own.numbers.last_mut()
            {
                words.end = at + 1;
            }
            position = seen.position;
            let span = tokens.folded_span(seen.token).behind(origin);
            own.words.push(Folded { hash: tokens.hash(seen.token), span });
        });
        own
    }

    /// How many words there are.
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// All words, in order; `folded` is where their folded forms lie.
    pub(super) fn iter<'w>(&'w self, folded: &'w str) -> impl Iterator<Item = WordAt<'w>> {
        let mut numbers = self.numbers.iter().peekable();
        let mut number_end = 0;
        self.words.iter().enumerate().map(move |(at, word)| {
            let steps = at >= number_end;
            let number = numbers.next_if(|(words, _)| words.start == at);
            number_end = number.map_or(number_end, |(words, _)| words.end);
            let folded = word.span.of(folded);
            WordAt { hash: word.hash, folded, steps, number: number.map(|(_, value)| *value) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::analysis::Language;
    use super::super::article_words;

    #[test]
    fn the_words_of_a_number_share_its_position() {
        let text = "Vingt-cinq soldats à Ségou";
        let words = article_words::of_text(text, Language::Of(Some("fr")));
        let [of_text] = words.passages.as_slice() else { panic!("one passage") };
        let found: Vec<_> =
            of_text.iter(&words.folded).map(|word| (word.steps, word.folded, word.number)).collect();
        let expected = [
            (true, "vingt", Some(25)),
            (false, "cinq", None),
            (true, "soldats", None),
            (true, "a", None),
            (true, "segou", None),
        ];
        assert_eq!(found, expected);
    }
}
