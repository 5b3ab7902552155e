//! The number words of one language, from their data file, and how they are looked up.

use super::data::{NumberData, Unit};
use super::phrases::{Builder, Phrases};
use crate::text::{TokenKind, Tokens};

/// Everything that one word, or one phrase, can mean to the number reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) add: Option<u64>,
    pub(super) times: Option<u64>,
    pub(super) collective: Option<u64>,
    pub(super) vague: Option<u64>,
    pub(super) several: Option<u64>,
    pub(super) unit: Option<Unit>,
    pub(super) month: Option<u8>,
    flags: u32,
}

/// A property of a word that has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Flag {
    Zero = 1,
    Article = 1 << 1,
    Both = 1 << 2,
    Bare = 1 << 3,
    NotNumber = 1 << 4,
    ArticleStop = 1 << 5,
    Joiner = 1 << 6,
    Between = 1 << 7,
    RangeAnd = 1 << 8,
    RangeTo = 1 << 9,
    RangeOr = 1 << 10,
    From = 1 << 11,
    Change = 1 << 12,
    Ordinal = 1 << 13,
    Counted = 1 << 14,
    Suffix = 1 << 15,
    Of = 1 << 16,
    Fraction = 1 << 17,
    UnitAdjective = 1 << 18,
    AgeCue = 1 << 19,
    MoneyCue = 1 << 20,
    YearCue = 1 << 21,
    Label = 1 << 22,
    Formation = 1 << 23,
    Definite = 1 << 24,
    OpenEnded = 1 << 25,
    Function = 1 << 26,
    SpacedSuffix = 1 << 27,
    MonthCue = 1 << 28,
    WeakLabel = 1 << 29,
    NumberSign = 1 << 30,
    NotUnit = 1 << 31,
}

impl Word {
    pub(super) const fn is(&self, flag: Flag) -> bool {
        self.flags & flag as u32 != 0
    }

    /// Whether a number can begin with this word.
    pub(super) const fn opens_number(&self) -> bool {
        self.add.is_some()
            || self.times.is_some()
            || self.collective.is_some()
            || self.vague.is_some()
            || self.several.is_some()
            || self.flags & (Flag::Zero as u32 | Flag::Article as u32 | Flag::Both as u32) != 0
            || self.is(Flag::NotNumber)
    }

    /// Whether a cardinal can begin with this word, or what looks like one and is none.
    pub(super) const fn tells_cardinal(&self) -> bool {
        self.add.is_some() || self.times.is_some() || self.is(Flag::NotNumber)
    }
}

/// The number words of one language.
#[derive(Debug)]
pub struct NumberWords {
    /// Language code of the file.
    pub language: String,
    pub(super) joiner_after_tens: u64,
    pub(super) joiner_after_hundreds: bool,
    pub(super) joins_all_parts: bool,
    pub(super) ordinal_ending: String,
    phrases: Phrases,
}

impl NumberWords {
    /// Prepares the words of one file.
    #[must_use]
    pub fn new(data: &NumberData) -> Self {
        let mut phrases = Builder::default();
        insert_values(&mut phrases, data);
        for (flag, list) in flags(data) {
            for phrase in list {
                phrases.change(phrase, |word| word.flags |= flag as u32);
            }
        }
        Self {
            language: data.language.clone(),
            joiner_after_tens: data.joiner.after_tens,
            joiner_after_hundreds: data.joiner.after_hundreds,
            joins_all_parts: data.joiner.all_parts,
            ordinal_ending: data.ordinals.ending.clone(),
            phrases: phrases.freeze(),
        }
    }

    /// What the folded `word` means by itself.
    pub(super) fn single(&self, word: &str) -> Option<&Word> {
        let tokens = Tokens::new(word);
        let (end, word) = self.longest(&tokens, 0, |_| true)?;
        (end == tokens.len()).then_some(word)
    }

    /// Whether a number may begin with the word at token `at`.
    #[inline]
    pub(super) fn may_open(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.phrases.may_open(tokens, at)
    }

    /// Whether a cardinal may begin with the word at token `at`, or what looks like one and is none.
    #[inline]
    pub(super) fn may_tell_cardinal(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.phrases.may_tell_cardinal(tokens, at)
    }

    /// The longest phrase at token `at` that `wanted` accepts: one past its last token, and its word.
    #[inline]
    pub(super) fn longest(
        &self,
        tokens: &Tokens<'_>,
        at: usize,
        wanted: impl Fn(&Word) -> bool,
    ) -> Option<(usize, &Word)> {
        self.phrases.longest(tokens, at, wanted)
    }

    /// Whether the phrase at token `at` has `flag`; one past its last token.
    pub(super) fn flagged(&self, tokens: &Tokens<'_>, at: usize, flag: Flag) -> Option<usize> {
        self.longest(tokens, at, |word| word.is(flag)).map(|(end, _)| end)
    }

    /// Whether a phrase with `flag` ends right before token `end`.
    pub(super) fn flagged_before(&self, tokens: &Tokens<'_>, end: usize, flag: Flag) -> bool {
        (1..=3)
            .any(|back| end.checked_sub(back).is_some_and(|at| self.flagged(tokens, at, flag) == Some(end)))
    }

    /// Whether the word at token `at` is one that cannot be counted: "the", "in", "and".
    #[must_use]
    pub fn is_function(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.flagged(tokens, at, Flag::Function) == Some(at + 1)
    }

