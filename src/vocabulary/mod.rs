//! Places, actors and casualty words: the data of `index-schema/`, parsed once and looked up fast.
//!
//! Does no I/O: [`Sources`] holds the texts of the data files, embedded or read by the caller.

pub mod actors;
pub mod casualties;
mod dates;
mod error;
mod gazetteer;
mod marks;
mod names;
mod numbers;
mod openings;
mod values;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::text::Tokens;
use crate::text::number::NumberWords;

pub use actors::{Actor, ActorKind, ActorLexicon, ActorsError};
pub use casualties::{Casualties, CasualtyWords};
pub use dates::{DateCue, DateUnit, DateWord, DateWords, Dates};
pub use error::VocabularyError;
pub use gazetteer::geonames;
pub use gazetteer::{
    Gazetteer, GazetteerError, Meanings, Named, Place, PlaceKind, PlaceWords, Point, Precision, WordClass,
};
pub use marks::{Mark, MarkTable, Marks, Telling};
pub use names::NameTable;
pub use numbers::{Numbers, NumbersError};
pub(crate) use values::closed_set;
pub use values::{Outcome, Qualifier, Severity, Side, Stance, VictimCategory};

/// The texts of the data files that a vocabulary is built from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Gazetteer files beside the embedded ones: name and text.
    pub places: Vec<(String, Cow<'static, str>)>,
    /// Actor lexicon files beside the embedded ones: name and text.
    pub actors: Vec<(String, String)>,
}

/// Everything the extractor knows by name.
#[derive(Debug, Default)]
pub struct Vocabulary {
    places: OnceLock<Gazetteer>,
    place_words: OnceLock<PlaceWords>,
    actors: OnceLock<ActorLexicon>,
    casualties: OnceLock<Casualties>,
    dates: OnceLock<Dates>,
    marks: OnceLock<MarkTable>,
}

impl Vocabulary {
    /// The vocabulary that is embedded in the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self::default()
    }

    /// The embedded vocabulary and a user's own files.
    ///
    /// # Errors
    /// Where a file cannot be read as what it should be.
    pub fn with(sources: Sources) -> Result<Self, VocabularyError> {
        let places = if sources.places.is_empty() {
            OnceLock::new()
        } else {
            OnceLock::from(Gazetteer::built_in_and(sources.places)?)
        };
        let actors = if sources.actors.is_empty() {
            OnceLock::new()
        } else {
            OnceLock::from(ActorLexicon::built_in_and(&sources.actors)?)
        };
        Ok(Self { places, actors, ..Self::default() })
    }

    /// All places by name, id and path; loaded when first asked for.
    pub fn places(&self) -> &Gazetteer {
        self.places.get_or_init(Gazetteer::built_in)
    }

    /// The words around a name that decide whether it is a place; loaded when first asked for.
    pub fn place_words(&self) -> &PlaceWords {
        self.place_words.get_or_init(PlaceWords::built_in)
    }

    /// All actors by name and id; loaded when first asked for.
    pub fn actors(&self) -> &ActorLexicon {
        self.actors.get_or_init(ActorLexicon::built_in)
    }

    /// The casualty words of every language; loaded when first asked for.
    pub fn casualties(&self) -> &Casualties {
        self.casualties.get_or_init(casualties::built_in)
    }

    /// Number words of every language; loaded when first asked for.
    pub fn numbers(&self) -> &Numbers {
        Numbers::built_in()
    }

    /// Date words of every language; loaded when first asked for.
    pub fn dates(&self) -> &Dates {
        self.dates.get_or_init(Dates::built_in)
    }

    /// `tokens` with the prefixes of `language` parted from its casualty and number words; `None` where it has none.
    #[must_use]
    pub fn parted<'t>(&self, tokens: &Tokens<'t>, language: &str) -> Option<Tokens<'t>> {
        let words = self.casualties().language(language).filter(|words| !words.prefixes.is_empty())?;
        let numbers = self.numbers().of(Some(language));
        Some(tokens.parted(&words.prefixes, |hash| words.knows(hash) || numbers.knows(hash)))
    }

    /// `tokens` with the prefixes of `language` parted from names of places and the words beside them; `None`
    /// where it has none.
    #[must_use]
    pub fn parted_names<'t>(&self, tokens: &Tokens<'t>, language: &str) -> Option<Tokens<'t>> {
        let (places, words) = (self.places(), self.place_words());
        let prefixes = words.prefixes(language);
        let is_known = |hash| words.knows(hash) || places.has_caseless(hash);
        (!prefixes.is_empty()).then(|| tokens.parted(prefixes, is_known))
    }

    /// Loads one half of what is looked for in every text: the names of places, or the words and actors. Of two
    /// threads that load a half each, none waits for the other.
    pub(crate) fn load_half(&self, of_places: bool) {
        if of_places {
            self.places().load_names();
        } else {
            self.casualties();
            self.actors();
            self.numbers();
            self.place_words();
            self.dates();
        }
    }

    /// What each token may be to the finders; the tables behind it are loaded when first asked for.
    #[must_use]
    pub fn marks(&self, tokens: &Tokens<'_>) -> Marks {
        let table = self.marks.get_or_init(|| {
            let actors = self.actors().marked_words();
            let places = self.places().marked_words().chain(self.place_words().marked_words());
            let numbers = self.numbers().languages().iter().flat_map(NumberWords::openers);
            let dates = self.dates().marked_words().chain(numbers.map(|word| (word, Mark::DATE)));
            let harm = self.casualties().marked_words();
            MarkTable::new(&actors.chain(places).chain(dates).chain(harm).collect::<Vec<_>>())
        });
        table.of(tokens)
    }
}
