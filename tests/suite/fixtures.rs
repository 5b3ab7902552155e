//! Small files of every format, made in code so that what they hold can be read here.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;

pub(crate) use crate::pdf_page::pdf;

/// An article of a title and two paragraphs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    pub(crate) language: &'static str,
    pub(crate) title: &'static str,
    pub(crate) paragraphs: [&'static str; 2],
}

impl Text {
    /// As plain text.
    pub(crate) fn plain(&self) -> String {
        format!("{}\n\n{}\n\n{}\n", self.title, self.paragraphs[0], self.paragraphs[1])
    }

    fn json(&self) -> String {
        serde_json::json!({"title": self.title, "text": self.paragraphs.join("\n\n"), "language": self.language}).to_string()
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// The article in every format, by the name of its file.
pub(crate) fn all(text: &Text) -> Vec<(String, Vec<u8>)> {
    let page = html(text);
    let plain = text.plain().into_bytes();
    let mail = mail(text);
    let json = text.json();
    let record = text.paragraphs.join("\n\n").replace('"', "\"\"");
    let named = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let mut files = vec![
        named("plain.txt", &plain),
        named(
            "marked.md",
            format!("# {}\n\n{}\n\n**{}**\n", text.title, text.paragraphs[0], text.paragraphs[1]).as_bytes(),
        ),
        named(
            "front.md",
            format!("---\ntitle: {}\n---\n{}\n\n{}\n", text.title, text.paragraphs[0], text.paragraphs[1])
                .as_bytes(),
        ),
        named("page.html", page.as_bytes()),
        named("pages.pdf", &pdf(text)),
        named("word.docx", &docx(text)),
        named("libre.odt", &odt(text)),
        named("book.epub", &epub(text)),
        named("rich.rtf", rtf(text).as_bytes()),
        named("mail.eml", &mail),
        named(
            "box.mbox",
            &[b"From a@example.org Fri Jul 22 10:00:00 2022\n", mail.as_slice(), b"\n"].concat(),
        ),
        named("one.json", json.as_bytes()),
        named("list.json", format!("{{\"count\": 1, \"articles\": [\n{json}\n]}}").as_bytes()),
        named("lines.jsonl", format!("{json}\n").as_bytes()),
        named("table.csv", format!("title,text\n\"{}\",\"{record}\"\n", text.title).as_bytes()),
        named("table.tsv", format!("title\ttext\n{}\t\"{record}\"\n", text.title).as_bytes()),
        named("feed.rss", rss(text).as_bytes()),
        named("feed.atom", atom(text).as_bytes()),
        named("crawl.warc", &warc(text)),
        named("crawl.warc.gz", &gzip(&warc(text))),
        named("page.html.gz", &gzip(page.as_bytes())),
        named("plain.txt.zst", &zstd::encode_all(plain.as_slice(), 3).expect("memory can be packed")),
        named("pages.zip", &zip(&[("a/page.html", page.as_bytes())])),
        named("pages.tar", &tar("a/page.html", page.as_bytes())),
        named("pages.tar.gz", &gzip(&tar("a/plain.txt", &plain))),
        named("utf16.txt", &utf16(&text.plain(), (true, true))),
    ];
    let (encoding, label) = if text.language == "ar" {
        (encoding_rs::WINDOWS_1256, "windows-1256")
    } else {
        (encoding_rs::WINDOWS_1252, "windows-1252")
    };
    files.push(named("old.txt", &encoding.encode(&text.plain()).0));
    files.push(named("old.html", &encoding.encode(&page.replace("utf-8", label)).0));
    files
}

pub(crate) fn html(text: &Text) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n<body><h1>{}</h1>\n<p>{}</p>\n<p>{}</p>\n</body></html>",
        text.language, text.title, text.title, text.paragraphs[0], text.paragraphs[1]
    )
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("memory can be written");
    packed.finish().expect("memory can be written")
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        archive.start_file(*name, options).expect("a member can be begun");
        archive.write_all(bytes).expect("memory can be written");
    }
    archive.finish().expect("memory can be written").into_inner()
}

