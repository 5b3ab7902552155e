//! Conditions that a single figure must satisfy.

use super::bits::Bits;
use super::plan::{Count, DayRange, FigureTest};
use super::segment::{Counted, Segment};
use crate::extract::{Figure, Qualifier};
use crate::index::{IndexError, days, speaker_ids, stated};

/// The passages that state a figure of which all of `test` is true.
pub(super) fn docs_with(test: &FigureTest, segment: &Segment) -> Result<Counted, IndexError> {
    let mut candidates: Option<Bits> = None;
    let mut narrow = |field, values: &[String]| -> Result<(), IndexError> {
        let mut docs = Bits::none(segment.len());
        for value in values {
            for (doc, _) in segment.docs_with(field, value)? {
                docs.insert(doc);
            }
        }
        match &mut candidates {
            Some(candidates) => candidates.intersect(&docs),
            None => candidates = Some(docs),
        }
        Ok(())
    };
    if let Some(outcome) = test.outcome {
        narrow(segment.fields.outcome, &[outcome.as_str().to_owned()])?;
    }
    for victim in &test.victims {
        narrow(segment.fields.victim, std::slice::from_ref(victim))?;
    }
    let candidates: Vec<u32> = match candidates {
        Some(candidates) => candidates.iter().collect(),
        None => {
            let figures = segment.numbers("figures")?;
            (0..segment.len()).filter(|&doc| figures.first(doc).is_some()).collect()
        }
    };
    let mut kept = Vec::new();
    for doc in candidates {
        let (_, record) = segment.stored(doc)?;
        let count = record.passage_figures().filter(|figure| satisfies(figure, test)).count();
        if count > 0 {
            kept.push((doc, u32::try_from(count).unwrap_or(u32::MAX)));
        }
    }
    Ok(kept)
}

/// Whether all of `test` is true of `figure`.
pub(super) fn satisfies(figure: &Figure, test: &FigureTest) -> bool {
    test.outcome.is_none_or(|outcome| figure.outcome == outcome)
        && test.counts.iter().all(|count| counts(figure, *count))
        && test.victims.iter().all(|victim| figure.victim_category.as_str() == victim)
        && test.by.iter().all(|ids| figure.perpetrator.iter().any(|id| ids.contains(id)))
        && test.says.iter().all(|ids| speaker_ids(figure).any(|id| ids.iter().any(|known| known == id)))
        && test.dates.iter().all(|range| is_dated(figure, *range))
}

/// Zero, unknown and vague are three values: a vague "dozens" has bounds and is compared by them.
fn counts(figure: &Figure, count: Count) -> bool {
    let number = stated(figure);
    match count {
        Count::Between(None, None) => true,
        Count::Between(low, high) => number.is_some_and(|number| {
            low.is_none_or(|low| low <= number) && high.is_none_or(|high| number <= high)
        }),
        Count::Nobody => figure.negated || figure.bounds.high == Some(0),
        Count::Unknown => {
            !figure.negated
                && (number.is_none()
                    || (figure.qualifier == Qualifier::Vague && figure.bounds.best.is_none()))
        }
    }
}

fn is_dated(figure: &Figure, range: Option<DayRange>) -> bool {
    let event = figure.event_date.as_deref().and_then(days);
    match (range, event) {
        (None, event) => event.is_none(),
        (Some(DayRange(first, last)), Some(event)) => event.overlaps(crate::index::Days { first, last }),
        (Some(_), None) => false,
    }
}
