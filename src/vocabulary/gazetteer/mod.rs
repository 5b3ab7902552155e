//! The gazetteer: places by name, by id and by path.
//!
//! The data files stay as they are in memory; a row is read when its place is asked for. The names
//! are listed when one is first looked up: a start that asks for none costs milliseconds.

mod built_in;
mod distance;
pub mod geonames;
mod names;
mod place;
mod rows;
mod suggest;
mod words;

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

pub use distance::Point;
pub use place::{Place, PlaceKind, Precision};
pub use rows::GazetteerError;
pub use words::{PlaceWords, WordClass};

use super::Mark;
use crate::text::{ByHash, Tokens, fold, hash_folded};
use names::Names;
use rows::{File, Read};

/// All places that are known, and the names they go by.
#[derive(Debug, Default)]
pub struct Gazetteer {
    files: Vec<File>,
    rows: Vec<Row>,
    /// What the rows say, each read when its place is first asked for.
    read: Vec<OnceLock<Box<Read>>>,
    names: OnceLock<Names>,
    /// By the hash of the id.
    by_id: OnceLock<HashMap<u64, u32, ByHash>>,
    by_path: OnceLock<Vec<u32>>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    file: u16,
    start: u32,
    end: u32,
}

/// A name found in a text and what it may stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Named<'g> {
    /// The place.
    pub place: Place<'g>,
    /// Whether the name is a word of origin (`Malian`), not the place's own name.
    pub is_demonym: bool,
}

/// What a name found in a text may stand for, in the order of the files.
#[derive(Debug, Clone, Copy)]
pub struct Meanings<'g> {
    gazetteer: &'g Gazetteer,
    entries: &'g [u32],
}

impl<'g> Meanings<'g> {
    /// Each of them; its row is read when it is asked for.
    pub fn iter(self) -> impl Iterator<Item = Named<'g>> {
        let named = move |&entry: &u32| {
            Some(Named { place: self.gazetteer.place(entry / 2)?, is_demonym: entry & 1 == 1 })
        };
        self.entries.iter().filter_map(named)
    }
}

impl Gazetteer {
    /// The gazetteer that is embedded in the program.
    #[must_use]
    pub fn built_in() -> Self {
        // The embedded files are checked by a test; were one broken, its places would be missing.
        let embedded = built_in::FILES.iter().map(|&(name, text)| File::new(name, Cow::Borrowed(text)));
        Self::load(embedded.flatten().collect())
    }

