//! A line as the rules of furniture and captions compare it: folded, without the signs that say nothing.

use crate::text::{fold_into, hash_folded, is_dropped, is_unsafe};

/// Letters of the longest word of which [`hash_plain_word`] tells the hash.
const LONGEST_PLAIN: usize = 32;

/// Writes the folded letters at the head of `line` to `word`; `#` for digits, else its first sign.
///
/// That is what the folded line begins with, whatever its first word holds that folding drops.
pub(super) fn fold_first_word(line: &str, word: &mut String) {
    word.clear();
    fold_word(line.split_whitespace().next().unwrap_or_default(), word);
    let first = word.chars().next().map_or(0, char::len_utf8);
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    word.truncate(end.max(first));
}

/// The hash of what [`fold_first_word`] writes, where the first word of `line` is plain letters, as most
/// are: they need no look at what they decompose to. `None` elsewhere.
///
/// Such a line begins with nothing that a rule leaves out, and what it leaves out at the end does not
/// change the first word.
pub(super) fn hash_plain_word(line: &str) -> Option<u64> {
    let letters = line.bytes().take_while(u8::is_ascii_alphabetic).count();
    let ends_word =
        |byte: &u8| byte.is_ascii_whitespace() || (byte.is_ascii_graphic() && !matches!(byte, b'\'' | b'`'));
    if letters == 0 || !line.as_bytes().get(letters).is_none_or(ends_word) {
        return None;
    }
    let mut word = [0; LONGEST_PLAIN];
    let word = word.get_mut(..letters)?;
    word.copy_from_slice(line.as_bytes().get(..letters)?);
    word.make_ascii_lowercase();
    Some(hash_folded(word))
}

/// Whether `c` says nothing where a line begins or ends: what folding drops, marks of direction, arrows
/// and pictures.
pub(super) fn is_silent(c: char) -> bool {
    if c.is_ascii() {
        return c.is_control() || matches!(c, '\'' | '`');
    }
    let is_picture = matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}') && !c.is_alphanumeric();
    is_picture || is_unsafe(c) || is_dropped(c)
}

/// Lower case without accents, one space between words, none before a colon, digits as `#`.
pub(super) fn folded(line: &str) -> String {
    folded_to(line, usize::MAX)
}

/// The head of [`folded`], of that many bytes or more where the line is as long: whole words of it.
pub(super) fn folded_to(line: &str, length: usize) -> String {
    let mut out = String::with_capacity(length.min(line.len()));
    for word in line.split_whitespace() {
        if out.len() >= length {
            break;
        }
        let word = word.trim_start_matches(is_unwritten);
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() && !word.starts_with(':') {
            out.push(' ');
        }
        fold_word(word, &mut out);
    }
    out
}

fn is_unwritten(c: char) -> bool {
    is_dropped(c) || is_unsafe(c)
}

/// Appends one word of a line, folded, to `out`.
fn fold_word(word: &str, out: &mut String) {
    for part in word.split(is_unsafe) {
        let mut rest = part;
        while !rest.is_empty() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if digits > 0 {
                out.push('#');
                rest = rest.get(digits..).unwrap_or_default();
            } else {
                let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
                fold_into(rest.get(..end).unwrap_or_default(), out);
                rest = rest.get(end..).unwrap_or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assert_first_word(line: &str) -> Result<(), TestCaseError> {
        let line = line.trim_matches(|c: char| c.is_whitespace() || is_silent(c));
        let mut word = String::new();
        fold_first_word(line, &mut word);
        let whole = folded(line);
        let letters = whole.find(|c: char| !c.is_alphabetic()).unwrap_or(whole.len());
        let end = letters.max(whole.chars().next().map_or(0, char::len_utf8));
        prop_assert_eq!(Some(word.as_str()), whole.get(..end));
        let hash = hash_folded(word.as_bytes());
        prop_assert!(hash_plain_word(line).is_none_or(|plain| plain == hash));
        Ok(())
    }

    proptest! {
        #[test]
        fn the_head_of_a_folded_line_is_as_the_whole_begins(line in "[a-cé :\u{200f}1'²]{0,30}", length in 0_usize..12) {
            let (head, whole) = (folded_to(&line, length), folded(&line));
            prop_assert!(whole.starts_with(&head) && head.len() >= length.min(whole.len()));
        }

        #[test]
        fn the_first_word_is_that_of_the_folded_line(
            any in r".{0,40}",
            near in "[a-cé\u{301}\u{200f}\u{2067}\u{1}'’ʼ`´ـ :#1²(«-]{0,12}",
        ) {
            assert_first_word(&any)?;
            assert_first_word(&near)?;
        }
    }
}
