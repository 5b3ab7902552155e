//! Rich text: the words between the controls, in the code pages of their fonts.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::flow::is_marker;
use super::properties;
use crate::corpus::article::{Field, Origin};
use crate::corpus::draft::{Draft, Given};
use crate::corpus::error::ReadError;

const NAME: &str = "RTF file";

/// Groups within groups beyond which a file is no document.
const DEEPEST: usize = 10_000;

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, ReadError> {
    let mut reader = Reader { rest: bytes, ..Reader::default() };
    while let Some((&first, after)) = reader.rest.split_first() {
        match first {
            b'{' => {
                reader.rest = after;
                reader.begin()?;
            }
            b'}' => {
                reader.rest = after;
                reader.end()?;
            }
            b'\\' => {
                reader.rest = after;
                reader.control()?;
            }
            b'\r' | b'\n' => reader.rest = after,
            _ => {
                let length = after
                    .iter()
                    .position(|byte| b"{}\\\r\n".contains(byte))
                    .map_or(reader.rest.len(), |at| at + 1);
                let (words, rest) = reader.rest.split_at(length);
                reader.rest = rest;
                reader.bytes(words)?;
            }
        }
    }
    reader.flush()?;
    if !reader.states.is_empty() {
        return Err(ReadError::Damaged { format: NAME, reason: "it ends too early".to_owned() });
    }
    let Reader { mut text, notes, given, .. } = reader;
    for (number, note) in notes.iter().enumerate() {
        text.push_str(&format!("\n\n[{}] {}", number + 1, note.trim()));
    }
    Ok(Draft { text: tidy(&text), given, ..Draft::default() })
}

/// Lines of tables end in a tab behind the last cell; documents end in empty paragraphs.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() && (out.is_empty() || out.ends_with("\n\n")) {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out
}

/// Where words go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Goes {
    #[default]
    Text,
    Nowhere,
    Fonts,
    Title,
    Author,
    Note,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    goes: Goes,
    /// Signs behind `\u` that are for readers without Unicode.
    fallback: usize,
    font: i32,
    is_hidden: bool,
    is_raised: bool,
}

#[derive(Default)]
struct Reader<'b> {
    rest: &'b [u8],
    text: String,
    notes: Vec<String>,
    given: Given,
    field: String,
    state: State,
    states: Vec<State>,
    /// Bytes in the code page of the font, not yet decoded.
    pending: Vec<u8>,
    code_page: Option<&'static Encoding>,
    fonts: BTreeMap<i32, Option<&'static Encoding>>,
    default_font: i32,
    /// Signs that are still to be passed over.
    skip: usize,
    high: Option<u16>,
    /// Whether the next control word names a destination that may be unknown.
    is_optional: bool,
}

