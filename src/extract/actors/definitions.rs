//! Abbreviations that an article defines: "the Group for … (GSIM)" holds for the rest of it, also
//! for a group that no lexicon knows.

use std::ops::Range;

use super::evidence::{holds_in_order, initials, spellings};
use super::names::{NameHit, Names};
use super::{Found, Who};
use crate::extract::{Level, Reading};
use crate::text::{Shape, TokenKind, Tokens, fold};
use crate::vocabulary::actors::{Actor, AliasUse};
use crate::vocabulary::{ActorLexicon, Mark, NameTable};

/// The names that one article defines for itself.
#[derive(Debug, Default)]
pub(super) struct Definitions<'v> {
    names: NameTable,
    defined: Vec<Defined<'v>>,
}

#[derive(Debug)]
struct Defined<'v> {
    /// Token from which on the name holds.
    from: usize,
    /// The letters of an abbreviation; `None` for a long name.
    letters: Option<String>,
    who: Who<'v>,
}

impl<'v> Definitions<'v> {
    /// Reads the brackets of the text.
    pub(super) fn read(lexicon: &'v ActorLexicon, reading: &Reading<'_>, names: &Names) -> Self {
        let mut definitions = Self::default();
        for open in reading.marks.having(Mark::BRACKET) {
            definitions.read_bracket(lexicon, &reading.tokens, names, open);
        }
        definitions
    }

    fn read_bracket(&mut self, lexicon: &'v ActorLexicon, tokens: &Tokens<'_>, names: &Names, open: usize) {
        if let Some(short) = abbreviation_at(tokens, open + 1) {
            if names.starting_at(open + 1).is_some_and(|hit| is_somebody(lexicon, hit)) {
                return;
            }
            if let Some(hit) = names.ending_at(before_quote(tokens, open)) {
                let actor = defined_by(lexicon, tokens, names, hit, &short);
                if let Some(actor) =
                    actor.filter(|_| !hit.capitals || abbreviates(tokens, &short, &hit.range))
                {
                    self.bind_short(tokens, short, hit.range.start, Who::Listed(actor));
                }
            } else if let Some(long) = long_form(lexicon, tokens, open, &short) {
                self.bind_unlisted(tokens, long, short);
            }
            return;
        }
        // "FLA (Azawad Liberation Front)"
        let Some(short) = open.checked_sub(1).and_then(|at| abbreviation_at(tokens, at)) else { return };
        let long = names.starting_at(open + 1);
        let Some(hit) = long.filter(|hit| short.end == open && abbreviates(tokens, &short, &hit.range))
        else {
            return;
        };
        if let Some((actor, _)) = spellings(lexicon, hit).find(|(_, alias)| alias.usage == AliasUse::Plain) {
            self.bind_short(tokens, short.clone(), short.start, Who::Listed(actor));
        }
    }

    fn bind_unlisted(&mut self, tokens: &Tokens<'_>, long: Range<usize>, short: Range<usize>) {
        let name = tokens.span(long.clone()).of(tokens.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let who = Who::Unlisted { id: slug(&name), name: name.clone() };
        self.bind(&name, Defined { from: long.start, letters: None, who: who.clone() });
        self.bind_short(tokens, short, long.start, who);
    }

    fn bind_short(&mut self, tokens: &Tokens<'_>, short: Range<usize>, from: usize, who: Who<'v>) {
        let letters = tokens.span(short).of(tokens.text).to_owned();
        self.bind(&letters, Defined { from, letters: Some(letters.clone()), who });
    }

    fn bind(&mut self, name: &str, defined: Defined<'v>) {
        let entry = u32::try_from(self.defined.len()).unwrap_or(u32::MAX);
        self.names.insert(name, entry);
        self.defined.push(defined);
    }

    /// Whom the article defines the name at token `at` to be: its tokens and the actor.
    pub(super) fn at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, &Who<'v>)> {
        let (range, entries) = self.names.longest_at(tokens, at)?;
        let surface = tokens.span(range.clone()).of(tokens.text);
        let mut defined = entries.iter().filter_map(|&entry| self.defined.get(usize::try_from(entry).ok()?));
        let holds = |defined: &&Defined<'_>| {
            defined.from <= at && defined.letters.as_ref().is_none_or(|letters| letters == surface)
        };
        // A later definition of the same letters takes over from there on.
        let last = defined.rfind(holds)?;
        Some((range, &last.who))
    }

    /// Every mention of a name that the article defines.
    pub(super) fn find(&self, tokens: &Tokens<'_>) -> Vec<Found<'v>> {
        if self.defined.is_empty() {
            return Vec::new();
        }
        let found = (0..tokens.len()).filter_map(|at| {
            let (range, who) = self.at(tokens, at)?;
            Some(Found { range, who: who.clone(), level: Level::Named })
        });
        found.collect()
    }
}

