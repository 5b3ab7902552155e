//! The casualty figure: so many to so many, of whom, what befell them, and who says so.
//!
//! Names and values are those of the annotation guidelines of the field (UCDP GED: low, best, high).

use serde::{Deserialize, Serialize};

use super::Quote;
pub use crate::vocabulary::{Outcome, Qualifier, Severity, Side, Stance, VictimCategory};

/// One reported quantity of people harmed, with the words that state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the output that stands for itself")]
pub struct Figure {
    /// `f1`, `f2`, … in the order of the article.
    pub id: String,
    /// Qualifier, number and victim noun as they stand in the text.
    #[serde(flatten)]
    pub quote: Quote,
    /// First scalar value of the number expression; `None` for a mention without a quantity.
    pub num_start: Option<usize>,
    /// One past its last scalar value.
    pub num_end: Option<usize>,
    /// The number expression as written.
    pub number_text: Option<String>,
    /// How many at least, at best and at most.
    #[serde(flatten)]
    pub bounds: Bounds,
    /// How sure the wording is.
    pub qualifier: Qualifier,
    /// What befell them.
    pub outcome: Outcome,
    /// How badly they were hurt, where the text says.
    pub severity: Option<Severity>,
    /// The victims as the text names them.
    pub victim_text: Option<String>,
    /// What the text calls them: never a finding about their status.
    pub victim_category: VictimCategory,
    /// Whose side the victims were on.
    pub side: Side,
    /// Actor ids of the victims' organisation.
    pub affiliation: Vec<String>,
    /// Actor ids of those said to have done it.
    pub perpetrator: Vec<String>,
    /// Who states the figure; `None` where only the article itself does.
    pub attribution: Option<Attribution>,
    /// How it is stated.
    pub stance: Stance,
    /// A toll that is expected to change.
    pub is_provisional: bool,
    /// A total over a period or a campaign, not addable to the figures of events.
    pub is_cumulative: bool,
    /// Told of another event than the article's own, or replaced by a later toll: not addable either.
    #[serde(default)]
    pub is_background: bool,
    /// Others besides those counted before: "two more", "four others", "another ten".
    #[serde(default)]
    pub is_additional: bool,
    /// The figure that this one is part of.
    pub is_subset_of: Option<String>,
    /// A zero: the text says that nobody was harmed.
    pub negated: bool,
    /// Day, month, year or range (`2023/2025-07`) of the event, in ISO 8601.
    pub event_date: Option<String>,
    /// Region path of the event, from the country down.
    pub place: Option<Vec<String>>,
    /// The words that name the outcome.
    pub triggers: Vec<Quote>,
    /// The extraction rule that produced the figure.
    pub rule: String,
}

/// How many: `None` means that the text sets no such bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Bounds {
    /// At least.
    pub low: Option<u64>,
    /// As stated.
    pub best: Option<u64>,
    /// At most.
    pub high: Option<u64>,
}

/// Who states a figure, in which words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The words that name the speaker.
    #[serde(flatten)]
    pub quote: Quote,
    /// Actor id of the speaker, where known.
    pub id: Option<String>,
    /// Actor id of the medium that passes the statement on.
    pub via: Option<String>,
}
