//! The user's words to a query tree, with errors that point at the character. Pure.
//!
//! The language is described in `docs/query-language.md`; each of its examples is a test.

mod error;
mod lexer;
mod parser;
mod terms;
mod tree;

pub use error::QueryError;
pub use parser::{parse, parse_any};
pub use tree::{CountTest, DateField, DateTest, Field, Query, Text};
