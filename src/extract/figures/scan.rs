//! From the tokens of a sentence to its typed pieces.

use std::ops::Range;

use super::noun_phrase::Phrase;
use super::piece::{Counted, Group, Head, Kind, Piece, Value, Wording};
use super::reader::Reader;
use super::sentence::Sentence;
use crate::text::TokenKind;
use crate::text::number::{Number, NumberClass, NumberForm};
use crate::vocabulary::casualties::{CasualtyWord, Cue, Form};
use crate::vocabulary::{Outcome, Qualifier, VictimCategory};

/// Reads the tokens of `range` into the pieces of a sentence.
pub(super) fn pieces<'t, 'v>(reader: &Reader<'_, 't, 'v>, range: Range<usize>) -> Sentence<'t, 'v> {
    let mut scan = Scan { reader, sentence: empty(reader, range.clone()) };
    let mut at = range.start;
    while at < range.end {
        at = scan.step(at, range.end).max(at + 1);
    }
    scan.sentence.settle_brackets();
    scan.sentence
}

fn empty<'t, 'v>(reader: &Reader<'_, 't, 'v>, range: Range<usize>) -> Sentence<'t, 'v> {
    Sentence {
        tokens: reader.tokens,
        pieces: Vec::with_capacity(range.len()),
        range,
        groups: Vec::new(),
        bindings: Vec::new(),
        noun_first: reader.words.noun_first,
        verb_first: reader.words.verb_first,
        notes: None,
    }
}

/// A sentence while it is read.
pub(super) struct Scan<'r, 'd, 't, 'v> {
    /// The words and numbers of the text.
    pub(super) reader: &'r Reader<'d, 't, 'v>,
    /// What was read of it.
    pub(super) sentence: Sentence<'t, 'v>,
}

