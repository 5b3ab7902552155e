//! The actor lexicon: who is who, under every spelling.

mod actor;
mod built_in;
mod countries;
mod descriptions;
mod error;
mod suggest;
mod table;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub use actor::{Actor, ActorKind, Alias, AliasUse};
pub use countries::{Countries, Country, CountryWord, Office};
pub use descriptions::{Bare, Description, Descriptions, Words};
pub use error::ActorsError;

use super::{Mark, NameTable, Side};
use crate::text::{Tokens, fold};
use table::{Row, rows};

/// Every known actor, findable by id and by name.
#[derive(Debug, Default)]
pub struct ActorLexicon {
    actors: Vec<Actor>,
    by_id: HashMap<String, usize>,
    names: NameTable,
    spellings: Vec<Spelling>,
    /// Countries, their words of origin and the bodies of their state.
    pub countries: Countries,
    /// Descriptions and word lists.
    pub descriptions: Descriptions,
}

/// Which actor and which of its aliases a name in the table is.
#[derive(Debug, Clone, Copy)]
struct Spelling {
    actor: usize,
    alias: usize,
}

impl ActorLexicon {
    /// The lexicon that is embedded in the program.
    #[must_use]
    pub fn built_in() -> Self {
        // The embedded files are checked by a test; were one broken, the lexicon would be empty.
        Self::parse(built_in::FILES.iter().copied()).unwrap_or_else(|_| Self::default())
    }

    /// The embedded lexicon and a user's files, given as name and text. A row whose id is embedded
    /// adds its spellings to that actor.
    ///
    /// # Errors
    /// Fails on the first line of a user's file that cannot be read or names an unknown parent.
    pub fn built_in_and(own: &[(String, String)]) -> Result<Self, ActorsError> {
        let mut lexicon = Self::built_in();
        let embedded = lexicon.actors.len();
        for (name, text) in own {
            lexicon.add_file(name, text, embedded)?;
        }
        lexicon.check_parents()?;
        Ok(lexicon)
    }

    /// Reads data files, each a name and its text.
    ///
    /// # Errors
    /// Fails on the first line that cannot be read or names an unknown parent.
    pub fn parse<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Self, ActorsError> {
        let files: Vec<_> = files.into_iter().collect();
        let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
        let mut lexicon = Self { names: NameTable::with_capacity(bytes / 32), ..Self::default() };
        for (name, text) in files {
            lexicon.add_file(name, text, 0)?;
        }
        lexicon.check_parents()?;
        Ok(lexicon)
    }

    fn add_file(&mut self, name: &str, text: &str, embedded: usize) -> Result<(), ActorsError> {
        if name.ends_with(".toml") {
            self.descriptions.add_file(name, text)
        } else if name.ends_with("countries.tsv") {
            self.countries.add_table(name, text)
        } else {
            self.add_actors(name, text, embedded)
        }
    }

