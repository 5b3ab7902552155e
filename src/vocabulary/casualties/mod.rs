//! Casualty words: what the words of a language say about people harmed, from `index-schema/casualties/`.
//!
//! A word is a plain record of everything that it can be ([`CasualtyWord`]): the same form may be a
//! verb and a noun. The grammar that reads them is in `extract::figures` and knows no language.

mod cue;
mod file;
mod word;

use std::collections::HashSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

pub use cue::Cue;
pub use word::{CasualtyWord, Form, OutcomeWord, Unit, VictimWord};

use super::{Mark, Marks, NameTable};
use crate::text::{ByHash, Token, Tokens};

/// What is wrong with a casualty word file.
#[derive(Debug, thiserror::Error)]
pub enum CasualtyFileError {
    /// Not TOML, or not of the shape that the README of the folder describes.
    #[error("{file}: {source}")]
    Toml {
        /// Name of the file.
        file: String,
        /// What the parser says, with line and column.
        source: Box<toml::de::Error>,
    },
    /// A key that means nothing.
    #[error("{file}: unknown {kind} `{key}`; index-schema/casualties/README.md lists those that exist")]
    UnknownKey {
        /// Name of the file.
        file: String,
        /// `outcome`, `cue`, …
        kind: &'static str,
        /// The key as written.
        key: String,
    },
    /// A verb line that does not have its four columns.
    #[error("{file}: verb `{line}` needs four columns: infinitive | finite | participle | gerund")]
    VerbColumns {
        /// Name of the file.
        file: String,
        /// The line as written.
        line: String,
    },
}

/// The casualty words of every language known.
#[derive(Debug, Default)]
pub struct Casualties {
    languages: Vec<CasualtyWords>,
}

impl Casualties {
    /// Reads casualty word files, given as names and texts.
    ///
    /// # Errors
    /// The first file that is not as `index-schema/casualties/README.md` describes.
    pub fn parse(files: &[(String, String)]) -> Result<Self, CasualtyFileError> {
        let languages = files.iter().map(|(name, text)| file::parse(name, text)).collect::<Result<_, _>>()?;
        Ok(Self { languages })
    }

    /// The words of `language`, where there is a file for it.
    #[must_use]
    pub fn language(&self, language: &str) -> Option<&CasualtyWords> {
        self.languages.iter().find(|words| words.language == language)
    }

    /// The words that tell the language of a text, and those that tell of an outcome or a loss.
    pub(super) fn marked_words(&self) -> impl Iterator<Item = (u64, Mark)> {
        self.languages.iter().enumerate().flat_map(|(nth, words)| words.marked_words(nth))
    }

    /// Every language, in the order of the files.
    #[must_use]
    pub fn all(&self) -> &[CasualtyWords] {
        &self.languages
    }
}

/// The casualty words that are embedded in the program.
pub(super) fn built_in() -> Casualties {
    let files = BUILT_IN.map(|(name, text)| (name.to_owned(), text.to_owned()));
    Casualties::parse(&files).expect("the embedded files are read by a test")
}

const BUILT_IN: [(&str, &str); 4] = [
    ("casualties/en.toml", include_str!("../../../index-schema/casualties/en.toml")),
    ("casualties/fr.toml", include_str!("../../../index-schema/casualties/fr.toml")),
    ("casualties/es.toml", include_str!("../../../index-schema/casualties/es.toml")),
    ("casualties/ar.toml", include_str!("../../../index-schema/casualties/ar.toml")),
];

/// The casualty words of one language.
#[derive(Debug, Default)]
pub struct CasualtyWords {
    /// Language code: `en`, `fr`, …
    pub language: String,
    /// Whether adjectives follow their noun, so that the first noun after a number is the head.
    pub noun_first: bool,
    /// Whether the doer stands between a verb and its victims: "killed the army twelve rebels".
    pub verb_first: bool,
    /// Whether a noun in the singular counts one without an article.
    pub one_unmarked: bool,
    /// Small words that are written together with the word behind them, folded, the longest first.
    pub prefixes: Vec<String>,
    /// The words of all forms, where the language has prefixes.
    spelled: HashSet<u64, ByHash>,
    names: NameTable,
    groups: Vec<FormGroup>,
}

