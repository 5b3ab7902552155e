//! What a casualty word can be.

use super::Cue;
use crate::vocabulary::{Outcome, Qualifier, Severity, VictimCategory};

/// Everything that one form can be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CasualtyWord {
    /// Names an outcome.
    pub outcome: Option<OutcomeWord>,
    /// Names people who can be victims.
    pub victim: Option<VictimWord>,
    /// Names things that are counted but are not people: villages, vehicles, attacks.
    pub object: bool,
    /// A unit that makes the number before it no count of people.
    pub unit: Option<Unit>,
    /// Qualifies the number after it.
    pub qualifier: Option<Qualifier>,
    /// Qualifies the number before it.
    pub qualifier_after: Option<Qualifier>,
    /// How badly the injured are hurt.
    pub severity: Option<Severity>,
    /// The grammatical cues, one bit each.
    pub cues: u128,
}

impl CasualtyWord {
    /// Whether the word is `cue`.
    #[must_use]
    pub const fn is(&self, cue: Cue) -> bool {
        self.cues & cue.bit() != 0
    }

    /// Whether the word has nothing but a grammatical meaning.
    #[must_use]
    pub const fn is_small(&self) -> bool {
        self.outcome.is_none() && self.victim.is_none() && !self.object
    }

    /// Whether the word has no cue but `cue`.
    #[must_use]
    pub const fn is_at_most(&self, cue: Cue) -> bool {
        self.cues & !cue.bit() == 0
    }

    /// Whether the word names soldiers, fighters or others who are no civilians.
    #[must_use]
    pub fn names_armed(&self) -> bool {
        self.victim.is_some_and(|victim| {
            !matches!(victim.category, VictimCategory::Civilian | VictimCategory::Unspecified)
        })
    }

    /// Whether the word is any of `cues`.
    #[must_use]
    pub fn is_any(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|&cue| self.is(cue))
    }
}

/// A word that names what befell people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutcomeWord {
    /// What befell them.
    pub outcome: Outcome,
    /// The grammatical forms, one bit each.
    pub forms: u16,
}

impl OutcomeWord {
    /// Whether the word can be of `form`.
    #[must_use]
    pub const fn is(self, form: Form) -> bool {
        self.forms & form.bit() != 0
    }
}

/// What an outcome word can be in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// "kill", "tuer"
    Infinitive,
    /// "killed", "tue"
    Finite,
    /// "killed", "tués"
    Participle,
    /// "killing", "tuant"
    Gerund,
    /// Its subject is the victim: "die", "périr".
    Intransitive,
    /// An adjective that also counts alone: "six dead soldiers", "15 dead".
    State,
    /// A noun that a number counts: "24 deaths", "neuf corps".
    Count,
    /// A noun that takes its victims with "of": "the death of", "la mort de".
    Event,
    /// A balance: "death toll", "bilan".
    Toll,
    /// "lives": counts only with a verb of loss.
    Lives,
}

impl Form {
    /// Every form.
    pub const ALL: &'static [Self] = &[
        Self::Infinitive,
        Self::Finite,
        Self::Participle,
        Self::Gerund,
        Self::Intransitive,
        Self::State,
        Self::Count,
        Self::Event,
        Self::Toll,
        Self::Lives,
    ];

    /// The form as one bit.
    #[must_use]
    pub const fn bit(self) -> u16 {
        1 << (self as u16)
    }
}

/// A word that names people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VictimWord {
    /// What it calls them.
    pub category: VictimCategory,
    /// Whether it can stand for one person.
    pub singular: bool,
    /// Whether it can stand for several.
    pub plural: bool,
    /// Whether another noun beside it says more: "men", "members", "éléments".
    pub weak: bool,
}

/// What a number before the unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Years old, hours, days.
    Time,
    /// Kilometres, metres, millimetres.
    Length,
    /// Dollars, francs.
    Money,
    /// Per cent.
    Share,
    /// Kilograms, rounds.
    Amount,
}
