//! Folders and files to articles, articles to passages. Nothing is skipped without a [`Refusal`].
//!
//! [`walk`] lists the files, [`records`] reads one of them record by record, [`Record::article`]
//! makes an [`Article`] of a record, and [`passages`] cuts that. A new format is a file in `format/`.

mod agencies;
mod annotated;
mod article;
mod captions;
mod columns;
mod container;
mod credits;
mod dateline;
mod draft;
mod error;
mod file_name;
mod finish;
mod format;
mod front_matter;
mod furniture;
mod guard;
mod headline;
mod language;
mod limits;
mod line;
mod line_words;
mod metadata;
mod meter;
mod own;
mod passage;
mod record;
mod records;
mod saved_page;
mod stamp;
mod store;
mod survey;
mod walk;
mod written_day;

pub(crate) use annotated::annotated_and;
pub use annotated::{annotated, annotated_text, parts};
pub use article::{Article, ArticleMeta, Beside, Field, Origin, Passage, Refusal, Warning};
pub use columns::Columns;
pub use error::ReadError;
pub use format::Format;
pub use limits::Limits;
pub use metadata::given_language;
pub use own::{OwnError, own_vocabulary};
pub use passage::passages;
pub(crate) use passage::passages_of;
pub use record::Record;
pub use records::{Reading, Records, records, records_from};
pub use stamp::{Stamp, file_sha256, time_of_day};
pub use survey::Survey;
pub use walk::{LeftOut, SourceFile, Walk, walk};
