//! Rows of tables as lines.

use super::Block;
use crate::text::Span;

/// Bytes up to which a row of a table is a line.
const LONGEST_ROW: usize = 2000;

/// Lines of a cell from which it is a part of a page that is laid out in a table.
const MANY_LINES: usize = 4;

/// Whether the words of a cell are paragraphs or a list, kept apart by line breaks alone.
pub(super) fn is_laid_out(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains("\n\n") || cell.lines().count() >= MANY_LINES
}

/// The paragraphs, those of a row put together where each of its cells has one at most. Cells of
/// several paragraphs, were they apart by empty lines only, are a page laid out in a table.
pub(super) fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut lines: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rest = blocks.into_iter().peekable();
    while let Some(first) = rest.next() {
        let row = first.place.row;
        let mut run = vec![first];
        while let Some(next) = rest.next_if(|next| row > 0 && next.place.row == row) {
            run.push(next);
        }
        let is_row = run.is_sorted_by(|a, b| a.place.cell < b.place.cell);
        let is_laid_out = run.iter().any(|block| is_laid_out(&block.text));
        let is_short = run.iter().map(|block| block.text.len()).sum::<usize>() <= LONGEST_ROW;
        if !is_row || !is_short || is_laid_out {
            lines.extend(run);
            continue;
        }
        lines.extend(run.into_iter().reduce(|row, next| row.beside(&next)));
    }
    lines
}

impl Block {
    /// The two as one line, a tab between them.
    fn beside(mut self, next: &Self) -> Self {
        let end = self.text.trim_end().len();
        let kept = std::mem::take(&mut self.map);
        self.map.append(&kept, end);
        self.text.truncate(end);
        let at = next.map.to_source(Span::new(0, 0)).start;
        self.text.push('\t');
        self.map.rewrite(1, Span::new(at, at));
        self.text.push_str(&next.text);
        self.map.append(&next.map, next.text.len());
        self.letters += next.letters;
        self.link_letters += next.link_letters;
        self.is_close = true;
        self.low = self.low.min(next.low);
        self
    }
}
