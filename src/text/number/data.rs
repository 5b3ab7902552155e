//! The shape of a file of number words.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::NumberClass;

/// A number word file as it is written: `index-schema/numbers/README.md` says what each table means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the tables of the file, described in its README")]
pub struct NumberData {
    pub language: String,
    pub add: BTreeMap<String, u64>,
    pub times: BTreeMap<String, u64>,
    pub joiner: Joiner,
    pub collective: BTreeMap<String, u64>,
    pub vague: BTreeMap<String, u64>,
    pub several: BTreeMap<String, u64>,
    pub words: OtherWords,
    pub range: RangeWords,
    pub ordinals: Ordinals,
    pub fractions: WordList,
    pub units: BTreeMap<Unit, Vec<String>>,
    pub unit_adjectives: WordList,
    pub before: Before,
    pub formations: WordList,
    pub months: BTreeMap<String, u8>,
}

/// `words = [...]`
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the tables of the file, described in its README")]
pub struct WordList {
    pub words: Vec<String>,
}

/// The word between the parts of one number: "and", "et", "y".
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the tables of the file, described in its README")]
pub struct Joiner {
    pub words: Vec<String>,
    pub after_tens: u64,
    pub after_hundreds: bool,
    #[serde(default)]
    pub all_parts: bool,
}

/// Words that count without a value of their own.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the tables of the file, described in its README")]
pub struct OtherWords {
    pub zero: Vec<String>,
    pub article: Vec<String>,
    pub both: Vec<String>,
    pub bare: Vec<String>,
    pub not_numbers: Vec<String>,
    #[serde(default)]
    pub not_units: Vec<String>,
    pub article_stops: Vec<String>,
    pub definite: Vec<String>,
    pub open_ended: Vec<String>,
    pub function: Vec<String>,
}

/// Words that tie two numbers into a range, or show that they are none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the tables of the file, described in its README")]
pub struct RangeWords {
    pub between: Vec<String>,
    pub and: Vec<String>,
    pub to: Vec<String>,
    pub or: Vec<String>,
    pub from: Vec<String>,
    pub changes: Vec<String>,
}

/// Ordinals in words and the endings that make one of digits.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the tables of the file, described in its README")]
pub struct Ordinals {
    pub words: Vec<String>,
    #[serde(default)]
    pub ending: String,
    pub counted: Vec<String>,
    pub suffixes: Vec<String>,
    pub spaced: Vec<String>,
    pub of: Vec<String>,
}

/// Words before a number that say what it counts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are the tables of the file, described in its README")]
pub struct Before {
    pub age: Vec<String>,
    pub money: Vec<String>,
    pub year: Vec<String>,
    pub month: Vec<String>,
    pub label: Vec<String>,
    pub weak_label: Vec<String>,
    pub number_sign: Vec<String>,
}

/// What a unit word measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "named like the classes they stand for")]
pub enum Unit {
    Distance,
    Duration,
    Age,
    Money,
    Percent,
    Measure,
    Time,
}

impl Unit {
    pub(super) const fn class(self) -> NumberClass {
        match self {
            Self::Distance => NumberClass::Distance,
            Self::Duration => NumberClass::Duration,
            Self::Age => NumberClass::Age,
            Self::Money => NumberClass::Money,
            Self::Percent => NumberClass::Percent,
            Self::Measure => NumberClass::Measure,
            Self::Time => NumberClass::Time,
        }
    }
}
