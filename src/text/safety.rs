//! Which characters a terminal would obey, hide or reorder.

/// Whether `c` is a control, a line separator, a mark of direction or another character without
/// width that can make a reader see something else than what is written.
///
/// The joiners of Indic scripts, Persian and emoji sequences are not among them.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
