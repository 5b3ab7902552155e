//! CSV: one row a figure of each matching passage; a passage without a figure has one row, its
//! figure columns empty, so that nothing that matched is missing.
//!
//! RFC 4180, UTF-8. The file begins with a byte order mark, without which spreadsheets misread every accent;
//! a reader that does not know the mark sees it in the name of the first column, `row`, which is
//! the one column that nobody needs.

use std::io::{self, Write};

use super::column::{COLUMNS, Row};
use super::{Exporter, Stamp};
use crate::extract::Figure;
use crate::search::Hit;
use crate::vocabulary::Vocabulary;

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Rows for a spreadsheet.
#[derive(Debug)]
pub struct CsvRows<'v> {
    stamp: Stamp,
    vocabulary: &'v Vocabulary,
    rows: usize,
}

impl<'v> CsvRows<'v> {
    /// Rows that carry `stamp`; coordinates and types of actors are those of `vocabulary`.
    #[must_use]
    pub const fn new(stamp: Stamp, vocabulary: &'v Vocabulary) -> Self {
        Self { stamp, vocabulary, rows: 0 }
    }

    fn row(&mut self, hit: &Hit, figure: Option<&Figure>, out: &mut dyn Write) -> io::Result<()> {
        self.rows += 1;
        let row = Row { number: self.rows, hit, figure, stamp: &self.stamp, vocabulary: self.vocabulary };
        write_row(COLUMNS.iter().map(|(_, cell)| cell(row)), out)
    }
}

impl Exporter for CsvRows<'_> {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(MARK)?;
        write_row(COLUMNS.iter().map(|(name, _)| (*name).to_owned()), out)
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        if hit.figures.is_empty() {
            return self.row(hit, None, out);
        }
        hit.figures.iter().try_for_each(|figure| self.row(hit, Some(figure), out))
    }
}

fn write_row(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes)
        .write_record(cells)
        .map_err(io::Error::other)?;
    out.write_all(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::ArticleMeta;
    use crate::export::STATUS;
    use crate::extract::Quote;
    use crate::search::{Filters, PassageText, Question};

    fn hit(text: &str, title: &str) -> Hit {
        let article = ArticleMeta {
            id: "a1".to_owned(),
            path: "a1.txt".to_owned(),
            title: Some(title.to_owned()),
            source: None,
            url: None,
            published: None,
            language: Some("en".to_owned()),
            sha256: "00".to_owned(),
            media_type: "text/plain".to_owned(),
            source_scale: None,
            ..ArticleMeta::default()
        };
        let length = text.len();
        let quote = Quote { start: 0, end: length, byte_start: 0, byte_end: length, text: text.to_owned() };
        Hit {
            rank: 1,
            score: 1.0,
            article,
            passage: PassageText { ordinal: 0, quote },
            highlights: Vec::new(),
            figures: Vec::new(),
            places: Vec::new(),
            actors: Vec::new(),
            indexed_at: Some("2026-01-01T00:00:00Z".to_owned()),
            also_in: Vec::new(),
            of_article: 1,
            explanation: None,
        }
    }

    fn rows(hits: &[Hit]) -> Vec<Vec<String>> {
        let question = Question { query: "=cmd()".to_owned(), filters: Filters::default() };
        let vocabulary = Vocabulary::built_in();
        let mut exporter = CsvRows::new(Stamp::new(&question, "f00d".to_owned(), None), &vocabulary);
        let mut bytes = Vec::new();
        exporter.begin(&mut bytes).expect("memory can be written");
        for hit in hits {
            exporter.hit(hit, &mut bytes).expect("memory can be written");
        }
        let table = bytes.strip_prefix(MARK).expect("a byte order mark");
        csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(table)
            .records()
            .map(|record| record.expect("rows of one length").iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn a_passage_without_figures_has_a_row_of_its_own_that_runs_nothing() {
        let rows = rows(&[hit("A quiet day.\nIn Gao, too.", "@SUM(A1)"), hit("-1", "=2")]);
        assert_eq!(rows.len(), 3);

        let column = |name: &str| rows[0].iter().position(|column| column == name).expect("a column");
        assert_eq!(rows[1][column("passage")], "A quiet day.\nIn Gao, too.");
        assert_eq!(rows[1][column("title")], "'@SUM(A1)");
        assert_eq!(rows[2][column("passage")], "'-1");
        assert_eq!(rows[2][column("query")], "'=cmd()");
        assert_eq!(rows[2][column("status")], STATUS);
        assert_eq!(rows[1][column("figure_id")], "");
    }
}
