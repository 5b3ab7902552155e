//! Numbers in a text, in digits and in words: where each stands, what it says, and whether it
//! counts anything.
//!
//! The words are data (`index-schema/numbers/`); the reading is one pass from left to right over
//! the tokens. A number that states no quantity (a date, a time, a unit of measure, part of a
//! name) is found too, with its [`NumberClass`], so that nobody takes it for a count.

mod class;
mod data;
mod digits;
mod phrases;
mod quantity;
mod range;
mod spelled;
mod words;

use std::ops::Range;

pub use data::{Before, Joiner, NumberData, Ordinals, OtherWords, RangeWords, Unit, WordList};
pub use words::NumberWords;

use super::{Span, Token, TokenKind, Tokens};

/// A number as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// At least so many.
    pub low: Option<u64>,
    /// So many.
    pub best: Option<u64>,
    /// At most so many.
    pub high: Option<u64>,
    /// How it is expressed.
    pub form: NumberForm,
    /// What it measures.
    pub class: NumberClass,
    /// Where "and" ties the end of the number to its thousands or hundreds.
    pub tied: Option<Tied>,
}

/// "three thousand | and | 500": a number that may be two, if what stands behind it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tied {
    /// One past the last token of the thousands or hundreds.
    pub end: usize,
    /// How many those are.
    pub value: u64,
    /// The first token behind "and".
    pub rest: usize,
}

/// How a number is expressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberForm {
    /// `15`, `fifteen`, `sept (07)`: low, best and high are the number.
    Cardinal,
    /// `16 to 19`, `1,500 and 2,000` behind "between": low and high.
    Range,
    /// `dozen`, `vingtaine`, `half a dozen`, `a hundred`: only best, about so many.
    Collective,
    /// `dozens`, `several`, `others`, `unknown number`: only low.
    Vague,
    /// `no`, `without`, `aucun`, `ni`, `0`: all three are 0. Whether harm is denied is not decided here.
    Zero,
    /// `a`, `une`, `another`: one, where it stands before a noun that can be counted.
    Article,
    /// `both`, `les deux`
    Both,
    /// Digits of a date, a time or a code: no quantity.
    Code,
}

/// What a number measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberClass {
    /// Anything that can be counted.
    Count,
    /// A day, a year: `22 July`, `in 2012`.
    Date,
    /// A time of the day: `05:00`, `6 a.m.`, `14h30`.
    Time,
    /// `aged 30`, `16-year-old`
    Age,
    /// `$30 million`, `500 FCFA`
    Money,
    /// `15 km`
    Distance,
    /// `three days`
    Duration,
    /// `20 percent`
    Percent,
    /// `33rd`, `14e`, `twenty-first`
    Ordinal,
    /// `AK-47`, `Resolution 2100`, `7 Division`
    NamePart,
    /// Any other unit, and decimals: `12,7 mm`, `three times`, `two-thirds`.
    Measure,
    /// Joined to a noun by a hyphen: `three-border area`, `12-member patrol`.
    Modifier,
}

impl Number {
    /// Whether it may count people.
    #[must_use]
    pub const fn is_count(&self) -> bool {
        matches!(self.class, NumberClass::Count)
    }
}

/// Every number of a text, in order, none inside another. Linear in the text, whatever it holds.
#[must_use]
pub fn lex(tokens: &Tokens<'_>, words: &NumberWords) -> Vec<Number> {
    lex_within(tokens, words, std::iter::once(0..tokens.len()))
}

/// The numbers that begin in some parts of a text, given as their tokens, in order.
#[must_use]
pub fn lex_within(
    tokens: &Tokens<'_>,
    words: &NumberWords,
    parts: impl IntoIterator<Item = Range<usize>>,
) -> Vec<Number> {
    let reader = Reader { tokens, words };
    let mut numbers = Vec::new();
    let mut at = 0;
    for part in parts {
        at = at.max(part.start);
        while let Some(token) = tokens.get(at).filter(|_| at < part.end) {
            if !reader.may_open(token, at) {
                at += 1;
                continue;
            }
            match reader.read(at) {
                Step::Found(number) => {
                    at = number.tokens.end.max(at + 1);
                    numbers.push(number);
                }
                Step::Skip(end) => at = end.max(at + 1),
            }
        }
    }
    class::settle(tokens, words, &mut numbers);
    numbers
}

