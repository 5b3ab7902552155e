//! The headline of an article that names none: its first line, where that reads like one.

use super::furniture;
use super::line::Line;
use crate::text::Span;

/// Lines from the top among which a headline is looked for.
const NEAR_TOP: usize = 6;
/// Bytes beyond which a line is a paragraph.
const LONGEST: usize = 200;

/// The first line that reads like a headline: short, without a full stop, with text after it.
/// Furniture and the name of the section are passed over.
pub(super) fn find(lines: &[Line<'_>], furniture: &[Span]) -> Option<String> {
    let mut lines = lines
        .iter()
        .filter(|line| !line.span.is_empty() && furniture.binary_search(&line.span).is_err())
        .map(|line| line.text)
        .peekable();
    let mut passed = 0;
    while let Some(line) = lines.next() {
        let next = lines.peek()?;
        let words = line.split_whitespace().count();
        let is_section = furniture::is_section(line) || (words < 3 && is_headline(next));
        if is_headline(line) && !is_section {
            return Some(clean(line));
        }
        passed += 1;
        if !is_section || passed == NEAR_TOP {
            return None;
        }
    }
    None
}

fn is_headline(line: &str) -> bool {
    let has_letters = line.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let ends = line.trim_end_matches(['"', '”', '»', '\'', '’', ')', ' ', '\u{a0}']);
    line.len() <= LONGEST && has_letters && !ends.ends_with(['.', ',', ';', ':', '-', '–', '—'])
}

/// Without the marks of a Markdown heading, on one line.
fn clean(line: &str) -> String {
    line.trim_matches(['#', '*', ' ']).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_is_the_first_line_that_reads_like_one() {
        let titled = |text: &str| {
            let lines = Line::all(text);
            find(&lines, &furniture::find(&lines))
        };
        let body = "Ten people died on Friday, the mayor said.";
        let want = Some("Ten Killed Near Kati".to_owned());
        assert_eq!(titled(&format!("Ten Killed Near Kati\n\n{body}")), want);
        assert_eq!(titled(&format!("Africa\nTen Killed Near Kati\n{body}")), want);
        assert_eq!(
            titled(&format!("Accessibility links\n\nBreaking News\n\nTen Killed Near Kati\n\n{body}")),
            want
        );
        assert_eq!(titled(&format!("## Ten Killed Near Kati\n\n{body}")), want);
        assert_eq!(titled(&format!("BAMAKO, 22 July 2022 (AFP) -\n{body}\nMore.")), None);
        assert_eq!(titled(&format!("{body}\nThe army confirmed it.")), None);
        assert_eq!(titled("Ten Killed Near Kati"), None);
        assert_eq!(titled(""), None);
    }
}
