//! GeoNames dumps to rows of the gazetteer. Texts in, text out: reading files is the caller's part.
//!
//! <https://download.geonames.org/export/dump/readme.txt> describes the formats.

use std::collections::HashMap;

use super::{Gazetteer, Place, Point};

/// Which GeoNames file a text is, told by the shape of its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dump {
    /// A country file (`ML.txt`) or `allCountries.txt`: 19 columns.
    Places,
    /// `alternateNames.txt`, `alternateNamesV2.txt`: 8 or 10 columns.
    AlternateNames,
    /// `admin1CodesASCII.txt`, `admin2Codes.txt`: 4 columns, a dotted code first.
    AdminCodes,
}

impl Dump {
    /// Looks at the first lines of `text`.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let line = text.lines().find(|line| !line.is_empty() && !line.starts_with('#'))?;
        let cells: Vec<&str> = line.split('\t').collect();
        let is_number = |at: usize| cells.get(at).is_some_and(|cell| cell.parse::<u64>().is_ok());
        match cells.len() {
            19 if is_number(0) => Some(Self::Places),
            4..=10 if is_number(0) && is_number(1) => Some(Self::AlternateNames),
            4 if cells.first().is_some_and(|code| code.contains('.')) => Some(Self::AdminCodes),
            _ => None,
        }
    }
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// A gazetteer file: first line and rows.
    pub tsv: String,
    /// How many places it holds.
    pub places: usize,
    /// How many lines were passed over because they are no settlement, camp, mine or airfield.
    pub passed_over: usize,
    /// Lines that could not be read: number and reason.
    pub refused: Vec<(usize, String)>,
}

const HEADER: &str = "id\tname\taliases\tpath\tlat\tlon\tkind\tpopulation\tsource\tboundary_version\n";
/// Sites on which armed groups and armies are reported; all other features are terrain.
const SITES: [&str; 10] = ["CMP", "MILB", "INSM", "AIRB", "AIRF", "AIRP", "MNAU", "MN", "MNQ", "CMPRF"];
/// Settlements that are no more, and sections of others.
const NOT_TOWNS: [&str; 3] = ["PPLH", "PPLQ", "PPLW"];
/// Languages of names that people search by; the empty one is "as the locals write it".
const LANGUAGES: [&str; 5] = ["", "en", "fr", "ar", "uk"];

/// Turns a dump of places into rows, with names and region names from other dumps where given.
///
/// Regions take the name that `gazetteer` has for their code, so that imported villages fall under
/// the regions that are already there.
#[must_use]
pub fn import(
    gazetteer: &Gazetteer,
    places: &str,
    alternate_names: &[&str],
    admin_codes: &[&str],
) -> Imported {
    let alternates = read_alternates(alternate_names);
    let regions = Regions { gazetteer, codes: read_codes(admin_codes) };
    let mut imported = Imported { tsv: HEADER.to_owned(), ..Imported::default() };
    for (nth, line) in places.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        match Record::read(line) {
            Err(reason) => imported.refused.push((nth + 1, reason)),
            Ok(record) if record.kind().is_none() => imported.passed_over += 1,
            Ok(record) => {
                imported.places += 1;
                record.write(
                    &mut imported.tsv,
                    &regions,
                    alternates.get(record.id).map_or(&[], Vec::as_slice),
                );
            }
        }
    }
    imported
}

/// One line of a country file.
struct Record<'t> {
    id: &'t str,
    name: &'t str,
    alternates: &'t str,
    lat: &'t str,
    lon: &'t str,
    class: &'t str,
    feature: &'t str,
    country: &'t str,
    admin1: &'t str,
    admin2: &'t str,
    population: &'t str,
}

impl<'t> Record<'t> {
    fn read(line: &'t str) -> Result<Self, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [
            id,
            name,
            _,
            alternates,
            lat,
            lon,
            class,
            feature,
            country,
            _,
            admin1,
            admin2,
            _,
            _,
            population,
            ..,
        ] = *cells.as_slice()
        else {
            return Err(format!("{} columns where a country file of GeoNames has 19", cells.len()));
        };
        if Point::parse(lat, lon).is_none() {
            return Err(format!("`{lat}`, `{lon}` is no latitude and longitude"));
        }
        if id.is_empty() || name.trim().is_empty() || country.is_empty() {
            return Err("no id, name or country".to_owned());
        }
        Ok(Self { id, name, alternates, lat, lon, class, feature, country, admin1, admin2, population })
    }

    fn kind(&self) -> Option<&'static str> {
        match self.class {
            "P" if self.feature == "PPLC" => Some("capital"),
            "P" if !NOT_TOWNS.contains(&self.feature) => Some("town"),
            "S" | "L" if SITES.contains(&self.feature) => Some("site"),
            _ => None,
        }
    }

    fn write(&self, tsv: &mut String, regions: &Regions<'_, '_>, alternates: &[&str]) {
        let name = cell(self.name);
        let mut aliases: Vec<String> = Vec::new();
        let given = self.alternates.split(',').filter(|alias| is_worth_keeping(alias));
        for alias in given.chain(alternates.iter().copied()).map(cell) {
            if alias != name && !alias.is_empty() && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let path = format!("{}/{}", regions.path(self), name.replace('/', "-"));
        let (id, lat, lon) = (self.id, self.lat, self.lon);
        let kind = self.kind().unwrap_or("town");
        let population = if self.population == "0" { "" } else { self.population };
        let aliases = aliases.join(";");
        tsv.push_str(&format!(
            "gn{id}\t{name}\t{aliases}\t{path}\t{lat}\t{lon}\t{kind}\t{population}\tgeonames\t\n"
        ));
    }
}

