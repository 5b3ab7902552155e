//! What is answered, as plain data, in the shape in which it is printed as JSON.

use serde::Serialize;

use super::Share;
use crate::corpus::ArticleMeta;
use crate::extract::{ActorMention, Figure, PlaceMention, Quote};

/// A ranked passage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// 1 for the best.
    pub rank: usize,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// Where the passage stands.
    pub article: ArticleMeta,
    /// The passage.
    pub passage: PassageText,
    /// What to mark in it.
    pub highlights: Vec<Highlight>,
    /// Figures in the passage, offsets within the article.
    pub figures: Vec<Figure>,
    /// Places in the passage, offsets within the article.
    pub places: Vec<PlaceMention>,
    /// Actors in the passage, offsets within the article.
    pub actors: Vec<ActorMention>,
    /// When the article came into the index, in UTC. For exports that tell times: two indexes of
    /// the same articles give the same answers, so it is not printed with the rest.
    #[serde(skip)]
    pub indexed_at: Option<String>,
    /// Where its words stand once more, all or many of them, where that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_in: Vec<Copy>,
    /// Passages of its article that match, this one included.
    #[serde(skip)]
    pub of_article: usize,
    /// Why it scored as it did, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Vec<Share>>,
}

/// Another article in which words of a passage stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Copy {
    /// Id of its article.
    pub id: String,
    /// File of its article.
    pub path: String,
    /// Outlet.
    pub source: Option<String>,
    /// The number of the passage there that holds most of them, from 0.
    pub ordinal: usize,
    /// The share of the passage's words that stand there; 1 is all of them.
    pub share: f64,
}

/// A passage and its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassageText {
    /// Its number within the article, from 0.
    pub ordinal: usize,
    /// Its words and offsets within the article.
    #[serde(flatten)]
    pub quote: Quote,
}

/// A part of a passage to mark; offsets within the passage's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Highlight {
    /// First Unicode scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// First UTF-8 byte.
    pub byte_start: usize,
    /// One past the last.
    pub byte_end: usize,
    /// Why it is marked.
    pub kind: HighlightKind,
    /// Id of the figure, place or actor behind it.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
}

/// Why a part of a passage is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum HighlightKind {
    /// A word of the query.
    Term,
    /// A phrase of the query.
    Phrase,
    /// Another name of a place or actor of the query.
    Alias,
    /// A casualty figure, whatever the query.
    Figure,
    /// A place of the query or filter.
    Place,
    /// An actor of the query or filter.
    Actor,
}

/// Exact counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Articles.
    pub articles: usize,
    /// Passages.
    pub passages: usize,
}

/// One page of ranked passages and how many there are in all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchResults {
    /// Everything that matched.
    pub total: Counts,
    /// How many passages there are to page through: all of them, but for a limit to each article.
    #[serde(skip)]
    pub pageable: usize,
    /// The page asked for.
    pub hits: Vec<Hit>,
}

/// Counts by the values of one facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetTree {
    /// The facet, as it is asked for.
    pub by: &'static str,
    /// Everything that matched.
    pub total: Counts,
    /// Topmost values, most articles first.
    pub values: Vec<FacetValue>,
    /// What matched and has no value.
    pub unknown: Counts,
}

/// One value of a facet and what lies under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// A region's name, an actor's id, a month, …
    pub value: String,
    /// Display name, where it is not the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// From the topmost value down to this one.
    pub path: Vec<String>,
    /// Exact counts.
    #[serde(flatten)]
    pub counts: Counts,
    /// Values under it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Self>,
}
