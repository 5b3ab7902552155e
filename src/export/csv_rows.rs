//! CSV: one row a figure of each matching passage; a passage without a figure has one row, its
//! figure columns empty, so that nothing that matched is missing.
//!
//! Column names are those of UCDP GED, ACLED and the OHCHR guidance where they have one. RFC 4180,
//! UTF-8. The file begins with a byte order mark, without which spreadsheets misread every accent;
//! a reader that does not know the mark sees it in the name of the first column, `row`, which is
//! the one column that nobody needs.

use std::io::{self, Write};

use super::{Exporter, STATUS, Stamp, cell, date};
use crate::extract::Figure;
use crate::search::Hit;
use crate::text::{Span, sentences};

/// The columns, in order.
pub const COLUMNS: &[&str] = &[
    "row",
    "figure_id",
    "doc_id",
    "title",
    "date_published",
    "source_name",
    "source_url",
    "language",
    "sha256",
    "file_name",
    "text",
    "number_text",
    "low",
    "best",
    "high",
    "qualifier",
    "outcome",
    "severity",
    "victim_text",
    "victim_category",
    "side",
    "affiliation",
    "perpetrator",
    "attribution_text",
    "attribution",
    "attribution_via",
    "stance",
    "is_provisional",
    "is_cumulative",
    "is_subset_of",
    "negated",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "date_start",
    "date_end",
    "date_prec",
    "notes",
    "start",
    "end",
    "byte_start",
    "byte_end",
    "rule",
    "passage_rank",
    "passage_ordinal",
    "passage_start",
    "passage_end",
    "passage_byte_start",
    "passage_byte_end",
    "passage",
    "status",
    "query",
    "filters",
    "index_fingerprint",
    "tool_version",
    "exported_at",
];

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Rows for a spreadsheet.
#[derive(Debug)]
pub struct CsvRows {
    stamp: Stamp,
    rows: usize,
}

impl CsvRows {
    /// Rows that carry `stamp`.
    #[must_use]
    pub const fn new(stamp: Stamp) -> Self {
        Self { stamp, rows: 0 }
    }

    fn row(&mut self, hit: &Hit, figure: Option<&Figure>, out: &mut dyn Write) -> io::Result<()> {
        self.rows += 1;
        let mut row = vec![self.rows.to_string()];
        row.push(figure.map(|figure| figure.id.clone()).unwrap_or_default());
        push_article(hit, &mut row);
        match figure {
            Some(figure) => push_figure(hit, figure, &mut row),
            None => row.extend(std::iter::repeat_n(String::new(), FIGURE_COLUMNS)),
        }
        push_passage(hit, &mut row);
        self.push_stamp(&mut row);
        write_row(row.iter().map(String::as_str), out)
    }

    fn push_stamp(&self, row: &mut Vec<String>) {
        row.push(STATUS.to_owned());
        row.push(cell::text(&self.stamp.query).into_owned());
        row.push(cell::text(&self.stamp.filters_line()).into_owned());
        row.push(self.stamp.index_fingerprint.clone());
        row.push(self.stamp.tool_version.to_owned());
        row.push(self.stamp.exported_at.clone().unwrap_or_default());
    }
}

impl Exporter for CsvRows {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(MARK)?;
        write_row(COLUMNS.iter().copied(), out)
    }

    fn hit(&mut self, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        if hit.figures.is_empty() {
            return self.row(hit, None, out);
        }
        hit.figures.iter().try_for_each(|figure| self.row(hit, Some(figure), out))
    }
}

/// Columns from `text` to `rule`.
const FIGURE_COLUMNS: usize = 35;

fn push_article(hit: &Hit, row: &mut Vec<String>) {
    let article = &hit.article;
    row.push(cell::text(&article.id).into_owned());
    row.push(optional(article.title.as_deref()));
    row.push(cell::number(article.published));
    row.push(optional(article.source.as_deref()));
    row.push(optional(article.url.as_deref()));
    row.push(optional(article.language.as_deref()));
    row.push(article.sha256.clone());
    row.push(cell::text(&article.path).into_owned());
}

