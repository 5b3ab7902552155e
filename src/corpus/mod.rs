//! Folders and files to articles, articles to passages. Nothing is skipped without a [`Refusal`].

mod article;

pub use article::{Article, ArticleMeta, Passage, Refusal};
