//! Which words of a text may open the name of a country, a description or a unit's name: one look at
//! each word, so that the finders pass over the rest.

use crate::text::Tokens;
use crate::vocabulary::ActorLexicon;

/// What each token may open, one bit each.
#[derive(Debug)]
pub(super) struct Openers(Vec<u8>);

const COUNTRY: u8 = 1;
const DESCRIPTION: u8 = 1 << 1;
const UNIT: u8 = 1 << 2;

impl Openers {
    /// Looks at every word once.
    pub(super) fn of(lexicon: &ActorLexicon, tokens: &Tokens<'_>) -> Self {
        let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
        let openers = (0..tokens.len()).map(|at| {
            bit(lexicon.may_open_country(tokens, at), COUNTRY)
                | bit(lexicon.may_open_description(tokens, at), DESCRIPTION)
                | bit(lexicon.descriptions.unit_words.at(tokens, at), UNIT)
        });
        Self(openers.collect())
    }

    /// The tokens that may open the name of a country.
    pub(super) fn countries(&self) -> impl Iterator<Item = usize> {
        self.having(COUNTRY)
    }

    /// The tokens that may be the first word of a unit's name.
    pub(super) fn units(&self) -> impl Iterator<Item = usize> {
        self.having(UNIT)
    }

    /// Whether a description may begin at token `at`, be it with an article or a country.
    pub(super) fn may_describe(&self, at: usize) -> bool {
        self.has(at, COUNTRY | DESCRIPTION) || self.has(at + 1, DESCRIPTION)
    }

    fn has(&self, at: usize, bits: u8) -> bool {
        self.0.get(at).is_some_and(|opens| opens & bits != 0)
    }

    fn having(&self, bits: u8) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().filter(move |(_, opens)| **opens & bits != 0).map(|(at, _)| at)
    }
}
