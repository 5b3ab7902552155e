//! Cells of a table that a spreadsheet takes for what they are: text.

/// `text` such that no spreadsheet runs it as a formula.
///
/// A cell that begins, be it after white space or invisible characters, with one of `= + - @` (or
/// their full-width forms), or with a tab or carriage return, gets an apostrophe in front, which
/// spreadsheets take as "this is text". Numbers are written by the program itself and stay
/// numbers. NUL ends a cell in some readers; it becomes U+FFFD.
pub(super) fn text(text: &str) -> String {
    let text = text.replace('\0', "\u{fffd}");
    if starts_formula(&text) { format!("'{text}") } else { text }
}

fn starts_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r']) {
        return true;
    }
    let first = text.trim_start_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    });
    first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Text, or nothing.
pub(super) fn optional(value: Option<&str>) -> String {
    value.map(text).unwrap_or_default()
}

/// Values with `;` between them.
pub(super) fn list(values: impl Iterator<Item = String>) -> String {
    text(&values.collect::<Vec<_>>().join(";"))
}

/// A number, or nothing.
pub(super) fn number<N: ToString>(number: Option<N>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// `TRUE` or `FALSE`, as spreadsheets write them.
pub(super) fn truth(value: bool) -> String {
    if value { "TRUE" } else { "FALSE" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_text() {
        for cell in ["=1+1", "+33", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u{feff}=1", "＝1", "\n@x"]
        {
            assert_eq!(text(cell), format!("'{cell}"));
        }
    }

    #[test]
    fn what_is_harmless_is_left_alone() {
        for cell in ["", "15", "Al-Qaeda = AQMI", "« -5 »", "'quoted'", "Ségou"] {
            assert_eq!(text(cell), cell);
        }
    }
}
