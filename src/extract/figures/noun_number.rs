//! Numbers and nouns that do not simply follow each other: one word for both, "men two", "members the army".

use super::reader::Reader;
use crate::text::TokenKind;
use crate::text::number::{Number, NumberForm};
use crate::vocabulary::VictimCategory;
use crate::vocabulary::casualties::{CasualtyWord, Cue};

impl Reader<'_, '_, '_> {
    /// Where the noun that `number` counts may begin.
    pub(super) fn noun_start(&self, number: &Number) -> usize {
        let names = |word: &CasualtyWord| word.victim.is_some() || word.outcome.is_some();
        let own = self.word(number.tokens.start);
        // A dual is a number and its noun in one word.
        if number.form == NumberForm::Both && own.is_some_and(|(_, word)| names(word)) {
            return number.tokens.start;
        }
        let (from, _) = self.tied_qualifier(number.tokens.end);
        // "dozens the civilians", where a language leaves out "of"
        let vague = number.form == NumberForm::Vague && self.words.verb_first;
        match self.word(from) {
            Some((the, word)) if vague && word.is(Cue::Definite) => the.end,
            _ => from,
        }
    }

    /// The end of a phrase that ends at `end`, behind the word that says its number again: "men-two two".
    pub(super) fn restated(&self, end: usize, number: &Number) -> usize {
        match self.number_behind(end) {
            Some(again) if again.best == number.best && end > number.tokens.end => again.tokens.end,
            _ => end,
        }
    }

    /// "person one", "civilians two": the word for a number behind its noun, which ends at `end`.
    pub(super) fn number_behind(&self, end: usize) -> Option<&Number> {
        let number = self.number_at(end).filter(|_| self.words.one_unmarked)?;
        let spelled = self.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Word);
        let few = matches!(number.best, Some(1 | 2)) && number.form == NumberForm::Cardinal;
        (spelled && few && number.is_count() && number.tokens.len() == 1).then_some(number)
    }

    /// "members the army": the owner right behind a noun, without "of" or "to"; where it ends and whom it names.
    pub(super) fn owner(&self, end: usize) -> (usize, Option<VictimCategory>) {
        let the = self.word(end).filter(|(_, word)| {
            self.words.verb_first && word.is(Cue::Definite) && !word.is(Cue::Preposition)
        });
        let Some((the, _)) = the else { return (end, None) };
        match self.word(the.end) {
            Some((owner, word)) if word.victim.is_some() => {
                (owner.end, word.victim.map(|noun| noun.category))
            }
            _ => (end, None),
        }
    }
}
