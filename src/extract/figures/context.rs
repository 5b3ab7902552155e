//! What a sentence says about its figures as a whole: how sure, how final, over which period.

use super::piece::{Kind, Piece};
use super::sentence::Sentence;
use crate::text::number::{Number, NumberClass};
use crate::vocabulary::casualties::{Cue, Form};
use crate::vocabulary::{Severity, Stance};

/// The marks that hold for the figures of one sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// A toll that is expected to change.
    pub(super) provisional: bool,
    /// A total over a period.
    pub(super) cumulative: bool,
}

impl Context {
    /// Reads the marks of `sentence`.
    pub(super) fn of(sentence: &Sentence<'_, '_>, numbers: &[Number]) -> Self {
        let provisional = sentence.pieces.iter().any(|piece| piece.is(Cue::Provisional))
            && !sentence.pieces.iter().any(|piece| piece.is(Cue::Cumulative));
        let cumulative = (0..sentence.pieces.len()).any(|at| is_period(sentence, at, numbers));
        Self { provisional: provisional && !cumulative, cumulative }
    }
}

/// Whether the words at piece `at` say that figures add up over a long time.
fn is_period(sentence: &Sentence<'_, '_>, at: usize, numbers: &[Number]) -> bool {
    let Some(piece) = sentence.piece(at) else { return false };
    // "the third this month"
    let ordinal = at.checked_sub(1).and_then(|before| number(sentence.piece(before)?, numbers));
    if piece.is(Cue::Cumulative) {
        return ordinal.is_none_or(|number| number.class != NumberClass::Ordinal);
    }
    let next = (at + 1..at + 5).map_while(|at| sentence.piece(at));
    if piece.is(Cue::Since) {
        return next
            .take_while(|piece| !piece.is_mark(','))
            .any(|piece| is_year(sentence, piece, numbers) || piece.is(Cue::Era));
    }
    // "in its third month"
    let nth = piece.is(Cue::Within) && sentence.is(at + 1, Cue::Possessive) && sentence.is(at + 3, Cue::Era);
    if piece.is(Cue::Within) {
        return nth
            || next.take_while(|piece| !piece.is_mark(',')).any(|piece| is_era(sentence, piece, numbers))
            || sentence.piece(at + 1).is_some_and(|piece| is_single_year(sentence, piece, numbers));
    }
    false
}

fn number<'n>(piece: &Piece<'_>, numbers: &'n [Number]) -> Option<&'n Number> {
    let index = numbers.binary_search_by_key(&piece.tokens.start, |number| number.tokens.start).ok()?;
    numbers.get(index)
}

fn is_year(sentence: &Sentence<'_, '_>, piece: &Piece<'_>, numbers: &[Number]) -> bool {
    let dated = number(piece, numbers).is_some_and(|number| number.class == NumberClass::Date);
    let text = sentence.tokens.span(piece.tokens.clone()).of(sentence.tokens.text);
    let year = text
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20")));
    (dated || piece.kind == Kind::Number || piece.word.is_none()) && year
}

/// "in 2020": a year alone, with no day or month beside it.
fn is_single_year(sentence: &Sentence<'_, '_>, piece: &Piece<'_>, numbers: &[Number]) -> bool {
    is_year(sentence, piece, numbers) && piece.tokens.len() == 1
}

/// Whether piece `at` is a year alone: "the 2017 ambush".
pub(super) fn is_bare_year(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.piece(at).is_some_and(|piece| is_single_year(sentence, piece, &[]) && piece.kind == Kind::Number)
}

/// "ten years", "the last few months": long enough for a cumulative total.
fn is_era(sentence: &Sentence<'_, '_>, piece: &Piece<'_>, numbers: &[Number]) -> bool {
    let long = number(piece, numbers)
        .is_some_and(|number| matches!(number.class, NumberClass::Duration | NumberClass::Ordinal));
    let words = sentence
        .tokens
        .span(piece.tokens.start..piece.tokens.end + 1)
        .of(sentence.tokens.text)
        .to_lowercase();
    let ordinal = number(piece, numbers).is_some_and(|number| number.class == NumberClass::Ordinal);
    let long = long || ordinal;
    let years = ["year", "month", "decade", "ans", "mois", "année", "années", "años", "meses"];
    (long || piece.kind == Kind::Number) && years.iter().any(|era| words.contains(era))
}

/// How the figure whose group is piece `at` is put forward, apart from who says it.
pub(super) fn stance(sentence: &Sentence<'_, '_>, at: usize) -> Stance {
    let (from, to) = (at.saturating_sub(24), at + 16);
    let mut found = Stance::Stated;
    for near in from..to {
        let Some(piece) = sentence.piece(near) else { break };
        // "and admits the death of two": what a second verb says of other victims.
        let turns = near > at && piece.is(Cue::And) && sentence.is_any(near + 1, STANCES);
        if piece.is_mark(';') || turns {
            if near < at {
                found = Stance::Stated;
                continue;
            }
            break;
        }
        let word = if piece.is(Cue::Feared) {
            Stance::Feared
        } else if piece.is(Cue::Denial) {
            Stance::Denied
        } else if piece.is(Cue::Admission) {
            Stance::Admitted
        } else if piece.is(Cue::Claim) && !is_claim_of_lives(piece) {
            Stance::Claimed
        } else if piece.is(Cue::Reported) {
            Stance::Reported
        } else {
            continue;
        };
        // "denied reports that 30 were killed"
        let kept = found == Stance::Denied && matches!(word, Stance::Reported | Stance::Claimed);
        let behind = matches!(word, Stance::Reported | Stance::Claimed | Stance::Admitted | Stance::Feared);
        if (near < at || behind) && !kept {
            found = word;
        }
    }
    found
}

/// Verbs that put a figure forward.
const STANCES: &[Cue] = &[Cue::Denial, Cue::Admission, Cue::Claim];

/// "claimed 12 lives" claims nothing.
fn is_claim_of_lives(piece: &Piece<'_>) -> bool {
    piece.outcome().is_some_and(|word| word.is(Form::Finite))
}

/// How badly the victims of the group at piece `at` were hurt.
pub(super) fn severity(sentence: &Sentence<'_, '_>, at: usize, triggers: &[usize]) -> Option<Severity> {
    let around = [at].into_iter().chain(triggers.iter().copied());
    for near in around {
        for at in [near.wrapping_sub(1), near + 1, near + 2] {
            let piece = sentence.piece(at);
            if piece.is_some_and(|piece| piece.group().is_some() || piece.is_mark(',')) {
                break;
            }
            if let Some(severity) = piece.and_then(|piece| piece.word).and_then(|word| word.severity) {
                return Some(severity);
            }
        }
    }
    None
}