pub(crate) fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    let mut put = |at: usize, field: &[u8]| header[at..at + field.len()].copy_from_slice(field);
    put(0, name.as_bytes());
    put(100, b"0000644\0");
    put(124, format!("{:011o}\0", bytes.len()).as_bytes());
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let padding = vec![0; (512 - bytes.len() % 512) % 512 + 1024];
    [header, bytes.to_vec(), padding].concat()
}

pub(crate) fn utf16(text: &str, (little, mark): (bool, bool)) -> Vec<u8> {
    let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

pub(crate) fn docx(text: &Text) -> Vec<u8> {
    let mut body = String::new();
    for paragraph in [text.title, text.paragraphs[0], text.paragraphs[1]] {
        // Word cuts a paragraph into runs wherever it was edited; deleted words stay in the file.
        let (first, rest) = paragraph.split_once(' ').expect("a paragraph has words");
        write!(
            body,
            "<w:p><w:r><w:t xml:space=\"preserve\">{first} </w:t></w:r><w:del><w:r><w:delText>forty </w:delText></w:r></w:del>\
             <w:ins><w:r><w:t>{rest}</w:t></w:r></w:ins></w:p>"
        )
        .expect("a string can be written");
    }
    word(&body, "")
}

/// A document of Word whose paragraphs are `body`, and its footnotes.
pub(crate) fn word(body: &str, notes: &str) -> Vec<u8> {
    let part = |name: &str, inner: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:{name} xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{inner}</w:{name}>"
        )
    };
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", part("document", &format!("<w:body>{body}</w:body>")).as_bytes()),
        ("word/footnotes.xml", part("footnotes", notes).as_bytes()),
    ])
}

pub(crate) fn odt(text: &Text) -> Vec<u8> {
    let body = format!(
        "<text:tracked-changes><text:p>forty</text:p></text:tracked-changes><text:h>{}</text:h><text:p>{}</text:p>\n\
         <text:p>{}</text:p>",
        text.title, text.paragraphs[0], text.paragraphs[1]
    );
    writer("", &body)
}

/// A document of LibreOffice with these automatic styles, whose paragraphs are `body`.
pub(crate) fn writer(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:style=\"s\" xmlns:draw=\"d\" xmlns:text=\"t\">\
         <office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>\
         </office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

pub(crate) fn epub(text: &Text) -> Vec<u8> {
    let package = format!(
        "<?xml version=\"1.0\"?><package xmlns:dc=\"d\"><metadata><dc:title>{}</dc:title><dc:language>{}</dc:language></metadata>\
         <manifest><item id=\"one\" href=\"text/one%20a.xhtml\"/><item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\"/></manifest>\
         <spine><itemref idref=\"one\"/></spine></package>",
        text.title, text.language
    );
    let container =
        b"<container><rootfiles><rootfile full-path=\"OPS/package.opf\"/></rootfiles></container>";
    zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container),
        ("OPS/package.opf", package.as_bytes()),
        ("OPS/text/one a.xhtml", html(text).as_bytes()),
        ("OPS/nav.xhtml", b"<html><body>Contents</body></html>"),
    ])
}

pub(crate) fn rtf(text: &Text) -> String {
    let escaped = |words: &str| -> String {
        words
            .encode_utf16()
            .map(|unit| match u8::try_from(unit).ok().filter(u8::is_ascii) {
                Some(ascii) => char::from(ascii).to_string(),
                None => format!("\\u{}?", unit.cast_signed()),
            })
            .collect()
    };
    format!(
        "{{\\rtf1\\ansi\\ansicpg1252\\uc1{{\\fonttbl{{\\f0 Arial;}}}}{{\\*\\generator Test;}}\\f0 {{\\b {}}}\\par\n{}\\par\n{}\\par}}",
        escaped(text.title),
        escaped(text.paragraphs[0]),
        escaped(text.paragraphs[1])
    )
}

