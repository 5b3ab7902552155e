//! The noun phrase after a number: what is counted, and how far its words reach.

use std::ops::Range;

use super::piece::Head;
use super::reader::Reader;
use crate::text::number::{Number, NumberClass, NumberForm};
use crate::text::{Shape, TokenKind};
use crate::vocabulary::VictimCategory;
use crate::vocabulary::casualties::{CasualtyWord, Cue, Form, OutcomeWord, VictimWord};

/// Words that may stand between a number and its noun.
const MODIFIERS: usize = 6;

/// What a number counts.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// What stands at its head.
    pub(super) head: Head,
    /// The noun with its modifiers.
    pub(super) noun: Option<Range<usize>>,
    /// The token after the phrase.
    pub(super) end: usize,
    /// What the noun calls the victims.
    pub(super) category: VictimCategory,
    /// An outcome inside the phrase.
    pub(super) outcome: Option<(Range<usize>, OutcomeWord)>,
    /// What befell whoever the noun names, where the sentence says so: "prisoners", "déplacés".
    pub(super) standing: Option<(Range<usize>, OutcomeWord)>,
    /// "others"
    pub(super) others: bool,
    /// The noun says little of itself: men, members, leaders.
    pub(super) weak: bool,
    /// "of those"
    pub(super) part: bool,
}

/// Whether the word is a noun for several people.
fn is_plural(word: &CasualtyWord) -> bool {
    word.victim.is_some_and(|victim| victim.plural)
}

/// A phrase while it is read.
#[derive(Debug, Default)]
struct Draft {
    at: usize,
    start: Option<usize>,
    head: Option<(Range<usize>, Head, VictimCategory)>,
    weak: bool,
    modifier: Option<VictimCategory>,
    outcome: Option<(Range<usize>, OutcomeWord)>,
    others: Option<usize>,
    unknown: Option<usize>,
    plural: bool,
    singular: bool,
    steps: usize,
}

