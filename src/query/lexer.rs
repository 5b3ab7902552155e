//! The characters of a query to its pieces: words, quoted words, signs and operators.

use super::QueryError;
use crate::text::Span;

/// One piece of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is.
    pub(super) kind: PieceKind,
    /// All of it, quotes included.
    pub(super) span: Span,
    /// Its words: without quotes and signs.
    pub(super) inner: Span,
}

/// What a piece of a query is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    Open,
    Close,
    Or,
    And,
    Not,
    Near(usize),
    /// `=` before a word or quotes.
    Equals,
    /// A word, a field with its value, a comparison.
    Chunk,
    /// `source:` with quotes behind it.
    FieldStart,
    /// Between quotes.
    Quoted,
}

/// How much of a query is language, and how much is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// All that the language knows asks for something, and what is unfinished is an error.
    Language,
    /// A question in prose: dashes and colons that ask for nothing are text.
    Prose,
    /// Prose in capitals, where `OR`, `AND`, `NOT` and `NEAR` are words like any other.
    Capitals,
}

/// Takes `query` to pieces, from left to right.
pub(super) fn pieces(query: &str, manner: Manner) -> Result<Vec<Piece>, QueryError> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(c) = char_at(query, at) {
        let end = at + c.len_utf8();
        let one = Span::new(at, end);
        let follows = char_at(query, end).is_some_and(|next| !next.is_whitespace() && next != ')');
        at = match c {
            _ if c.is_whitespace() => end,
            '(' => push(&mut pieces, PieceKind::Open, one),
            ')' => push(&mut pieces, PieceKind::Close, one),
            '-' | '!' if follows && negates(query, end, manner) => push(&mut pieces, PieceKind::Not, one),
            '=' if follows => push(&mut pieces, PieceKind::Equals, one),
            _ if closing_quote(c).is_some() => quoted(query, at, c, &mut pieces)?,
            _ => chunk(query, at, manner, &mut pieces),
        };
    }
    Ok(pieces)
}

/// Whether a dash before byte `at` leaves something out: in prose, only right before a word or quotes.
fn negates(query: &str, at: usize, manner: Manner) -> bool {
    let opens = |c: char| c.is_alphanumeric() || c == '(' || closing_quote(c).is_some();
    manner == Manner::Language || char_at(query, at).is_some_and(opens)
}

fn push(pieces: &mut Vec<Piece>, kind: PieceKind, span: Span) -> usize {
    pieces.push(Piece { kind, span, inner: span });
    span.end
}

fn char_at(query: &str, at: usize) -> Option<char> {
    query.get(at..)?.chars().next()
}

fn quoted(query: &str, start: usize, open: char, pieces: &mut Vec<Piece>) -> Result<usize, QueryError> {
    let from = start + open.len_utf8();
    let rest = query.get(from..).unwrap_or_default();
    let Some((length, close)) = rest.char_indices().find(|&(_, c)| closes(open, c)) else {
        return Err(QueryError::at(
            query,
            Span::new(start, from),
            "a quotation mark is not closed",
            "close it with \" or leave it out",
        ));
    };
    let inner = Span::new(from, from + length);
    let end = inner.end + close.len_utf8();
    pieces.push(Piece { kind: PieceKind::Quoted, span: Span::new(start, end), inner });
    Ok(end)
}

fn chunk(query: &str, start: usize, manner: Manner, pieces: &mut Vec<Piece>) -> usize {
    let rest = query.get(start..).unwrap_or_default();
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || closing_quote(c).is_some();
    let length = rest.find(ends).unwrap_or(rest.len());
    let span = Span::new(start, start + length);
    let word = span.of(query);
    let quote_follows = char_at(query, span.end).is_some_and(|c| closing_quote(c).is_some());
    let kind = match word {
        _ if manner == Manner::Capitals && word.chars().all(char::is_alphabetic) => PieceKind::Chunk,
        "OR" | "|" | "||" => PieceKind::Or,
        "AND" | "&&" => PieceKind::And,
        "NOT" => PieceKind::Not,
        _ if word.ends_with(':') && quote_follows => PieceKind::FieldStart,
        _ => near(word).map_or(PieceKind::Chunk, PieceKind::Near),
    };
    push(pieces, kind, span)
}

/// The distance of `NEAR/5`; `NEAR` alone is `NEAR/10`.
fn near(word: &str) -> Option<usize> {
    const DISTANCE: usize = 10;
    match word.strip_prefix("NEAR")? {
        "" => Some(DISTANCE),
        rest => rest.strip_prefix('/')?.parse().ok(),
    }
}

fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' | '„' | '”' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

fn closes(open: char, c: char) -> bool {
    closing_quote(open) == Some(c) || (open == '„' && c == '“') || (open != '"' && c == '"')
}
