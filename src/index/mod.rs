//! The tantivy index: one document a passage, the passages of an article side by side.

mod analysis;
mod check;
mod clock;
mod dates;
mod digest;
mod document;
mod error;
mod fingerprint;
mod identity;
mod manifest;
mod packed;
mod passage_document;
mod record;
mod report;
mod schema;
mod stem;
mod store;
mod terms;
mod update;
mod writer;

pub use check::{Checkup, check};
pub use dates::Days;
pub use error::IndexError;
pub use fingerprint::Fingerprint;
pub use manifest::Holdings;
pub use report::IndexReport;
pub use schema::FIELDS_TOML;
pub use store::{remove, roots};
pub use update::{Progress, update};
pub use writer::{Change, Writer};

pub(crate) use analysis::{Language, Reader, Word, exact_term, number_term};
pub(crate) use clock::now;
pub(crate) use dates::{date_of, day_number, days};
pub(crate) use digest::hex;
pub(crate) use document::{actor_term, can_be_asked_for, names_actor, place_term, speaker_ids, stated};
pub(crate) use manifest::Strings;
pub(crate) use record::{ArticleRecord, Record, Standing};
pub(crate) use schema::Fields;
pub(crate) use store::open;