/// Words that occur in every sentence and mean little.
const SMALL: [Cue; 9] = [
    Cue::And,
    Cue::Of,
    Cue::Be,
    Cue::Have,
    Cue::Definite,
    Cue::Possessive,
    Cue::Article,
    Cue::Preposition,
    Cue::Relative,
];

/// The words that fold to one form: `tue`, `tué` and `TUE`.
#[derive(Debug, Default)]
struct FormGroup {
    variants: Vec<(String, CasualtyWord)>,
    merged: CasualtyWord,
}

impl CasualtyWords {
    /// No words yet, with room for those of a file of that many bytes.
    fn with_room_for(bytes: usize) -> Self {
        Self { names: NameTable::with_capacity(bytes / 20), ..Self::default() }
    }

    /// The longest casualty word or phrase that begins at token `at`.
    ///
    /// Accents decide where the text has them (`tue`, `tué`); capitals without accents may be either.
    #[must_use]
    pub fn longest_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, &CasualtyWord)> {
        self.longest_before(tokens, at, usize::MAX)
    }

    /// The same among those that end before token `end`.
    #[must_use]
    pub fn longest_before(
        &self,
        tokens: &Tokens<'_>,
        at: usize,
        end: usize,
    ) -> Option<(Range<usize>, &CasualtyWord)> {
        let (range, entries) = self.names.longest_before(tokens, at, end)?;
        let group = self.groups.get(*entries.first()? as usize)?;
        if let [(_, only)] = group.variants.as_slice() {
            return Some((range, only));
        }
        let surface = tokens.span(range.clone()).of(tokens.text).to_lowercase();
        let exact = group.variants.iter().find(|(form, _)| same_letters(form, &surface));
        let capitals = surface.is_ascii()
            && tokens.get(range.start).is_some_and(|token| token.shape == crate::text::Shape::Upper);
        Some((range, exact.filter(|_| !capitals).map_or(&group.merged, |(_, word)| word)))
    }

    /// The words that tell of this language, the `nth` of all, and of harm.
    fn marked_words(&self, nth: usize) -> impl Iterator<Item = (u64, Mark)> {
        self.groups.iter().flat_map(move |group| {
            let form = group.variants.first().map_or("", |(form, _)| form);
            let tokens = Tokens::new(form);
            let told = match (group.merged.is_any(&SMALL), group.merged.outcome.is_some()) {
                (false, false) => None,
                (true, false) => Some(Mark::small_word(nth)),
                (false, true) => Some(Mark::outcome(nth)),
                (true, true) => Some(Mark::small_word(nth) | Mark::outcome(nth)),
            };
            let single = told.filter(|_| tokens.len() == 1).map(|told| (tokens.hash(0), told));
            let is_harm = group.merged.outcome.is_some() || group.merged.is(Cue::Loss);
            let harm = is_harm.then(|| match self.first_telling(&tokens) {
                0 => (tokens.hash(0), Mark::HARM),
                behind => (tokens.hash(behind), Mark::HARM_BEHIND),
            });
            single.into_iter().chain(harm)
        })
    }

    /// The first word of a phrase that is no small word, which every sentence has; the first of all
    /// where [`CasualtyWords::SMALL_BEFORE`] do not lead to one.
    fn first_telling(&self, phrase: &Tokens<'_>) -> usize {
        let is_small = |at: usize| {
            let alone =
                self.names.get(phrase.folded(at)).first().and_then(|at| self.groups.get(*at as usize));
            alone.is_some_and(|group| group.merged.is_any(&SMALL))
        };
        let words = (0..phrase.len()).filter(|&at| phrase.get(at).is_some_and(Token::is_word));
        words.take(Self::SMALL_BEFORE + 1).find(|&at| !is_small(at)).unwrap_or_default()
    }

    /// How many small words may stand before the word of a phrase that is marked for it.
    const SMALL_BEFORE: usize = 2;

    /// Whether a phrase that holds token `at`, marked for it, names an outcome or a loss.
    #[must_use]
    pub fn names_harm(&self, tokens: &Tokens<'_>, marks: &Marks, at: usize) -> bool {
        // Each small word may have a joiner behind it: "to\ndeath".
        let before = if marks.has(at, Mark::HARM_BEHIND) { 2 * Self::SMALL_BEFORE } else { 0 };
        (at.saturating_sub(before)..=at).rev().any(|from| {
            let found = self.longest_at(tokens, from).filter(|(range, _)| range.contains(&at));
            found.is_some_and(|(_, word)| word.outcome.is_some() || word.is(Cue::Loss))
        })
    }

    /// Whether a casualty word or phrase is spelled with the word of this hash.
    #[must_use]
    pub fn knows(&self, hash: u64) -> bool {
        self.spelled.contains(&hash)
    }

    fn add(&mut self, form: &str, change: impl Fn(&mut CasualtyWord)) {
        let known = self.names.get(form).first().copied();
        let at = known.map_or(self.groups.len(), |at| at as usize);
        if known.is_none() {
            self.names.insert(form, u32::try_from(at).unwrap_or(u32::MAX));
            self.groups.push(FormGroup::default());
            if !self.prefixes.is_empty() {
                let tokens = Tokens::new(form);
                self.spelled.extend((0..tokens.len()).map(|at| tokens.hash(at)));
            }
        }
        let Some(group) = self.groups.get_mut(at) else { return };
        let lower = form.to_lowercase();
        change(&mut group.merged);
        if let Some((_, word)) = group.variants.iter_mut().find(|(known, _)| same_letters(known, &lower)) {
            change(word);
        } else {
            let mut word = CasualtyWord::default();
            change(&mut word);
            // Nearly every form has one variant only, and there are thousands.
            group.variants.reserve_exact(1);
            group.variants.push((lower, word));
        }
    }
}

