//! Which format a file is in, judged by its bytes and then by its name.

use super::{Format, encoding};
use crate::corpus::columns::{Columns, Holds};
use crate::corpus::container;
use crate::corpus::error::ReadError;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::corpus) enum Kind {
    /// One article.
    One(Format),
    /// Several things.
    Many(container::Kind),
}

use Kind::{Many, One};
use container::Kind as Container;

/// First bytes by which a format is known, whatever the name of the file.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"%PDF-", One(Format::Pdf)),
    (b"{\\rtf", One(Format::Rtf)),
    (b"PK\x03\x04", Many(Container::Zip)),
    (b"PK\x05\x06", Many(Container::Zip)),
    (b"\x1f\x8b", Many(Container::Gzip)),
    (b"\x28\xb5\x2f\xfd", Many(Container::Zstd)),
    (b"WARC/", Many(Container::Warc)),
];

/// First bytes by which formats that are not read are known.
const UNREAD: &[(&[u8], &str, &str)] = &[
    (b"\xff\xfe\0\0", "text in UTF-32", "convert it, for example with `iconv -f UTF-32 -t UTF-8`"),
    (b"\0\0\xfe\xff", "text in UTF-32", "convert it, for example with `iconv -f UTF-32 -t UTF-8`"),
    (b"BZh", "bzip2", "unpack it with `bunzip2`"),
    (b"\xfd7zXZ\0", "xz", "unpack it with `unxz`"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "unpack it"),
    (b"Rar!\x1a\x07", "RAR", "unpack it"),
    (COMPOUND, "an old office document", "save it as .docx or PDF"),
    (b"\x89PNG", "an image", "it holds no text"),
    (b"\xff\xd8\xff", "an image", "it holds no text"),
    (b"GIF8", "an image", "it holds no text"),
    (b"II*\0", "an image", "it holds no text"),
    (b"MM\0*", "an image", "it holds no text"),
    (b"RIFF", "an image, sound or film", "it holds no text"),
    (b"ID3", "sound", "it holds no text"),
    (b"OggS", "sound", "it holds no text"),
    (b"SQLite format 3\0", "a database", "export its articles as CSV"),
];

/// First bytes of what old office programs wrote, and in which new ones wrap what they encrypt.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What else than an old document such a file may be, by its extension.
const COMPOUNDS: &[(&str, &str, &str)] = &[
    ("docx", "an encrypted office document", "save it without a password"),
    ("xlsx", "an encrypted office document", "save it without a password, as CSV"),
    ("pptx", "an encrypted office document", "save it without a password, as PDF"),
    ("msg", "a mail of Outlook", "save it as .eml"),
    ("xls", "an Excel table", "save it as CSV"),
    ("ppt", "a PowerPoint presentation", "save it as PDF"),
];

/// What the extensions of names say.
const NAMED: &[(&str, Kind)] = &[
    ("txt", One(Format::Text)),
    ("text", One(Format::Text)),
    ("md", One(Format::Markdown)),
    ("markdown", One(Format::Markdown)),
    ("html", One(Format::Html)),
    ("htm", One(Format::Html)),
    ("xhtml", One(Format::Html)),
    ("shtml", One(Format::Html)),
    ("jsonl", Many(Container::Lines)),
    ("ndjson", Many(Container::Lines)),
    ("json", Many(Container::Json)),
    ("csv", Many(Container::Table(None))),
    ("tsv", Many(Container::Table(Some(b'\t')))),
    ("tab", Many(Container::Table(Some(b'\t')))),
    ("eml", Many(Container::Mail)),
    ("mht", Many(Container::Mail)),
    ("mhtml", Many(Container::Mail)),
    ("mbox", Many(Container::Mbox)),
    ("rss", Many(Container::Feed)),
    ("atom", Many(Container::Feed)),
    ("pdf", One(Format::Pdf)),
    ("rtf", One(Format::Rtf)),
    ("docx", Many(Container::Zip)),
    ("odt", Many(Container::Zip)),
    ("epub", Many(Container::Zip)),
    ("zip", Many(Container::Zip)),
    ("tar", Many(Container::Tar)),
    ("gz", Many(Container::Gzip)),
    ("tgz", Many(Container::Gzip)),
    ("zst", Many(Container::Zstd)),
    ("warc", Many(Container::Warc)),
];

/// Formats that begin with bytes of their own: without those a file of that name is damaged.
const fn needs_magic(kind: Kind) -> Option<&'static str> {
    match kind {
        One(Format::Pdf) => Some("PDF"),
        One(Format::Rtf) => Some("RTF file"),
        Many(Container::Zip) => Some("document or zip archive"),
        Many(Container::Tar) => Some("tar archive"),
        Many(Container::Gzip) => Some("gzip file"),
        Many(Container::Zstd) => Some("zstd file"),
        Many(Container::Warc) => Some("web archive"),
        _ => None,
    }
}

