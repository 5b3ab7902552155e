//! What the text says a place lies in or near: "X (Y, Z)", "X, Y province", "X, 15 km from Y".

use super::candidate::{Candidate, Cue};
use super::scene::Scene;
use crate::text::TokenKind;
use crate::vocabulary::{Place, PlaceKind, Point, WordClass};

/// What the words after one candidate say about where it is.
#[derive(Debug, Default)]
pub(super) struct Bearings<'a, 'g> {
    /// The names that it is said to lie in, the smallest first.
    pub(super) containers: Vec<&'a Candidate<'g>>,
    /// Where the place may be that it is said to lie near.
    pub(super) beside: Vec<Point>,
    /// How many kilometres from it at most.
    pub(super) within: f64,
}

impl<'a, 'g> Bearings<'a, 'g> {
    /// Reads what stands between candidate `nth` and those that follow it.
    pub(super) fn of(scene: &Scene<'g, '_>, candidates: &'a [Candidate<'g>], nth: usize) -> Self {
        let mut rest = candidates.get(nth..).unwrap_or_default().iter();
        let is_country = |place: &Place<'_>| place.kind == PlaceKind::Country;
        let candidate = rest.next().filter(|candidate| !candidate.options.iter().any(is_country));
        let Some(candidate) = candidate else { return Self::default() };
        let (beside, within) = beside(scene, candidate, rest.as_slice().first());
        Self { containers: containers(scene, candidate, rest.as_slice()), beside, within }
    }

    /// Whether the text says anything of the kind.
    pub(super) fn are_given(&self) -> bool {
        !self.containers.is_empty() || !self.beside.is_empty()
    }

    /// Whether the place is not far from what it is said to lie near.
    pub(super) fn allow(&self, place: &Place<'_>) -> bool {
        let is_close =
            |point: Point| self.beside.iter().any(|other| point.kilometres_to(*other) <= self.within);
        self.beside.is_empty() || !place.kind.is_point() || place.point.is_some_and(is_close)
    }

    /// The share of the containers that may hold `place`; `None` where the text names none.
    pub(super) fn contained(&self, place: &Place<'_>) -> Option<f64> {
        let holding = self
            .containers
            .iter()
            .filter(|container| container.options.iter().any(|option| holds(option, place)));
        let (held, all) = (count(holding.count()), count(self.containers.len()));
        (all > 0.0).then(|| held / all)
    }

    /// Whether something that the text says it lies in can only be of another country.
    pub(super) fn deny_country(&self, place: &Place<'_>) -> bool {
        self.containers
            .iter()
            .any(|container| container.options.iter().all(|option| option.country() != place.country()))
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Whether `place` lies in `whole`, by its path, or by its point where the path leaves a level out;
/// a town stands for the district around it.
fn holds(whole: &Place<'_>, place: &Place<'_>) -> bool {
    const DISTRICT: f64 = 110.0;
    const AROUND_A_TOWN: f64 = 80.0;
    if whole.number == place.number {
        return false;
    }
    let close =
        |most: f64| matches!((whole.point, place.point), (Some(a), Some(b)) if a.kilometres_to(b) <= most);
    let one_region = whole.region().is_some() && whole.region() == place.region();
    match whole.kind {
        PlaceKind::Country => place.country() == whole.path,
        PlaceKind::Adm1 => place.is_within(whole.path),
        PlaceKind::Adm2 => {
            place.is_within(whole.path) || one_region && (whole.point.is_none() || close(DISTRICT))
        }
        PlaceKind::Capital | PlaceKind::Town | PlaceKind::Site => one_region && close(AROUND_A_TOWN),
        PlaceKind::Continent | PlaceKind::Area | PlaceKind::Seat => false,
    }
}

/// The names that follow, each linked to the one before as what holds it.
fn containers<'a, 'g>(
    scene: &Scene<'g, '_>,
    candidate: &Candidate<'g>,
    rest: &'a [Candidate<'g>],
) -> Vec<&'a Candidate<'g>> {
    const MOST: usize = 4;
    let mut found: Vec<&Candidate<'g>> = Vec::new();
    let mut from = candidate.range.end;
    for next in rest.iter().take(MOST) {
        if next.is_demonym || !is_inside(scene, from, next, !found.is_empty()) {
            break;
        }
        found.push(next);
        from = next.range.end;
        if next.options.iter().all(|option| option.kind == PlaceKind::Country) {
            break;
        }
    }
    found
}

