//! Which passages the engine drops when an article is replaced.
//!
//! Whole segments are added to the engine, and it may apply a deletion to a segment that was added
//! after it. So what replaces an article says where the new passages are.

use tantivy::index::SegmentId;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

/// The passages that have a term, but for those in one segment.
#[derive(Debug, Clone)]
pub(super) struct Former {
    /// The id of the article.
    pub(super) term: Term,
    /// Where its new passages are.
    pub(super) successor: SegmentId,
}

impl Query for Former {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let all = TermQuery::new(self.term.clone(), IndexRecordOption::Basic).weight(scoring)?;
        Ok(Box::new(FormerWeight { all, successor: self.successor }))
    }
}

struct FormerWeight {
    all: Box<dyn Weight>,
    successor: SegmentId,
}

impl Weight for FormerWeight {
    fn scorer(&self, reader: &SegmentReader, boost: f32) -> tantivy::Result<Box<dyn Scorer>> {
        if reader.segment_id() == self.successor {
            return Ok(Box::new(EmptyScorer));
        }
        self.all.scorer(reader, boost)
    }

    fn explain(&self, reader: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        self.all.explain(reader, document)
    }
}
