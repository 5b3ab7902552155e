//! What an article gives to decide by: the countries that it speaks of, and the names that it spells out.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names::{NameHit, Names, holds_country};
use crate::extract::{PlaceMention, Reading};
use crate::text::{Shape, TokenKind, Tokens};
use crate::vocabulary::actors::{Actor, ActorKind, Alias, AliasUse, CountryWord, Office};
use crate::vocabulary::{ActorLexicon, Mark, Marks};

/// A word of a text that names a country.
#[derive(Debug, Clone)]
pub(super) struct CountryHit {
    /// Its tokens.
    pub(super) range: Range<usize>,
    /// Place of the country in the lexicon's list.
    pub(super) country: usize,
    /// How it names it.
    pub(super) word: CountryWord,
}

/// The country named at token `at`; `us` and `lima` in small letters name none.
pub(super) fn country_at(lexicon: &ActorLexicon, tokens: &Tokens<'_>, at: usize) -> Option<CountryHit> {
    let (range, country, word) = lexicon.country_at(tokens, at)?;
    let token = tokens.get(at)?;
    let small = token.shape == Shape::Lower && token.span.of(tokens.text).is_ascii();
    let fits = !small || (word == CountryWord::Demonym && token.span.len() > 3);
    fits.then_some(CountryHit { range, country, word })
}

/// The evidence of one article.
#[derive(Debug)]
pub(super) struct Evidence<'v> {
    pub(super) lexicon: &'v ActorLexicon,
    /// How often each country is named, by its place in the lexicon's list.
    weights: Vec<u32>,
    /// Actors that the article names in spellings that are theirs alone, with the first letters of
    /// the words of each.
    spelt_out: BTreeMap<&'v str, Vec<String>>,
    year: Option<i16>,
}

impl<'v> Evidence<'v> {
    /// Gathers it from the countries, places and names that were found.
    pub(super) fn gather(
        lexicon: &'v ActorLexicon,
        reading: &Reading<'_>,
        names: &Names,
        places: &[PlaceMention],
    ) -> Self {
        let mut weights = vec![0; lexicon.countries.all.len()];
        count_countries(lexicon, &reading.tokens, &reading.marks, &mut weights);
        count_countries(lexicon, &reading.title.tokens, &reading.title.marks, &mut weights);
        for place in places.iter().filter(|place| place.path.len() > 1) {
            let country = place.path.first().and_then(|name| lexicon.countries.position(name));
            if let Some(weight) = country.and_then(|at| weights.get_mut(at)) {
                *weight += 1;
            }
        }
        let mut spelt_out: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for hit in &names.hits {
            if let Some((actor, _)) =
                spellings(lexicon, hit).find(|(_, alias)| alias.usage == AliasUse::Plain)
            {
                spelt_out.entry(&actor.id).or_default().push(initials(&reading.tokens, &hit.range));
                if let Some(weight) =
                    home(lexicon, &reading.tokens, hit, actor).and_then(|at| weights.get_mut(at))
                {
                    *weight += 1;
                }
            }
        }
        Self { lexicon, weights, spelt_out, year: reading.published.map(jiff::civil::Date::year) }
    }

    /// The one country that the article is about, among those that have such a body: named at
    /// least twice as often as the next.
    pub(super) fn country_with(&self, office: Office) -> Option<usize> {
        let countries = self.lexicon.countries.all.iter().zip(&self.weights).enumerate();
        let mut with_body: Vec<(u32, usize)> = countries
            .filter(|(_, (country, weight))| **weight > 0 && country.body(office).is_some())
            .map(|(at, (_, weight))| (*weight, at))
            .collect();
        with_body.sort_unstable_by_key(|&(weight, at)| (std::cmp::Reverse(weight), at));
        match *with_body.as_slice() {
            [] => None,
            [(_, at)] => Some(at),
            [(most, at), (next, _), ..] => (most >= next * 2).then_some(at),
        }
    }

