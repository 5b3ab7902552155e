//! The terms of a text on their way to the engine: one string, instead of one for each term.
//!
//! The engine's own pre-tokenized text is copied term by term three times before it is indexed, and
//! freed by another thread than the one that made it; this cost more than indexing itself.

use std::fmt::Write as _;

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};

/// The name under which the engine knows the reader of these strings.
pub(crate) const ANALYZER: &str = "terms";

/// Stands before a term at the next position.
const NEXT: char = '\n';
/// Stands before a term at the position of the one before it.
const SAME: char = '\t';

/// The terms of a text in the order of their positions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    packed: String,
    position: usize,
}

impl Terms {
    /// No terms yet, with room for those of `bytes` of text.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self { packed: String::with_capacity(bytes + bytes / 2), position: 0 }
    }

    /// Adds the term `mark` + `text` at `position`: that of the last term, or the next one.
    pub(super) fn add(&mut self, position: usize, mark: &str, text: &str) {
        self.begin(position);
        self.packed.push_str(mark);
        self.packed.push_str(text);
    }

    /// Adds the term `mark` + `number` at `position`.
    pub(super) fn add_number(&mut self, position: usize, mark: &str, number: u64) {
        self.begin(position);
        // Writing to a string cannot fail.
        if write!(self.packed, "{mark}{number}").is_err() {
            self.packed.push_str(mark);
        }
    }

    fn begin(&mut self, position: usize) {
        self.packed.push(if position > self.position { NEXT } else { SAME });
        self.position = position;
    }

    /// All of them as the engine takes them: the same for the same words, and for no others.
    pub(super) fn as_str(&self) -> &str {
        &self.packed
    }
}

/// What the engine reads the strings with.
pub(super) fn analyzer() -> TextAnalyzer {
    TextAnalyzer::from(Unpacker)
}

#[derive(Debug, Clone)]
struct Unpacker;

impl Tokenizer for Unpacker {
    type TokenStream<'a> = Unpacking<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Unpacking<'a> {
        Unpacking { rest: text, token: Token { position: 0, ..Token::default() } }
    }
}

struct Unpacking<'a> {
    rest: &'a str,
    token: Token,
}

impl TokenStream for Unpacking<'_> {
    fn advance(&mut self) -> bool {
        let mut signs = self.rest.chars();
        let Some(sign) = signs.next() else { return false };
        let rest = signs.as_str();
        let end = memchr::memchr2(NEXT as u8, SAME as u8, rest.as_bytes()).unwrap_or(rest.len());
        let (term, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        self.token.position += usize::from(sign == NEXT);
        self.token.text.clear();
        self.token.text.push_str(term);
        self.rest = behind;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_out_as_they_went_in() {
        let mut terms = Terms::with_room_for(20);
        terms.add(1, "=", "quinze");
        terms.add_number(1, "#", 15);
        terms.add(2, "", "ségou");
        let mut analyzer = analyzer();
        let mut stream = analyzer.token_stream(terms.as_str());
        let mut found = Vec::new();
        while let Some(token) = stream.next() {
            found.push((token.position, token.text.clone()));
        }
        let expected = [(1, "=quinze"), (1, "#15"), (2, "ségou")];
        assert_eq!(found, expected.map(|(position, text)| (position, text.to_owned())));
    }
}
