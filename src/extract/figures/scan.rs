//! From the tokens of a sentence to its typed pieces.

use std::ops::Range;

use super::noun_phrase::{Phrase, Reader};
use super::piece::{Counted, Group, Head, Kind, Piece, Value, Wording};
use super::sentence::Sentence;
use crate::text::TokenKind;
use crate::text::number::{Number, NumberClass, NumberForm};
use crate::vocabulary::casualties::{Cue, Form};
use crate::vocabulary::{Qualifier, VictimCategory};

/// Reads the tokens of `range` into the pieces of a sentence.
pub(super) fn pieces<'t, 'v>(reader: &Reader<'_, 't, 'v>, range: Range<usize>) -> Sentence<'t, 'v> {
    let mut scan = Scan { reader, sentence: empty(reader, range.clone()) };
    let mut at = range.start;
    while at < range.end {
        at = scan.step(at, range.end).max(at + 1);
    }
    scan.sentence
}

fn empty<'t, 'v>(reader: &Reader<'_, 't, 'v>, range: Range<usize>) -> Sentence<'t, 'v> {
    Sentence {
        tokens: reader.tokens,
        pieces: Vec::with_capacity(range.len()),
        range,
        groups: Vec::new(),
        bindings: Vec::new(),
        noun_first: reader.words.noun_first,
        notes: None,
    }
}

struct Scan<'r, 'd, 't, 'v> {
    reader: &'r Reader<'d, 't, 'v>,
    sentence: Sentence<'t, 'v>,
}