    /// The actor of this id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Actor> {
        self.by_id.get(id).and_then(|&at| self.actors.get(at))
    }

    /// Every actor that `name` may stand for, whatever its case, accents and hyphens.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<&Actor> {
        let mut found: Vec<&Actor> = Vec::new();
        for (actor, _) in self.names.get(name).iter().filter_map(|&entry| self.spelling(entry)) {
            if !found.iter().any(|known| known.id == actor.id) {
                found.push(actor);
            }
        }
        found
    }

    /// The longest name that begins at token `at`: its tokens and its spellings, for
    /// [`ActorLexicon::spelling`].
    #[must_use]
    pub fn longest_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, &[u32])> {
        self.names.longest_at(tokens, at)
    }

    /// The spellings that exactly `name` is, for [`ActorLexicon::spelling`].
    #[must_use]
    pub fn entries(&self, name: &str) -> &[u32] {
        self.names.get(name)
    }

    /// The actor and the alias that a spelling is.
    #[must_use]
    pub fn spelling(&self, entry: u32) -> Option<(&Actor, &Alias)> {
        let spelling = self.spellings.get(usize::try_from(entry).ok()?)?;
        let actor = self.actors.get(spelling.actor)?;
        Some((actor, actor.aliases.get(spelling.alias)?))
    }

    /// Ids of the parents of `id`, the topmost first.
    #[must_use]
    pub fn ancestors(&self, id: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut parent = self.by_id(id).and_then(|actor| actor.parent.as_deref());
        while let Some(actor) = parent.and_then(|id| self.by_id(id)) {
            if found.contains(&actor.id) {
                break;
            }
            found.push(actor.id.clone());
            parent = actor.parent.as_deref();
        }
        found.reverse();
        found
    }

    /// Ids of all that belong to `id`, directly or through others, in the order of the data.
    #[must_use]
    pub fn descendants(&self, id: &str) -> Vec<String> {
        let below = |actor: &&Actor| self.ancestors(&actor.id).iter().any(|above| above == id);
        self.actors.iter().filter(below).map(|actor| actor.id.clone()).collect()
    }

    /// Every actor in the order of the data.
    pub fn iter(&self) -> impl Iterator<Item = &Actor> {
        self.actors.iter()
    }

    /// How many actors there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.actors.len()
    }

    /// Whether there is no actor.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.actors.is_empty()
    }

    /// Up to five known names and ids that are nearest to `name`, for an error message.
    #[must_use]
    pub fn suggest(&self, name: &str) -> Vec<String> {
        let wanted = fold(name);
        let limit = (wanted.chars().count() / 3).clamp(1, 4);
        let mut near: Vec<(usize, &str)> = Vec::new();
        for actor in &self.actors {
            let names = actor.aliases.iter().map(|alias| alias.text.as_str()).chain([actor.id.as_str()]);
            let nearest = names
                .filter_map(|known| Some((suggest::distance(&wanted, &fold(known), limit)?, known)))
                .min();
            near.extend(nearest);
        }
        near.sort_unstable();
        near.into_iter().take(5).map(|(_, known)| known.to_owned()).collect()
    }

    /// The longest name or word of origin of a country that begins at token `at`: its tokens, its
    /// place among the countries, and how it names it.
    #[must_use]
    pub fn country_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, usize, CountryWord)> {
        let (range, entries) = self.countries.names().longest_at(tokens, at)?;
        let (country, word) = entries.iter().find_map(|&entry| self.countries.word(entry))?;
        Some((range, country, word))
    }

    /// The words that open a name, a country's name, a description or a unit's name.
    pub(super) fn marked_words(&self) -> impl Iterator<Item = (u64, Mark)> {
        let descriptions = &self.descriptions;
        let names = [
            (&self.names, Mark::ACTOR),
            (self.countries.names(), Mark::COUNTRY),
            (descriptions.phrases(), Mark::DESCRIPTION),
        ];
        names
            .into_iter()
            .flat_map(|(names, mark)| names.first_words().iter().map(move |&word| (word, mark)))
            .chain(descriptions.unit_words.hashes().map(|word| (word, Mark::UNIT)))
    }

    /// The longest description of a state's body that begins at token `at`.
    #[must_use]
    pub fn description_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, Description)> {
        let (range, entries) = self.descriptions.phrases().longest_at(tokens, at)?;
        let description = entries.iter().find_map(|&entry| self.descriptions.kind(entry))?;
        Some((range, description))
    }

    /// Adds the rows of a table; one whose id is that of the first `embedded` actors adds spellings.
    fn add_actors(&mut self, file: &str, text: &str, embedded: usize) -> Result<(), ActorsError> {
        for row in rows(file, text, &["id", "name", "kind"])? {
            let actor = read_actor(&row)?;
            match self.by_id.get(&actor.id).copied() {
                Some(known) if known < embedded => {
                    actor.aliases.into_iter().for_each(|alias| self.add_alias(known, alias));
                }
                Some(_) => return Err(row.error(format!("the id {} stands twice", actor.id))),
                None => {
                    let at = self.actors.len();
                    self.by_id.insert(actor.id.clone(), at);
                    let aliases = actor.aliases.clone();
                    self.actors.push(Actor { aliases: Vec::with_capacity(aliases.len()), ..actor });
                    aliases.into_iter().for_each(|alias| self.add_alias(at, alias));
                }
            }
        }
        Ok(())
    }

    /// Adds a spelling to the actor at `at`, unless it has it.
    fn add_alias(&mut self, at: usize, alias: Alias) {
        let Some(actor) = self.actors.get_mut(at) else { return };
        if actor.aliases.iter().any(|known| known.text == alias.text) {
            return;
        }
        let entry = u32::try_from(self.spellings.len()).unwrap_or(u32::MAX);
        self.names.insert(&alias.text, entry);
        self.spellings.push(Spelling { actor: at, alias: actor.aliases.len() });
        actor.aliases.push(alias);
    }

    fn check_parents(&self) -> Result<(), ActorsError> {
        for actor in &self.actors {
            if let Some(parent) = actor.parent.as_deref().filter(|parent| self.by_id(parent).is_none()) {
                let problem = format!("{} names the unknown parent {parent}", actor.id);
                return Err(ActorsError::Lexicon { problem });
            }
        }
        Ok(())
    }
}

