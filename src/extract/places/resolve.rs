//! Which place of a name is meant: by the words beside it, by what the text is about, by nearness,
//! and by size last. What the text does not tell is not guessed.

use super::bearings::Bearings;
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
const CONTAINED: f64 = 6.0;
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
    /// What the place is said to lie in or near.
    pub(super) bearings: Bearings<'a, 'g>,
    /// Points of the whole text whose names have one meaning.
    pub(super) about: &'a [Point],
    /// Paths of regions named in the same sentence.
    pub(super) regions: &'a [&'g str],
    /// The name before, where only a comma stands between: "Atlanta, Georgia".
    pub(super) before: Option<&'a Candidate<'g>>,
}

impl<'g> Surroundings<'_, 'g> {
    /// What `candidate` means; `None` where the text does not let it be a place.
    pub(super) fn choose(&self, candidate: &Candidate<'g>) -> Option<Choice<'g>> {
        if let [only] = candidate.options.as_slice()
            && is_large(only)
        {
            return Some(Choice { place: *only, reason: PlaceReason::OnlyOne, candidates: Vec::new() });
        }
        let plausible = self.plausible(candidate);
        let scored = self.ranked(candidate, &plausible);
        let (best, reason, place) = *scored.first()?;
        let close: Vec<Place<'g>> =
            scored.iter().filter(|(score, ..)| best - score < MARGIN).map(|&(.., place)| place).collect();
        if close.len() == 1 {
            let reason = if scored.len() > 1 {
                reason
            } else if candidate.options.len() == 1 {
                PlaceReason::OnlyOne
            } else if plausible.len() > 1 {
                PlaceReason::Wording
            } else {
                PlaceReason::OnlyPlausible
            };
            return Some(Choice { place, reason, candidates: Vec::new() });
        }
        let common = self.common_ancestor(&close)?;
        Some(Choice { place: common, reason: PlaceReason::TooThin, candidates: close })
    }

    /// Those of the options that the text lets the name be.
    fn plausible(&self, candidate: &Candidate<'g>) -> Vec<Place<'g>> {
        let options = candidate.options.iter().copied();
        options.filter(|place| self.bearings.allow(place) && self.is_plausible(candidate, place)).collect()
    }

    /// Those of the plausible that the words beside the name ask for, the likeliest first.
    fn ranked(
        &self,
        candidate: &Candidate<'g>,
        plausible: &[Place<'g>],
    ) -> Vec<(f64, PlaceReason, Place<'g>)> {
        let narrow = self.narrow(candidate, plausible);
        if let [only] = narrow.as_slice() {
            return vec![(0.0, PlaceReason::OnlyPlausible, *only)];
        }
        let mut scored: Vec<(f64, PlaceReason, Place<'g>)> =
            narrow.into_iter().map(|place| self.score(candidate, place)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.number.cmp(&b.2.number)));
        scored
    }

    /// What the name at `surface` was taken for and why, and what else it may have been, a line each.
    pub(super) fn account(&self, candidate: &Candidate<'g>, surface: &str) -> Vec<String> {
        const MOST: usize = 6;
        let scored = self.ranked(candidate, &self.plausible(candidate));
        let choice = self.choose(candidate);
        let mut lines = vec![match &choice {
            Some(Choice { place, reason, .. }) => {
                format!("place `{surface}` {} ({}): {reason}", place.path, place.id)
            }
            None => format!(
                "no place `{surface}`: the text does not let it be one of its {}",
                candidate.options.len()
            ),
        }];
        let chosen = choice.map(|choice| choice.place.number);
        let mut others: Vec<String> = Vec::new();
        for (score, reason, place) in &scored {
            if Some(place.number) != chosen {
                others.push(format!("  {score:.1} {} ({}): {reason}", place.path, place.id));
            }
        }
        for place in &candidate.options {
            if Some(place.number) != chosen && !scored.iter().any(|(.., other)| other.number == place.number)
            {
                others.push(format!("  left out {} ({})", place.path, place.id));
            }
        }
        let more = others.len().saturating_sub(MOST);
        others.truncate(MOST);
        lines.extend(others);
        if more > 0 {
            lines.push(format!("  and {more} more"));
        }
        lines
    }

    /// Whether the text lets the name be this place at all: its country is spoken of, or the place is
    /// so large that it needs no word, or the name says where something is and is no common one.
    fn is_plausible(&self, candidate: &Candidate<'g>, place: &Place<'g>) -> bool {
        const LARGE: u64 = 100_000;
        const VERY_LARGE: u64 = 1_000_000;
        const LONG: usize = 5;
        const SPOKEN_OF: f64 = 0.35;
        if is_large(place) {
            return true;
        }
        let is_small = place.population < LARGE && place.kind != PlaceKind::Capital;
        let is_city = place.population >= LARGE * 5 || place.kind == PlaceKind::Capital;
        if !is_city && self.bearings.deny_country(place) || is_city && candidate.cue == Cue::Village {
            return false;
        }
        let country = self.evidence.of_country(place);
        let located = candidate.located;
        if is_small
            && self.scene.is_caseless(candidate.range.start)
            && located != Located::Yes
            && candidate.cue == Cue::None
        {
            return false;
        }
        if candidate.is_doubtful {
            let is_located = located == Located::Yes && !place.kind.is_region();
            return country >= 0.5 && (is_located || asks_for(candidate.cue, place));
        }
        if is_obscure(place) {
            let is_located = located > Located::No || asks_for(candidate.cue, place);
            return country >= SPOKEN_OF && (is_located || self.bearings.are_given());
        }
        if country > 0.0 || place.kind == PlaceKind::Capital || place.population >= VERY_LARGE {
            return true;
        }
        let is_unknown = is_small && !is_regional_capital(place);
        if candidate.is_common || is_unknown && self.is_far_off(place) {
            return false;
        }
        let letters: usize =
            candidate.range.clone().map(|at| self.scene.tokens.folded(at).chars().count()).sum();
        match place.kind {
            // "Yatenga province": what a country calls its levels differs.
            PlaceKind::Adm1 | PlaceKind::Adm2 if matches!(candidate.cue, Cue::Region | Cue::District) => true,
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

    /// Whether the text is on another part of the world: it speaks of a country, not of this one's,
    /// and all that it places on the map is far away.
    fn is_far_off(&self, place: &Place<'_>) -> bool {
        const FARTHEST: f64 = 400.0;
        let Some(point) = place.point.filter(|_| self.evidence.is_on_a_country()) else { return false };
        !self.about.iter().any(|other| *other != point && other.kilometres_to(point) <= FARTHEST)
    }

    /// Those of the options that the words beside the name ask for, each place once.
    fn narrow(&self, candidate: &Candidate<'g>, plausible: &[Place<'g>]) -> Vec<Place<'g>> {
        let is_area = |place: &&Place<'g>| matches!(place.kind, PlaceKind::Area | PlaceKind::Continent);
        let options = self.around_the_town_before(plausible);
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
        let contained = CONTAINED * self.bearings.contained(&place).unwrap_or(0.0);
        let near = if self.is_near(&place) { NEAR } else { 0.0 };
        let fame =
            if place.kind == PlaceKind::Capital || place.population >= 2_000_000 { WORLD_KNOWN } else { 0.0 };
        let own_name = if fold(place.name) == fold(self.surface(candidate)) { OWN_NAME } else { 0.0 };
        let parts = [
            (contained, PlaceReason::Contained),
            (region, PlaceReason::Region),
            (near, PlaceReason::Near),
            (country, PlaceReason::Country),
            (0.1, PlaceReason::Population),
        ];
        let reason =
            parts.into_iter().fold(parts[0], |best, part| if part.0 > best.0 { part } else { best }).1;
        (size + country + contained + region + near + fame + own_name, reason, place)
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

    /// The region or country that holds all of `places`; several places of one path lie in what is
    /// above it.
    fn common_ancestor(&self, places: &[Place<'g>]) -> Option<Place<'g>> {
        let first: Vec<&str> = places.first()?.parts().collect();
        let are_points = places.iter().all(|place| place.kind.is_point());
        let whole = if are_points { first.len().saturating_sub(1) } else { first.len() };
        let shared = places.iter().skip(1).fold(whole, |shared, place| {
            shared.min(first.iter().zip(place.parts()).take_while(|(a, b)| *a == b).count())
        });
        (1..=shared).rev().find_map(|depth| self.scene.gazetteer.at_path(first.get(..depth)?))
    }
}

/// A country or more, or a seat of government: what is named so in any text.
const fn is_large(place: &Place<'_>) -> bool {
    matches!(place.kind, PlaceKind::Continent | PlaceKind::Area | PlaceKind::Country | PlaceKind::Seat)
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
    let asked: Vec<Place<'g>> = options.iter().filter(|place| asks_for(cue, place)).copied().collect();
    if asked.is_empty() {
        return options.iter().filter(|place| !is_spoken_for(place, options)).copied().collect();
    }
    asked
}

/// Whether the words beside a name ask for a place of this kind.
fn asks_for(cue: Cue, place: &Place<'_>) -> bool {
    match cue {
        Cue::Region => place.kind == PlaceKind::Adm1,
        Cue::District => place.kind == PlaceKind::Adm2,
        Cue::Town | Cue::Village => place.kind.is_point() || place.kind == PlaceKind::Country,
        Cue::None => false,
    }
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

/// A hamlet of which the gazetteer knows nothing but where it is: its name may be any word.
fn is_obscure(place: &Place<'_>) -> bool {
    place.kind.is_point() && place.population == 0 && place.source == "geonames"
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
        let is_repeat = kept.iter().any(|other| match (other.point, place.point) {
            (Some(a), Some(b)) if other.kind.is_point() && place.kind.is_point() => {
                other.id == place.id || a.kilometres_to(b) <= SAME
            }
            _ => other.path == place.path,
        });
        if !is_repeat {
            kept.push(place);
        }
    }
    kept
}
