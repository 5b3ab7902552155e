//! One scan of a text into tokens: words, digits, punctuation and line breaks, each with its span.

use std::cell::OnceCell;

use unicode_normalization::char::is_combining_mark;

use super::Span;
use super::byte_class::{ALPHANUMERIC, BREAK, CAPITAL, CLASSES, DIGIT, MARK, OTHER, SMALL, SPACE};
use super::fold::{fold_into, is_format};
use super::sentence::sentences_at;
use super::shape::shape;
use super::short_word::ShortWord;
use super::word_hash::{NO_WORD, hash_within, mixed};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, or letters and digits (`M23`, `15km`).
    Word,
    /// Digits alone.
    Digits,
    /// One character that is neither letter, digit nor white space.
    Punctuation(char),
    /// A line end.
    Newline,
    /// An empty line: the end of a paragraph.
    Paragraph,
}

/// How a word is cased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `town`, and everything in scripts without case.
    Lower,
    /// `Town`
    Title,
    /// `JNIM`, two letters or more.
    Upper,
    /// `FAMa`
    Mixed,
}

/// One token of a text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is cased; [`Shape::Lower`] for what is no word.
    pub shape: Shape,
    /// What its letters tell, a bit each: [`Token::CASED`] and its like.
    pub letters: u8,
    pub(super) folded: Span,
    /// Hash of its folded form: the same in every run and on every machine.
    pub hash: u64,
}

impl Token {
    /// Is written like a name: with a capital, or in a script that may have none.
    pub const CASED: u8 = 1;
    /// Begins with a digit.
    pub const DIGITS: u8 = 1 << 1;
    /// Is no word but a bracket that opens.
    pub const BRACKET: u8 = 1 << 2;

    /// The letters of a word, or of digits, that begin with this byte.
    pub(super) fn letters(kind: TokenKind, shape: Shape, first: u8) -> u8 {
        let is_number = kind == TokenKind::Digits;
        let is_cased = !is_number & ((shape != Shape::Lower) | !first.is_ascii());
        let is_digits = is_number | first.is_ascii_digit();
        (u8::from(is_cased) * Self::CASED) | (u8::from(is_digits) * Self::DIGITS)
    }

    /// Whether the token is a word or a run of digits.
    #[must_use]
    pub const fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Digits)
    }
}

/// A text and its tokens. French elisions (`l'armée`) and the English possessive (`Mali's`) are
/// cut off, other apostrophes stay inside their word (`Jama'at`).
#[derive(Debug)]
pub struct Tokens<'t> {
    /// The text that was scanned.
    pub text: &'t str,
    pub(super) items: Vec<Token>,
    /// The text in small letters, and behind it the folded forms of the words that are more than ASCII.
    pub(super) folded: String,
    /// Where a sentence may end.
    pub(super) stops: Vec<usize>,
    pub(super) sentences: OnceCell<Vec<Span>>,
}

