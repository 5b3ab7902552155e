//! Names of the gazetteer as they stand in the text, and what the words beside them say.

use std::collections::BTreeSet;
use std::ops::Range;

use super::blockers;
use super::scene::{Casing, Scene};
use crate::text::Shape;
use crate::vocabulary::{Mark, Named, Place, PlaceKind, WordClass};

/// What the words beside a name ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Nothing.
    None,
    /// "region of X", "authorities in X".
    Region,
    /// "cercle de X".
    District,
    /// "town of X".
    Town,
    /// "village of X".
    Village,
}

/// Whether the words before a name say where something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Located {
    /// They do not.
    No,
    /// They may: "of", "de", "and".
    Perhaps,
    /// They do: "in", "near", "village of".
    Yes,
}

/// A name of the gazetteer in the text.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'g> {
    /// Its tokens.
    pub(super) range: Range<usize>,
    /// What it may stand for.
    pub(super) options: Vec<Place<'g>>,
    /// A word of origin, not a name.
    pub(super) is_demonym: bool,
    /// What the words beside it ask for.
    pub(super) cue: Cue,
    /// What stands before it says where.
    pub(super) located: Located,
    /// A common word or a person's name, too.
    pub(super) is_doubtful: bool,
    /// Made of common words alone: "Centre-West".
    pub(super) is_common: bool,
}

/// What a text names.
#[derive(Debug, Default)]
pub(super) struct Collected<'g> {
    /// All names that the text lets be places, in order and without overlap.
    pub(super) candidates: Vec<Candidate<'g>>,
    /// Countries within other names: "Police Forces of Mali".
    pub(super) countries_in_names: Vec<Place<'g>>,
}

/// Reads the names of a text.
pub(super) fn collect<'a>(scene: &Scene<'a, '_>) -> Collected<'a> {
    let mut found: Vec<Candidate<'a>> = Vec::new();
    let mut countries_in_names = Vec::new();
    let mut strangers: BTreeSet<u64> = BTreeSet::new();
    let mut next = 0;
    let written_like_one = scene.marks.having(Mark::CASED | Mark::SMALL_PLACE | Mark::PARTICLE);
    for at in scene.gazetteer.may_begin_at(scene.tokens, written_like_one) {
        let name = if at < next { None } else { name_at(scene, at) };
        let Some((range, named)) = name else { continue };
        if blockers::is_blocked(scene, &range, &named) {
            if blockers::is_stranger(scene, &range, &named) {
                strangers.insert(scene.tokens.key(&range));
            }
            if let [only] = named.as_slice()
                && only.place.kind == PlaceKind::Country
                && !blockers::is_water(scene, &range)
            {
                countries_in_names.push(only.place);
            }
            continue;
        }
        next = range.end;
        let candidate = describe(scene, range, named, &found);
        found.push(candidate);
    }
    found.retain(|candidate| !names_stranger(scene, candidate, &strangers));
    Collected { candidates: found, countries_in_names }
}

/// Whether the name stands elsewhere in the text for a person or a firm, and nothing here says "where".
fn names_stranger(scene: &Scene<'_, '_>, candidate: &Candidate<'_>, strangers: &BTreeSet<u64>) -> bool {
    let open = candidate.located != Located::Yes
        && !matches!(candidate.cue, Cue::Region | Cue::District)
        && blockers::can_be_stranger(&candidate.range, &candidate.options);
    let is_town = candidate.options.iter().all(|place| place.kind == PlaceKind::Town);
    open && (strangers.contains(&scene.tokens.key(&candidate.range))
        || is_town && candidate.range.len() == 1 && blockers::speaks(scene, &candidate.range))
}

type Name<'a> = (Range<usize>, Vec<Named<'a>>);

/// The name at token `at`, where its letters are cased like a name's.
fn name_at<'a>(scene: &Scene<'a, '_>, at: usize) -> Option<Name<'a>> {
    let token = scene.tokens.get(at)?;
    if token.shape == Shape::Lower && !scene.is_caseless(at) {
        return small_name_at(scene, at);
    }
    let (range, meanings) = scene.gazetteer.longest_at(scene.tokens, at)?;
    let named: Vec<Named<'a>> = meanings.iter().collect();
    let cased = token.shape != Shape::Upper
        || scene.casing(at) == Casing::Upper
        || is_acronym_or_dateline(scene, &range, &named);
    cased.then_some((range, named))
}

