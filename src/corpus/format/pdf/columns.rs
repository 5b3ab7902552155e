//! Rows to lines in the order of reading: columns of prose one after the other, tables row by row.

use super::rows::{Piece, Row};

/// Rows on either side of a gutter that make columns.
const LEAST_ROWS: usize = 3;
/// Width of a gutter at least, in sizes of letters.
const GUTTER: f64 = 0.8;
/// Letters of a line at least, on average, and how much of its column lines of prose fill.
const LETTERS: usize = 16;
const FILLED: f64 = 0.6;
/// Columns within columns.
const DEEPEST: usize = 6;

/// Lines that belong together: a column, or what stands between columns.
pub(super) type Column = Vec<Piece>;

/// The columns of a page in the order of reading.
pub(super) fn columns(rows: &[Row]) -> Vec<Column> {
    let mut columns = Vec::new();
    divide(rows, DEEPEST, &mut columns);
    columns.retain(|column| !column.is_empty());
    columns
}

fn divide(rows: &[Row], depth: usize, columns: &mut Vec<Column>) {
    let mut plain = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let rest = rows.get(at..).unwrap_or_default();
        match (depth > 0).then(|| gutter(rest)).flatten() {
            Some((length, middle)) => {
                columns.push(std::mem::take(&mut plain));
                let (left, right) = split(rest.get(..length).unwrap_or_default(), middle);
                divide(&left, depth - 1, columns);
                divide(&right, depth - 1, columns);
                at += length;
            }
            None => {
                plain.extend(rest.first().and_then(line));
                at += 1;
            }
        }
    }
    columns.push(plain);
}

/// A row of a table, or a line: its pieces apart.
fn line(row: &Row) -> Option<Piece> {
    let mut pieces = row.iter();
    let mut line = pieces.next()?.clone();
    for piece in pieces {
        line.text.push('\t');
        line.text.push_str(&piece.text);
        line.end = line.end.max(piece.end);
        line.size = line.size.max(piece.size);
    }
    Some(line)
}

/// How many of the first rows have a gutter in common, and where it is.
fn gutter(rows: &[Row]) -> Option<(usize, f64)> {
    let left = rows.iter().flatten().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
    let right = rows.iter().flatten().map(|piece| piece.end).fold(f64::NEG_INFINITY, f64::max);
    // The first row has to stand on both sides, or its neighbour on the other side.
    let first = rows.first()?;
    let mut common = gaps(first, left, right);
    let mut length = 1;
    for row in rows.iter().skip(1) {
        let size = row.iter().map(|piece| piece.size).fold(0.0, f64::max);
        let next = intersection(&common, &gaps(row, left, right), GUTTER * size);
        if next.is_empty() {
            break;
        }
        common = next;
        length += 1;
    }
    let run = rows.get(..length)?;
    common
        .into_iter()
        .map(|(from, to)| (from + to) / 2.0)
        .find(|&middle| is_prose(run, middle))
        .map(|middle| (length, middle))
}

/// Where a row has no words.
fn gaps(row: &Row, left: f64, right: f64) -> Vec<(f64, f64)> {
    let mut gaps = Vec::with_capacity(row.len() + 1);
    let mut at = left;
    for piece in row {
        if piece.x > at {
            gaps.push((at, piece.x));
        }
        at = at.max(piece.end);
    }
    if right > at {
        gaps.push((at, right));
    }
    gaps
}

fn intersection(a: &[(f64, f64)], b: &[(f64, f64)], least: f64) -> Vec<(f64, f64)> {
    let mut both = Vec::new();
    for &(from, to) in a {
        for &(other_from, other_to) in b {
            let (from, to) = (from.max(other_from), to.min(other_to));
            if to - from >= least {
                both.push((from, to));
            }
        }
    }
    both
}

fn split(rows: &[Row], middle: f64) -> (Vec<Row>, Vec<Row>) {
    let side = |is_left: bool| -> Vec<Row> {
        rows.iter()
            .map(|row| row.iter().filter(|piece| (piece.x < middle) == is_left).cloned().collect::<Row>())
            .filter(|row| !row.is_empty())
            .collect()
    };
    (side(true), side(false))
}

/// Whether both sides of a gutter are lines of a text, and not cells of a table.
fn is_prose(rows: &[Row], middle: f64) -> bool {
    let (left, right) = split(rows, middle);
    // One under the other, they are no columns.
    let heights = |side: &[Row]| {
        let y = |row: &Row| row.first().map_or(0.0, |piece| piece.y);
        (side.first().map_or(0.0, y), side.last().map_or(0.0, y))
    };
    let ((left_top, left_end), (right_top, right_end)) = (heights(&left), heights(&right));
    let overlap = left_end.min(right_end) - left_top.max(right_top);
    overlap > 0.0 && [left, right].iter().all(|side| side.len() >= LEAST_ROWS && fills(side))
}

fn fills(side: &[Row]) -> bool {
    let letters: usize = side.iter().flatten().map(|piece| piece.text.chars().count()).sum();
    let from = side.iter().flatten().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
    let to = side.iter().flatten().map(|piece| piece.end).fold(f64::NEG_INFINITY, f64::max);
    let width = |row: &Row| row.iter().map(|piece| piece.end - piece.x).sum::<f64>();
    let full = side.iter().filter(|row| width(row) >= FILLED * (to - from)).count();
    letters >= LETTERS * side.len() && full * 2 > side.len()
}
