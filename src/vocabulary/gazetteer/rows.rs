//! The rows of gazetteer files: tab-separated, the first line names the columns.

use std::borrow::Cow;
use std::ops::Range;

use thiserror::Error;

use super::{Place, PlaceKind, Point, Precision};

/// What is wrong with a gazetteer file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GazetteerError {
    /// A column that no place can do without is not named in the first line.
    #[error(
        "{file}: no column `{column}` in the first line; it must name the columns id, name, path and kind, with tabs between"
    )]
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
    /// A value that cannot be read.
    #[error("{file}:{line}: {reason}")]
    BadRow {
        /// The file.
        file: String,
        /// Its line, from 1.
        line: usize,
        /// What is wrong, and what would be right.
        reason: String,
    },
}

/// The columns that are read; others are passed over.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    Id,
    Name,
    Aliases,
    Path,
    Lat,
    Lon,
    Kind,
    Population,
    Source,
    BoundaryVersion,
    Precision,
    Demonyms,
}

const COLUMNS: [&str; 12] = [
    "id",
    "name",
    "aliases",
    "path",
    "lat",
    "lon",
    "kind",
    "population",
    "source",
    "boundary_version",
    "precision",
    "demonyms",
];
/// No file of places needs more columns than this; what stands beyond is not read.
const WIDTH: usize = 24;

/// One file of the gazetteer, its first line understood.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) text: Cow<'static, str>,
    order: [Option<u8>; COLUMNS.len()],
}

impl File {
    /// Reads the first line of `text`.
    pub(super) fn new(name: &str, text: Cow<'static, str>) -> Result<Self, GazetteerError> {
        let header = text.lines().next().unwrap_or_default().trim_start_matches('\u{feff}');
        let position = |column: &str| header.split('\t').take(WIDTH).position(|found| found.trim() == column);
        let order = COLUMNS.map(|column| position(column).and_then(|at| u8::try_from(at).ok()));
        for needed in [Column::Id, Column::Name, Column::Path, Column::Kind] {
            if order[needed as usize].is_none() {
                return Err(GazetteerError::MissingColumn {
                    file: name.to_owned(),
                    column: COLUMNS[needed as usize],
                });
            }
        }
        Ok(Self { name: name.to_owned(), text, order })
    }

    /// The byte ranges of the rows: every line after the first that is neither empty nor a comment (`#`).
    pub(super) fn rows(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut at = 0;
        self.text.split_inclusive('\n').enumerate().filter_map(move |(nth, line)| {
            let start = at;
            at += line.len();
            let bare = line.trim_end_matches(['\n', '\r']);
            (nth > 0 && !bare.is_empty() && !bare.starts_with('#')).then(|| start..start + bare.len())
        })
    }

    /// The cells of the row at `range`.
    pub(super) fn cells(&self, range: Range<usize>) -> Cells<'_> {
        let line = self.text.get(range).unwrap_or_default();
        let mut ends = [line.len(); WIDTH];
        for (to, end) in ends.iter_mut().zip(memchr::memchr_iter(b'\t', line.as_bytes())) {
            *to = end;
        }
        Cells { line, ends, order: &self.order }
    }

    /// What the row at `range` says. What cannot be read is as if not given: [`Cells::problem`] finds it.
    pub(super) fn read(&self, range: Range<usize>) -> Read {
        let start = range.start;
        let cells = self.cells(range);
        let piece = |column: Column| {
            let range = cells.range(column);
            (start + range.start, start + range.end)
        };
        Read {
            id: piece(Column::Id),
            name: piece(Column::Name),
            aliases: piece(Column::Aliases),
            path: piece(Column::Path),
            source: piece(Column::Source),
            boundary_version: piece(Column::BoundaryVersion),
            point: Point::parse(cells.get(Column::Lat), cells.get(Column::Lon)),
            kind: PlaceKind::parse(cells.get(Column::Kind)).unwrap_or(PlaceKind::Town),
            population: cells.get(Column::Population).parse().unwrap_or(0),
            precision: precision(cells.get(Column::Precision)).unwrap_or(Precision::Exact),
        }
    }

    /// The place of a row that was read.
    pub(super) fn place(&self, number: u32, read: &Read) -> Place<'_> {
        let words = |(start, end): (usize, usize)| self.text.get(start..end).unwrap_or_default();
        Place {
            number,
            id: words(read.id),
            name: words(read.name),
            aliases: words(read.aliases),
            path: words(read.path),
            point: read.point,
            kind: read.kind,
            population: read.population,
            source: words(read.source),
            boundary_version: words(read.boundary_version),
            precision: read.precision,
        }
    }

    /// The id of the row at `range`, without a look at its other cells.
    pub(super) fn id(&self, range: Range<usize>) -> &str {
        let line = self.text.get(range).unwrap_or_default();
        let at = self.order[Column::Id as usize].map_or(usize::MAX, usize::from);
        line.split('\t').nth(at).unwrap_or_default()
    }

    /// Where the row at byte `start` stands, for a message.
    pub(super) fn line_of(&self, start: usize) -> usize {
        self.text.get(..start).map_or(0, |before| before.matches('\n').count()) + 1
    }
}

