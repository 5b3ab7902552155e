//! Why a hit scored as it did: what each signal adds, in words.

use serde::Serialize;

use super::evaluate::Answer;
use super::rank::{Scale, within};
use super::segment::Segment;

/// What one signal adds to the score of a hit. The shares of a hit add up to its score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The signal.
    pub signal: Signal,
    /// The part of the query that it is about, as written; empty where it is about all of it.
    pub written: String,
    /// What it adds.
    pub share: f32,
    /// Why, in words.
    pub meaning: String,
}

/// What may speak for a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Signal {
    /// A word or a name in the passage itself.
    Passage,
    /// A word or a name in its article, the headline included.
    Article,
    /// The passage states a figure, and the query is about what figures are about.
    Figure,
    /// Words stand as the query writes them.
    Exact,
    /// Words of the query stand near each other.
    Near,
}

/// What the positions of words added to a score.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Refinement {
    pub(super) near: f32,
    pub(super) exact: f32,
}

/// What each signal adds to the score of the listed passage `doc`, the largest share first.
pub(super) fn shares(
    scale: Scale<'_>,
    answer: &Answer,
    segment: &Segment,
    doc: u32,
    refinement: Refinement,
) -> Vec<Share> {
    let mut shares = Vec::new();
    let mut own = 0.0;
    let first = segment.first(doc);
    for content in &scale.plan.content {
        let Some(found) = answer.found.get(content.ask) else { continue };
        let rarity = scale.stats.rarity(content.ask);
        let mut add = |signal, share: f32, meaning: String| {
            shares.push(Share { signal, written: content.written.clone(), share, meaning });
        };
        let sum = |docs| within(&found.passages, docs).iter().map(|&(_, count)| count).sum::<u32>();
        let weighed = |docs| -> f32 {
            let of = within(&found.passages, docs).iter();
            of.map(|&(doc, count)| found.weighed(doc, count, scale.weights.name)).sum()
        };
        let (here, around) = (doc..doc + 1, first..segment.article_end(first));
        if sum(here.clone()) > 0 {
            let length = segment.passage_length(doc);
            let part =
                content.times * scale.passage_part(content.ask, (weighed(here.clone()), 0.0), (length, None));
            own += part;
            let meaning =
                format!("{} in the passage; {} in all have it", times(sum(here)), passages(rarity.passages));
            add(Signal::Passage, part, meaning);
        }
        let in_text = sum(around.clone());
        let in_title = within(&found.titles, first..first + 1).iter().map(|&(_, count)| count).sum::<u32>();
        if in_text + in_title > 0 && scale.weights.article > 0.0 {
            let part = scale.article_part(content.ask, (weighed(around), in_title), segment, first);
            let headline = if in_title > 0 { ", and in its headline" } else { "" };
            let meaning = format!(
                "{} in the article{headline}; {} in all have it",
                times(in_text),
                articles(rarity.articles)
            );
            add(Signal::Article, scale.weights.article * content.times * part, meaning);
        }
    }
    let states = scale.figures(segment).and_then(|figures| figures.first(doc));
    let whole = [
        (Signal::Figure, states.map_or(0.0, |_| scale.weights.figure * own), "the passage states a figure"),
        (Signal::Near, refinement.near, "words of the query stand near each other"),
        (Signal::Exact, refinement.exact, "words stand as the query writes them"),
    ];
    for (signal, share, meaning) in whole.into_iter().filter(|(_, share, _)| *share > 0.0) {
        shares.push(Share { signal, written: String::new(), share, meaning: meaning.to_owned() });
    }
    shares.sort_by(|a, b| b.share.total_cmp(&a.share));
    shares
}

fn times(count: u32) -> String {
    match count {
        0 => "not".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

fn passages(count: usize) -> String {
    if count == 1 { "1 passage".to_owned() } else { format!("{count} passages") }
}

fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}
