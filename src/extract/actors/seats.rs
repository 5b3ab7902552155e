//! Seats of government that stand for it: "which Bamako denies", "Paris a annoncé".

use super::evidence::country_at;
use super::{Found, Who};
use crate::extract::{Level, Reading};
use crate::vocabulary::actors::{CountryWord, Office};
use crate::vocabulary::{ActorLexicon, Mark};

/// Every seat that says or does what only a government can, in order.
pub(super) fn find<'v>(lexicon: &'v ActorLexicon, reading: &Reading<'_>) -> Vec<Found<'v>> {
    let tokens = &reading.tokens;
    let words = &lexicon.descriptions;
    let mut found = Vec::new();
    for at in reading.marks.having(Mark::COUNTRY) {
        let Some(hit) = country_at(lexicon, tokens, at).filter(|hit| hit.word == CountryWord::Seat) else {
            continue;
        };
        let before = at.checked_sub(1).map_or("", |at| tokens.folded(at));
        let mut next = hit.range.end;
        // "Paris a annoncé", "Bamako has denied"
        if matches!(tokens.folded(next), "a" | "has" | "had" | "avait") {
            next += 1;
        }
        if words.locatives.has(before) || !words.statements.at(tokens, next) {
            continue;
        }
        let body =
            lexicon.countries.all.get(hit.country).and_then(|country| country.body(Office::Government));
        if let Some(actor) = body.and_then(|id| lexicon.by_id(id)) {
            found.push(Found { range: hit.range, who: Who::Listed(actor), level: Level::Metonym });
        }
    }
    found
}
