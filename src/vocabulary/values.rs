//! The closed sets of values that figures are described with, in data files and in output alike.
//!
//! Names and values are those of the annotation guidelines of the field (UCDP GED: low, best, high).

use serde::{Deserialize, Serialize};

/// An enum of values that data and output write as words.
macro_rules! closed_set {
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

pub(crate) use closed_set;

closed_set! {
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

closed_set! {
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

closed_set! {
    /// How badly the injured were hurt.
    Severity {
        /// "seriously", "grièvement"
        Serious = "serious",
        /// "lightly", "légèrement"
        Light = "light",
    }
}

closed_set! {
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

closed_set! {
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

closed_set! {
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
