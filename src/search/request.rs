//! What may be asked, as plain data: no trace of a command line or of the engine.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::extract::Outcome;

/// A question and the narrowing around it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The user's words; `*` for everything.
    pub query: String,
    /// Narrowing that every hit must satisfy.
    pub filters: Filters,
}

/// Narrowing: values within a field are alternatives, fields add up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filters {
    /// Region paths or place names: `Mali/Ségou`.
    pub region: Vec<String>,
    /// Actor ids or any of their names; members count for their parents.
    pub actor: Vec<String>,
    /// Outlets.
    pub source: Vec<String>,
    /// Language codes.
    pub language: Vec<String>,
    /// Outcomes of figures.
    pub outcome: Vec<Outcome>,
    /// First day of publication.
    pub from: Option<Date>,
    /// Last day of publication.
    pub to: Option<Date>,
}

/// Which part of the ranked passages is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many passages to pass over.
    pub offset: usize,
    /// How many to return at most.
    pub limit: usize,
    /// How many of one article at most; `None` for all that match.
    pub per_article: Option<usize>,
    /// What comes first.
    pub sort: Sort,
    /// Whether each hit says why it scored as it did.
    pub explain: bool,
    /// Whether each hit says where else its words stand.
    pub copies: bool,
}

/// What comes first among the passages that match.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best match.
    #[default]
    Relevance,
    /// The latest event that a figure of the passage is dated to; undated ones last.
    Date,
    /// The latest publication; undated ones last.
    Published,
    /// The highest number killed that the passage states; passages without one last.
    Killed,
}

impl Default for Page {
    fn default() -> Self {
        Self { offset: 0, limit: 10, per_article: None, sort: Sort::Relevance, explain: false, copies: false }
    }
}

/// What to count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetBy {
    /// Region tree, named places only.
    Region,
    /// Actors under their parents.
    Actor,
    /// Actors said to have done harm.
    Perpetrator,
    /// Categories of victims.
    Victim,
    /// Outlets.
    Source,
    /// Languages.
    Language,
    /// Outcomes of figures.
    Outcome,
    /// Months of publication.
    Month,
    /// Years of publication.
    Year,
}

impl FacetBy {
    /// Every facet.
    pub const ALL: [Self; 9] = [
        Self::Region,
        Self::Actor,
        Self::Perpetrator,
        Self::Victim,
        Self::Source,
        Self::Language,
        Self::Outcome,
        Self::Month,
        Self::Year,
    ];
}