impl<'t, 'v> Reader<'_, 't, 'v> {
    /// What `number` counts.
    pub(super) fn phrase(&self, number: &Number) -> Phrase {
        let from = self.noun_start(number);
        let one = number.best == Some(1);
        let mut draft = Draft {
            at: from,
            plural: !one || number.form == NumberForm::Zero,
            singular: one || number.form == NumberForm::Zero,
            ..Draft::default()
        };
        if self
            .word(number.tokens.start)
            .is_some_and(|(range, word)| word.is(Cue::Another) && range.end >= from)
        {
            draft.others = Some(from);
            draft.start = Some(number.tokens.start);
        }
        let (mut part, mut kin) = (false, false);
        if let Some((range, word)) = self.word(from) {
            // "two of the wounded", but "two of the wounded policemen"
            let hurt = self.word(range.end - 1).is_some_and(|(_, last)| last.outcome.is_some());
            let names = hurt && self.word(range.end).is_some_and(|(_, next)| is_plural(next));
            if word.is(Cue::OfThem) && names {
                (draft.at, part) = self.after_of(range.start + 1, false);
                draft.plural = true;
            } else if word.is(Cue::OfThem) {
                return Phrase { head: Head::OfThem, end: range.end, part: true, ..Phrase::default() };
            } else if word.is(Cue::Of) {
                // "7 des 11 villageois": the article is in the preposition.
                let contracted = word.is(Cue::Partitive) && self.number_at(range.end).is_some();
                (draft.at, part) = self.after_of(range.end, contracted);
                draft.plural = true;
                kin = self.word(range.end).is_some_and(|(_, word)| word.is(Cue::Possessive));
            }
        }
        self.read(&mut draft);
        let phrase = self.finish(from, draft, part);
        // "two of his zealots": people belong to somebody, whatever they are called.
        let head = if kin && phrase.head == Head::Unknown { Head::Victims } else { phrase.head };
        Phrase { head, end: self.restated(phrase.end, number), ..phrase }
    }

    /// "of its pupils", "of the 14 soldiers", "de personnes": the token where the noun may begin, and
    /// whether the number is a part of something known.
    fn after_of(&self, mut at: usize, contracted: bool) -> (usize, bool) {
        let mut part = contracted;
        if let Some((range, word)) = self.word(at)
            && word.is_any(&[Cue::Definite, Cue::Possessive])
        {
            part = word.is(Cue::Definite);
            at = range.end;
        }
        match self.number_at(at) {
            // "two of the five", "one of five"
            Some(number) if number.is_count() && number.form != NumberForm::Article => {
                (number.tokens.end, true)
            }
            _ => (at, part),
        }
    }

    fn read(&self, draft: &mut Draft) {
        while draft.steps < MODIFIERS && self.read_word(draft) {
            draft.steps += 1;
        }
    }

    /// Reads one word of the phrase; false where the phrase ends before it.
    fn read_word(&self, draft: &mut Draft) -> bool {
        let at = draft.at;
        let Some(token) = self.tokens.get(at) else { return false };
        match token.kind {
            TokenKind::Punctuation(mark) => return self.read_mark(draft, mark),
            TokenKind::Digits | TokenKind::Word => {}
            TokenKind::Newline | TokenKind::Paragraph => return false,
        }
        if let Some(number) = self.number_at(at)
            && (!number.is_count() || token.kind == TokenKind::Digits)
        {
            let inside = matches!(
                number.class,
                NumberClass::Age | NumberClass::Modifier | NumberClass::NamePart | NumberClass::Ordinal
            ) || self.touches(number.tokens.end);
            if inside {
                draft.start.get_or_insert(at);
                draft.at = self.after_age(number);
            }
            return inside;
        }
        let Some((range, word)) = self.word(at) else { return Self::unknown(draft, token.kind) };
        self.read_known(draft, range, word)
    }

    /// The token behind an age and its unit: "16-year-old".
    pub(super) fn after_age(&self, number: &Number) -> usize {
        let end = number.tokens.end;
        let at = if self.touches(end) { end + 1 } else { end };
        match self.word(at) {
            Some((range, word)) if word.unit.is_some() => range.end,
            _ => number.tokens.end,
        }
    }

    fn read_mark(&self, draft: &mut Draft, mark: char) -> bool {
        match mark {
            '-' | '‐' | '‑' if draft.start.is_some() && self.touches(draft.at) => draft.at += 1,
            '"' | '“' | '«' | '‘' if draft.head.is_none() => draft.at += 1,
            '[' => {
                let close = (draft.at..draft.at + 8).find(|&at| {
                    self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation(']'))
                });
                let Some(close) = close else { return false };
                draft.at = close + 1;
            }
            _ => return false,
        }
        true
    }

    /// Whether the mark at `at` stands between two words without a space.
    pub(super) fn touches(&self, at: usize) -> bool {
        let (Some(before), Some(mark), Some(after)) = (
            at.checked_sub(1).and_then(|at| self.tokens.get(at)),
            self.tokens.get(at),
            self.tokens.get(at + 1),
        ) else {
            return false;
        };
        before.span.end == mark.span.start && mark.span.end == after.span.start
    }

    fn unknown(draft: &mut Draft, kind: TokenKind) -> bool {
        if kind == TokenKind::Digits || draft.head.is_some() {
            return false;
        }
        draft.start.get_or_insert(draft.at);
        draft.at += 1;
        draft.unknown = Some(draft.at);
        true
    }

    fn read_known(&self, draft: &mut Draft, range: Range<usize>, word: &CasualtyWord) -> bool {
        if word.is_any(&[Cue::Others, Cue::Another]) && draft.head.is_none() {
            draft.others = Some(range.end);
            draft.start.get_or_insert(range.start);
            draft.at = range.end;
            return true;
        }
        // "12 Ebola workers", "30 cholera deaths"
        if word.is(Cue::Natural) && draft.head.is_none() {
            draft.start.get_or_insert(range.start);
            draft.at = range.end;
            draft.unknown = Some(range.end);
            return true;
        }
        // "Malian and Wagner troops"
        if word.is(Cue::And)
            && draft.unknown.is_some()
            && draft.head.is_none()
            && self.begins_noun(range.end, draft)
        {
            draft.at = range.end;
            return true;
        }
        if let Some(victim) = word.victim {
            // "took three guards prisoner"
            if draft.head.is_some() && word.outcome.is_some() && draft.plural && !victim.plural {
                return false;
            }
            return self.read_victim(draft, range, victim);
        }
        if word.object {
            return self.read_object(draft, range);
        }
        if let Some(outcome) = word.outcome {
            let body = word.is(Cue::Bodies) && !draft.plural && self.is_found_body(range.end);
            return self.read_outcome(draft, range, outcome, body);
        }
        // "an unidentified man", "two alleged spies", "three unarmed farmers"
        if word.is_any(&[Cue::Unknown, Cue::Reported, Cue::Adverb])
            && draft.head.is_none()
            && self.begins_noun(range.end, draft)
        {
            draft.start.get_or_insert(range.start);
            draft.at = range.end;
            return true;
        }
        if word.severity.is_some() && draft.head.is_none() {
            let next = self
                .word(range.end)
                .is_some_and(|(range, word)| word.outcome.is_some() && self.begins_noun(range.end, draft));
            draft.at = range.end;
            return next;
        }
        false
    }

    fn read_victim(&self, draft: &mut Draft, range: Range<usize>, victim: VictimWord) -> bool {
        let fits = (draft.plural && victim.plural) || (draft.singular && victim.singular);
        if self.words.noun_first && draft.head.is_some() {
            return self.after_head(draft, range, victim);
        }
        draft.start.get_or_insert(range.start);
        draft.at = range.end;
        if fits {
            if let Some((_, Head::Victims, before)) = draft.head {
                draft.modifier = Some(before);
            }
            draft.weak = victim.weak || victim.category == VictimCategory::Unspecified;
            draft.head = Some((range, Head::Victims, victim.category));
        } else {
            draft.modifier = Some(victim.category);
            draft.unknown = Some(range.end);
        }
        true
    }

    /// "éléments terroristes": a noun behind the head says who they are.
    fn after_head(&self, draft: &mut Draft, range: Range<usize>, victim: VictimWord) -> bool {
        draft.modifier = Some(victim.category);
        if let Some((head, Head::Victims, _)) = &mut draft.head {
            head.end = range.end;
        }
        draft.at = range.end;
        true
    }

    fn read_object(&self, draft: &mut Draft, range: Range<usize>) -> bool {
        if self.words.noun_first && draft.head.is_some() {
            return false;
        }
        draft.start.get_or_insert(range.start);
        draft.at = range.end;
        draft.head = Some((range, Head::Objects, VictimCategory::Unspecified));
        true
    }

    /// "a body was found", not "a body of law": whether the word before `at` is somebody's body.
    fn is_found_body(&self, at: usize) -> bool {
        let word = |at: usize| self.word(at).map(|(_, word)| word);
        let be = (at..at + 8)
            .take_while(|&at| {
                !matches!(self.tokens.get(at).map(|token| token.kind), Some(TokenKind::Punctuation(_)))
            })
            .find(|&at| word(at).is_some_and(|word| word.is(Cue::Be)));
        let found =
            be.is_some_and(|be| (be + 1..be + 4).any(|at| word(at).is_some_and(|word| word.is(Cue::Found))));
        found && !word(at).is_some_and(|word| word.is(Cue::Of))
    }

    fn read_outcome(
        &self,
        draft: &mut Draft,
        range: Range<usize>,
        outcome: OutcomeWord,
        is_body: bool,
    ) -> bool {
        let describes = outcome.is(Form::Participle) || outcome.is(Form::State);
        if describes && !self.words.noun_first && draft.head.is_none() && self.begins_noun(range.end, draft) {
            draft.start.get_or_insert(range.start);
            draft.at = range.end;
            draft.outcome = Some((range, outcome));
            return true;
        }
        // "thirty families of martyrs"
        let things = draft.head.as_ref().is_some_and(|(_, head, _)| *head == Head::Objects);
        let counts = (outcome.is(Form::Count) || is_body) && !describes && !(things && self.words.noun_first);
        if counts && draft.head.as_ref().is_none_or(|(_, head, _)| *head != Head::Outcome) {
            if let Some((_, Head::Victims, category)) = draft.head {
                draft.modifier = Some(category);
            }
            draft.start.get_or_insert(range.start);
            draft.at = range.end;
            draft.head = Some((range.clone(), Head::Outcome, VictimCategory::Unspecified));
            draft.weak = true;
            draft.outcome = Some((range, outcome));
            return true;
        }
        false
    }

    /// Whether a noun for people follows at `at`, at once or after one unknown word.
    fn begins_noun(&self, at: usize, draft: &Draft) -> bool {
        let fits = |noun: VictimWord| (draft.plural && noun.plural) || (draft.singular && noun.singular);
        let victim = |at: usize| self.word(at).is_some_and(|(_, word)| word.victim.is_some_and(fits));
        let plain = self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        victim(at) || (plain && self.word(at).is_none() && self.number_at(at).is_none() && victim(at + 1))
    }

    fn finish(&self, from: usize, draft: Draft, part: bool) -> Phrase {
        let start = draft.start.unwrap_or(from);
        let Some((head, kind, category)) = draft.head else { return self.headless(from, start, &draft) };
        let named = self.word(head.start).filter(|_| kind == Head::Victims);
        let standing = named.and_then(|(noun, word)| Some((noun, word.outcome?)));
        let mut end = head.end;
        let mut category = category;
        if draft.weak || category == VictimCategory::Unspecified {
            category = draft.modifier.unwrap_or(category);
        }
        if kind != Head::Objects {
            end = self.adjectives(end, draft.plural);
            let (complement, of) = self.complement(end);
            end = complement;
            if draft.weak && draft.modifier.is_none() {
                category = of.unwrap_or(category);
            }
            if kind == Head::Victims && draft.plural {
                (end, category) = self.joined(end, category);
            }
        }
        Phrase {
            head: kind,
            noun: Some(start..end),
            end,
            category,
            outcome: draft.outcome,
            standing: standing.filter(|(_, word)| word.is(Form::Count)),
            others: draft.others.is_some(),
            weak: draft.weak && kind == Head::Victims,
            part,
        }
    }

    /// Whether an unknown word may be a noun in the plural, or a name.
    fn looks_counted(&self, at: usize, plural: bool) -> bool {
        let capital = self.tokens.get(at).is_some_and(|token| token.shape != Shape::Lower);
        capital || !plural || self.tokens.folded(at).ends_with(['s', 'x'])
    }

    fn headless(&self, from: usize, start: usize, draft: &Draft) -> Phrase {
        if let Some(end) = draft.others {
            return Phrase { noun: Some(start..end), end, others: true, ..Phrase::default() };
        }
        let unknown =
            draft.unknown.filter(|&end| end - start <= 3 && self.looks_counted(end - 1, draft.plural));
        let Some(end) = unknown else { return Phrase { end: from, ..Phrase::default() } };
        let category = draft.modifier.unwrap_or(VictimCategory::Unspecified);
        Phrase { head: Head::Unknown, noun: Some(start..end), end, category, ..Phrase::default() }
    }
}
