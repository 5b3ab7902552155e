//! Casualty figures: small named rules over the typed pieces of a sentence.
//!
//! [`scan`] types the tokens, [`rules`] bind numbers to outcomes, [`record`] fills in the rest.

mod afterwards;
mod agents;
mod background;
mod context;
mod doubtful;
mod headline;
mod natural;
mod noun_number;
mod noun_phrase;
mod noun_tail;
mod piece;
mod reader;
mod record;
mod rules;
mod scan;
mod sentence;
mod speech;
mod tied;
mod trace;
mod unmarked;
mod value;
mod victims;

use std::ops::Range;

use super::{ActorMention, Figure, Reading};
use crate::text::number::{Number, lex_within};
use crate::text::{Shape, TokenKind};
use crate::vocabulary::casualties::Cue;
use crate::vocabulary::{CasualtyWords, Mark, Vocabulary};
use reader::{Lookups, Reader};
use record::Recorder;
use speech::Actors;

/// A sentence longer than this is read in pieces, so that no text takes more than linear time.
const LONGEST: usize = 400;

/// Every casualty figure of the text, in order.
pub(super) fn find(vocabulary: &Vocabulary, reading: &Reading<'_>, actors: &[ActorMention]) -> Vec<Figure> {
    let Some(harm) = Harm::find(vocabulary, reading) else { return Vec::new() };
    let found = harm.lookups(vocabulary, reading);
    let reader = harm.reader(reading, &found);
    let actors = Actors { mentions: actors, lexicon: vocabulary.actors() };
    let mut recorder = Recorder::new(reading, &reader, actors);
    for &nth in &harm.sentences {
        let Some(range) = harm.ranges.get(nth).filter(|range| !is_question(&reader, range)) else { continue };
        let mut sentence = scan::pieces(&reader, range.clone());
        rules::apply(&mut sentence);
        recorder.record(&sentence, harm.ranges.get(..nth).unwrap_or_default());
        recorder.record_afterwards(&sentence);
    }
    let mut figures = recorder.figures;
    afterwards::in_order(&mut figures);
    figures
}

/// The analysis of every sentence that names harm, in words.
pub(super) fn trace(vocabulary: &Vocabulary, reading: &Reading<'_>) -> Vec<trace::Trace> {
    let Some(harm) = Harm::find(vocabulary, reading) else { return Vec::new() };
    let found = harm.lookups(vocabulary, reading);
    let reader = harm.reader(reading, &found);
    let analysed = harm.sentences.iter().filter_map(|&nth| {
        let mut sentence = scan::pieces(&reader, harm.ranges.get(nth)?.clone());
        sentence.notes = Some(Vec::new());
        rules::apply(&mut sentence);
        Some(trace::of(&sentence))
    });
    analysed.collect()
}

/// Where a text speaks of harm: most sentences do not, and are done with a look at their words.
struct Harm<'v> {
    words: &'v CasualtyWords,
    /// The tokens of every sentence.
    ranges: Vec<Range<usize>>,
    /// Those of `ranges` in which an outcome or a loss is named, in order.
    sentences: Vec<usize>,
}

impl<'v> Harm<'v> {
    /// `None` where no sentence names any.
    fn find(vocabulary: &'v Vocabulary, reading: &Reading<'_>) -> Option<Self> {
        let words = words_of(vocabulary, reading)?;
        let Reading { tokens, marks, .. } = reading;
        let marked = marks.having(Mark::HARM | Mark::HARM_BEHIND);
        let mut named = marked.filter(|&at| words.names_harm(tokens, marks, at));
        let mut next = named.next()?;
        let ranges = sentence_tokens(reading);
        let mut sentences = Vec::new();
        for (nth, range) in ranges.iter().enumerate() {
            if next < range.end {
                sentences.push(nth);
                let Some(at) = named.find(|&at| at >= range.end) else { break };
                next = at;
            }
        }
        Some(Self { words, ranges, sentences })
    }

    fn lookups(&self, vocabulary: &Vocabulary, reading: &Reading<'_>) -> Lookups<'v> {
        let words = vocabulary.numbers().of(Some(&self.words.language));
        // A sentence is read with what stands beside it, and most stand beside none that tells of harm.
        let beside = |nth: usize| self.ranges.iter().skip(nth.saturating_sub(1)).take(3).cloned();
        let parts = self.sentences.iter().flat_map(|&nth| beside(nth));
        let numbers = lex_within(&reading.tokens, words, parts);
        Lookups::new(numbers, reading.tokens.len())
    }

    fn reader<'d, 't>(&self, reading: &'t Reading<'t>, found: &'d Lookups<'v>) -> Reader<'d, 't, 'v> {
        Reader { tokens: &reading.tokens, words: self.words, found, capitals: in_capitals(reading) }
    }
}

/// The casualty words of the text's language; English where there are none.
fn words_of<'v>(vocabulary: &'v Vocabulary, reading: &Reading<'_>) -> Option<&'v CasualtyWords> {
    let casualties = vocabulary.casualties();
    let language = reading.language.as_deref().unwrap_or("en");
    casualties.language(language).or_else(|| casualties.language("en"))
}

/// Whether the text, as far as its opening shows, is written in capitals.
fn in_capitals(reading: &Reading<'_>) -> bool {
    let words = || reading.tokens.as_slice().iter().filter(|token| token.kind == TokenKind::Word).take(60);
    let capitals = words().filter(|token| token.shape == Shape::Upper).count();
    capitals * 2 > words().count()
}

/// Whether the sentence asks for the figure itself: "How many …?", "Have they …?"
fn is_question(reader: &Reader<'_, '_, '_>, range: &Range<usize>) -> bool {
    let first = range.clone().take(4).find_map(|at| reader.word(at));
    if !first.is_some_and(|(_, word)| word.is_any(&[Cue::Be, Cue::Have, Cue::Modal])) {
        return false;
    }
    let mut marks = range.clone().rev().map_while(|at| match reader.tokens.get(at)?.kind {
        TokenKind::Punctuation(mark) => Some(mark),
        TokenKind::Newline | TokenKind::Paragraph => Some(' '),
        TokenKind::Word | TokenKind::Digits => None,
    });
    marks.any(|mark| matches!(mark, '?' | '؟'))
}

/// The token ranges of the sentences, none longer than [`LONGEST`].
fn sentence_tokens(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let tokens = reading.tokens.as_slice();
    let mut ranges = Vec::new();
    let mut at = 0;
    for span in reading.tokens.sentences() {
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
