//! Which place of a name is meant: by the words beside it, by what the text is about, by nearness,
//! and by size last. What the text does not tell is not guessed.

use super::candidate::{Candidate, Cue, Located};
use super::evidence::Evidence;
use super::scene::Scene;
use crate::extract::PlaceReason;
use crate::text::fold;
use crate::vocabulary::{Place, PlaceKind, Point};

/// What a name was taken for.
#[derive(Debug, Clone)]
pub(super) struct Choice<'g> {
    /// The place, or what the candidates have in common.
    pub(super) place: Place<'g>,
    /// Why.
    pub(super) reason: PlaceReason,
    /// Where the text does not tell: all that it may be.
    pub(super) candidates: Vec<Place<'g>>,
}

/// Weights of what speaks for a place; size counts by its decimal logarithm.
const PER_DIGIT_OF_POPULATION: f64 = 1.2;
const COUNTRY: f64 = 4.0;
const REGION_IN_TEXT: f64 = 1.0;
const REGION_BESIDE: f64 = 3.0;
const NEAR: f64 = 1.5;
const WORLD_KNOWN: f64 = 2.0;
const OWN_NAME: f64 = 1.5;
/// By how much the best must lead.
const MARGIN: f64 = 0.8;

/// What is known around one candidate.
pub(super) struct Surroundings<'a, 'g> {
    pub(super) scene: &'a Scene<'g, 'a>,
    pub(super) evidence: &'a Evidence<'g>,
    /// Points of places of the same sentence whose names have one meaning.
    pub(super) near: &'a [Point],
    /// What the place is said to lie near: "X, near Y".
    pub(super) beside: &'a [Point],
    /// Paths of regions named in the same sentence.
    pub(super) regions: &'a [&'g str],
    /// The name before, where only a comma stands between: "Atlanta, Georgia".
    pub(super) before: Option<&'a Candidate<'g>>,
}

