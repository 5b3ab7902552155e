//! Questions to ranked passages, facet counts and highlights.

mod hit;
mod request;

pub use hit::{Counts, FacetTree, FacetValue, Highlight, HighlightKind, Hit, PassageText, SearchResults};
pub use request::{FacetBy, Filters, Page, Question};
