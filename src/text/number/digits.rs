//! Digits as people write them: `4,200`, `10.000`, `10 000`, `1.5`, and the dates, times and codes
//! that are made of digits too.

use super::NumberClass;
use super::words::{adjacent, touches};
use crate::text::{TokenKind, Tokens, is_format};

/// What a run of digit tokens says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    /// One past the last token.
    pub(super) end: usize,
    /// The whole number that is written; `None` for what is no quantity.
    pub(super) value: Option<u64>,
    /// Digits after the decimal mark, and how many: `1.5` is 1 and (5, 1).
    pub(super) decimals: Option<(u64, u32)>,
    /// What the shape alone tells.
    pub(super) class: NumberClass,
    /// Written with thousands separators, so no year.
    pub(super) grouped: bool,
}

/// More digits than this are a code, not a count of people.
const MOST_DIGITS: usize = 15;

/// Reads the digits that begin at token `at`.
pub(super) fn read(tokens: &Tokens<'_>, at: usize) -> Option<Digits> {
    if tokens.get(at)?.kind != TokenKind::Digits {
        return None;
    }
    if let Some(code) = joined_code(tokens, at) {
        return Some(code);
    }
    let mut digits = grouped(tokens, at)?;
    decimals(tokens, &mut digits);
    Some(digits)
}

/// The value of a text of decimal digits, European or Arabic.
pub(super) fn value(text: &str) -> Option<u64> {
    let mut digits = text.chars().filter(|&c| !is_format(c));
    digits.try_fold(0_u64, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

fn digit(c: char) -> Option<u64> {
    let code = u32::from(c);
    let digit = match c {
        '0'..='9' => code - u32::from('0'),
        '٠'..='٩' => code - u32::from('٠'),
        '۰'..='۹' => code - u32::from('۰'),
        '０'..='９' => code - u32::from('０'),
        _ => return None,
    };
    Some(u64::from(digit))
}

fn digits_at<'t>(tokens: &Tokens<'t>, at: usize) -> Option<&'t str> {
    (tokens.get(at)?.kind == TokenKind::Digits).then(|| tokens.surface(at))
}

/// Three or more groups of digits joined by one mark, or two joined by a colon or a slash: a date,
/// a time, a code.
fn joined_code(tokens: &Tokens<'_>, at: usize) -> Option<Digits> {
    let TokenKind::Punctuation(mark) = tokens.get(at + 1)?.kind else { return None };
    if !matches!(mark, '-' | '/' | '.' | ':' | '‐' | '‑') || !touches(tokens, at + 1) {
        return None;
    }
    let mut end = at + 1;
    let mut groups = 1;
    while tokens.get(end).is_some_and(|token| token.kind == TokenKind::Punctuation(mark))
        && touches(tokens, end)
        && digits_at(tokens, end + 1).is_some()
    {
        end += 2;
        groups += 1;
    }
    let class = match (mark, groups) {
        (_, 1) => return None,
        (':', 2 | 3) => NumberClass::Time,
        ('/', 2) => NumberClass::Measure,
        ('.', _) if thousands(tokens, at + 2, end) => return None,
        ('-' | '/' | '.', 3) if is_date(tokens, at) => NumberClass::Date,
        (_, 2) => return None,
        _ => NumberClass::NamePart,
    };
    Some(Digits { end, value: None, decimals: None, class, grouped: false })
}

fn thousands(tokens: &Tokens<'_>, from: usize, end: usize) -> bool {
    (from..end).step_by(2).all(|at| count(tokens.surface(at)) == 3)
}

/// How many digits there are, those beyond ASCII being longer than a byte.
pub(super) fn count(digits: &str) -> usize {
    if digits.is_ascii() { digits.len() } else { digits.chars().filter(|&c| !is_format(c)).count() }
}

fn begins_with_zero(digits: &str) -> bool {
    digits.chars().next().and_then(digit) == Some(0)
}

/// `22-07-2022`, `2022-07-22`, `7/22/22`
fn is_date(tokens: &Tokens<'_>, at: usize) -> bool {
    let lengths = [at, at + 2, at + 4].map(|at| count(tokens.surface(at)));
    matches!(lengths, [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 2 | 4])
}

