//! The columns of a segment, each opened when it is first asked for.

use std::sync::OnceLock;

use tantivy::SegmentReader;
use tantivy::columnar::Column;

use crate::index::{IndexError, Strings};

/// Columns of strings.
const STRINGS: [&str; 10] =
    ["id", "path", "region", "actor", "perpetrator", "speaker", "victim", "outcome", "source", "language"];
/// Columns of numbers.
const NUMBERS: [&str; 4] = ["figures", "wording", "killed", "sha256"];
/// Columns of days.
const DAYS: [&str; 2] = ["event", "published"];

/// The columns that were opened so far.
#[derive(Default)]
pub(super) struct Columns {
    strings: [OnceLock<Strings>; STRINGS.len()],
    numbers: [OnceLock<Column<u64>>; NUMBERS.len()],
    days: [OnceLock<Column<i64>>; DAYS.len()],
}

impl Columns {
    /// A column of strings, its dictionary read once.
    pub(super) fn strings(&self, of: &SegmentReader, name: &str) -> Result<&Strings, IndexError> {
        opened(&self.strings, &STRINGS, name, || Strings::of(of, name))
    }

    /// A column of numbers.
    pub(super) fn numbers(&self, of: &SegmentReader, name: &str) -> Result<&Column<u64>, IndexError> {
        opened(&self.numbers, &NUMBERS, name, || Ok(of.fast_fields().u64(name)?))
    }

    /// A column of days.
    pub(super) fn days(&self, of: &SegmentReader, name: &str) -> Result<&Column<i64>, IndexError> {
        opened(&self.days, &DAYS, name, || Ok(of.fast_fields().i64(name)?))
    }
}

/// The column `name` among `names`, from its cell.
fn opened<'c, C>(
    cells: &'c [OnceLock<C>],
    names: &[&str],
    name: &str,
    open: impl FnOnce() -> Result<C, IndexError>,
) -> Result<&'c C, IndexError> {
    let at = names.iter().position(|known| *known == name);
    let Some(cell) = at.and_then(|at| cells.get(at)) else {
        return Err(IndexError::Fields { reason: format!("there is no column {name}") });
    };
    if let Some(column) = cell.get() {
        return Ok(column);
    }
    let column = open()?;
    Ok(cell.get_or_init(|| column))
}
