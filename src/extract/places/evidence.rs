//! Which countries and regions a text is about.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, Collected, Cue, Located};
use super::scene::Scene;
use crate::vocabulary::{Mark, Place, PlaceKind};

/// What the whole text says about where it plays.
#[derive(Debug, Default)]
pub(super) struct Evidence<'g> {
    /// Weight of each country that the text speaks of.
    countries: BTreeMap<&'g str, f64>,
    /// Paths of the first-level regions that the text names.
    regions: BTreeSet<&'g str>,
    heaviest: f64,
}

/// A country by its name or by a word of origin.
const COUNTRY: f64 = 1.0;
const DEMONYM: f64 = 0.7;
/// A capital, a city of a million, a region that has no namesake.
const CITY: f64 = 0.7;
/// A town that has no namesake elsewhere.
const TOWN: f64 = 0.5;
/// An armed group or the like.
const HINT: f64 = 0.8;
/// One that acts in several countries.
const SHARED_HINT: f64 = 0.5;
/// What the headline says counts as much as this many mentions.
pub(super) const TITLE: f64 = 2.0;

impl<'g> Evidence<'g> {
    /// Adds what the names of a text say, `weight` times.
    pub(super) fn add_names(&mut self, scene: &Scene<'g, '_>, names: &Collected<'g>, weight: f64) {
        for country in &names.countries_in_names {
            self.add_country(country.path, DEMONYM * weight);
        }
        self.add_candidates(scene, &names.candidates, weight);
    }

    /// Adds what the candidates of a text say, `weight` times. Names that places of several countries
    /// bear come last: one tells of its best-known place only where the text is on none of the others.
    fn add_candidates(&mut self, scene: &Scene<'g, '_>, candidates: &[Candidate<'g>], weight: f64) {
        let mut towns: BTreeSet<u64> = BTreeSet::new();
        let (clear, open): (Vec<_>, Vec<_>) =
            candidates.iter().partition(|candidate| one_country(&candidate.options));
        for candidate in clear {
            self.add_candidate(scene, candidate, weight, &mut towns);
        }
        for candidate in open {
            let Some((country, _)) = common_ground(&candidate.options) else { continue };
            let is_contested = candidate
                .options
                .iter()
                .any(|place| place.country() != country && self.countries.contains_key(place.country()));
            if !is_contested && candidate.cue != Cue::Village {
                self.add_candidate(scene, candidate, weight, &mut towns);
            }
        }
    }

    fn add_candidate(
        &mut self,
        scene: &Scene<'g, '_>,
        candidate: &Candidate<'g>,
        weight: f64,
        towns: &mut BTreeSet<u64>,
    ) {
        let Some((country, region)) = common_ground(&candidate.options) else { return };
        let kind = candidate.options.iter().map(|place| place.kind).min();
        let known = candidate.options.iter().any(is_well_known);
        let heft = match kind {
            Some(PlaceKind::Country) if candidate.is_demonym => DEMONYM,
            Some(PlaceKind::Country) => COUNTRY,
            Some(PlaceKind::Area | PlaceKind::Continent) | None => return,
            _ if candidate.is_doubtful || candidate.is_common => return,
            Some(PlaceKind::Capital | PlaceKind::Seat) => CITY,
            Some(PlaceKind::Adm1) if candidate.located > Located::No => CITY,
            _ if known => CITY,
            _ if candidate.located == Located::Yes && towns.insert(scene.tokens.key(&candidate.range)) => {
                TOWN
            }
            _ => return,
        };
        self.add_country(country, heft * weight);
        if let Some(region) = region {
            self.regions.insert(region);
        }
    }

    /// Adds the countries of the armed groups and the like that the text names, once each.
    pub(super) fn add_hints(&mut self, scene: &Scene<'g, '_>, weight: f64) {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for at in scene.marks.having(Mark::HINT) {
            let hints = scene.words.hints(scene.tokens, at);
            if hints.is_empty() || !seen.insert(scene.tokens.folded(at)) {
                continue;
            }
            let share = weight * if hints.len() == 1 { HINT } else { SHARED_HINT };
            for place in hints.iter().filter_map(|id| scene.gazetteer.by_id(id)) {
                self.add_country(place.path, share);
            }
        }
    }

    fn add_country(&mut self, country: &'g str, weight: f64) {
        let total = self.countries.entry(country).or_default();
        *total += weight;
        self.heaviest = self.heaviest.max(*total);
    }

    /// From 0 (the text does not speak of its country) to 1 (it speaks of no country more).
    pub(super) fn of_country(&self, place: &Place<'_>) -> f64 {
        const ENOUGH: f64 = 1.0;
        let weight = self.countries.get(place.country()).copied().unwrap_or(0.0);
        if weight <= 0.0 { 0.0 } else { (weight / ENOUGH).min(1.0) * (0.5 + 0.5 * weight / self.heaviest) }
    }

    /// Whether the text speaks of any country.
    pub(super) fn is_on_a_country(&self) -> bool {
        self.heaviest >= COUNTRY
    }

    /// Whether the text names the first-level region of `place`.
    pub(super) fn has_region(&self, place: &Place<'_>) -> bool {
        place.region().is_some_and(|region| self.regions.contains(region))
    }
}

/// The country that all options share, and the first-level region where they share it, too.
fn common_ground<'g>(options: &[Place<'g>]) -> Option<(&'g str, Option<&'g str>)> {
    let first = options.first()?;
    let one_country = one_country(options);
    let region = first.region().filter(|region| options.iter().all(|place| place.region() == Some(region)));
    if one_country {
        return Some((first.country(), region));
    }
    // "Georgia" is a country and a state of another: it tells of neither.
    if options.iter().any(|place| place.kind == PlaceKind::Adm1) {
        return None;
    }
    let mut known = options.iter().filter(|place| is_well_known(place));
    let well_known = known.next()?;
    known.all(|place| place.country() == well_known.country()).then_some((well_known.country(), None))
}

fn one_country(options: &[Place<'_>]) -> bool {
    options.iter().all(|place| Some(place.country()) == options.first().map(Place::country))
}

fn is_well_known(place: &Place<'_>) -> bool {
    const CITY: u64 = 1_000_000;
    matches!(place.kind, PlaceKind::Country | PlaceKind::Capital) || place.population >= CITY
}
