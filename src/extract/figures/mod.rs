//! Casualty figures: small named rules over the typed pieces of a sentence.
//!
//! [`scan`] types the tokens, [`rules`] bind numbers to outcomes, [`record`] fills in the rest.

mod context;
mod noun_phrase;
mod piece;
mod record;
mod rules;
mod scan;
mod sentence;
mod value;
mod victims;

use std::ops::Range;

use super::{ActorMention, Figure, PlaceMention, Reading};
use crate::text::number::{Number, lex};
use crate::text::{TokenKind, sentences};
use crate::vocabulary::{CasualtyWords, Vocabulary};
use noun_phrase::Reader;
use record::Recorder;

/// A sentence longer than this is read in pieces, so that no text takes more than linear time.
const LONGEST: usize = 400;

/// Every casualty figure of the text, in order.
pub(super) fn find(
    vocabulary: &Vocabulary,
    reading: &Reading<'_>,
    places: &[PlaceMention],
    actors: &[ActorMention],
) -> Vec<Figure> {
    let language = reading.language.as_deref().unwrap_or("en");
    let casualties = vocabulary.casualties();
    let Some(words) = casualties.language(language).or_else(|| casualties.language("en")) else {
        return Vec::new();
    };
    let numbers = lex(&reading.tokens, vocabulary.numbers().of(Some(&words.language)));
    let reader = Reader { tokens: &reading.tokens, words, numbers: &numbers };
    let mut recorder = Recorder::new(reading, &numbers, places, actors);
    for range in sentence_tokens(reading) {
        read(&reader, range, &mut recorder);
    }
    recorder.figures
}

fn read(reader: &Reader<'_, '_, '_>, range: Range<usize>, recorder: &mut Recorder<'_, '_>) {
    if !mentions_harm(reader.words, reader, range.clone()) {
        return;
    }
    let mut sentence = scan::pieces(reader, range);
    rules::apply(&mut sentence);
    recorder.record(&sentence);
}

/// Whether any outcome or loss is named: most sentences name none and are done.
fn mentions_harm(words: &CasualtyWords, reader: &Reader<'_, '_, '_>, range: Range<usize>) -> bool {
    range.into_iter().any(|at| {
        reader.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
            && words.longest_at(reader.tokens, at).is_some_and(|(_, word)| {
                word.outcome.is_some() || word.is(crate::vocabulary::casualties::Cue::Loss)
            })
    })
}

/// The token ranges of the sentences, none longer than [`LONGEST`].
fn sentence_tokens(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let tokens = reading.tokens.as_slice();
    let mut ranges = Vec::new();
    let mut at = 0;
    for span in sentences(reading.tokens.text) {
        let start = at;
        while tokens.get(at).is_some_and(|token| token.span.start < span.end) {
            at += 1;
            if at - start == LONGEST {
                break;
            }
        }
        let mut from = start;
        while tokens.get(at).is_some_and(|token| token.span.start < span.end) {
            ranges.push(from..at);
            from = at;
            at = (at + LONGEST).min(tokens.partition_point(|token| token.span.start < span.end));
        }
        ranges.push(from..at);
    }
    ranges
}

/// The numbers that begin within a range of tokens.
pub(super) fn numbers_in<'n>(numbers: &'n [Number], range: &Range<usize>) -> &'n [Number] {
    let from = numbers.partition_point(|number| number.tokens.start < range.start);
    let to = numbers.partition_point(|number| number.tokens.start < range.end);
    numbers.get(from..to).unwrap_or_default()
}