impl<'g> Surroundings<'_, 'g> {
    /// What `candidate` means; `None` where the text does not let it be a place.
    pub(super) fn choose(&self, candidate: &Candidate<'g>) -> Option<Choice<'g>> {
        let asked = self.narrow(candidate);
        let narrowed = asked.len() < candidate.options.len();
        let mut scored: Vec<(f64, PlaceReason, Place<'g>)> = asked
            .into_iter()
            .filter(|place| self.lies_beside(place) && self.is_plausible(candidate, place))
            .map(|place| self.score(candidate, place))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.number.cmp(&b.2.number)));
        let (best, reason, place) = *scored.first()?;
        let close: Vec<Place<'g>> =
            scored.iter().filter(|(score, ..)| best - score < MARGIN).map(|&(.., place)| place).collect();
        if close.len() == 1 {
            let reason = if scored.len() > 1 {
                reason
            } else if narrowed {
                PlaceReason::Wording
            } else {
                PlaceReason::OnlyOne
            };
            return Some(Choice { place, reason, candidates: Vec::new() });
        }
        let common = self.common_ancestor(&close)?;
        Some(Choice { place: common, reason: PlaceReason::TooThin, candidates: close })
    }

    /// Whether the text lets the name be this place at all: its country is spoken of, or the place is
    /// so large that it needs no word, or the name says where something is and is no common one.
    fn is_plausible(&self, candidate: &Candidate<'g>, place: &Place<'g>) -> bool {
        const LARGE: u64 = 100_000;
        const VERY_LARGE: u64 = 1_000_000;
        const LONG: usize = 5;
        if matches!(place.kind, PlaceKind::Continent | PlaceKind::Area | PlaceKind::Country | PlaceKind::Seat)
        {
            return true;
        }
        let country = self.evidence.of_country(place);
        let located = candidate.located;
        if candidate.is_doubtful {
            let is_located = located == Located::Yes && !place.kind.is_region();
            return country >= 0.5 && (is_located || candidate.cue != Cue::None);
        }
        if country > 0.0 || place.kind == PlaceKind::Capital || place.population >= VERY_LARGE {
            return true;
        }
        if candidate.is_common {
            return false;
        }
        let letters: usize =
            candidate.range.clone().map(|at| self.scene.tokens.folded(at).chars().count()).sum();
        match place.kind {
            PlaceKind::Adm1 => located > Located::No || candidate.cue == Cue::Region,
            _ if place.population >= LARGE => located > Located::No,
            // A place entered by hand is in the news: less will do.
            _ if place.source == "hand" => {
                located == Located::Yes && (letters + 1 >= LONG || is_regional_capital(place))
                    || located == Located::Perhaps && letters >= LONG
            }
            _ => located == Located::Yes && letters >= LONG,
        }
    }

    /// Those of the options that the words beside the name ask for, each place once.
    fn narrow(&self, candidate: &Candidate<'g>) -> Vec<Place<'g>> {
        let is_area = |place: &&Place<'g>| matches!(place.kind, PlaceKind::Area | PlaceKind::Continent);
        let options = self.around_the_town_before(&candidate.options);
        let asked = asked_for(&options, candidate.cue);
        let areas: Vec<Place<'g>> = options.iter().filter(is_area).copied().collect();
        // "the Sahel region" is the region of Burkina Faso only in a text that is on Burkina Faso.
        let is_on_one = |place: &Place<'g>| self.evidence.of_country(place) >= 1.0;
        if areas.is_empty() || candidate.cue == Cue::Region && asked.iter().any(is_on_one) {
            return without_repeats(asked);
        }
        areas
    }

    /// Where one of the options holds the town before the comma, those of its country: the Georgia of
    /// "Atlanta, Georgia" is no country. All options otherwise.
    fn around_the_town_before(&self, options: &[Place<'g>]) -> Vec<Place<'g>> {
        let holds = |place: &&Place<'g>| {
            let is_inside = |town: &Place<'g>| town.kind.is_point() && town.is_within(place.path);
            (place.kind == PlaceKind::Country || place.kind == PlaceKind::Adm1)
                && self.before.is_some_and(|before| before.options.iter().any(is_inside))
        };
        let countries: Vec<&str> = options.iter().filter(holds).map(Place::country).collect();
        let fits = |place: &&Place<'g>| countries.is_empty() || countries.contains(&place.country());
        options.iter().filter(fits).copied().collect()
    }

    fn score(&self, candidate: &Candidate<'g>, place: Place<'g>) -> (f64, PlaceReason, Place<'g>) {
        let size = PER_DIGIT_OF_POPULATION * inhabitants(&place).log10();
        let country = COUNTRY * self.evidence.of_country(&place);
        let region = if self.regions.iter().any(|region| place.is_within(region)) {
            REGION_BESIDE
        } else if self.evidence.has_region(&place) {
            REGION_IN_TEXT
        } else {
            0.0
        };
        let near = if self.is_near(&place) { NEAR } else { 0.0 };
        let fame =
            if place.kind == PlaceKind::Capital || place.population >= 2_000_000 { WORLD_KNOWN } else { 0.0 };
        let own_name = if fold(place.name) == fold(self.surface(candidate)) { OWN_NAME } else { 0.0 };
        let parts = [
            (region, PlaceReason::Region),
            (near, PlaceReason::Near),
            (country, PlaceReason::Country),
            (0.1, PlaceReason::Population),
        ];
        let reason =
            parts.into_iter().fold(parts[0], |best, part| if part.0 > best.0 { part } else { best }).1;
        (size + country + region + near + fame + own_name, reason, place)
    }

    /// Whether the place is not far from what it is said to lie near.
    fn lies_beside(&self, place: &Place<'_>) -> bool {
        const FARTHEST: f64 = 150.0;
        let is_close = |point: Point| self.beside.iter().any(|other| point.kilometres_to(*other) <= FARTHEST);
        self.beside.is_empty() || !place.kind.is_point() || place.point.is_some_and(is_close)
    }

    fn surface(&self, candidate: &Candidate<'g>) -> &str {
        self.scene.tokens.span(candidate.range.clone()).of(self.scene.tokens.text)
    }

    fn is_near(&self, place: &Place<'_>) -> bool {
        const KILOMETRES: f64 = 80.0;
        place
            .point
            .is_some_and(|point| self.near.iter().any(|other| point.kilometres_to(*other) <= KILOMETRES))
    }

    /// The region or country that holds all of `places`.
    fn common_ancestor(&self, places: &[Place<'g>]) -> Option<Place<'g>> {
        let first: Vec<&str> = places.first()?.parts().collect();
        let shared = places.iter().skip(1).fold(first.len(), |shared, place| {
            shared.min(first.iter().zip(place.parts()).take_while(|(a, b)| *a == b).count())
        });
        (1..=shared).rev().find_map(|depth| self.scene.gazetteer.at_path(first.get(..depth)?))
    }
}

/// How many live there, for comparing: a region counts as a large town, a place entered by hand as a
/// village that is in the news.
fn inhabitants(place: &Place<'_>) -> f64 {
    let floor = match place.kind {
        PlaceKind::Adm1 => 200_000,
        PlaceKind::Adm2 => 20_000,
        _ if place.source == "hand" => 3_000,
        _ => 100,
    };
    f64::from(u32::try_from(place.population.max(floor)).unwrap_or(u32::MAX))
}

/// Of a town and the regions called after it, those that the words beside the name ask for.
fn asked_for<'g>(options: &[Place<'g>], cue: Cue) -> Vec<Place<'g>> {
    let wanted = |place: &&Place<'g>| match cue {
        Cue::Region => place.kind == PlaceKind::Adm1,
        Cue::District => place.kind == PlaceKind::Adm2,
        Cue::Town => place.kind.is_point() || place.kind == PlaceKind::Country,
        Cue::None => false,
    };
    let asked: Vec<Place<'g>> = options.iter().filter(wanted).copied().collect();
    if asked.is_empty() {
        return options.iter().filter(|place| !is_spoken_for(place, options)).copied().collect();
    }
    asked
}