    /// The embedded gazetteer and a user's files, given as name and text.
    ///
    /// # Errors
    /// Where a file lacks a column or a row has a value that cannot be read.
    pub fn built_in_and(own: Vec<(String, Cow<'static, str>)>) -> Result<Self, GazetteerError> {
        let embedded = built_in::FILES.iter().map(|&(name, text)| File::new(name, Cow::Borrowed(text)));
        let own = own.into_iter().map(|(name, text)| File::new(&name, text));
        let gazetteer = Self::load(embedded.chain(own).collect::<Result<_, _>>()?);
        gazetteer.check_from(built_in::FILES.len())?;
        Ok(gazetteer)
    }

    fn load(files: Vec<File>) -> Self {
        let bytes: usize = files.iter().map(|file| file.text.len()).sum();
        let mut rows = Vec::with_capacity(bytes / 100);
        for (file, nth) in files.iter().zip(0_u16..) {
            for range in file.rows() {
                if let (Ok(start), Ok(end)) = (u32::try_from(range.start), u32::try_from(range.end)) {
                    rows.push(Row { file: nth, start, end });
                }
            }
        }
        let read = rows.iter().map(|_| OnceLock::new()).collect();
        Self { files, rows, read, ..Self::default() }
    }

    /// The names of all rows, listed when one is first asked for.
    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.files, &self.rows))
    }

    /// Checks the rows of the files from the `first` on; a test does it for the embedded ones.
    fn check_from(&self, first: usize) -> Result<(), GazetteerError> {
        let from = self.rows.partition_point(|row| usize::from(row.file) < first);
        for row in self.rows.get(from..).unwrap_or_default() {
            let Some(file) = self.files.get(usize::from(row.file)) else { continue };
            if let Some(reason) = file.cells(row.range()).problem() {
                let line = file.line_of(row.start as usize);
                return Err(GazetteerError::BadRow { file: file.name.clone(), line, reason });
            }
        }
        Ok(())
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The place of a number that this gazetteer gave out.
    #[must_use]
    pub fn place(&self, number: u32) -> Option<Place<'_>> {
        let row = self.rows.get(number as usize)?;
        let file = self.files.get(usize::from(row.file))?;
        let read = self.read.get(number as usize)?.get_or_init(|| Box::new(file.read(row.range())));
        Some(file.place(number, read))
    }

    /// All places, in the order of the files.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..u32::try_from(self.rows.len()).unwrap_or(u32::MAX)).filter_map(|number| self.place(number))
    }

    /// The place of an id (`gn2449067`, `ML.08`, `ML`).
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<Place<'_>> {
        let by_id = self.by_id.get_or_init(|| {
            // A later file wins over an earlier one: a user's over the embedded.
            let rows = (0..).zip(&self.rows);
            let mut by_id = HashMap::with_capacity_and_hasher(self.rows.len(), ByHash::default());
            for (number, row) in rows {
                if let Some(file) = self.files.get(usize::from(row.file)) {
                    by_id.insert(hash_folded(file.id(row.range()).as_bytes()), number);
                }
            }
            by_id
        });
        self.place(*by_id.get(&hash_folded(id.as_bytes()))?).filter(|place| place.id == id)
    }

    /// The places that go by `name`, whatever its case, accents and hyphens; words of origin not.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<Place<'_>> {
        let meanings = Meanings { gazetteer: self, entries: self.names().get(&self.files, name) };
        meanings.iter().filter(|named| !named.is_demonym).map(|named| named.place).collect()
    }

    /// The longest name or word of origin that begins at token `at`, and what it may stand for.
    #[must_use]
    #[inline]
    pub fn longest_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, Meanings<'_>)> {
        let (range, entries) = self.names().longest_at(&self.files, tokens, at)?;
        Some((range, Meanings { gazetteer: self, entries }))
    }

    /// Those of the tokens `starts` at which a name may begin: all at which [`Gazetteer::longest_at`] finds
    /// one, and few others.
    pub fn may_begin_at(&self, tokens: &Tokens<'_>, starts: impl Iterator<Item = usize>) -> Vec<usize> {
        self.names().may_begin_at(&self.files, tokens, starts)
    }

    /// Whether a name in a script without capitals begins with the word of this hash ([`Tokens::hash`]).
    #[must_use]
    pub fn has_caseless(&self, first_word: u64) -> bool {
        self.names().has_caseless(first_word)
    }

    /// The same among the names that are written with a small letter.
    #[must_use]
    pub fn longest_small_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, Meanings<'_>)> {
        let (range, entries) = self.names().small().longest_at(tokens, at)?;
        Some((range, Meanings { gazetteer: self, entries }))
    }

    /// Lists the names now, not when one is first asked for.
    pub(super) fn load_names(&self) {
        self.names();
    }

    /// The words that open a name written with a small letter.
    pub(super) fn marked_words(&self) -> impl Iterator<Item = (u64, Mark)> {
        self.names().small().first_words().iter().map(|&word| (word, Mark::SMALL_PLACE))
    }

    /// The place or region at exactly this path, in any spelling that folds alike.
    #[must_use]
    pub fn at_path(&self, path: &[&str]) -> Option<Place<'_>> {
        let wanted: Vec<String> = path.iter().map(|part| fold(part)).collect();
        let last = path.last()?;
        let mut found: Vec<Place<'_>> =
            self.named(last).into_iter().filter(|place| spells(place, &wanted)).collect();
        found.sort_by_key(|place| (place.kind == PlaceKind::Seat, place.kind, place.number));
        found.first().copied()
    }

    /// What a user may mean by `text`: a path (`Mali/Ségou`), a name in any spelling (`Segou`,
    /// `Timbuktu`) or an id. Regions come before towns, large places before small ones; of several
    /// places at one path only the first is given.
    #[must_use]
    pub fn resolve(&self, text: &str) -> Vec<Place<'_>> {
        let parts: Vec<&str> = text.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
        let Some((last, above)) = parts.split_last() else { return Vec::new() };
        let mut found = self.named(last);
        found.retain(|place| place.kind != PlaceKind::Seat && self.lies_under(place, above));
        if found.is_empty() {
            found.extend(self.by_id(text));
        }
        found.sort_by_key(|place| {
            (place.kind.is_point(), place.kind, std::cmp::Reverse(place.population), place.path)
        });
        found.dedup_by_key(|place| place.path);
        found
    }

    /// Whether the parts of `above` occur in this order in the path of `place`, each in any of its spellings.
    fn lies_under(&self, place: &Place<'_>, above: &[&str]) -> bool {
        let mut ancestors = self.ancestors(place).into_iter();
        above.iter().all(|wanted| {
            ancestors.any(|ancestor| {
                fold(ancestor.name) == fold(wanted)
                    || ancestor.other_names().any(|alias| fold(alias) == fold(wanted))
            })
        })
    }

    /// The entries above `place`, the country first; a path part without an entry is left out.
    #[must_use]
    pub fn ancestors(&self, place: &Place<'_>) -> Vec<Place<'_>> {
        let parts: Vec<&str> = place.parts().collect();
        (1..parts.len()).filter_map(|depth| self.at_path(parts.get(..depth)?)).collect()
    }

    /// The entries one step below `path` (`""` for countries and areas), by path.
    #[must_use]
    pub fn children(&self, path: &str) -> Vec<Place<'_>> {
        let depth = if path.is_empty() { 0 } else { path.split('/').count() };
        let mut found = self.within(path);
        found.retain(|place| place.kind != PlaceKind::Seat && place.parts().count() == depth + 1);
        found
    }

    /// Every entry below `path`, by path.
    #[must_use]
    pub fn within(&self, path: &str) -> Vec<Place<'_>> {
        let sorted = self.by_path.get_or_init(|| {
            let mut numbers: Vec<(&str, u32)> =
                self.places().map(|place| (place.path, place.number)).collect();
            numbers.sort_unstable();
            numbers.into_iter().map(|(_, number)| number).collect()
        });
        let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
        let path_of = |number: &u32| self.place(*number).map_or("", |place| place.path);
        let from = sorted.partition_point(|number| path_of(number) < prefix.as_str());
        let below = sorted.get(from..).unwrap_or_default().iter();
        below
            .take_while(|number| path_of(number).starts_with(&prefix))
            .filter_map(|&number| self.place(number))
            .collect()
    }

    /// Towns and sites at most `kilometres` from `centre`, the nearest first.
    #[must_use]
    pub fn near(&self, centre: Point, kilometres: f64) -> Vec<(Place<'_>, f64)> {
        let distance = |place: Place<'_>| place.point.map(|point| point.kilometres_to(centre));
        let mut found: Vec<(Place<'_>, f64)> = self
            .places()
            .filter(|place| place.kind.is_point())
            .filter_map(|place| Some((place, distance(place)?)))
            .filter(|(_, away)| *away <= kilometres)
            .collect();
        found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.number.cmp(&b.0.number)));
        found
    }

    /// Up to `limit` known names that are spelled like `name`: for messages only, never to match.
    #[must_use]
    pub fn suggest(&self, name: &str, limit: usize) -> Vec<Place<'_>> {
        suggest::nearest(self, name, limit)
    }
}