fn read_actor(row: &Row<'_>) -> Result<Actor, ActorsError> {
    let kind = ActorKind::parse(row.cell("kind"))
        .ok_or_else(|| row.error(format!("{:?} is no kind of actor", row.cell("kind"))))?;
    let side = match row.cell("side") {
        "" => kind.side(),
        word => Side::parse(word).ok_or_else(|| row.error(format!("{word:?} is no side")))?,
    };
    let optional = |column| Some(row.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned);
    Ok(Actor {
        id: row.cell("id").to_owned(),
        name: row.cell("name").to_owned(),
        aliases: read_aliases(row),
        parent: optional("parent"),
        kind,
        side,
        inter: number(row, "inter")?.unwrap_or_default(),
        countries: row.list("countries").filter(|&code| code != "*").map(str::to_owned).collect(),
        from: number(row, "from")?,
        to: number(row, "to")?,
        role: optional("role"),
    })
}

fn number<N: std::str::FromStr>(row: &Row<'_>, column: &str) -> Result<Option<N>, ActorsError> {
    match row.cell(column) {
        "" => Ok(None),
        cell => match cell.parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(row.error(format!("{cell:?} under {column} is no number"))),
        },
    }
}

/// The shown name and all spellings, each once; a name listed with a mark keeps its mark.
fn read_aliases(row: &Row<'_>) -> Vec<Alias> {
    let listed: Vec<Alias> =
        ["en", "fr", "other"].iter().flat_map(|column| row.list(column)).map(read_alias).collect();
    let name = read_alias(row.cell("name"));
    let marked = listed.iter().find(|alias| alias.text == name.text).cloned();
    // What stands in brackets tells two shown names apart and is no part of either.
    let shown = (!name.text.contains(" (")).then(|| marked.unwrap_or(name));
    let mut seen = HashSet::new();
    let mut aliases = Vec::with_capacity(listed.len() + 1);
    for alias in shown.into_iter().chain(listed) {
        if seen.insert(alias.text.clone()) {
            aliases.push(alias);
        }
    }
    aliases
}

/// `?` marks an ambiguous spelling, `~` a metonym, `=` one that must be cased as written.
fn read_alias(cell: &str) -> Alias {
    let text = cell.trim_start_matches(['?', '~', '=']);
    let marks = cell.strip_suffix(text).unwrap_or_default();
    let usage = if marks.contains('?') {
        AliasUse::Ambiguous
    } else if marks.contains('~') {
        AliasUse::Metonym
    } else {
        AliasUse::Plain
    };
    Alias { text: text.to_owned(), usage, exact: marks.contains('=') }
}
