//! Which terms stand where: the postings of all fields of a segment in the making.

use tantivy::fieldnorm::FieldNormsWriter;
use tantivy::index::Segment;
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::{Field, Schema};
use tantivy::{DocId, TantivyError};

use super::super::schema::Fields;
use super::super::words::{WordAt, Words};
use super::Added;
use super::lexicon::{Lexicon, TermId};
use super::postings::Postings;

/// Bytes beyond which a word or value has no term; the engine's own writer drops such, too.
const LONGEST: usize = u16::MAX as usize - 16;

/// Terms and their postings.
pub(super) struct Inverted {
    fields: Fields,
    lexicon: Lexicon,
    words: Postings,
    /// None where they are not wanted.
    forms: Option<Postings>,
    title: Postings,
    /// Those of the other fields, by their numbers; none of a field that is not indexed.
    values: Vec<Option<Postings>>,
}

impl Inverted {
    /// None yet, of the fields of `schema` that are indexed; without folded forms unless `has_forms`.
    pub(super) fn of(schema: &Schema, fields: Fields, has_forms: bool) -> tantivy::Result<Self> {
        let mut values: Vec<_> = schema.fields().map(|(_, entry)| Postings::of(entry)).collect();
        let mut text = |field: Field| {
            let missing =
                || TantivyError::SchemaError(format!("`{}` is not indexed", schema.get_field_name(field)));
            values.get_mut(at(field)).and_then(Option::take).ok_or_else(missing)
        };
        Ok(Self {
            words: text(fields.words)?,
            forms: has_forms.then(|| text(fields.forms)).transpose()?,
            title: text(fields.title)?,
            values,
            lexicon: Lexicon::default(),
            fields,
        })
    }

    /// Bytes of memory that they fill.
    pub(super) fn bytes(&self) -> usize {
        let texts = [&self.words, &self.title].into_iter().chain(&self.forms);
        let postings = texts.chain(self.values.iter().flatten());
        self.lexicon.bytes() + postings.map(Postings::bytes).sum::<usize>()
    }

    /// Adds those of `document`, and the lengths of its texts to `norms`.
    pub(super) fn add(&mut self, document: DocId, added: &Added<'_>, norms: &mut FieldNormsWriter) {
        for (field, text) in added.document.texts() {
            if let Some(Some(postings)) = self.values.get_mut(at(field))
                && text.len() <= LONGEST
            {
                postings.add_text(document, text, &mut self.lexicon);
            }
        }
        if let Some(words) = added.words {
            let (stems, forms, mut length) = (&mut self.words, &mut self.forms, 0);
            each_term(&mut self.lexicon, (words, added.folded), |term, kind| {
                match kind {
                    Kind::Form => return forms.iter_mut().for_each(|forms| forms.add(document, term, false)),
                    Kind::None => return stems.add_gap(document),
                    Kind::First | Kind::Same => stems.add(document, term, kind == Kind::First),
                }
                length += 1;
            });
            norms.record(document, self.fields.words, length);
        }
        if let Some(words) = added.title {
            let (title, mut length) = (&mut self.title, 0);
            each_term(&mut self.lexicon, (words, added.folded), |term, kind| {
                if kind == Kind::None {
                    return title.add_gap(document);
                }
                title.add(document, term, kind == Kind::First);
                length += 1;
            });
            norms.record(document, self.fields.title, length);
        }
    }

    /// Writes them to the files of `segment`.
    ///
    /// # Errors
    /// One cannot be written.
    pub(super) fn write(&self, segment: &Segment) -> tantivy::Result<()> {
        let mut files = InvertedIndexSerializer::open(segment)?;
        let sorted = self.lexicon.sorted();
        for (field, _) in segment.schema().fields() {
            let Some(postings) = self.postings(field).filter(|postings| !postings.is_empty()) else {
                continue;
            };
            // From norms the engine would work out the best score of each block of postings, for a
            // ranking of its own that is never asked for.
            let mut to = files.new_field(field, postings.tokens(), None)?;
            postings.write(&self.lexicon, &sorted, &mut to)?;
            to.close()?;
        }
        files.close()?;
        Ok(())
    }

    fn postings(&self, field: Field) -> Option<&Postings> {
        match field {
            _ if field == self.fields.words => Some(&self.words),
            _ if field == self.fields.forms => self.forms.as_ref(),
            _ if field == self.fields.title => Some(&self.title),
            _ => self.values.get(at(field))?.as_ref(),
        }
    }
}

const fn at(field: Field) -> usize {
    field.field_id() as usize
}

/// How a term stands to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A stem or number at the next position.
    First,
    /// A stem or number at the same position.
    Same,
    /// The folded form of the word whose stem came before it.
    Form,
    /// A word without a term, at the next position.
    None,
}

/// Shows the terms of `words`, whose folded forms lie in `folded`, to `take`.
fn each_term(lexicon: &mut Lexicon, (words, folded): (&Words, &str), mut take: impl FnMut(TermId, Kind)) {
    // Looked up one behind the other, with nothing between, several are fetched from memory at once.
    let mut terms = Vec::with_capacity(words.len());
    let known = |word: WordAt<'_>| (word.folded.len() <= LONGEST).then(|| lexicon.word(word));
    terms.extend(words.iter(folded).map(known));
    for (word, terms) in words.iter(folded).zip(terms) {
        let mut kind = if word.steps { Kind::First } else { Kind::Same };
        if let Some(value) = word.number {
            take(lexicon.number(value), kind);
            kind = Kind::Same;
        }
        let Some(terms) = terms else {
            if kind == Kind::First {
                take(0, Kind::None);
            }
            continue;
        };
        take(terms.stem, kind);
        if let Some(form) = terms.form() {
            take(form, Kind::Form);
        }
    }
}
