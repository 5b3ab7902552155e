//! What stands at a token: the cardinal with what belongs to it, or a word that counts in its own way.

use super::digits::{is_name_tail, split_glued};
use super::spelled::{Cardinal, Setting};
use super::words::{Flag, Word, adjacent, after_joint};
use super::{Number, NumberClass, NumberForm, Reader, Step};
use crate::text::TokenKind;

impl Reader<'_, '_> {
    /// Reads what stands at token `at`.
    pub(super) fn read(&self, at: usize) -> Step {
        match self.tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Digits) => self.read_digits(at),
            Some(TokenKind::Word) => self.read_word(at),
            Some(TokenKind::Punctuation('(')) => {
                self.bracketed(at, None).map_or(Step::Skip(at + 1), Step::Found)
            }
            _ => Step::Skip(at + 1),
        }
    }

    /// The cardinal at token `at` as search knows it: one past its last token, and its value where it
    /// has one. Articles and parts of names are none.
    pub(super) fn plain_cardinal(&self, at: usize) -> Option<(usize, Option<u64>)> {
        if let Some((end, word)) = self.words.longest(self.tokens, at, Word::opens_number) {
            if word.is(Flag::NotNumber) {
                return Some((end, None));
            }
            if word.is(Flag::Article)
                && self.cardinal(at, Setting::Plain).is_none_or(|found| found.end == end)
            {
                return None;
            }
        }
        let cardinal = self.cardinal(at, Setting::Plain)?;
        let value = cardinal.value.filter(|_| !is_name_tail(self.tokens, at));
        Some((cardinal.end, value))
    }

    /// The cardinal at token `at`, an article as 1.
    pub(super) fn counted(&self, at: usize) -> Option<(usize, u64)> {
        let cardinal = self.cardinal(at, Setting::Plain).and_then(|found| Some((found.end, found.value?)));
        cardinal.or_else(|| self.words.flagged(self.tokens, at, Flag::Article).map(|end| (end, 1)))
    }

    fn read_digits(&self, at: usize) -> Step {
        let Some(cardinal) = self.cardinal(at, Setting::Plain) else { return Step::Skip(at + 1) };
        if is_name_tail(self.tokens, at) {
            return Step::Found(self.number(at..cardinal.end, NumberForm::Code, NumberClass::NamePart));
        }
        Step::Found(self.with_cardinal(at, cardinal))
    }

    fn read_word(&self, at: usize) -> Step {
        let Some((end, word)) = self.words.longest(self.tokens, at, Word::opens_number) else {
            return self.glued(at).map_or(Step::Skip(at + 1), Step::Found);
        };
        if word.is(Flag::NotNumber) {
            return Step::Skip(end);
        }
        if word.is(Flag::Article) {
            return self.article(at, end, word);
        }
        if let Some(cardinal) = self.cardinal(at, Setting::Plain) {
            return Step::Found(self.with_cardinal(at, cardinal));
        }
        self.uncounted(at, end, word).map_or(Step::Skip(end), Step::Found)
    }

    /// A cardinal, with the range, the collective or the repetition in digits that follows it.
    fn with_cardinal(&self, at: usize, cardinal: Cardinal) -> Number {
        let Some(value) = cardinal.value else {
            return self.number(at..cardinal.end, NumberForm::Code, cardinal.class);
        };
        if let Some(number) = self.range(at, &cardinal) {
            return number;
        }
        if let Some(number) = self.bracketed(cardinal.end, Some(value)) {
            return Number {
                tokens: at..number.tokens.end,
                span: self.tokens.span(at..number.tokens.end),
                ..number
            };
        }
        if let Some((end, number)) = self.of_collective(cardinal.end, value) {
            let whole = self.number(at..end, NumberForm::Collective, NumberClass::Count);
            return Number { best: Some(number), ..whole };
        }
        let form = if value == 0 { NumberForm::Zero } else { NumberForm::Cardinal };
        Number { tied: cardinal.tied, ..self.exactly(at..cardinal.end, value, form) }
    }

    /// "two dozen"
    fn of_collective(&self, at: usize, value: u64) -> Option<(usize, u64)> {
        let next = after_joint(self.tokens, at);
        let (end, word) = self.words.longest(self.tokens, next, |word| word.collective.is_some())?;
        Some((end, value.checked_mul(word.collective?)?))
    }

    /// "(07)" behind a number that says the same, or before a noun on its own.
    fn bracketed(&self, at: usize, said: Option<u64>) -> Option<Number> {
        if !self.is_mark(at, '(') {
            return None;
        }
        let cardinal = self.cardinal(at + 1, Setting::Plain)?;
        let value = cardinal.value?;
        let closed = self.is_mark(cardinal.end, ')');
        let fits = match said {
            Some(said) => said == value,
            None => {
                self.tokens.surface(at + 1).len() <= 3
                    && self.tokens.get(at + 1)?.kind == TokenKind::Digits
                    && self.tokens.get(cardinal.end + 1).is_some_and(|token| token.kind == TokenKind::Word)
            }
        };
        let form = if value == 0 { NumberForm::Zero } else { NumberForm::Cardinal };
        (closed && fits).then(|| self.exactly(at..cardinal.end + 1, value, form))
    }

    /// "a", "un": alone, or the opening of "a hundred", "un million deux cent mille", "un à deux".
    fn article(&self, at: usize, end: usize, word: &Word) -> Step {
        // "5 a.m.", an initial.
        if self.is_mark(end, '.') && adjacent(self.tokens, at) {
            return Step::Skip(end);
        }
        let opened = self.cardinal(end, Setting::AfterArticle).filter(|_| {
            self.words.longest(self.tokens, end, |word| word.times.is_some() && word.add.is_none()).is_some()
        });
        if let Some(cardinal) = opened
            && end == at + 1
        {
            return Step::Found(self.article_and_scale(at, end, cardinal));
        }
        if word.add.is_some()
            && let Some(cardinal) = self.cardinal(at, Setting::Plain)
            && let Some(number) = self.range(at, &cardinal)
        {
            return Step::Found(number);
        }
        let follows =
            |word: &Word| word.collective.is_some() || word.vague.is_some() || word.is(Flag::ArticleStop);
        if let Some((stop, word)) = self.words.longest(self.tokens, end, follows)
            && !self.is_adjective(end, stop, word)
        {
            return Step::Skip(end);
        }
        let end = self.words.flagged(self.tokens, end, Flag::Counted).unwrap_or(end);
        Step::Found(self.exactly(at..end, 1, NumberForm::Article))
    }

    /// "a suspected robber", where "a suspected 12" would count twelve: one word with no number behind it.
    fn is_adjective(&self, at: usize, end: usize, word: &Word) -> bool {
        let counts = word.collective.is_some() || word.vague.is_some();
        let opens = || self.words.longest(self.tokens, end, Word::opens_number).is_some();
        let number = || opens() || self.cardinal(end, Setting::Plain).is_some();
        !counts && end == at + 1 && !number()
    }

    fn article_and_scale(&self, at: usize, end: usize, cardinal: Cardinal) -> Number {
        match (cardinal.value, cardinal.scaled) {
            // "a hundred", "un million": about so many; the article only opens the phrase.
            (Some(value), Some((1, _))) => {
                let number = self.number(end..cardinal.end, NumberForm::Collective, NumberClass::Count);
                Number { best: Some(value), ..number }
            }
            _ => self.with_cardinal(at, cardinal),
        }
    }

    /// Words that count without a cardinal.
    fn uncounted(&self, at: usize, end: usize, word: &Word) -> Option<Number> {
        if word.is(Flag::Zero) {
            if self.is_number_sign(at, end) {
                return None;
            }
            return Some(self.exactly(at..end, 0, NumberForm::Zero));
        }
        if word.is(Flag::Both) {
            return Some(self.exactly(at..end, 2, NumberForm::Both));
        }
        if let Some(low) = word.several {
            return self.several(at, end, low);
        }
        if let Some(best) = word.collective {
            let (end, best) = self.times_vague(end, best);
            let number = self.number(at..end, NumberForm::Collective, NumberClass::Count);
            return Some(Number { best: Some(best), ..number });
        }
        let low = word.vague?;
        if low <= 2 && end == at + 1 && self.belongs_to_another(at) {
            return None;
        }
        let (end, low) = self.times_vague(end, low);
        Some(self.vague(at, end, low))
    }

    /// "No. 5", "no 12"
    fn is_number_sign(&self, at: usize, end: usize) -> bool {
        let digits = end + usize::from(self.is_mark(end, '.'));
        self.words.flagged(self.tokens, at, Flag::NumberSign) == Some(end)
            && self.tokens.get(digits).is_some_and(|token| token.kind == TokenKind::Digits)
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation(mark))
    }

    fn vague(&self, at: usize, end: usize, low: u64) -> Number {
        let number = self.number(at..end, NumberForm::Vague, NumberClass::Count);
        Number { low: Some(low), ..number }
    }

    /// "several", "several dozen", "plusieurs centaines de milliers".
    fn several(&self, at: usize, end: usize, low: u64) -> Option<Number> {
        let greater = |word: &Word| word.vague.is_some() || word.collective.is_some() || word.times.is_some();
        if let Some((next, word)) = self.words.longest(self.tokens, end, greater)
            && let Some(value) = word.vague.or(word.collective).or(word.times).filter(|&value| value > 2)
        {
            let (next, value) = self.times_vague(next, value);
            return Some(self.vague(at, next, value));
        }
        // "some 70", "quelque 200": the word only qualifies the number.
        if self.cardinal(end, Setting::Plain).is_some() {
            return None;
        }
        Some(self.vague(at, end, low))
    }

    /// "tens of thousands": what follows a vague word and multiplies it.
    fn times_vague(&self, end: usize, value: u64) -> (usize, u64) {
        let next = self.words.flagged(self.tokens, end, Flag::Of).unwrap_or(end);
        let scale = |word: &Word| word.times.is_some() || word.vague.is_some_and(|low| low >= 1000);
        let Some((scaled_end, word)) = self.words.longest(self.tokens, next, scale) else {
            return (end, value);
        };
        let product = word.times.or(word.vague).and_then(|times| value.checked_mul(times));
        product.map_or((end, value), |product| (scaled_end, product))
    }

    /// "two others", "dozens of others", "the others": no number of its own.
    fn belongs_to_another(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        if self.tokens.get(before).is_some_and(|token| token.kind == TokenKind::Digits) {
            return true;
        }
        let counts = |word: &Word| {
            word.add.is_some()
                || word.times.is_some()
                || word.several.is_some()
                || word.vague.is_some()
                || word.is(Flag::Of)
                || word.is(Flag::Definite)
        };
        self.words.longest(self.tokens, before, counts).is_some()
    }

    /// `15km`, `33rd`, `6h30`: digits and letters in one word.
    fn glued(&self, at: usize) -> Option<Number> {
        let word = self.tokens.folded(at);
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let (value, rest) = split_glued(word)?;
        let class = self.glued_class(rest)?;
        Some(Number { class, ..self.exactly(at..at + 1, value, NumberForm::Cardinal) })
    }

    fn glued_class(&self, rest: &str) -> Option<NumberClass> {
        if let Some(word) = self.words.single(rest) {
            if word.is(Flag::Suffix) {
                return Some(NumberClass::Ordinal);
            }
            if let Some(unit) = word.unit {
                return Some(unit.class());
            }
        }
        let minutes = rest.strip_prefix('h').or_else(|| rest.strip_prefix('H'));
        let is_time = minutes.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
        Some(if is_time { NumberClass::Time } else { NumberClass::NamePart })
    }
}
