//! Words for dates by language, from `index-schema/dates/`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Mark, NameTable};
use crate::text::Tokens;

/// A file of date words: `index-schema/dates/README.md` says what each table means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DateData {
    language: String,
    day_first: bool,
    weekdays: BTreeMap<String, i8>,
    from_publication: BTreeMap<String, i64>,
    from_date: BTreeMap<String, i64>,
    units: BTreeMap<String, DateUnit>,
    words: BTreeMap<DateCue, Vec<String>>,
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateUnit {
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A small word that tells how a date is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateCue {
    /// Before a span of time that has passed: "il y a".
    AgoBefore,
    /// Behind it: "ago".
    Ago,
    /// "two days later"
    Later,
    /// "two days after the raid"
    After,
    /// "two days before the raid"
    Before,
    /// "since 2012"
    Since,
    /// Opens a period: "between", "from".
    Between,
    /// Ties its two ends: "and", "to".
    And,
    /// "22 de julio de 2022"
    Of,
    /// "this week"
    This,
    /// "last Wednesday"
    Last,
    /// "mercredi dernier"
    LastBehind,
    /// "next week"
    Next,
    /// "mercredi prochain"
    NextBehind,
    /// "early", "fin": a part of a month or year.
    Part,
    /// Words behind which a bare name of a month is one.
    MonthCue,
    /// Words behind which four digits are a year.
    YearCue,
    /// "said on Tuesday": the day of the statement.
    Speech,
    /// Opens the caption of a picture.
    Caption,
    /// "15 km from", "near": the place is a landmark.
    Near,
    /// Ties two places: "and", "as well as".
    AndPlaces,
}

/// What a word or phrase can mean in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWord {
    /// 1 for Monday to 7 for Sunday.
    Weekday(i8),
    /// So many days from the day of publication.
    FromPublication(i64),
    /// So many days from the date named before.
    FromDate(i64),
    /// A stretch of the calendar.
    Unit(DateUnit),
    /// Anything else.
    Cue(DateCue),
}

impl DateWord {
    /// Whether a date can begin with it.
    #[must_use]
    pub const fn opens(self) -> bool {
        match self {
            Self::Weekday(_) | Self::FromPublication(_) | Self::FromDate(_) | Self::Unit(_) => true,
            Self::Cue(cue) => matches!(
                cue,
                DateCue::AgoBefore
                    | DateCue::Since
                    | DateCue::Between
                    | DateCue::This
                    | DateCue::Last
                    | DateCue::Next
                    | DateCue::Part
            ),
        }
    }
}

/// The date words of one language.
#[derive(Debug)]
pub struct DateWords {
    language: String,
    day_first: bool,
    names: NameTable,
    entries: Vec<DateWord>,
    /// Hashes of the words with which a date can begin.
    openers: Vec<u64>,
}

impl DateWords {
    fn new(data: &DateData) -> Self {
        let mut words = Self {
            language: data.language.clone(),
            day_first: data.day_first,
            names: NameTable::default(),
            entries: Vec::new(),
            openers: Vec::new(),
        };
        for (name, &day) in &data.weekdays {
            words.insert(name, DateWord::Weekday(day));
        }
        for (name, &days) in &data.from_publication {
            words.insert(name, DateWord::FromPublication(days));
        }
        for (name, &days) in &data.from_date {
            words.insert(name, DateWord::FromDate(days));
        }
        for (name, &unit) in &data.units {
            words.insert(name, DateWord::Unit(unit));
        }
        for (&cue, names) in &data.words {
            for name in names {
                words.insert(name, DateWord::Cue(cue));
            }
        }
        words
    }

    fn insert(&mut self, name: &str, word: DateWord) {
        let entry = self.entries.iter().position(|&known| known == word).unwrap_or_else(|| {
            self.entries.push(word);
            self.entries.len() - 1
        });
        self.names.insert(name, u32::try_from(entry).unwrap_or(u32::MAX));
        if word.opens() {
            self.openers.extend(self.names.first_words().last());
        }
    }

    /// Whether `02/03/2022` is the second of March; in English it may be either.
    #[must_use]
    pub fn day_first(&self) -> bool {
        self.day_first
    }

    /// The meanings of the longest phrase at token `at`, and one past its last token.
    #[must_use]
    pub fn at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(usize, impl Iterator<Item = DateWord>)> {
        let (range, entries) = self.names.longest_at(tokens, at)?;
        let words =
            entries.iter().filter_map(|&entry| self.entries.get(usize::try_from(entry).ok()?).copied());
        Some((range.end, words))
    }

    /// The meaning at token `at` that `pick` accepts, and one past its last token.
    pub fn pick<T>(
        &self,
        tokens: &Tokens<'_>,
        at: usize,
        pick: impl FnMut(DateWord) -> Option<T>,
    ) -> Option<(usize, T)> {
        let (end, mut words) = self.at(tokens, at)?;
        words.find_map(pick).map(|found| (end, found))
    }

    /// One past the phrase with `cue` at token `at`.
    #[must_use]
    pub fn cue(&self, tokens: &Tokens<'_>, at: usize, cue: DateCue) -> Option<usize> {
        self.pick(tokens, at, |word| (word == DateWord::Cue(cue)).then_some(())).map(|(end, ())| end)
    }

    /// Whether a phrase with `cue` ends right before token `end`.
    #[must_use]
    pub fn cue_before(&self, tokens: &Tokens<'_>, end: usize, cue: DateCue) -> bool {
        (1..=4).any(|back| end.checked_sub(back).is_some_and(|at| self.cue(tokens, at, cue) == Some(end)))
    }
}

/// The date words of every language that the program knows.
#[derive(Debug)]
pub struct Dates {
    languages: Vec<DateWords>,
}

const BUILT_IN: [&str; 4] = [
    include_str!("../../index-schema/dates/en.toml"),
    include_str!("../../index-schema/dates/fr.toml"),
    include_str!("../../index-schema/dates/es.toml"),
    include_str!("../../index-schema/dates/ar.toml"),
];

impl Dates {
    /// The words with which a date can begin.
    pub(super) fn marked_words(&self) -> impl Iterator<Item = (u64, Mark)> {
        self.languages.iter().flat_map(|words| words.openers.iter()).map(|&word| (word, Mark::DATE))
    }

    /// The date words that are embedded in the program.
    ///
    /// # Panics
    /// Never in a build whose tests pass: a test reads the embedded files.
    #[must_use]
    pub fn built_in() -> Self {
        let languages = BUILT_IN
            .iter()
            .map(|text| DateWords::new(&toml::from_str(text).expect("a test reads the embedded date words")))
            .collect();
        Self { languages }
    }

    /// The words of `language`; the English ones where it is unknown.
    ///
    /// # Panics
    /// Never: English is embedded.
    #[must_use]
    pub fn of(&self, language: Option<&str>) -> &DateWords {
        self.languages
            .iter()
            .find(|words| Some(words.language.as_str()) == language)
            .or_else(|| self.languages.first())
            .expect("English is embedded")
    }
}
