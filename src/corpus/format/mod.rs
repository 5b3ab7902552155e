//! The formats of articles: which one a file is in, judged by its bytes and then by its name.
//!
//! To add a format: a variant of [`Format`], a line in [`detect`], and a file beside this one with
//! a function from bytes to [`Article`](super::Article).

pub(super) mod jsonl;
mod markdown;
pub(super) mod text;

use serde::{Deserialize, Serialize};

use super::error::ReadError;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Plain text, with or without front matter.
    Text,
    /// Markdown, with or without front matter; its marks are no part of the text.
    Markdown,
    /// One article a line, as a JSON object.
    JsonLines,
}

impl Format {
    /// The media type, as the web calls it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
            Self::JsonLines => "application/jsonl",
        }
    }
}

/// First bytes by which formats that are not read are known, whatever the name of the file.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "PDF", "convert it, for example with `pdftotext`"),
    (b"{\\rtf", "RTF", "save it as text"),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or save it as text"),
    (b"\x1f\x8b", "gzip", "unpack it with `gunzip`"),
    (b"\x28\xb5\x2f\xfd", "zstd", "unpack it with `unzstd`"),
    (b"BZh", "bzip2", "unpack it with `bunzip2`"),
    (b"\xfd7zXZ\0", "xz", "unpack it with `unxz`"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "unpack it"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as text"),
    (b"\x89PNG", "an image", "it holds no text"),
    (b"\xff\xd8\xff", "an image", "it holds no text"),
    (b"GIF8", "an image", "it holds no text"),
];

/// Extensions of text formats that are not read.
const UNREAD: &[(&str, &str, &str)] = &[
    ("html", "HTML", "save the article as text"),
    ("htm", "HTML", "save the article as text"),
    ("xhtml", "HTML", "save the article as text"),
    ("xml", "XML", "save the article as text"),
    ("rss", "RSS", "save the articles as text"),
    ("csv", "CSV", "convert it to JSON Lines"),
    ("tsv", "TSV", "convert it to JSON Lines"),
    ("json", "JSON", "write one object a line into a .jsonl file, for example with `jq -c '.[]'`"),
    ("eml", "e-mail", "save the article as text"),
    ("mbox", "e-mail", "save the articles as text"),
];

/// The format of a file that begins with `head` and is called `name`.
pub(super) fn detect(head: &[u8], name: &str) -> Result<Format, ReadError> {
    let magic = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic));
    if let Some(&(_, format, hint)) = magic {
        return Err(ReadError::Unsupported { format, hint });
    }
    let extension = extension(name);
    let unread = UNREAD.iter().find(|&&(known, ..)| extension == known);
    if let Some(&(_, format, hint)) = unread {
        return Err(ReadError::Unsupported { format, hint });
    }
    match extension.as_str() {
        "jsonl" | "ndjson" => Ok(Format::JsonLines),
        "md" | "markdown" => Ok(Format::Markdown),
        "" | "txt" | "text" if looks_like_html(head) => {
            Err(ReadError::Unsupported { format: "HTML", hint: "save the article as text" })
        }
        "" | "txt" | "text" => Ok(Format::Text),
        _ if head.contains(&0) || std::str::from_utf8(head).is_err_and(|e| e.error_len().is_some()) => {
            // The reader says at which byte it stops being text.
            Ok(Format::Text)
        }
        _ => Err(ReadError::UnknownExtension(extension)),
    }
}

/// What stands after the last dot of a file name, in lower case; nothing where it is no extension.
fn extension(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((_, extension))
            if (1..=8).contains(&extension.len())
                && extension.chars().all(|c| c.is_ascii_alphanumeric())
                && extension.chars().any(|c| c.is_ascii_alphabetic()) =>
        {
            extension.to_ascii_lowercase()
        }
        _ => String::new(),
    }
}

fn looks_like_html(head: &[u8]) -> bool {
    let start = head.trim_ascii_start();
    let tag = start.get(..14).unwrap_or(start).to_ascii_lowercase();
    tag.starts_with(b"<!doctype html") || tag.starts_with(b"<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        assert!(detect(b"%PDF-1.7", "report.txt").is_err_and(|error| error.to_string().contains("PDF")));
        assert!(detect(b" <HTML><body>", "saved").is_err_and(|error| error.to_string().contains("HTML")));
        assert_eq!(detect(b"Ten killed", "article").ok(), Some(Format::Text));
        assert_eq!(detect(b"Ten killed", "Attack on Kati. 22 July").ok(), Some(Format::Text));
        assert_eq!(detect(b"# Ten killed", "a/b.MD").ok(), Some(Format::Markdown));
    }

    #[test]
    fn text_of_an_unknown_kind_is_refused_by_name() {
        let refused = detect(b"fn main() {}", "src/main.rs").map_err(|error| error.to_string());
        assert_eq!(
            refused,
            Err("unknown kind of file `.rs`; articles are .txt, .md or .jsonl files".to_owned())
        );
    }
}
