//! The pieces of a query to its tree.
//!
//! `OR` binds least, then words side by side (all must occur), then `NOT` and `-`, then `NEAR/n`.

use super::QueryError;
use super::lexer::{Manner, Piece, PieceKind, pieces};
use super::terms;
use super::tree::{Query, Text};
use crate::text::{Span, Token, Tokens};

/// Brackets and negations inside each other at most.
const DEPTH: usize = 50;
/// Bytes of a query at most.
const LENGTH: usize = 16 << 10;

/// Reads `query` into a tree.
///
/// # Errors
/// A query that cannot be read: where it goes wrong, and what to write instead.
pub fn parse(query: &str) -> Result<Query, QueryError> {
    read(query, Manner::Language)
}

/// Reads a query of which any word is enough: a question in prose, where dashes and colons that ask for
/// nothing are text. Where all of it is in capitals, as in old lists of questions, `OR`, `AND`, `NOT`
/// and `NEAR` are words of it.
///
/// # Errors
/// A query that cannot be read: where it goes wrong, and what to write instead.
pub fn parse_any(query: &str) -> Result<Query, QueryError> {
    let has_small = query.chars().any(char::is_lowercase);
    read(query, if has_small { Manner::Prose } else { Manner::Capitals })
}

fn read(query: &str, manner: Manner) -> Result<Query, QueryError> {
    if query.len() > LENGTH {
        let all = Span::new(0, query.len());
        return Err(QueryError::at(query, all, "the query is too long", "write at most 16,000 characters"));
    }
    let mut parser = Parser { query, manner, pieces: pieces(query, manner)?, at: 0, depth: 0 };
    if parser.pieces.is_empty() {
        return Err(empty(query));
    }
    let tree = parser.any()?;
    if let Some(piece) = parser.peek() {
        return Err(QueryError::at(
            query,
            piece.span,
            "a closing bracket has no opening one",
            "remove it, or write ( before the words that it closes",
        ));
    }
    tree.ok_or_else(|| empty(query))
}

fn empty(query: &str) -> QueryError {
    let hint = "write a word, or * for everything";
    if query.trim().is_empty() {
        return QueryError::at(query, Span::default(), "the query is empty", hint);
    }
    QueryError::at(query, Span::new(0, query.len()), "the query has no word to search for", hint)
}

