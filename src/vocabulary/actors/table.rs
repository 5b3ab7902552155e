//! Reading the tab-separated data files: a header, then one entry a line.

use super::ActorsError;

/// One line of a table, with the names of its columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t> {
    /// File that the row stands in.
    pub(super) file: &'t str,
    /// Line number, counted from 1.
    pub(super) line: usize,
    columns: &'t str,
    cells: &'t str,
}

impl<'t> Row<'t> {
    /// The cell under `column`; empty where the table has no such column.
    pub(super) fn cell(&self, column: &str) -> &'t str {
        cut(self.columns)
            .zip(cut(self.cells))
            .find(|(name, _)| *name == column)
            .map_or("", |(_, cell)| cell.trim())
    }

    /// The parts of a cell that holds several, cut at `;`.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.cell(column).split(';').map(str::trim).filter(|part| !part.is_empty())
    }

    /// An error in this row.
    pub(super) fn error(&self, problem: String) -> ActorsError {
        ActorsError::Row { file: self.file.to_owned(), line: self.line, problem }
    }
}

/// The cells of a line.
fn cut(line: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\t', line.as_bytes()).chain([line.len()]);
    ends.map(move |end| {
        let cell = line.get(start..end).unwrap_or_default();
        start = end + 1;
        cell
    })
}

/// The rows of a table; `required` columns must be there and filled in each row.
pub(super) fn rows<'t>(file: &'t str, text: &'t str, required: &[&str]) -> Result<Vec<Row<'t>>, ActorsError> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let Some((at, columns)) = lines.next() else { return Ok(Vec::new()) };
    let header = Row { file, line: at + 1, columns, cells: columns };
    if let Some(missing) = required.iter().find(|name| header.cell(name).is_empty()) {
        return Err(header.error(format!("the table has no column {missing:?}")));
    }
    let mut rows = Vec::new();
    for (at, cells) in lines {
        let row = Row { file, line: at + 1, columns, cells };
        if let Some(missing) = required.iter().find(|name| row.cell(name).is_empty()) {
            return Err(row.error(format!("the column {missing:?} is empty")));
        }
        rows.push(row);
    }
    Ok(rows)
}