/// Whether the words between say that what ends at `from` lies in `next`.
fn is_inside(scene: &Scene<'_, '_>, from: usize, next: &Candidate<'_>, in_chain: bool) -> bool {
    const FARTHEST: usize = 8;
    if next.range.start < from
        || next.range.start - from > FARTHEST
        || scene.sentence(from) != scene.sentence(next.range.start)
    {
        return false;
    }
    let (mut comma, mut bracket, mut preposition) = (false, false, false);
    for at in from..next.range.start {
        match scene.tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Punctuation(',')) => comma = true,
            Some(TokenKind::Punctuation('(' | '[')) => bracket = true,
            Some(TokenKind::Newline) => {}
            Some(TokenKind::Word)
                if matches!(
                    scene.tokens.folded(at),
                    "in" | "of" | "dans" | "en" | "au" | "de" | "du" | "d" | "des"
                ) =>
            {
                preposition = true;
            }
            Some(TokenKind::Word) if is_level(scene, at) || scene.is(at, WordClass::Article) => {}
            _ => return false,
        }
    }
    let is_country = next.options.iter().all(|option| option.kind == PlaceKind::Country);
    let is_asked = matches!(next.cue, Cue::Region | Cue::District);
    // A comma alone joins the items of a list, too.
    bracket
        || preposition && (is_country || is_asked || comma)
        || comma && (is_country || is_asked || in_chain)
}

/// "region", "district", "commune": the level of what follows.
fn is_level(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.is(at, WordClass::Region)
        || scene.is(at, WordClass::District)
        || matches!(
            scene.tokens.folded(at),
            "commune" | "communes" | "village" | "town" | "ville" | "locality" | "localite" | "area" | "zone"
        )
}

/// Where `next` may be and how far from it, if the text says that `candidate` lies near it: "X, 15 km
/// from Y".
fn beside(
    scene: &Scene<'_, '_>,
    candidate: &Candidate<'_>,
    next: Option<&Candidate<'_>>,
) -> (Vec<Point>, f64) {
    const FARTHEST: usize = 9;
    const NEAR: f64 = 150.0;
    let Some(next) = next.filter(|next| !next.is_demonym) else { return (Vec::new(), NEAR) };
    let mut between = candidate.range.end..next.range.start;
    let is_beside = between.len() <= FARTHEST
        && scene.sentence(candidate.range.start) == scene.sentence(next.range.start)
        && between.clone().any(|at| scene.is(at, WordClass::Nearness))
        // "in X and near Y" tells of two places, not of where X lies.
        && !between.any(|at| {
            scene.is_capital(at) || scene.is(at, WordClass::Border) || scene.is(at, WordClass::Joiner)
        });
    if !is_beside || next.options.iter().any(|place| place.kind == PlaceKind::Country) {
        return (Vec::new(), NEAR);
    }
    let points = next.options.iter().filter(|place| place.kind.is_point()).filter_map(|place| place.point);
    let within = kilometres(scene, candidate.range.end..next.range.start);
    (points.collect(), within.unwrap_or(NEAR))
}

/// How far apart two places can be, of which the text gives the distance: roads wind, and the
/// numbers are round.
fn kilometres(scene: &Scene<'_, '_>, mut between: std::ops::Range<usize>) -> Option<f64> {
    const SLACK: f64 = 25.0;
    let unit = between.find(|&at| {
        let word = scene.tokens.folded(at);
        word.trim_start_matches(|c: char| c.is_ascii_digit()) == "km" || word.starts_with("kilomet")
    })?;
    let joined = scene.tokens.folded(unit).trim_end_matches("km");
    let digits = if joined.is_empty() || joined.starts_with('k') {
        scene.tokens.surface(unit.checked_sub(1)?)
    } else {
        joined
    };
    let stated: f64 = digits.parse().ok()?;
    (stated < 500.0).then_some(stated * 1.5 + SLACK)
}
