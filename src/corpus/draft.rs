//! What a reader makes of the bytes of an article, before the rest is worked out from the text.

use super::article::{Beside, Field, Origin};
use crate::text::{OffsetMap, Span};

/// Text and metadata as a reader found them.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The text; not yet composed.
    pub(super) text: String,
    /// From the text back to the bytes; `None` where there are none.
    pub(super) offsets: Option<OffsetMap>,
    /// Captions that the file marks as such, as bytes of the text.
    pub(super) captions: Vec<Span>,
    /// What the source shows around the text.
    pub(super) beside: Vec<Beside>,
    pub(super) given: Given,
    /// What was done to read it.
    pub(super) notes: Vec<String>,
    /// What is doubtful, with the line where one is meant.
    pub(super) doubts: Vec<(Option<usize>, String)>,
    /// Whether an empty text is an article all the same: a record says that there is one.
    pub(super) may_be_empty: bool,
}

/// Metadata as it is written, each value with where it stands. Nothing is judged here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Given {
    values: Vec<(Field, Origin, String)>,
}

impl Given {
    /// Takes a value in; blank ones say nothing.
    pub(super) fn add(&mut self, field: Field, origin: Origin, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.values.push((field, origin, value));
        }
    }

    /// As [`Given::add`], where there is a value.
    pub(super) fn add_some(&mut self, field: Field, origin: Origin, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.add(field, origin, value);
        }
    }

    /// Takes in all of `other`.
    pub(super) fn extend(&mut self, other: Self) {
        self.values.extend(other.values);
    }

    /// The values of `field`, those of the most telling place first.
    pub(super) fn of(&self, field: Field) -> Vec<(Origin, &str)> {
        let mut found: Vec<(Origin, &str)> = self
            .values
            .iter()
            .filter(|(of, ..)| *of == field)
            .map(|(_, origin, value)| (*origin, value.as_str()))
            .collect();
        found.sort_by_key(|&(origin, _)| origin);
        found
    }

    /// Whether `field` has a value from `origin`.
    pub(super) fn has(&self, field: Field, origin: Origin) -> bool {
        self.values.iter().any(|(of, from, _)| *of == field && *from == origin)
    }
}
