//! Words to terms: the one reading of a text that indexing, queries and highlighting share.
//!
//! A word stands at a position with up to three terms: its stem, its folded form where that is
//! another one, and the number that it writes out. The words of one number share a position, so
//! that `twenty-five soldiers` is the phrase `25 soldiers`.

use std::ops::Range;
use std::sync::OnceLock;

use super::known_stems::KnownStems;
use super::stem::Stems;
use super::terms::Terms;
use crate::text::number::canonical;
use crate::text::{Span, Token, Tokens};
use crate::vocabulary::Numbers;

/// Goes up with every change of what a text's terms are: an older index is then refused.
pub(crate) const VERSION: u32 = 5;

/// Marks the folded form of a word, beside its stem.
const EXACT: &str = "=";
/// Marks a number, beside the words that write it.
const NUMBER: &str = "#";

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

/// A word while its text is read; nothing of it is copied.
struct Seen<'r> {
    span: Span,
    position: usize,
    folded: &'r str,
    /// Where it is another word than the folded form.
    stem: Option<&'r str>,
    number: Option<(u64, Span)>,
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
        let mut words = Vec::new();
        self.read(&Tokens::new(text), language, wanted, |word| {
            words.push(Word {
                span: word.span,
                position: word.position,
                folded: word.folded.to_owned(),
                stem: word.stem.unwrap_or(word.folded).to_owned(),
                number: word.number,
            });
        });
        words
    }

    /// The terms of `text` as the engine takes them, folded forms beside their stems.
    pub(crate) fn terms(&mut self, text: &str, language: Language<'_>) -> Terms {
        let mut terms = Terms::with_room_for(text.len());
        let all = |word: Seen<'_>| {
            if word.stem.is_some() {
                terms.add(word.position, EXACT, word.folded);
            }
            add_word(&mut terms, &word);
        };
        self.read(&Tokens::new(text), language, |_| true, all);
        terms
    }

    /// The terms of a text, folded forms apart: those need no positions, and cost half as much.
    pub(crate) fn terms_and_forms(&mut self, tokens: &Tokens<'_>, language: Language<'_>) -> (Terms, Terms) {
        let mut terms = Terms::with_room_for(tokens.text.len());
        let mut forms = Terms::with_room_for(tokens.text.len() / 2);
        let all = |word: Seen<'_>| {
            if word.stem.is_some() {
                forms.add(word.position, EXACT, word.folded);
            }
            add_word(&mut terms, &word);
        };
        self.read(tokens, language, |_| true, all);
        (terms, forms)
    }

    /// Shows every word that is `wanted` to `take`, in order.
    fn read(
        &mut self,
        tokens: &Tokens<'_>,
        language: Language<'_>,
        wanted: impl Fn(&str) -> bool,
        mut take: impl FnMut(Seen<'_>),
    ) {
        let mut numbers = numbers(tokens, language).into_iter().peekable();
        let (mut position, mut number_end) = (0, 0);
        for at in 0..tokens.len() {
            let Some(token) = tokens.get(at).filter(|token| Token::is_word(token)) else { continue };
            let folded = tokens.folded(at);
            if folded.is_empty() {
                continue;
            }
            while numbers.next_if(|(range, _)| range.start < at).is_some() {}
            let number = numbers.next_if(|(range, _)| range.start == at);
            let continues = at < number_end;
            position += usize::from(!continues);
            if let Some((range, _)) = &number {
                number_end = range.end;
            }
            if number.is_none() && !wanted(folded) {
                continue;
            }
            take(Seen {
                span: token.span,
                position,
                folded,
                stem: self.stems.other_stem(token.hash, folded),
                number: number.map(|(range, value)| (value, tokens.span(range))),
            });
        }
    }
}

fn add_word(terms: &mut Terms, word: &Seen<'_>) {
    if let Some((value, _)) = word.number {
        terms.add_number(word.position, NUMBER, value);
    }
    terms.add(word.position, "", word.stem.unwrap_or(word.folded));
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

fn number_words() -> &'static Numbers {
    static NUMBERS: OnceLock<Numbers> = OnceLock::new();
    NUMBERS.get_or_init(Numbers::built_in)
}

/// Numbers of a text: the tokens that write each, and its value.
fn numbers(tokens: &Tokens<'_>, language: Language<'_>) -> Vec<(Range<usize>, u64)> {
    match language {
        Language::Of(language) => return canonical(tokens, number_words().of(language)),
        Language::None => return Vec::new(),
        Language::Any => {}
    }
    let mut all: Vec<(Range<usize>, u64)> = Vec::new();
    for words in number_words().languages() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_its_stem_its_folded_form_and_its_number() {
        let terms = Reader::default().terms("quinze Ségou attacks", Language::Of(Some("fr")));
        assert_eq!(terms.as_str(), "\n=quinze\t#15\tquinz\nsegou\n=attacks\tattack");
        let (terms, forms) =
            Reader::default().terms_and_forms(&Tokens::new("quinze Ségou attacks"), Language::Of(Some("fr")));
        assert_eq!(terms.as_str(), "\n#15\tquinz\nsegou\nattack");
        assert_eq!(forms.as_str(), "\n=quinze\n=attacks");
    }
}