/// A name written with a small letter: "trois frontières", "malienne", "al-Bab".
fn small_name_at<'a>(scene: &Scene<'a, '_>, at: usize) -> Option<Name<'a>> {
    if let Some((range, meanings)) = scene.gazetteer.longest_small_at(scene.tokens, at) {
        return Some((range, meanings.iter().collect()));
    }
    if !scene.is(at, WordClass::Particle) {
        return None;
    }
    let (range, meanings) = scene.gazetteer.longest_at(scene.tokens, at)?;
    let has_capital = range.clone().any(|inside| scene.is_capital(inside));
    (range.len() > 1 && has_capital).then(|| (range, meanings.iter().collect()))
}

/// A word in capitals amid others that are not: an abbreviation is in the data as it stands (`DRC`);
/// a town in capitals is a dateline and longer than abbreviations are.
fn is_acronym_or_dateline(scene: &Scene<'_, '_>, range: &Range<usize>, named: &[Named<'_>]) -> bool {
    const LONGEST_ABBREVIATION: usize = 4;
    let surface = scene.tokens.span(range.clone()).of(scene.tokens.text);
    let is_known = named.iter().any(|option| {
        option.place.name == surface || option.place.other_names().any(|alias| alias == surface)
    });
    is_known || surface.len() > LONGEST_ABBREVIATION || is_dateline(scene, range.start)
}

fn describe<'a>(
    scene: &Scene<'a, '_>,
    range: Range<usize>,
    named: Vec<Named<'a>>,
    before: &[Candidate<'a>],
) -> Candidate<'a> {
    let is_demonym = named.iter().all(|option| option.is_demonym);
    let options: Vec<Place<'a>> = named
        .into_iter()
        .filter(|option| is_demonym || !option.is_demonym)
        .map(|option| option.place)
        .collect();
    // The name before may stand in brackets: "Koulikoro (near Bamako) and Ségou".
    let listed =
        before.iter().rev().take(2).find(|before| follows_in_list(scene, before.range.end, range.start));
    let mut candidate = Candidate {
        cue: cue(scene, &range),
        located: if blockers::is_end_of_way(scene, &range) || is_called_settlement(scene, range.end) {
            Located::Yes
        } else {
            located(scene, range.start)
        },
        is_doubtful: is_doubtful(scene, &range, &options),
        is_common: range.clone().all(|at| is_common(scene, at)),
        range,
        options,
        is_demonym,
    };
    if let Some(before) = listed {
        candidate.located = candidate.located.max(before.located);
        if candidate.cue == Cue::None && matches!(before.cue, Cue::Region | Cue::District) {
            candidate.cue = before.cue;
        }
    }
    candidate
}

/// Whether nothing but commas, "and", "as well as" and bracketed words stand between two names.
fn follows_in_list(scene: &Scene<'_, '_>, from: usize, to: usize) -> bool {
    const LONGEST: usize = 16;
    if to < from || to - from > LONGEST || scene.sentence(from) != scene.sentence(to) {
        return false;
    }
    let (mut depth, mut joined) = (0_i32, false);
    for at in from..to {
        match scene.punctuation(at) {
            Some('(' | '[') => depth += 1,
            Some(')' | ']') => depth -= 1,
            Some(',' | '&' | '/') => joined = true,
            _ if depth > 0 || scene.is(at, WordClass::Article) => {}
            _ if scene.is(at, WordClass::Joiner) => joined = true,
            _ if joined && (scene.is(at, WordClass::Locative) || scene.is(at, WordClass::Region)) => {}
            _ => return false,
        }
        if depth < 0 {
            return false;
        }
    }
    joined && depth == 0
}

/// The word that governs the name at `start`: the one before it, articles and "of" passed over.
fn governor(scene: &Scene<'_, '_>, start: usize) -> Option<(usize, bool)> {
    let (mut at, mut through_preposition) = (scene.word_before(start)?, false);
    for _ in 0..3 {
        if scene.is(at, WordClass::Article)
            || matches!(scene.tokens.folded(at), "of" | "de" | "d" | "du" | "des" | "in" | "en" | "a")
        {
            through_preposition |= !scene.is(at, WordClass::Article);
            match scene.word_before(at) {
                Some(before) => at = before,
                None => break,
            }
        } else {
            break;
        }
    }
    Some((at, through_preposition))
}