impl Reader<'_> {
    fn begin(&mut self) -> Result<(), ReadError> {
        self.flush()?;
        if self.states.len() >= DEEPEST {
            return Err(ReadError::Damaged { format: NAME, reason: "its groups are too deep".to_owned() });
        }
        if self.states.is_empty() {
            self.state.fallback = 1;
        }
        self.states.push(self.state);
        self.skip = 0;
        Ok(())
    }

    fn end(&mut self) -> Result<(), ReadError> {
        self.flush()?;
        let Some(before) = self.states.pop() else { return Ok(()) };
        if before.goes != self.state.goes {
            let words = std::mem::take(&mut self.field);
            match self.state.goes {
                Goes::Title => properties::add_title(&mut self.given, &words),
                Goes::Author => self.given.add(Field::Author, Origin::Properties, words),
                Goes::Text | Goes::Nowhere | Goes::Fonts | Goes::Note => {}
            }
        }
        self.state = before;
        self.skip = 0;
        self.is_optional = false;
        Ok(())
    }

    fn control(&mut self) -> Result<(), ReadError> {
        let Some((&first, after)) = self.rest.split_first() else { return Ok(()) };
        if !first.is_ascii_alphabetic() {
            self.rest = after;
            return self.symbol(first);
        }
        let length = self.rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, mut rest) = self.rest.split_at(length);
        let digits = rest
            .iter()
            .enumerate()
            .take(11)
            .take_while(|&(at, byte)| byte.is_ascii_digit() || (at == 0 && *byte == b'-'))
            .count();
        let number =
            rest.get(..digits).and_then(|digits| std::str::from_utf8(digits).ok()?.parse::<i32>().ok());
        rest = rest.get(digits..).unwrap_or_default();
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = std::str::from_utf8(word).unwrap_or_default();
        self.word(word, number)
    }

    fn symbol(&mut self, symbol: u8) -> Result<(), ReadError> {
        match symbol {
            b'\'' => {
                let hex = self
                    .rest
                    .get(..2)
                    .and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
                self.rest = self.rest.get(2..).unwrap_or_default();
                match hex {
                    Some(byte) => self.bytes(&[byte]),
                    None => Ok(()),
                }
            }
            b'*' => {
                self.is_optional = true;
                Ok(())
            }
            b'~' => self.put("\u{a0}"),
            b'_' => self.put("\u{2011}"),
            b'\r' | b'\n' => self.put("\n\n"),
            b'\\' | b'{' | b'}' => self.bytes(&[symbol]),
            _ => Ok(()),
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), ReadError> {
        self.flush()?;
        let is_optional = std::mem::take(&mut self.is_optional);
        if let Some(goes) = destination(word, self.state.goes) {
            self.state.goes = goes;
            if goes == Goes::Note {
                self.notes.push(String::new());
                let mark = format!("[{}]", self.notes.len());
                self.text.push_str(&mark);
            }
            return Ok(());
        }
        let is_on = number != Some(0);
        match word {
            "par" | "sect" | "page" => return self.put("\n\n"),
            "line" | "row" => return self.put("\n"),
            "tab" | "cell" | "nestcell" => return self.put("\t"),
            "emdash" => return self.put("—"),
            "endash" => return self.put("–"),
            "lquote" => return self.put("‘"),
            "rquote" => return self.put("’"),
            "ldblquote" => return self.put("“"),
            "rdblquote" => return self.put("”"),
            "bullet" => return self.put("•"),
            "emspace" | "enspace" | "qmspace" => return self.put(" "),
            "u" => return number.map_or(Ok(()), |number| self.unicode(number)),
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(0).min(8),
            "ansicpg" => self.code_page = number.and_then(code_page),
            "mac" => self.code_page = Some(encoding_rs::MACINTOSH),
            "deff" => self.default_font = number.unwrap_or_default(),
            "f" => self.state.font = number.unwrap_or_default(),
            "fcharset" if self.state.goes == Goes::Fonts => {
                self.fonts.insert(self.state.font, number.and_then(charset));
            }
            "plain" => {
                (self.state.font, self.state.is_hidden, self.state.is_raised) =
                    (self.default_font, false, false);
            }
            "v" | "deleted" => self.state.is_hidden = is_on,
            "super" => self.state.is_raised = is_on,
            "up" => self.state.is_raised = number.unwrap_or(6) > 0,
            "nosupersub" => self.state.is_raised = false,
            "bin" => {
                let length = usize::try_from(number.unwrap_or_default()).unwrap_or_default();
                self.rest = self.rest.get(length..).unwrap_or_default();
            }
            _ if is_optional => self.state.goes = Goes::Nowhere,
            _ => {}
        }
        Ok(())
    }

    fn unicode(&mut self, number: i32) -> Result<(), ReadError> {
        // Numbers beyond 32767 are written as negative ones.
        let unit = u16::try_from(number & 0xFFFF).unwrap_or_default();
        self.skip = 0;
        match (self.high.take(), unit) {
            (_, 0xD800..=0xDBFF) => self.high = Some(unit),
            (Some(high), 0xDC00..=0xDFFF) => self.put(&String::from_utf16_lossy(&[high, unit]))?,
            _ => self.put(&String::from_utf16_lossy(&[unit]))?,
        }
        self.skip = self.state.fallback;
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        let skipped = self.skip.min(bytes.len());
        self.skip -= skipped;
        self.pending.extend_from_slice(bytes.get(skipped..).unwrap_or_default());
        if self.pending.len() > 1 << 16 { self.flush() } else { Ok(()) }
    }

    /// Decodes what is pending.
    fn flush(&mut self) -> Result<(), ReadError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.pending);
        let font = self.fonts.get(&self.state.font).copied().flatten();
        let encoding = font.or(self.code_page).unwrap_or(WINDOWS_1252);
        if matches!(self.state.goes, Goes::Nowhere | Goes::Fonts) {
            return Ok(());
        }
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
        let words = decoded.ok_or(ReadError::Malformed { encoding: encoding.name() })?.into_owned();
        if self.state.is_raised && is_marker(&words) {
            return self.put(&format!("[{}]", words.trim()));
        }
        self.put(&words)
    }

    fn put(&mut self, words: &str) -> Result<(), ReadError> {
        if !self.pending.is_empty() {
            self.flush()?;
        }
        match self.state.goes {
            _ if self.state.is_hidden => {}
            Goes::Text => self.text.push_str(words),
            Goes::Note => {
                if let Some(note) = self.notes.last_mut() {
                    note.push_str(words);
                }
            }
            Goes::Title | Goes::Author => self.field.push_str(words),
            Goes::Nowhere | Goes::Fonts => {}
        }
        Ok(())
    }
}

