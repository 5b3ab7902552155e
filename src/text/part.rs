//! The tokens of a part of a text, without another scan of it.

use std::ops::Range;

use super::Span;
use super::token::Tokens;

impl Tokens<'_> {
    /// The tokens in `part` of the text, if they are those that it has alone: where it does not stand
    /// between white space, its words may be others.
    #[must_use]
    pub fn of_part(&self, part: Span) -> Option<Range<usize>> {
        let first_from = |byte| self.items.partition_point(|token| token.span.start < byte);
        stands_alone(self.text, part).then(|| first_from(part.start)..first_from(part.end))
    }
}

/// Whether `part` begins and ends with a sign, and has white space or nothing on both sides.
fn stands_alone(text: &str, part: Span) -> bool {
    let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let inside = part.of(text);
    let before = text.get(..part.start).unwrap_or_default().chars().next_back();
    let behind = text.get(part.end..).unwrap_or_default().chars().next();
    is_sign(inside.chars().next())
        && is_sign(inside.chars().next_back())
        && is_space(before)
        && is_space(behind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Shape, TokenKind};

    type Seen<'t> = (Span, TokenKind, Shape, u8, u64, &'t str);

    /// Tokens as they stand behind so many bytes of others.
    fn seen<'t>(tokens: &'t Tokens<'_>, range: Range<usize>, others: usize) -> Vec<Seen<'t>> {
        let token = |at: usize| {
            let token = tokens.get(at).expect("it is in the range");
            (token.span.behind(others), token.kind, token.shape, token.letters, token.hash, tokens.folded(at))
        };
        range.map(token).collect()
    }

    proptest! {
        #[test]
        fn a_part_has_the_tokens_that_it_has_alone(
            text in "([A-Za-zéÉ']{1,6}|N'Djamena|l’armée|Mali[’']s|1[5-7]km|\\PC{0,4}|[\\s\u{a0}\u{200b}.,'’-]{1,3}){0,24}",
            (from, to) in (0..200_usize, 0..200_usize),
        ) {
            let tokens = Tokens::new(&text);
            let (start, end) = (from.min(to).min(text.len()), from.max(to).min(text.len()));
            let part = Span::new(text.floor_char_boundary(start), text.floor_char_boundary(end));
            let alone = Tokens::new(part.of(&text));
            if let Some(range) = tokens.of_part(part) {
                prop_assert_eq!(seen(&tokens, range, 0), seen(&alone, 0..alone.len(), part.start));
            }
        }
    }
}
