//! The columns of the table, in order, each with its cell: a new column is one line here.
//!
//! Names are those of UCDP GED, ACLED and the OHCHR guidance where they have one.

use super::date::{self, EventDate};
use super::location::Location;
use super::{STATUS, Stamp, cell};
use crate::extract::{Attribution, Figure};
use crate::search::Hit;
use crate::text::{Span, sentences};
use crate::vocabulary::{Actor, Severity, Vocabulary};

/// One line of the table: a figure of a passage, or a passage without one.
#[derive(Clone, Copy)]
pub(super) struct Row<'r> {
    pub(super) number: usize,
    pub(super) hit: &'r Hit,
    pub(super) figure: Option<&'r Figure>,
    pub(super) stamp: &'r Stamp,
    pub(super) vocabulary: &'r Vocabulary,
}

type Cell = fn(Row<'_>) -> String;

/// Name and cell of each column.
pub(super) const COLUMNS: &[(&str, Cell)] = &[
    ("row", |row| row.number.to_string()),
    ("figure_id", |row| row.of_figure(|figure| figure.id.clone())),
    ("doc_id", |row| cell::text(&row.hit.article.id)),
    ("title", |row| cell::optional(row.hit.article.title.as_deref())),
    ("date_published", |row| cell::number(row.hit.article.published)),
    ("source_name", |row| cell::optional(row.hit.article.source.as_deref())),
    ("source_url", |row| cell::optional(row.hit.article.url.as_deref())),
    ("author", |row| cell::optional(row.hit.article.author.as_deref())),
    ("via", |row| cell::list(row.hit.article.via.iter().cloned())),
    ("source_scale", |row| cell::optional(row.hit.article.source_scale.as_deref())),
    ("language", |row| cell::optional(row.hit.article.language.as_deref())),
    ("sha256", |row| row.hit.article.sha256.clone()),
    ("file_name", |row| cell::text(&row.hit.article.path)),
    ("reading_notes", |row| cell::list(row.hit.article.notes.iter().cloned())),
    ("media_type", |row| row.hit.article.media_type.clone()),
    ("indexed_at", |row| row.indexed_at()),
    ("text", |row| row.of_figure(|figure| cell::text(&figure.quote.text))),
    ("number_text", |row| row.of_figure(|figure| cell::optional(figure.number_text.as_deref()))),
    ("low", |row| row.of_figure(|figure| cell::number(figure.bounds.low))),
    ("best", |row| row.of_figure(|figure| cell::number(figure.bounds.best))),
    ("high", |row| row.of_figure(|figure| cell::number(figure.bounds.high))),
    ("qualifier", |row| row.of_figure(|figure| figure.qualifier.as_str().to_owned())),
    ("outcome", |row| row.of_figure(|figure| figure.outcome.as_str().to_owned())),
    ("severity", |row| row.of_figure(|figure| cell::optional(figure.severity.map(Severity::as_str)))),
    ("victim_text", |row| row.of_figure(|figure| cell::optional(figure.victim_text.as_deref()))),
    ("victim_category", |row| row.of_figure(|figure| figure.victim_category.as_str().to_owned())),
    ("side", |row| row.of_figure(|figure| figure.side.as_str().to_owned())),
    ("affiliation", |row| row.of_figure(|figure| cell::list(figure.affiliation.iter().cloned()))),
    ("perpetrator", |row| row.of_figure(|figure| cell::list(figure.perpetrator.iter().cloned()))),
    ("attribution_text", |row| {
        row.of_figure(|figure| cell::optional(said(figure, |said| Some(&said.quote.text))))
    }),
    ("attribution", |row| row.of_figure(|figure| cell::optional(said(figure, |said| said.id.as_ref())))),
    ("attribution_via", |row| row.of_figure(|figure| cell::optional(said(figure, |said| said.via.as_ref())))),
    ("stance", |row| row.of_figure(|figure| figure.stance.as_str().to_owned())),
    ("is_provisional", |row| row.of_figure(|figure| cell::truth(figure.is_provisional))),
    ("is_cumulative", |row| row.of_figure(|figure| cell::truth(figure.is_cumulative))),
    ("is_subset_of", |row| row.of_figure(|figure| cell::optional(figure.is_subset_of.as_deref()))),
    ("negated", |row| row.of_figure(|figure| cell::truth(figure.negated))),
    ("country", |row| row.location().country),
    ("admin1", |row| row.location().admin1),
    ("admin2", |row| row.location().admin2),
    ("admin3", |row| row.location().admin3),
    ("location", |row| row.location().location),
    ("latitude", |row| row.location().latitude),
    ("longitude", |row| row.location().longitude),
    ("geo_precision", |row| row.location().geo_precision),
    ("date_start", |row| row.event_date().start),
    ("date_end", |row| row.event_date().end),
    ("date_prec", |row| cell::number(row.event_date().precision)),
    ("actor", |row| cell::list(row.actors().iter().map(|actor| actor.id.clone()))),
    ("inter", |row| cell::list(row.actors().iter().map(|actor| actor.inter.to_string()))),
    ("notes", |row| row.of_figure(|figure| cell::text(sentence(row.hit, figure)))),
    ("start", |row| row.of_figure(|figure| figure.quote.start.to_string())),
    ("end", |row| row.of_figure(|figure| figure.quote.end.to_string())),
    ("byte_start", |row| row.of_figure(|figure| figure.quote.byte_start.to_string())),
    ("byte_end", |row| row.of_figure(|figure| figure.quote.byte_end.to_string())),
    ("rule", |row| row.of_figure(|figure| figure.rule.clone())),
    ("passage_rank", |row| row.hit.rank.to_string()),
    ("passage_ordinal", |row| row.hit.passage.ordinal.to_string()),
    ("passage_start", |row| row.hit.passage.quote.start.to_string()),
    ("passage_end", |row| row.hit.passage.quote.end.to_string()),
    ("passage_byte_start", |row| row.hit.passage.quote.byte_start.to_string()),
    ("passage_byte_end", |row| row.hit.passage.quote.byte_end.to_string()),
    ("passage", |row| cell::text(&row.hit.passage.quote.text)),
    ("status", |_| STATUS.to_owned()),
    ("query", |row| cell::text(&row.stamp.query)),
    ("filters", |row| cell::text(&row.stamp.filters_line())),
    ("index_fingerprint", |row| row.stamp.index_fingerprint.clone()),
    ("tool_version", |row| row.stamp.tool_version.to_owned()),
    ("exported_at", |row| row.stamp.exported_at.clone().unwrap_or_default()),
];

impl<'r> Row<'r> {
    fn of_figure(self, cell: impl Fn(&'r Figure) -> String) -> String {
        self.figure.map(cell).unwrap_or_default()
    }

    fn location(self) -> Location {
        let path = self.figure.and_then(|figure| figure.place.as_deref());
        path.map(|path| Location::of(path, self.vocabulary.places())).unwrap_or_default()
    }

    fn event_date(self) -> EventDate {
        self.figure.and_then(|figure| figure.event_date.as_deref()).map(date::split).unwrap_or_default()
    }

    /// The actors of the lexicon that the passage names, in its order.
    fn actors(self) -> Vec<&'r Actor> {
        let mut actors: Vec<&Actor> = Vec::new();
        for mention in &self.hit.actors {
            let known = self.vocabulary.actors().by_id(&mention.id);
            actors.extend(known.filter(|known| actors.iter().all(|seen| seen.id != known.id)));
        }
        actors
    }

    /// A time, and so left out of an export that is to be the same bytes each time.
    fn indexed_at(self) -> String {
        let at = self.hit.indexed_at.as_ref().filter(|_| self.stamp.exported_at.is_some());
        at.cloned().unwrap_or_default()
    }
}

fn said<'f>(figure: &'f Figure, part: impl Fn(&'f Attribution) -> Option<&'f String>) -> Option<&'f str> {
    figure.attribution.as_ref().and_then(part).map(String::as_str)
}

/// The sentence that states the figure.
fn sentence<'h>(hit: &'h Hit, figure: &Figure) -> &'h str {
    let passage = &hit.passage.quote;
    let start = figure.quote.byte_start.saturating_sub(passage.byte_start);
    let stated = Span::new(start, start + figure.quote.span().len());
    sentences(&passage.text)
        .into_iter()
        .find(|sentence| sentence.overlaps(stated))
        .map_or(passage.text.as_str(), |sentence| sentence.of(&passage.text))
}
