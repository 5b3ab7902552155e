//! Words to terms: the one reading of a text that indexing, queries and highlighting share.
//!
//! A word stands at a position with up to three terms: its stem, its folded form where that is
//! another one, and the number that it writes out. The words of one number share a position, so
//! that `twenty-five soldiers` is the phrase `25 soldiers`.

use std::ops::Range;

use super::known_stems::KnownStems;
use super::stem::Stems;
use crate::text::number::canonical;
use crate::text::{Span, Token, Tokens};
use crate::vocabulary::Numbers;

/// Goes up with every change of what a text's terms are: an older index is then refused.
pub(crate) const VERSION: u32 = 5;

/// Marks the folded form of a word, beside its stem.
pub(super) const EXACT: &str = "=";
/// Marks a number, beside the words that write it.
pub(super) const NUMBER: &str = "#";

/// Whether `term` is the folded form of a word, which has no position in the words of a passage.
pub(crate) fn is_form(term: &str) -> bool {
    term.starts_with(EXACT)
}

/// The stem of a folded word.
pub(crate) fn stem(folded: &str) -> String {
    Stems::default().stem(folded)
}

/// The term under which the folded form of a word is found.
pub(crate) fn exact_term(folded: &str) -> String {
    format!("{EXACT}{folded}")
}

/// The term under which a number is found, however it is written.
pub(crate) fn number_term(value: u64) -> String {
    format!("{NUMBER}{value}")
}

/// One word of a text as it is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands in the text.
    pub(crate) span: Span,
    /// Which word of the text it is; the words of one number share a position.
    pub(crate) position: usize,
    /// Folded form.
    pub(crate) folded: String,
    /// Stem of the folded form.
    pub(crate) stem: String,
    /// The number that begins with this word, and all the words that write it.
    pub(crate) number: Option<(u64, Span)>,
}

/// A word while its text is read.
pub(super) struct Seen<'n> {
    pub(super) token: usize,
    /// From 1; the words of one number share it.
    pub(super) position: usize,
    /// The number that begins here.
    pub(super) number: Option<&'n (Range<usize>, u64)>,
}

/// Reads texts into words; keeps the stems that it has seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reader {
    stems: KnownStems,
}

impl Reader {
    /// The words of `text`, in order; its numbers are read as `language` writes them.
    pub(crate) fn words(&mut self, text: &str, language: Language<'_>) -> Vec<Word> {
        self.words_where(text, language, |_| true)
    }

    /// Like [`Reader::words`], but only the words whose folded form is `wanted`, and those that
    /// begin a number: stems are dear, and few words of a text are asked for.
    pub(crate) fn words_where(
        &mut self,
        text: &str,
        language: Language<'_>,
        wanted: impl Fn(&str) -> bool,
    ) -> Vec<Word> {
        let tokens = Tokens::new(text);
        let mut words = Vec::new();
        let numbers = numbers(&tokens, language);
        visit((&tokens, 0..tokens.len()), &numbers, |Seen { token, position, number }| {
            let folded = tokens.folded(token);
            if number.is_none() && !wanted(folded) {
                return;
            }
            words.push(Word {
                span: tokens.span(token..token + 1),
                position,
                folded: folded.to_owned(),
                stem: self.stems.other_stem(tokens.hash(token), folded).unwrap_or(folded).to_owned(),
                number: number.map(|(range, value)| (*value, tokens.span(range.clone()))),
            });
        });
        words
    }
}

/// Shows every word of a range of `tokens`, in which those `numbers` stand, to `take`, in order.
pub(super) fn visit<'n>(
    (tokens, range): (&Tokens<'_>, Range<usize>),
    numbers: &'n [(Range<usize>, u64)],
    mut take: impl FnMut(Seen<'n>),
) {
    let mut numbers = numbers.iter().peekable();
    let (mut position, mut number_end) = (0, 0);
    for at in range {
        if !tokens.get(at).is_some_and(Token::is_word) || tokens.folded_span(at).is_empty() {
            continue;
        }
        while numbers.next_if(|(range, _)| range.start < at).is_some() {}
        let number = numbers.next_if(|(range, _)| range.start == at);
        position += usize::from(at >= number_end);
        if let Some((range, _)) = &number {
            number_end = range.end;
        }
        take(Seen { token: at, position, number });
    }
}

/// Whose number words a text is read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language<'l> {
    /// Those of the text's language.
    Of(Option<&'l str>),
    /// Those of every language, but for words that another language uses for something else.
    Any,
    /// Nobody's: numbers are not read, and each word has a position of its own.
    None,
}

/// One-word numbers that are another word in English, French or Spanish: `seize`, `once`, `cent`.
const HOMOGRAPHS: [&str; 8] = ["seize", "once", "cent", "cents", "dos", "mil", "ni", "son"];

/// Numbers of a text: the tokens that write each, and its value.
pub(super) fn numbers(tokens: &Tokens<'_>, language: Language<'_>) -> Vec<(Range<usize>, u64)> {
    match language {
        Language::Of(language) => return canonical(tokens, Numbers::built_in().of(language)),
        Language::None => return Vec::new(),
        Language::Any => {}
    }
    let mut all: Vec<(Range<usize>, u64)> = Vec::new();
    for words in Numbers::built_in().languages() {
        let found = canonical(tokens, words)
            .into_iter()
            .filter(|(range, _)| range.len() > 1 || !HOMOGRAPHS.contains(&tokens.folded(range.start)));
        for (range, value) in found.collect::<Vec<_>>() {
            if !all.iter().any(|(known, _)| known.start < range.end && range.start < known.end) {
                all.push((range, value));
            }
        }
    }
    all.sort_by_key(|(range, _)| range.start);
    all
}
