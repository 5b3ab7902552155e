//! The lines of a text.

use memchr::memchr2;

use super::Span;

/// The lines of `text` in order, without their ends (`\n`, `\r\n` or `\r`); an empty line has an
/// empty span.
pub fn lines(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let rest = bytes.get(start..)?;
        let Some(length) = memchr2(b'\n', b'\r', rest) else {
            next = None;
            return Some(Span::new(start, bytes.len()));
        };
        let end = start + length;
        let is_pair = bytes.get(end..end + 2) == Some(b"\r\n");
        next = Some(end + if is_pair { 2 } else { 1 });
        Some(Span::new(start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_of_all_systems_are_known() {
        let text = "a\r\n\nb\rc\n";
        let found: Vec<&str> = lines(text).map(|line| line.of(text)).collect();
        assert_eq!(found, ["a", "", "b", "c", ""]);
        assert_eq!(lines("").count(), 1);
    }
}