struct Parser<'q> {
    query: &'q str,
    manner: Manner,
    pieces: Vec<Piece>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Piece> {
        self.pieces.get(self.at).copied()
    }

    fn peek_kind(&self) -> Option<PieceKind> {
        self.peek().map(|piece| piece.kind)
    }

    fn error(&self, span: Span, message: &str, hint: &str) -> QueryError {
        QueryError::at(self.query, span, message, hint)
    }

    /// Alternatives. `None` where there is no word in all of them.
    fn any(&mut self) -> Result<Option<Query>, QueryError> {
        let mut alternatives: Vec<Query> = Vec::new();
        loop {
            alternatives.extend(self.all()?);
            let Some(piece) = self.peek().filter(|piece| piece.kind == PieceKind::Or) else { break };
            self.at += 1;
            let before = self.at >= 2
                && self
                    .pieces
                    .get(self.at - 2)
                    .is_some_and(|p| !matches!(p.kind, PieceKind::Open | PieceKind::Or));
            let after =
                self.peek_kind().is_some_and(|kind| !matches!(kind, PieceKind::Close | PieceKind::Or));
            if !before || !after {
                return Err(self.error(
                    piece.span,
                    "OR stands between two things",
                    "write a word on both sides of it, or \"OR\" in quotes for the word",
                ));
            }
        }
        Ok(joined(alternatives, Query::Any))
    }

    /// What stands side by side.
    fn all(&mut self) -> Result<Option<Query>, QueryError> {
        let mut parts = Vec::new();
        let from = self.at;
        while let Some(piece) = self.peek() {
            match piece.kind {
                PieceKind::Or | PieceKind::Close => break,
                PieceKind::And => {
                    self.at += 1;
                    let after = self.peek_kind();
                    if self.at - 1 == from
                        || !after
                            .is_some_and(|k| !matches!(k, PieceKind::Close | PieceKind::Or | PieceKind::And))
                    {
                        return Err(self.error(
                            piece.span,
                            "AND stands between two things",
                            "leave it out: words side by side must all occur",
                        ));
                    }
                }
                _ => parts.extend(self.unary()?),
            }
        }
        Ok(joined(parts, Query::All))
    }

    fn unary(&mut self) -> Result<Option<Query>, QueryError> {
        let Some(piece) = self.peek().filter(|piece| piece.kind == PieceKind::Not) else {
            return self.near();
        };
        self.at += 1;
        self.deeper(piece.span)?;
        let what = match self.peek_kind() {
            None | Some(PieceKind::Close | PieceKind::Or | PieceKind::And) => None,
            Some(_) => self.unary()?,
        };
        self.depth -= 1;
        match what {
            Some(what) => Ok(Some(Query::Not(Box::new(what)))),
            None => Err(self.error(
                piece.span,
                "nothing is left out here",
                "write the word to leave out right behind it, as in -Mopti or NOT Mopti",
            )),
        }
    }

    fn near(&mut self) -> Result<Option<Query>, QueryError> {
        let mut left = self.primary()?;
        while let Some(Piece { kind: PieceKind::Near(distance), span, .. }) = self.peek() {
            self.at += 1;
            let right = match self.peek_kind() {
                Some(PieceKind::Chunk | PieceKind::Quoted | PieceKind::Equals) => self.primary()?,
                _ => None,
            };
            if [&left, &right].into_iter().flatten().any(|side| matches!(side, Query::Exact(_))) {
                return Err(self.error(
                    span,
                    "NEAR and = do not go together: nearness is of words in any of their forms",
                    "leave the = out, or ask for both: =ambush ambush NEAR/5 convoy",
                ));
            }
            let (Some(one), Some(other)) = (left.filter(has_words), right.filter(has_words)) else {
                return Err(self.error(
                    span,
                    "NEAR stands between two words or quoted phrases",
                    "write them on both sides of it, as in ambush NEAR/5 convoy",
                ));
            };
            left = Some(Query::Near { left: Box::new(one), right: Box::new(other), distance });
        }
        Ok(left)
    }

    fn primary(&mut self) -> Result<Option<Query>, QueryError> {
        let Some(piece) = self.peek() else { return Ok(None) };
        self.at += 1;
        match piece.kind {
            PieceKind::Open => self.group(piece.span),
            PieceKind::Equals => self.exact(piece.span),
            PieceKind::FieldStart => self.quoted_field(piece.span),
            PieceKind::Quoted => Ok(self.text(piece.inner).map(Query::Phrase)),
            PieceKind::Chunk => self.chunk(piece.span),
            // NEAR without a left side, and whatever else stands where a word should.
            _ => Err(self.error(piece.span, "a word is missing here", "write a word or quotes before it")),
        }
    }

    fn group(&mut self, open: Span) -> Result<Option<Query>, QueryError> {
        self.deeper(open)?;
        let inside = self.any()?;
        self.depth -= 1;
        if self.peek_kind() != Some(PieceKind::Close) {
            return Err(self.error(open, "a bracket is not closed", "close it with ) or leave it out"));
        }
        self.at += 1;
        // A group of its own, so that conditions on figures in it bind to a figure of their own.
        Ok(inside.map(|inside| match inside {
            inside @ (Query::All(_) | Query::Count { .. } | Query::Field { .. } | Query::Date { .. }) => {
                Query::Any(vec![inside])
            }
            other => other,
        }))
    }

    fn exact(&mut self, sign: Span) -> Result<Option<Query>, QueryError> {
        let piece = self.peek().filter(|piece| matches!(piece.kind, PieceKind::Chunk | PieceKind::Quoted));
        let text = piece.and_then(|piece| self.text(piece.inner));
        self.at += 1;
        text.map(|text| Some(Query::Exact(text))).ok_or_else(|| {
            self.error(
                sign,
                "= needs a word behind it",
                "write the word as it stands in the text, as in =Kati",
            )
        })
    }

    fn quoted_field(&mut self, start: Span) -> Result<Option<Query>, QueryError> {
        let Some(value) = self.peek() else { return Ok(None) };
        self.at += 1;
        let name = start.of(self.query).trim_end_matches(':');
        if name == "title" {
            return Ok(self.text(value.inner).map(|text| Query::Title(Box::new(Query::Phrase(text)))));
        }
        terms::field(self.query, name, start, value.inner).map(Some)
    }

    fn chunk(&mut self, span: Span) -> Result<Option<Query>, QueryError> {
        let word = span.of(self.query);
        if let Some(rest) = word.strip_prefix("title:").filter(|rest| !rest.is_empty()) {
            let inner = self.plain(Span::new(span.end - rest.len(), span.end))?;
            return Ok(inner.map(|inner| Query::Title(Box::new(inner))));
        }
        if self.manner != Manner::Language && !terms::is_complete(word) {
            return self.plain(span);
        }
        match terms::condition(self.query, span)? {
            Some(condition) => Ok(Some(condition)),
            None => self.plain(span),
        }
    }

    fn plain(&self, span: Span) -> Result<Option<Query>, QueryError> {
        let word = span.of(self.query);
        if word == "*" {
            return Ok(Some(Query::Everything));
        }
        if let Some(exact) = word.strip_prefix('=') {
            return Ok(self.text(Span::new(span.end - exact.len(), span.end)).map(Query::Exact));
        }
        let Some(stars) = word.find('*') else { return Ok(self.text(span).map(Query::Word)) };
        let start = self.text(Span::new(span.start, span.start + stars));
        match start {
            Some(start) if stars + 1 == word.len() => Ok(Some(Query::Prefix(start))),
            _ if self.manner != Manner::Language => Ok(self.text(span).map(Query::Word)),
            _ => Err(self.error(
                Span::new(span.start + stars, span.start + stars + 1),
                "* can only end a word",
                "write the beginning of the word before it, as in kat*, or * alone for everything",
            )),
        }
    }

    /// The text of `span`; `None` where it holds no word.
    fn text(&self, span: Span) -> Option<Text> {
        let text = span.of(self.query);
        let has_word = Tokens::new(text).as_slice().iter().any(Token::is_word);
        has_word.then(|| Text { text: text.to_owned(), span: Some(span) })
    }

    fn deeper(&mut self, span: Span) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth <= DEPTH {
            return Ok(());
        }
        Err(self.error(span, "brackets are nested too deeply", "write the query with fewer of them"))
    }
}

