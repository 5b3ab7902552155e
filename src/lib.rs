//! Full-text search over conflict reporting, in which every casualty figure is an object of its
//! own: so many to so many, killed or injured, soldiers or civilians, said by whom, in these words.
//!
//! Read the layers in this order; each may use those before it, never one after it:
//!
//! 1. [`text`]: spans, folding, tokens, numbers.
//! 2. [`vocabulary`]: places, actors and casualty words, from the data in `index-schema/`.
//! 3. [`extract`]: text to figures, places and actors.
//! 4. [`corpus`]: folders and files to articles and passages.
//! 5. [`index`]: articles to a tantivy index, kept in step with their folder.
//! 6. [`query`]: the user's words to a query tree.
//! 7. [`search`]: a query tree to ranked passages, facets and highlights.
//! 8. [`export`]: hits to bytes.
//! 9. [`cli`]: the command line over all of it.

pub mod cli;
pub mod corpus;
pub mod export;
pub mod extract;
pub mod index;
pub mod query;
pub mod search;
pub mod text;
pub mod vocabulary;
