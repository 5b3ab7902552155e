//! "Three thousand and 500": one number, or two of which the second counts other people.

use super::piece::{Head, Kind, Piece};
use super::scan::Scan;
use crate::text::number::Number;
use crate::vocabulary::casualties::{Cue, Form, OutcomeWord};

/// How many pieces may stand between a balance or an event and the number that it governs.
const GOVERNED: usize = 8;

impl Scan<'_, '_, '_, '_> {
    /// Reads `number` as two where what stands behind its "and" counts others than the words before it: "the death of
    /// 41 thousand and 97 wounded", "killed 3 thousand and 500 others were hurt".
    pub(super) fn apart(&mut self, number: &Number) -> Option<usize> {
        let tied = number.tied.filter(|_| number.is_count())?;
        let phrase = self.reader.phrase(number);
        let (and, joiner) = self.reader.word(tied.end).filter(|(and, _)| and.end == tied.rest)?;
        // What the noun itself says befell them, or the verb behind it.
        let counted = phrase.outcome.as_ref().filter(|_| phrase.head == Head::Outcome).map(|(_, word)| *word);
        let verb = || self.reader.word(phrase.end).and_then(|(_, word)| word.outcome);
        let counted = counted.or_else(|| verb().filter(|_| phrase.others))?;
        if self.governing().is_none_or(|governing| governing.outcome == counted.outcome) {
            return None;
        }
        let rest = number.best?.checked_sub(tied.value)?;
        self.number(&self.part(number, number.tokens.start..tied.end, tied.value))?;
        self.sentence.pieces.push(Piece { tokens: and, kind: Kind::Word, word: Some(joiner) });
        self.number(&self.part(number, tied.rest..number.tokens.end, rest)).or(Some(tied.rest))
    }

    fn part(&self, number: &Number, tokens: std::ops::Range<usize>, value: u64) -> Number {
        let (value, span) = (Some(value), self.reader.tokens.span(tokens.clone()));
        Number { tokens, span, low: value, best: value, high: value, tied: None, ..number.clone() }
    }

    /// The balance, the verb or the event of which a number that follows would be the victims.
    fn governing(&self) -> Option<OutcomeWord> {
        let ends = |piece: &&Piece<'_>| {
            matches!(piece.kind, Kind::Mark(_) | Kind::Group(_))
                || piece.is_any(&[Cue::And, Cue::Or, Cue::Clause])
        };
        let near = self.sentence.pieces.iter().rev().take(GOVERNED).take_while(|piece| !ends(piece));
        let word = near.filter_map(Piece::outcome).next()?;
        let governs = [Form::Event, Form::Toll, Form::Finite, Form::Gerund].iter().any(|&form| word.is(form));
        governs.then_some(word)
    }
}
