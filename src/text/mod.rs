//! Spans, folding and tokens: what every other layer means by a piece of text.
//!
//! Nothing here touches files or knows a word about conflict, and nothing can panic on input.

mod abbreviations;
mod byte_class;
mod flat_map;
mod fold;
mod lines;
pub mod number;
mod offsets;
mod part;
mod prefixes;
mod safety;
mod sentence;
mod shape;
mod short_word;
mod span;
mod token;
mod word_hash;

pub(crate) use flat_map::FlatMap;
pub use fold::{fold, fold_into};
pub(crate) use fold::{is_dropped, is_format};
pub use lines::lines;
pub use offsets::{OffsetMap, compose};
pub use safety::is_unsafe;
pub use sentence::sentences;
pub use shape::is_caseless;
pub use span::{ScalarIndex, Span};
pub use token::{Shape, Token, TokenKind, Tokens};
pub(crate) use word_hash::{ByHash, HASHED_ALONE, NO_WORD, hash_folded, mixed};
