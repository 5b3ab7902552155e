//! The query tree: what a query means before any vocabulary or index is asked.

use crate::extract::Outcome;
use crate::index::Days;
use crate::text::Span;

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// `*`
    Everything,
    /// A word in any form, or several joined by a hyphen.
    Word(Text),
    /// `kat*`
    Prefix(Text),
    /// `=Kati`, `="Katiba Macina"`: letter by letter as written.
    Exact(Text),
    /// `"Katiba Macina"`
    Phrase(Text),
    /// `ambush NEAR/5 convoy`: at most so many words between the two, in either order.
    Near {
        /// One side.
        left: Box<Self>,
        /// The other.
        right: Box<Self>,
        /// Words between them at most.
        distance: usize,
    },
    /// `title:convoy`: in the headline only.
    Title(Box<Self>),
    /// `region:Mali/Ségou`
    Field {
        /// The field.
        field: Field,
        /// What it must be.
        value: Text,
    },
    /// `killed>=10`
    Count {
        /// What befell the people counted.
        outcome: Outcome,
        /// How many.
        test: CountTest,
    },
    /// `date:2022-07`, `published:2022-07-20..2022-08-01`
    Date {
        /// Which date.
        field: DateField,
        /// Which days.
        test: DateTest,
    },
    /// All of these in one article.
    All(Vec<Self>),
    /// Any of these.
    Any(Vec<Self>),
    /// Not in the article.
    Not(Box<Self>),
}

/// Words of a query, and where they stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The words as written, without quotes and signs.
    pub text: String,
    /// Their bytes in the query; `None` for a filter given beside the query.
    pub span: Option<Span>,
}

/// A field with a value of its own kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Outlet.
    Source,
    /// Language code.
    Language,
    /// A place by any of its names, itself.
    Place,
    /// A place and everything in it.
    Region,
    /// An actor and its members.
    Actor,
    /// An actor said to have caused a figure.
    By,
    /// Category of the victims of a figure.
    Victims,
    /// An actor who states a figure.
    Says,
    /// Outcome of a figure.
    Outcome,
}

impl Field {
    /// Every field, with the name that a query gives it.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("source", Self::Source),
        ("lang", Self::Language),
        ("language", Self::Language),
        ("place", Self::Place),
        ("region", Self::Region),
        ("actor", Self::Actor),
        ("by", Self::By),
        ("victims", Self::Victims),
        ("says", Self::Says),
        ("outcome", Self::Outcome),
    ];
}

/// A condition on how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountTest {
    /// From so many to so many, both ends in it; `None` is no bound.
    Between(Option<u64>, Option<u64>),
    /// The text says that nobody was.
    Nobody,
    /// The text says that people were, and gives no number.
    Unknown,
}

/// Which date a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateField {
    /// The event that a figure is about.
    Event,
    /// Publication of the article.
    Published,
}

/// A condition on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateTest {
    /// It falls within these days.
    Within(Days),
    /// It is not known.
    Absent,
}
