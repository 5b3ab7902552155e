//! The baseline: tantivy as its examples use it, one document an article.

use std::fs;
use std::path::Path;

use nix::sys::resource::UsageWho;
use tantivy::collector::{FacetCollector, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{Facet, FacetOptions, Field, STORED, Schema, TEXT};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexWriter, TantivyDocument, doc};

use crate::Result;
use crate::articles::{items, questions};
use crate::cost::usage;
use crate::product::annotated;
use crate::stage::{Outcome, Stage, bytes_under};

/// What the product's writer gets, too.
const WRITER_MEMORY: usize = 128 * 1024 * 1024;

/// Indexes title and body of every article with one thread.
pub(crate) fn index(work: &Path) -> Result<Outcome> {
    let folder = work.join("raw-index");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir(&folder)?;
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", TEXT | STORED);
    let body = schema.add_text_field("body", TEXT | STORED);
    let index = Index::create_in_dir(&folder, schema.build())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    for item in items(work)? {
        let item = item?;
        writer.add_document(doc!(title => item.title, body => item.text))?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let mut outcome = Outcome::new(Stage::RawIndex, usage(UsageWho::RUSAGE_SELF)?);
    outcome.index_bytes = Some(bytes_under(&folder)?);
    Ok(outcome)
}

/// Asks every question: top ten, stored document, tantivy's snippet of the body.
pub(crate) fn queries(work: &Path) -> Result<Outcome> {
    let index = Index::open_in_dir(work.join("raw-index"))?;
    let schema = index.schema();
    let (title, body) = (schema.get_field("title")?, schema.get_field("body")?);
    let mut parser = QueryParser::for_index(&index, vec![title, body]);
    parser.set_conjunction_by_default();
    let searcher = index.reader()?.searcher();
    Outcome::asking(Stage::RawQueries, &questions(work)?, |question| {
        ask(&searcher, &parser, question, body)?;
        Ok(())
    })
}

/// Counts the answers of every question by region and by actor, as tantivy does: by document, the
/// values right under a root.
pub(crate) fn facets(work: &Path) -> Result<Outcome> {
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", TEXT);
    let body = schema.add_text_field("body", TEXT);
    let region = schema.add_facet_field("region", FacetOptions::default());
    let actor = schema.add_facet_field("actor", FacetOptions::default());
    let index = Index::create_in_ram(schema.build());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    for article in annotated(work)? {
        let mut document = doc!(title => article.title, body => article.text);
        for (field, paths) in [(region, article.regions), (actor, article.actors)] {
            for path in paths {
                document.add_facet(field, Facet::from_path(path));
            }
        }
        writer.add_document(document)?;
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    let mut parser = QueryParser::for_index(&index, vec![title, body]);
    parser.set_conjunction_by_default();
    let searcher = index.reader()?.searcher();
    Outcome::asking(Stage::RawFacets, &questions(work)?, |question| {
        let mut regions = FacetCollector::for_field("region");
        regions.add_facet("/");
        let mut actors = FacetCollector::for_field("actor");
        actors.add_facet("/");
        let (regions, actors) = searcher.search(&parser.parse_query(question)?, &(regions, actors))?;
        let counts = regions.get("/").chain(actors.get("/")).map(|(_, count)| count);
        if counts.sum::<u64>() > u64::MAX / 2 {
            return Err("facets count more than there is".into());
        }
        Ok(())
    })
}

fn ask(searcher: &tantivy::Searcher, parser: &QueryParser, question: &str, body: Field) -> Result<usize> {
    let query = parser.parse_query(question)?;
    let hits = searcher.search(&query, &TopDocs::with_limit(10).order_by_score())?;
    let snippets = SnippetGenerator::create(searcher, &query, body)?;
    let mut bytes = 0;
    for (_, address) in hits {
        let document: TantivyDocument = searcher.doc(address)?;
        bytes += snippets.snippet_from_doc(&document).to_html().len();
    }
    Ok(bytes)
}
