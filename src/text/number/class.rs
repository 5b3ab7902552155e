//! What a number measures, told by the words around it.

use super::digits::count;
use super::words::{Flag, NumberWords, after_joint, touches};
use super::{Number, NumberClass, NumberForm};
use crate::text::{Shape, TokenKind, Tokens};

/// Settles the class of every number of a text, and drops the articles that open another number.
pub(super) fn settle(tokens: &Tokens<'_>, words: &NumberWords, numbers: &mut Vec<Number>) {
    let context = Context { tokens, words };
    for number in numbers.iter_mut() {
        if matches!(number.class, NumberClass::Count | NumberClass::Measure)
            && number.form != NumberForm::Code
        {
            number.class = context.class(number);
        } else if number.class == NumberClass::NamePart
            && context.unit_after(number, false) == Some(NumberClass::Time)
        {
            number.class = NumberClass::Time;
        }
    }
    context.share_classes(numbers);
    context.share_ages(numbers);
    drop_articles(numbers);
}

#[derive(Clone, Copy)]
struct Context<'c, 't> {
    tokens: &'c Tokens<'t>,
    words: &'c NumberWords,
}

/// Bytes of the longest month that is written short: "Sept.", "févr."
const LONGEST_SHORT_MONTH: usize = 5;

impl Context<'_, '_> {
    /// The first rule that knows decides; the order is from the surest to the least sure.
    fn class(&self, number: &Number) -> NumberClass {
        let end = number.tokens.end;
        let hyphen = self.is_hyphen(end);
        if self.is_ordinal(number, hyphen) {
            return NumberClass::Ordinal;
        }
        if let Some(class) = self.unit_after(number, hyphen).or_else(|| self.before(number)) {
            return class;
        }
        if self.is_name_part(number) {
            return NumberClass::NamePart;
        }
        if self.is_date(number) {
            return NumberClass::Date;
        }
        if self.is_age_in_passing(number) {
            return NumberClass::Age;
        }
        if self.is_fraction(number, hyphen) {
            return NumberClass::Measure;
        }
        let joined_noun = hyphen && self.is_word(end + 1);
        if joined_noun && self.words.flagged(self.tokens, end + 1, Flag::OpenEnded).is_none() {
            return NumberClass::Modifier;
        }
        number.class
    }

    fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(TokenKind::Punctuation('-' | '‐' | '‑'))) && touches(self.tokens, at)
    }

    /// The token behind a line end in running text: `15` at the end of a line, `km` in the next.
    fn past_line_end(&self, at: usize) -> usize {
        let goes_on = self.kind(at) == Some(TokenKind::Newline)
            && self.is_word(at + 1)
            && self.tokens.get(at + 1).is_some_and(|token| token.shape == Shape::Lower);
        at + usize::from(goes_on)
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    /// A word in lower case that is more than "the" or "in": it may be what is counted.
    fn is_noun_like(&self, at: usize) -> bool {
        self.is_word(at)
            && self.tokens.get(at).is_some_and(|token| token.shape == Shape::Lower)
            && self.words.flagged(self.tokens, at, Flag::Function).is_none()
    }

    fn has_digits(&self, number: &Number) -> bool {
        number.tokens.clone().any(|at| self.kind(at) == Some(TokenKind::Digits))
    }

    fn is_ordinal(&self, number: &Number, hyphen: bool) -> bool {
        let end = number.tokens.end;
        if self.has_digits(number) {
            return self.words.flagged(self.tokens, end, Flag::SpacedSuffix).is_some();
        }
        if number.form != NumberForm::Cardinal {
            return false;
        }
        let next = after_joint(self.tokens, end);
        let ending = self.words.ordinal_ending.as_str();
        let ends = |at: usize| !ending.is_empty() && self.tokens.folded(at).ends_with(ending);
        let joined = self.words.flagged(self.tokens, next, Flag::Joiner);
        ends(next)
            || joined.is_some_and(ends)
            || (hyphen && self.words.flagged(self.tokens, next, Flag::Ordinal).is_some())
    }

    /// The unit behind a number: `15 km`, `16-year-old`, `une dizaine de kilomètres`, `20 %`.
    fn unit_after(&self, number: &Number, hyphen: bool) -> Option<NumberClass> {
        let end = number.tokens.end;
        match self.kind(end)? {
            TokenKind::Punctuation('%' | '٪') => return Some(NumberClass::Percent),
            TokenKind::Punctuation('$' | '€' | '£' | '₦') => return Some(NumberClass::Money),
            TokenKind::Punctuation('°' | 'º') => return Some(NumberClass::Measure),
            _ => {}
        }
        let mut at = self.past_line_end(end + usize::from(hyphen));
        if !matches!(number.form, NumberForm::Article | NumberForm::Zero) {
            at = self.words.flagged(self.tokens, at, Flag::Of).unwrap_or(at);
        }
        if !hyphen {
            at = self.words.flagged(self.tokens, at, Flag::UnitAdjective).unwrap_or(at);
        }
        let (unit_end, word) = self.words.longest(self.tokens, at, |word| word.unit.is_some())?;
        // "h", "m", "l" are units behind digits only.
        let is_letter = self.tokens.surface(at).len() == 1 && unit_end == at + 1;
        if is_letter && !self.has_digits(number) {
            return None;
        }
        // "يوم الخميس": Thursday is no span of days.
        if self.words.flagged(self.tokens, at, Flag::NotUnit).is_some_and(|end| end > unit_end) {
            return None;
        }
        let class = word.unit?.class();
        let is_age = class == NumberClass::Duration && self.flagged_before(number, Flag::AgeCue);
        Some(if is_age { NumberClass::Age } else { class })
    }

    fn flagged_before(&self, number: &Number, flag: Flag) -> bool {
        self.words.flagged_before(self.tokens, number.tokens.start, flag)
    }

    /// What the words right before a number say it is.
    fn before(&self, number: &Number) -> Option<NumberClass> {
        let start = number.tokens.start;
        let before = self.kind(start.checked_sub(1)?)?;
        if matches!(before, TokenKind::Punctuation('$' | '€' | '£' | '₦' | '¥' | '₽' | '₹')) {
            return Some(NumberClass::Money);
        }
        if number.form == NumberForm::Article {
            return None;
        }
        if self.flagged_before(number, Flag::AgeCue) {
            return Some(NumberClass::Age);
        }
        (self.has_digits(number) && self.flagged_before(number, Flag::MoneyCue)).then_some(NumberClass::Money)
    }

    fn is_date(&self, number: &Number) -> bool {
        if matches!(
            number.form,
            NumberForm::Article | NumberForm::Zero | NumberForm::Both | NumberForm::Vague
        ) {
            return false;
        }
        let value = number.high.or(number.best).unwrap_or_default();
        if (1..=31).contains(&value) && (self.month_after(number) || self.month_before(number)) {
            return true;
        }
        self.is_short_year(number) || self.is_year(number, value)
    }

    fn month_after(&self, number: &Number) -> bool {
        let end = number.tokens.end;
        let at = self.words.flagged(self.tokens, end, Flag::Of).unwrap_or(end);
        self.words.month(self.tokens, at).is_some()
            && (self.has_digits(number) || self.kind(at + 1) != Some(TokenKind::Digits))
    }

    /// "July 22", but not "in July 22 soldiers".
    fn month_before(&self, number: &Number) -> bool {
        let Some(month) = self.month_before_at(number.tokens.start) else { return false };
        let whole_month = self.words.flagged_before(self.tokens, month, Flag::MonthCue);
        self.has_digits(number) && !(whole_month && self.is_word(number.tokens.end))
    }

    fn month_before_at(&self, start: usize) -> Option<usize> {
        let mut at = start.checked_sub(1)?;
        let stopped = self.kind(at) == Some(TokenKind::Punctuation('.'));
        if stopped {
            at = at.checked_sub(1)?;
        }
        self.words.month(self.tokens, at)?;
        // "on 2 June. 3 people were killed": a sentence ends there.
        let day = at.checked_sub(1).is_some_and(|day| self.kind(day) == Some(TokenKind::Digits));
        let ends = stopped && (day || self.tokens.surface(at).len() > LONGEST_SHORT_MONTH);
        (!ends).then_some(at)
    }

    /// "4 APR 89"
    fn is_short_year(&self, number: &Number) -> bool {
        let start = number.tokens.start;
        number.tokens.len() == 1
            && count(self.tokens.surface(start)) == 2
            && self.has_digits(number)
            && self.month_before_at(start).is_some_and(|month| {
                month.checked_sub(1).is_some_and(|day| self.kind(day) == Some(TokenKind::Digits))
            })
    }

    /// A plain 1900 to 2100 that the words around it do not make a count.
    fn is_year(&self, number: &Number, value: u64) -> bool {
        let single_digits = number
            .tokens
            .clone()
            .filter(|&at| self.tokens.get(at).is_some_and(|token| token.is_word()))
            .all(|at| self.kind(at) != Some(TokenKind::Digits) || count(self.tokens.surface(at)) == 4);
        if !(1900..=2100).contains(&value) || !self.has_digits(number) || !single_digits {
            return false;
        }
        if number.low.is_some_and(|low| !(1900..=2100).contains(&low)) {
            return false;
        }
        let (start, end) = (number.tokens.start, number.tokens.end);
        self.month_before_at(start).is_some()
            || self.flagged_before(number, Flag::YearCue)
            || !self.is_noun_like(end)
    }

    /// `Resolution 2100`, `n° 5`, `7 Division`.
    fn is_name_part(&self, number: &Number) -> bool {
        let (start, end) = (number.tokens.start, number.tokens.end);
        if !self.has_digits(number) || number.form != NumberForm::Cardinal {
            return false;
        }
        let formation = self.words.flagged(self.tokens, end, Flag::Formation).is_some()
            && self.tokens.get(end).is_some_and(|token| token.shape != Shape::Lower);
        if formation || self.flagged_before(number, Flag::Label) {
            return true;
        }
        if self.flagged_before(number, Flag::WeakLabel) && !self.is_word(end) {
            return true;
        }
        let Some(mark) = start.checked_sub(1) else { return false };
        matches!(self.kind(mark), Some(TokenKind::Punctuation('.' | '°' | 'º' | '#')))
            && (self.tokens.surface(mark) == "#"
                || self.words.flagged_before(self.tokens, mark, Flag::NumberSign))
    }

    /// "Issa Barry, 34, was killed"
    fn is_age_in_passing(&self, number: &Number) -> bool {
        let (start, end) = (number.tokens.start, number.tokens.end);
        let Some(name) = start.checked_sub(2) else { return false };
        let marks = (self.tokens.surface(start - 1), self.tokens.surface(end));
        matches!(marks, (",", ",") | ("(", ")"))
            && number.form == NumberForm::Cardinal
            && number.best.is_some_and(|age| age <= 110)
            && self.has_digits(number)
            && self.tokens.get(name).is_some_and(|token| token.is_word() && token.shape == Shape::Title)
            && (marks.0 == "," || !self.is_noun_like(end + 1))
    }

    /// "two-thirds", "a third of the camp"
    fn is_fraction(&self, number: &Number, hyphen: bool) -> bool {
        let end = number.tokens.end;
        if number.form == NumberForm::Article && number.tokens.len() > 1 {
            return self.words.flagged(self.tokens, end, Flag::Of).is_some();
        }
        self.words.flagged(self.tokens, end + usize::from(hyphen), Flag::Fraction).is_some()
    }

    /// "aged 12 and 14", "aged 8, 11 and 15": what is listed behind an age and counts no noun is an age.
    fn share_ages(&self, numbers: &mut [Number]) {
        const OLDEST: u64 = 110;
        let mut age_end = None;
        for number in numbers.iter_mut() {
            let listed = age_end.is_some_and(|end| {
                let comma = self.tokens.surface(end) == "," && end + 1 == number.tokens.start;
                comma || self.words.flagged(self.tokens, end, Flag::RangeAnd) == Some(number.tokens.start)
            });
            if listed
                && number.class == NumberClass::Count
                && number.form == NumberForm::Cardinal
                && number.best.is_some_and(|age| age <= OLDEST)
                && !self.is_noun_like(number.tokens.end)
            {
                number.class = NumberClass::Age;
            }
            age_end = (number.class == NumberClass::Age).then_some(number.tokens.end);
        }
    }

    /// "10 or 15 km", "3 and 9 May": a number takes the class of the one that it is joined to.
    fn share_classes(&self, numbers: &mut [Number]) {
        let mut next: Option<(usize, NumberClass)> = None;
        for number in numbers.iter_mut().rev() {
            let end = number.tokens.end;
            let joined = next.is_some_and(|(start, class)| {
                let calendar = matches!(class, NumberClass::Date | NumberClass::Time | NumberClass::Ordinal);
                let tied = |flag| self.words.flagged(self.tokens, end, flag) == Some(start);
                let dash = self.is_hyphen(end) && end + 1 == start;
                dash || tied(Flag::RangeTo) || tied(Flag::RangeOr) || (calendar && tied(Flag::RangeAnd))
            });
            if let Some((_, class)) = next
                && joined
                && number.class == NumberClass::Count
                && number.form == NumberForm::Cardinal
                && !matches!(class, NumberClass::Modifier | NumberClass::NamePart)
            {
                number.class = class;
            }
            next = Some((number.tokens.start, number.class));
        }
    }
}

/// "a further three": the article opens the number that follows. It stays before "16-year-old".
fn drop_articles(numbers: &mut Vec<Number>) {
    let opens = |number: &Number, next: Option<&Number>| {
        number.form == NumberForm::Article
            && next.is_some_and(|next| {
                next.tokens.start == number.tokens.end && next.class == NumberClass::Count
            })
    };
    let keep: Vec<bool> = (0..numbers.len())
        .map(|at| !numbers.get(at).is_some_and(|number| opens(number, numbers.get(at + 1))))
        .collect();
    let mut keep = keep.into_iter();
    numbers.retain(|_| keep.next().unwrap_or(true));
}
