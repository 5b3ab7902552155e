//! Descriptions that stand for an actor (`the army`, `ruling junta`), and the word lists with which
//! the finder judges what stands beside a name.

use std::collections::HashSet;

use serde::Deserialize;

use super::{ActorsError, Office};
use crate::text::ByHash;
use crate::text::{Tokens, fold, hash_folded};
use crate::vocabulary::NameTable;

/// How a description may stand for the body of the article's own country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bare {
    /// With its article, which belongs to the mention: `the army`.
    Article,
    /// With its article, and only where no noun follows that it would describe: `the military`.
    Noun,
    /// As it is, the article is no part of it: `ruling junta`.
    Alone,
    /// Not at all: `troops` needs a country beside it.
    Never,
}

/// One kind of description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description {
    /// The office of the state that it describes.
    pub office: Office,
    /// How it may stand without a country.
    pub bare: Bare,
}

/// Folded words, kept as their hashes.
#[derive(Debug, Default)]
pub struct Words(HashSet<u64, ByHash>);

impl Words {
    /// Whether `folded` is one of them.
    #[must_use]
    pub fn has(&self, folded: &str) -> bool {
        self.0.contains(&hash_folded(folded.as_bytes()))
    }

    /// Whether token `at` is one of them.
    #[must_use]
    pub fn at(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.0.contains(&tokens.hash(at))
    }

    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }

    fn add(&mut self, words: &[String]) {
        self.0.extend(words.iter().map(|word| hash_folded(fold(word).as_bytes())));
    }
}

/// Descriptions and word lists of all languages.
#[derive(Debug, Default)]
pub struct Descriptions {
    kinds: Vec<Description>,
    phrases: NameTable,
    /// Words between a country and its body: `Mali's ruling military junta`.
    pub modifiers: Words,
    /// Articles before a description.
    pub articles: Words,
    /// Words before a description that deny that it is the country's own: `a foreign army`.
    pub strangers: Words,
    /// Words that join a description to its country: `the army of Mali`, `l'armée du Mali`.
    pub joins: Words,
    /// What a capital does when it stands for its government: `Bamako denies`.
    pub statements: Words,
    /// Words before a capital that make it a place: `in Bamako`.
    pub locatives: Words,
    /// Nouns beside a short form that show it to be an armed group: `IS fighters`.
    pub companions: Words,
    /// Words beside a short form that show it to be an agency or a monitor: `the NGO SITE`.
    pub media_companions: Words,
    /// Words that a text may set after a defined name within the same mention: `(IS) organization`.
    pub bodies: Words,
    /// Words one of which shows a name that no lexicon knows to be an armed group's.
    pub group_words: Words,
    /// Words that with a name behind them name an armed unit: `katiba`.
    pub unit_words: Words,
    /// Words two of which show it.
    pub group_hints: Words,
    /// Small words inside a group's name that give no letter to its abbreviation.
    pub small_words: Words,
    /// Nouns of the functions of people: `professor`, `porte-parole`.
    pub functions: Words,
    /// Ranks and forms of address before a person's name.
    pub titles: Words,
    /// Ranks, after which a name is a person's.
    pub ranks: Words,
    /// Capitalised words that are no part of a person's name: `Monday`, `North`, `Human`.
    pub not_names: Words,
    /// Words that follow a noun, rather than nouns that it would describe.
    pub followers: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    description: Vec<Entry>,
    #[serde(default)]
    words: Lists,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    office: String,
    bare: Bare,
    phrases: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Lists {
    modifiers: Vec<String>,
    articles: Vec<String>,
    strangers: Vec<String>,
    joins: Vec<String>,
    statements: Vec<String>,
    locatives: Vec<String>,
    companions: Vec<String>,
    media_companions: Vec<String>,
    bodies: Vec<String>,
    group_words: Vec<String>,
    group_hints: Vec<String>,
    unit_words: Vec<String>,
    small_words: Vec<String>,
    functions: Vec<String>,
    titles: Vec<String>,
    ranks: Vec<String>,
    not_names: Vec<String>,
    followers: Vec<String>,
}

impl Descriptions {
    pub(super) fn add_file(&mut self, name: &str, text: &str) -> Result<(), ActorsError> {
        let error = |line, problem| ActorsError::Row { file: name.to_owned(), line, problem };
        let file: File = toml::from_str(text).map_err(|cause| {
            let before = cause.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            error(before.lines().count(), cause.message().to_owned())
        })?;
        for entry in file.description {
            let Some(office) = Office::parse(&entry.office) else {
                return Err(error(0, format!("{:?} is no office", entry.office)));
            };
            let kind = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
            self.kinds.push(Description { office, bare: entry.bare });
            for phrase in &entry.phrases {
                self.phrases.insert(phrase, kind);
            }
        }
        self.add_lists(&file.words);
        Ok(())
    }

    fn add_lists(&mut self, lists: &Lists) {
        self.modifiers.add(&lists.modifiers);
        self.articles.add(&lists.articles);
        self.strangers.add(&lists.strangers);
        self.joins.add(&lists.joins);
        self.statements.add(&lists.statements);
        self.locatives.add(&lists.locatives);
        self.companions.add(&lists.companions);
        self.media_companions.add(&lists.media_companions);
        self.bodies.add(&lists.bodies);
        self.group_words.add(&lists.group_words);
        self.group_hints.add(&lists.group_hints);
        self.unit_words.add(&lists.unit_words);
        self.small_words.add(&lists.small_words);
        self.functions.add(&lists.functions);
        self.titles.add(&lists.titles);
        self.ranks.add(&lists.ranks);
        self.not_names.add(&lists.not_names);
        self.followers.add(&lists.followers);
    }

    pub(super) const fn phrases(&self) -> &NameTable {
        &self.phrases
    }

    pub(super) fn kind(&self, entry: u32) -> Option<Description> {
        self.kinds.get(usize::try_from(entry).ok()?).copied()
    }
}