fn cue(scene: &Scene<'_, '_>, range: &Range<usize>) -> Cue {
    let after = range.end.checked_sub(1).and_then(|last| scene.word_after(last));
    if let Some(after) = after {
        if scene.is(after, WordClass::Region) {
            return Cue::Region;
        }
        if scene.is(after, WordClass::District) {
            return Cue::District;
        }
        if scene.is(after, WordClass::Village) && !scene.is_capital(after) {
            return Cue::Village;
        }
    }
    match governor(scene, range.start) {
        Some((at, true)) if scene.is(at, WordClass::Region) || scene.is(at, WordClass::Authority) => {
            Cue::Region
        }
        Some((at, true)) if scene.is(at, WordClass::District) => Cue::District,
        // Arabic puts nothing between.
        Some((at, false)) if scene.is_caseless(at) && scene.is(at, WordClass::Region) => Cue::Region,
        Some((at, false)) if scene.is_caseless(at) && scene.is(at, WordClass::District) => Cue::District,
        Some((at, _)) if scene.is(at, WordClass::Village) => Cue::Village,
        Some((at, _)) if scene.is(at, WordClass::Settlement) => Cue::Town,
        _ => Cue::None,
    }
}

fn located(scene: &Scene<'_, '_>, start: usize) -> Located {
    if is_dateline(scene, start) || is_in_brackets(scene, start) {
        return Located::Yes;
    }
    // In English "a" is no preposition.
    let before = scene.word_before(start).filter(|&at| scene.tokens.surface(at) != "a");
    let Some(mut at) = before else { return Located::No };
    if scene.is(at, WordClass::Article) || scene.is(at, WordClass::Adjunct) {
        at = scene.word_before(at).unwrap_or(at);
    }
    let of_settlement = || governor(scene, start).is_some_and(|(at, _)| scene.is(at, WordClass::Settlement));
    if scene.is(at, WordClass::Settlement) || scene.is(at, WordClass::WeakLocative) && of_settlement() {
        Located::Yes
    } else if scene.is(at, WordClass::WeakLocative) {
        Located::Perhaps
    } else if scene.is(at, WordClass::Locative) {
        Located::Yes
    } else {
        Located::No
    }
}

/// "X village", "X, a village in".
fn is_called_settlement(scene: &Scene<'_, '_>, end: usize) -> bool {
    const NOUN_WITHIN: usize = 3;
    let comma = scene.punctuation(end) == Some(',');
    let from = if comma { end + 1 } else { end };
    let mut words = (from..from + NOUN_WITHIN).take_while(|&at| scene.is_word(at) && !scene.is_capital(at));
    let noun = words.find(|&at| !scene.is(at, WordClass::Article) && scene.tokens.folded(at) != "a");
    let last = end.saturating_sub(1);
    noun.is_some_and(|at| scene.is(at, WordClass::Village) && scene.sentence(at) == scene.sentence(last))
}

/// "an attack on a village (Bankass, Mopti)".
fn is_in_brackets(scene: &Scene<'_, '_>, start: usize) -> bool {
    start.checked_sub(1).and_then(|before| scene.punctuation(before)) == Some('(')
}

/// "NIAMEY, 3 March (AFP) -", "Bamako (AFP) –".
fn is_dateline(scene: &Scene<'_, '_>, start: usize) -> bool {
    let marks = || (start + 1..start + 14).filter_map(|at| scene.punctuation(at));
    scene.opens_sentence(start)
        && scene.opens_line(start)
        && matches!(scene.punctuation(start + 1), Some(',' | '(' | '-' | '–' | '—' | ':'))
        && marks().any(|mark| matches!(mark, '-' | '–' | '—' | ')' | ':'))
}

fn is_common(scene: &Scene<'_, '_>, at: usize) -> bool {
    !scene.is_word(at) || scene.is(at, WordClass::Common) || scene.is(at, WordClass::Adjunct)
}

/// A short name, a common word or a person's name.
fn is_doubtful(scene: &Scene<'_, '_>, range: &Range<usize>, options: &[Place<'_>]) -> bool {
    const SHORT: usize = 3;
    const WELL_KNOWN: u64 = 100_000;
    if range.len() > 1 || options.iter().any(|place| place.kind == PlaceKind::Country) {
        return false;
    }
    let at = range.start;
    let is_short = scene.tokens.folded(at).chars().count() <= SHORT;
    scene.is(at, WordClass::Common)
        || scene.is(at, WordClass::FirstName)
        || is_short
            && !options.iter().any(|place| {
                place.population >= WELL_KNOWN || matches!(place.kind, PlaceKind::Capital | PlaceKind::Adm1)
            })
}
