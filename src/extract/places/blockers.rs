//! Names that the text does not let be places: inside an organisation's name, part of a person's.

use std::ops::Range;

use super::scene::{Casing, Scene};
use crate::text::Shape;
use crate::vocabulary::{Meanings, Named, Place, PlaceKind, WordClass};

/// Whether the words around the name say that it is no place.
pub(super) fn is_blocked(scene: &Scene<'_, '_>, range: &Range<usize>, named: &[Named<'_>]) -> bool {
    let is_country = named.iter().any(|option| option.place.kind == PlaceKind::Country);
    let is_demonym = named.iter().all(|option| option.is_demonym);
    if named.iter().any(|option| option.place.kind == PlaceKind::Seat) {
        return false;
    }
    is_inside_actor(scene, range, is_country || is_demonym)
        || is_after_org_head(scene, range.start)
        || is_demonym && is_origin_of_firm(scene, range.end)
        || !is_demonym && is_before_tail(scene, range.end, WordClass::OrgTail)
        || is_water(scene, range)
        || is_demonym && is_after_hyphenated_prefix(scene, range.start)
        || is_person(scene, range.start, is_country || is_demonym)
        || (is_country || is_demonym) && is_end_of_firm(scene, range.start)
        || (!is_country && !is_demonym && is_part_of_longer_name(scene, range, named))
}

/// Whether a name that is no place here is a person's or a firm's.
pub(super) fn is_stranger(scene: &Scene<'_, '_>, range: &Range<usize>, named: &[Named<'_>]) -> bool {
    let options: Vec<Place<'_>> = named.iter().map(|option| option.place).collect();
    can_be_stranger(range, &options)
        && (is_before_tail(scene, range.end, WordClass::OrgTail)
            || is_person(scene, range.start, false)
            || is_part_of_longer_name(scene, range, named))
}

/// Whether one mention for a person or a firm tells that others of the name are: a town's name or that of a town and
/// the region around it, and one of several words only where the town is not so large that much is called after it
/// ("New York Stock Exchange").
pub(super) fn can_be_stranger(range: &Range<usize>, options: &[Place<'_>]) -> bool {
    const MUCH_CALLED_AFTER: u64 = 1_000_000;
    let mut towns =
        options.iter().filter(|place| matches!(place.kind, PlaceKind::Town | PlaceKind::Site)).peekable();
    let has_town = towns.peek().is_some();
    let is_small = range.len() == 1 || towns.all(|town| town.population < MUCH_CALLED_AFTER);
    let holds_one =
        |region: &Place<'_>| options.iter().any(|town| town.kind.is_point() && town.is_within(region.path));
    has_town
        && is_small
        && options.iter().all(|place| match place.kind {
            PlaceKind::Town | PlaceKind::Site | PlaceKind::Adm2 => true,
            PlaceKind::Adm1 => holds_one(place),
            _ => false,
        })
}

/// "Henderson said", "told Henderson": towns do not speak.
pub(super) fn speaks(scene: &Scene<'_, '_>, range: &Range<usize>) -> bool {
    let after = range.end.checked_sub(1).and_then(|last| scene.word_after(last));
    let says = |at: usize| !scene.is_capital(at) && scene.is(at, WordClass::Saying);
    after.is_some_and(says) || scene.word_before(range.start).is_some_and(says)
}

/// A place inside the name of an actor is no place; a country before a common word is one: "the
/// Malian army", but "West African States".
fn is_inside_actor(scene: &Scene<'_, '_>, range: &Range<usize>, is_country: bool) -> bool {
    let span = scene.tokens.span(range.clone());
    let nth = scene.taken.partition_point(|actor| actor.end <= span.start);
    scene.taken.get(nth).is_some_and(|actor| {
        let before_common_word = is_country && actor.end > span.end && !scene.is_capital(range.end);
        actor.start < span.end && !before_common_word
    })
}

/// "University of X", "Katiba X", "Confederation of X States".
fn is_after_org_head(scene: &Scene<'_, '_>, start: usize) -> bool {
    const FARTHEST: usize = 6;
    let mut at = start;
    let mut through_of = false;
    for _ in 0..FARTHEST {
        let Some(before) = scene.word_before(at) else { return false };
        at = before;
        if scene.is(at, WordClass::StrongOrgHead) {
            return true;
        }
        if scene.is_capital(at) {
            let may_head = through_of || scene.casing(at) == Casing::Sentence;
            if may_head && scene.is(at, WordClass::OrgHead) {
                return true;
            }
        } else if matches!(
            scene.tokens.folded(at),
            "of" | "de" | "du" | "des" | "d" | "for" | "pour" | "and" | "et"
        ) {
            through_of = true;
        } else if !scene.is(at, WordClass::Article) {
            return false;
        }
    }
    false
}

/// A word of origin in the name of a firm or an office: "American X Corp", "European Patent Office"; no such name
/// stands before "Minister", nor does one hold a place: "Israeli West Bank".
fn is_origin_of_firm(scene: &Scene<'_, '_>, end: usize) -> bool {
    const FARTHEST: usize = 5;
    let mut at = end.saturating_sub(1);
    for _ in 0..FARTHEST {
        at = match scene.word_after(at) {
            Some(after) if scene.is_capital(after) && !begins_place(scene, after) => after,
            _ => break,
        };
        if matches!(scene.tokens.folded(at), "minister" | "ministry" | "ministers" | "secretary") {
            return false;
        }
    }
    let next = scene.word_after(end.saturating_sub(1));
    !next.is_some_and(|next| begins_place(scene, next)) && is_before_tail(scene, end, WordClass::FirmTail)
}

/// "Credit Suisse", "Kodak Canada": a capital word before a country within a sentence is that of a longer name.
fn is_end_of_firm(scene: &Scene<'_, '_>, start: usize) -> bool {
    let in_sentence = scene.casing(start) == Casing::Sentence;
    scene.casing(start) != Casing::Upper
        && scene.word_before(start).is_some_and(|at| {
            (in_sentence || scene.is(at, WordClass::OrgHead))
                && is_strange_capital(scene, at)
                && !scene.opens_sentence(at)
                && !scene.opens_line(at)
                && !ends_place(scene, at)
        })
}

/// "X Airlines", "X Stock Exchange"; in a headline only a firm: "X Metals Corp".
fn is_before_tail(scene: &Scene<'_, '_>, end: usize, tail: WordClass) -> bool {
    const FARTHEST: usize = 4;
    let mut at = end.saturating_sub(1);
    for nth in 0..FARTHEST {
        let is_near = nth == 0 || scene.casing(end) == Casing::Sentence;
        at = match scene.word_after(at) {
            Some(after) if scene.is_capital(after) || scene.punctuation(at + 1) == Some('&') => after,
            // "Texas-New Mexico Power Co"
            None if is_joined(scene, at) && scene.is_capital(at + 2) => at + 2,
            _ => return false,
        };
        if scene.is(at, if is_near { tail } else { WordClass::FirmTail }) {
            return true;
        }
    }
    false
}

/// Whether a hyphen without spaces joins token `at` to the next word.
fn is_joined(scene: &Scene<'_, '_>, at: usize) -> bool {
    let end_of = |at: usize| scene.tokens.get(at).map(|token| token.span.end);
    let start_of = |at: usize| scene.tokens.get(at).map(|token| token.span.start);
    scene.punctuation(at + 1) == Some('-')
        && end_of(at) == start_of(at + 1)
        && end_of(at + 1) == start_of(at + 2)
}

/// "Niger River", "fleuve Niger", "Niger Delta".
pub(super) fn is_water(scene: &Scene<'_, '_>, range: &Range<usize>) -> bool {
    let after = range.end.checked_sub(1).and_then(|last| scene.word_after(last));
    let before = scene.word_before(range.start);
    let stream = |at: usize| matches!(scene.tokens.folded(at), "river" | "fleuve" | "delta" | "riviere");
    // "Gulf of X", "Golfe de X"
    let whole = before
        .filter(|&at| matches!(scene.tokens.folded(at), "of" | "de" | "du"))
        .and_then(|at| scene.word_before(at));
    let is_part = whole.is_some_and(|at| {
        scene.is_capital(at)
            && matches!(
                scene.tokens.folded(at),
                "gulf" | "golfe" | "bay" | "baie" | "strait" | "detroit" | "sea"
            )
    });
    is_part
        || after.is_some_and(|at| stream(at) || scene.is_capital(at) && scene.is(at, WordClass::Water))
        || before.is_some_and(|at| {
            scene.is_caseless(at) && scene.is(at, WordClass::Water)
                || stream(at) && !scene.opens_sentence(at)
                || scene.is_capital(at) && is_lake(scene, at)
        })
}

fn is_lake(scene: &Scene<'_, '_>, at: usize) -> bool {
    matches!(scene.tokens.folded(at), "lake" | "lac" | "mount" | "mont")
}

/// "Colonel X", "John X".
fn is_person(scene: &Scene<'_, '_>, start: usize, is_country: bool) -> bool {
    let Some(before) = scene.word_before(start) else { return is_after_initial(scene, start) };
    if scene.is_capital(before)
        && scene.is(before, WordClass::FirstName)
        && scene.casing(start) != Casing::Upper
    {
        return !is_country || !scene.opens_sentence(before);
    }
    !is_country && scene.is(before, WordClass::Title)
}

/// "J. X", "Col. X".
fn is_after_initial(scene: &Scene<'_, '_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(2) else { return false };
    let abbreviates =
        scene.punctuation(start - 1) == Some('.') && scene.sentence(before) == scene.sentence(start);
    let is_initial = scene.is_capital(before) && scene.tokens.folded(before).chars().count() == 1;
    abbreviates && (is_initial && !is_point_of_compass(scene, before) || scene.is(before, WordClass::Title))
}

/// The last letter of "U.S." or "D.C." is no initial.
fn is_point_of_compass(scene: &Scene<'_, '_>, at: usize) -> bool {
    at.checked_sub(1).and_then(|before| scene.punctuation(before)) == Some('.')
}

/// A capital word beside the name that is neither the first of its sentence, nor a place, nor a word
/// that often stands there: the name is part of a longer one that the gazetteer does not know.
fn is_part_of_longer_name(scene: &Scene<'_, '_>, range: &Range<usize>, named: &[Named<'_>]) -> bool {
    const WELL_KNOWN: u64 = 500_000;
    if scene.casing(range.start) != Casing::Sentence {
        return false;
    }
    let before = scene.word_before(range.start);
    if is_after_name_particle(scene, range.start) {
        return true;
    }
    if before.is_some_and(|at| is_strange_capital(scene, at) && !ends_place(scene, at))
        || is_hyphenated(scene, range)
    {
        return true;
    }
    let well_known =
        |option: &Named<'_>| option.place.population >= WELL_KNOWN || option.place.kind == PlaceKind::Capital;
    let after = range.end.checked_sub(1).and_then(|last| scene.word_after(last));
    !named.iter().any(well_known)
        && after.is_some_and(|at| is_strange_capital(scene, at) && !begins_place(scene, at))
}

/// "on the axis X-Y": places joined by the way between them.
pub(super) fn is_end_of_way(scene: &Scene<'_, '_>, range: &Range<usize>) -> bool {
    const MOST_STOPS: usize = 4;
    let mut first = range.start;
    for _ in 0..MOST_STOPS {
        match first.checked_sub(2) {
            Some(before) if scene.punctuation(first - 1) == Some('-') && scene.is_word(before) => {
                first = before;
            }
            _ => break,
        }
    }
    let is_joined = first < range.start || scene.punctuation(range.end) == Some('-');
    is_joined && scene.word_before(first).is_some_and(|way| scene.is(way, WordClass::Axis))
}

/// "Inter-American", "Pan-African": a word of its own, most often a name's.
fn is_after_hyphenated_prefix(scene: &Scene<'_, '_>, start: usize) -> bool {
    let joined = start.checked_sub(2).filter(|_| scene.punctuation(start - 1) == Some('-'));
    joined.is_some_and(|prefix| {
        matches!(scene.tokens.folded(prefix), "inter" | "pan" | "trans") && scene.is_capital(prefix)
    })
}

/// "Orange-Nassau", "Trans-Canada": joined to a capital word that is no place.
fn is_hyphenated(scene: &Scene<'_, '_>, range: &Range<usize>) -> bool {
    if is_end_of_way(scene, range) {
        return false;
    }
    let before = range.start.checked_sub(2).filter(|_| scene.punctuation(range.start - 1) == Some('-'));
    let after = (scene.punctuation(range.end) == Some('-')).then_some(range.end + 1);
    // A common word joined to a name is hardly the town that is called like it.
    let strange = |at: usize, is_place: bool| {
        is_strange_capital(scene, at) && (!is_place || scene.is(at, WordClass::Common))
    };
    before.is_some_and(|at| strange(at, ends_place(scene, at)))
        || after.is_some_and(|at| strange(at, begins_place(scene, at)))
}

/// "Ciriaco De X", "Mohamed Ould X": a capital within the sentence makes it a person's name.
fn is_after_name_particle(scene: &Scene<'_, '_>, start: usize) -> bool {
    let particle = |at: usize| {
        matches!(
            scene.tokens.folded(at),
            "de" | "di" | "da" | "del" | "van" | "von" | "bin" | "ben" | "ould" | "ag" | "mc"
        )
    };
    scene
        .word_before(start)
        .is_some_and(|at| particle(at) && scene.is_capital(at) && !scene.opens_sentence(at))
}

fn is_strange_capital(scene: &Scene<'_, '_>, at: usize) -> bool {
    const EXPECTED: [WordClass; 10] = [
        WordClass::Follower,
        WordClass::Region,
        WordClass::District,
        WordClass::Settlement,
        WordClass::Locative,
        WordClass::Article,
        WordClass::Joiner,
        WordClass::Title,
        WordClass::Saying,
        WordClass::Adjunct,
    ];
    scene.is_capital(at)
        && scene.shape(at) != Shape::Upper
        && !EXPECTED.iter().any(|&class| scene.is(at, class))
}

/// Whether a name of the gazetteer ends with token `at`: "Burkina Faso Mali".
fn ends_place(scene: &Scene<'_, '_>, at: usize) -> bool {
    const LONGEST: usize = 3;
    (at.saturating_sub(LONGEST)..=at).any(|from| {
        scene
            .gazetteer
            .longest_at(scene.tokens, from)
            .is_some_and(|(range, meanings)| range.end == at + 1 && is_sure_place(scene, from, meanings))
    })
}

fn begins_place(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene
        .gazetteer
        .longest_at(scene.tokens, at)
        .is_some_and(|(_, meanings)| is_sure_place(scene, at, meanings))
}

/// A name that is unlikely to be a person's.
fn is_sure_place(scene: &Scene<'_, '_>, at: usize, meanings: Meanings<'_>) -> bool {
    const LARGE: u64 = 100_000;
    !scene.is(at, WordClass::FirstName)
        && meanings.iter().any(|option| option.place.population >= LARGE || !option.place.kind.is_point())
}
