//! A facet as a tree with aligned counts and bars.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::page::Look;
use super::sanitize::sanitize;
use crate::search::{Counts, FacetTree, FacetValue};

const HEAD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const BAR: Style = AnsiColor::Cyan.on_default();
/// Columns of the two counts, with the spaces before them.
const COUNT_WIDTH: usize = 10;
const LONGEST_BAR: usize = 24;

struct Row {
    label: String,
    counts: Counts,
}

/// Prints `tree`; a value's counts hold those of the values under it.
pub(super) fn print(out: &mut dyn Write, tree: &FacetTree, look: Look) -> io::Result<()> {
    let mut rows = Vec::new();
    for value in &tree.values {
        push_rows(value, "", "", &mut rows);
    }
    rows.push(Row { label: "(unknown)".to_owned(), counts: tree.unknown });
    let counts_width = 2 * COUNT_WIDTH;
    let longest = rows.iter().map(|row| row.label.width()).fold(tree.by.len(), usize::max);
    let label_width = longest.min(look.width.saturating_sub(counts_width + 2)).max(8);
    let bar_width = look.width.saturating_sub(label_width + counts_width + 2).min(LONGEST_BAR);
    let head = format!("{:label_width$}{:>COUNT_WIDTH$}{:>COUNT_WIDTH$}", tree.by, "articles", "passages");
    writeln!(out, "{HEAD}{head}{HEAD:#}")?;
    for row in &rows {
        let label = fit(&row.label, label_width);
        let Counts { articles, passages } = row.counts;
        let bar = bar(articles, tree.total.articles, bar_width);
        let line = format!("{label}{articles:>COUNT_WIDTH$}{passages:>COUNT_WIDTH$}");
        match bar.as_str() {
            "" => writeln!(out, "{line}")?,
            bar => writeln!(out, "{line}  {BAR}{bar}{BAR:#}")?,
        }
    }
    let Counts { articles, passages } = tree.total;
    let total = format!("{}{articles:>COUNT_WIDTH$}{passages:>COUNT_WIDTH$}", fit("matched", label_width));
    writeln!(out, "{QUIET}{total}{QUIET:#}")
}

fn push_rows(value: &FacetValue, branch: &str, below: &str, rows: &mut Vec<Row>) {
    let name = match &value.name {
        None if is_town_of_its_district(value) => format!("{} (town)", value.value),
        Some(name) if *name != value.value => format!("{name} ({})", value.value),
        _ => value.value.clone(),
    };
    rows.push(Row { label: format!("{branch}{}", sanitize(&name)), counts: value.counts });
    // A district and the town that it is named after are told apart only where their counts differ.
    let is_seat = |child: &FacetValue| child.value == value.value && child.counts == value.counts;
    let seats = value.children.iter().filter(|child| is_seat(child)).flat_map(|seat| &seat.children);
    let children: Vec<&FacetValue> =
        value.children.iter().filter(|child| !is_seat(child)).chain(seats).collect();
    let last = children.len().saturating_sub(1);
    for (nth, child) in children.into_iter().enumerate() {
        let (fork, line) = if nth == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        push_rows(child, &format!("{below}{fork}"), &format!("{below}{line}"), rows);
    }
}

/// Whether the value is named like what it lies in.
fn is_town_of_its_district(value: &FacetValue) -> bool {
    matches!(value.path.as_slice(), [.., district, town] if district == town)
}

/// `label` in exactly `width` columns; what is cut is shown as cut.
fn fit(label: &str, width: usize) -> String {
    if label.width() <= width {
        return format!("{label}{}", " ".repeat(width - label.width()));
    }
    let mut cut = String::new();
    for c in label.chars() {
        let longer = format!("{cut}{c}");
        if longer.width() + 1 > width {
            break;
        }
        cut = longer;
    }
    let pad = " ".repeat(width.saturating_sub(cut.width() + 1));
    format!("{cut}…{pad}")
}

/// A bar as long as `part` of `whole`, to an eighth of a column; never nothing for something.
fn bar(part: usize, whole: usize, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if part == 0 || whole == 0 || width == 0 {
        return String::new();
    }
    let eighths = (part * width * 8 / whole).max(1);
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % EIGHTHS.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(path: &[&str], articles: usize, children: Vec<FacetValue>) -> FacetValue {
        FacetValue {
            value: (*path.last().expect("a path has a last part")).to_owned(),
            name: None,
            path: path.iter().map(|&name| name.to_owned()).collect(),
            counts: Counts { articles, passages: articles * 2 },
            children,
        }
    }

    fn printed(width: usize) -> Vec<String> {
        let segou = value(&["Mali", "Ségou"], 3, vec![value(&["Mali", "Ségou", "Niono"], 2, Vec::new())]);
        let mali = value(&["Mali"], 4, vec![segou, value(&["Mali", "Gao"], 1, Vec::new())]);
        let tree = FacetTree {
            by: "region",
            total: Counts { articles: 5, passages: 11 },
            values: vec![mali],
            unknown: Counts { articles: 1, passages: 3 },
        };
        let mut out = Vec::new();
        print(&mut out, &tree, Look { width, colours: false, all_copies: false })
            .expect("memory can be written");
        let plain = anstream::adapter::strip_bytes(&out).into_vec();
        String::from_utf8(plain).expect("UTF-8").lines().map(str::to_owned).collect()
    }

    #[test]
    fn towns_stand_under_their_region_and_counts_are_aligned() {
        assert_eq!(
            printed(60),
            [
                "region       articles  passages",
                "Mali                4         8  ███████████████████▏",
                "├─ Ségou            3         6  ██████████████▍",
                "│  └─ Niono         2         4  █████████▌",
                "└─ Gao              1         2  ████▊",
                "(unknown)           1         3  ████▊",
                "matched             5        11",
            ]
        );
    }

    #[test]
    fn the_seat_of_a_district_is_said_once() {
        let rows = |town: usize| {
            let kati = value(&["Mali", "Kati", "Kati"], town, Vec::new());
            let tree = FacetTree {
                by: "region",
                total: Counts { articles: 2, passages: 4 },
                values: vec![value(&["Mali", "Kati"], 2, vec![kati])],
                unknown: Counts::default(),
            };
            let mut out = Vec::new();
            print(&mut out, &tree, Look { width: 60, colours: false, all_copies: false })
                .expect("memory can be written");
            String::from_utf8(anstream::adapter::strip_bytes(&out).into_vec()).expect("UTF-8")
        };
        assert_eq!(rows(2).matches("Kati").count(), 1, "{}", rows(2));
        assert!(rows(1).contains("└─ Kati (town)"), "{}", rows(1));
    }

    #[test]
    fn nothing_is_wider_than_the_screen() {
        for width in [30, 40, 80] {
            for line in printed(width) {
                assert!(line.width() <= width, "{line}");
            }
        }
    }
}