/// The kind of a file that begins with `head`, is called `name`, and that a mail or web server called
/// `media_type`.
pub(in crate::corpus) fn detect(head: &[u8], name: &str, media_type: &str) -> Result<Kind, ReadError> {
    if head.is_empty() {
        return Err(ReadError::Empty);
    }
    let extension = extension(name);
    if let Some(kind) = magic(head, &extension)? {
        return Ok(kind);
    }
    let typed = typed(media_type);
    if typed == Some(Many(Container::Mail)) {
        return Ok(Many(Container::Mail));
    }
    let named = NAMED.iter().find(|(known, _)| *known == extension).map(|(_, kind)| *kind);
    let text = text_head(head);
    if let Some(kind) = markup(&text, named)? {
        return Ok(kind);
    }
    let kind = named.or(typed);
    if let Some(format) = kind.and_then(needs_magic) {
        return Err(ReadError::Damaged { format, reason: "it does not begin as one does".to_owned() });
    }
    if matches!(kind, None | Some(One(Format::Text))) && is_table(&text) {
        return Ok(Many(Container::Table(Some(b'\t'))));
    }
    match kind {
        Some(Many(Container::Lines)) if is_json(&text) => return Ok(Many(Container::Json)),
        Some(kind) => return Ok(kind),
        None => {}
    }
    if text.starts_with("From ") && text.lines().nth(1).is_some_and(is_header) {
        return Ok(Many(Container::Mbox));
    }
    if is_mail(&text) {
        return Ok(Many(Container::Mail));
    }
    match extension.as_str() {
        "" => Ok(if text.starts_with('{') { Many(Container::Json) } else { One(Format::Text) }),
        // The reader says at which byte it stops being text.
        _ if head.contains(&0) => Ok(One(Format::Text)),
        _ => Err(ReadError::UnknownExtension(extension)),
    }
}

fn magic(head: &[u8], extension: &str) -> Result<Option<Kind>, ReadError> {
    if let Some(&(_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Ok(Some(kind));
    }
    let unread = UNREAD.iter().find(|(magic, ..)| head.starts_with(magic));
    if head.starts_with(COMPOUND)
        && let Some(&(_, format, hint)) = COMPOUNDS.iter().find(|(known, ..)| *known == extension)
    {
        return Err(ReadError::Unsupported { format, hint });
    }
    if let Some(&(_, format, hint)) = unread {
        return Err(ReadError::Unsupported { format, hint });
    }
    if head.get(257..262) == Some(b"ustar") {
        return Ok(Some(Many(Container::Tar)));
    }
    // Some servers put lines before a PDF; readers of PDF look for it in the first kilobyte.
    let start = head.get(..1024).unwrap_or(head);
    let is_pdf = memchr::memmem::find(start, b"%PDF-").is_some_and(|at| {
        let before = start.split_at(at).0;
        before.trim_ascii().is_empty() || before.contains(&0)
    });
    Ok(is_pdf.then_some(One(Format::Pdf)))
}

/// What a mail or web server calls it.
fn typed(media_type: &str) -> Option<Kind> {
    Some(match media_type {
        "text/plain" => One(Format::Text),
        "text/markdown" => One(Format::Markdown),
        "text/html" | "application/xhtml+xml" => One(Format::Html),
        "text/csv" => Many(Container::Table(None)),
        "text/tab-separated-values" => Many(Container::Table(Some(b'\t'))),
        "application/json" => Many(Container::Json),
        "message/rfc822" => Many(Container::Mail),
        _ => return None,
    })
}

/// The first letters of the file, whatever their encoding.
fn text_head(head: &[u8]) -> String {
    let even = head.split_at(head.len() & !1).0;
    let found = encoding::find(even, None).unwrap_or(encoding_rs::WINDOWS_1252);
    found.decode(even).0.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).to_owned()
}

/// Web pages, feeds and other XML, by their first element.
fn markup(text: &str, named: Option<Kind>) -> Result<Option<Kind>, ReadError> {
    if !text.starts_with('<') {
        return Ok(None);
    }
    let Some(element) = first_element(text) else { return Ok(None) };
    match element.as_str() {
        "html" | "head" | "body" | "!doctype html" => Ok(Some(One(Format::Html))),
        "rss" | "feed" | "rdf" => Ok(Some(Many(Container::Feed))),
        _ if named == Some(One(Format::Html)) => Ok(Some(One(Format::Html))),
        _ if text.starts_with("<?xml") || named == Some(Many(Container::Feed)) => {
            Err(ReadError::Unsupported {
                format: "XML of this kind",
                hint: "save the articles as text or HTML",
            })
        }
        _ => Ok(None),
    }
}

