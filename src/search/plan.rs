//! A query tree made ready for the index: names recognised, words analysed, filters resolved.

use super::spans::Spans;
use crate::extract::Outcome;
use crate::index::Days;
use crate::query::CountTest;

/// A question ready to be asked of a segment.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) root: Node,
    pub(super) leaves: Vec<Leaf>,
    /// What the leaves ask for, each thing once, however often the query says it.
    pub(super) asks: Vec<What>,
    /// What passages are ranked by.
    pub(super) content: Vec<Content>,
    /// Whether passages that state a figure are more likely to answer.
    pub(super) asks_for_figures: bool,
}

/// One thing that passages are ranked by.
#[derive(Debug, Clone)]
pub(super) struct Content {
    /// Which of [`Plan::asks`].
    pub(super) ask: usize,
    /// How often the query says it.
    pub(super) times: f32,
    /// How the query wrote it first.
    pub(super) written: String,
}

/// A part of the tree over the leaves.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Everything,
    Leaf(usize),
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
}

/// One thing that an article is asked for.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// Which of [`Plan::asks`].
    pub(super) ask: usize,
    /// How the query wrote it.
    pub(super) written: String,
    /// Words that occur everywhere: they may be missing, unless there is nothing else.
    pub(super) is_optional: bool,
    /// Whether finding it is not wanted.
    pub(super) is_negated: bool,
}

/// What a leaf asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// Words, phrases and nearness.
    Text(Text),
    /// A name of the vocabularies: its words, or any mention of what it names.
    Name(Name),
    /// One of these values in a column of the passage.
    Tag { column: &'static str, values: Vec<String> },
    /// One of these values in a column of the article.
    ArticleTag { column: &'static str, values: Vec<String> },
    /// A single figure that satisfies all of these.
    Figure(FigureTest),
    /// Publication within these days; `None`: not known.
    Published(Option<DayRange>),
}

/// Words, phrases and nearness.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    pub(super) spans: Spans,
    /// Letter by letter as written; checked against the stored text.
    pub(super) surface: Option<String>,
    /// In the headline only.
    pub(super) title_only: bool,
    /// Whether it is marked as a phrase.
    pub(super) is_phrase: bool,
}

/// A name of a place or an actor, or of several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) spans: Spans,
    /// Ids of the places that go by it.
    pub(super) places: Vec<String>,
    /// Ids of the actors that go by it.
    pub(super) actors: Vec<String>,
    /// Whether the words count beside the mentions.
    pub(super) words_count: bool,
}

/// First and last day, as days since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DayRange(pub(super) i64, pub(super) i64);

impl From<Days> for DayRange {
    fn from(days: Days) -> Self {
        Self(days.first, days.last)
    }
}

/// What a single figure must be.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FigureTest {
    pub(super) outcome: Option<Outcome>,
    pub(super) counts: Vec<Count>,
    pub(super) victims: Vec<String>,
    /// Ids of actors, with those of their members.
    pub(super) by: Vec<Vec<String>>,
    pub(super) says: Vec<Vec<String>>,
    pub(super) dates: Vec<Option<DayRange>>,
}

/// A condition on the number of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Count {
    Between(Option<u64>, Option<u64>),
    Nobody,
    Unknown,
}

impl From<CountTest> for Count {
    fn from(test: CountTest) -> Self {
        match test {
            CountTest::Between(low, high) => Self::Between(low, high),
            CountTest::Nobody => Self::Nobody,
            CountTest::Unknown => Self::Unknown,
        }
    }
}

impl What {
    /// Whether this is something to read in the text, not a narrowing around it.
    pub(super) const fn is_content(&self) -> bool {
        match self {
            Self::Text(text) => !text.title_only,
            Self::Name(_) => true,
            _ => false,
        }
    }

    /// Whether a passage can have it, not only an article.
    pub(super) const fn is_of_passages(&self) -> bool {
        match self {
            Self::Text(text) => !text.title_only,
            Self::ArticleTag { .. } | Self::Published(_) => false,
            Self::Name(_) | Self::Tag { .. } | Self::Figure(_) => true,
        }
    }
}

impl Plan {
    /// The plan of a tree. A query of nothing but function words means them.
    pub(super) fn new(root: Node, mut leaves: Vec<Leaf>, asks: Vec<What>) -> Self {
        let is_ranked = |leaf: &Leaf| !leaf.is_negated && asks.get(leaf.ask).is_some_and(What::is_content);
        if leaves.iter().filter(|leaf| is_ranked(leaf)).all(|leaf| leaf.is_optional) {
            for leaf in &mut leaves {
                leaf.is_optional = false;
            }
        }
        let mut content: Vec<Content> = Vec::new();
        let mut known = vec![None; asks.len()];
        for leaf in leaves.iter().filter(|leaf| is_ranked(leaf) && !leaf.is_optional) {
            let Some(slot) = known.get_mut(leaf.ask) else { continue };
            let at: usize = *slot.get_or_insert(content.len());
            match content.get_mut(at) {
                Some(said) => said.times += 1.0,
                None => content.push(Content { ask: leaf.ask, times: 1.0, written: leaf.written.clone() }),
            }
        }
        Self { root, leaves, asks, content, asks_for_figures: false }
    }

    /// What a leaf asks for.
    pub(super) fn what(&self, leaf: &Leaf) -> Option<&What> {
        self.asks.get(leaf.ask)
    }

    /// What must be there, each thing once.
    pub(super) fn wanted(&self) -> impl Iterator<Item = &What> {
        let mut is_wanted = vec![false; self.asks.len()];
        for leaf in self.leaves.iter().filter(|leaf| !leaf.is_negated && !leaf.is_optional) {
            if let Some(wanted) = is_wanted.get_mut(leaf.ask) {
                *wanted = true;
            }
        }
        self.asks.iter().zip(is_wanted).filter(|(_, wanted)| *wanted).map(|(what, _)| what)
    }

    /// What each content asks for, beside it.
    pub(super) fn ranked(&self) -> impl Iterator<Item = (&Content, &What)> {
        self.content.iter().filter_map(|content| Some((content, self.asks.get(content.ask)?)))
    }
}