/// The actor that `short` stands for after the name `hit`: where it is known to be short for a part
/// of the name, that part ("forces of the Confederation of Sahel States (CSS)"), else the whole.
fn defined_by<'v>(
    lexicon: &'v ActorLexicon,
    tokens: &Tokens<'_>,
    names: &Names,
    hit: &NameHit,
    short: &Range<usize>,
) -> Option<&'v Actor> {
    let plain = |entry: &u32| {
        lexicon.spelling(*entry).filter(|(_, alias)| alias.usage == AliasUse::Plain).map(|(actor, _)| actor)
    };
    let whole = hit.entries.iter().find_map(plain)?;
    let known: Vec<_> =
        names.starting_at(short.start).into_iter().flat_map(|hit| spellings(lexicon, hit)).collect();
    if known.iter().any(|(actor, _)| actor.id == whole.id) {
        return Some(whole);
    }
    let parts = (hit.range.start + 1..hit.range.end).filter_map(|at| lexicon.longest_at(tokens, at));
    let mut parts = parts.filter(|(range, _)| range.end == hit.range.end);
    let part = parts.find_map(|(_, entries)| {
        let actor = entries.iter().find_map(plain)?;
        known.iter().any(|(other, _)| other.id == actor.id).then_some(actor)
    });
    Some(part.unwrap_or(whole))
}

/// Units that their first word shows to be an armed group's: "Katiba Salaheddine".
pub(super) fn units<'v>(lexicon: &ActorLexicon, reading: &Reading<'_>, names: &Names) -> Vec<Found<'v>> {
    let tokens = &reading.tokens;
    let is_name = |at: usize| {
        let (Some(last), Some(token)) = (tokens.get(at - 1), tokens.get(at)) else { return false };
        token.kind == TokenKind::Word
            && token.shape == Shape::Title
            && token.span.start == last.span.end + 1
            && !lexicon.descriptions.not_names.at(tokens, at)
    };
    let mut found = Vec::new();
    for at in reading.marks.having(Mark::UNIT) {
        if !is_name(at + 1) || names.starting_at(at).is_some() {
            continue;
        }
        let range = at..if is_name(at + 2) { at + 3 } else { at + 2 };
        let name = tokens.span(range.clone()).of(tokens.text).to_owned();
        found.push(Found { range, who: Who::Unlisted { id: slug(&name), name }, level: Level::Named });
    }
    found
}

fn is_somebody(lexicon: &ActorLexicon, hit: &NameHit) -> bool {
    spellings(lexicon, hit).any(|(_, alias)| alias.usage == AliasUse::Plain)
}

/// A closing quotation mark may stand between a name and its bracket.
fn before_quote(tokens: &Tokens<'_>, open: usize) -> usize {
    match open.checked_sub(1).and_then(|at| tokens.get(at)).map(|token| token.kind) {
        Some(TokenKind::Punctuation('"' | '”' | '»' | '’' | '\'')) => open - 1,
        _ => open,
    }
}

