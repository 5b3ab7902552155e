//! Whether a decoded text reads as words of some script, or as what a wrong encoding leaves.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Letters beyond ASCII, or letters in all, that are enough to tell an encoding by.
const TELLING: usize = 4;
const LETTERS: usize = 40;

/// UTF-16 without a mark, by which order of bytes gives words.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let even = bytes.get(..bytes.len() & !1)?;
    let share = |encoding: &'static Encoding| {
        let (text, malformed) = encoding.decode_without_bom_handling(even);
        let usual = text.chars().filter(|&c| is_usual(c)).count();
        if malformed || text.contains('\0') { 0 } else { usual * 100 / text.chars().count().max(1) }
    };
    match (share(UTF_16LE), share(UTF_16BE)) {
        (little, big) if little >= 95 && big < 50 => Some(UTF_16LE),
        (little, big) if big >= 95 && little < 50 => Some(UTF_16BE),
        _ => None,
    }
}

/// Characters of the scripts in which conflicts are reported, and what stands between their words.
fn is_usual(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{24f}' | '\u{370}'..='\u{5ff}' | '\u{600}'..='\u{6ff}'
        | '\u{900}'..='\u{97f}' | '\u{1200}'..='\u{137f}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{203a}'
        | '\u{20ac}' | '\u{200b}'..='\u{200f}')
}

/// Whether nothing in `text` betrays a wrong encoding.
///
/// Wrong encodings of one byte a letter put signs and control characters within words (an `é` of DOS
/// becomes a low quotation mark), letters that stand alone, or capitals within words.
pub(super) fn reads_as_words(text: &str) -> bool {
    let (mut foreign, mut odd, mut letters) = (0_usize, 0_usize, 0_usize);
    let (mut before, mut two_before) = (' ', ' ');
    for c in text.chars().chain([' ']) {
        if c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}' | '\u{85}') {
            return false;
        }
        letters += usize::from(c.is_alphabetic());
        foreign += usize::from(!c.is_ascii());
        let is_sign_within_word =
            is_sign(before) && !before.is_ascii() && two_before.is_alphabetic() && c.is_lowercase();
        let is_capital_within_word =
            !before.is_ascii() && before.is_uppercase() && two_before.is_lowercase() && c.is_lowercase();
        odd += usize::from(is_sign_within_word) + usize::from(is_capital_within_word);
        (two_before, before) = (before, c);
    }
    // Half of a European text is never beyond ASCII; a text of another script nearly all is.
    let latin = text.chars().filter(|c| !c.is_ascii() && is_latin(*c)).count();
    let is_all_accents = latin * 3 > letters && latin * 2 > foreign;
    odd * 20 <= foreign && !is_all_accents
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}')
}

/// Marks that no word holds; apostrophes, hyphens and soft hyphens are not among them.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric()
        && !c.is_whitespace()
        && !matches!(
            c,
            '\'' | '’' | '‘' | '-' | '\u{ad}' | '\u{2010}'
                ..='\u{2015}' | '·' | '…' | '\u{200c}' | '\u{200d}' | '\u{640}'
        )
        && !is_mark(c)
}

/// Signs that stand on or under letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{93a}'..='\u{94f}')
}

/// Whether there are letters enough to tell one encoding from its kin.
pub(super) fn is_telling(text: &str) -> bool {
    let foreign = text.chars().filter(|c| !c.is_ascii()).take(TELLING).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count();
    foreign >= TELLING || letters >= LETTERS
}