/// One number with or without thousands separators, all of one kind.
fn grouped(tokens: &Tokens<'_>, at: usize) -> Option<Digits> {
    let first = digits_at(tokens, at)?;
    let mut digits = Digits {
        end: at + 1,
        value: value(first),
        decimals: None,
        class: NumberClass::Count,
        grouped: false,
    };
    let mut length = count(first);
    if length > MOST_DIGITS || (length > 2 && begins_with_zero(first)) {
        return Some(Digits { value: None, class: NumberClass::NamePart, ..digits });
    }
    if length > 3 || begins_with_zero(first) {
        return Some(digits);
    }
    let Some(separator) = separator_after(tokens, at) else { return Some(digits) };
    while separator_after(tokens, digits.end - 1) == Some(separator) && length + 3 <= MOST_DIGITS {
        let next = digits.end + usize::from(separator.is_token());
        let Some(group) = digits_at(tokens, next).filter(|group| count(group) == 3) else { break };
        let sum = digits.value.and_then(|sum| sum.checked_mul(1000)?.checked_add(value(group)?));
        digits = Digits { end: next + 1, value: sum, grouped: true, ..digits };
        length += 3;
    }
    Some(digits)
}

/// What stands between two groups of three digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Mark(char),
    Space(char),
}

impl Separator {
    const fn is_token(self) -> bool {
        matches!(self, Self::Mark(_))
    }
}

fn separator_after(tokens: &Tokens<'_>, at: usize) -> Option<Separator> {
    let next = tokens.get(at + 1)?;
    if let TokenKind::Punctuation(mark @ (',' | '.' | '\'' | '’' | '٬')) = next.kind {
        return touches(tokens, at + 1).then_some(Separator::Mark(mark));
    }
    let gap = tokens.text.get(tokens.get(at)?.span.end..next.span.start)?;
    let mut letters = gap.chars();
    match (letters.next(), letters.next()) {
        (Some(space @ (' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')), None) => Some(Separator::Space(space)),
        _ => None,
    }
}

/// Takes in a decimal part: `1.5`, `12,7`, `7.62mm`.
fn decimals(tokens: &Tokens<'_>, digits: &mut Digits) {
    let mark = digits.end;
    if !matches!(
        tokens.get(mark).map(|token| token.kind),
        Some(TokenKind::Punctuation('.' | ',' | '·' | '٫'))
    ) || !touches(tokens, mark)
    {
        return;
    }
    if let Some(part) = digits_at(tokens, mark + 1).filter(|part| count(part) <= 9) {
        let places = u32::try_from(count(part)).unwrap_or_default();
        digits.decimals = value(part).map(|value| (value, places));
        digits.class = NumberClass::Measure;
        digits.end = mark + 2;
    } else if tokens.surface(mark + 1).starts_with(|c: char| c.is_ascii_digit()) {
        *digits = Digits { end: mark + 2, value: None, class: NumberClass::Measure, ..*digits };
    }
}

/// The digits that open a word, and the rest of it: `15km`, `33rd`, `6h30`.
pub(super) fn split_glued(word: &str) -> Option<(u64, &str)> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = word.len() - rest.len();
    if length == 0 || length > MOST_DIGITS || rest.is_empty() {
        return None;
    }
    Some((value(word.get(..length)?)?, rest))
}

/// Whether token `at` stands right behind a letter or hyphen that makes it part of a name:
/// `AK-47`, `site-29`.
pub(super) fn is_name_tail(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(mark) = at.checked_sub(1) else { return false };
    let is_hyphen = matches!(
        tokens.get(mark).map(|token| token.kind),
        Some(TokenKind::Punctuation('-' | '‑' | '‐' | '_'))
    );
    is_hyphen
        && adjacent(tokens, mark)
        && mark.checked_sub(1).is_some_and(|word| {
            adjacent(tokens, word) && tokens.get(word).is_some_and(|token| token.kind == TokenKind::Word)
        })
}
