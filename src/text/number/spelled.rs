//! One number written in words, in digits, or in both: `two hundred and five`, `25 thousand`.

use super::digits::{self, Digits};
use super::words::{Flag, Word, after_joint};
use super::{NumberClass, Reader, Tied};

/// A cardinal as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cardinal {
    /// One past its last token.
    pub(super) end: usize,
    /// `None` for digits that state no quantity.
    pub(super) value: Option<u64>,
    /// The last multiplier and what it multiplied, where nothing else was said: `2 million`.
    pub(super) scaled: Option<(u64, u64)>,
    pub(super) class: NumberClass,
    /// Four plain digits, which may be a year.
    pub(super) plain: bool,
    /// Where "and" ties its end to its thousands or hundreds.
    pub(super) tied: Option<Tied>,
}

/// Where a cardinal is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Anywhere.
    Plain,
    /// Behind "between", where "and" parts two numbers.
    Between,
    /// Behind an article, which opens "a hundred".
    AfterArticle,
}

impl Reader<'_, '_> {
    /// The cardinal at token `at`.
    pub(super) fn cardinal(&self, at: usize, setting: Setting) -> Option<Cardinal> {
        match digits::read(self.tokens, at) {
            Some(digits) => self.digits_and_scale(digits, u64::MAX),
            None => self.spelled(at, setting),
        }
    }

    /// `digits` with what multiplies them, and what is added to that; `None` where it is not less than `below`.
    fn digits_and_scale(&self, digits: Digits, below: u64) -> Option<Cardinal> {
        let plain = Cardinal {
            end: digits.end,
            value: digits.value.filter(|_| digits.decimals.is_none()),
            scaled: None,
            class: digits.class,
            plain: !digits.grouped && digits.decimals.is_none(),
            tied: None,
        };
        let Some(whole) = digits.value else { return Some(plain) };
        let (mut scale, mut end) = (1_u64, digits.end);
        while let Some((next, times)) = self.multiplier(after_joint(self.tokens, end)) {
            let Some(product) = scale.checked_mul(times) else { break };
            (scale, end) = (product, next);
        }
        let decimals = digits.decimals.unwrap_or_default();
        match with_decimals(whole, decimals, scale) {
            Some(value) if scale > 1 => {
                let scaled = Some((whole, scale));
                let class = NumberClass::Count;
                let head = Cardinal { end, value: Some(value), scaled, class, plain: false, tied: None };
                // Each part is counted in less than the one before it, so that there are few.
                (value < below && scale < below).then(|| self.with_rest(head, scale))
            }
            _ => Some(plain),
        }
    }

    /// "41 thousand and 870", "a thousand and 200", in a language that ties all parts of a number: `head` with the digits
    /// behind it, which are less than its last multiplier.
    fn with_rest(&self, head: Cardinal, scale: u64) -> Cardinal {
        self.rest(head, scale).unwrap_or(head)
    }

    fn rest(&self, head: Cardinal, scale: u64) -> Option<Cardinal> {
        let joiner = self.words.flagged(self.tokens, head.end, Flag::Joiner);
        let from = joiner.filter(|_| self.words.joins_all_parts)?;
        let rest = self.digits_and_scale(digits::read(self.tokens, from)?, scale)?;
        let added = rest.value.filter(|&value| value > 0 && value < scale)?;
        let value = head.value?;
        let tied = Some(Tied { end: head.end, value, rest: from });
        Some(Cardinal { end: rest.end, value: Some(value.checked_add(added)?), scaled: None, tied, ..head })
    }

    /// A multiplier in words at token `at`.
    fn multiplier(&self, at: usize) -> Option<(usize, u64)> {
        let (end, word) = self.words.longest(self.tokens, at, |word| word.times.is_some())?;
        Some((end, word.times?))
    }

    fn spelled(&self, at: usize, setting: Setting) -> Option<Cardinal> {
        let mut sum = Sum::default();
        let mut end = at;
        let mut next = at;
        let (mut opened, mut tied) = (false, None);
        loop {
            let piece = self.piece(next, &sum, opened && setting != Setting::Between);
            let Some(Piece { from, end: piece_end, word, joined }) = piece else { break };
            // "a thousand and two hundred"
            let parts = joined && sum.opens_anew();
            let before = Tied { end, value: sum.value(), rest: from };
            let bare_start = !opened && word.add.is_none();
            if bare_start && !(word.is(Flag::Bare) || setting == Setting::AfterArticle) {
                break;
            }
            if !(joined && sum.ties(word) || sum.take(word)) {
                break;
            }
            tied = tied.or(parts.then_some(before));
            opened = true;
            end = piece_end;
            next = after_joint(self.tokens, end);
        }
        let class = NumberClass::Count;
        let value = Some(sum.value());
        let words = Cardinal { end, value, scaled: sum.scaled, class, plain: false, tied };
        let digits = setting != Setting::Between && tied.is_none();
        opened.then(|| if digits { self.with_rest(words, sum.open_below()) } else { words })
    }

