//! Questions to ranked passages, facet counts and highlights.
//!
//! A [`Library`] is an opened index. A question is compiled to a plan (names recognised, words
//! analysed, filters resolved), the plan is asked of each segment, the passages found are scored,
//! and the best of them are read back with everything to mark in them.

mod bits;
mod columns;
mod compile;
mod copies;
mod error;
mod evaluate;
mod explain;
mod facets;
mod figures;
mod highlight;
mod hit;
mod hits;
mod library;
mod names;
mod near;
mod order;
mod places;
mod plan;
mod rank;
mod recurring;
mod request;
mod resolve;
mod reuse;
mod segment;
mod shingles;
mod show;
mod spans;
mod stats;
mod stored;
mod suggest;
mod weights;
mod why;
mod words;
mod written;

pub use copies::{SharedPassage, SharedWith};
pub use error::SearchError;
pub use explain::{Reading, ReadingKind};
pub use hit::{
    Copy, Counts, FacetTree, FacetValue, Highlight, HighlightKind, Hit, PassageText, SearchResults,
};
pub use library::{Found, Library, RankedArticle};
pub use recurring::Recurring;
pub use request::{FacetBy, Filters, Page, Question, Sort};
pub use show::StoredArticle;
pub use weights::Weights;
pub use why::{Share, Signal};
