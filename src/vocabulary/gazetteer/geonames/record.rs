//! One line of a country file of GeoNames.

use crate::vocabulary::Point;

/// Sites on which armed groups and armies are reported; all other features are terrain.
const SITES: [&str; 10] = ["CMP", "MILB", "INSM", "AIRB", "AIRF", "AIRP", "MNAU", "MN", "MNQ", "CMPRF"];
/// Settlements that are no more, and sections of others.
const NOT_TOWNS: [&str; 3] = ["PPLH", "PPLQ", "PPLW"];
/// One line of a country file.
pub(super) struct Record<'t> {
    pub(super) id: &'t str,
    pub(super) name: &'t str,
    pub(super) alternates: &'t str,
    pub(super) lat: &'t str,
    pub(super) lon: &'t str,
    pub(super) class: &'t str,
    pub(super) feature: &'t str,
    pub(super) country: &'t str,
    pub(super) admin1: &'t str,
    pub(super) admin2: &'t str,
    pub(super) population: &'t str,
}

impl<'t> Record<'t> {
    pub(super) fn read(line: &'t str) -> Result<Self, String> {
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

    /// Where it is.
    pub(super) fn point(&self) -> Option<Point> {
        Point::parse(self.lat, self.lon)
    }

    /// What the place is; `None` for terrain and buildings.
    pub(super) fn kind(&self) -> Option<&'static str> {
        match self.class {
            "P" if self.feature == "PPLC" => Some("capital"),
            "P" if !NOT_TOWNS.contains(&self.feature) => Some("town"),
            "S" | "L" if SITES.contains(&self.feature) => Some("site"),
            _ => None,
        }
    }

    /// The same place as a row of the gazetteer, under the regions of `above`.
    pub(super) fn write(&self, tsv: &mut String, above: &str, alternates: &[&str]) {
        let name = cell(self.name);
        let mut aliases: Vec<String> = Vec::new();
        let given = self.alternates.split(',').filter(|alias| is_worth_keeping(alias));
        for alias in given.chain(alternates.iter().copied()).map(cell) {
            if alias != name && !alias.is_empty() && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let path = format!("{above}/{}", name.replace('/', "-"));
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
pub(super) fn cell(name: &str) -> String {
    name.trim().replace(['\t', ';', '\n', '\r'], " ")
}

/// Country files list transliterations in small letters and addresses of pages among the names.
pub(super) fn is_worth_keeping(alias: &str) -> bool {
    let mut letters = alias.chars();
    let opens_like_a_name = letters.next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let script = |c: char| {
        c.is_ascii()
            || matches!(c, '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{52f}' | '\u{600}'..='\u{6ff}' | '’' | '‘')
    };
    // Codes of airports stand among the names, too.
    let is_code = alias.chars().all(|c| c.is_ascii_uppercase());
    opens_like_a_name
        && !is_code
        && alias.chars().all(script)
        && alias.chars().count() > 2
        && !alias.contains("http")
}
