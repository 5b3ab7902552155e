//! Folding: the form of a word that ignores case, accents and apostrophes.

use std::sync::OnceLock;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The folded form of `word`: lower case, without accents, apostrophes or zero-width characters.
///
/// ```
/// assert_eq!(sitrep::text::fold("Ségou"), "segou");
/// assert_eq!(sitrep::text::fold("Jama’at"), "jamaat");
/// ```
#[must_use]
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Appends the folded form of `word` to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(
            word.bytes()
                .filter(|byte| !matches!(byte, b'\'' | b'`'))
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
        return;
    }
    for c in word.chars() {
        match c {
            '\'' | '`' => {}
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            '\u{80}'..COMMON_END => out.push_str(common(c)),
            _ => fold_char(c, out),
        }
    }
}

/// One past the letters of the Latin, Greek, Cyrillic, Hebrew and Arabic scripts.
const COMMON_END: char = '\u{700}';

/// The folded form of a sign below [`COMMON_END`]: those of most words that are more than ASCII.
fn common(c: char) -> &'static str {
    static FOLDED: OnceLock<Vec<String>> = OnceLock::new();
    let folded = FOLDED.get_or_init(|| {
        let fold = |c| {
            let mut out = String::new();
            fold_char(c, &mut out);
            out
        };
        ('\0'..COMMON_END).map(fold).collect()
    });
    folded.get(c as usize).map_or("", String::as_str)
}

/// Whether folding leaves nothing of `c`: an apostrophe, an accent that stands alone, a mark of direction.
pub(crate) fn is_dropped(c: char) -> bool {
    match c {
        '\'' | '`' => true,
        _ if c.is_ascii() => false,
        '\u{80}'..COMMON_END => common(c).is_empty(),
        _ => {
            let mut is_kept = false;
            decompose_compatible(c, |part| is_kept |= !is_combining_mark(part) && !is_invisible(part));
            !is_kept
        }
    }
}

fn fold_char(c: char, out: &mut String) {
    // The marks are left out, so their order, which only a whole word decides, is all the same.
    decompose_compatible(c, |part| fold_part(part, out));
}

/// Appends one character of a decomposed word.
fn fold_part(part: char, out: &mut String) {
    if is_combining_mark(part) || is_invisible(part) {
        return;
    }
    match part {
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        'ß' => out.push_str("ss"),
        // The sigma that ends a word; in capitals it is like any other.
        'ς' => out.push('σ'),
        'ø' | 'Ø' => out.push('o'),
        'đ' | 'Đ' => out.push('d'),
        'ł' | 'Ł' => out.push('l'),
        'ı' => out.push('i'),
        // Alef, yeh and teh marbuta are written in several ways for one name.
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' => out.push('ي'),
        'ة' => out.push('ه'),
        _ => out.extend(part.to_lowercase().filter(|&c| !is_combining_mark(c))),
    }
}

/// Apostrophes in all their shapes, joiners, marks of direction, and the Arabic tatweel.
fn is_invisible(c: char) -> bool {
    is_format(c) || matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´' | '′' | 'ـ')
}

/// Whether `c` has no width and says nothing: soft hyphens, marks of direction, joiners. Text from web pages and of
/// scripts that run from right to left is full of them.
pub(crate) const fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'
            ..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_text_fold_alike() {
        assert_eq!(fold("Se\u{301}gou"), fold("Ségou"));
        assert_eq!(fold("MÉNAKA"), "menaka");
        assert_eq!(fold("sœur"), "soeur");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("Київ"), "киів");
    }

    #[test]
    fn what_is_dropped_folds_to_nothing() {
        for c in ('\u{80}'..=char::MAX).chain(['\'', 'a', '1', ' ']) {
            assert_eq!(is_dropped(c), fold(&c.to_string()).is_empty(), "{c:?}");
        }
    }
}
