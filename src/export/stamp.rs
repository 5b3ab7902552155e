//! Where an export comes from, so that anybody can make it again and compare.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::search::{Filters, Question};

/// What every figure in an export is, and is not.
pub const STATUS: &str = "reported, not verified";

/// Question, index and program behind an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// The user's words.
    pub query: String,
    /// Narrowing by field; only the fields that were used.
    pub filters: BTreeMap<&'static str, String>,
    /// Identity of the fields and vocabularies that the index was built with.
    pub index_fingerprint: String,
    /// Version of this program.
    pub tool_version: &'static str,
    /// When, in UTC to the second; `None` where a repeated export must be the same bytes.
    pub exported_at: Option<String>,
    /// [`STATUS`]
    pub status: &'static str,
}

impl Stamp {
    /// The stamp of `question` asked of the index with `index_fingerprint`.
    #[must_use]
    pub fn new(question: &Question, index_fingerprint: String, exported_at: Option<String>) -> Self {
        Self {
            query: question.query.clone(),
            filters: used(&question.filters),
            index_fingerprint,
            tool_version: concat!("sitrep ", env!("CARGO_PKG_VERSION")),
            exported_at,
            status: STATUS,
        }
    }

    /// The filters in one line: `actor=jnim; region=Mali/Ségou`.
    #[must_use]
    pub fn filters_line(&self) -> String {
        let parts: Vec<String> =
            self.filters.iter().map(|(field, value)| format!("{field}={value}")).collect();
        parts.join("; ")
    }
}

fn used(filters: &Filters) -> BTreeMap<&'static str, String> {
    let outcomes: Vec<String> = filters.outcome.iter().map(|outcome| outcome.as_str().to_owned()).collect();
    let lists = [
        ("region", filters.region.join(",")),
        ("actor", filters.actor.join(",")),
        ("source", filters.source.join(",")),
        ("language", filters.language.join(",")),
        ("outcome", outcomes.join(",")),
        ("from", filters.from.map(|day| day.to_string()).unwrap_or_default()),
        ("to", filters.to.map(|day| day.to_string()).unwrap_or_default()),
    ];
    lists.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}