/// Where the words of a group go that begins with `word`.
fn destination(word: &str, now: Goes) -> Option<Goes> {
    if now == Goes::Nowhere {
        return None;
    }
    Some(match word {
        "fonttbl" => Goes::Fonts,
        "title" => Goes::Title,
        "author" => Goes::Author,
        "footnote" => Goes::Note,
        "colortbl" | "stylesheet" | "pict" | "object" | "header" | "headerl" | "headerr" | "headerf"
        | "footer" | "footerl" | "footerr" | "footerf" | "fldinst" | "listtext" | "pntext" | "listtable"
        | "listoverridetable" | "revtbl" | "themedata" | "datastore" | "generator" | "operator"
        | "subject" | "keywords" | "doccomm" | "company" | "comment" | "creatim" | "revtim" | "printim"
        | "buptim" | "xmlnstbl" | "annotation" | "nonshppict" | "tc" | "xe" | "filetbl" | "latentstyles"
        | "rsidtbl" | "ftnsep" | "ftnsepc" | "aftnsep" | "aftnsepc" => Goes::Nowhere,
        _ => return None,
    })
}

fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        866 => "ibm866".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// The code page of a font's character set; `None` where it is that of the document.
fn charset(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178..=180 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    code_page(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rtf: &str) -> String {
        read(rtf.as_bytes()).expect("the test gives RTF").text
    }

    #[test]
    fn words_are_read_and_controls_are_not() {
        let rtf = r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset178 Arial;}}{\*\generator X;}
{\info{\title Kati}{\author Ann}}\f0 S\'e9gou: {\b fif}teen\par
L\u8217?arm\'e9e {\field{\*\fldinst HYPERLINK x}{\fldrslt a dit}}.{\super\chftn}{\footnote{\super\chftn} A note.}\par
{\f1\'e3\'de\'ca\'e1}\par a\cell b\cell\row}";
        assert_eq!(text(rtf), "Ségou: fifteen\n\nL’armée a dit.[1]\n\nمقتل\n\na\tb\n\n[1] A note.");
    }

    #[test]
    fn a_file_cut_short_is_refused() {
        assert!(read(br"{\rtf1 Ten {\b killed").is_err());
        assert!(read("{".repeat(100_000).as_bytes()).is_err());
    }
}
