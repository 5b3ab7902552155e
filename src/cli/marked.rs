//! Text with marked parts, wrapped to a width: figures in one style, matches in another.
//!
//! With colours a mark is a style. Without, a figure stands in [brackets] and a match between
//! *stars*, so that a log file or a pager shows what a terminal shows.

use anstyle::{AnsiColor, Color, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::sanitize::sanitize;
use crate::text::Span;

const FIGURE: Style =
    Style::new().fg_color(Some(Color::Ansi(AnsiColor::Black))).bg_color(Some(Color::Ansi(AnsiColor::Yellow)));
const MATCH: Style = AnsiColor::Cyan.on_default().bold();
const FIGURE_AND_MATCH: Style = FIGURE.bold().underline();
const PLACE: Style = AnsiColor::Green.on_default();
const ACTOR: Style = AnsiColor::Magenta.on_default();

/// Why a part is marked. Where marks of two kinds overlap, both are shown if one is a match, else
/// the one that comes first here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A casualty figure.
    Figure,
    /// An actor.
    Actor,
    /// A place.
    Place,
    /// What the query matched.
    Match,
}

/// A part of a text to mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its bytes.
    pub(super) span: Span,
    /// Why.
    pub(super) kind: Kind,
}

/// How marked text is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// Columns, the indent included.
    pub(super) width: usize,
    /// Spaces before each line.
    pub(super) indent: usize,
    /// Styles rather than brackets and stars.
    pub(super) colours: bool,
}

/// Grapheme clusters that are shown alike.
#[derive(Debug, Clone)]
struct Cell {
    text: String,
    width: usize,
    style: Look,
}

const SPACE: &str = " ";
const LINE_END: &str = "\n";

impl Cell {
    fn is_space(&self) -> bool {
        matches!(self.text.as_str(), SPACE | LINE_END)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Look {
    ground: Option<Kind>,
    matched: bool,
}

/// The lines of `text`; white space of any length is one space, an empty line a new line.
pub(super) fn wrap(text: &str, marks: &[Mark], layout: Layout) -> Vec<String> {
    let cells = cells(text, marks, layout.colours);
    let room = layout.width.saturating_sub(layout.indent).max(10);
    break_lines(&cells, room).into_iter().map(|line| render(line, layout)).collect()
}

fn cells(text: &str, marks: &[Mark], colours: bool) -> Vec<Cell> {
    let mut pens = Pens::new(marks);
    let mut cells: Vec<Cell> = Vec::with_capacity(text.len());
    let mut before = Look::default();
    let mut breaks = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        let style = pens.look(at);
        if !colours {
            push_signs(&mut cells, before, style);
        }
        before = style;
        if cluster.chars().all(char::is_whitespace) {
            breaks += cluster.matches('\n').count();
            push_space(&mut cells, style, breaks > 1);
            continue;
        }
        breaks = 0;
        let shown = sanitize(cluster).into_owned();
        cells.push(Cell { width: shown.width(), text: shown, style });
    }
    if !colours {
        push_signs(&mut cells, before, Look::default());
    }
    cells
}

/// White space of any length is one space, or one line end after an empty line.
fn push_space(cells: &mut Vec<Cell>, style: Look, ends_line: bool) {
    let text = if ends_line { LINE_END } else { SPACE };
    match cells.last_mut() {
        Some(last) if last.is_space() => last.text = text.to_owned(),
        _ => cells.push(Cell { text: text.to_owned(), width: 1, style }),
    }
}

/// The signs that stand for styles: what ends is closed before what begins is opened.
fn push_signs(cells: &mut Vec<Cell>, before: Look, now: Look) {
    let figure = |look: Look| look.ground == Some(Kind::Figure);
    let mut sign = |text: &str| cells.push(Cell { text: text.to_owned(), width: 1, style: Look::default() });
    // A match that goes on across the edge of a figure is closed and opened again.
    let crosses = figure(before) != figure(now);
    if before.matched && (!now.matched || crosses) {
        sign("*");
    }
    if figure(before) && !figure(now) {
        sign("]");
    }
    if !figure(before) && figure(now) {
        sign("[");
    }
    if now.matched && (!before.matched || crosses) {
        sign("*");
    }
}

/// Walks the marks along with the text.
struct Pens {
    marks: Vec<Mark>,
    next: usize,
    open: Vec<Mark>,
}

impl Pens {
    fn new(marks: &[Mark]) -> Self {
        let mut marks = marks.to_vec();
        marks.sort_by_key(|mark| (mark.span.start, mark.span.end, mark.kind));
        Self { marks, next: 0, open: Vec::new() }
    }

