//! The tantivy schema, built from `index-schema/fields.toml`: the one list of fields.

use serde::Deserialize;
use tantivy::schema::{Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions};

use super::IndexError;

/// The list of fields that is built into the program.
pub const FIELDS_TOML: &str = include_str!("../../index-schema/fields.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldList {
    field: Vec<FieldEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldEntry {
    name: String,
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "type")]
    kind: Kind,
    analyzer: Option<Analyzer>,
    indexed: Indexed,
    fast: bool,
    stored: bool,
    #[serde(rename = "on")]
    _on: On,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    U64,
    I64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Analyzer {
    Words,
    Forms,
    Raw,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Indexed {
    Positions,
    Terms,
    No,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum On {
    Passage,
    Article,
}

macro_rules! fields {
    ($($name:ident),+ $(,)?) => {
        /// The fields that the program knows, by name; each is described in `fields.toml`.
        #[derive(Debug, Clone, Copy)]
        pub(crate) struct Fields { $(pub(crate) $name: Field),+ }

        impl Fields {
            /// The names of all fields.
            #[cfg(test)]
            const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// Looks every field up in `schema`.
            pub(crate) fn of(schema: &Schema) -> Result<Self, IndexError> {
                Ok(Self { $($name: field(schema, stringify!($name))?),+ })
            }
        }
    };
}

fields!(
    id,
    ordinal,
    words,
    forms,
    title,
    text,
    record,
    name,
    region,
    actor,
    perpetrator,
    speaker,
    victim,
    outcome,
    figures,
    killed,
    event,
    published,
    source,
    language,
    path,
    root,
    sha256,
);

fn field(schema: &Schema, name: &'static str) -> Result<Field, IndexError> {
    schema.get_field(name).map_err(|source| IndexError::Fields { reason: source.to_string() })
}

/// Builds the schema that `fields_toml` describes.
pub(crate) fn build(fields_toml: &str) -> Result<Schema, IndexError> {
    let list: FieldList =
        toml::from_str(fields_toml).map_err(|source| IndexError::Fields { reason: source.to_string() })?;
    let mut schema = Schema::builder();
    for entry in &list.field {
        match entry.kind {
            Kind::Text => schema.add_text_field(&entry.name, text_options(entry)),
            Kind::U64 => schema.add_u64_field(&entry.name, numeric_options(entry)),
            Kind::I64 => schema.add_i64_field(&entry.name, numeric_options(entry)),
        };
    }
    Ok(schema.build())
}

fn text_options(entry: &FieldEntry) -> TextOptions {
    let mut options = TextOptions::default();
    let has_norms = matches!(entry.analyzer, Some(Analyzer::Words));
    let record = match entry.indexed {
        Indexed::Positions => Some(IndexRecordOption::WithFreqsAndPositions),
        Indexed::Terms => Some(IndexRecordOption::Basic),
        Indexed::No => None,
    };
    if let Some(record) = record {
        // Words come with their terms; the engine never takes a text apart itself.
        let indexing = TextFieldIndexing::default().set_tokenizer("raw");
        options = options.set_indexing_options(indexing.set_index_option(record).set_fieldnorms(has_norms));
    }
    if entry.fast {
        options = options.set_fast("raw");
    }
    if entry.stored { options.set_stored() } else { options }
}

fn numeric_options(entry: &FieldEntry) -> NumericOptions {
    let mut options = NumericOptions::default();
    if entry.indexed != Indexed::No {
        options = options.set_indexed();
    }
    if entry.fast {
        options = options.set_fast();
    }
    if entry.stored { options.set_stored() } else { options }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_and_the_program_name_the_same_fields() {
        let schema = build(FIELDS_TOML).unwrap();
        Fields::of(&schema).unwrap();
        let mut listed: Vec<&str> = schema.fields().map(|(_, entry)| entry.name()).collect();
        let mut known = Fields::NAMES.to_vec();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known);
    }

    #[test]
    fn a_list_with_an_unknown_word_is_an_error_that_names_it() {
        let error = build("[[field]]\nname = \"x\"\ncolour = 1\n").unwrap_err().to_string();
        assert!(error.contains("colour"), "{error}");
    }
}
