//! The words around a name that decide whether it is a place, and which: `index-schema/places/words.toml`.

use std::collections::HashMap;

use serde::Deserialize;

use crate::text::{ByHash, Tokens, fold};
use crate::vocabulary::Mark;

const WORDS: &str = include_str!("../../../index-schema/places/words.toml");

/// What a word says about a name beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordClass {
    /// A common word that is also the name of a place.
    Common,
    /// A first name, or a family name often met alone.
    FirstName,
    /// A title: a person follows.
    Title,
    /// Head of the name of an organisation: "Bank of".
    OrgHead,
    /// The same with a small letter, too: "université de".
    StrongOrgHead,
    /// Tail of the name of an organisation: "Airlines".
    OrgTail,
    /// First-level region: "province".
    Region,
    /// Second-level region: "cercle".
    District,
    /// "authorities in".
    Authority,
    /// "village of".
    Settlement,
    /// "in", "near".
    Locative,
    /// "of".
    WeakLocative,
    /// "Northern".
    Adjunct,
    /// "the".
    Article,
    /// "al".
    Particle,
    /// "and".
    Joiner,
    /// "denies".
    Saying,
    /// "President" after a place.
    Follower,
    /// "River".
    Water,
    /// "near".
    Nearness,
    /// "border".
    Border,
    /// Tail of the name of a firm: "Corp".
    FirmTail,
    /// "axis" before "X-Y".
    Axis,
    /// "village".
    Village,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    common: String,
    first_names: String,
    titles: String,
    org_heads: String,
    strong_org_heads: String,
    org_tails: String,
    regions: String,
    districts: String,
    authorities: String,
    settlements: String,
    locatives: String,
    weak_locatives: String,
    adjuncts: String,
    articles: String,
    particles: String,
    joiners: String,
    saying: String,
    followers: String,
    waters: String,
    nearness: String,
    borders: String,
    firm_tails: String,
    axes: String,
    villages: String,
    prefixes: HashMap<String, String>,
    hints: HashMap<String, String>,
}

/// Classes of single words, looked up by the hash of their folded form.
#[derive(Debug, Default)]
pub struct PlaceWords {
    classes: HashMap<u64, u32, ByHash>,
    /// By language.
    prefixes: HashMap<String, Vec<String>>,
    hints: HashMap<u64, Vec<String>, ByHash>,
}

impl PlaceWords {
    /// Reads the embedded lists.
    #[must_use]
    pub fn built_in() -> Self {
        // A test reads the embedded file; were it broken, no word would have a class.
        toml::from_str(WORDS).map(|lists: Lists| Self::new(&lists)).unwrap_or_default()
    }

    fn new(lists: &Lists) -> Self {
        let mut words = Self::default();
        for (list, class) in [
            (&lists.common, WordClass::Common),
            (&lists.first_names, WordClass::FirstName),
            (&lists.titles, WordClass::Title),
            (&lists.org_heads, WordClass::OrgHead),
            (&lists.strong_org_heads, WordClass::StrongOrgHead),
            (&lists.org_tails, WordClass::OrgTail),
            (&lists.regions, WordClass::Region),
            (&lists.districts, WordClass::District),
            (&lists.authorities, WordClass::Authority),
            (&lists.settlements, WordClass::Settlement),
            (&lists.locatives, WordClass::Locative),
            (&lists.weak_locatives, WordClass::WeakLocative),
            (&lists.adjuncts, WordClass::Adjunct),
            (&lists.articles, WordClass::Article),
            (&lists.particles, WordClass::Particle),
            (&lists.joiners, WordClass::Joiner),
            (&lists.saying, WordClass::Saying),
            (&lists.followers, WordClass::Follower),
            (&lists.waters, WordClass::Water),
            (&lists.nearness, WordClass::Nearness),
            (&lists.borders, WordClass::Border),
            (&lists.firm_tails, WordClass::FirmTail),
            (&lists.axes, WordClass::Axis),
            (&lists.villages, WordClass::Village),
        ] {
            for word in list.split_whitespace() {
                *words.classes.entry(hash(word)).or_default() |= 1 << class as u32;
            }
        }
        let cut = |list: &String| list.split_whitespace().map(fold).collect();
        words.prefixes =
            lists.prefixes.iter().map(|(language, list)| (language.clone(), cut(list))).collect();
        words.hints = lists
            .hints
            .iter()
            .map(|(word, countries)| (hash(word), countries.split_whitespace().map(str::to_owned).collect()))
            .collect();
        words
    }

    /// Whether token `at` is a word of `class`.
    #[must_use]
    pub fn is(&self, tokens: &Tokens<'_>, at: usize, class: WordClass) -> bool {
        self.classes.get(&tokens.hash(at)).is_some_and(|classes| classes & (1 << class as u32) != 0)
    }

    /// Whether the word of this hash has a class.
    #[must_use]
    pub fn knows(&self, hash: u64) -> bool {
        self.classes.contains_key(&hash)
    }

    /// Small words, folded, that `language` writes together with the name behind them.
    #[must_use]
    pub fn prefixes(&self, language: &str) -> &[String] {
        self.prefixes.get(language).map_or(&[], Vec::as_slice)
    }

    /// The words that the finder of places looks for in every text.
    pub(in crate::vocabulary) fn marked_words(&self) -> impl Iterator<Item = (u64, Mark)> {
        let particle = |classes: u32| classes & (1 << WordClass::Particle as u32) != 0;
        let particles = self.classes.iter().filter(move |(_, classes)| particle(**classes));
        let hints = self.hints.keys().map(|&word| (word, Mark::HINT));
        particles.map(|(&word, _)| (word, Mark::PARTICLE)).chain(hints)
    }

    /// Ids of the countries that token `at` tells of, being the name of an armed group or the like.
    #[must_use]
    pub fn hints(&self, tokens: &Tokens<'_>, at: usize) -> &[String] {
        self.hints.get(&tokens.hash(at)).map_or(&[], Vec::as_slice)
    }
}

fn hash(word: &str) -> u64 {
    Tokens::new(word).hash(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lists_hold_single_words() {
        let lists: Lists = toml::from_str(WORDS).expect("words.toml is sound");
        for list in
            [&lists.common, &lists.first_names, &lists.org_heads, &lists.org_tails, &lists.settlements]
        {
            for word in list.split_whitespace() {
                assert_eq!(Tokens::new(word).len(), 1, "`{word}` is more than one word");
            }
        }
    }

    #[test]
    fn a_word_may_have_several_classes() {
        let words = PlaceWords::built_in();
        let tokens = Tokens::new("Région of JNIM");
        assert!(words.is(&tokens, 0, WordClass::Region) && words.is(&tokens, 0, WordClass::Settlement));
        assert!(words.is(&tokens, 1, WordClass::Locative) && !words.is(&tokens, 1, WordClass::Title));
        assert_eq!(words.hints(&tokens, 2), ["ML", "BF", "NE"]);
    }
}
