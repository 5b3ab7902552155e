//! The regions of imported places: by their codes, and where these are missing by their neighbours.

use std::collections::HashMap;

use super::super::{Gazetteer, Place, Point};
use super::record::{Record, cell};

/// Names of regions by their codes.
pub(super) struct Regions<'g, 't> {
    pub(super) gazetteer: &'g Gazetteer,
    pub(super) codes: HashMap<&'t str, &'t str>,
}

/// The path above an imported place.
pub(super) enum Above {
    /// Down to a first-level region at least.
    Region(String),
    /// The country alone.
    Country(String),
}

impl Regions<'_, '_> {
    /// What the codes of a record say.
    pub(super) fn above(&self, record: &Record<'_>) -> Above {
        let Record { country, admin1, admin2, .. } = record;
        let admin1 = successor(record).unwrap_or(admin1);
        let known = |code: &str| self.gazetteer.by_id(code).filter(Place::is_country_or_region);
        if let Some(place) =
            known(&format!("{country}.{admin1}.{admin2}")).or_else(|| known(&format!("{country}.{admin1}")))
        {
            return Above::Region(place.path.to_owned());
        }
        let mut path = known(country).map_or_else(|| (*country).to_owned(), |place| place.path.to_owned());
        let mut has_region = false;
        for code in [format!("{country}.{admin1}"), format!("{country}.{admin1}.{admin2}")] {
            if let Some(name) = self.codes.get(code.as_str()) {
                path.push('/');
                path.push_str(&cell(name).replace('/', "-"));
                has_region = true;
            }
        }
        if has_region { Above::Region(path) } else { Above::Country(path) }
    }
}

/// Older dumps file the regions of Ménaka and Taoudénit under those from which they were cut out in
/// 2016, Gao and Tombouctou.
fn successor(record: &Record<'_>) -> Option<&'static str> {
    const MENAKA_BEGINS: f64 = 1.75;
    const TAOUDENIT_BEGINS: f64 = 18.2;
    let point = Point::parse(record.lat, record.lon)?;
    match (record.country, record.admin1) {
        ("ML", "09") if point.lon > MENAKA_BEGINS => Some("12070577"),
        ("ML", "08") if point.lat > TAOUDENIT_BEGINS => Some("12070575"),
        _ => None,
    }
}

/// Places whose region is known, to tell that of a place amid them.
#[derive(Default)]
pub(super) struct Neighbours {
    cells: HashMap<(i32, i32), Vec<(Point, String)>>,
}

/// Side of a cell in degrees: at most 84 km.
const CELL: f64 = 0.75;
/// How many neighbours must agree, and how far they may be.
const WITNESSES: usize = 3;
const FARTHEST: f64 = 75.0;

impl Neighbours {
    /// The towns that `gazetteer` knows already.
    pub(super) fn of(gazetteer: &Gazetteer) -> Self {
        let mut neighbours = Self::default();
        for place in gazetteer.places().filter(|place| place.kind.is_point()) {
            if let (Some(point), Some(region)) = (place.point, place.region())
                && region != place.path
            {
                neighbours.add(point, region);
            }
        }
        neighbours
    }

    /// Adds a place and the path of its first-level region.
    pub(super) fn add(&mut self, point: Point, above: &str) {
        let region: Vec<&str> = above.split('/').take(2).collect();
        self.cells.entry(cell_of(point)).or_default().push((point, region.join("/")));
    }

    /// The region in which the nearest places of `country` lie, where they agree.
    pub(super) fn region(&self, point: Point, country: &str) -> Option<&str> {
        let (row, column) = cell_of(point);
        let around =
            (row - 1..=row + 1).flat_map(|row| (column - 1..=column + 1).map(move |column| (row, column)));
        let mut near: Vec<(f64, &str)> = around
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .filter(|(_, region)| region.split('/').next() == Some(country))
            .map(|(other, region)| (other.kilometres_to(point), region.as_str()))
            .filter(|(away, _)| *away <= FARTHEST)
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        let (_, region) = near.first()?;
        let agree = near.len() >= WITNESSES && near.iter().take(WITNESSES).all(|(_, other)| other == region);
        agree.then_some(region)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are small numbers")]
fn cell_of(point: Point) -> (i32, i32) {
    ((point.lat / CELL).floor() as i32, (point.lon / CELL).floor() as i32)
}
