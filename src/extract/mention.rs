//! Names of places and actors as they occur in a text, resolved to the vocabularies.

use serde::{Deserialize, Serialize};

use crate::text::{ScalarIndex, Span};
use crate::vocabulary::closed_set;

/// Words of a text, with their offsets in both units.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// First Unicode scalar value.
    pub start: usize,
    /// One past the last scalar value.
    pub end: usize,
    /// First UTF-8 byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// The words themselves.
    pub text: String,
}

impl Quote {
    /// Quotes the bytes of `span` from `text`.
    #[must_use]
    pub fn new(text: &str, scalars: &ScalarIndex<'_>, span: Span) -> Self {
        let counted = scalars.scalars(span);
        Self {
            start: counted.start,
            end: counted.end,
            byte_start: span.start,
            byte_end: span.end,
            text: span.of(text).to_owned(),
        }
    }

    /// The quoted bytes.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span::new(self.byte_start, self.byte_end)
    }
}

closed_set! {
    /// How a mention names its place or actor.
    Level {
        /// By its name.
        Named = "named",
        /// By a description: "the army".
        Nominal = "nominal",
        /// By a place that stands for it: "Bamako denies".
        Metonym = "metonym",
        /// By a word of origin: "Malian".
        Demonym = "demonym",
        /// A person.
        Person = "person",
    }
}

/// A place named in a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// The words.
    #[serde(flatten)]
    pub quote: Quote,
    /// Id in the gazetteer.
    pub id: String,
    /// Name in the gazetteer.
    pub name: String,
    /// From the country down to the place itself.
    pub path: Vec<String>,
    /// Latitude in degrees, where the place is a point.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// How the text names it.
    pub level: Level,
    /// Ids of the places that it may as well be: the entry is then what they have in common.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// Why this place was chosen among those of its name; for explanations, not printed with the rest.
    #[serde(skip)]
    pub reason: PlaceReason,
}

/// Why a place was chosen among those of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PlaceReason {
    /// No other place has the name.
    #[default]
    OnlyOne,
    /// The text does not let it be any other place of its name.
    OnlyPlausible,
    /// The words around it ask for a region or a town.
    Wording,
    /// The words after it say in what it lies: "X (Y, Z)".
    Contained,
    /// The text names the region that it lies in.
    Region,
    /// It lies near other places of the text.
    Near,
    /// The text is on its country.
    Country,
    /// It is by far the largest.
    Population,
    /// The evidence is too thin: what the candidates have in common was taken.
    TooThin,
}

impl std::fmt::Display for PlaceReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OnlyOne => "no other place has the name",
            Self::OnlyPlausible => "the text does not let it be another place of its name",
            Self::Wording => "the words around it ask for a region or a town",
            Self::Contained => "the words after it say in what it lies",
            Self::Region => "the text names the region that it lies in",
            Self::Near => "it lies near other places of the text",
            Self::Country => "the text is on its country",
            Self::Population => "it is by far the largest of its name",
            Self::TooThin => "the text does not tell which of its name: what they have in common was taken",
        })
    }
}

/// An actor named in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorMention {
    /// The words.
    #[serde(flatten)]
    pub quote: Quote,
    /// Id in the lexicon.
    pub id: String,
    /// Name in the lexicon.
    pub name: String,
    /// Ids of its parents, the topmost first.
    pub ancestors: Vec<String>,
    /// How the text names it.
    pub level: Level,
}
