//! Countries as the actors' data knows them: their names, their words of origin, and the bodies of
//! their state.

use std::collections::HashMap;

use super::ActorsError;
use super::table::{Row, rows};
use crate::vocabulary::NameTable;

/// A country whose army, police and government can be named by description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166 code of two letters.
    pub code: String,
    /// Name in English.
    pub name: String,
    /// Capital and other seats that stand for the government: `Bamako denies`.
    pub seats: Vec<String>,
    /// Ids of the bodies of its state, by office.
    bodies: [Option<String>; Office::COUNT],
}

/// A body that every state has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Office {
    /// The armed forces.
    Army,
    /// The government.
    Government,
    /// The police.
    Police,
    /// A gendarmerie.
    Gendarmerie,
    /// Army and police together.
    Security,
}

impl Office {
    const COUNT: usize = 5;
    const ALL: [Self; Self::COUNT] =
        [Self::Army, Self::Government, Self::Police, Self::Gendarmerie, Self::Security];

    /// The word for the office in the data files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Army => "army",
            Self::Government => "government",
            Self::Police => "police",
            Self::Gendarmerie => "gendarmerie",
            Self::Security => "security",
        }
    }

    /// The office of this word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|office| office.as_str() == text)
    }
}

impl Country {
    /// Id of the actor that holds this office.
    #[must_use]
    pub fn body(&self, office: Office) -> Option<&str> {
        self.bodies.iter().zip(Office::ALL).find(|(_, of)| *of == office).and_then(|(id, _)| id.as_deref())
    }
}

/// How a word names a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountryWord {
    /// `Mali`
    Name,
    /// `Malian`, `maliennes`
    Demonym,
    /// `Bamako`
    Seat,
}

/// All countries, and the words that name them.
#[derive(Debug, Default)]
pub struct Countries {
    /// The countries in the order of the data.
    pub all: Vec<Country>,
    by_code: HashMap<String, usize>,
    names: NameTable,
    words: Vec<(usize, CountryWord)>,
}

impl Countries {
    pub(super) fn add_table(&mut self, file: &str, text: &str) -> Result<(), ActorsError> {
        if self.all.is_empty() {
            self.names = NameTable::with_capacity(text.len() / 16);
        }
        for row in rows(file, text, &["code", "name"])? {
            self.add(&row)?;
        }
        Ok(())
    }

    fn add(&mut self, row: &Row<'_>) -> Result<(), ActorsError> {
        let at = self.all.len();
        let code = row.cell("code").to_owned();
        if self.by_code.insert(code.clone(), at).is_some() {
            return Err(row.error(format!("the country {code} stands twice")));
        }
        for name in [row.cell("name")].into_iter().chain(row.list("names")) {
            self.add_word(name, at, CountryWord::Name);
        }
        for base in row.list("demonyms") {
            self.add_word(base, at, CountryWord::Demonym);
            if !base.ends_with(['s', 'x', 'z', 'h', 'i']) {
                self.add_word(&format!("{base}s"), at, CountryWord::Demonym);
            }
        }
        let seats: Vec<String> = row.list("seats").map(str::to_owned).collect();
        for seat in &seats {
            self.add_word(seat, at, CountryWord::Seat);
        }
        let bodies = Office::ALL.map(|office| match row.cell(office.as_str()) {
            "" => None,
            id => Some(id.to_owned()),
        });
        self.all.push(Country { code, name: row.cell("name").to_owned(), seats, bodies });
        Ok(())
    }

    fn add_word(&mut self, word: &str, country: usize, kind: CountryWord) {
        let entry = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push((country, kind));
        self.names.insert(word, entry);
    }

    /// The country of this ISO code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Country> {
        self.by_code.get(code).and_then(|&at| self.all.get(at))
    }

    /// Place in [`Countries::all`] of the country of this name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.get(name).iter().find_map(|&entry| self.word(entry)).map(|(country, _)| country)
    }

    pub(super) const fn names(&self) -> &NameTable {
        &self.names
    }

    pub(super) fn word(&self, entry: u32) -> Option<(usize, CountryWord)> {
        self.words.get(usize::try_from(entry).ok()?).copied()
    }
}
