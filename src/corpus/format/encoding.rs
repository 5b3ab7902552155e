//! Bytes to text: the encoding is told by marks, by what the file says, or by its letters, and a
//! text that cannot be read for certain is refused rather than mangled.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::script;
use crate::corpus::error::ReadError;
use crate::text::{OffsetMap, Span};

/// A text and how it was read.
#[derive(Debug)]
pub(in crate::corpus) struct Decoded {
    pub(in crate::corpus) text: String,
    /// From the text back to the bytes.
    pub(in crate::corpus) offsets: OffsetMap,
    /// What was done, where that was more than reading UTF-8.
    pub(in crate::corpus) note: Option<String>,
}

/// Bytes by which an encoding is told.
const SAMPLE: usize = 1 << 20;

/// Reads `bytes` as text; `declared` is the encoding that the file, or what carried it, names.
pub(in crate::corpus) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, ReadError> {
    let encoding = find(bytes, declared)?;
    let mark = mark_length(bytes, encoding);
    let body = bytes.get(mark..).unwrap_or_default();
    if encoding == UTF_8 {
        let text = std::str::from_utf8(body).map_err(|_error| ReadError::Malformed { encoding: "UTF-8" })?;
        let offsets = OffsetMap::shifted(mark, text.len());
        return Ok(Decoded { text: text.to_owned(), offsets, note: None });
    }
    let (text, offsets) = decode_words(body, encoding, mark)?;
    Ok(Decoded { text, offsets, note: Some(note(encoding)) })
}

/// How a text in `encoding` was read.
pub(in crate::corpus) fn note(encoding: &'static Encoding) -> String {
    format!("decoded from {}", encoding.name())
}

/// The encoding of `bytes`.
pub(in crate::corpus) fn find(bytes: &[u8], declared: Option<&str>) -> Result<&'static Encoding, ReadError> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    if let Some(zero) = memchr::memchr(0, bytes) {
        return script::utf16(bytes.get(..SAMPLE).unwrap_or(bytes)).ok_or(ReadError::Binary(zero));
    }
    let invalid = match std::str::from_utf8(bytes) {
        Ok(_) => return Ok(UTF_8),
        // A sample may end within a letter.
        Err(error) if error.error_len().is_none() && error.valid_up_to() + 4 > SAMPLE => return Ok(UTF_8),
        Err(error) => error.valid_up_to(),
    };
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // UTF-16 without a zero byte is no UTF-16; nor is what is not UTF-8, UTF-8.
    if let Some(encoding) =
        declared.filter(|encoding| encoding.is_single_byte() || encoding.is_ascii_compatible())
        && encoding != UTF_8
        && reads_well(bytes, encoding)
    {
        return Ok(encoding);
    }
    let guess = guess(bytes);
    if reads_well(bytes, guess) && is_certain(bytes, guess) {
        return Ok(guess);
    }
    Err(ReadError::Encoding { at: invalid, guess: guess.name() })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..SAMPLE).unwrap_or(bytes), true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether no byte is without meaning in `encoding`, and what comes out are words.
fn reads_well(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    decoded.is_some_and(|text| script::reads_as_words(&text))
}

/// Whether the letters are enough to tell.
fn is_certain(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let decoded =
        encoding.decode_without_bom_handling_and_without_replacement(bytes.get(..SAMPLE).unwrap_or(bytes));
    // A sample may cut a letter of two bytes in two; the whole has been read already.
    decoded.is_none_or(|text| script::is_telling(&text))
}

fn mark_length(bytes: &[u8], encoding: &'static Encoding) -> usize {
    Encoding::for_bom(bytes).filter(|&(found, _)| found == encoding).map_or(0, |(_, length)| length)
}

/// The text, mapped word by word: no word of these encodings is cut by a space.
fn decode_words(
    bytes: &[u8],
    encoding: &'static Encoding,
    start: usize,
) -> Result<(String, OffsetMap), ReadError> {
    let malformed = || ReadError::Malformed { encoding: encoding.name() };
    let unit = if encoding == UTF_16LE || encoding == UTF_16BE { 2 } else { 1 };
    if !bytes.len().is_multiple_of(unit) {
        return Err(malformed());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut offsets = OffsetMap::default();
    let mut at = 0;
    while at < bytes.len() {
        let end = word_end(bytes, at, encoding);
        let word = bytes.get(at..end).unwrap_or_default();
        let decoded =
            encoding.decode_without_bom_handling_and_without_replacement(word).ok_or_else(malformed)?;
        let source = Span::new(start + at, start + end);
        if unit == 1 && decoded.as_bytes() == word {
            offsets.copy(source);
        } else {
            offsets.rewrite(decoded.len(), source);
        }
        text.push_str(&decoded);
        at = end;
    }
    Ok((text, offsets))
}

/// Behind the word that begins at `at`; a run of white space is a word of its own.
fn word_end(bytes: &[u8], at: usize, encoding: &'static Encoding) -> usize {
    let is_space = |at: usize| match (bytes.get(at), bytes.get(at + 1)) {
        (Some(&low), Some(0)) if encoding == UTF_16LE => low.is_ascii_whitespace(),
        (Some(0), Some(&low)) if encoding == UTF_16BE => low.is_ascii_whitespace(),
        (Some(&byte), _) if encoding != UTF_16LE && encoding != UTF_16BE => byte.is_ascii_whitespace(),
        _ => false,
    };
    let unit = if encoding == UTF_16LE || encoding == UTF_16BE { 2 } else { 1 };
    let kind = is_space(at);
    let mut end = at + unit;
    while end < bytes.len() && is_space(end) == kind {
        end += unit;
    }
    end.min(bytes.len())
}

/// What `<meta charset>` or `<meta http-equiv>` near the top of a web page says.
pub(in crate::corpus) fn declared_in_html(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes)).to_ascii_lowercase();
    let found = head.match_indices("<meta").find_map(|(at, _)| {
        let tag = head.get(at..)?.split('>').next()?;
        let value = tag.split_once("charset")?.1.trim_start().strip_prefix('=')?;
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let end =
            value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
        value.get(..end).filter(|label| !label.is_empty()).map(ToOwned::to_owned)
    });
    found.or_else(|| declared_in_xml(bytes))
}

/// What `<?xml … encoding="…"?>` says.
pub(in crate::corpus) fn declared_in_xml(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes)).into_owned();
    let declaration = head.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next().map(ToOwned::to_owned)
}