    /// Which actor a name is, where the article allows it to be decided.
    pub(super) fn decide(
        &self,
        tokens: &Tokens<'_>,
        names: &Names,
        hit: &NameHit,
    ) -> Option<(&'v Actor, &'v Alias)> {
        let mut all: Vec<_> = spellings(self.lexicon, hit).collect();
        all.dedup_by_key(|(actor, _)| actor.id.as_str());
        let open = |usage| all.iter().filter(move |(_, alias)| alias.usage == usage).copied();
        let own = open(AliasUse::Plain).chain(open(AliasUse::Metonym)).next();
        let mut spelt_out = open(AliasUse::Ambiguous)
            .filter(|(actor, _)| self.spells_out(tokens, actor, hit, own.is_some()))
            .collect::<Vec<_>>();
        if let Some(own) = own {
            let is_elsewhere = self.spelt_out.get(own.0.id.as_str()).is_some_and(|all| all.len() > 1);
            let is_word = hit.capitals && own.1.exact && own.1.text.len() < 3;
            return match *spelt_out.as_slice() {
                [other] if !is_elsewhere || hit.range.len() == 1 => Some(other),
                _ => (!is_word).then_some(own),
            };
        }
        if let [only] = *spelt_out.as_slice() {
            return Some(only);
        }
        if spelt_out.is_empty() {
            spelt_out = open(AliasUse::Ambiguous).collect();
        }
        // Among capitals every word looks like an abbreviation: only a long form counts.
        let among_capitals = hit.capitals && spelt_out.iter().any(|(_, alias)| alias.exact);
        if among_capitals || self.ends_a_name(tokens, &hit.range) {
            return None;
        }
        self.nearest(&spelt_out).or(match *spelt_out.as_slice() {
            [only] if self.is_shown(tokens, names, only.0, &hit.range) => Some(only),
            _ => None,
        })
    }

    /// Whether the article spells out `actor` elsewhere. Against an actor whose own the letters are,
    /// only a long form that begins with these letters counts: "Armed Forces of the Philippines" for AFP.
    fn spells_out(&self, tokens: &Tokens<'_>, actor: &Actor, hit: &NameHit, contested: bool) -> bool {
        let parent = actor.parent.as_deref().and_then(|parent| self.spelt_out.get(parent));
        let Some(all) = self.spelt_out.get(actor.id.as_str()) else {
            // "the Security Council" where the United Nations are named
            return hit.range.len() > 1 && !contested && parent.is_some();
        };
        let letters = tokens.folded(hit.range.start);
        !contested || hit.range.len() > 1 || all.iter().any(|initials| holds_in_order(initials, letters))
    }

    /// The candidate whose countries the article names, at least twice as often as any other's.
    fn nearest(&self, candidates: &[(&'v Actor, &'v Alias)]) -> Option<(&'v Actor, &'v Alias)> {
        let mut weighed: Vec<(u32, &(&'v Actor, &'v Alias))> = candidates
            .iter()
            .map(|candidate| (self.weight(candidate.0), candidate))
            .filter(|(weight, _)| *weight > 0)
            .collect();
        weighed.sort_by_key(|(weight, (actor, _))| (std::cmp::Reverse(*weight), actor.id.as_str()));
        match *weighed.as_slice() {
            [] => None,
            [(_, only)] => Some(*only),
            [(most, first), (next, _), ..] => (most >= next * 2).then_some(*first),
        }
    }

    /// How often the article names the country of `actor` that it names most; 0 for an actor that
    /// did not exist yet.
    fn weight(&self, actor: &Actor) -> u32 {
        let too_early =
            self.year.zip(actor.from).is_some_and(|(year, from)| i32::from(year) < i32::from(from));
        if too_early {
            return 0;
        }
        let countries = self.lexicon.countries.all.iter().zip(&self.weights);
        let named = countries.filter(|(country, _)| actor.acts_in(&country.code)).map(|(_, weight)| *weight);
        named.max().unwrap_or_default()
    }

