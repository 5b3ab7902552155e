//! The members of office documents and books, which are zip archives read as a whole.

pub(in crate::corpus) use super::zip::{member_of as member, names_in as members};
