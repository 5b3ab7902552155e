//! Actor mentions: names and descriptions of armed actors found in the text.
//!
//! [`names`] reads the names of the lexicon, before the places are found. [`find`] then decides who
//! each of them is, and adds what the text only describes: the army, the junta, a seat of
//! government, a group that the text defines for itself, a person by the surname.

mod definitions;
mod descriptions;
mod evidence;
mod names;
mod persons;
mod seats;

use std::cmp::Reverse;
use std::ops::Range;

pub(crate) use definitions::slug;
pub(super) use names::Names;

use super::{ActorMention, Level, PlaceMention, Quote, Reading};
use crate::text::{Span, TokenKind, Tokens};
use crate::vocabulary::actors::{Actor, ActorKind, AliasUse};
use crate::vocabulary::{ActorLexicon, Vocabulary};
use definitions::Definitions;
use descriptions::Describer;
use evidence::Evidence;
use names::NameHit;

/// An actor found at a range of tokens.
#[derive(Debug, Clone)]
struct Found<'v> {
    range: Range<usize>,
    who: Who<'v>,
    level: Level,
}

/// Whom a mention names.
#[derive(Debug, Clone)]
enum Who<'v> {
    /// An actor of the lexicon.
    Listed(&'v Actor),
    /// One that only the text knows.
    Unlisted { id: String, name: String },
}

impl Who<'_> {
    fn id(&self) -> &str {
        match self {
            Self::Listed(actor) => &actor.id,
            Self::Unlisted { id, .. } => id,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Listed(actor) => &actor.name,
            Self::Unlisted { name, .. } => name,
        }
    }
}

/// Every name of an actor in the text: what [`find`] decides about, and where no place may be.
pub(super) fn names(vocabulary: &Vocabulary, reading: &Reading<'_>) -> Names {
    Names::scan(vocabulary.actors(), reading)
}

/// Every actor named in the text, in order.
pub(super) fn find(
    vocabulary: &Vocabulary,
    reading: &Reading<'_>,
    names: &Names,
    places: &[PlaceMention],
) -> Vec<ActorMention> {
    let lexicon = vocabulary.actors();
    let tokens = &reading.tokens;
    let evidence = Evidence::gather(lexicon, reading, names, places);
    let definitions = Definitions::read(lexicon, reading, names);
    let mut found = definitions.find(tokens);
    found.extend(definitions::units(lexicon, reading, names));
    found.extend(names.hits.iter().filter_map(|hit| decide(names, tokens, hit, &evidence, &definitions)));
    found.extend(Describer { lexicon, tokens, marks: &reading.marks, names, evidence: &evidence }.find());
    found.extend(seats::find(lexicon, reading));
    let mut found = keep_longest(found);
    let taken = taken_spans(tokens, &found, places);
    found.extend(persons::introduced(lexicon, reading, &taken));
    found.sort_by_key(|found| found.range.start);
    found.extend(persons::by_surname(lexicon, reading, &found));
    let found = keep_longest(found);
    found.iter().map(|found| mention(lexicon, reading, found)).collect()
}

/// The actor of a name of the lexicon, as the article defines it or as its evidence decides.
fn decide<'v>(
    names: &Names,
    tokens: &Tokens<'_>,
    hit: &NameHit,
    evidence: &Evidence<'v>,
    definitions: &Definitions<'v>,
) -> Option<Found<'v>> {
    if definitions.at(tokens, hit.range.start).is_some_and(|(range, _)| range == hit.range) {
        return None;
    }
    let lexicon = evidence.lexicon;
    let (actor, alias) = evidence.decide(tokens, names, hit)?;
    let level = match (actor.kind, alias.usage) {
        (ActorKind::Person, _) => Level::Person,
        (_, AliasUse::Metonym) => Level::Metonym,
        (kind, _) if kind.is_of_state() && names::holds_country(lexicon, tokens, &hit.range) => {
            Level::Nominal
        }
        _ => Level::Named,
    };
    Some(Found { range: with_body(lexicon, tokens, hit.range.clone()), who: Who::Listed(actor), level })
}

/// The range of a name with what closes it after its abbreviation: `Islamic State (IS) group`.
fn with_body(lexicon: &ActorLexicon, tokens: &Tokens<'_>, range: Range<usize>) -> Range<usize> {
    let is = |at: usize, c: char| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation(c));
    let close = range.end + 2;
    // The dot of `U.N.` is part of it.
    if is(range.end.wrapping_sub(2), '.') && is(range.end, '.') {
        return range.start..range.end + 1;
    }
    let closed = is(range.end, '(') && is(close, ')');
    if closed && lexicon.descriptions.bodies.at(tokens, close + 1) { range.start..close + 2 } else { range }
}

/// Of mentions that overlap, the one that begins first, and of those the longest.
fn keep_longest(mut found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    found.sort_by_key(|found| (found.range.start, Reverse(found.range.end)));
    let mut kept: Vec<Found<'_>> = Vec::with_capacity(found.len());
    for next in found {
        if kept.last().is_none_or(|last| last.range.end <= next.range.start) {
            kept.push(next);
        }
    }
    kept
}

/// What is somebody's or some place's name already, in the order of the text.
fn taken_spans(tokens: &Tokens<'_>, found: &[Found<'_>], places: &[PlaceMention]) -> Vec<Span> {
    let mut taken: Vec<Span> = found.iter().map(|found| tokens.span(found.range.clone())).collect();
    taken.extend(places.iter().map(|place| place.quote.span()));
    taken.sort_unstable();
    taken.dedup_by(|next, last| {
        let within = next.start < last.end;
        last.end = if within { last.end.max(next.end) } else { last.end };
        within
    });
    taken
}

fn mention(lexicon: &ActorLexicon, reading: &Reading<'_>, found: &Found<'_>) -> ActorMention {
    let span = reading.tokens.span(found.range.clone());
    ActorMention {
        quote: Quote::new(reading.tokens.text, &reading.scalars, span),
        id: found.who.id().to_owned(),
        name: found.who.name().to_owned(),
        ancestors: match &found.who {
            Who::Listed(actor) => lexicon.ancestors(&actor.id),
            Who::Unlisted { .. } => Vec::new(),
        },
        level: found.level,
    }
}