/// What a row says: where its words stand in the file, and its numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read {
    id: (usize, usize),
    name: (usize, usize),
    aliases: (usize, usize),
    path: (usize, usize),
    source: (usize, usize),
    boundary_version: (usize, usize),
    point: Option<Point>,
    kind: PlaceKind,
    population: u64,
    precision: Precision,
}

/// One row, cut at its tabs.
#[derive(Debug)]
pub(super) struct Cells<'g> {
    line: &'g str,
    /// Where each cell ends.
    ends: [usize; WIDTH],
    order: &'g [Option<u8>; COLUMNS.len()],
}

impl<'g> Cells<'g> {
    pub(super) fn get(&self, column: Column) -> &'g str {
        self.line.get(self.range(column)).unwrap_or_default()
    }

    /// The whole row.
    pub(super) const fn line(&self) -> &'g str {
        self.line
    }

    /// Where the items of a cell stand in the line; `;` stands between them.
    pub(super) fn items(&self, column: Column) -> impl Iterator<Item = Range<usize>> + use<'g> {
        let mut at = self.range(column).start;
        let items = self.get(column).split(';').map(move |item| {
            let range = at..at + item.len();
            at = range.end + 1;
            range
        });
        items.filter(|range| !range.is_empty())
    }

    /// Where a cell stands in the line; empty where the file has no such column.
    pub(super) fn range(&self, column: Column) -> Range<usize> {
        let Some(at) = self.order[column as usize].map(usize::from) else { return 0..0 };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| end + 1);
        start..self.ends.get(at).copied().unwrap_or_default().max(start)
    }

    /// The first thing that is wrong with this row, in a sentence.
    pub(super) fn problem(&self) -> Option<String> {
        for column in [Column::Id, Column::Name, Column::Path] {
            if self.get(column).trim().is_empty() {
                return Some(format!("no {}", COLUMNS[column as usize]));
            }
        }
        let kind = self.get(Column::Kind);
        if PlaceKind::parse(kind).is_none() {
            return Some(format!(
                "unknown kind `{kind}`; use continent, area, country, adm1, adm2, capital, town, site or seat"
            ));
        }
        if self.get(Column::Path).split('/').any(|part| part.trim().is_empty()) {
            return Some(format!("empty part in the path `{}`", self.get(Column::Path)));
        }
        let (lat, lon) = (self.get(Column::Lat), self.get(Column::Lon));
        if !(lat.is_empty() && lon.is_empty()) && Point::parse(lat, lon).is_none() {
            return Some(format!("`{lat}`, `{lon}` is no latitude and longitude in degrees"));
        }
        let population = self.get(Column::Population);
        if !population.is_empty() && population.parse::<u64>().is_err() {
            return Some(format!("`{population}` is no number of inhabitants"));
        }
        let given = self.get(Column::Precision);
        precision(given)
            .is_none()
            .then(|| format!("`{given}` is no precision; use 1 (exact), 2 (near) or 3 (district)"))
    }
}

fn precision(value: &str) -> Option<Precision> {
    Some(match value {
        "" | "1" => Precision::Exact,
        "2" => Precision::Near,
        "3" => Precision::District,
        _ => return None,
    })
}