/// A name without what separates cells and aliases.
fn cell(name: &str) -> String {
    name.trim().replace(['\t', ';', '\n', '\r'], " ")
}

/// Country files list transliterations in small letters and addresses of pages among the names.
fn is_worth_keeping(alias: &str) -> bool {
    let mut letters = alias.chars();
    let opens_like_a_name = letters.next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let script = |c: char| {
        c.is_ascii()
            || matches!(c, '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{52f}' | '\u{600}'..='\u{6ff}' | '’' | '‘')
    };
    opens_like_a_name && alias.chars().all(script) && alias.chars().count() > 2 && !alias.contains("http")
}

/// Names of regions by their codes.
struct Regions<'g, 't> {
    gazetteer: &'g Gazetteer,
    codes: HashMap<&'t str, &'t str>,
}

impl Regions<'_, '_> {
    /// The path above a record; a level whose code is not known is left out.
    fn path(&self, record: &Record<'_>) -> String {
        let Record { country, admin1, admin2, .. } = record;
        let admin1 = successor(record).unwrap_or(admin1);
        let known = |code: &str| self.gazetteer.by_id(code).filter(Place::is_country_or_region);
        if let Some(place) =
            known(&format!("{country}.{admin1}.{admin2}")).or_else(|| known(&format!("{country}.{admin1}")))
        {
            return place.path.to_owned();
        }
        let mut path = known(country).map_or_else(|| (*country).to_owned(), |place| place.path.to_owned());
        for code in [format!("{country}.{admin1}"), format!("{country}.{admin1}.{admin2}")] {
            if let Some(name) = self.codes.get(code.as_str()) {
                path.push('/');
                path.push_str(&cell(name).replace('/', "-"));
            }
        }
        path
    }
}

/// Older dumps file the region of Ménaka under Gao, from which it was cut out in 2016.
fn successor(record: &Record<'_>) -> Option<&'static str> {
    const MENAKA_BEGINS: f64 = 1.75;
    let point = Point::parse(record.lat, record.lon)?;
    let is_menaka = (record.country, record.admin1) == ("ML", "09") && point.lon > MENAKA_BEGINS;
    is_menaka.then_some("12070577")
}

fn read_alternates<'t>(texts: &[&'t str]) -> HashMap<&'t str, Vec<&'t str>> {
    let mut found: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in texts.iter().flat_map(|text| text.lines()) {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [_, id, language, name, ..] = *cells.as_slice()
            && LANGUAGES.contains(&language)
            && is_worth_keeping(name)
        {
            found.entry(id).or_default().push(name);
        }
    }
    found
}

fn read_codes<'t>(texts: &[&'t str]) -> HashMap<&'t str, &'t str> {
    let lines = texts.iter().flat_map(|text| text.lines());
    lines
        .filter_map(|line| {
            line.split_once('\t').map(|(code, rest)| (code, rest.split('\t').next().unwrap_or(rest)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, name: &str, alternates: &str, feature: (&str, &str), place: [&str; 5]) -> String {
        let (class, code) = feature;
        let [lat, lon, country, admin1, population] = place;
        format!(
            "{id}\t{name}\t{name}\t{alternates}\t{lat}\t{lon}\t{class}\t{code}\t{country}\t\t{admin1}\t\t\t\t{population}\t\t\tAfrica/Bamako\t2014-01-01\n"
        )
    }

    #[test]
    fn villages_fall_under_the_regions_that_are_known() {
        let dump = line(
            "1",
            "Sobara",
            "Sobarra,sbara,http://x.example/Sobara",
            ("P", "PPL"),
            ["14.2", "-4.1", "ML", "04", "0"],
        ) + &line("2", "Oued Sec", "", ("H", "WAD"), ["14.2", "-4.1", "ML", "04", "0"])
            + "3\tbroken\n"
            + &line("4", "In Tadeini", "", ("P", "PPL"), ["15.9", "2.6", "ML", "09", "120"]);
        let imported = import(&Gazetteer::built_in(), &dump, &["9\t1\tar\tصوبارا\t\t\t\t\n"], &[]);
        assert_eq!(Dump::of(&dump), Some(Dump::Places));
        assert_eq!((imported.places, imported.passed_over), (2, 1));
        assert_eq!(imported.refused, [(3, "2 columns where a country file of GeoNames has 19".to_owned())]);
        let rows: Vec<&str> = imported.tsv.lines().skip(1).collect();
        assert_eq!(rows[0], "gn1\tSobara\tSobarra;صوبارا\tMali/Mopti/Sobara\t14.2\t-4.1\ttown\t\tgeonames\t");
        assert!(rows[1].contains("\tMali/Ménaka/In Tadeini\t"), "{}", rows[1]);
        let own = [("import.tsv".to_owned(), imported.tsv.into())];
        assert!(Gazetteer::built_in_and(&own).is_ok());
    }

    #[test]
    fn a_country_that_is_not_known_takes_its_regions_from_the_codes() {
        let dump = line("1", "Vaduz Nord", "", ("P", "PPL"), ["47.1", "9.5", "LI", "11", "0"]);
        let codes = "LI.11\tVaduz\tVaduz\t3042030\n";
        assert_eq!(Dump::of(codes), Some(Dump::AdminCodes));
        let imported = import(&Gazetteer::built_in(), &dump, &[], &[codes]);
        assert!(imported.tsv.contains("\tLiechtenstein/Vaduz/Vaduz Nord\t"), "{}", imported.tsv);
    }
}
