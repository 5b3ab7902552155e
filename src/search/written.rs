//! Words letter by letter: what terms cannot tell, because they are folded, the stored text does.
//!
//! A frequent word stands in most passages, so each text is read once for everything that is asked
//! of it, and taken apart only where a look at the letters does not decide.

use super::bits::Bits;
use super::evaluate::{Found, with_titles};
use super::plan::{Text, What};
use super::segment::{Counted, Segment};
use super::spans::in_words;
use crate::index::{IndexError, Language, Reader};
use crate::text::{Span, Token, Tokens};

/// Of what was found for exact words, keeps the passages and headlines that have them as written.
pub(super) fn keep_written(asks: &[What], found: &mut [Found], segment: &Segment) -> Result<(), IndexError> {
    let mut exact: Vec<Exact<'_>> = asks.iter().enumerate().filter_map(Exact::of).collect();
    if exact.is_empty() {
        return Ok(());
    }
    let mut docs = Bits::none(segment.len());
    for one in &exact {
        for &(doc, _) in found.get(one.ask).map(|found| found.passages.as_slice()).unwrap_or_default() {
            docs.insert(doc);
        }
    }
    let mut reader = Reader::default();
    for doc in docs.iter() {
        let text = segment.passage_text(doc)?;
        for one in &mut exact {
            let candidates = found.get(one.ask).map(|found| found.passages.as_slice()).unwrap_or_default();
            if candidates.binary_search_by_key(&doc, |&(doc, _)| doc).is_ok() {
                one.take(doc, &text, &mut reader);
            }
        }
    }
    for mut one in exact {
        let Some(found) = found.get_mut(one.ask) else { continue };
        let passages = std::mem::take(&mut one.kept);
        for &(first, _) in &found.titles {
            let title = segment.stored_article(first)?.and_then(|article| article.meta.title);
            one.take(first, title.as_deref().unwrap_or_default(), &mut reader);
        }
        *found = with_titles(segment, passages, one.kept);
    }
    Ok(())
}

/// Exact words that are asked for, and where they were found.
struct Exact<'a> {
    ask: usize,
    text: &'a Text,
    surface: &'a str,
    letters: Vec<&'a str>,
    kept: Counted,
}

impl<'a> Exact<'a> {
    fn of((ask, what): (usize, &'a What)) -> Option<Self> {
        let What::Text(text) = what else { return None };
        let surface = text.surface.as_deref()?;
        Some(Self { ask, text, surface, letters: letters(surface), kept: Vec::new() })
    }

    fn take(&mut self, doc: u32, text: &str, reader: &mut Reader) {
        let count = self.count(text, reader);
        if count > 0 {
            self.kept.push((doc, u32::try_from(count).unwrap_or(u32::MAX)));
        }
    }

    /// How often the words stand in `text` letter by letter.
    fn count(&self, text: &str, reader: &mut Reader) -> usize {
        if !self.letters.iter().all(|word| text.contains(word)) {
            return 0;
        }
        if let Some(count) = certain(text, self.surface) {
            return count;
        }
        let initials: Vec<Option<char>> = self.text.spans.parts().iter().map(|part| part.initial()).collect();
        let words =
            reader.words_where(text, Language::Any, |folded| initials.contains(&folded.chars().next()));
        let occurrences = in_words(&self.text.spans, &words).into_iter();
        occurrences
            .filter(|&at| letters(super::highlight::bytes(&words, at).of(text)) == self.letters)
            .count()
    }
}

/// The words of `text`, letter by letter.
pub(super) fn letters(text: &str) -> Vec<&str> {
    let tokens = Tokens::new(text);
    let is_word = |at: &usize| tokens.get(*at).is_some_and(Token::is_word) && !tokens.folded(*at).is_empty();
    (0..tokens.len())
        .filter(is_word)
        .filter_map(|at| tokens.get(at))
        .map(|token| Span::of(token.span, text))
        .collect()
}

/// How often `surface` stands in `text` between white space and plain signs; `None` where a hyphen,
/// an apostrophe or the like beside it makes that a question, or where several words may stand there
/// with other space between them.
fn certain(text: &str, surface: &str) -> Option<usize> {
    let mut count = 0;
    for (start, _) in text.match_indices(surface) {
        let before = text.get(..start)?.chars().next_back();
        let mut behind = text.get(start + surface.len()..)?.chars();
        let mut beside = before.into_iter().chain(behind.clone().next());
        if beside.any(char::is_alphanumeric) {
            // Part of a longer word.
            continue;
        }
        let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '«'));
        let closes = match behind.next() {
            None | Some(',' | ';' | '!' | '?' | ')' | '"' | '”' | '»') => true,
            Some('.') => behind.next().is_none_or(char::is_whitespace),
            Some(c) => c.is_whitespace(),
        };
        if !opens || !closes {
            return None;
        }
        count += 1;
    }
    (count > 0 || !surface.contains(char::is_whitespace)).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_at_the_letters_decides_only_between_plain_signs() {
        assert_eq!(certain("the end, the (the) start", "the"), Some(3));
        assert_eq!(certain("the end of l’the", "the"), None);
        assert_eq!(certain("other theories", "the"), Some(0));
        assert_eq!(certain("the  end", "the end"), None);
        assert_eq!(certain("U.S. said.", "said"), Some(1));
        assert_eq!(letters("The U.N., l’ONU"), letters("The  U.N. l’ONU"));
    }
}
