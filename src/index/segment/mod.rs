//! A segment in the making.
//!
//! The engine's own writer hashes every term of every document as text. Here a word's terms are
//! found by the hash that it has had since its text was scanned, and what it leaves behind is a
//! number in a list; the files are the engine's, written by its own serializers.

mod inverted;
mod lexicon;
mod postings;

use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::{FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{Segment, SegmentComponent, SegmentId};
use tantivy::store::StoreWriter;
use tantivy::{DocId, Index, SegmentMeta};

use self::inverted::Inverted;
use super::Options;
use super::passage_document::PassageDocument;
use super::schema::Fields;
use super::words::Words;

/// One passage as it is added.
pub(super) struct Added<'a> {
    /// Its values.
    pub(super) document: &'a PassageDocument,
    /// Its words; none where a document holds no passage.
    pub(super) words: Option<&'a Words>,
    /// Those of the headline, on the first passage of an article.
    pub(super) title: Option<&'a Words>,
    /// Where the folded forms of both lie.
    pub(super) folded: &'a str,
}

/// Documents that are not yet in files.
pub(super) struct SegmentWriter {
    segment: Segment,
    documents: DocId,
    inverted: Inverted,
    norms: FieldNormsWriter,
    columns: FastFieldsWriter,
    store: StoreWriter,
}

