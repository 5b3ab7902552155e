//! Paragraphs that stand in several articles: where else the words of a hit stand.

use std::collections::BTreeMap;

use super::Copy;
use super::evaluate::Answer;
use super::order::Listed;
use super::segment::Segment;
use crate::index::IndexError;

/// For each listed passage, the other passages that match and have the same words.
pub(super) fn copies(
    listed: &[Listed<'_>],
    answers: &[Answer],
    segments: &[Segment],
) -> Result<Vec<Vec<Copy>>, IndexError> {
    let mut columns = Vec::with_capacity(segments.len());
    for segment in segments {
        columns.push(segment.numbers("wording")?);
    }
    let wording = |at: usize, doc: u32| columns.get(at).and_then(|column| column.first(doc));
    let wordings: Vec<Option<u64>> =
        listed.iter().map(|passage| wording(passage.segment, passage.doc)).collect();
    let mut places: BTreeMap<u64, Vec<(usize, u32)>> =
        wordings.iter().flatten().map(|&wording| (wording, Vec::new())).collect();
    for (at, answer) in answers.iter().enumerate() {
        for doc in answer.passages.iter() {
            if let Some(found) = wording(at, doc).and_then(|wording| places.get_mut(&wording)) {
                found.push((at, doc));
            }
        }
    }
    let mut all = Vec::with_capacity(listed.len());
    for (passage, wording) in listed.iter().zip(wordings) {
        let own = (passage.segment, passage.doc);
        let found = wording.and_then(|wording| places.get(&wording)).into_iter().flatten();
        let mut others: Vec<Copy> = Vec::new();
        for &(at, doc) in found.filter(|&&place| place != own) {
            if let Some(segment) = segments.get(at) {
                others.push(copy(segment, doc)?);
            }
        }
        others.sort_unstable();
        all.push(others);
    }
    Ok(all)
}

fn copy(segment: &Segment, doc: u32) -> Result<Copy, IndexError> {
    let first = segment.first(doc);
    let text = |column: &'static str| -> Result<Option<String>, IndexError> {
        Ok(segment.column(column)?.first(first).map(str::to_owned))
    };
    Ok(Copy {
        id: text("id")?.unwrap_or_default(),
        path: text("path")?.unwrap_or_default(),
        source: text("source")?,
        ordinal: (doc - first) as usize,
    })
}
