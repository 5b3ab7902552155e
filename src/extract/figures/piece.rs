//! The typed pieces of a sentence: what the rules see instead of words.

use std::ops::Range;

use super::noun_phrase::Phrase;
use crate::text::number::{Number, NumberForm};
use crate::vocabulary::casualties::{CasualtyWord, Cue, Form, OutcomeWord};
use crate::vocabulary::{Outcome, Qualifier, VictimCategory};

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number with its victims; the index of the group.
    Group(usize),
    /// Any other word: a casualty word, or one that the vocabulary does not know.
    Word,
    /// A number that counts nothing: a date, a distance, an age.
    Number,
    /// Punctuation.
    Mark(char),
}

impl Kind {
    /// The mark as the rules know it: a comma of Arabic is a comma.
    pub(super) const fn mark(mark: char) -> Self {
        Self::Mark(match mark {
            '،' => ',',
            '؛' => ';',
            '؟' => '?',
            _ => mark,
        })
    }
}

/// One piece of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Piece<'v> {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What it is.
    pub(super) kind: Kind,
    /// What the vocabulary says about it.
    pub(super) word: Option<&'v CasualtyWord>,
}

impl Piece<'_> {
    /// Whether the piece is a word with `cue`.
    pub(super) fn is(&self, cue: Cue) -> bool {
        self.word.is_some_and(|word| word.is(cue))
    }

    /// Whether the piece has any of `cues`.
    pub(super) fn is_any(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.is(cue))
    }

    /// The outcome that the piece names.
    pub(super) fn outcome(&self) -> Option<OutcomeWord> {
        if matches!(self.kind, Kind::Group(_)) { None } else { self.word.and_then(|word| word.outcome) }
    }

    /// Whether the piece names an outcome in `form`.
    pub(super) fn has_form(&self, form: Form) -> bool {
        self.outcome().is_some_and(|word| word.is(form))
    }

    /// Whether the piece is the mark `mark`.
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// The group that the piece is.
    pub(super) const fn group(&self) -> Option<usize> {
        match self.kind {
            Kind::Group(group) => Some(group),
            Kind::Word | Kind::Number | Kind::Mark(_) => None,
        }
    }
}

/// What stands at the head of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// A noun for people.
    Victims,
    /// A noun that is an outcome itself: deaths, bodies, casualties.
    Outcome,
    /// A noun that the vocabulary does not know.
    Unknown,
    /// Nothing: the number stands alone.
    Elided,
    /// "of whom", "of them": people counted before.
    OfThem,
    /// Things that are no people.
    Objects,
}

/// How the group is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// By a number.
    Number,
    /// By an article: "a farmer".
    Article,
    /// By a negation: "no casualties".
    Zero,
    /// Not at all: one person with a role, "the prefect".
    Definite,
    /// Not at all: one person with a name.
    Named,
}

/// A number with its victims.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Qualifier, number and noun.
    pub(super) tokens: Range<usize>,
    /// The number alone; empty for a definite victim.
    pub(super) number: Range<usize>,
    /// How it is counted.
    pub(super) counted: Counted,
    /// Low, best and high as the number alone says them.
    pub(super) value: Value,
    /// What the words around the number make of it.
    pub(super) wording: Wording,
    /// What is counted.
    pub(super) head: Head,
    /// The noun phrase.
    pub(super) noun: Option<Range<usize>>,
    /// What the noun calls the victims.
    pub(super) category: VictimCategory,
    /// An outcome inside the group: "six dead soldiers", "24 deaths".
    pub(super) outcome: Option<(Range<usize>, OutcomeWord)>,
    /// What befell whoever the noun names, where the sentence says so: "prisoners", "déplacés".
    pub(super) standing: Option<(Range<usize>, OutcomeWord)>,
    /// "others", "another": takes its meaning from the group before.
    pub(super) others: bool,
    /// The noun says little of itself: men, members, leaders.
    pub(super) weak: bool,
    /// "of those deaths": part of what was counted before.
    pub(super) part: bool,
    /// "twelve of the 31": the number of the whole.
    pub(super) whole: Option<(Range<usize>, Value)>,
}

impl Group {
    /// One person, named by role or by name instead of a number.
    pub(super) fn person(counted: Counted, at: usize, phrase: Phrase) -> Self {
        Self {
            tokens: at..phrase.end,
            number: at..at,
            counted,
            value: Value::ONE,
            wording: Wording::default(),
            head: Head::Victims,
            noun: phrase.noun.or(Some(at..phrase.end)),
            category: phrase.category,
            outcome: None,
            standing: None,
            others: false,
            weak: false,
            part: false,
            whole: None,
        }
    }

    /// Whether the group is one person without a number.
    pub(super) const fn is_person(&self) -> bool {
        matches!(self.counted, Counted::Definite | Counted::Named)
    }

    /// Nobody, said by the negation at `not` of `noun`.
    pub(super) fn nobody(not: Range<usize>, noun: Option<Range<usize>>) -> Self {
        Self {
            tokens: not.clone(),
            number: not,
            counted: Counted::Zero,
            value: Value { low: Some(0), best: Some(0), high: Some(0), qualifier: Qualifier::Exact },
            wording: Wording::default(),
            head: Head::Elided,
            noun,
            category: VictimCategory::Unspecified,
            outcome: None,
            standing: None,
            others: false,
            weak: false,
            part: false,
            whole: None,
        }
    }
}

/// What the words around a number make of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wording {
    /// "at least", "environ"
    pub(super) qualifier: Option<Qualifier>,
    /// "nearly", "presque": no more than the number.
    pub(super) nearly: bool,
    /// "another 12": besides those counted before.
    pub(super) more: bool,
    /// "a total of": the sum of what was counted before.
    pub(super) total: bool,
}

/// A number's bounds and how it is expressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value {
    /// At least.
    pub(super) low: Option<u64>,
    /// As stated.
    pub(super) best: Option<u64>,
    /// At most.
    pub(super) high: Option<u64>,
    /// What the form of the number says of itself.
    pub(super) qualifier: Qualifier,
}

impl Value {
    /// One, exactly.
    pub(super) const ONE: Self =
        Self { low: Some(1), best: Some(1), high: Some(1), qualifier: Qualifier::Exact };

    /// The value of a number.
    pub(super) fn of(number: &Number) -> Self {
        let qualifier = match number.form {
            NumberForm::Range => Qualifier::Range,
            NumberForm::Collective => Qualifier::Approx,
            NumberForm::Vague => Qualifier::Vague,
            NumberForm::Cardinal
            | NumberForm::Zero
            | NumberForm::Article
            | NumberForm::Both
            | NumberForm::Code => Qualifier::Exact,
        };
        Self { low: number.low, best: number.best, high: number.high, qualifier }
    }
}

/// A group and what befell it.
#[derive(Debug, Clone)]
pub(super) struct Binding {
    /// The group.
    pub(super) group: usize,
    /// What befell it.
    pub(super) outcome: Outcome,
    /// The pieces that say so; empty where the group says it itself.
    pub(super) triggers: Vec<usize>,
    /// The rule that found it.
    pub(super) rule: &'static str,
    /// The binding that this one is part of, within the sentence.
    pub(super) parent: Option<usize>,
    /// The qualifier of the first group of a list, which governs the others.
    pub(super) inherited: Option<Qualifier>,
}
