//! One sentence as pieces, groups and bindings, and the ways to walk through it.

use std::ops::Range;

use super::piece::{Binding, Group, Kind, Piece, Wording};
use crate::text::Tokens;
use crate::vocabulary::Outcome;
use crate::vocabulary::casualties::{Cue, Form};

/// How far a rule looks from its trigger, in pieces: keeps the work linear in the text.
pub(super) const REACH: usize = 40;

/// A sentence under analysis.
#[derive(Debug)]
pub(super) struct Sentence<'t, 'v> {
    /// The tokens of the whole text.
    pub(super) tokens: &'t Tokens<'t>,
    /// The tokens of the sentence.
    pub(super) range: Range<usize>,
    /// Its pieces in order.
    pub(super) pieces: Vec<Piece<'v>>,
    /// Its groups in order.
    pub(super) groups: Vec<Group>,
    /// What the rules found so far.
    pub(super) bindings: Vec<Binding>,
    /// Whether adjectives follow their noun in this language.
    pub(super) noun_first: bool,
    /// Whether the doer stands between a verb and its victims.
    pub(super) verb_first: bool,
    /// Rules that almost applied, for `explain`; not kept unless asked for.
    pub(super) notes: Option<Vec<String>>,
}

impl<'v> Sentence<'_, 'v> {
    /// Piece `at`.
    pub(super) fn piece(&self, at: usize) -> Option<&Piece<'v>> {
        self.pieces.get(at)
    }

    /// The group that piece `at` is, with its index.
    pub(super) fn group_at(&self, at: usize) -> Option<(usize, &Group)> {
        let index = self.piece(at)?.group()?;
        self.groups.get(index).map(|group| (index, group))
    }

    /// The piece that is group `group`.
    pub(super) fn piece_of(&self, group: usize) -> Option<usize> {
        self.pieces.iter().position(|piece| piece.group() == Some(group))
    }

    /// Whether piece `at` has `cue`.
    pub(super) fn is(&self, at: usize, cue: Cue) -> bool {
        self.piece(at).is_some_and(|piece| piece.is(cue))
    }

    /// Whether piece `at` has any of `cues`.
    pub(super) fn is_any(&self, at: usize, cues: &[Cue]) -> bool {
        self.piece(at).is_some_and(|piece| piece.is_any(cues))
    }

    /// Whether piece `at` is the mark `mark`.
    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.piece(at).is_some_and(|piece| piece.is_mark(mark))
    }

    /// Whether piece `at` names an outcome in `form`.
    pub(super) fn has_form(&self, at: usize, form: Form) -> bool {
        self.piece(at).is_some_and(|piece| piece.has_form(form))
    }

    /// Whether the group is bound to an outcome already.
    pub(super) fn is_bound(&self, group: usize) -> bool {
        self.bindings.iter().any(|binding| binding.group == group)
    }

    /// Whether the trigger at piece `at` has found its victims already.
    pub(super) fn is_spent(&self, at: usize) -> bool {
        self.bindings.iter().any(|binding| binding.triggers.contains(&at))
    }

    /// Binds `group` to what the trigger at `trigger` says.
    pub(super) fn bind(
        &mut self,
        group: usize,
        outcome: Outcome,
        trigger: Option<usize>,
        rule: &'static str,
    ) {
        let triggers = trigger.into_iter().collect();
        self.bindings.push(Binding { group, outcome, triggers, rule, parent: None, inherited: None });
    }

    /// Binds `group` to what its own noun says of it: "six prisoners", "deux mille déplacés".
    pub(super) fn bind_standing(&mut self, group: usize, rule: &'static str) {
        let Some(found) = self.groups.get_mut(group) else { return };
        let Some((_, word)) = found.standing.clone() else { return };
        found.outcome = found.standing.take();
        self.bind(group, word.outcome, None, rule);
    }

    /// "twelve of the 31 kidnapped pupils": binds the whole that `part` names. It stands behind the sentence, where
    /// no rule takes it for anything else.
    pub(super) fn bind_whole(&mut self, part: usize, outcome: Outcome, trigger: Option<usize>) {
        let Some(found) = self.groups.get(part).cloned() else { return };
        let Some((number, value)) = found.whole.clone() else { return };
        let tokens = number.start..found.tokens.end;
        let wording = Wording::default();
        let noun = found.noun.clone().map(|noun| noun.start.max(number.end)..noun.end);
        let end = self.range.end;
        self.pieces.push(Piece { tokens: end..end, kind: Kind::Mark('.'), word: None });
        let kind = Kind::Group(self.groups.len());
        self.pieces.push(Piece { tokens: tokens.clone(), kind, word: None });
        let whole =
            Group { tokens, number, value, wording, noun, part: false, whole: None, others: false, ..found };
        self.groups.push(whole);
        self.bind(self.groups.len() - 1, outcome, trigger, "whole");
    }

    /// Binds `group` to the outcome, the triggers and the parent of `like`.
    pub(super) fn bind_like(&mut self, group: usize, like: &Binding, rule: &'static str) {
        self.bindings.push(Binding { group, rule, inherited: None, ..like.clone() });
    }

    /// Whether a word may stand between a verb and its victims without changing anything.
    pub(super) fn is_filler(&self, at: usize) -> bool {
        let Some(piece) = self.piece(at) else { return false };
        match piece.kind {
            Kind::Mark(mark) => matches!(mark, '"' | '“' | '”' | '«' | '»' | '\'' | '’' | '‘' | '*'),
            Kind::Word => {
                piece.outcome().is_none()
                    && (piece.is(Cue::Adverb) || piece.word.is_some_and(|word| word.severity.is_some()))
            }
            Kind::Group(_) | Kind::Number => false,
        }
    }

    /// The first piece from `at` to the left that is no filler.
    pub(super) fn left_of(&self, at: usize) -> Option<usize> {
        (at.saturating_sub(REACH)..at).rev().find(|&at| !self.is_filler(at))
    }

    /// The first piece from `at` to the right, exclusive, that is no filler.
    pub(super) fn right_of(&self, at: usize) -> Option<usize> {
        (at + 1..(at + REACH).min(self.pieces.len())).find(|&at| !self.is_filler(at))
    }

    /// "neutralised (killed) four": the outcome in the bracket is what the one before it means.
    pub(super) fn settle_brackets(&mut self) {
        let open = |at: usize| {
            let vague = self.piece(at).and_then(Piece::outcome).map(|word| word.outcome);
            let told = self.piece(at + 2).and_then(Piece::outcome).map(|word| word.outcome);
            vague == Some(Outcome::Neutralized) && told.is_some() && self.is_mark(at + 3, ')')
        };
        let brackets = (1..self.pieces.len()).filter(|&at| self.is_mark(at, '('));
        let Some(at) = brackets.map(|bracket| bracket - 1).find(|&at| open(at)) else { return };
        self.pieces.remove(at + 3);
        self.pieces.drain(at..at + 2);
    }

    /// The outcome triggers of the sentence, in order.
    pub(super) fn triggers(&self) -> Vec<usize> {
        (0..self.pieces.len())
            .filter(|&at| self.pieces.get(at).is_some_and(|piece| piece.outcome().is_some()))
            .collect()
    }

    /// Notes that `rule` almost applied at piece `at`.
    pub(super) fn note(&mut self, at: usize, rule: &str, why: &str) {
        if self.notes.is_none() {
            return;
        }
        let word = self
            .pieces
            .get(at)
            .map_or("", |piece| self.tokens.span(piece.tokens.clone()).of(self.tokens.text));
        let note = format!("{rule} at `{word}`: {why}");
        if let Some(notes) = &mut self.notes {
            notes.push(note);
        }
    }

    /// Whether the group at piece `at` is counted by "ni" or "nor".
    pub(super) fn reads_neither(&self, at: usize) -> bool {
        let Some((_, group)) = self.group_at(at) else { return false };
        matches!(self.tokens.folded(group.number.start), "ni" | "nor" | "neither")
    }
}