impl Row {
    const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What the table of names holds for row `number`.
const fn entry(number: u32, is_demonym: bool) -> u32 {
    number * 2 + is_demonym as u32
}

fn spells(place: &Place<'_>, wanted: &[String]) -> bool {
    place.parts().count() == wanted.len() && place.parts().zip(wanted).all(|(part, want)| fold(part) == *want)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths<'g>(places: &[Place<'g>]) -> Vec<&'g str> {
        places.iter().map(|place| place.path).collect()
    }

    #[test]
    fn a_filter_means_the_same_place_in_every_spelling() {
        let gazetteer = Gazetteer::built_in();
        for spelling in ["Mali/Ségou", "segou", "mali/segou"] {
            assert_eq!(
                gazetteer.resolve(spelling).first().map(|place| place.path),
                Some("Mali/Ségou"),
                "{spelling}"
            );
        }
        for spelling in ["Tombouctou", "Timbuktu", "Mali/Timbuktu"] {
            assert_eq!(gazetteer.resolve(spelling)[0].path, "Mali/Tombouctou", "{spelling}");
        }
        assert!(gazetteer.resolve("Mali/Kyiv").is_empty());
    }

    #[test]
    fn a_path_leads_up_and_down() {
        let gazetteer = Gazetteer::built_in();
        let sokolo = gazetteer.at_path(&["Mali", "Segou", "Niono", "Sokolo"]).expect("Sokolo is listed");
        assert_eq!(paths(&gazetteer.ancestors(&sokolo)), ["Mali", "Mali/Ségou", "Mali/Ségou/Niono"]);
        let regions = paths(&gazetteer.children("Mali"));
        assert!(regions.contains(&"Mali/Mopti") && regions.contains(&"Mali/Bamako"), "{regions:?}");
        assert!(!regions.contains(&"Mali/Mopti/Mopti"));
        assert_eq!(gazetteer.by_id("ML").map(|mali| mali.name), Some("Mali"));
    }

    #[test]
    fn every_name_leads_to_its_place() {
        let gazetteer = Gazetteer::built_in();
        for place in gazetteer.places() {
            for name in std::iter::once(place.name).chain(place.other_names()) {
                let found = gazetteer.named(name);
                assert!(found.iter().any(|found| found.number == place.number), "{name} of {}", place.path);
            }
        }
    }

    #[test]
    fn near_measures_from_the_centre() {
        let gazetteer = Gazetteer::built_in();
        let kati = gazetteer.at_path(&["Mali", "Koulikoro", "Kati", "Kati"]).and_then(|kati| kati.point);
        let found = gazetteer.near(kati.expect("Kati has a point"), 50.0);
        assert_eq!(found[0].0.name, "Kati");
        assert!(found.iter().any(|(place, away)| place.name == "Bamako" && (10.0..25.0).contains(away)));
        assert!(!found.iter().any(|(place, _)| place.name == "Ségou"));
    }

    #[test]
    fn a_misspelled_name_has_suggestions_but_no_place() {
        let gazetteer = Gazetteer::built_in();
        assert!(gazetteer.named("Tombouktuo").is_empty());
        assert_eq!(gazetteer.suggest("Tombouctu", 1)[0].name, "Tombouctou");
    }

    #[test]
    fn a_bad_row_is_named_with_its_line() {
        let own =
            |text: &'static str| Gazetteer::built_in_and(vec![("mine.tsv".to_owned(), Cow::Borrowed(text))]);
        let error = own("id\tname\tpath\tkind\nx\tX\tMali/X\ttown\ny\tY\tMali/Y\thamlet\n")
            .expect_err("no such kind");
        assert!(error.to_string().starts_with("mine.tsv:3: unknown kind `hamlet`"), "{error}");
        let error = own("name\tpath\n").expect_err("no id");
        assert!(error.to_string().contains("no column `id`"), "{error}");
    }

    #[test]
    fn a_users_place_stands_beside_the_embedded() {
        let own =
            "id\tname\taliases\tpath\tkind\r\nmine:1\tSobara\tSobarra\tMali/Mopti/Koro/Sobara\ttown\r\n";
        let gazetteer = Gazetteer::built_in_and(vec![("mine.tsv".to_owned(), Cow::Borrowed(own))])
            .expect("rows are sound");
        assert_eq!(paths(&gazetteer.named("SOBARRA")), ["Mali/Mopti/Koro/Sobara"]);
        assert!(!gazetteer.named("Kati").is_empty());
    }
}