impl<'t> Tokens<'t> {
    /// Scans `text` once, from left to right.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut tokens = Self {
            text,
            items: Vec::with_capacity(text.len() / 4 + text.len().min(16)),
            folded: text.to_ascii_lowercase(),
            stops: Vec::with_capacity(text.len() / 32),
            sentences: OnceCell::new(),
        };
        tokens.scan();
        tokens
    }

    /// All tokens in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Token] {
        &self.items
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the text holds no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Token `index`, or `None` past the end.
    #[must_use]
    #[inline]
    pub fn get(&self, index: usize) -> Option<&Token> {
        self.items.get(index)
    }

    /// The sentences of the text, found when first asked for.
    pub fn sentences(&self) -> &[Span] {
        self.sentences.get_or_init(|| sentences_at(self.text, self.stops.iter().copied()))
    }

    /// Folded form of token `index`; empty past the end.
    #[must_use]
    #[inline]
    pub fn folded(&self, index: usize) -> &str {
        self.items.get(index).map_or("", |token| token.folded.of(&self.folded))
    }

    /// Where the folded form of token `index` lies in [`Tokens::into_folded`]; nowhere past the end.
    #[must_use]
    #[inline]
    pub(crate) fn folded_span(&self, index: usize) -> Span {
        self.items.get(index).map_or(Span::default(), |token| token.folded)
    }

    /// Bytes of [`Tokens::into_folded`].
    pub(crate) const fn folded_length(&self) -> usize {
        self.folded.len()
    }

    /// The folded forms of all tokens, and what stands between them.
    #[must_use]
    pub(crate) fn into_folded(self) -> String {
        self.folded
    }

    /// First byte of the folded form of token `index`; 0 past the end, and where the token is no word.
    #[must_use]
    #[inline]
    pub(crate) fn first_byte(&self, index: usize) -> u8 {
        let word = self.items.get(index).map_or(Span::default(), |token| token.folded);
        if word.is_empty() { 0 } else { self.folded.as_bytes().get(word.start).copied().unwrap_or_default() }
    }

    /// A number for the words of a range of tokens: the same for the same folded words.
    #[must_use]
    pub fn key(&self, range: &std::ops::Range<usize>) -> u64 {
        let tokens = self.items.get(range.clone()).unwrap_or_default();
        tokens.iter().filter(|token| token.is_word()).fold(0, |key, token| mixed(key, token.hash))
    }

    /// Hash of the folded form of token `index`: the same in every run and on every machine.
    #[must_use]
    #[inline]
    pub fn hash(&self, index: usize) -> u64 {
        self.items.get(index).map_or(0, |token| token.hash)
    }

    /// Token `index` as it stands in the text; empty past the end.
    #[must_use]
    pub fn surface(&self, index: usize) -> &'t str {
        self.items.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// The bytes from the first to the last token of a range of tokens.
    #[must_use]
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        match (self.items.get(range.start), self.items.get(range.end.wrapping_sub(1))) {
            (Some(first), Some(last)) if range.start < range.end => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    fn scan(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at = match CLASSES[usize::from(byte)] {
                OTHER => self.scan_any(at),
                SPACE => at + 1,
                MARK => {
                    self.push(Span::new(at, at + 1), TokenKind::Punctuation(char::from(byte)));
                    at + 1
                }
                BREAK => self.scan_break(at),
                class => match self.scan_short_word(at).or_else(|| self.scan_ascii_word(at, class)) {
                    Some(end) => end,
                    None => self.scan_word(at),
                },
            };
        }
    }

    /// Reads what begins at byte `at`, whatever its script; returns where to go on.
    fn scan_any(&mut self, at: usize) -> usize {
        let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) else { return at + 1 };
        if is_word_char(c) {
            return self.scan_word(at);
        }
        let end = at + c.len_utf8();
        if !c.is_whitespace() && !c.is_control() && !is_format(c) {
            self.push(Span::new(at, end), TokenKind::Punctuation(c));
        }
        end
    }

    /// The same as [`Tokens::scan_ascii_word`] for a short word before a space or a mark.
    #[inline]
    fn scan_short_word(&mut self, start: usize) -> Option<usize> {
        let written = self.text.as_bytes().get(start..)?.first_chunk()?;
        let lower = self.folded.as_bytes().get(start..)?.first_chunk()?;
        let ShortWord { length, kind, shape, hash, next } = ShortWord::read(*written, *lower)?;
        if !next.is_ascii() || matches!(next, b'\'' | b'`') {
            return None;
        }
        let span = Span::new(start, start + length);
        let letters = Token::letters(kind, shape, written[0]);
        self.items.push(Token { span, kind, shape, letters, folded: span, hash });
        Some(span.end + usize::from(next == b' '))
    }

    /// The same as [`Tokens::scan_word`] for a word of plain letters and digits, which most are;
    /// `None` where anything else adjoins it.
    #[inline]
    fn scan_ascii_word(&mut self, start: usize, first: u8) -> Option<usize> {
        let behind = self.text.as_bytes().get(start + 1..)?;
        let mut rest = 0;
        let length = behind.iter().position(|&byte| {
            let class = CLASSES[usize::from(byte)];
            rest |= class & ALPHANUMERIC;
            class & ALPHANUMERIC == 0
        });
        let end = start + 1 + length.unwrap_or(behind.len());
        let next = length.and_then(|at| behind.get(at)).copied().unwrap_or(b' ');
        let is_mixed_with_digits = first == DIGIT && rest & (SMALL | CAPITAL) != 0;
        let span = Span::new(start, end);
        let possessive = next == b'\'' && self.is_plain_possessive(span);
        if !next.is_ascii() || !possessive && matches!(next, b'\'' | b'`') || is_mixed_with_digits {
            return None;
        }
        let shape = match (first == CAPITAL, rest & CAPITAL != 0, rest & SMALL != 0) {
            (false, false, _) => Shape::Lower,
            (true, false, _) => Shape::Title,
            (true, true, false) => Shape::Upper,
            (_, true, _) => Shape::Mixed,
        };
        let kind = if first == DIGIT { TokenKind::Digits } else { TokenKind::Word };
        self.push_folded(span, span, kind, shape);
        Some(if possessive { end + 2 } else { end })
    }

    /// Whether the English possessive and the end of the word follow the word at `span`.
    fn is_plain_possessive(&self, span: Span) -> bool {
        let bytes = self.text.as_bytes();
        let closes =
            bytes.get(span.end + 2).is_none_or(|next| next.is_ascii() && !next.is_ascii_alphanumeric());
        bytes.get(span.end + 1) == Some(&b's') && closes && !is_elision(span.of(self.text))
    }

    fn scan_break(&mut self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let (mut breaks, mut last, mut end) = (0, ' ', self.text.len());
        for (at, c) in rest.char_indices() {
            if !c.is_whitespace() {
                end = start + at;
                break;
            }
            breaks += usize::from(c == '\r' || c == '\n' && last != '\r');
            last = c;
        }
        let kind = if breaks > 1 { TokenKind::Paragraph } else { TokenKind::Newline };
        self.push(Span::new(start, end), kind);
        end
    }

    fn scan_word(&mut self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let mut end = start;
        let mut letters = rest.char_indices().peekable();
        while let Some((at, c)) = letters.next() {
            if is_word_char(c) {
                end = start + at + c.len_utf8();
            } else if is_apostrophe(c) && letters.peek().is_some_and(|&(_, next)| next.is_alphabetic()) {
                let before = rest.get(..at).unwrap_or_default();
                if is_elision(before) {
                    self.push_word(Span::new(start, start + at + c.len_utf8()));
                    return start + at + c.len_utf8();
                }
                let after = rest.get(at + c.len_utf8()..).unwrap_or_default();
                if is_possessive(after) {
                    self.push_word(Span::new(start, start + at));
                    return start + at + c.len_utf8() + 1;
                }
            } else if !is_format(c) || c == ZERO_WIDTH_SPACE && !is_between_digits(rest, at) {
                break;
            }
        }
        self.push_word(Span::new(start, end));
        end
    }

    fn push_word(&mut self, span: Span) {
        let word = span.of(self.text);
        let is_number = word.chars().all(|c| c.is_numeric() || is_format(c));
        let kind = if is_number { TokenKind::Digits } else { TokenKind::Word };
        let from = self.folded.len();
        fold_into(word, &mut self.folded);
        self.push_folded(span, Span::new(from, self.folded.len()), kind, shape(word));
    }

    /// Adds a token that is no word.
    fn push(&mut self, span: Span, kind: TokenKind) {
        let may_end_sentence = match kind {
            TokenKind::Newline | TokenKind::Paragraph => true,
            TokenKind::Punctuation(mark) => {
                matches!(mark, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '。' | '！' | '？')
            }
            TokenKind::Word | TokenKind::Digits => false,
        };
        if may_end_sentence {
            self.stops.push(span.start);
        }
        let letters = if kind == TokenKind::Punctuation('(') { Token::BRACKET } else { 0 };
        let (shape, folded) = (Shape::Lower, Span::default());
        self.items.push(Token { span, kind, shape, letters, folded, hash: NO_WORD });
    }

    /// Adds a word whose folded form stands at `folded` among all folded forms.
    #[inline]
    fn push_folded(&mut self, span: Span, folded: Span, kind: TokenKind, shape: Shape) {
        let hash = hash_within(self.folded.as_bytes(), folded.start, folded.end);
        let first = self.text.as_bytes().get(span.start).copied().unwrap_or_default();
        let letters = Token::letters(kind, shape, first);
        self.items.push(Token { span, kind, shape, letters, folded, hash });
    }
}

