//! The user's words to a query tree, with errors that point at the character. Pure.
