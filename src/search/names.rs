//! Names of places and actors in a query: what they may stand for.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::text::Tokens;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::actors::AliasUse;

/// What a name may stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Ids of places.
    pub(super) places: Vec<String>,
    /// Ids of actors.
    pub(super) actors: Vec<String>,
}

impl Meaning {
    pub(super) const fn is_empty(&self) -> bool {
        self.places.is_empty() && self.actors.is_empty()
    }
}

/// The longest name that begins at token `at`; the place and the actor where both go by it.
pub(super) fn longest_at(
    vocabulary: &Vocabulary,
    tokens: &Tokens<'_>,
    at: usize,
) -> Option<(Range<usize>, Meaning)> {
    let places = vocabulary.places().longest_at(tokens, at).map(|(range, meanings)| {
        let named = meanings.iter().filter(|named| !named.is_demonym);
        (range, named.map(|named| named.place.id.to_owned()).collect::<Vec<_>>())
    });
    let places = places.filter(|(_, ids)| !ids.is_empty());
    let actors = actors_at(vocabulary, tokens, at);
    let end = places.iter().chain(&actors).map(|(range, _)| range.end).max()?;
    let of = |found: Option<(Range<usize>, Vec<String>)>| {
        found.filter(|(range, _)| range.end == end).map(|(_, ids)| ids).unwrap_or_default()
    };
    Some((at..end, Meaning { places: of(places), actors: of(actors) }))
}

fn actors_at(vocabulary: &Vocabulary, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, Vec<String>)> {
    let lexicon = vocabulary.actors();
    let (range, spellings) = lexicon.longest_at(tokens, at)?;
    // A place that stands for an actor is asked for as a place.
    let actors = spellings
        .iter()
        .filter_map(|&entry| lexicon.spelling(entry))
        .filter(|(_, alias)| alias.usage != AliasUse::Metonym);
    let ids: BTreeSet<String> = actors.map(|(actor, _)| actor.id.clone()).collect();
    (!ids.is_empty()).then(|| (range, ids.into_iter().collect()))
}

/// Ids of the actors that are meant by an id or a name.
pub(super) fn actors(vocabulary: &Vocabulary, written: &str) -> Vec<String> {
    let lexicon = vocabulary.actors();
    match lexicon.by_id(written) {
        Some(actor) => vec![actor.id.clone()],
        None => lexicon.named(written).into_iter().map(|actor| actor.id.clone()).collect(),
    }
}

/// The name of an actor as it is shown.
pub(super) fn actor_name(vocabulary: &Vocabulary, id: &str) -> Option<String> {
    vocabulary.actors().by_id(id).map(|actor| actor.name.clone())
}

/// A path as it is shown: a town that is named like its district is said once.
pub(super) fn said_once(path: &str) -> String {
    let mut names: Vec<&str> = path.split('/').collect();
    names.dedup();
    names.join("/")
}

/// Known actors that are spelled like `written`.
pub(super) fn similar_actors(vocabulary: &Vocabulary, written: &str) -> Vec<String> {
    vocabulary.actors().suggest(written)
}

/// Known places that are spelled like `written`.
pub(super) fn similar_places(vocabulary: &Vocabulary, written: &str) -> Vec<String> {
    let last = written.rsplit('/').next().unwrap_or(written);
    vocabulary.places().suggest(last, 5).into_iter().map(|place| place.path.to_owned()).collect()
}