/// Whether another option of the same country is what a name without further words means: the seat
/// rather than its region, the larger region rather than the smaller, the region rather than a
/// village elsewhere.
fn is_spoken_for(place: &Place<'_>, options: &[Place<'_>]) -> bool {
    const LARGE: u64 = 50_000;
    let others =
        || options.iter().filter(|other| other.number != place.number && other.country() == place.country());
    match place.kind {
        PlaceKind::Country | PlaceKind::Area | PlaceKind::Continent => false,
        PlaceKind::Adm1 => others().any(|other| other.kind.is_point() && is_seat_of(other, place)),
        PlaceKind::Adm2 => others()
            .any(|other| other.kind == PlaceKind::Adm1 || other.kind.is_point() && is_seat_of(other, place)),
        PlaceKind::Capital | PlaceKind::Town | PlaceKind::Site | PlaceKind::Seat => {
            place.population < LARGE
                && others().any(|other| other.kind == PlaceKind::Adm1 && !is_seat_of(place, other))
        }
    }
}

/// Whether the first-level region of the place is called after it.
fn is_regional_capital(place: &Place<'_>) -> bool {
    place.parts().nth(1).is_some_and(|region| fold(region) == fold(place.name))
}

fn is_seat_of(town: &Place<'_>, region: &Place<'_>) -> bool {
    town.is_within(region.path)
}

/// One place may be listed twice, by hand or built in and imported: the first is kept.
fn without_repeats(mut options: Vec<Place<'_>>) -> Vec<Place<'_>> {
    const SAME: f64 = 12.0;
    options.sort_by_key(|place| (place.source != "hand", place.number));
    let mut kept: Vec<Place<'_>> = Vec::with_capacity(options.len());
    for place in options {
        let is_repeat = kept.iter().any(|other| {
            other.path == place.path
                || other.kind.is_point()
                    && place.kind.is_point()
                    && matches!((other.point, place.point), (Some(a), Some(b)) if a.kilometres_to(b) <= SAME)
        });
        if !is_repeat {
            kept.push(place);
        }
    }
    kept
}
