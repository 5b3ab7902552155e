//! Glyphs to rows: what stands at one height, in pieces that wide gaps keep apart.

use super::Glyph;
use super::direction;

/// Distance of lines, in sizes of letters, below which two glyphs stand on one line.
const SAME_LINE: f64 = 0.5;
/// Gap between letters, in their size, from which a space is seen: in lines that have spaces of their
/// own, and in lines that have none.
const SPACE: f64 = 0.3;
const BARE_SPACE: f64 = 0.15;
/// Gap between words, in their size, from which they may belong to two columns.
const APART: f64 = 1.0;
/// Distance, in their size, below which two like glyphs are one that was printed twice.
const TWICE: f64 = 0.1;

/// A run of words on one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    pub(super) size: f64,
}

/// Everything at one height, from left to right.
pub(super) type Row = Vec<Piece>;

/// The rows of a page, from top to bottom.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    let (mut base, mut size) = (f64::NEG_INFINITY, 0.0_f64);
    for glyph in glyphs {
        let is_same = glyph.y - base <= SAME_LINE * size.max(glyph.size);
        match rows.last_mut() {
            Some(row) if is_same => {
                // Raised and lowered signs are small: the line is that of the large ones.
                if glyph.size > size {
                    (base, size) = (glyph.y, glyph.size);
                }
                row.push(glyph);
            }
            _ => {
                (base, size) = (glyph.y, glyph.size);
                rows.push(vec![glyph]);
            }
        }
    }
    rows.into_iter().map(pieces).filter(|row| !row.is_empty()).collect()
}

/// The pieces of one row.
fn pieces(mut row: Vec<Glyph>) -> Row {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    row.dedup_by(|b, a| {
        a.text == b.text
            && !a.text.trim().is_empty()
            && (b.x - a.x) < TWICE * a.size
            && (b.y - a.y).abs() < TWICE * a.size
    });
    let mut pieces: Vec<Vec<Glyph>> = Vec::new();
    let mut end = f64::NEG_INFINITY;
    for glyph in row {
        let is_space = glyph.text.trim().is_empty();
        match pieces.last_mut() {
            Some(piece) if glyph.x - end < APART * glyph.size => piece.push(glyph.clone()),
            _ if is_space => continue,
            _ => pieces.push(vec![glyph.clone()]),
        }
        // A space may reach over a gutter: only letters end a piece.
        if !is_space {
            end = end.max(glyph.end);
        }
    }
    pieces.iter().filter_map(|piece| piece_of(piece)).collect()
}

fn piece_of(glyphs: &[Glyph]) -> Option<Piece> {
    let letters: Vec<&Glyph> = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).collect();
    let first = letters.first()?;
    let end = letters.iter().map(|glyph| glyph.end).fold(f64::NEG_INFINITY, f64::max);
    let size = letters.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let base = letters
        .iter()
        .filter(|glyph| glyph.size > 0.9 * size)
        .map(|glyph| glyph.y)
        .fold(f64::NEG_INFINITY, f64::max);
    let text = direction::read(&spaced(glyphs, base, size)).trim().to_owned();
    Some(Piece { text, x: first.x, end, y: base, size })
}

/// The glyphs with the spaces between them, and raised numbers in brackets: the mark of a note must
/// not grow into the number before it.
fn spaced(glyphs: &[Glyph], base: f64, size: f64) -> Vec<String> {
    let spaces = glyphs.iter().filter(|glyph| glyph.text.trim().is_empty()).count();
    let least = if spaces * 15 >= glyphs.len() { SPACE } else { BARE_SPACE };
    let mut out: Vec<String> = Vec::with_capacity(glyphs.len());
    let mut end: Option<f64> = None;
    let mut in_mark = false;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            if !in_mark && out.last().is_some_and(|last| last != " ") {
                out.push(" ".to_owned());
            }
            continue;
        }
        let is_mark = glyph.size < 0.9 * size
            && base - glyph.y > 0.15 * size
            && glyph.text.chars().all(|c| c.is_ascii_digit());
        let gap = end.is_some_and(|end| glyph.x - end > least * glyph.size);
        if in_mark && !is_mark {
            out.push("]".to_owned());
            in_mark = false;
        }
        if gap && out.last().is_some_and(|last| last != " ") {
            out.push(" ".to_owned());
        }
        if is_mark && !in_mark && out.last().is_some_and(|last| last.ends_with(char::is_alphanumeric)) {
            out.push("[".to_owned());
            in_mark = true;
        }
        out.push(glyph.text.clone());
        end = Some(end.map_or(glyph.end, |end| end.max(glyph.end)));
    }
    if in_mark {
        out.push("]".to_owned());
    }
    out
}
