//! Where an event happened, in the columns of ACLED.

use super::cell;
use crate::vocabulary::{Gazetteer, Place, PlaceKind, Precision};

/// The place of a figure, level by level.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Location {
    pub(super) country: String,
    pub(super) admin1: String,
    pub(super) admin2: String,
    pub(super) admin3: String,
    /// The place itself.
    pub(super) location: String,
    pub(super) latitude: String,
    pub(super) longitude: String,
    /// 1 the place itself, 2 near it or the middle of its district, 3 of a region or country.
    pub(super) geo_precision: String,
}

impl Location {
    /// Country, three administrative levels and the place itself, from a path of any length.
    pub(super) fn of(path: &[String], gazetteer: &Gazetteer) -> Self {
        let level = |nth: usize| path.get(nth).map(|name| cell::text(name)).unwrap_or_default();
        // The last name of a longer path is the town, unless the path ends with the first level.
        let admin = |nth: usize| if nth + 1 < path.len() { level(nth) } else { String::new() };
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let place = gazetteer.at_path(&names);
        let point = place.and_then(|place| place.point);
        Self {
            country: level(0),
            admin1: if path.len() == 2 { level(1) } else { admin(1) },
            admin2: admin(2),
            admin3: admin(3),
            location: level(path.len().saturating_sub(1)),
            latitude: cell::number(point.map(|point| point.lat)),
            longitude: cell::number(point.map(|point| point.lon)),
            geo_precision: cell::number(place.filter(|_| point.is_some()).map(geo_precision)),
        }
    }
}

fn geo_precision(place: Place<'_>) -> u8 {
    match place.kind {
        PlaceKind::Continent | PlaceKind::Area | PlaceKind::Country | PlaceKind::Adm1 => 3,
        PlaceKind::Adm2 => 2,
        PlaceKind::Capital | PlaceKind::Town | PlaceKind::Site | PlaceKind::Seat => match place.precision {
            Precision::Exact => 1,
            Precision::Near | Precision::District => 2,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(path: &[&str]) -> Location {
        let path: Vec<String> = path.iter().map(|&name| name.to_owned()).collect();
        Location::of(&path, &Gazetteer::built_in())
    }

    #[test]
    fn a_path_fills_the_levels_that_it_has() {
        let cells = |path: &[&str]| {
            let Location { country, admin1, admin2, admin3, location, .. } = location(path);
            [country, admin1, admin2, admin3, location].join("|")
        };
        assert_eq!(cells(&["Mali", "Ségou", "Niono", "Sokolo"]), "Mali|Ségou|Niono||Sokolo");
        assert_eq!(cells(&["Mali", "Koulikoro", "Kati"]), "Mali|Koulikoro|||Kati");
        assert_eq!(cells(&["Mali", "Ségou"]), "Mali|Ségou|||Ségou");
        assert_eq!(cells(&["Mali"]), "Mali||||Mali");
        assert_eq!(cells(&[]), "||||");
    }

    #[test]
    fn coordinates_say_how_precise_they_are() {
        let kati = location(&["Mali", "Koulikoro", "Kati", "Kati"]);
        assert_eq!(kati.geo_precision, "1");
        assert!(kati.latitude.starts_with("12.7") && kati.longitude.starts_with("-8.0"), "{kati:?}");
        assert_eq!(location(&["Mali", "Ségou"]).geo_precision, "3");
        assert_eq!(location(&["Mali", "Nowhere"]).geo_precision, "");
    }
}