    /// Whether `ending` behind digits makes an ordinal of them: "nd", "er".
    #[must_use]
    pub fn is_ordinal_suffix(&self, ending: &str) -> bool {
        self.single(ending).is_some_and(|word| word.is(Flag::Suffix))
    }

    /// The words with which a number or the name of a month may begin, by their hashes as
    /// [`Tokens::hash`] gives them.
    pub fn openers(&self) -> impl Iterator<Item = u64> {
        self.phrases.openers()
    }

    /// Whether a number, or what stands beside one, is spelled with the word of this hash.
    #[must_use]
    pub fn knows(&self, hash: u64) -> bool {
        self.phrases.knows(hash)
    }

    /// The month that token `at` names.
    #[must_use]
    pub fn month(&self, tokens: &Tokens<'_>, at: usize) -> Option<u8> {
        self.longest(tokens, at, |word| word.month.is_some()).and_then(|(_, word)| word.month)
    }
}

fn insert_values(phrases: &mut Builder, data: &NumberData) {
    for (phrase, &value) in &data.add {
        phrases.change(phrase, |word| word.add = Some(value));
    }
    insert_fused(phrases, data);
    for (phrase, &value) in &data.times {
        phrases.change(phrase, |word| word.times = Some(value));
    }
    for (phrase, &value) in &data.collective {
        phrases.change(phrase, |word| word.collective = Some(value));
    }
    for (phrase, &value) in &data.vague {
        phrases.change(phrase, |word| word.vague = Some(value));
    }
    for (phrase, &value) in &data.several {
        phrases.change(phrase, |word| word.several = Some(value));
    }
    for (phrase, &month) in &data.months {
        phrases.change(phrase, |word| word.month = Some(month));
    }
    for (&unit, list) in &data.units {
        for phrase in list {
            phrases.change(phrase, |word| word.unit = Some(unit));
        }
    }
}

/// "thirtythree": a ten and a unit whose hyphen was lost.
fn insert_fused(phrases: &mut Builder, data: &NumberData) {
    let is_single = |name: &str| name.chars().all(char::is_alphabetic);
    let tens = data
        .add
        .iter()
        .filter(|(name, value)| is_single(name) && (20..100).contains(*value) && *value % 10 == 0);
    for (ten, &tens) in tens {
        let units = data.add.iter().filter(|(name, value)| is_single(name) && (1..10).contains(*value));
        for (unit, &units) in units {
            phrases.change(&format!("{ten}{unit}"), |word| word.add = Some(tens + units));
        }
    }
}

fn flags(data: &NumberData) -> [(Flag, &[String]); 32] {
    [
        (Flag::Zero, &data.words.zero),
        (Flag::Article, &data.words.article),
        (Flag::Both, &data.words.both),
        (Flag::Bare, &data.words.bare),
        (Flag::NotNumber, &data.words.not_numbers),
        (Flag::NotUnit, &data.words.not_units),
        (Flag::ArticleStop, &data.words.article_stops),
        (Flag::Joiner, &data.joiner.words),
        (Flag::Between, &data.range.between),
        (Flag::RangeAnd, &data.range.and),
        (Flag::RangeTo, &data.range.to),
        (Flag::RangeOr, &data.range.or),
        (Flag::From, &data.range.from),
        (Flag::Change, &data.range.changes),
        (Flag::Ordinal, &data.ordinals.words),
        (Flag::Counted, &data.ordinals.counted),
        (Flag::Suffix, &data.ordinals.suffixes),
        (Flag::Of, &data.ordinals.of),
        (Flag::Fraction, &data.fractions.words),
        (Flag::UnitAdjective, &data.unit_adjectives.words),
        (Flag::AgeCue, &data.before.age),
        (Flag::MoneyCue, &data.before.money),
        (Flag::YearCue, &data.before.year),
        (Flag::Label, &data.before.label),
        (Flag::Formation, &data.formations.words),
        (Flag::Definite, &data.words.definite),
        (Flag::OpenEnded, &data.words.open_ended),
        (Flag::Function, &data.words.function),
        (Flag::SpacedSuffix, &data.ordinals.spaced),
        (Flag::MonthCue, &data.before.month),
        (Flag::WeakLabel, &data.before.weak_label),
        (Flag::NumberSign, &data.before.number_sign),
    ]
}

/// The token after what may stand between two words of one number: a hyphen without a space, or a
/// line end.
pub(super) fn after_joint(tokens: &Tokens<'_>, at: usize) -> usize {
    match tokens.get(at).map(|token| token.kind) {
        Some(TokenKind::Punctuation('-' | '‐' | '‑' | '–')) if touches(tokens, at) => at + 1,
        Some(TokenKind::Punctuation('.')) if touches(tokens, at) && is_letter(tokens, at - 1) => at + 1,
        Some(TokenKind::Newline) => at + 1,
        _ => at,
    }
}

fn is_letter(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.span.len() == 1)
}

/// Whether no white space stands on either side of token `at`.
pub(super) fn touches(tokens: &Tokens<'_>, at: usize) -> bool {
    adjacent(tokens, at.wrapping_sub(1)) && adjacent(tokens, at)
}

/// Whether token `at` and the next stand side by side.
pub(super) fn adjacent(tokens: &Tokens<'_>, at: usize) -> bool {
    match (tokens.get(at), tokens.get(at.wrapping_add(1))) {
        (Some(one), Some(next)) => one.span.end == next.span.start,
        _ => false,
    }
}
