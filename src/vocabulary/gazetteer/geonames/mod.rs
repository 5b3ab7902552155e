//! GeoNames dumps to rows of the gazetteer. Texts in, text out: reading files is the caller's part.
//!
//! <https://download.geonames.org/export/dump/readme.txt> describes the formats.

mod record;
mod regions;

use std::collections::HashMap;

use super::Gazetteer;
use record::{Record, is_worth_keeping};
use regions::{Above, Neighbours, Regions};

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
    /// How many places had no known region and took that of the places around them.
    pub regions_inferred: usize,
    /// How many places have no region: their neighbours disagree, or there are none.
    pub without_region: usize,
    /// Lines that could not be read: number and reason.
    pub refused: Vec<(usize, String)>,
}

const HEADER: &str = "id\tname\taliases\tpath\tlat\tlon\tkind\tpopulation\tsource\tboundary_version\n";
/// Languages of names that people search by; the empty one is "as the locals write it".
const LANGUAGES: [&str; 5] = ["", "en", "fr", "ar", "uk"];

/// Turns a dump of places into rows, with names and region names from other dumps where given.
///
/// Regions take the name that `gazetteer` has for their code, so that imported villages fall under
/// the regions that are already there. A place without a code takes the region of its neighbours.
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
    let mut records = Vec::new();
    let mut neighbours = Neighbours::of(gazetteer);
    for (nth, line) in places.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        match Record::read(line) {
            Err(reason) => imported.refused.push((nth + 1, reason)),
            Ok(record) if record.kind().is_none() => imported.passed_over += 1,
            Ok(record) => {
                let above = regions.above(&record);
                if let (Above::Region(path), Some(point)) = (&above, record.point()) {
                    neighbours.add(point, path);
                }
                records.push((record, above));
            }
        }
    }
    imported.places = records.len();
    for (record, above) in &records {
        let path = imported.path(&neighbours, record, above);
        record.write(&mut imported.tsv, &path, alternates.get(record.id).map_or(&[], Vec::as_slice));
    }
    imported
}

impl Imported {
    /// The path above a record; what is inferred or not known is counted.
    fn path(&mut self, neighbours: &Neighbours, record: &Record<'_>, above: &Above) -> String {
        let country = match above {
            Above::Region(path) => return path.clone(),
            Above::Country(country) => country,
        };
        match record.point().and_then(|point| neighbours.region(point, country)) {
            Some(region) => {
                self.regions_inferred += 1;
                region.to_owned()
            }
            None => {
                self.without_region += 1;
                country.clone()
            }
        }
    }
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
        let own = vec![("import.tsv".to_owned(), imported.tsv.into())];
        assert!(Gazetteer::built_in_and(own).is_ok());
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
