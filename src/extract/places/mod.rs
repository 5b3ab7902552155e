//! Place mentions: gazetteer names found in the text, and which place each one means.
//!
//! First what may be a place at all ([`candidate`], [`blockers`]), then what the text is about
//! ([`evidence`]), then which place of each name is meant ([`resolve`]).

mod blockers;
mod candidate;
mod evidence;
mod metonym;
mod resolve;
mod scene;

use std::collections::BTreeMap;

use super::{Level, PlaceMention, Quote, Reading};
use crate::text::{Span, Tokens};
use crate::vocabulary::{Place, PlaceKind, Point, Vocabulary, WordClass};
use candidate::Candidate;
use evidence::{Evidence, TITLE};
use resolve::{Choice, Surroundings};
use scene::Scene;

/// Every place named in the text, in order; none inside the spans that are `taken` by names of actors.
pub(super) fn find(vocabulary: &Vocabulary, reading: &Reading<'_>, taken: &[Span]) -> Vec<PlaceMention> {
    let title = Tokens::new(reading.title.unwrap_or_default());
    let scene = Scene::new(vocabulary, &reading.tokens, taken);
    let candidates = candidate::collect(&scene);
    let mut evidence = Evidence::default();
    evidence.add_candidates(&scene, &candidates, 1.0);
    evidence.add_hints(&scene, 1.0);
    let title_scene = Scene::new(vocabulary, &title, &[]);
    evidence.add_candidates(&title_scene, &candidate::collect(&title_scene), TITLE);
    evidence.add_hints(&title_scene, TITLE);
    let anchors = Anchors::new(&scene, &candidates);
    candidates
        .iter()
        .enumerate()
        .filter_map(|(nth, candidate)| {
            let beside = beside(&scene, candidate, candidates.get(nth + 1));
            let sentence = scene.sentence(candidate.range.start);
            let surroundings = Surroundings {
                scene: &scene,
                evidence: &evidence,
                near: anchors.points.get(&sentence).map_or(&[], Vec::as_slice),
                beside: &beside,
                regions: anchors.regions.get(&sentence).map_or(&[], Vec::as_slice),
                before: nth.checked_sub(1).and_then(|nth| candidates.get(nth)).filter(|before| {
                    before.range.end + 1 == candidate.range.start
                        && scene.punctuation(before.range.end) == Some(',')
                }),
            };
            let choice = surroundings.choose(candidate)?;
            Some(mention(&scene, reading, candidate, &choice))
        })
        .collect()
}

/// Places of each sentence whose names have one meaning: they tell where the others lie.
#[derive(Default)]
struct Anchors<'g> {
    points: BTreeMap<u32, Vec<Point>>,
    regions: BTreeMap<u32, Vec<&'g str>>,
}

impl<'g> Anchors<'g> {
    fn new(scene: &Scene<'g, '_>, candidates: &[Candidate<'g>]) -> Self {
        /// Enough for any sentence that a person wrote.
        const MOST: usize = 24;
        let mut anchors = Self::default();
        for candidate in candidates.iter().filter(|candidate| !candidate.is_demonym && !candidate.is_doubtful)
        {
            let sentence = scene.sentence(candidate.range.start);
            for place in candidate.options.iter().filter(|place| place.kind.is_region()) {
                push_up_to(MOST, anchors.regions.entry(sentence).or_default(), place.path);
            }
            if let Some(point) = only_point(&candidate.options) {
                push_up_to(MOST, anchors.points.entry(sentence).or_default(), point);
            }
        }
        anchors
    }
}

/// The span of a mention; the last stop of "U.S." belongs to it.
fn with_last_stop(scene: &Scene<'_, '_>, candidate: &Candidate<'_>) -> Span {
    let mut span = scene.tokens.span(candidate.range.clone());
    let is_abbreviation = span.of(scene.tokens.text).contains('.') && span.len() < 8;
    if is_abbreviation && scene.punctuation(candidate.range.end) == Some('.') {
        span.end += 1;
    }
    span
}

/// Where `next` may be, if the text says that `candidate` lies near it: "X, 15 km from Y".
fn beside(scene: &Scene<'_, '_>, candidate: &Candidate<'_>, next: Option<&Candidate<'_>>) -> Vec<Point> {
    const FARTHEST: usize = 9;
    let Some(next) = next.filter(|next| !next.is_demonym) else { return Vec::new() };
    let mut between = candidate.range.end..next.range.start;
    let is_beside = between.len() <= FARTHEST
        && scene.sentence(candidate.range.start) == scene.sentence(next.range.start)
        && between.clone().any(|at| scene.is(at, WordClass::Nearness))
        // "in X and near Y" tells of two places, not of where X lies.
        && !between.any(|at| {
            scene.is_capital(at) || scene.is(at, WordClass::Border) || scene.is(at, WordClass::Joiner)
        });
    let points = next.options.iter().filter(|place| place.kind.is_point()).filter_map(|place| place.point);
    if is_beside && next.options.iter().all(|place| place.kind != PlaceKind::Country) {
        points.collect()
    } else {
        Vec::new()
    }
}

fn push_up_to<T>(most: usize, list: &mut Vec<T>, item: T) {
    if list.len() < most {
        list.push(item);
    }
}

/// The one point that a name stands for, regions called after a town aside.
fn only_point(options: &[Place<'_>]) -> Option<Point> {
    let mut towns = options.iter().filter(|place| place.kind.is_point());
    let town = towns.next()?;
    let alone = towns.next().is_none() && options.iter().all(|place| place.country() == town.country());
    alone.then_some(town.point).flatten()
}

fn mention(
    scene: &Scene<'_, '_>,
    reading: &Reading<'_>,
    candidate: &Candidate<'_>,
    choice: &Choice<'_>,
) -> PlaceMention {
    let level = if candidate.is_demonym {
        Level::Demonym
    } else if choice.place.kind == PlaceKind::Seat || metonym::speaks(scene, &candidate.range, &choice.place)
    {
        Level::Metonym
    } else {
        Level::Named
    };
    let span = with_last_stop(scene, candidate);
    PlaceMention {
        quote: Quote::new(reading.tokens.text, &reading.scalars, span),
        id: choice.place.id.to_owned(),
        name: choice.place.name.to_owned(),
        path: choice.place.parts().map(str::to_owned).collect(),
        lat: choice.place.point.map(|point| point.lat),
        lon: choice.place.point.map(|point| point.lon),
        level,
        candidates: choice.candidates.iter().map(|place| place.id.to_owned()).collect(),
        reason: choice.reason,
    }
}
