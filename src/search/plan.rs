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
    pub(super) what: What,
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
    /// The leaves that a passage is ranked by.
    pub(super) fn content(&self) -> impl Iterator<Item = (usize, &Leaf)> {
        self.leaves.iter().enumerate().filter(|(_, leaf)| leaf.what.is_content() && !leaf.is_negated)
    }
}