fn encoded(words: &str) -> String {
    format!("=?utf-8?B?{}?=", base64(words.as_bytes()))
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    bytes
        .chunks(3)
        .flat_map(|three| {
            let all =
                three.iter().fold(0_u32, |all, &byte| all << 8 | u32::from(byte)) << (8 * (3 - three.len()));
            (0..4).map(move |at| {
                if at <= three.len() { char::from(SIGNS[(all >> (18 - 6 * at)) as usize & 63]) } else { '=' }
            })
        })
        .collect()
}

fn quoted_printable(words: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for byte in words.bytes() {
        let sign = if byte.is_ascii_alphanumeric() || b" .,-<>/()".contains(&byte) {
            char::from(byte).to_string()
        } else {
            format!("={byte:02X}")
        };
        if width + sign.len() > 70 {
            out.push_str("=\r\n");
            width = 0;
        }
        width += sign.len();
        out.push_str(&sign);
    }
    out
}

/// A mail whose only text is HTML, quoted printable.
pub(crate) fn mail(text: &Text) -> Vec<u8> {
    format!(
        "Received: from example.org\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nFrom: {} <a@example.org>\r\n\
         Subject: {}\r\nDate: Fri, 22 Jul 2022 10:00:00 +0000\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
        encoded("Désk"),
        encoded(text.title),
        quoted_printable(&html(text))
    )
    .into_bytes()
}

/// A mail with a plain text and attachments, base64.
pub(crate) fn mail_with_attachments(text: &Text, attachments: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut mail = format!(
        "MIME-Version: 1.0\r\nMessage-ID: <2@example.org>\r\nFrom: a@example.org\r\nSubject: {}\r\n\
         Content-Type: multipart/mixed; boundary=\"edge\"\r\n\r\n--edge\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        encoded(text.title),
        base64(text.plain().as_bytes())
    );
    for (name, kind, bytes) in attachments {
        write!(
            mail,
            "--edge\r\nContent-Type: {kind}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            base64(bytes)
        )
        .expect("a string can be written");
    }
    mail.push_str("--edge--\r\n");
    mail.into_bytes()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;")
}

pub(crate) fn rss(text: &Text) -> String {
    let body = format!("<p>{}</p><p>{}</p>", text.paragraphs[0], text.paragraphs[1]);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>Sample Feed</title><link>https://example.org</link>\
         <item><title>{}</title><link>https://example.org/a</link><pubDate>Fri, 22 Jul 2022 10:00:00 GMT</pubDate>\
         <description>{}</description></item></channel></rss>",
        escaped(text.title),
        escaped(&body)
    )
}

pub(crate) fn atom(text: &Text) -> String {
    format!(
        "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Sample Feed</title><entry><title>{}</title>\
         <published>2022-07-22T10:00:00Z</published><content type=\"xhtml\"><div><p>{}</p><p>{}</p></div></content></entry></feed>",
        escaped(text.title),
        escaped(text.paragraphs[0]),
        escaped(text.paragraphs[1])
    )
}

/// A page in chunks and packed, behind the question for it.
pub(crate) fn warc(text: &Text) -> Vec<u8> {
    let packed = gzip(html(text).as_bytes());
    let (first, rest) = packed.split_at(10);
    let chunk = |bytes: &[u8]| [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
    let answer = [head.as_bytes(), &chunk(first), &chunk(rest), b"0\r\n\r\n"].concat();
    let record = |kind: &str, media_type: &str, block: &[u8]| {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/kati\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    };
    let question = b"GET /kati HTTP/1.1\r\nHost: example.org\r\n\r\n";
    [
        record("request", "application/http; msgtype=request", question),
        record("response", "application/http; msgtype=response", &answer),
    ]
    .concat()
}
