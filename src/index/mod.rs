//! The tantivy index: one document a passage, the passages of an article side by side.
