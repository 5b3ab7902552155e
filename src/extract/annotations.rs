//! Everything found in one article, in the shape in which it is printed and stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ActorMention, Bounds, Figure, Outcome, PlaceMention};

/// An article as extraction sees it: text and the little that helps to read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleText {
    /// Identity, passed through.
    pub id: String,
    /// The text that all offsets count in.
    pub text: String,
    /// Headline; read as context, offsets never count in it.
    #[serde(default)]
    pub title: Option<String>,
    /// Day of publication, for relative dates.
    #[serde(default)]
    pub published: Option<jiff::civil::Date>,
    /// `en`, `fr`, …; detected where it is not given.
    #[serde(default)]
    pub language: Option<String>,
}

/// All figures, places and actors of one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annotations {
    /// The article's id.
    pub id: String,
    /// The language that it was read in.
    pub language: Option<String>,
    /// Casualty figures in the order of the text.
    pub figures: Vec<Figure>,
    /// Places in the order of the text.
    pub places: Vec<PlaceMention>,
    /// Actors in the order of the text.
    pub actors: Vec<ActorMention>,
    /// The article's figures added by outcome.
    pub tolls: BTreeMap<Outcome, Toll>,
}

/// Figures of one outcome added: no subset with its parent, no repeat, no cumulative total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// The sums.
    #[serde(flatten)]
    pub bounds: Bounds,
    /// Ids of the figures that were added.
    pub figures: Vec<String>,
}