/// The abbreviation that begins at token `at`: a word with two capitals or more, or several such
/// with hyphens between (`CSP-DPA`).
fn abbreviation_at(tokens: &Tokens<'_>, at: usize) -> Option<Range<usize>> {
    let is_part = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            let word = token.span.of(tokens.text);
            token.kind == TokenKind::Word
                && word.chars().count() <= LONGEST_ABBREVIATION
                && word.chars().filter(|c| c.is_uppercase()).count() > 1
        })
    };
    let is_hyphen = |at: usize| {
        tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Punctuation('-' | '/')))
    };
    if !is_part(at) {
        return None;
    }
    let mut end = at + 1;
    while is_hyphen(end) && is_part(end + 1) {
        end += 2;
    }
    Some(at..end)
}

const LONGEST_ABBREVIATION: usize = 10;
/// How many words a name that an abbreviation stands for may have.
const LONGEST_NAME: usize = 14;

/// The words before `open` whose initials make the abbreviation, where they name an armed group.
fn long_form(
    lexicon: &ActorLexicon,
    tokens: &Tokens<'_>,
    open: usize,
    short: &Range<usize>,
) -> Option<Range<usize>> {
    let letters: Vec<char> =
        fold(tokens.span(short.clone()).of(tokens.text)).chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.len() < 3 {
        return None;
    }
    let end = before_quote(tokens, open);
    // "Front for the Liberation of Nowhere (FLN)": the F is not that of "for", if it can be helped.
    [false, true].into_iter().find_map(|small_too| spelt_by(lexicon, tokens, end, &letters, small_too))
}

/// The words before `end` that begin with `letters`, where they name an armed group; words such as
/// "of" count only if `small_too`.
fn spelt_by(
    lexicon: &ActorLexicon,
    tokens: &Tokens<'_>,
    end: usize,
    letters: &[char],
    small_too: bool,
) -> Option<Range<usize>> {
    let words = &lexicon.descriptions;
    let mut left = letters;
    for start in (end.saturating_sub(LONGEST_NAME)..end).rev() {
        let token = tokens.get(start)?;
        if matches!(token.kind, TokenKind::Punctuation('-' | '\'' | '’') | TokenKind::Newline) {
            continue;
        }
        if !token.is_word() {
            return None;
        }
        let word = tokens.folded(start);
        let is_small = token.shape == Shape::Lower && words.small_words.has(word);
        match (left.split_last(), word.chars().next()) {
            (Some((last, rest)), Some(initial)) if *last == initial && (small_too || !is_small) => {
                left = rest;
            }
            _ if words.small_words.has(word) => {}
            _ => return None,
        }
        if left.is_empty() {
            let range = start..end;
            let is_group = names_a_group(lexicon, tokens, &range);
            return (is_cased_as_name(tokens, &range) && is_group).then_some(range);
        }
    }
    None
}

/// Whether the letters of `short` begin words of `long`, in their order.
fn abbreviates(tokens: &Tokens<'_>, short: &Range<usize>, long: &Range<usize>) -> bool {
    let letters: String = short.clone().map(|at| tokens.folded(at)).collect();
    long.len() > 1 && holds_in_order(&initials(tokens, long), &letters)
}

/// Whether the words say what only an armed group is called: one that shows it, or two that hint at it.
fn names_a_group(lexicon: &ActorLexicon, tokens: &Tokens<'_>, range: &Range<usize>) -> bool {
    let words = &lexicon.descriptions;
    let shows = range.clone().any(|at| words.group_words.at(tokens, at));
    shows || range.clone().filter(|&at| words.group_hints.at(tokens, at)).count() > 1
}

/// Whether the first word has a capital.
fn is_cased_as_name(tokens: &Tokens<'_>, range: &Range<usize>) -> bool {
    tokens.get(range.start).is_some_and(|token| matches!(token.shape, Shape::Title | Shape::Upper))
}

/// The id of an actor that no lexicon knows: its name in small letters with hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}