/// Stands between words in scripts that put no space there, and where a long number may be broken.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Whether the sign at byte `at` stands between two digits.
fn is_between_digits(text: &str, at: usize) -> bool {
    let (before, from) = text.split_at_checked(at).unwrap_or_default();
    before.chars().next_back().is_some_and(char::is_numeric)
        && from.chars().nth(1).is_some_and(char::is_numeric)
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || c == 'ـ'
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '‘' | '`')
}

fn is_elision(before: &str) -> bool {
    const ELIDED: [&str; 12] = ["l", "d", "n", "s", "qu", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu"];
    // A capital N, M or T opens a name (N'Djamena, M'Bera, T'bilisi), not a French word.
    !matches!(before, "N" | "M" | "T") && ELIDED.iter().any(|elided| before.eq_ignore_ascii_case(elided))
}

fn is_possessive(after: &str) -> bool {
    let mut letters = after.chars();
    matches!(letters.next(), Some('s' | 'S')) && !letters.next().is_some_and(is_word_char)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text);
        (0..tokens.len()).map(|index| tokens.surface(index)).collect()
    }

    #[test]
    fn elisions_and_possessives_are_cut_off() {
        assert_eq!(
            surfaces("l’armée qu'elle Mali’s Jama'at"),
            ["l’", "armée", "qu'", "elle", "Mali", "Jama'at"]
        );
        assert_eq!(surfaces("the soldiers' camp"), ["the", "soldiers", "'", "camp"]);
    }

    #[test]
    fn marks_without_width_are_no_words_and_part_none_but_the_zero_width_space() {
        assert_eq!(
            surfaces("\u{feff}Ten\u{200b} \u{200e}12\u{200e} sol\u{ad}diers\u{ad}"),
            ["Ten", "12", "sol\u{ad}diers"]
        );
        assert_eq!(
            surfaces("1\u{200b}2 killed\u{200b}here \u{2067}12\u{2069}"),
            ["1\u{200b}2", "killed", "here", "12"]
        );
        let tokens = Tokens::new("1\u{ad}200 sol\u{2060}diers");
        assert_eq!((tokens.folded(0), tokens.folded(1)), ("1200", "soldiers"));
        assert_eq!(tokens.get(0).map(|token| token.kind), Some(TokenKind::Digits));
    }

    #[test]
    fn paragraphs_and_lines_are_told_apart() {
        let kinds: Vec<TokenKind> =
            Tokens::new("a\nb\n \nc\r\nd").as_slice().iter().map(|t| t.kind).collect();
        assert_eq!(kinds[1], TokenKind::Newline);
        assert_eq!(kinds[3], TokenKind::Paragraph);
        assert_eq!(kinds[5], TokenKind::Newline);
    }

    #[test]
    fn a_decomposed_word_is_one_token() {
        let tokens = Tokens::new("Se\u{301}gou");
        assert_eq!(tokens.len(), 1);
        assert_eq!(tokens.folded(0), "segou");
    }
}
