//! UTF-8 that was read as Windows-1252 and written as UTF-8 again (`SÃ©gou`), undone where that is
//! certain.

use encoding_rs::WINDOWS_1252;

use crate::text::{OffsetMap, Span, lines};

/// `text` with such lines undone, the map back to `text`, and how many lines there were.
///
/// A line is undone only if every run of letters beyond ASCII in it is such a run, and gives letters
/// or marks that texts hold. So `CONGÉ»`, whose last two signs could be read so too, stays.
pub(super) fn undo(text: String) -> (String, OffsetMap, usize) {
    if text.is_ascii() || !text.contains(['Ã', 'Â', 'â', 'Ø', 'Ù', 'Ð', 'Ñ', 'Å', 'Ä']) {
        let map = OffsetMap::shifted(0, text.len());
        return (text, map, 0);
    }
    let mut out = String::with_capacity(text.len());
    let mut map = OffsetMap::default();
    let (mut undone, mut kept) = (0, 0);
    for line in lines(&text) {
        let Some(runs) = runs(&text, line) else { continue };
        undone += 1;
        for (run, words) in runs {
            let before = Span::new(kept, run.start);
            out.push_str(before.of(&text));
            map.copy(before);
            out.push_str(&words);
            map.rewrite(words.len(), run);
            kept = run.end;
        }
    }
    let rest = Span::new(kept, text.len());
    out.push_str(rest.of(&text));
    map.copy(rest);
    (out, map, undone)
}

/// What was done to so many lines.
pub(super) fn note(lines: usize) -> String {
    format!("UTF-8 that had been read as Windows-1252 was put right in {lines} lines")
}

/// The runs of `line` to be undone, each with what it stands for; `None` where one of them is none.
fn runs(text: &str, line: Span) -> Option<Vec<(Span, String)>> {
    let mut runs = Vec::new();
    let mut start = None;
    let words = line.of(text);
    for (at, c) in words.char_indices().map(|(at, c)| (line.start + at, c)).chain([(line.end, ' ')]) {
        match (c.is_ascii(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                let run = Span::new(from, at);
                runs.push((run, undone(run.of(text))?));
                start = None;
            }
            _ => {}
        }
    }
    (!runs.is_empty()).then_some(runs)
}

/// What `run` was before it was misread; `None` where it was not.
fn undone(run: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(run.len());
    for c in run.chars() {
        match u32::from(c) {
            // The five bytes that Windows-1252 leaves free are often kept as control characters.
            code @ (0x81 | 0x8d | 0x8f | 0x90 | 0x9d) => bytes.push(u8::try_from(code).ok()?),
            _ => {
                let letter = c.to_string();
                let (byte, _, malformed) = WINDOWS_1252.encode(&letter);
                if malformed {
                    return None;
                }
                bytes.extend_from_slice(&byte);
            }
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    text.chars().all(is_likely).then_some(text)
}

/// Letters and marks that are found in articles; not, for one, those of phonetic writing.
fn is_likely(c: char) -> bool {
    "ŒœŠšŽžŸĞğŞşİıČčĆćŁłŻżŚśĄąĘęŃń".contains(c)
        || matches!(c, '\u{a0}'..='\u{ff}' | '\u{400}'..='\u{45f}' | '\u{600}'..='\u{6ff}' | '\u{2010}'..='\u{2026}'
        | '\u{2039}' | '\u{203a}' | '\u{20ac}' | '\u{2122}' | '\u{feff}' | '\u{202f}' | '\u{1e00}'..='\u{1eff}' | '\u{200b}'..='\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misread(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn a_misread_line_is_undone_and_maps_back() {
        let text = "L’armée a tué douze personnes à Ségou – «dix blessés»";
        let broken = misread(text);
        let (undone, map, lines) = undo(broken.clone());
        assert_eq!((undone.as_str(), lines), (text, 1));
        let at = text.find("Ségou").expect("it is there");
        assert_eq!(map.to_source(Span::new(at, at + "Ségou".len())).of(&broken), "SÃ©gou");
        let arabic = "مقتل عشرة جنود";
        assert_eq!(undo(misread(arabic)).0, arabic);
    }

    #[test]
    fn what_may_be_meant_so_stays() {
        for text in ["EN CONGÉ»", "SÃO PAULO", "Â l’aube", "Ségou et SÃ©gou", "naïve Ångström", "Der Tod: Ä»"]
        {
            assert_eq!(undo(text.to_owned()), (text.to_owned(), OffsetMap::shifted(0, text.len()), 0));
        }
    }
}