fn push_figure(hit: &Hit, figure: &Figure, row: &mut Vec<String>) {
    row.push(cell::text(&figure.quote.text).into_owned());
    row.push(optional(figure.number_text.as_deref()));
    row.extend([figure.bounds.low, figure.bounds.best, figure.bounds.high].map(cell::number));
    row.push(figure.qualifier.as_str().to_owned());
    row.push(figure.outcome.as_str().to_owned());
    row.push(figure.severity.map(|severity| severity.as_str().to_owned()).unwrap_or_default());
    row.push(optional(figure.victim_text.as_deref()));
    row.push(figure.victim_category.as_str().to_owned());
    row.push(figure.side.as_str().to_owned());
    row.push(cell::text(&figure.affiliation.join(";")).into_owned());
    row.push(cell::text(&figure.perpetrator.join(";")).into_owned());
    let attribution = figure.attribution.as_ref();
    row.push(optional(attribution.map(|said| said.quote.text.as_str())));
    row.push(optional(attribution.and_then(|said| said.id.as_deref())));
    row.push(optional(attribution.and_then(|said| said.via.as_deref())));
    row.push(figure.stance.as_str().to_owned());
    row.push(cell::truth(figure.is_provisional).to_owned());
    row.push(cell::truth(figure.is_cumulative).to_owned());
    row.push(optional(figure.is_subset_of.as_deref()));
    row.push(cell::truth(figure.negated).to_owned());
    row.extend(place_cells(figure.place.as_deref().unwrap_or_default()));
    let date = figure.event_date.as_deref().map(date::split).unwrap_or_default();
    row.extend([date.start, date.end, cell::number(date.precision)]);
    row.push(cell::text(sentence(hit, figure)).into_owned());
    let quote = &figure.quote;
    row.extend([quote.start, quote.end, quote.byte_start, quote.byte_end].map(|offset| offset.to_string()));
    row.push(figure.rule.clone());
}

fn push_passage(hit: &Hit, row: &mut Vec<String>) {
    let quote = &hit.passage.quote;
    row.extend([hit.rank, hit.passage.ordinal].map(|number| number.to_string()));
    row.extend([quote.start, quote.end, quote.byte_start, quote.byte_end].map(|offset| offset.to_string()));
    row.push(cell::text(&quote.text).into_owned());
}

fn optional(text: Option<&str>) -> String {
    cell::text(text.unwrap_or_default()).into_owned()
}

/// Country, three administrative levels and the place itself, from a path of any length.
fn place_cells(path: &[String]) -> [String; 5] {
    let level = |nth: usize| path.get(nth).map(|name| cell::text(name).into_owned()).unwrap_or_default();
    // The last name of a longer path is the town, unless the path ends with the first level.
    let admin = |nth: usize| if nth + 1 < path.len() { level(nth) } else { String::new() };
    let first = if path.len() == 2 { level(1) } else { admin(1) };
    [level(0), first, admin(2), admin(3), level(path.len().saturating_sub(1))]
}

/// The sentence that states the figure.
fn sentence<'h>(hit: &'h Hit, figure: &Figure) -> &'h str {
    let passage = &hit.passage.quote;
    let start = figure.quote.byte_start.saturating_sub(passage.byte_start);
    let stated = Span::new(start, start + figure.quote.span().len());
    sentences(&passage.text)
        .into_iter()
        .find(|sentence| sentence.overlaps(stated))
        .map_or(passage.text.as_str(), |sentence| sentence.of(&passage.text))
}

fn write_row<'c>(cells: impl Iterator<Item = &'c str>, out: &mut dyn Write) -> io::Result<()> {
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
        }
    }

    fn rows(hits: &[Hit]) -> Vec<Vec<String>> {
        let question = Question { query: "=cmd()".to_owned(), filters: Filters::default() };
        let mut exporter = CsvRows::new(Stamp::new(&question, "f00d".to_owned(), None));
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
        assert_eq!(rows[0], COLUMNS);
        let column = |name: &str| COLUMNS.iter().position(|&column| column == name).expect("a column");
        assert_eq!(rows[1][column("passage")], "A quiet day.\nIn Gao, too.");
        assert_eq!(rows[1][column("title")], "'@SUM(A1)");
        assert_eq!(rows[2][column("passage")], "'-1");
        assert_eq!(rows[2][column("query")], "'=cmd()");
        assert_eq!(rows[2][column("status")], STATUS);
        assert_eq!(rows[1][column("figure_id")], "");
    }

    #[test]
    fn a_path_fills_the_levels_that_it_has() {
        let cells = |path: &[&str]| {
            let path: Vec<String> = path.iter().map(|&name| name.to_owned()).collect();
            place_cells(&path).join("|")
        };
        assert_eq!(cells(&["Mali", "Ségou", "Niono", "Sokolo"]), "Mali|Ségou|Niono||Sokolo");
        assert_eq!(cells(&["Mali", "Koulikoro", "Kati"]), "Mali|Koulikoro|||Kati");
        assert_eq!(cells(&["Mali", "Ségou"]), "Mali|Ségou|||Ségou");
        assert_eq!(cells(&["Mali"]), "Mali||||Mali");
        assert_eq!(cells(&[]), "||||");
    }
}
