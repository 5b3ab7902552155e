//! The place of a figure's event.

use super::scope::{Scene, Scope, Sentence, distance};
use super::when::offset_clause;
use crate::text::TokenKind;
use crate::vocabulary::DateCue;

/// The place of the event that the article is about: the first that its lead names.
pub(super) fn of_article(scope: &Scope<'_>) -> Option<Vec<String>> {
    scope.lead().find_map(|sentence| {
        let scenes = scope.scenes(sentence, sentence.tokens.start);
        if scenes.is_empty() { None } else { in_common(&scenes) }
    })
}

/// The place of figure `nth`: a region path, most general first.
pub(super) fn of_figure(scope: &Scope<'_>, nth: usize, article: Option<&[String]>) -> Option<Vec<String>> {
    let site = scope.figures.get(nth)?;
    let sentence = scope.sentences.get(site.sentence)?;
    let scenes = own_scenes(scope, nth, sentence);
    if !scenes.is_empty() {
        return of_sentence(scope, nth, &scenes);
    }
    for near in scope.around(site.sentence) {
        let is_later = near.tokens.start > sentence.tokens.start;
        let scenes = scope.scenes(near, if is_later { near.tokens.start } else { near.tokens.end });
        if !scenes.is_empty() {
            return in_common(&scenes);
        }
    }
    article.map(<[String]>::to_vec)
}

/// The scenes of the figure's sentence, those of another clause left out.
fn own_scenes<'s, 'c>(scope: &'c Scope<'s>, nth: usize, sentence: &Sentence) -> Vec<&'c Scene<'s>> {
    let Some(site) = scope.figures.get(nth) else { return Vec::new() };
    let mut scenes = scope.scenes(sentence, site.tokens.start);
    if let Some((clause, inside)) = offset_clause(scope, nth) {
        let end = if inside { sentence.tokens.end } else { site.tokens.start };
        let in_clause = |scene: &&Scene<'_>| (clause..end).contains(&scene.tokens.start);
        scenes.retain(|scene| in_clause(scene) == inside);
    }
    scenes
}

fn of_sentence(scope: &Scope<'_>, nth: usize, scenes: &[&Scene<'_>]) -> Option<Vec<String>> {
    let landmark = |scene: &&&Scene<'_>| {
        scope.setting.words.cue_before(scope.tokens, before_name(scope, scene), DateCue::Near)
    };
    let plain: Vec<&Scene<'_>> = scenes.iter().filter(|scene| !landmark(scene)).copied().collect();
    let usable = if plain.is_empty() { scenes.to_vec() } else { plain };
    let nearest = usable
        .iter()
        .enumerate()
        .min_by_key(|(_, scene)| distance(scope, nth, &scene.tokens))
        .map(|(at, _)| at)?;
    let chosen = *usable.get(nearest)?;
    // "In Mali, … in Sokolo": the country holds the town, so the town is meant.
    let inner: Vec<&Scene<'_>> =
        usable.iter().filter(|scene| is_above(chosen.path, scene.path)).copied().collect();
    if !inner.is_empty() {
        return in_common(&inner);
    }
    let group = group(scope, &usable, nearest);
    in_common(&group)
}

/// The first token that belongs to a name: behind "the", "the town of", "the capital".
fn before_name(scope: &Scope<'_>, scene: &Scene<'_>) -> usize {
    const LONGEST_TITLE: usize = 3;
    let start = scene.tokens.start;
    let lowest = start.saturating_sub(LONGEST_TITLE);
    let near = |at: usize| scope.setting.words.cue_before(scope.tokens, at, DateCue::Near);
    (lowest..=start).rev().find(|&at| near(at)).unwrap_or(start)
}

/// The scenes that stand in one row with the chosen one: "Mopti and Ségou".
fn group<'c, 's>(scope: &Scope<'_>, scenes: &[&'c Scene<'s>], chosen: usize) -> Vec<&'c Scene<'s>> {
    let linked = |one: usize| match (scenes.get(one), scenes.get(one + 1)) {
        (Some(one), Some(next)) => is_row(scope, one.tokens.end, next.tokens.start),
        _ => false,
    };
    let mut first = chosen;
    while first > 0 && linked(first - 1) {
        first -= 1;
    }
    let mut last = chosen;
    while linked(last) {
        last += 1;
    }
    scenes.get(first..=last).unwrap_or_default().to_vec()
}

/// Whether only "and", a comma and small words stand between two names.
fn is_row(scope: &Scope<'_>, from: usize, to: usize) -> bool {
    const WIDEST: usize = 5;
    if to.saturating_sub(from) > WIDEST {
        return false;
    }
    let mut at = from;
    while at < to {
        let joiner = scope.setting.words.cue(scope.tokens, at, DateCue::AndPlaces);
        let comma = scope.kind(at) == Some(TokenKind::Punctuation(','));
        let small = scope.setting.numbers.is_function(scope.tokens, at);
        match joiner {
            Some(end) => at = end,
            None if comma || small => at += 1,
            None => return false,
        }
    }
    true
}

/// What all scenes have in common, those left out that only hold another one of them.
fn in_common(scenes: &[&Scene<'_>]) -> Option<Vec<String>> {
    let mut inner = scenes
        .iter()
        .filter(|scene| !scenes.iter().any(|other| is_above(scene.path, other.path)))
        .map(|scene| scene.path);
    let first = inner.next()?.to_vec();
    let common = inner.fold(first, |common, path| {
        common.into_iter().zip(path).take_while(|(one, other)| one == *other).map(|(one, _)| one).collect()
    });
    (!common.is_empty()).then_some(common)
}

fn is_above(path: &[String], other: &[String]) -> bool {
    path.len() < other.len() && other.starts_with(path)
}
