//! People: by the surname alone once the full name has stood, and those whom a text introduces by
//! their function.

use std::collections::HashSet;
use std::ops::Range;

use super::definitions::slug;
use super::{Found, Who};
use crate::extract::{Level, Reading};
use crate::text::{Shape, Span, TokenKind, Tokens};
use crate::vocabulary::actors::ActorKind;
use crate::vocabulary::{ActorLexicon, Mark, NameTable};

/// People whom the text introduces: "Moussa Sow, a researcher at …", "Colonel Moussa Sow".
pub(super) fn introduced<'v>(
    lexicon: &'v ActorLexicon,
    reading: &Reading<'_>,
    taken: &[Span],
) -> Vec<Found<'v>> {
    let tokens = &reading.tokens;
    let mut found = Vec::new();
    let mut next = 0;
    for at in reading.marks.having(Mark::CASED) {
        let name = if at < next { None } else { full_name_at(lexicon, tokens, at) };
        let Some(range) = name else { continue };
        let span = tokens.span(range.clone());
        next = range.end;
        let free = taken.binary_search_by(|other| {
            if other.overlaps(span) { std::cmp::Ordering::Equal } else { other.start.cmp(&span.start) }
        });
        if free.is_ok() || !is_introduced(lexicon, tokens, &range) {
            continue;
        }
        let name = span.of(tokens.text).split_whitespace().collect::<Vec<_>>().join(" ");
        found.push(Found { range, who: Who::Unlisted { id: slug(&name), name }, level: Level::Person });
    }
    found
}

/// Mentions by surname of the people among `found`, after their full names.
pub(super) fn by_surname<'v>(
    lexicon: &ActorLexicon,
    reading: &Reading<'_>,
    found: &[Found<'v>],
) -> Vec<Found<'v>> {
    let Reading { tokens, marks, .. } = reading;
    let mut surnames = NameTable::default();
    let mut people: Vec<(usize, &Who<'v>)> = Vec::new();
    // The first time that a person is named with a surname tells as much as all others.
    let mut known: HashSet<(u64, &str)> = HashSet::new();
    for person in found.iter().filter(|found| found.range.len() > 1 && found.is_person()) {
        let last = person.range.end - 1;
        if tokens.folded(last).chars().count() > 3 && known.insert((tokens.hash(last), person.who.id())) {
            let entry = u32::try_from(people.len()).unwrap_or(u32::MAX);
            surnames.insert(tokens.surface(last), entry);
            people.push((person.range.end, &person.who));
        }
    }
    if people.is_empty() {
        return Vec::new();
    }
    let mut mentions = Vec::new();
    for at in marks.having(Mark::CASED) {
        let Some((range, entries)) = surnames.longest_at(tokens, at) else { continue };
        if !stands_alone(lexicon, tokens, at) {
            continue;
        }
        let mut bearers = entries
            .iter()
            .filter_map(|&entry| people.get(usize::try_from(entry).ok()?))
            .filter(|(from, _)| *from <= at);
        let Some((_, who)) = bearers.next() else { continue };
        if bearers.all(|(_, other)| other.id() == who.id()) {
            mentions.push(Found { range, who: (*who).clone(), level: Level::Person });
        }
    }
    mentions
}

/// Whether the capitalised word at `at` is not part of a longer name.
fn stands_alone(lexicon: &ActorLexicon, tokens: &Tokens<'_>, at: usize) -> bool {
    let words = &lexicon.descriptions;
    let capital = |at: usize| {
        tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word && token.shape == Shape::Title)
    };
    let before_is_name = at.checked_sub(1).is_some_and(|before| {
        capital(before)
            && touches(tokens, before)
            && !words.titles.at(tokens, before)
            && !words.not_names.at(tokens, before)
            && !words.locatives.at(tokens, before)
    });
    capital(at) && !before_is_name && !(capital(at + 1) && touches(tokens, at))
}

