//! Entities of HTML (`&eacute;`, `&#8217;`) to the characters that they stand for.

use encoding_rs::WINDOWS_1252;
use html_escape::decode_html_entities;

/// Longest name of an entity, with `&` and `;`.
const LONGEST: usize = 34;

/// The text of `raw` with its entities read.
pub(super) fn decoded(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match entity(from) {
            Some((length, text)) => {
                out.push_str(&text);
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// The entity at the head of `text`, which begins with `&`: its bytes, and what it stands for.
pub(super) fn entity(text: &str) -> Option<(usize, String)> {
    let name = text.get(1..)?;
    if let Some(number) = name.strip_prefix('#') {
        return character(number).map(|(length, c)| (length + 2, c));
    }
    let length = name.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let bare = name.get(..length).filter(|bare| !bare.is_empty())?;
    if name.as_bytes().get(length) == Some(&b';') {
        return named(bare).map(|text| (length + 2, text));
    }
    // Old pages leave the semicolon out of the oldest names, where no letter follows.
    named(bare).filter(|text| text.chars().all(|c| u32::from(c) < 0x100)).map(|text| (length + 1, text))
}

/// What the entity of that name stands for.
pub(super) fn named(name: &str) -> Option<String> {
    let written = format!("&{name};");
    let decoded = decode_html_entities(&written);
    (decoded != written).then(|| decoded.into_owned())
}

/// `8217;`, `x2019;`: the bytes and the character.
fn character(number: &str) -> Option<(usize, String)> {
    let (radix, digits) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (16, digits),
        None => (10, number),
    };
    let length = digits.bytes().take(8).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    let end = number.len() - digits.len() + length;
    let end = end + usize::from(number.as_bytes().get(end) == Some(&b';'));
    let text = match code {
        // What pages of Windows mean by these numbers.
        0x80..=0x9f => WINDOWS_1252.decode_without_bom_handling(&[u8::try_from(code).ok()?]).0.into_owned(),
        0 => '\u{fffd}'.to_string(),
        _ => char::from_u32(code).unwrap_or('\u{fffd}').to_string(),
    };
    Some((end, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_and_other_ampersands_stay() {
        assert_eq!(decoded("S&eacute;gou &amp; l&#8217;arm&#xe9;e&nbsp;!"), "Ségou & l’armée\u{a0}!");
        assert_eq!(
            decoded("l&#146;arm&eacutee, AT&T, R&D; &unknown; &"),
            "l’arm&eacutee, AT&T, R&D; &unknown; &"
        );
        assert_eq!(decoded("caf&eacute 5 &lt; 7"), "café 5 < 7");
    }
}
