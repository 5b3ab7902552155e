//! Place mentions: gazetteer names found in the text, and which place each one means.
//!
//! First what may be a place at all ([`candidate`], [`blockers`]), then what the text is about
//! ([`evidence`]), then which place of each name is meant ([`resolve`]).

mod bearings;
mod blockers;
mod candidate;
mod evidence;
mod metonym;
mod resolve;
mod scene;

use std::collections::BTreeMap;

use super::{Level, PlaceMention, Quote, Reading};
use crate::text::Span;
use crate::vocabulary::{Place, PlaceKind, Point, Vocabulary};
use bearings::Bearings;
use candidate::Candidate;
use evidence::{Evidence, TITLE};
use resolve::{Choice, Surroundings};
use scene::Scene;

/// Every place named in the text, in order; none inside the spans that are `taken` by names of actors.
pub(super) fn find(vocabulary: &Vocabulary, reading: &Reading<'_>, taken: &[Span]) -> Vec<PlaceMention> {
    let mut found = Vec::new();
    each_candidate(vocabulary, reading, taken, |scene, candidate, surroundings| {
        if let Some(choice) = surroundings.choose(candidate) {
            found.push(mention(scene, reading, candidate, &choice));
        }
    });
    found
}

/// For each name that may be a place, a line on what it was taken for and why, and lines on what
/// else it may have been.
pub(super) fn trace(vocabulary: &Vocabulary, reading: &Reading<'_>, taken: &[Span]) -> Vec<String> {
    let mut lines = Vec::new();
    each_candidate(vocabulary, reading, taken, |scene, candidate, surroundings| {
        lines.extend(
            surroundings.account(candidate, scene.tokens.span(candidate.range.clone()).of(scene.tokens.text)),
        );
    });
    lines
}

/// Calls `visit` with each name that may be a place, and what is known around it.
fn each_candidate<'g>(
    vocabulary: &'g Vocabulary,
    reading: &Reading<'_>,
    taken: &[Span],
    mut visit: impl FnMut(&Scene<'g, '_>, &Candidate<'g>, &Surroundings<'_, 'g>),
) {
    let title = &reading.title;
    let scene = Scene::new(vocabulary, (&reading.tokens, &reading.marks), taken);
    let mut evidence = Evidence::default();
    let title_scene = Scene::new(vocabulary, (&title.tokens, &title.marks), &[]);
    evidence.add_hints(&scene, 1.0);
    evidence.add_hints(&title_scene, TITLE);
    evidence.add_names(&title_scene, &candidate::collect(&title_scene), TITLE);
    let names = candidate::collect(&scene);
    evidence.add_names(&scene, &names, 1.0);
    let candidates = names.candidates;
    let anchors = Anchors::new(&scene, &candidates);
    for (nth, candidate) in candidates.iter().enumerate() {
        let sentence = scene.sentence(candidate.range.start);
        let surroundings = Surroundings {
            scene: &scene,
            evidence: &evidence,
            near: anchors.points.get(&sentence).map_or(&[], Vec::as_slice),
            bearings: Bearings::of(&scene, &candidates, nth),
            about: &anchors.about,
            regions: anchors.regions.get(&sentence).map_or(&[], Vec::as_slice),
            before: nth.checked_sub(1).and_then(|nth| candidates.get(nth)).filter(|before| {
                before.range.end + 1 == candidate.range.start
                    && scene.punctuation(before.range.end) == Some(',')
            }),
        };
        visit(&scene, candidate, &surroundings);
    }
}

/// Places of each sentence whose names have one meaning: they tell where the others lie.
#[derive(Default)]
struct Anchors<'g> {
    points: BTreeMap<u32, Vec<Point>>,
    regions: BTreeMap<u32, Vec<&'g str>>,
    /// Points of the whole text.
    about: Vec<Point>,
}

impl<'g> Anchors<'g> {
    fn new(scene: &Scene<'g, '_>, candidates: &[Candidate<'g>]) -> Self {
        /// Enough for any sentence that a person wrote.
        const MOST: usize = 24;
        const MOST_OF_TEXT: usize = 64;
        let mut anchors = Self::default();
        for candidate in candidates.iter().filter(|candidate| !candidate.is_demonym && !candidate.is_doubtful)
        {
            let sentence = scene.sentence(candidate.range.start);
            let mut regions = candidate.options.as_slice();
            if regions.iter().any(|place| Some(place.country()) != regions.first().map(Place::country)) {
                regions = &[];
            }
            for place in regions.iter().filter(|place| place.kind.is_region()) {
                push_up_to(MOST, anchors.regions.entry(sentence).or_default(), place.path);
                if let Some(point) = place.point {
                    push_up_to(MOST_OF_TEXT, &mut anchors.about, point);
                }
            }
            if let Some(point) = only_point(&candidate.options) {
                push_up_to(MOST, anchors.points.entry(sentence).or_default(), point);
                push_up_to(MOST_OF_TEXT, &mut anchors.about, point);
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