/// The name of the first element, in lower case and without its prefix.
fn first_element(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_start().strip_prefix('<')?;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if rest.starts_with('?') {
            rest = rest.split_once("?>")?.1;
        } else if rest.starts_with('!') {
            let (kind, after) = rest.split_once('>')?;
            if kind.to_ascii_lowercase().starts_with("!doctype html") {
                return Some("!doctype html".to_owned());
            }
            rest = after;
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
            let name = rest.get(..end)?.to_ascii_lowercase();
            return Some(name.rsplit(':').next().unwrap_or(&name).to_owned());
        }
    }
}

/// Whether a file that should hold an object a line holds a list, or an object over several lines.
fn is_json(text: &str) -> bool {
    text.starts_with('[') || text.lines().next().is_some_and(|line| line.trim() == "{")
}

/// Headers that only mails have.
fn is_mail(text: &str) -> bool {
    let headers = text.lines().take_while(|line| !line.is_empty()).filter(|line| is_header(line));
    let known =
        ["received:", "message-id:", "mime-version:", "return-path:", "delivered-to:", "x-mozilla-status:"];
    headers
        .take(40)
        .filter(|line| known.iter().any(|name| line.to_ascii_lowercase().starts_with(name)))
        .count()
        >= 2
}

fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

/// What stands after the last dot of a file name, in lower case, `.gz` and `.zst` passed over where
/// something stands before them; nothing where it is no extension.
fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let Some((stem, last)) = split_extension(file) else { return String::new() };
    match last.as_str() {
        "gz" | "gzip" | "zst" | "zstd" => split_extension(stem).map_or(String::new(), |(_, inner)| inner),
        _ => last,
    }
}

fn split_extension(file: &str) -> Option<(&str, String)> {
    let (stem, extension) = file.rsplit_once('.')?;
    let is_one = (1..=8).contains(&extension.len())
        && extension.chars().all(|c| c.is_ascii_alphanumeric())
        && extension.chars().any(|c| c.is_ascii_alphabetic());
    is_one.then(|| (stem, extension.to_ascii_lowercase()))
}

/// Whether text is a table with tabs, as spreadsheets export it under the name of a text: the first line
/// names a column of texts and another one that is known, and the second has as many columns.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines();
    let Some(head) = lines.next().filter(|head| head.contains('\t')) else { return false };
    let names: Vec<&str> = head.split('\t').collect();
    let known = Columns::default().among(&names);
    known.len() >= 2
        && known.iter().any(|(holds, _)| *holds == Holds::Text)
        && lines.next().is_some_and(|row| row.split('\t').count() == names.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(head: &[u8], name: &str) -> Result<Kind, String> {
        detect(head, name, "").map_err(|error| error.to_string())
    }

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(kind(b"%PDF-1.7", "report.txt"), Ok(One(Format::Pdf)));
        assert_eq!(kind(b" <HTML><body>", "saved"), Ok(One(Format::Html)));
        assert_eq!(
            kind(b"<?xml version='1.0'?><!-- a --><rss version='2.0'>", "a.txt"),
            Ok(Many(Container::Feed))
        );
        assert_eq!(kind(b"\xff\xfe<\0h\0t\0m\0l\0>\0T\0e\0n\0 \0", "a.txt"), Ok(One(Format::Html)));
        assert_eq!(kind(b"Ten killed", "article"), Ok(One(Format::Text)));
        assert_eq!(kind(b"Ten killed", "Attack on Kati. 22 July"), Ok(One(Format::Text)));
        assert_eq!(kind(b"# Ten killed", "a/b.MD"), Ok(One(Format::Markdown)));
        assert_eq!(kind(b"{\\rtf1 Ten}", "old.doc"), Ok(One(Format::Rtf)));
        assert_eq!(kind(b"<p>Ten died</p>", "page.html.gz"), Ok(One(Format::Html)));
    }

    #[test]
    fn text_of_an_unknown_kind_is_refused_by_name() {
        let refused = kind(b"fn main() {}", "src/main.rs");
        assert_eq!(refused, Err("unknown kind of file `.rs`; name it .txt if it is an article".to_owned()));
        let renamed = kind(b"<html>", "report.docx");
        assert_eq!(renamed, Ok(One(Format::Html)), "a page under a wrong name is a page");
        let damaged = kind(b"Ten killed", "report.docx");
        assert_eq!(damaged, Err("damaged document or zip archive: it does not begin as one does".to_owned()));
    }
}
