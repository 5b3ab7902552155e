//! Articles that wait to be added together: what a segment knows of words is fetched from far once
//! for all of them, while reading one article drives it away again.

use super::readers::Ready;

/// Articles that are added together.
const TOGETHER: usize = 128;
/// Bytes of their texts from which fewer are.
const TOGETHER_BYTES: usize = 1 << 20;

/// An article on its way into a segment.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) ready: Ready,
    /// The folder or file that was indexed.
    pub(super) root: String,
    /// Whether the index holds an older state of it.
    pub(super) replaces: bool,
}

/// Those that came since articles were added last.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    articles: Vec<Incoming>,
    bytes: usize,
}

impl Waiting {
    /// Takes one more.
    pub(super) fn push(&mut self, article: Incoming) {
        self.bytes += article.ready.article.text.len();
        self.articles.push(article);
    }

    /// Whether there are so many that more gain nothing.
    pub(super) const fn is_enough(&self) -> bool {
        self.articles.len() >= TOGETHER || self.bytes >= TOGETHER_BYTES
    }

    /// Gives all of them, in the order in which they came.
    pub(super) fn take(&mut self) -> Vec<Incoming> {
        std::mem::take(self).articles
    }
}
