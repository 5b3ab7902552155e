//! Front matter: `key: value` lines between two lines of `---` at the head of a file.

use crate::text::Span;

/// Lines after which an unclosed block is taken for text.
const LONGEST: usize = 100;

/// What stood between the two lines of `---`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter<'t> {
    /// Keys in lower case and their values without quotes, with the line of each.
    pub(super) fields: Vec<(String, &'t str, usize)>,
    /// Lines that say nothing, and why.
    pub(super) bad_lines: Vec<(usize, String)>,
    /// The bytes of the text that follows.
    pub(super) body: Span,
}

/// Reads the front matter of `text`; `None` where there is none, and the whole is the article.
///
/// A block that is never closed, or holds no `key: value` line, is text: a rule above the first
/// paragraph. Lists, nested values and comments are passed over.
pub(super) fn parse(text: &str) -> Option<FrontMatter<'_>> {
    let mut lines = Lines { text, at: 0 };
    if lines.next()?.trim_end() != "---" {
        return None;
    }
    let mut found = FrontMatter::default();
    for number in 2..LONGEST {
        let line = lines.next()?;
        if matches!(line.trim_end(), "---" | "...") {
            let rest = text.get(lines.at..).unwrap_or_default();
            let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
            found.body = Span::new(lines.at + blank, text.len());
            return (!found.fields.is_empty()).then_some(found);
        }
        found.read_line(line, number);
    }
    None
}

impl<'t> FrontMatter<'t> {
    fn read_line(&mut self, line: &'t str, number: usize) {
        let is_nested = line.starts_with([' ', '\t', '-', '#', ']', '}']);
        if is_nested || line.trim().is_empty() {
            return;
        }
        let Some((key, value)) = line.split_once(':') else {
            self.bad_lines.push((number, "is not `key: value`; the line was passed over".to_owned()));
            return;
        };
        let value = unquote(value.trim());
        if !value.is_empty() {
            self.fields.push((key.trim().to_lowercase(), value, number));
        }
    }
}

fn unquote(value: &str) -> &str {
    let inner = |quote| value.strip_prefix(quote).and_then(|rest: &str| rest.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(value).trim()
}

struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    /// The next line without its end; `None` past the last one.
    fn next(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let line = rest.split('\n').next()?;
        self.at = (self.at + line.len() + 1).min(self.text.len());
        Some(line.trim_end_matches('\r'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_the_rest_passed_over() {
        let text = "---\r\nTitle: \"Ten: a toll\"\r\n# note\r\ntags:\r\n  - mali\r\nwhat\r\n---\r\n\r\nText.";
        let found = parse(text).expect("closed front matter with a key");
        assert_eq!(found.fields, [("title".to_owned(), "Ten: a toll", 2)]);
        assert_eq!(found.bad_lines.first().map(|(line, _)| *line), Some(6));
        assert_eq!(found.body.of(text), "Text.");
    }

    #[test]
    fn a_rule_above_the_text_is_no_front_matter() {
        for text in ["---\nTen died.\n---\nMore.", "---\ntitle: never closed\nText", "Text\n---\n", "---", ""]
        {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