impl SegmentWriter {
    /// Begins a segment of `index`.
    pub(super) fn begin(index: &Index, fields: Fields, options: &Options) -> tantivy::Result<Self> {
        let (segment, schema, settings) = (index.new_segment(), index.schema(), index.settings());
        let columns = FastFieldsWriter::from_schema_and_tokenizer_manager(
            &schema,
            index.fast_field_tokenizer().clone(),
        )?;
        let store = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            // A thread of its own for packing is woken for each block, which costs more than it gains.
            false,
        )?;
        Ok(Self {
            inverted: Inverted::of(&schema, fields, options.forms)?,
            norms: FieldNormsWriter::for_schema(&schema),
            documents: 0,
            columns,
            store,
            segment,
        })
    }

    /// The name that it has among the segments of its index.
    pub(super) fn id(&self) -> SegmentId {
        self.segment.id()
    }

    /// Bytes of memory that it fills.
    pub(super) fn bytes(&self) -> usize {
        self.inverted.bytes() + self.norms.mem_usage() + self.columns.mem_usage() + self.store.mem_usage()
    }

    /// Adds a passage behind those before it.
    ///
    /// # Errors
    /// A file of the segment cannot be written.
    pub(super) fn add(&mut self, added: &Added<'_>) -> tantivy::Result<()> {
        self.inverted.add(self.documents, added, &mut self.norms);
        self.columns.add_document(added.document)?;
        self.store.store(added.document, &self.segment.schema())?;
        self.documents += 1;
        Ok(())
    }

    /// Writes all files of the segment.
    ///
    /// # Errors
    /// One cannot be written.
    pub(super) fn finish(self) -> tantivy::Result<SegmentMeta> {
        let Self { segment, documents, inverted, mut norms, mut columns, store } = self;
        norms.fill_up_to_max_doc(documents);
        let to = segment.open_write(SegmentComponent::FieldNorms)?;
        norms.serialize(FieldNormsSerializer::from_write(to)?, None)?;
        inverted.write(&segment)?;
        let mut to = segment.open_write(SegmentComponent::FastFields)?;
        columns.serialize(&mut to, None)?;
        to.terminate()?;
        store.close()?;
        let meta = segment.with_max_doc(documents).meta().clone();
        meta.untrack_temp_docstore();
        Ok(meta)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::postings::Postings as _;
    use tantivy::schema::{IndexRecordOption, Schema};
    use tantivy::tokenizer::{PreTokenizedString, Token};
    use tantivy::{DocSet, IndexWriter, TERMINATED, TantivyDocument};

    use super::super::analysis::{EXACT, Language, NUMBER, stem};
    use super::super::article_words::{ArticleWords, of_text};
    use super::super::schema::{self, FIELDS_TOML};
    use super::*;

    /// Field, term, and where it stands: documents and positions.
    type Standing = (String, String, Vec<(DocId, Vec<u32>)>);

    /// All that the one segment of an index says of words.
    fn standings(index: &Index) -> (Vec<Standing>, Vec<Vec<u32>>) {
        let searcher = index.reader().unwrap().searcher();
        let [segment] = searcher.segment_readers() else { panic!("one segment") };
        let (mut found, mut norms) = (Vec::new(), Vec::new());
        for (field, entry) in index.schema().fields().filter(|(_, entry)| entry.is_indexed()) {
            let inverted = segment.inverted_index(field).unwrap();
            let mut terms = inverted.terms().stream().unwrap();
            while terms.advance() {
                let option = IndexRecordOption::WithFreqsAndPositions;
                let mut postings = inverted.read_postings_from_terminfo(terms.value(), option).unwrap();
                let mut documents = Vec::new();
                while postings.doc() != TERMINATED {
                    let mut positions = Vec::new();
                    postings.positions(&mut positions);
                    documents.push((postings.doc(), positions));
                    postings.advance();
                }
                let term = String::from_utf8_lossy(terms.key()).into_owned();
                found.push((entry.name().to_owned(), term, documents));
            }
            if entry.has_fieldnorms() {
                let reader = segment.get_fieldnorms_reader(field).unwrap();
                norms.push((0..segment.max_doc()).map(|document| reader.fieldnorm(document)).collect());
            }
        }
        (found, norms)
    }

    /// The words of a text as the engine's own writer takes them: stems and numbers, folded forms.
    fn pre_tokenized(words: &ArticleWords) -> (PreTokenizedString, PreTokenizedString) {
        let of = |tokens: Vec<Token>| PreTokenizedString { text: String::new(), tokens };
        let token = |position, text| Token { position, text, ..Token::default() };
        let mut stems: Vec<Token> = Vec::new();
        let mut forms = Vec::new();
        let mut position = 0;
        for word in words.passages[0].iter(&words.folded) {
            position += usize::from(word.steps);
            stems.extend(word.number.map(|value| token(position, format!("{NUMBER}{value}"))));
            stems.push(token(position, stem(word.folded)));
            if stem(word.folded) != word.folded {
                forms.push(token(position, format!("{EXACT}{}", word.folded)));
            }
        }
        (of(stems), of(forms))
    }

    fn ours(schema: &Schema, passages: &[(ArticleWords, Vec<String>)]) -> Index {
        let index = Index::create_in_ram(schema.clone());
        let fields = Fields::of(schema).unwrap();
        let mut segment = SegmentWriter::begin(&index, fields, &Options::default()).unwrap();
        for (nth, (words, regions)) in passages.iter().enumerate() {
            let mut document = PassageDocument::default();
            regions.iter().for_each(|region| document.add_text(fields.region, region));
            let of_text = words.passages.first();
            let title = of_text.filter(|_| nth % 3 == 0);
            segment
                .add(&Added { document: &document, words: of_text, title, folded: &words.folded })
                .unwrap();
        }
        let mut engine: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        engine.add_segment(segment.finish().unwrap()).unwrap();
        engine.commit().unwrap();
        index
    }

    fn theirs(schema: &Schema, passages: &[(ArticleWords, Vec<String>)]) -> Index {
        let index = Index::create_in_ram(schema.clone());
        let fields = Fields::of(schema).unwrap();
        let mut engine: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
        for (nth, (words, regions)) in passages.iter().enumerate() {
            let mut document = TantivyDocument::default();
            regions.iter().for_each(|region| document.add_text(fields.region, region));
            let (mut stems, forms) = pre_tokenized(words);
            document.add_pre_tokenized_text(fields.words, stems.clone());
            document.add_pre_tokenized_text(fields.forms, forms.clone());
            if nth % 3 == 0 {
                stems.tokens.extend(forms.tokens);
                stems.tokens.sort_by_key(|token| token.position);
                document.add_pre_tokenized_text(fields.title, stems);
            }
            engine.add_document(document).unwrap();
        }
        engine.commit().unwrap();
        index
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn a_segment_is_what_the_engine_would_have_written(
            passages in proptest::collection::vec(
                ("((twenty-five|1,500|Ségou|attack(s|ed|ing)?|soldiers|[a-f]{1,3}|l’armée)[ .,]{1,2}){0,40}",
                 proptest::collection::btree_set("Mali(/[A-C])?", 0..3)),
                1..300,
            ),
        ) {
            let of = |text: &str| of_text(text, Language::Of(Some("en")));
            let passages: Vec<_> =
                passages.iter().map(|(text, regions)| (of(text), regions.iter().cloned().collect())).collect();
            let schema = schema::build(FIELDS_TOML).unwrap();
            prop_assert_eq!(standings(&ours(&schema, &passages)), standings(&theirs(&schema, &passages)));
        }
    }

    #[test]
    fn a_word_too_long_for_the_dictionary_has_a_position_and_no_term() {
        let schema = schema::build(FIELDS_TOML).unwrap();
        let text = format!("before {} behind", "a".repeat(1 << 16));
        let words = of_text(&text, Language::None);
        let (found, norms) = standings(&ours(&schema, &[(words, Vec::new())]));
        let words: Vec<_> = found.iter().filter(|(field, ..)| field == "words").collect();
        assert_eq!(words.iter().map(|(_, term, _)| term.as_str()).collect::<Vec<_>>(), ["befor", "behind"]);
        assert_eq!(words[1].2, [(0, vec![3])]);
        assert_eq!(norms[0], [2]);
    }
}