    /// The next word of a number, behind "and" where it may stand.
    fn piece(&self, at: usize, sum: &Sum, may_join: bool) -> Option<Piece<'_>> {
        let counts = |word: &Word| word.add.is_some() || word.times.is_some();
        if let Some((end, word)) = self.words.longest(self.tokens, at, counts) {
            return Some(Piece { from: at, end, word, joined: false });
        }
        if !may_join {
            return None;
        }
        let after = self.words.flagged(self.tokens, at, Flag::Joiner)?;
        let from = after_joint(self.tokens, after);
        let (end, word) = self.words.longest(self.tokens, from, counts)?;
        let added = word.add.filter(|&added| added > 0);
        let fits = |added| match sum.room {
            10 => added <= self.words.joiner_after_tens,
            100 | 1000 => self.words.joiner_after_hundreds && added < 100,
            _ => false,
        };
        let tied = self.words.joins_all_parts && sum.may_tie(word);
        (tied || added.is_some_and(fits)).then_some(Piece { from, end, word, joined: true })
    }
}

/// A word of a number.
struct Piece<'w> {
    /// Its first token, behind "and".
    from: usize,
    /// One past its last token.
    end: usize,
    word: &'w Word,
    /// Whether "and" stands before it.
    joined: bool,
}

/// `1.5 million` exactly; `None` where a fraction of a person would remain, or it is too large.
fn with_decimals(whole: u64, (part, places): (u64, u32), scale: u64) -> Option<u64> {
    let unit = 10_u64.checked_pow(places)?;
    let parts = part.checked_mul(scale)?;
    if parts % unit != 0 {
        return None;
    }
    whole.checked_mul(scale)?.checked_add(parts / unit)
}

const fn is_ten(value: u64) -> bool {
    value >= 20 && value < 100 && value.is_multiple_of(10)
}

/// The words of a number added up from left to right.
#[derive(Debug, Clone, Copy)]
struct Sum {
    total: u64,
    group: u64,
    /// What may be added must be less.
    room: u64,
    hundreds: bool,
    last_scale: u64,
    scaled: Option<(u64, u64)>,
}

impl Default for Sum {
    fn default() -> Self {
        Self { total: 0, group: 0, room: 1000, hundreds: false, last_scale: u64::MAX, scaled: None }
    }
}

impl Sum {
    fn value(&self) -> u64 {
        self.total.saturating_add(self.group)
    }

    /// Adds a word, or says that it belongs to another number.
    fn take(&mut self, word: &Word) -> bool {
        if let Some(value) = word.add
            && self.add(value)
        {
            return true;
        }
        word.times.is_some_and(|times| self.times(times, word.is(Flag::Bare)))
    }

    /// "five and twenty", "a thousand and two hundred": whether the word may stand behind "and" in a
    /// language that ties all parts of a number with it.
    fn may_tie(&self, word: &Word) -> bool {
        let ten = |added: u64| self.ends_with_unit() && is_ten(added);
        word.add.is_some_and(|added| ten(added) || self.opens_anew() && added > 0)
            || word.times.is_some_and(|times| self.opens_anew() && times >= 1000 && times < self.last_scale)
    }

    /// "a thousand": whether nothing stands behind the thousands yet.
    const fn opens_anew(&self) -> bool {
        self.room == 1000 && self.total > 0
    }

    /// What stands behind the words so far, in digits, must be less: 1000 behind thousands, 100 behind hundreds.
    const fn open_below(&self) -> u64 {
        match self.room {
            1000 if self.total > 0 => self.last_scale,
            100 => 100,
            _ => 0,
        }
    }

    fn ends_with_unit(&self) -> bool {
        self.room == 0 && (1..10).contains(&(self.group % 100))
    }

    /// "five and twenty": takes a ten behind its unit.
    fn ties(&mut self, word: &Word) -> bool {
        let ten = word.add.filter(|&ten| self.ends_with_unit() && is_ten(ten));
        self.group += ten.unwrap_or_default();
        ten.is_some()
    }

    fn add(&mut self, value: u64) -> bool {
        let opens = self.value() == 0 && self.room == 1000;
        if value >= self.room || (value == 0 && !opens) {
            return false;
        }
        self.group += value;
        self.hundreds |= value >= 100;
        self.room = match value {
            100.. if value.is_multiple_of(100) => 100,
            20..100 if value.is_multiple_of(10) => 10,
            _ => 0,
        };
        self.scaled = None;
        true
    }

    fn times(&mut self, times: u64, bare: bool) -> bool {
        if times < 1000 {
            return self.times_hundred(times);
        }
        let least = u64::from(bare || self.total == 0);
        let coefficient = if times < self.last_scale { self.group.max(least) } else { 0 };
        let sum = if coefficient > 0 {
            coefficient.checked_mul(times).and_then(|product| self.total.checked_add(product))
        } else if self.total > 0 && self.total < 1_000_000 && times > self.last_scale {
            self.value().checked_mul(times)
        } else {
            None
        };
        let Some(sum) = sum else { return false };
        self.scaled = (self.total == 0).then_some((coefficient, times));
        *self = Self { total: sum, last_scale: times, scaled: self.scaled, ..Self::default() };
        true
    }

    fn times_hundred(&mut self, times: u64) -> bool {
        if self.hundreds || self.group > 99 || (self.group == 0 && self.room != 1000) {
            return false;
        }
        self.scaled = (self.total == 0).then_some((self.group.max(1), times));
        self.group = self.group.max(1) * times;
        self.hundreds = true;
        self.room = 100;
        true
    }
}
