//! The lines of an article, as the rules of furniture, captions, datelines and credits look at them.

use super::line_words::{hash_plain_word, is_silent};
use crate::text::{Span, lines};

/// A line of a text, looked at once for all rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// Where it stands, without the white space around it.
    pub(super) span: Span,
    /// What stands there.
    pub(super) text: &'t str,
    /// The same without the signs at its ends that say nothing.
    pub(super) words: &'t str,
    /// [`hash_plain_word`] of `words`.
    pub(super) first: Option<u64>,
}

impl<'t> Line<'t> {
    /// All lines of `text`, the empty ones among them.
    pub(super) fn all(text: &'t str) -> Vec<Self> {
        lines(text).map(|line| Self::at(text, line)).collect()
    }

    fn at(whole: &'t str, line: Span) -> Self {
        let span = trimmed(whole, line);
        let text = span.of(whole);
        let words = text.trim_matches(is_silent);
        Self { span, text, words, first: hash_plain_word(words) }
    }
}

/// `line` without the white space around it.
pub(super) fn trimmed(text: &str, line: Span) -> Span {
    let whole = line.of(text);
    let head = whole.trim_start();
    let start = line.start + (whole.len() - head.len());
    Span::new(start, start + head.trim_end().len())
}
