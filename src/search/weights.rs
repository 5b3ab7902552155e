//! How much each ranking signal counts.

/// What each signal weighs; a weight of 0 switches it off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// How fast repeated words stop counting.
    pub k1: f32,
    /// How much long passages and articles are held back.
    pub b: f32,
    /// A word in the headline, against one in the text of the article.
    pub title: f32,
    /// The article as a whole, against the passage itself.
    pub article: f32,
    /// The best passage, against the article as a whole, where articles are ranked.
    pub passage: f32,
    /// The words of a name where they name something else, against a mention of what it names.
    pub name: f32,
    /// A passage that states a figure, where the query asks for something that figures are about.
    pub figure: f32,
    /// A word as it is written in the query, against any of its forms.
    pub exact: f32,
    /// Words of the query near each other.
    pub near: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            k1: 1.2,
            b: 0.6,
            title: 2.0,
            article: 0.5,
            passage: 0.2,
            name: 0.5,
            figure: 0.5,
            exact: 0.2,
            near: 0.5,
        }
    }
}
