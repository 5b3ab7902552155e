//! Two numbers that bound one: `16 to 19`, `11–20`, `1,500 and 2,000` behind "between".

use super::spelled::{Cardinal, Setting};
use super::words::{Flag, touches};
use super::{Number, NumberClass, NumberForm, Reader};
use crate::text::TokenKind;

/// How two numbers are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// "between … and"
    Between,
    /// `11-20`
    Dash,
    /// "to", "à"
    To,
    /// "two or three"
    Or,
}

impl Reader<'_, '_> {
    /// The range that opens with `first` at token `at`.
    pub(super) fn range(&self, at: usize, first: &Cardinal) -> Option<Number> {
        if self.words.flagged_before(self.tokens, at, Flag::Between)
            && let Some(number) = self.between(at, first)
        {
            return Some(number);
        }
        let (tie, next) = self.tie(at, first.end)?;
        let second = self.cardinal(next, Setting::Plain)?;
        self.bounds(at, tie, first, &second)
    }

    fn between(&self, at: usize, first: &Cardinal) -> Option<Number> {
        [self.cardinal(at, Setting::Between).as_ref(), Some(first)].into_iter().flatten().find_map(|first| {
            let next = self.words.flagged(self.tokens, first.end, Flag::RangeAnd)?;
            let second = self.cardinal(next, Setting::Plain)?;
            self.bounds(at, Tie::Between, first, &second)
        })
    }

    fn tie(&self, at: usize, end: usize) -> Option<(Tie, usize)> {
        if let Some(TokenKind::Punctuation('-' | '‐' | '‑' | '–' | '—')) =
            self.tokens.get(end).map(|token| token.kind)
        {
            let spaced =
                self.tokens.surface(end) == "–" && self.is_digits(end + 1) && self.is_digits(end - 1);
            return (touches(self.tokens, end) || spaced).then_some((Tie::Dash, end + 1));
        }
        if let Some(next) = self.words.flagged(self.tokens, end, Flag::RangeTo) {
            return (!self.is_change(at)).then_some((Tie::To, next));
        }
        self.words.flagged(self.tokens, end, Flag::RangeOr).map(|next| (Tie::Or, next))
    }

    fn is_digits(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Digits)
    }

    /// "rose from 16 to 19", "passe de 19 à 33": two figures.
    fn is_change(&self, at: usize) -> bool {
        self.words.flagged_before(self.tokens, at, Flag::From)
            && (2..=14).any(|back| {
                at.checked_sub(back)
                    .is_some_and(|before| self.words.flagged(self.tokens, before, Flag::Change).is_some())
            })
    }

    fn bounds(&self, at: usize, tie: Tie, first: &Cardinal, second: &Cardinal) -> Option<Number> {
        let (mut low, high) = (first.value?, second.value?);
        // "1 to 2 million": the multiplier belongs to both.
        if let Some((coefficient, scale)) = second.scaled
            && scale > 1
            && low < coefficient
        {
            low = low.checked_mul(scale)?;
        }
        let near = tie != Tie::Or || high <= low.saturating_mul(2).saturating_add(1);
        if low >= high || !near {
            return None;
        }
        let number = self.number(at..second.end, NumberForm::Range, NumberClass::Count);
        Some(Number { low: Some(low), high: Some(high), ..number })
    }
}