/// The cardinals of a text and their values, for search: `15`, `fifteen` and `quinze` are one term.
///
/// Give the words of the text's language (of each language in turn for a query without one). Ranges
/// come as their two ends; articles, vague numbers, dates and codes are left out. A plain `15` is
/// among them, so the term of the value replaces or joins the word's own term at the range's tokens.
#[must_use]
pub fn canonical(tokens: &Tokens<'_>, words: &NumberWords) -> Vec<(Range<usize>, u64)> {
    cardinals_where(tokens, words, |token, at| match token.kind {
        TokenKind::Digits => true,
        TokenKind::Word => words.may_tell_cardinal(tokens, at),
        _ => false,
    })
}

/// The cardinals that begin at tokens where they `may_open`.
fn cardinals_where(
    tokens: &Tokens<'_>,
    words: &NumberWords,
    may_open: impl Fn(&Token, usize) -> bool,
) -> Vec<(Range<usize>, u64)> {
    let reader = Reader { tokens, words };
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let found = if may_open(token, at) { reader.plain_cardinal(at) } else { None };
        let end = found.map_or(at + 1, |(end, _)| end.max(at + 1));
        if let Some((end, Some(value))) = found {
            numbers.push((at..end, value));
        }
        at = end;
    }
    numbers
}

/// The cardinal at token `at`, an article as 1: one past its last token, and its value.
#[must_use]
pub fn cardinal_at(tokens: &Tokens<'_>, at: usize, words: &NumberWords) -> Option<(usize, u64)> {
    let reader = Reader { tokens, words };
    tokens.get(at).filter(|token| reader.may_open(token, at)).and_then(|_| reader.counted(at))
}

/// Whether token `at` stands between two others without white space on either side.
#[must_use]
pub fn is_joint(tokens: &Tokens<'_>, at: usize) -> bool {
    words::touches(tokens, at)
}

/// Reads the numbers of one text with the words of one language.
#[derive(Debug, Clone, Copy)]
struct Reader<'r, 't> {
    tokens: &'r Tokens<'t>,
    words: &'r NumberWords,
}

/// What stands at a token.
enum Step {
    Found(Number),
    /// No number before this token.
    Skip(usize),
}

impl Reader<'_, '_> {
    /// Whether anything that the reader knows may begin at `token`: a quick no for most.
    #[inline]
    fn may_open(&self, token: &Token, at: usize) -> bool {
        match token.kind {
            TokenKind::Digits | TokenKind::Punctuation('(') => true,
            TokenKind::Word => {
                self.words.may_open(self.tokens, at)
                    || self.tokens.folded(at).as_bytes().first().is_some_and(u8::is_ascii_digit)
            }
            _ => false,
        }
    }

    fn number(&self, tokens: Range<usize>, form: NumberForm, class: NumberClass) -> Number {
        let span = self.tokens.span(tokens.clone());
        Number { tokens, span, low: None, best: None, high: None, form, class, tied: None }
    }

    fn exactly(&self, tokens: Range<usize>, value: u64, form: NumberForm) -> Number {
        let number = self.number(tokens, form, NumberClass::Count);
        Number { low: Some(value), best: Some(value), high: Some(value), ..number }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::vocabulary::Numbers;

    proptest! {
        #[test]
        fn no_cardinal_is_missed_for_its_first_word(
            text in "((a|an|the|no|both|some|dozens?|half|one|two|twenty|hundred|thousand|million|and|of|first|second|\\(|un|une|cent|vingt|mille|quatre|et|les deux|once|mil|uno|ألف|مئة|و|خمسة|[0-9]{1,4}|[0-9],[0-9]{3}|15km|\\PC{1,3})[ -]){0,12}",
        ) {
            let tokens = Tokens::new(&text);
            for words in Numbers::built_in().languages() {
                prop_assert_eq!(canonical(&tokens, words), cardinals_where(&tokens, words, |_, _| true));
            }
        }
    }
}
