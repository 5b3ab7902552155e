//! JSON that is safe to print: what a terminal would obey or reorder is written as an escape.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::text::is_unsafe;

/// Writes `value` as one line of JSON.
///
/// Controls and marks of direction inside strings are written as `\u…`: the same text to every
/// reader of JSON, and harmless to a terminal.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write_line<W: Write + ?Sized>(out: &mut W, value: &impl Serialize) -> io::Result<()> {
    let mut line = Vec::with_capacity(1024);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut line, Escaping))?;
    line.push(b'\n');
    out.write_all(&line)
}

struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        if !fragment.bytes().any(may_begin_unsafe) {
            return out.write_all(fragment.as_bytes());
        }
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|&(_, c)| is_unsafe(c)) {
            out.write_all(rest.get(..at).unwrap_or_default().as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = rest.get(at + c.len_utf8()..).unwrap_or_default();
        }
        out.write_all(rest.as_bytes())
    }
}

/// Whether a character that [`is_unsafe`] may begin with this byte of UTF-8: a quick no for nearly all.
const fn may_begin_unsafe(byte: u8) -> bool {
    matches!(byte, 0..b' ' | 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF | 0xF3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_the_text_and_a_terminal_gets_no_command() {
        let text = "15 \u{1b}[2J\u{7f}\u{9b}31m \u{202e}dead\u{2028} é \u{e0041} \u{feff}\"\\";
        let mut line = Vec::new();
        write_line(&mut line, &text).expect("memory can be written");
        let line = String::from_utf8(line).expect("JSON is UTF-8");
        assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), text);
        assert!(!line.trim_end().chars().any(is_unsafe), "{line}");
    }

    #[test]
    fn no_unsafe_character_begins_with_another_byte() {
        for c in ('\0'..=char::MAX).filter(|&c| is_unsafe(c)) {
            let first = c.encode_utf8(&mut [0; 4]).as_bytes()[0];
            assert!(may_begin_unsafe(first), "{c:?} begins with {first:#x}");
        }
    }
}
