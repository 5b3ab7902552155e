//! Descriptions of the bodies of a state: "the Malian army", "Mali's military government", "the army".

use std::ops::Range;

use super::evidence::{CountryHit, Evidence, country_at};
use super::names::Names;
use super::{Found, Who};
use crate::extract::Level;
use crate::text::{Shape, TokenKind, Tokens};
use crate::vocabulary::actors::{Actor, Bare, CountryWord, Description, Office};
use crate::vocabulary::{ActorLexicon, Mark, Marks};

/// Finds the descriptions of one article.
#[derive(Debug)]
pub(super) struct Describer<'v, 't> {
    pub(super) lexicon: &'v ActorLexicon,
    pub(super) tokens: &'t Tokens<'t>,
    pub(super) marks: &'t Marks,
    pub(super) names: &'t Names,
    pub(super) evidence: &'t Evidence<'v>,
}

/// A description found at a token, and the country that the text gives it.
struct Described {
    range: Range<usize>,
    country: usize,
    office: Office,
    level: Level,
}

impl<'v> Describer<'v, '_> {
    /// Every description that stands for an actor, in order.
    pub(super) fn find(&self) -> Vec<Found<'v>> {
        let mut found = Vec::new();
        // The bodies that the paragraph has named so far: "the army" after "the French army" is not Mali's.
        let mut named_here: Vec<(Office, usize)> = Vec::new();
        let mut next = 0;
        for at in self.openings() {
            if at < next {
                continue;
            }
            if !named_here.is_empty() && self.is_break_within(next..at) {
                named_here.clear();
            }
            next = at;
            let described = self.with_country(at);
            let explicit = described.is_some();
            let Some(described) = described.or_else(|| self.bare(at, &named_here)) else { continue };
            if let Some(actor) = self.body(described.country, described.office) {
                if explicit && described.level == Level::Nominal {
                    named_here.push((described.office, described.country));
                }
                let range = described.range.clone();
                found.push(Found { range, who: Who::Listed(actor), level: described.level });
            }
            next = described.range.end.max(at + 1);
        }
        found
    }

    /// The tokens at which a description may begin, be it with an article or a country, in order.
    fn openings(&self) -> impl Iterator<Item = usize> {
        let mut next = 0;
        self.marks.having(Mark::COUNTRY | Mark::DESCRIPTION).flat_map(move |at| {
            let is_description = self.marks.has(at, Mark::DESCRIPTION);
            let from = if is_description { at.saturating_sub(1).max(next) } else { at };
            next = at + 1;
            from..next
        })
    }

    fn is_break_within(&self, range: Range<usize>) -> bool {
        let tokens = self.tokens.as_slice().get(range).unwrap_or_default();
        tokens.iter().any(|token| matches!(token.kind, TokenKind::Newline | TokenKind::Paragraph))
    }

    fn body(&self, country: usize, office: Office) -> Option<&'v Actor> {
        let id = self.lexicon.countries.all.get(country)?.body(office)?;
        self.lexicon.by_id(id)
    }

    fn with_country(&self, at: usize) -> Option<Described> {
        match country_at(self.lexicon, self.tokens, at) {
            Some(hit) if hit.word != CountryWord::Seat => self.after_country(&hit),
            Some(_) => None,
            None => self.before_country(at),
        }
    }

    /// "Malian army", "Mali's ruling junta", "Niger authorities", "Malian and Wagner troops".
    fn after_country(&self, hit: &CountryHit) -> Option<Described> {
        let far = match hit.word {
            CountryWord::Demonym => MODIFIERS,
            _ if self.is_possessive(hit.range.end) => MODIFIERS,
            _ => 0,
        };
        if let Some((range, description)) = self.description_from(hit.range.end, far) {
            return Some(Described {
                range: hit.range.start..range.end,
                country: hit.country,
                office: description.office,
                level: Level::Nominal,
            });
        }
        let office = self.shared_office(hit)?;
        Some(Described { range: hit.range.clone(), country: hit.country, office, level: Level::Demonym })
    }

    /// The office in "Malian and Wagner troops", "Malian and French soldiers", read at the first word.
    fn shared_office(&self, hit: &CountryHit) -> Option<Office> {
        if hit.word != CountryWord::Demonym || !matches!(self.tokens.folded(hit.range.end), "and" | "et") {
            return None;
        }
        let other = hit.range.end + 1;
        let end = match country_at(self.lexicon, self.tokens, other) {
            Some(country) => country.range.end,
            None => self.names.starting_at(other)?.range.end,
        };
        let (_, description) = self.description_from(end, 1)?;
        (description.bare == Bare::Article || description.office == Office::Army)
            .then_some(description.office)
    }

    /// "armée malienne", "junte au pouvoir au Mali", "junta in power in Mali", "the army of Mali".
    fn before_country(&self, at: usize) -> Option<Described> {
        let (range, description) = self.lexicon.description_at(self.tokens, at)?;
        for next in range.end..=range.end + MODIFIERS {
            if let Some(hit) = country_at(self.lexicon, self.tokens, next) {
                let fits = hit.word == CountryWord::Demonym && self.is_adjective_after(&hit);
                return fits.then(|| described(range.start..hit.range.end, &hit, description));
            }
            if !self.lexicon.descriptions.modifiers.at(self.tokens, next) {
                break;
            }
        }
        let hit = self.joined_country(&range, description)?;
        Some(described(range.start..hit.range.end, &hit, description))
    }

    /// In French the word of origin follows its noun and is not capitalised; in English one that
    /// follows is somebody else's: "the army Malian officers joined".
    fn is_adjective_after(&self, hit: &CountryHit) -> bool {
        self.tokens.get(hit.range.start).is_some_and(|token| token.shape != Shape::Title)
    }

    /// The country in "army of Mali", "authorities in Mali", "gouvernement du Niger".
    fn joined_country(&self, range: &Range<usize>, description: Description) -> Option<CountryHit> {
        let join = self.tokens.folded(range.end);
        let in_sentence = self.tokens.get(range.end).is_some_and(|token| token.shape != Shape::Title);
        if !in_sentence || !self.lexicon.descriptions.joins.has(join) {
            return None;
        }
        let of = matches!(join, "of" | "du" | "de" | "d" | "des");
        let fits = match (description.office, description.bare) {
            (Office::Government, _) => true,
            (_, Bare::Never) => join == "of",
            _ => of,
        };
        let mut next = range.end + 1;
        if self.lexicon.descriptions.articles.at(self.tokens, next) {
            next += 1;
        }
        let hit = country_at(self.lexicon, self.tokens, next)?;
        (fits && hit.word == CountryWord::Name).then_some(hit)
    }

    /// "the army", "ruling junta": of the one country that the article is about, unless the paragraph
    /// has spoken of another's; where the article has no such country, of the one in the paragraph.
    fn bare(&self, at: usize, named_here: &[(Office, usize)]) -> Option<Described> {
        let words = &self.lexicon.descriptions;
        let with_article = words.articles.at(self.tokens, at);
        let from = if with_article { at + 1 } else { at };
        let (range, description) = self.lexicon.description_at(self.tokens, from)?;
        let start = match description.bare {
            Bare::Never => return None,
            Bare::Article if with_article => at,
            Bare::Noun if with_article && self.is_noun(range.end) => at,
            Bare::Article | Bare::Noun => return None,
            Bare::Alone => {
                let before = at.checked_sub(1).map_or("", |at| self.tokens.folded(at));
                if words.strangers.has(before) && !with_article {
                    return None;
                }
                from
            }
        };
        if words.strangers.at(self.tokens, range.end) {
            return None;
        }
        let has_its_own = with_article && self.with_country(from).is_some();
        if has_its_own || self.is_of_something_else(range.end) {
            return None;
        }
        let mut here =
            named_here.iter().filter(|(office, _)| *office == description.office).map(|(_, of)| *of);
        let country = match (self.evidence.country_with(description.office), here.next()) {
            (Some(main), None) => main,
            (Some(main), Some(first)) if first == main || here.any(|of| of == main) => main,
            (None, Some(first)) if here.all(|of| of == first) => first,
            _ => return None,
        };
        Some(Described {
            range: start..range.end,
            country,
            office: description.office,
            level: Level::Nominal,
        })
    }

    /// Whether what follows belongs to the description: "the authorities in Kayes", "the Army of Islam".
    fn is_of_something_else(&self, next: usize) -> bool {
        if !self.lexicon.descriptions.joins.at(self.tokens, next) {
            return false;
        }
        let after = if self.lexicon.descriptions.articles.at(self.tokens, next + 1) { 2 } else { 1 };
        self.tokens.get(next + after).is_some_and(|token| token.shape != Shape::Lower)
    }

    /// Whether "military" before token `next` is the noun: no noun follows that it would describe.
    fn is_noun(&self, next: usize) -> bool {
        match self.tokens.get(next).map(|token| token.kind) {
            None | Some(TokenKind::Newline | TokenKind::Paragraph) => true,
            Some(TokenKind::Punctuation(c)) => !matches!(c, '-' | '‐' | '‑'),
            Some(TokenKind::Word) => self.lexicon.descriptions.followers.at(self.tokens, next),
            Some(TokenKind::Digits) => false,
        }
    }

    /// The description that begins at `from` or after up to `far` modifiers.
    fn description_from(&self, from: usize, far: usize) -> Option<(Range<usize>, Description)> {
        for at in from..=from + far {
            if let Some(found) = self.lexicon.description_at(self.tokens, at) {
                return Some(found);
            }
            if !self.lexicon.descriptions.modifiers.at(self.tokens, at) {
                return None;
            }
        }
        None
    }

    /// Whether the word before token `next` has the English possessive.
    fn is_possessive(&self, next: usize) -> bool {
        let Some((before, token)) =
            next.checked_sub(1).and_then(|at| self.tokens.get(at)).zip(self.tokens.get(next))
        else {
            return false;
        };
        let between = self.tokens.text.get(before.span.end..token.span.start).unwrap_or_default();
        between.starts_with(['\'', '’'])
    }
}

/// How many modifiers may stand between a country and its body.
const MODIFIERS: usize = 3;

fn described(range: Range<usize>, hit: &CountryHit, description: Description) -> Described {
    Described { range, country: hit.country, office: description.office, level: Level::Nominal }
}