    /// Whether a capitalised word before a single one makes it a person's: `Richard Wagner`.
    fn ends_a_name(&self, tokens: &Tokens<'_>, range: &Range<usize>) -> bool {
        let words = &self.lexicon.descriptions;
        let before = range.start.checked_sub(1);
        let (Some(at), Some(token)) = (before, before.and_then(|at| tokens.get(at))) else { return false };
        let next = tokens.get(range.start).filter(|next| next.shape == Shape::Title);
        let touches = next.is_some_and(|next| next.span.start == token.span.end + 1);
        let folded = tokens.folded(at);
        range.len() == 1
            && touches
            && token.shape == Shape::Title
            && !words.not_names.has(folded)
            && !words.locatives.has(folded)
            && !words.companions.has(folded)
            && country_at(self.lexicon, tokens, at).is_none()
    }

    /// Whether a word beside the name says what it is: `IS fighters`, `the NGO SITE`, `l'EI`.
    fn is_shown(&self, tokens: &Tokens<'_>, names: &Names, actor: &Actor, range: &Range<usize>) -> bool {
        let words = &self.lexicon.descriptions;
        let before = range.start.checked_sub(1).map_or("", |at| tokens.folded(at));
        let hyphen = tokens.get(range.end).is_some_and(|token| token.kind == TokenKind::Punctuation('-'));
        let after = tokens.folded(range.end + usize::from(hyphen));
        let shown = match actor.kind {
            ActorKind::Media => words.media_companions.has(before) || words.media_companions.has(after),
            ActorKind::RebelGroup | ActorKind::Militia | ActorKind::PrivateSecurityForces => {
                words.companions.has(before) || words.companions.has(after)
            }
            _ => false,
        };
        shown || before == "l" || self.is_byline(tokens, names, range)
    }

    /// Whether the name shares a byline with an agency: `The World with AFP`.
    fn is_byline(&self, tokens: &Tokens<'_>, names: &Names, range: &Range<usize>) -> bool {
        let with = matches!(tokens.folded(range.end), "with" | "avec" | "and" | "et");
        let partner = names.starting_at(range.end + 1).filter(|_| with);
        partner
            .is_some_and(|hit| spellings(self.lexicon, hit).any(|(actor, _)| actor.kind == ActorKind::Media))
    }
}

/// The actors and aliases that a name may be.
pub(super) fn spellings<'v, 'h>(
    lexicon: &'v ActorLexicon,
    hit: &'h NameHit,
) -> impl Iterator<Item = (&'v Actor, &'v Alias)> + use<'v, 'h> {
    hit.entries.iter().filter_map(|&entry| lexicon.spelling(entry))
}

/// The one country that an actor's name speaks of: FAMa of Mali. A name that holds the country is
/// counted by that word already.
fn home(lexicon: &ActorLexicon, tokens: &Tokens<'_>, hit: &NameHit, actor: &Actor) -> Option<usize> {
    let [code] = actor.countries.as_slice() else { return None };
    let is_party = !matches!(actor.kind, ActorKind::Person | ActorKind::Media | ActorKind::Ngo);
    if !is_party || holds_country(lexicon, tokens, &hit.range) {
        return None;
    }
    lexicon.countries.all.iter().position(|country| country.code == *code)
}

/// The first letters of the words of `range`.
pub(super) fn initials(tokens: &Tokens<'_>, range: &Range<usize>) -> String {
    range.clone().filter_map(|at| tokens.folded(at).chars().next()).collect()
}

/// Whether the letters stand in `text` in their order.
pub(super) fn holds_in_order(text: &str, letters: &str) -> bool {
    let mut rest = text.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}

fn count_countries(lexicon: &ActorLexicon, tokens: &Tokens<'_>, marks: &Marks, weights: &mut [u32]) {
    let mut end = 0;
    for at in marks.having(Mark::COUNTRY) {
        let Some(hit) = country_at(lexicon, tokens, at).filter(|_| at >= end) else { continue };
        if let Some(weight) = weights.get_mut(hit.country) {
            *weight += 1;
        }
        end = hit.range.end;
    }
}
