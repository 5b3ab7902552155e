//! One article put together again from its documents.

use super::{Library, SearchError};
use crate::corpus::{ArticleMeta, Beside, Passage};
use crate::extract::Annotations;
use crate::index::{ArticleRecord, Record};
use crate::text::Span;

/// One article of the index with everything that was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// What is known about it beside its text.
    pub meta: ArticleMeta,
    /// All of its text, page furniture included.
    pub text: String,
    /// Page furniture: parts of the text that no passage holds.
    pub furniture: Vec<Span>,
    /// Captions and credits of pictures; passages hold them.
    pub captions: Vec<Span>,
    /// What its source shows around the text.
    pub beside: Vec<Beside>,
    /// Its passages.
    pub passages: Vec<Passage>,
    /// Its figures, places and actors.
    pub annotations: Annotations,
}

impl Library<'_> {
    /// The article of this id, or else the one whose file has this path in its folder.
    ///
    /// # Errors
    /// There is none, the file holds several, or the index cannot be read.
    pub fn show(&self, name: &str) -> Result<StoredArticle, SearchError> {
        match self.show_id(name) {
            Err(SearchError::NoArticle { .. }) => match self.ids_at(name)?.as_slice() {
                [id] => self.show_id(id),
                [] => Err(SearchError::NoArticle { id: name.to_owned() }),
                ids => Err(SearchError::ManyArticles { path: name.to_owned(), ids: ids.to_vec() }),
            },
            shown => shown,
        }
    }

    /// The ids of the articles of the file at `path`, as seen from its folder.
    fn ids_at(&self, path: &str) -> Result<Vec<String>, SearchError> {
        let mut ids = Vec::new();
        for segment in &self.segments {
            let (known, paths) = (segment.column("id")?, segment.column("path")?);
            let here = segment.articles.iter().filter(|&doc| paths.first(doc) == Some(path));
            ids.extend(here.filter_map(|doc| known.first(doc)).map(str::to_owned));
        }
        Ok(ids)
    }

    fn show_id(&self, id: &str) -> Result<StoredArticle, SearchError> {
        for segment in &self.segments {
            for (doc, _) in segment.docs_with(segment.fields.id, id)? {
                if segment.first(doc) == doc {
                    let docs = doc..segment.article_end(doc);
                    let stored: Result<Vec<(String, Record)>, _> =
                        docs.map(|doc| segment.stored(doc)).collect();
                    return put_together(id, stored?);
                }
            }
        }
        Err(SearchError::NoArticle { id: id.to_owned() })
    }
}

fn put_together(id: &str, stored: Vec<(String, Record)>) -> Result<StoredArticle, SearchError> {
    let missing = || SearchError::NoArticle { id: id.to_owned() };
    let article = stored.first().and_then(|(_, record)| record.article.clone()).ok_or_else(missing)?;
    let mut annotations = Annotations {
        id: id.to_owned(),
        language: article.language.clone(),
        figures: Vec::new(),
        places: Vec::new(),
        actors: Vec::new(),
        tolls: article.tolls.clone(),
    };
    let mut text = String::new();
    let mut passages = Vec::with_capacity(stored.len());
    for (slice, record) in stored {
        text.push_str(&slice);
        passages.extend(record.passage);
        annotations.figures.extend(record.figures);
        annotations.places.extend(record.places);
        annotations.actors.extend(record.actors);
    }
    let ArticleRecord { meta, furniture, captions, beside, .. } = article;
    Ok(StoredArticle { meta, text, furniture, captions, beside, passages, annotations })
}
