//! Lines to paragraphs, pages to a text.

use std::collections::BTreeMap;

use super::PageText;
use super::columns::{Column, columns};
use super::hyphens::Words;
use super::rows::{Piece, rows};

/// Distance of lines, in that usual in the column, from which a paragraph ends.
const FAR: f64 = 1.35;
/// Change of size, in percent, with which a paragraph ends.
const OTHER_SIZE: f64 = 0.12;
/// Indent of a first line at least, in sizes of letters.
const INDENT: f64 = 0.8;
/// How much of the column, from its end, the last line of a paragraph leaves free.
const SHORT: f64 = 0.12;
/// Pages on which a line stands first or last that is a header or footer.
const RECURS: usize = 3;

/// The text of the pages, and the headers and footers that were left out.
pub(super) fn text(pages: Vec<PageText>) -> (String, Vec<String>) {
    let mut pages: Vec<Vec<Column>> = pages.into_iter().map(of_page).collect();
    let left_out = drop_furniture(&mut pages);
    let lines = pages.iter().flatten().flatten().map(|line| line.text.as_str());
    let words = Words::of(lines);
    let mut paragraphs: Vec<String> = Vec::new();
    for column in pages.iter().flatten() {
        let found = of_column(column, &words);
        let mut found = found.into_iter();
        // A sentence goes on in the next column or on the next page.
        if let Some(first) = found.next() {
            match paragraphs.last_mut() {
                Some(last) if goes_on(last, &first) => words.join(last, &first),
                _ => paragraphs.push(first),
            }
        }
        paragraphs.extend(found);
    }
    (paragraphs.join("\n\n"), left_out)
}

/// The columns of a page; lines that run in other directions come last.
fn of_page(page: PageText) -> Vec<Column> {
    page.turns.into_iter().flat_map(|glyphs| columns(&rows(glyphs))).collect()
}

/// Takes out first and last lines that are the same on several pages but for their numbers.
fn drop_furniture(pages: &mut [Vec<Column>]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let (first, last) = ends(page);
        for line in [first, last].into_iter().flatten() {
            *seen.entry(likeness(line)).or_default() += 1;
        }
    }
    let recurs = |line: Option<&Piece>| {
        line.is_some_and(|line| seen.get(&likeness(line)).is_some_and(|&count| count >= RECURS))
    };
    let mut left_out = Vec::new();
    for page in pages.iter_mut() {
        let (first, last) = ends(page);
        let (first, last) = (recurs(first), recurs(last));
        if first && let Some(column) = page.iter_mut().find(|column| !column.is_empty()) {
            left_out.push(column.remove(0).text);
        }
        if last && let Some(column) = page.iter_mut().rev().find(|column| !column.is_empty()) {
            left_out.extend(column.pop().map(|line| line.text));
        }
    }
    left_out
}

fn ends(page: &[Column]) -> (Option<&Piece>, Option<&Piece>) {
    (page.iter().flatten().next(), page.iter().flatten().next_back())
}

/// A line with its numbers made alike, and where it stands on the page.
fn likeness(line: &Piece) -> String {
    let words: String = line.text.chars().map(|c| if c.is_numeric() { '#' } else { c }).collect();
    let short = words.split('#').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("#");
    format!("{short}@{:.0}", line.y / 8.0)
}

/// The paragraphs of a column.
fn of_column(column: &Column, words: &Words) -> Vec<String> {
    let shape = Shape::of(column);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before: Option<&Piece> = None;
    for line in column {
        match (before, paragraphs.last_mut()) {
            (Some(above), Some(paragraph)) if line.text.contains('\t') && above.text.contains('\t') => {
                paragraph.push('\n');
                paragraph.push_str(&line.text);
            }
            (Some(above), Some(paragraph)) if !shape.begins(above, line) => words.join(paragraph, &line.text),
            _ => paragraphs.push(line.text.clone()),
        }
        before = Some(line);
    }
    paragraphs
}

/// What is usual in a column.
struct Shape {
    left: f64,
    right: f64,
    step: f64,
}

impl Shape {
    fn of(column: &Column) -> Self {
        let left = column.iter().map(|line| line.x).fold(f64::INFINITY, f64::min);
        let right = column.iter().map(|line| line.end).fold(f64::NEG_INFINITY, f64::max);
        let pairs = column.iter().zip(column.iter().skip(1));
        let mut steps: Vec<f64> =
            pairs.map(|(above, line)| line.y - above.y).filter(|step| *step > 0.0).collect();
        steps.sort_by(f64::total_cmp);
        let step = steps.get(steps.len() / 2).copied().unwrap_or(f64::INFINITY);
        Self { left, right, step }
    }

    /// Whether `line` begins a paragraph under the line `above`.
    fn begins(&self, above: &Piece, line: &Piece) -> bool {
        let step = line.y - above.y;
        let least = self.step.min(above.size.max(line.size) * 1.6);
        let is_far = step > FAR * least || step < 0.0;
        let is_other = (line.size - above.size).abs() > OTHER_SIZE * above.size.max(line.size);
        let is_table = line.text.contains('\t') != above.text.contains('\t');
        let is_rightward = line.text.chars().any(|c| ('\u{590}'..='\u{8ff}').contains(&c));
        let (indent, room) = if is_rightward {
            (self.right - line.end - (self.right - above.end), above.x - self.left)
        } else {
            (line.x - above.x, self.right - above.end)
        };
        let is_indented = indent > INDENT * line.size && room > 0.0 && !is_rightward;
        let is_after_short = room > SHORT * (self.right - self.left) && ends_sentence(&above.text);
        is_far || is_other || is_table || is_indented || is_after_short
    }
}

fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '»', '’', ')', ']', ' ']);
    end.ends_with(['.', '!', '?', ':', '؟', '…'])
}

/// Whether `next`, in another column or on another page, goes on with the sentence of `last`.
fn goes_on(last: &str, next: &str) -> bool {
    let is_open = !ends_sentence(last) && !last.contains('\t') && last.chars().count() > 60;
    let is_middle = next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        || last.ends_with(['-', '\u{ad}', ',']);
    is_open && is_middle
}