/// Whether nothing but a space stands between token `at` and the next.
fn touches(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.get(at).zip(tokens.get(at + 1)).is_some_and(|(left, right)| right.span.start - left.span.end == 1)
}

fn is_sentence_start(tokens: &Tokens<'_>, at: usize) -> bool {
    at.checked_sub(1).and_then(|at| tokens.get(at)).is_none_or(|token| {
        matches!(
            token.kind,
            TokenKind::Newline
                | TokenKind::Paragraph
                | TokenKind::Punctuation('.' | '!' | '?' | ':' | '"' | '“' | '«')
        )
    })
}

/// Two to four capitalised words that no list knows as anything else.
fn full_name_at(lexicon: &ActorLexicon, tokens: &Tokens<'_>, at: usize) -> Option<Range<usize>> {
    let words = &lexicon.descriptions;
    let is_name = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word
                && token.shape == Shape::Title
                && token.span.len() > 1
                && !words.titles.at(tokens, at)
                && !words.not_names.at(tokens, at)
                && !words.locatives.at(tokens, at)
        })
    };
    let particle = |at: usize| {
        let is_short = tokens.get(at).is_some_and(|token| token.span.len() <= LONGEST_PARTICLE);
        is_short && PARTICLES.contains(&tokens.folded(at))
    };
    let is_title = |at: usize| tokens.get(at).is_some_and(|token| token.shape == Shape::Title);
    let goes_on = touches(tokens, at) && (is_title(at + 1) || particle(at + 1) && is_title(at + 2));
    if !goes_on || !is_name(at) {
        return None;
    }
    let inside_a_name = at.checked_sub(1).is_some_and(|before| {
        tokens.get(before).is_some_and(|token| token.shape == Shape::Title)
            && touches(tokens, before)
            && !words.titles.at(tokens, before)
            && !is_sentence_start(tokens, before)
    });
    if inside_a_name {
        return None;
    }
    let mut end = at + 1;
    let mut names = 1;
    while end < at + LONGEST_NAME && touches(tokens, end - 1) {
        if is_name(end) {
            names += 1;
            end += 1;
        } else if particle(end) && touches(tokens, end) && is_name(end + 1) {
            names += 1;
            end += 2;
        } else {
            break;
        }
    }
    (names > 1).then_some(at..end)
}

const LONGEST_NAME: usize = 5;
const LONGEST_PARTICLE: usize = 4;
const PARTICLES: [&str; 10] = ["ag", "al", "ould", "bin", "ben", "de", "el", "van", "von", "ibn"];

/// Whether a rank stands before the name, or a function after it: ", a sociology professor at".
fn is_introduced(lexicon: &ActorLexicon, tokens: &Tokens<'_>, range: &Range<usize>) -> bool {
    let words = &lexicon.descriptions;
    let before = range.start.checked_sub(1).filter(|&at| touches(tokens, at) || tokens.folded(at).is_empty());
    if before.is_some_and(|at| words.ranks.at(tokens, at)) {
        return true;
    }
    if tokens.get(range.end).is_none_or(|token| token.kind != TokenKind::Punctuation(',')) {
        return false;
    }
    let rest = (range.end + 1..range.end + 1 + FUNCTION_WITHIN).map_while(|at| {
        let token = tokens.get(at)?;
        (token.kind == TokenKind::Word || tokens.surface(at) == "-").then(|| tokens.folded(at))
    });
    let rest: Vec<&str> = rest.collect();
    let opens = rest.first().is_some_and(|first| {
        ["a", "an", "the", "un", "une", "le", "la", "l"].contains(first) || words.functions.has(first)
    });
    opens && rest.iter().any(|word| words.functions.has(word))
}

/// How many words after a name its function may stand.
const FUNCTION_WITHIN: usize = 6;

impl Found<'_> {
    fn is_person(&self) -> bool {
        match &self.who {
            Who::Listed(actor) => actor.kind == ActorKind::Person,
            Who::Unlisted { .. } => self.level == Level::Person,
        }
    }
}