/// Whether two forms differ in nothing but apostrophes, hyphens and spaces.
fn same_letters(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    letters(a).eq(letters(b))
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.nfc().filter(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Outcome;

    fn word<'c>(all: &'c Casualties, language: &str, form: &str) -> &'c CasualtyWord {
        let words = all.language(language).expect("a file");
        words.longest_at(&Tokens::new(form), 0).expect("a word").1
    }

    #[test]
    fn accents_tell_forms_apart_where_the_text_has_them() {
        let all = built_in();
        let is =
            |form: &str, which: Form| word(&all, "fr", form).outcome.is_some_and(|outcome| outcome.is(which));
        assert!(is("tue", Form::Finite) && !is("tue", Form::Participle));
        assert!(is("tué", Form::Participle) && !is("tué", Form::Finite));
        assert!(is("TUE", Form::Finite) && is("TUE", Form::Participle));
    }

    #[test]
    fn every_language_knows_the_outcomes_that_matter_most() {
        let all = built_in();
        for (language, form, outcome) in [
            ("en", "shot dead", Outcome::Killed),
            ("en", "kidnapped", Outcome::Abducted),
            ("fr", "trouvé la mort", Outcome::Killed),
            ("fr", "blessées", Outcome::Injured),
            ("es", "heridos", Outcome::Injured),
            ("ar", "قُتل", Outcome::Killed),
        ] {
            assert_eq!(word(&all, language, form).outcome.map(|word| word.outcome), Some(outcome), "{form}");
        }
    }

    #[test]
    fn a_wrong_key_names_the_file_and_the_key() {
        let file = ("xx.toml".to_owned(), "language = \"xx\"\n[cues]\nwrong = [\"a\"]\n".to_owned());
        let error = Casualties::parse(&[file]).expect_err("an unknown cue").to_string();
        assert!(error.starts_with("xx.toml: unknown cue `wrong`"), "{error}");
    }
}
