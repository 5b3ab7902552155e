//! The tokens of a part of a text, without another scan of it.

use super::token::Tokens;
use super::{Span, TokenKind};

impl<'t> Tokens<'t> {
    /// What [`Tokens::new`] finds in `part` of the text, with offsets that count in the part; scanned
    /// anew only where the part does not stand between white space, for its words may be others then.
    #[must_use]
    pub fn of_part(&self, part: Span) -> Self {
        let text = part.of(self.text);
        if !stands_alone(self.text, part) {
            return Self::new(text);
        }
        let first = self.items.partition_point(|token| token.span.start < part.start);
        let behind = self.items.partition_point(|token| token.span.start < part.end);
        let mut own = Self {
            text,
            items: self.items.get(first..behind).unwrap_or_default().to_vec(),
            folded: part.of(&self.folded).to_owned(),
            stops: Vec::new(),
            sentences: std::cell::OnceCell::new(),
        };
        let first = self.stops.partition_point(|&stop| stop < part.start);
        let stops = self.stops.iter().skip(first).take_while(|&&stop| stop < part.end);
        own.stops.extend(stops.map(|stop| stop - part.start));
        for token in &mut own.items {
            token.span = token.span.from_origin(part.start);
            if token.folded.start >= self.text.len() {
                let start = own.folded.len();
                own.folded.push_str(token.folded.of(&self.folded));
                token.folded = Span::new(start, own.folded.len());
            } else if matches!(token.kind, TokenKind::Word | TokenKind::Digits) {
                token.folded = token.folded.from_origin(part.start);
            }
        }
        own
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
    use crate::text::{Shape, Token};

    type Seen<'t> = (Span, TokenKind, Shape, u8, u64, &'t str);

    fn seen<'t>(tokens: &'t Tokens<'_>) -> Vec<Seen<'t>> {
        let token = |(at, token): (usize, &Token)| {
            (token.span, token.kind, token.shape, token.letters, token.hash, tokens.folded(at))
        };
        tokens.as_slice().iter().enumerate().map(token).collect()
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
            let (taken, alone) = (tokens.of_part(part), Tokens::new(part.of(&text)));
            prop_assert_eq!(seen(&taken), seen(&alone));
            prop_assert_eq!(taken.sentences(), alone.sentences());
        }
    }
}
