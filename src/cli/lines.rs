//! Lines of a file or of stdin, one at a time, with their numbers.

use std::io::{self, BufRead};

/// A line that holds more than white space.
pub(super) struct Line {
    /// 1 for the first.
    pub(super) number: usize,
    /// Its text without line end, or why it is none.
    pub(super) text: Result<String, String>,
}

/// The lines of `input` that are not blank; a byte order mark is passed over.
pub(super) fn lines(mut input: impl BufRead) -> impl Iterator<Item = io::Result<Line>> {
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            let mut bytes = Vec::new();
            match input.read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => number += 1,
                Err(error) => return Some(Err(error)),
            }
            let line = if number == 1 { without_mark(&bytes) } else { &bytes };
            let line = line.trim_ascii();
            if !line.is_empty() {
                return Some(Ok(Line { number, text: decode(line) }));
            }
        }
    })
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn decode(line: &[u8]) -> Result<String, String> {
    std::str::from_utf8(line)
        .map(str::to_owned)
        .map_err(|error| format!("not UTF-8 (byte {} of the line)", error.valid_up_to() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_count_but_are_passed_over_and_bad_bytes_are_named() {
        let input = b"\xEF\xBB\xBF{}\r\n\n  \nab\xFFc\nlast";
        let found: Vec<(usize, Result<String, String>)> = lines(&input[..])
            .map(|line| line.expect("memory can be read"))
            .map(|l| (l.number, l.text))
            .collect();
        assert_eq!(
            found,
            [
                (1, Ok("{}".to_owned())),
                (4, Err("not UTF-8 (byte 3 of the line)".to_owned())),
                (5, Ok("last".to_owned()))
            ]
        );
    }
}
