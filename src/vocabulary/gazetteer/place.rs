//! One entry of the gazetteer.

use super::Point;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A continent.
    Continent,
    /// Part of a continent: Sahel, West Africa, Liptako-Gourma.
    Area,
    /// A country.
    Country,
    /// First-level region: région, state, province, governorate, oblast.
    Adm1,
    /// Second-level region: cercle, province, local government area, raion.
    Adm2,
    /// Capital of a country.
    Capital,
    /// City, town, village.
    Town,
    /// Camp, base, mine, market, forest, park: named and on the map, not lived in by townspeople.
    Site,
    /// A building that stands for a government: Kremlin.
    Seat,
}

impl PlaceKind {
    /// Reads the value of the column `kind`.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        Some(match value {
            "continent" => Self::Continent,
            "area" => Self::Area,
            "country" => Self::Country,
            "adm1" => Self::Adm1,
            "adm2" => Self::Adm2,
            "capital" => Self::Capital,
            "town" => Self::Town,
            "site" => Self::Site,
            "seat" => Self::Seat,
            _ => return None,
        })
    }

    /// The value of the column `kind`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Continent => "continent",
            Self::Area => "area",
            Self::Country => "country",
            Self::Adm1 => "adm1",
            Self::Adm2 => "adm2",
            Self::Capital => "capital",
            Self::Town => "town",
            Self::Site => "site",
            Self::Seat => "seat",
        }
    }

    /// Country or part of one that holds other places.
    #[must_use]
    pub const fn is_region(self) -> bool {
        matches!(self, Self::Adm1 | Self::Adm2)
    }

    /// A point on the map.
    #[must_use]
    pub const fn is_point(self) -> bool {
        matches!(self, Self::Capital | Self::Town | Self::Site)
    }
}

/// How near the coordinates are to the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The place itself.
    Exact,
    /// Within about ten kilometres.
    Near,
    /// The middle of its district.
    District,
}

/// A place of the gazetteer; borrows from the data files.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// Position in the gazetteer, for [`super::Gazetteer::place`].
    pub number: u32,
    /// Stable identity: `gn2449067` (GeoNames), `ML.08` (region code), `ML` (country).
    pub id: &'g str,
    /// Local official spelling.
    pub name: &'g str,
    /// Other spellings, `;` between them.
    pub aliases: &'g str,
    /// From the country down to the place, `/` between: `Mali/Ségou/Niono/Sokolo`.
    pub path: &'g str,
    /// Where it is; a region's middle.
    pub point: Option<Point>,
    /// What it is.
    pub kind: PlaceKind,
    /// Inhabitants; 0 where not known.
    pub population: u64,
    /// Where the entry comes from: `geonames`, `hand`, a user's file.
    pub source: &'g str,
    /// Which division of the country the path follows; empty for the one at the time of the data.
    pub boundary_version: &'g str,
    /// How near [`Place::point`] is to the place.
    pub precision: Precision,
}

impl<'g> Place<'g> {
    /// The parts of the path, from the country down.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &'g str> + Clone {
        self.path.split('/')
    }

    /// The first part of the path: a country, or the area itself.
    #[must_use]
    pub fn country(&self) -> &'g str {
        self.path.get(..self.part_end(0)).unwrap_or_default()
    }

    /// The first two parts of the path, where it has as many.
    #[must_use]
    pub fn region(&self) -> Option<&'g str> {
        let country_end = self.part_end(0);
        (country_end < self.path.len()).then(|| self.path.get(..self.part_end(country_end + 1)))?
    }

    /// Where the part of the path that begins at byte `start` ends.
    fn part_end(&self, start: usize) -> usize {
        let rest = self.path.as_bytes().get(start..).unwrap_or_default();
        memchr::memchr(b'/', rest).map_or(self.path.len(), |end| start + end)
    }

    /// Whether other places may lie in it by its path.
    #[must_use]
    pub fn is_country_or_region(&self) -> bool {
        self.kind == PlaceKind::Country || self.kind.is_region()
    }

    /// All other spellings.
    pub fn other_names(&self) -> impl Iterator<Item = &'g str> {
        self.aliases.split(';').filter(|alias| !alias.is_empty())
    }

    /// Whether the place is `path` or lies in it, by whole parts of the path.
    #[must_use]
    pub fn is_within(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Place<'_> {
        Place {
            number: 0,
            id: "x",
            name: "Sokolo",
            aliases: "Soala;Sokolon",
            path,
            point: None,
            kind: PlaceKind::Town,
            population: 0,
            source: "hand",
            boundary_version: "",
            precision: Precision::Exact,
        }
    }

    #[test]
    fn a_path_is_cut_into_country_and_region() {
        let sokolo = place("Mali/Ségou/Niono/Sokolo");
        assert_eq!((sokolo.country(), sokolo.region()), ("Mali", Some("Mali/Ségou")));
        assert_eq!(place("Mali").region(), None);
        assert_eq!(place("Mali/Bamako").region(), Some("Mali/Bamako"));
        assert_eq!(sokolo.other_names().collect::<Vec<_>>(), ["Soala", "Sokolon"]);
    }

    #[test]
    fn within_counts_whole_parts() {
        let sokolo = place("Mali/Ségou/Niono/Sokolo");
        assert!(sokolo.is_within("Mali/Ségou") && sokolo.is_within("Mali/Ségou/Niono/Sokolo"));
        assert!(!sokolo.is_within("Mali/Ség") && !sokolo.is_within("Niger"));
    }
}
