//! Text from articles and file names made safe for a terminal.
//!
//! A control character in an article could move the cursor, recolour the screen or run a terminal's
//! commands; a bidirectional override could make a figure read as another one. Both are shown, not
//! obeyed.

use std::borrow::Cow;
use std::fmt::Write;

use crate::text::is_unsafe;

/// `text` with control and bidirectional characters written out as `\u{…}`; tabs become spaces.
///
/// Line ends are kept out too: a caller that prints several lines splits them first.
pub(super) fn sanitize(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => safe.push(' '),
            c if is_unsafe(c) => {
                write!(safe, "\\u{{{:x}}}", u32::from(c)).expect("writing to a string cannot fail");
            }
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_command_is_shown_and_not_obeyed() {
        assert_eq!(sanitize("15 \u{1b}[31mkilled\u{7}"), "15 \\u{1b}[31mkilled\\u{7}");
        assert_eq!(sanitize("a\u{9b}2Jb"), "a\\u{9b}2Jb");
    }

    #[test]
    fn a_reordered_figure_is_shown_in_the_order_of_its_characters() {
        assert_eq!(sanitize("\u{202e}51\u{202c} dead"), "\\u{202e}51\\u{202c} dead");
    }

    #[test]
    fn line_ends_and_tabs_become_spaces_and_plain_text_is_left_alone() {
        assert_eq!(sanitize("one\ttwo\r\nthree"), "one two  three");
        assert!(matches!(sanitize("Ségou, عملية, 👩🏽‍🚒"), Cow::Borrowed(_)));
    }
}