impl Scan<'_, '_, '_, '_> {
    /// Reads what stands at token `at`; returns the token after it.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let phrase = self.reader.word(at);
        let aged = self.aged(at);
        let number =
            aged.as_ref().or_else(|| self.reader.number_at(at)).filter(|number| number.tokens.end <= end);
        if let Some(number) = number
            && phrase.as_ref().is_none_or(|(range, _)| range.end <= number.tokens.end)
            && let Some(next) = self.number(number)
        {
            return next;
        }
        if let Some(next) = self.definite(at, end) {
            return next;
        }
        if let Some((range, word)) = phrase {
            let next = range.end;
            if word.is(Cue::Nobody) {
                self.push_group(Group::nobody(range, None));
                return next;
            }
            self.sentence.pieces.push(Piece { tokens: range, kind: Kind::Word, word: Some(word) });
            return next;
        }
        let kind = match self.reader.tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Punctuation(mark)) => Kind::Mark(mark),
            Some(TokenKind::Word | TokenKind::Digits) => Kind::Word,
            _ => return at + 1,
        };
        self.sentence.pieces.push(Piece { tokens: at..at + 1, kind, word: None });
        at + 1
    }

    /// "a 16-year-old boy": the article counts, the age does not.
    fn aged(&self, at: usize) -> Option<Number> {
        let (range, word) = self.reader.word(at)?;
        let next = self.reader.number_at(range.end);
        let aged = next.is_some_and(|next| !next.is_count());
        let beside = word.is(Cue::Article) && aged || word.is(Cue::Another) && range.len() > 1;
        beside.then(|| Number {
            span: self.reader.tokens.span(range.clone()),
            tokens: range,
            low: Some(1),
            best: Some(1),
            high: Some(1),
            form: NumberForm::Article,
            class: NumberClass::Count,
        })
    }

    /// Reads a number and what it counts; `None` where it is better read as a word.
    fn number(&mut self, number: &Number) -> Option<usize> {
        if !number.is_count() {
            let single = number.form == NumberForm::Article || number.tokens.len() == 1;
            if single && self.reader.word(number.tokens.start).is_some() {
                return None;
            }
            self.push(number.tokens.clone(), Kind::Number);
            return Some(number.tokens.end);
        }
        let mut phrase = self.reader.phrase(number);
        let counted = match number.form {
            NumberForm::Article => Counted::Article,
            NumberForm::Zero if number.best == Some(0) => Counted::Zero,
            _ => Counted::Number,
        };
        let stands = match counted {
            Counted::Article => {
                matches!(phrase.head, Head::Victims | Head::Outcome)
                    || phrase.others
                    || self.counts(phrase.end)
            }
            Counted::Zero | Counted::Number | Counted::Definite => true,
        };
        if counted == Counted::Zero && matches!(phrase.head, Head::Unknown | Head::Objects) {
            phrase = Phrase { end: number.tokens.end, ..Phrase::default() };
        }
        if phrase.head == Head::Objects {
            self.push(number.tokens.start..phrase.end, Kind::Number);
            return Some(phrase.end);
        }
        if !stands {
            return None;
        }
        let (start, opening) = self.opening(number);
        let (end, after) = self.reader.qualifier_after(phrase.end);
        let group = Group {
            tokens: start..end,
            number: number.tokens.clone(),
            counted,
            value: Value::of(number),
            wording: Wording { qualifier: opening.qualifier.or(after), ..opening },
            head: phrase.head,
            noun: phrase.noun.clone(),
            category: phrase.category,
            outcome: phrase.outcome.clone(),
            others: phrase.others,
            part: phrase.part,
        };
        self.push_group(group);
        Some(end)
    }

    /// "un mort", "un blessé": a noun that is an outcome stands at `at`.
    fn counts(&self, at: usize) -> bool {
        let outcome = self.reader.word(at).and_then(|(_, word)| word.outcome);
        outcome.is_some_and(|word| word.is(Form::Count) && self.sentence.noun_first)
    }

    /// What opens the figure: qualifiers and the article of a collective belong to it.
    fn opening(&mut self, number: &Number) -> (usize, Wording) {
        let mut start = number.tokens.start;
        let mut opening = Wording::default();
        for _ in 0..4 {
            let Some(last) = self.sentence.pieces.last().filter(|last| last.tokens.end == start) else {
                break;
            };
            let Some(word) = last.word else { break };
            let collective = matches!(number.form, NumberForm::Collective | NumberForm::Vague)
                && last.is_any(&[Cue::Article, Cue::Partitive]);
            let bounds = number.form == NumberForm::Range && last.is_any(&[Cue::Of, Cue::Preposition]);
            let article = opening.qualifier.is_some() && last.is(Cue::Article);
            if let Some(found) = word.qualifier {
                opening.qualifier = Some(stronger(found, opening.qualifier));
            } else if !(collective || bounds || article) {
                break;
            }
            opening.nearly |= word.is(Cue::Nearly);
            opening.total |= word.is(Cue::Total);
            start = last.tokens.start;
            self.sentence.pieces.pop();
            if bounds {
                break;
            }
        }
        (start, opening)
    }

    /// "the prefect", "village chief Amadou Dicko": one victim, named by role.
    fn definite(&mut self, at: usize, end: usize) -> Option<usize> {
        let phrase: Phrase = self.reader.definite(at, end)?;
        let group = Group {
            tokens: at..phrase.end,
            number: at..at,
            counted: Counted::Definite,
            value: Value::ONE,
            wording: Wording::default(),
            head: Head::Victims,
            noun: Some(at..phrase.end),
            category: phrase.category,
            outcome: None,
            others: false,
            part: false,
        };
        let end = phrase.end;
        self.push_group(group);
        Some(end)
    }

    fn push_group(&mut self, group: Group) {
        let tokens = group.tokens.clone();
        let kind = Kind::Group(self.sentence.groups.len());
        self.sentence.groups.push(group);
        self.push(tokens, kind);
    }

    fn push(&mut self, tokens: Range<usize>, kind: Kind) {
        self.sentence.pieces.push(Piece { tokens, kind, word: None });
    }
}

/// "at least about 20": the bound says more than the estimate.
fn stronger(outer: Qualifier, inner: Option<Qualifier>) -> Qualifier {
    match (outer, inner) {
        (Qualifier::Exact | Qualifier::Approx, Some(inner)) => inner,
        (outer, _) => outer,
    }
}

impl Default for Phrase {
    fn default() -> Self {
        Self {
            head: Head::Elided,
            noun: None,
            end: 0,
            category: VictimCategory::Unspecified,
            outcome: None,
            others: false,
            part: false,
        }
    }
}
