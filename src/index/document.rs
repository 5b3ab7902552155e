//! One passage to one document of the engine.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::Field;

use super::passage_document::PassageDocument;
use super::record::Record;
use super::schema::Fields;
use super::{dates, digest};
use crate::extract::{ActorMention, Annotations, Figure, Level, Outcome};

/// The article that a document is part of.
pub(crate) struct Whole<'a> {
    pub(crate) id: &'a str,
    /// The folder or file that was indexed.
    pub(crate) root: &'a str,
    /// From the topmost parent down to each actor that the article mentions, by id.
    pub(crate) lineage: &'a Lineage,
}

/// Actor id to its path, from the topmost parent down.
pub(crate) type Lineage = BTreeMap<String, Vec<String>>;

/// The paths of all actors that `found` mentions.
pub(crate) fn lineage(found: &Annotations) -> Lineage {
    found.actors.iter().map(|actor| (actor.id.clone(), actor_path(actor))).collect()
}

fn actor_path(actor: &ActorMention) -> Vec<String> {
    actor.ancestors.iter().chain([&actor.id]).cloned().collect()
}

/// Builds the document of `record`; `slice` is the text from its start to the next one's.
pub(super) fn build(
    fields: &Fields,
    whole: &Whole<'_>,
    ordinal: usize,
    (slice, record): (&str, &Record),
) -> PassageDocument {
    let mut doc = PassageDocument::with_room_for(slice.len());
    doc.add_text(fields.id, whole.id);
    doc.add_u64(fields.ordinal, ordinal as u64);
    doc.add_text(fields.text, slice);
    doc.add_text(fields.record, &record.pack(slice));
    add_names(fields, &mut doc, record);
    add_figures(fields, &mut doc, whole.lineage, record);
    add_article(fields, &mut doc, whole, record);
    doc
}

fn add_article(fields: &Fields, doc: &mut PassageDocument, whole: &Whole<'_>, record: &Record) {
    let Some(article) = &record.article else { return };
    let meta = &article.meta;
    let mut text = |field: Field, value: Option<&str>| {
        if let Some(value) = value {
            doc.add_text(field, value);
        }
    };
    text(fields.source, meta.source.as_deref());
    text(fields.language, article.language.as_deref());
    text(fields.path, Some(&meta.path));
    text(fields.root, Some(whole.root));
    for part in digest::parts(&meta.digest()).into_iter().flatten() {
        doc.add_u64(fields.sha256, part);
    }
    if let Some(published) = meta.published {
        doc.add_i64(fields.published, dates::day_number(published));
    }
}

fn add_names(fields: &Fields, doc: &mut PassageDocument, record: &Record) {
    let mut names = BTreeSet::new();
    let mut regions = BTreeSet::new();
    for place in record.passage_places().filter(|place| place.level == Level::Named) {
        names.insert(place_term(&place.id));
        regions.extend(prefixes(&place.path));
    }
    let mut actors = BTreeSet::new();
    for actor in record.passage_actors().filter(|actor| names_actor(actor.level)) {
        actors.extend(prefixes(&actor_path(actor)));
    }
    for actor in record.passage_actors().filter(|actor| can_be_asked_for(actor.level)) {
        names.insert(actor_term(&actor.id));
    }
    add_all(doc, fields.name, &names);
    add_all(doc, fields.region, &regions);
    add_all(doc, fields.actor, &actors);
}

fn add_figures(fields: &Fields, doc: &mut PassageDocument, lineage: &Lineage, record: &Record) {
    let paths = |id: &str| lineage.get(id).map_or_else(|| vec![id.to_owned()], |path| prefixes(path));
    let figures: Vec<&Figure> = record.passage_figures().collect();
    let mut outcomes = BTreeSet::new();
    let mut victims = BTreeSet::new();
    let mut perpetrators = BTreeSet::new();
    let mut speakers = BTreeSet::new();
    for figure in &figures {
        outcomes.insert(figure.outcome.as_str().to_owned());
        victims.insert(figure.victim_category.as_str().to_owned());
        perpetrators.extend(figure.perpetrator.iter().flat_map(|id| paths(id)));
        speakers.extend(speaker_ids(figure).flat_map(paths));
    }
    add_all(doc, fields.outcome, &outcomes);
    add_all(doc, fields.victim, &victims);
    add_all(doc, fields.perpetrator, &perpetrators);
    add_all(doc, fields.speaker, &speakers);
    if !figures.is_empty() {
        doc.add_u64(fields.figures, figures.len() as u64);
    }
    let killed = figures.iter().filter(|f| f.outcome == Outcome::Killed).filter_map(|f| stated(f)).max();
    if let Some(killed) = killed {
        doc.add_u64(fields.killed, killed);
    }
    let event = figures.iter().filter_map(|f| dates::days(f.event_date.as_deref()?)).map(|d| d.last).max();
    if let Some(event) = event {
        doc.add_i64(fields.event, event);
    }
}

/// The number that a figure is compared and sorted by: as stated, else its lower, else its upper bound.
pub(crate) fn stated(figure: &Figure) -> Option<u64> {
    figure.bounds.best.or(figure.bounds.low).or(figure.bounds.high)
}

/// The actors who state a figure: the speaker, and the medium that passes it on.
pub(crate) fn speaker_ids(figure: &Figure) -> impl Iterator<Item = &str> {
    figure.attribution.iter().flat_map(|said| said.id.iter().chain(&said.via)).map(String::as_str)
}

/// Whether a mention of this level names its actor: a word of origin or a person does not.
pub(crate) const fn names_actor(level: Level) -> bool {
    matches!(level, Level::Named | Level::Nominal)
}

/// Whether a mention of this level is found by any name of its actor: persons are, but they are no
/// actors to count by.
pub(crate) const fn can_be_asked_for(level: Level) -> bool {
    names_actor(level) || matches!(level, Level::Person)
}

/// The term of the `name` field for a place.
pub(crate) fn place_term(id: &str) -> String {
    format!("place/{id}")
}

/// The term of the `name` field for an actor.
pub(crate) fn actor_term(id: &str) -> String {
    format!("actor/{id}")
}

/// `Mali`, `Mali/Ségou`, `Mali/Ségou/Niono` for the path of Niono.
pub(crate) fn prefixes(path: &[String]) -> Vec<String> {
    (1..=path.len()).filter_map(|length| path.get(..length)).map(|part| part.join("/")).collect()
}

fn add_all(doc: &mut PassageDocument, field: Field, values: &BTreeSet<String>) {
    for value in values {
        doc.add_text(field, value);
    }
}