const fn has_words(query: &Query) -> bool {
    matches!(query, Query::Word(_) | Query::Phrase(_) | Query::Prefix(_) | Query::Near { .. })
}

fn joined(mut parts: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Option<Query> {
    if parts.len() > 1 { Some(join(parts)) } else { parts.pop() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Outcome;
    use crate::query::CountTest;

    fn fault(query: &str) -> (usize, String) {
        let error = parse(query).unwrap_err();
        (error.character.unwrap(), error.to_string())
    }

    #[test]
    fn words_side_by_side_bind_tighter_than_or() {
        let Query::Any(parts) = parse("ambush Kati OR -Mopti").unwrap() else { panic!("no alternatives") };
        assert!(matches!(parts.as_slice(), [Query::All(all), Query::Not(_)] if all.len() == 2));
    }

    #[test]
    fn comparisons_are_read_in_digits_and_ranges() {
        let test = |query| match parse(query).unwrap() {
            Query::Count { outcome: Outcome::Killed, test } => test,
            other => panic!("{other:?}"),
        };
        assert_eq!(test("killed>=10"), CountTest::Between(Some(10), None));
        assert_eq!(test("killed<10"), CountTest::Between(None, Some(9)));
        assert_eq!(test("killed:20..50"), CountTest::Between(Some(20), Some(50)));
        assert_eq!(test("killed:none"), CountTest::Nobody);
        assert_eq!(test("killed:unknown"), CountTest::Unknown);
    }

    #[test]
    fn errors_point_at_the_character_and_say_what_to_write() {
        for (query, character, words) in [
            ("", 1, "empty"),
            ("   ", 1, "empty"),
            ("Ségou \"Katiba", 7, "not closed"),
            ("(Kati", 1, "not closed"),
            ("Kati)", 5, "closing bracket"),
            ("Kati OR", 6, "both sides"),
            ("ka*ti", 3, "* can only end"),
            ("killed>=many", 9, "not a number"),
            ("date:2022-13", 6, "not a date"),
            ("colour:red", 1, "no field colour"),
            ("victims:dogs", 9, "one of civilian"),
            ("NEAR/3 Kati", 1, "word is missing"),
            ("Kati NEAR/3", 6, "both sides"),
            ("=ambush NEAR/3 Kati", 9, "do not go together"),
            ("NOT", 1, "left out"),
            ("!!! ...", 2, "left out"),
            ("… &", 1, "no word"),
        ] {
            let (found, message) = fault(query);
            assert_eq!(found, character, "{query}: {message}");
            assert!(message.contains(words), "{query}: {message}");
        }
    }

    #[test]
    fn signs_of_prose_are_text_where_any_word_is_enough() {
        for (query, words) in [
            ("pressure -- and what it says: models", 6),
            ("Conclusion: a 5*10 grid; http://example.org", 5),
            ("- lift - drag -", 2),
        ] {
            assert!(parse(query).is_err() || words == 2, "{query}");
            let read = parse_any(query).unwrap();
            assert!(matches!(&read, Query::All(all) if all.len() == words), "{query}: {read:?}");
        }
        for query in ["Kati -Mopti", "Kati region:Mali", "killed>=10 Kati", "Kati \"Katiba Macina\""] {
            assert_eq!(parse_any(query).unwrap(), parse(query).unwrap(), "{query}");
        }
        for query in ["Kati \"Katiba", "killed>=many Kati", "(Kati"] {
            assert!(parse_any(query).is_err(), "{query}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = "(".repeat(2000);
        assert!(fault(&deep).1.contains("deeply"));
        assert!(fault(&"-".repeat(4000)).1.len() > 10);
    }
}
