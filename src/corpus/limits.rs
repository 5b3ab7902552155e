//! How much of a file is read at most.

/// Bounds on what one article may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one article: of a file, or of a line of JSON Lines. Larger ones are refused.
    pub article_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { article_bytes: 256 * 1024 * 1024 }
    }
}
