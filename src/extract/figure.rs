//! The casualty figure: so many to so many, of whom, what befell them, and who says so.
//!
//! Names and values are those of the annotation guidelines of the field (UCDP GED: low, best, high).

use serde::{Deserialize, Serialize};

use super::Quote;

/// One reported quantity of people harmed, with the words that state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// `f1`, `f2`, … in the order of the article.
    pub id: String,
    /// Qualifier, number and victim noun as they stand in the text.
    #[serde(flatten)]
    pub quote: Quote,
    /// First scalar value of the number expression; `None` for a mention without a quantity.
    pub num_start: Option<usize>,
    /// One past its last scalar value.
    pub num_end: Option<usize>,
    /// The number expression as written.
    pub number_text: Option<String>,
    /// How many at least, at best and at most.
    #[serde(flatten)]
    pub bounds: Bounds,
    /// How sure the wording is.
    pub qualifier: Qualifier,
    /// What befell them.
    pub outcome: Outcome,
    /// How badly they were hurt, where the text says.
    pub severity: Option<Severity>,
    /// The victims as the text names them.
    pub victim_text: Option<String>,
    /// What the text calls them: never a finding about their status.
    pub victim_category: VictimCategory,
    /// Whose side the victims were on.
    pub side: Side,
    /// Actor ids of the victims' organisation.
    pub affiliation: Vec<String>,
    /// Actor ids of those said to have done it.
    pub perpetrator: Vec<String>,
    /// Who states the figure; `None` where only the article itself does.
    pub attribution: Option<Attribution>,
    /// How it is stated.
    pub stance: Stance,
    /// A toll that is expected to change.
    pub is_provisional: bool,
    /// A total over a period or a campaign, not addable to the figures of events.
    pub is_cumulative: bool,
    /// The figure that this one is part of.
    pub is_subset_of: Option<String>,
    /// A zero: the text says that nobody was harmed.
    pub negated: bool,
    /// Day, month, year or range (`2023/2025-07`) of the event, in ISO 8601.
    pub event_date: Option<String>,
    /// Region path of the event, from the country down.
    pub place: Option<Vec<String>>,
    /// The words that name the outcome.
    pub triggers: Vec<Quote>,
    /// The extraction rule that produced the figure.
    pub rule: String,
}

/// How many: `None` means that the text sets no such bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Bounds {
    /// At least.
    pub low: Option<u64>,
    /// As stated.
    pub best: Option<u64>,
    /// At most.
    pub high: Option<u64>,
}

/// Who states a figure, in which words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The words that name the speaker.
    #[serde(flatten)]
    pub quote: Quote,
    /// Actor id of the speaker, where known.
    pub id: Option<String>,
    /// Actor id of the medium that passes the statement on.
    pub via: Option<String>,
}

macro_rules! values {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in the order in which people expect to read them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value as it is written in data.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value that is written `text`.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }
    };
}

values! {
    /// How sure the wording of a number is.
    Qualifier {
        /// The number itself.
        Exact = "exact",
        /// "at least", "au moins"
        AtLeast = "at_least",
        /// "more than", "plus de"
        MoreThan = "more_than",
        /// "up to", "jusqu'à"
        AtMost = "at_most",
        /// "fewer than", "moins de"
        LessThan = "less_than",
        /// "about", "une vingtaine", "nearly"
        Approx = "approx",
        /// "between X and Y"
        Range = "range",
        /// "dozens", "several", "plusieurs"
        Vague = "vague",
    }
}

values! {
    /// What befell the people counted.
    Outcome {
        /// Died by conflict violence, however worded.
        Killed = "killed",
        /// Wounded, hurt.
        Injured = "injured",
        /// Kidnapped, taken hostage.
        Abducted = "abducted",
        /// Arrested, captured, detained.
        Arrested = "arrested",
        /// Unaccounted for.
        Missing = "missing",
        /// Driven from home.
        Displaced = "displaced",
        /// "Neutralised": killed, wounded or captured; never folded into killed.
        Neutralized = "neutralized",
        /// Gave themselves up.
        Surrendered = "surrendered",
        /// Freed.
        Released = "released",
        /// Several outcomes under one number, or "casualties" and "victims".
        Casualties = "casualties",
    }
}

values! {
    /// How badly the injured were hurt.
    Severity {
        /// "seriously", "grièvement"
        Serious = "serious",
        /// "lightly", "légèrement"
        Light = "light",
    }
}

values! {
    /// What the text calls the victims.
    VictimCategory {
        /// Villagers, women, children, journalists, elected officials, …
        Civilian = "civilian",
        /// Soldiers, troops.
        Military = "military",
        /// Police, gendarmes, customs, rangers.
        Police = "police",
        /// Vigilantes, self-defence groups.
        Militia = "militia",
        /// Jihadists, rebels, assailants, bandits.
        Militant = "militant",
        /// Private military companies.
        Mercenary = "mercenary",
        /// Blue helmets.
        Peacekeeper = "peacekeeper",
        /// Several of these under one number.
        Mixed = "mixed",
        /// People, persons, bodies, others.
        Unspecified = "unspecified",
    }
}

values! {
    /// Whose side the victims were on.
    Side {
        /// Armies, police, their allies.
        State = "state",
        /// Armed groups.
        NonState = "non_state",
        /// Civilians.
        Civilian = "civilian",
        /// Not said.
        Unspecified = "unspecified",
    }
}

values! {
    /// How a figure is put forward.
    Stance {
        /// Said, without more.
        Stated = "stated",
        /// "claims", "affirme", "revendique"
        Claimed = "claimed",
        /// A party admits a loss of its own.
        Admitted = "admitted",
        /// "reportedly", "aurait"
        Reported = "reported",
        /// "denies", "dément"
        Denied = "denied",
        /// Sources contradict each other in the text.
        Disputed = "disputed",
        /// "feared dead"
        Feared = "feared",
    }
}
