//! Names of the lexicon as they stand in a text, before anything is decided about them.

use std::ops::Range;

use crate::extract::Reading;
use crate::text::{Shape, Span, TokenKind, Tokens};
use crate::vocabulary::actors::{Actor, Alias, AliasUse, CountryWord};
use crate::vocabulary::{ActorLexicon, Mark};

/// Every name of an actor in one text, in order, none inside another.
#[derive(Debug, Default)]
pub(in crate::extract) struct Names {
    pub(super) hits: Vec<NameHit>,
    taken: Vec<Span>,
}

/// A name, and the spellings of the lexicon that it may be.
#[derive(Debug)]
pub(super) struct NameHit {
    /// Its tokens.
    pub(super) range: Range<usize>,
    /// Entries for [`ActorLexicon::spelling`], those that its letters allow.
    pub(super) entries: Vec<u32>,
    /// Whether the words around it are in capitals too, so that its own mean nothing.
    pub(super) capitals: bool,
}

impl Names {
    /// Reads the text once.
    pub(super) fn scan(lexicon: &ActorLexicon, reading: &Reading<'_>) -> Self {
        let mut names = Self::default();
        let mut end = 0;
        for at in reading.marks.having(Mark::ACTOR) {
            if at >= end {
                end = names.read(lexicon, &reading.tokens, at).unwrap_or(at + 1);
            }
        }
        names
    }

    /// The spans in which no place may be found: `Macina` in `Katiba Macina`.
    pub(in crate::extract) fn taken(&self) -> &[Span] {
        &self.taken
    }

    /// The name that begins at token `at`.
    pub(super) fn starting_at(&self, at: usize) -> Option<&NameHit> {
        self.hits.binary_search_by_key(&at, |hit| hit.range.start).ok().and_then(|nth| self.hits.get(nth))
    }

    /// The name that ends before token `at`.
    pub(super) fn ending_at(&self, at: usize) -> Option<&NameHit> {
        self.hits.binary_search_by_key(&at, |hit| hit.range.end).ok().and_then(|nth| self.hits.get(nth))
    }

    fn read(&mut self, lexicon: &ActorLexicon, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        let (range, entries) = lexicon.longest_at(tokens, at)?;
        let (range, entries) = with_bracket(lexicon, tokens, &range).unwrap_or((range, entries));
        let capitals = in_capitals(tokens, &range);
        let spelt = |entry: &&u32| {
            lexicon.spelling(**entry).is_some_and(|(_, alias)| is_spelt_as(alias, tokens, &range, capitals))
        };
        let entries: Vec<u32> = entries.iter().filter(spelt).copied().collect();
        if entries.is_empty() {
            return None;
        }
        let own = |(actor, alias): (&Actor, &Alias)| {
            alias.usage == AliasUse::Plain
                && !(actor.kind.is_of_state() && holds_country(lexicon, tokens, &range))
        };
        if entries.iter().filter_map(|&entry| lexicon.spelling(entry)).any(own) {
            self.taken.push(tokens.span(range.clone()));
        }
        let end = range.end;
        self.hits.push(NameHit { range, entries, capitals });
        Some(end)
    }
}

/// A name that goes on in brackets: "Islamic State (Greater Sahara)".
fn with_bracket<'v>(
    lexicon: &'v ActorLexicon,
    tokens: &Tokens<'_>,
    range: &Range<usize>,
) -> Option<(Range<usize>, &'v [u32])> {
    const LONGEST: usize = 6;
    let is = |at: usize, c: char| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation(c));
    if !is(range.end, '(') {
        return None;
    }
    let inside = range.end + 1;
    let close = (inside + 1..=inside + LONGEST).find(|&at| is(at, ')'))?;
    let [name, rest] = [range.clone(), inside..close].map(|part| tokens.span(part).of(tokens.text));
    let entries = lexicon.entries(&format!("{name} {rest}"));
    (!entries.is_empty()).then_some((range.start..close + 1, entries))
}

/// Whether a country or a word of origin stands within `range`, as in `Malian army`.
pub(super) fn holds_country(lexicon: &ActorLexicon, tokens: &Tokens<'_>, range: &Range<usize>) -> bool {
    range
        .clone()
        .any(|at| lexicon.country_at(tokens, at).is_some_and(|(_, _, word)| word != CountryWord::Seat))
}

/// Whether the letters of the text are cased as the alias asks.
fn is_spelt_as(alias: &Alias, tokens: &Tokens<'_>, range: &Range<usize>, capitals: bool) -> bool {
    if alias.exact {
        let surface = tokens.span(range.clone()).of(tokens.text);
        return if capitals {
            // `LeT` among capitals is a word more likely than a name.
            let is_word = letters(&alias.text).count() < 4 && alias.text.chars().any(char::is_lowercase);
            !is_word && letters(surface).eq(letters(&alias.text.to_uppercase()))
        } else {
            letters(surface).eq(letters(&alias.text))
        };
    }
    let mut cased = alias.text.chars().filter(|c| c.is_alphabetic());
    if range.len() > 1 || !cased.clone().any(char::is_uppercase) {
        return true;
    }
    let shape = tokens.get(range.start).map_or(Shape::Lower, |token| token.shape);
    let is_short = cased.clone().count() <= 4 && cased.all(char::is_uppercase);
    if is_short { shape == Shape::Upper } else { shape != Shape::Lower }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

/// How many words on either side tell whether a line is set in capitals.
const AROUND: usize = 5;

/// Whether the words around `range` are all in capitals.
fn in_capitals(tokens: &Tokens<'_>, range: &Range<usize>) -> bool {
    let from = range.start.saturating_sub(AROUND);
    let before = tokens.as_slice().get(from..range.start).unwrap_or_default();
    let before: Vec<_> =
        before.rsplit(|token| token.kind == TokenKind::Paragraph).next().into_iter().collect();
    let to = tokens.len().min(range.end + AROUND);
    let after = tokens.as_slice().get(range.end..to).unwrap_or_default();
    let after = after.split(|token| token.kind == TokenKind::Paragraph).next().unwrap_or_default();
    let mut words = 0;
    for token in before.into_iter().flatten().chain(after) {
        if token.kind == TokenKind::Word && token.span.len() > 1 {
            if token.shape != Shape::Upper {
                return false;
            }
            words += 1;
        }
    }
    words > 1
}