impl<'v> Scan<'_, '_, '_, 'v> {
    /// Reads what stands at token `at`; returns the token after it.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let phrase = self.reader.word(at);
        let aged = self.aged(at);
        let number =
            aged.as_ref().or_else(|| self.reader.number_at(at)).filter(|number| number.tokens.end <= end);
        if let Some(number) = number
            && phrase.as_ref().is_none_or(|(range, _)| range.end <= number.tokens.end)
            && let Some(next) = self.apart(number).or_else(|| self.number(number))
        {
            return next;
        }
        let person = self
            .unmarked(at, end)
            .or_else(|| self.definite(at, end))
            .or_else(|| self.named(at, end))
            .or_else(|| self.headline(at, end))
            .or_else(|| self.headline_object(at, end));
        if let Some(next) = person {
            return next;
        }
        if let Some((range, word)) = phrase {
            let next = range.end;
            if word.victim.is_some_and(|victim| victim.singular) && self.shares_article() {
                let person = Phrase { end: next, category: VictimCategory::Civilian, ..Phrase::default() };
                self.push_group(Group::person(Counted::Definite, at, person));
                return next;
            }
            if word.is(Cue::Nobody) {
                self.push_group(Group::nobody(range, None));
                return next;
            }
            self.sentence.pieces.push(Piece { tokens: range, kind: Kind::Word, word: Some(word) });
            return next;
        }
        let kind = match self.reader.tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Punctuation(mark)) => Kind::mark(mark),
            Some(TokenKind::Word | TokenKind::Digits) => Kind::Word,
            _ => return at + 1,
        };
        self.sentence.pieces.push(Piece { tokens: at..at + 1, kind, word: None });
        at + 1
    }

    /// "a 16-year-old boy": the article counts, the age does not.
    fn aged(&self, at: usize) -> Option<Number> {
        let (range, word) = self.reader.word(at)?;
        let next = self.reader.number_at(range.end);
        let aged = next.is_some_and(|next| !next.is_count());
        // "a second 16-year-old boy", not "a further 300,000 tonnes"
        let person = next.is_none_or(|next| next.class == NumberClass::Age);
        let beside = word.is(Cue::Article) && aged || word.is(Cue::Another) && range.len() > 1 && person;
        beside.then(|| Number {
            span: self.reader.tokens.span(range.clone()),
            tokens: range,
            low: Some(1),
            best: Some(1),
            high: Some(1),
            form: NumberForm::Article,
            class: NumberClass::Count,
            tied: None,
        })
    }

    /// Reads a number and what it counts; `None` where it is better read as a word.
    pub(super) fn number(&mut self, number: &Number) -> Option<usize> {
        // Digits too long or too odd for a value say nothing.
        let valued = number.low.or(number.best).or(number.high).is_some();
        if !number.is_count() || !valued || self.is_name_age(number) || self.is_score(number) {
            let single = number.form == NumberForm::Article || number.tokens.len() == 1;
            if single && self.reader.word(number.tokens.start).is_some() {
                return None;
            }
            self.push(number.tokens.clone(), Kind::Number);
            return Some(number.tokens.end);
        }
        if self.is_thing(number) {
            return None;
        }
        let mut phrase = self.reader.phrase(number);
        if self.is_pronoun(number, &phrase) {
            return None;
        }
        let counted = match number.form {
            NumberForm::Article => Counted::Article,
            NumberForm::Zero if number.best == Some(0) => Counted::Zero,
            _ => Counted::Number,
        };
        let stands = counted != Counted::Article || self.article_counts(&phrase);
        if counted == Counted::Zero && matches!(phrase.head, Head::Unknown | Head::Objects) {
            phrase = Phrase { end: number.tokens.end, ..Phrase::default() };
        }
        if phrase.head == Head::Objects {
            self.push_thing(number, phrase.end);
            return Some(phrase.end);
        }
        if !stands {
            return None;
        }
        let (start, opening) = self.opening(number);
        let (_, tied) = self.reader.tied_qualifier(number.tokens.end);
        let (end, mut after) = self.reader.qualifier_after(phrase.end);
        if after.is_none()
            && let Some((state, word)) = self.reader.word(end)
            && word.outcome.is_some()
        {
            after = self.reader.qualifier_after(state.end).1;
        }
        let group = Group {
            tokens: start..end,
            number: number.tokens.clone(),
            counted,
            value: Value::of(number),
            wording: Wording { qualifier: opening.qualifier.or(tied).or(after), ..opening },
            head: phrase.head,
            noun: phrase.noun.clone(),
            category: phrase.category,
            outcome: phrase.outcome.clone(),
            standing: phrase.standing.clone(),
            others: phrase.others || opening.more,
            weak: phrase.weak,
            part: phrase.part,
            whole: self.whole(number.tokens.end..phrase.end).filter(|_| phrase.part),
        };
        self.push_group(group);
        Some(end)
    }

    /// "of the 31 pupils": the number in the words behind another one.
    fn whole(&self, mut tokens: Range<usize>) -> Option<(Range<usize>, Value)> {
        let number = tokens.find_map(|at| self.reader.number_at(at).filter(|number| number.is_count()))?;
        number.best.map(|_| (number.tokens.clone(), Value::of(number)))
    }

    /// "a protest": what the noun means holds, though it counts nobody.
    fn push_thing(&mut self, number: &Number, end: usize) {
        let ends = |(range, word): (Range<usize>, &'v CasualtyWord)| {
            (range.end == end && word.object).then_some(word)
        };
        let word = (number.tokens.end..end).find_map(|at| self.reader.word(at).and_then(ends));
        self.sentence.pieces.push(Piece { tokens: number.tokens.start..end, kind: Kind::Number, word });
    }

    /// What opens the figure: qualifiers and the article of a collective belong to it.
    fn opening(&mut self, number: &Number) -> (usize, Wording) {
        let mut start = number.tokens.start;
        let mut opening = Wording::default();
        for _ in 0..4 {
            let Some(last) = self.sentence.pieces.last().filter(|last| last.tokens.end == start) else {
                break;
            };
            let Some(word) = last.word else { break };
            let collective = matches!(number.form, NumberForm::Collective | NumberForm::Vague)
                && last.is_any(&[Cue::Article, Cue::Partitive]);
            let bounds = number.form == NumberForm::Range && last.is_any(&[Cue::Of, Cue::Preposition]);
            let article = opening.qualifier.is_some() && last.is(Cue::Article);
            let more = last.is(Cue::Another) && !matches!(number.form, NumberForm::Article);
            opening.more |= more;
            if let Some(found) = word.qualifier {
                opening.qualifier = Some(stronger(found, opening.qualifier));
            } else if !(collective || bounds || article || more) {
                break;
            }
            opening.nearly |= word.is(Cue::Nearly);
            opening.total |= word.is(Cue::Total);
            start = last.tokens.start;
            self.sentence.pieces.pop();
            if bounds {
                break;
            }
        }
        (start, opening)
    }

    /// "the prefect", "village chief Amadou Dicko": one victim, named by role.
    fn definite(&mut self, at: usize, end: usize) -> Option<usize> {
        let other = self.other(at);
        let others = other.is_some();
        let phrase =
            other.or_else(|| self.reader.definite(at, end)).or_else(|| self.joined_person(at, end))?;
        let end = phrase.end;
        self.push_group(Group { others, ..Group::person(Counted::Definite, at, phrase) });
        Some(end)
    }

    /// "one was let go; the other was shot dead": the second of two.
    fn other(&self, at: usize) -> Option<Phrase> {
        let (the, _) = self.reader.word(at).filter(|(_, word)| word.is(Cue::Definite))?;
        let (other, _) = self.reader.word(the.end).filter(|(_, word)| word.is(Cue::Others))?;
        let one = !self.reader.tokens.folded(other.start).ends_with('s');
        let alone = one && self.is_harmed(other.end) && !self.follows_harm();
        alone.then(|| Phrase { end: other.end, ..Phrase::default() })
    }

    /// "a teacher and his guard": a noun that may mean much is a person beside one.
    fn joined_person(&self, at: usize, end: usize) -> Option<Phrase> {
        let (owner, _) = self.reader.word(at).filter(|(_, word)| word.is(Cue::Possessive))?;
        let one = |group: &Group| group.value == Value::ONE && group.head == Head::Victims;
        let person = self.joined_group().is_some_and(one);
        let listed = self.listed_group().is_some_and(one) && !person;
        if !person && !listed {
            return None;
        }
        let known = self.reader.bare(owner.end).filter(|phrase| phrase.end <= end);
        let phrase = known.filter(|phrase| person || self.lists_on(phrase.end));
        let plain = self.is_word(owner.end) && self.reader.word(owner.end).is_none();
        let unknown = || Phrase { end: owner.end + 1, ..Phrase::default() };
        let phrase = phrase.or_else(|| (listed && plain && self.lists_on(owner.end + 1)).then(unknown))?;
        Some(Phrase { noun: None, ..phrase })
    }

    /// "killed Amadou Dicko, a village chief", "Haji Gul was killed": one victim, named.
    fn named(&mut self, at: usize, end: usize) -> Option<usize> {
        let harmed = self.follows_harm();
        let open = self.sentence.pieces.last().is_none_or(|last| !matches!(last.kind, Kind::Word));
        if !harmed && !open {
            return None;
        }
        let (name, phrase) = self.reader.named(at).filter(|(_, phrase)| phrase.end <= end)?;
        let next = self.reader.word(name);
        let alone = next.as_ref().is_none_or(|(_, word)| word.victim.is_none() && !word.object)
            && (next.is_some() || !self.is_word(name));
        let stands = if harmed { alone } else { self.is_harmed(phrase.end) };
        let next = phrase.end;
        stands.then(|| self.push_group(Group::person(Counted::Named, at, phrase)))?;
        Some(next)
    }

    /// "Soldier killed two boys": whether the verb before token `at` has an object.
    pub(super) fn takes_victims(&self, at: usize) -> bool {
        let opens = |word: &CasualtyWord| {
            word.victim.is_some()
                || word.is_any(&[Cue::Definite, Cue::Possessive, Cue::Pronoun, Cue::Article])
        };
        self.reader.number_at(at).is_some()
            || self.reader.word(at).map_or_else(|| self.is_word(at), |(_, word)| opens(word))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.reader.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// The group to which "and" joins what follows: "two Chadians and a Togolese".
    pub(super) fn joined_group(&self) -> Option<&Group> {
        let pieces = &self.sentence.pieces;
        let and = pieces.len().checked_sub(1).filter(|&and| self.sentence.is(and, Cue::And));
        let before = and.and_then(|and| and.checked_sub(1))?;
        self.sentence.group_at(before).map(|(_, group)| group)
    }

    /// The group that a comma parts from what follows: "a mayor, his orderly and an aide".
    fn listed_group(&self) -> Option<&Group> {
        let comma = self.sentence.pieces.len().checked_sub(1)?;
        let before = comma.checked_sub(1).filter(|_| self.sentence.is_mark(comma, ','))?;
        self.sentence.group_at(before).map(|(_, group)| group)
    }

    /// Whether "and" leads from token `at` to one more person: "… and an aide", "… and the driver".
    fn lists_on(&self, at: usize) -> bool {
        let is = |at: usize, cues: &[Cue]| self.reader.word(at).is_some_and(|(_, word)| word.is_any(cues));
        is(at, &[Cue::And]) && is(at + 1, &[Cue::Article, Cue::Definite, Cue::Possessive])
    }

    /// "a father and son": one article for two nouns.
    fn shares_article(&self) -> bool {
        self.joined_group().is_some_and(|group| {
            // "his brother and sister-in-law"
            let owned =
                self.reader.word(group.tokens.start).is_some_and(|(_, word)| word.is(Cue::Possessive));
            let one = group.counted == Counted::Article || group.counted == Counted::Definite && owned;
            one && group.head == Head::Victims
        })
    }

    /// Whether what follows can be nothing but somebody harmed: "killed …", "the murder of …".
    pub(super) fn follows_harm(&self) -> bool {
        let last = (0..self.sentence.pieces.len()).rev().find(|&at| !self.sentence.is_filler(at));
        let Some(last) = last else { return false };
        let harms = |at: usize, forms: &[Form]| {
            let word = self.sentence.piece(at).and_then(|piece| piece.outcome());
            word.is_some_and(|word| is_harm(word.outcome) && forms.iter().any(|&form| word.is(form)))
        };
        harms(last, &[Form::Finite, Form::Gerund])
            || self.sentence.is(last, Cue::Of)
                && last.checked_sub(1).is_some_and(|event| harms(event, &[Form::Event]))
    }

    /// Whether what stands before token `at` can be nothing but somebody harmed: "… was killed".
    pub(super) fn is_harmed(&self, at: usize) -> bool {
        if self.follows_harm() {
            return true;
        }
        let Some((be, word)) = self.reader.word(at) else { return false };
        if word.outcome.is_some_and(|word| is_harm(word.outcome) && word.is(Form::Intransitive)) {
            return true;
        }
        let mut next = if word.is(Cue::Be) { be.end } else { return false };
        while let Some((range, word)) = self.reader.word(next) {
            if let Some(outcome) = word.outcome {
                return is_harm(outcome.outcome) && (outcome.is(Form::Participle) || outcome.is(Form::State));
            }
            if !word.is_any(&[Cue::Be, Cue::Adverb, Cue::Found]) {
                break;
            }
            next = range.end;
        }
        false
    }

    pub(super) fn push_group(&mut self, group: Group) {
        let tokens = group.tokens.clone();
        let kind = Kind::Group(self.sentence.groups.len());
        self.sentence.groups.push(group);
        self.push(tokens, kind);
    }

    fn push(&mut self, tokens: Range<usize>, kind: Kind) {
        self.sentence.pieces.push(Piece { tokens, kind, word: None });
    }
}

/// Whether the outcome befalls nothing but living beings.
pub(super) const fn is_harm(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Killed | Outcome::Injured)
}

/// "at least about 20": the bound says more than the estimate.
fn stronger(outer: Qualifier, inner: Option<Qualifier>) -> Qualifier {
    match (outer, inner) {
        (Qualifier::Exact | Qualifier::Approx, Some(inner)) => inner,
        (outer, _) => outer,
    }
}

impl Default for Phrase {
    fn default() -> Self {
        Self {
            head: Head::Elided,
            noun: None,
            end: 0,
            category: VictimCategory::Unspecified,
            outcome: None,
            standing: None,
            others: false,
            weak: false,
            part: false,
        }
    }
}