    fn look(&mut self, at: usize) -> Look {
        self.open.retain(|mark| at < mark.span.end);
        while let Some(mark) = self.marks.get(self.next).filter(|mark| mark.span.start <= at) {
            if at < mark.span.end {
                self.open.push(*mark);
            }
            self.next += 1;
        }
        let kinds = || self.open.iter().map(|mark| mark.kind);
        Look {
            ground: kinds().filter(|&kind| kind != Kind::Match).min(),
            matched: kinds().any(|kind| kind == Kind::Match),
        }
    }
}

/// Greedy lines; a word that is wider than a line is cut.
fn break_lines(cells: &[Cell], room: usize) -> Vec<&[Cell]> {
    cells.split(|cell| cell.text == LINE_END).flat_map(|paragraph| break_paragraph(paragraph, room)).collect()
}

fn break_paragraph(cells: &[Cell], room: usize) -> Vec<&[Cell]> {
    let mut lines = Vec::new();
    let (mut start, mut at, mut width, mut space) = (0, 0, 0, None);
    while let Some(cell) = cells.get(at) {
        if cell.is_space() {
            if at == start {
                start += 1;
                at += 1;
                continue;
            }
            space = Some(at);
        }
        if width + cell.width > room && at > start {
            let end = space.take().unwrap_or(at);
            lines.push(cells.get(start..end).expect("a line ends behind its start, within the cells"));
            (start, at, width) = (end, end, 0);
            continue;
        }
        width += cell.width;
        at += 1;
    }
    lines.push(cells.get(start..).expect("a line begins within the cells, or at their end"));
    lines.into_iter().map(trim).filter(|line| !line.is_empty()).collect()
}

fn trim(mut line: &[Cell]) -> &[Cell] {
    while let [rest @ .., last] = line
        && last.is_space()
    {
        line = rest;
    }
    line
}

fn render(line: &[Cell], layout: Layout) -> String {
    let mut out = " ".repeat(layout.indent);
    for run in line.chunk_by(|left, right| left.style == right.style) {
        let text: String = run.iter().map(|cell| cell.text.as_str()).collect();
        let style = run.first().and_then(|cell| style(cell.style)).filter(|_| layout.colours);
        match style {
            Some(style) => out.push_str(&format!("{style}{text}{style:#}")),
            None => out.push_str(&text),
        }
    }
    out
}

const fn style(look: Look) -> Option<Style> {
    match (look.ground, look.matched) {
        (Some(Kind::Figure), true) => Some(FIGURE_AND_MATCH),
        (Some(Kind::Figure), false) => Some(FIGURE),
        (_, true) => Some(MATCH),
        (Some(Kind::Actor), false) => Some(ACTOR),
        (Some(Kind::Place), false) => Some(PLACE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, marks: &[(&str, Kind)], width: usize) -> Vec<String> {
        let marks: Vec<Mark> = marks
            .iter()
            .map(|&(part, kind)| {
                let start = text.find(part).expect("the part is in the text");
                Mark { span: Span::new(start, start + part.len()), kind }
            })
            .collect();
        wrap(text, &marks, Layout { width, indent: 2, colours: false })
    }

    #[test]
    fn figures_stand_in_brackets_and_matches_between_stars() {
        let marks =
            [("at least 15 soldiers", Kind::Figure), ("soldiers", Kind::Match), ("Kati", Kind::Match)];
        assert_eq!(
            plain("In Kati, at least 15 soldiers died.", &marks, 80),
            ["  In *Kati*, [at least 15 *soldiers*] died."]
        );
    }

    #[test]
    fn a_match_across_the_edge_of_a_figure_is_marked_on_both_sides() {
        let marks = [("15 soldiers", Kind::Figure), ("soldiers died", Kind::Match)];
        assert_eq!(plain("15 soldiers died.", &marks, 80), ["  [15 *soldiers*]* died*."]);
    }

    #[test]
    fn a_heading_keeps_its_line_and_a_mark_over_a_line_end_its_signs() {
        let text = "Attacks  go on\n\nTwo\nsoldiers died.";
        assert_eq!(
            plain(text, &[("Two\nsoldiers", Kind::Figure)], 80),
            ["  Attacks go on", "  [Two soldiers] died."]
        );
    }

    #[test]
    fn no_line_is_wider_than_asked_in_any_script() {
        let text = "Ségou, вбито двох солдатів, 二名の兵士が死亡しましたと発表されました, مقتل جنديين in one line \
            anextremelylongwordwithoutanyspaceatallinside end";
        for width in [12, 20, 40] {
            for line in wrap(text, &[], Layout { width, indent: 2, colours: false }) {
                assert!(line.width() <= width, "{} > {width}: {line}", line.width());
            }
        }
    }

    #[test]
    fn with_colours_the_words_are_the_same_and_each_line_closes_its_style() {
        let text = "at least fifteen Malian soldiers";
        let mark = Mark { span: Span::new(0, text.len()), kind: Kind::Figure };
        let lines = wrap(text, &[mark], Layout { width: 18, indent: 0, colours: true });
        assert_eq!(lines.len(), 2);
        for line in &lines {
            assert!(line.starts_with("\u{1b}[") && line.ends_with("\u{1b}[0m"), "{line:?}");
        }
        let words: Vec<String> =
            lines.iter().map(|line| anstream::adapter::strip_str(line).to_string()).collect();
        assert_eq!(words, ["at least fifteen", "Malian soldiers"]);
    }
}
