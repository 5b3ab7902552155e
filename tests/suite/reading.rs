//! Reading folders. Claims:
//!
//! - every regular file is an article, is left out by a rule that the report names, or is refused
//!   with its reason; one bad file or line never stops the rest;
//! - text is told from what is not by its bytes; byte order marks, decomposed accents, Windows line
//!   ends and front matter change no word, and every byte of the text is found again in the file;
//! - what a file says of itself is taken as it stands, doubted aloud, and never guessed.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use proptest::prelude::*;
use sitrep::corpus::{Article, LeftOut, Reading as How, Refusal, passages, records, records_from, walk};
use sitrep::text::Span;
use tempfile::TempDir;

#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) articles: Vec<Article>,
    pub(crate) refused: Vec<(String, String)>,
    pub(crate) left_out: Vec<LeftOut>,
}

impl Reading {
    pub(crate) fn reason(&self, path: &str) -> &str {
        let found = self.refused.iter().find(|(refused, _)| refused == path);
        found.map_or("(it was not refused)", |(_, reason)| reason)
    }

    pub(crate) fn ids(&self) -> Vec<&str> {
        self.articles.iter().map(|article| article.meta.id.as_str()).collect()
    }
}

fn read_paths(paths: &[PathBuf], own: &[PathBuf]) -> Reading {
    let mut reading = Reading::default();
    let mut files = walk(paths, own);
    let mut refuse = |Refusal { path, reason }| reading.refused.push((path, reason));
    for file in files.by_ref() {
        match file {
            Ok(file) => {
                for record in records(&file, &How::default()) {
                    match record.and_then(|record| record.article()) {
                        Ok(article) => reading.articles.push(article),
                        Err(refusal) => refuse(refusal),
                    }
                }
            }
            Err(refusal) => refuse(refusal),
        }
    }
    reading.left_out = files.left_out().to_vec();
    reading
}

pub(crate) fn read(folder: &Path) -> Reading {
    read_paths(&[folder.to_path_buf()], &[])
}

pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
    folder
}

#[expect(clippy::print_stderr, reason = "a test that could not run must say so")]
pub(crate) fn skip(test: &str, reason: &str) {
    eprintln!("SKIPPED {test}: {reason}");
}

pub(crate) fn one(name: &str, bytes: &[u8]) -> Article {
    let folder = folder(&[(name, bytes)]);
    let mut reading = read(folder.path());
    assert_eq!(reading.refused, []);
    assert_eq!(reading.articles.len(), 1);
    reading.articles.remove(0)
}

#[test]
fn an_empty_folder_gives_nothing_and_refuses_nothing() {
    let folder = folder(&[]);
    let reading = read(folder.path());
    assert!(reading.articles.is_empty() && reading.refused.is_empty() && reading.left_out.is_empty());
}

#[test]
fn a_missing_folder_is_refused_by_its_name() {
    let reading = read(Path::new("no/such/folder"));
    assert_eq!(reading.reason("no/such/folder"), "no such file or folder");
}

#[test]
fn each_bad_file_is_refused_for_its_own_reason_and_the_good_ones_are_read() {
    let folder = folder(&[
        ("a.txt", b"Ten people died near Kati on Friday."),
        ("b/empty.txt", b""),
        ("b/blank.txt", b" \r\n\t\n"),
        ("b/binary.txt", b"MZ\x90\x00\x03\x00\x00\x00\x04"),
        ("b/latin1.txt", b"S\xe9gou"),
        ("b/utf16.txt", b"\xff\xfeK\0a\0t\0i\0"),
        ("b/unmarked.txt", b"K\0a\0t\0i\0"),
        ("b/report.pdf", b"%PDF-1.7 ..."),
        ("b/page.html", b"<p>Ten died</p>"),
        ("b/saved", b"<!DOCTYPE html><p>Ten died</p>"),
        ("b/archive.txt", b"PK\x03\x04...."),
        ("b/code.rs", b"fn main() {}"),
        ("b/only-head.md", b"---\ntitle: Kati\n---\n\n"),
        ("z.txt", "Douze morts à Kaloumba, selon l’armée.".as_bytes()),
    ]);
    let reading = read(folder.path());
    assert_eq!(reading.ids(), ["a.txt", "b/page.html", "b/saved", "b/unmarked.txt", "b/utf16.txt", "z.txt"]);
    assert_eq!(reading.reason("b/empty.txt"), "the file is empty");
    assert_eq!(reading.reason("b/blank.txt"), "the file holds no text");
    assert_eq!(reading.reason("b/only-head.md"), "the file holds no text");
    assert_eq!(reading.reason("b/binary.txt"), "binary file, not text: zero byte at byte 3");
    assert!(reading.reason("b/latin1.txt").starts_with("is not UTF-8 (byte 1)"), "too short to tell");
    assert!(reading.reason("b/report.pdf").starts_with("damaged PDF"));
    assert!(reading.reason("b/archive.txt").starts_with("damaged zip archive"));
    assert!(reading.reason("b/code.rs").contains("`.rs`"));
    assert_eq!(reading.refused.len(), 8);
}

#[test]
fn hidden_files_readmes_and_the_index_are_left_out_and_said_to_be() {
    let folder = folder(&[
        (".git/HEAD", b"ref"),
        (".hidden.txt", b"Ten died."),
        ("README.md", b"What this is."),
        ("our-index/meta.json", b"{}"),
        ("a.txt", b"Ten died."),
        ("readme-kati.txt", b"Ten died."),
    ]);
    let root = folder.path().to_path_buf();
    let reading = read_paths(std::slice::from_ref(&root), &[root.join("our-index")]);
    assert_eq!(reading.ids(), ["a.txt", "readme-kati.txt"]);
    assert_eq!(reading.refused, []);
    let left_out: Vec<_> = reading.left_out.iter().map(|left| (left.path.as_str(), left.rule)).collect();
    assert_eq!(
        left_out,
        [
            (".git", "hidden"),
            (".hidden.txt", "hidden"),
            ("README.md", "says what the folder is"),
            ("our-index", "the index"),
        ]
    );
    let named = read_paths(&[root.join("README.md"), root.join(".hidden.txt")], &[]);
    assert_eq!(named.ids(), ["README.md", ".hidden.txt"], "what is named is read");
}

#[test]
fn the_parts_of_a_saved_page_are_left_out_in_one_line() {
    let folder = folder(&[
        ("kati.html", b"<html><body><p>Ten died.</p></body></html>"),
        ("kati_files/style.css", b"p {}"),
        ("kati_files/sub/frame.html", b"<p>Buy this.</p>"),
        ("case_files/statement.txt", b"Two died."),
    ]);
    let reading = read(folder.path());
    assert_eq!(reading.ids(), ["case_files/statement.txt", "kati.html"]);
    assert_eq!(reading.refused, []);
    let left_out: Vec<_> =
        reading.left_out.iter().map(|left| (left.path.as_str(), left.rule, left.files)).collect();
    assert_eq!(left_out, [("kati_files", "parts of a saved web page", Some(2))]);
    let named = read_paths(&[folder.path().join("kati_files/sub/frame.html")], &[]);
    assert_eq!(named.ids(), ["frame.html"], "what is named is read");
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_never_followed_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.txt", b"Ten died.")]);
    let folder = folder(&[("a.txt", b"Ten died."), ("sub/b.txt", b"Two died.")]);
    let at = |name: &str| folder.path().join(name);
    let link = |target: &Path, name: &str| symlink(target, at(name)).expect("a link can be made");
    link(&outside.path().join("secret.txt"), "out.txt");
    link(&at("a.txt"), "again.txt");
    link(folder.path(), "sub/loop");
    link(&at("nowhere"), "broken.txt");
    link(&at("circle.txt"), "circle.txt");
    let made = std::process::Command::new("mkfifo").arg(at("pipe.txt")).status();
    let has_pipe = made.is_ok_and(|status| status.success());
    let reading = read(folder.path());
    assert_eq!(reading.ids(), ["a.txt", "sub/b.txt"]);
    assert!(reading.reason("out.txt").contains("leads out of the folder"));
    assert!(reading.reason("broken.txt").starts_with("symbolic link leads nowhere"));
    assert!(reading.reason("circle.txt").starts_with("symbolic link leads nowhere"));
    let left_out: Vec<_> = reading.left_out.iter().map(|left| left.path.as_str()).collect();
    assert_eq!(left_out, ["again.txt", "sub/loop"]);
    if has_pipe {
        assert_eq!(reading.reason("pipe.txt"), "is a named pipe, not a file");
        let named = read_paths(&[at("pipe.txt")], &[]);
        assert_eq!(named.reason("pipe.txt"), "is a named pipe, not a file");
    }
    assert_eq!(reading.refused.len(), 3 + usize::from(has_pipe));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_or_folder_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.txt", b"Ten died."), ("locked.txt", b"Two died."), ("vault/b.txt", b"One.")]);
    let lock = |name: &str, mode| {
        let path = folder.path().join(name);
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the mode can be set");
    };
    lock("locked.txt", 0o000);
    lock("vault", 0o000);
    let is_root = fs::read(folder.path().join("locked.txt")).is_ok();
    let reading = read(folder.path());
    lock("vault", 0o700);
    if is_root {
        skip("an_unreadable_file_or_folder_is_refused", "this user may read everything");
        return;
    }
    assert_eq!(reading.ids(), ["a.txt"]);
    assert!(reading.reason("locked.txt").contains("ermission denied"));
    assert!(reading.reason("vault").contains("ermission denied"));
}

#[cfg(unix)]
#[test]
fn names_that_are_not_text_stay_apart() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[]);
    for name in [b"S\xe9gou.txt".as_slice(), b"S\xe8gou.txt", b"two\nlines.txt"] {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        if let Err(error) = fs::write(path, "Ten died.") {
            skip("names_that_are_not_text_stay_apart", &error.to_string());
            return;
        }
    }
    assert_eq!(read(folder.path()).ids(), ["S\\xE8gou.txt", "S\\xE9gou.txt", "two\nlines.txt"]);
}

#[test]
fn files_come_in_the_same_order_on_every_machine() {
    let folder = folder(&[("b.txt", b"B."), ("a/z.txt", b"Z."), ("a.txt", b"A."), ("B.txt", b"BB.")]);
    assert_eq!(read(folder.path()).ids(), ["B.txt", "a/z.txt", "a.txt", "b.txt"]);
}

#[test]
fn front_matter_is_metadata_and_no_text() {
    let bytes = "\u{feff}---\r\ntitle: 'Kati: one dead'\r\nsource: Sample Wire\r\npublished: 2022-07-22\r\n\
                 url: https://example.org/a\r\nlanguage: EN\r\nid: kati-1\r\ntags: [mali]\r\n---\r\n\r\n\
                 One soldier died.\r\n";
    let article = one("a.txt", bytes.as_bytes());
    assert_eq!(article.text, "One soldier died.\r\n");
    assert_eq!(article.meta.id, "kati-1");
    assert_eq!(article.meta.path, "a.txt");
    assert_eq!(article.meta.title.as_deref(), Some("Kati: one dead"));
    assert_eq!(article.meta.source.as_deref(), Some("Sample Wire"));
    assert_eq!(article.meta.published, Some(date(2022, 7, 22)));
    assert_eq!(article.meta.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(article.meta.language.as_deref(), Some("en"));
    assert_eq!(article.warnings, []);
    let died = Span::new(12, 16);
    let source = article.offsets.as_ref().expect("text has bytes").to_source(died);
    assert_eq!(died.of(&article.text), "died");
    assert_eq!(source.of(bytes), "died", "the map leads to the bytes of the file");
}

#[test]
fn doubtful_metadata_is_left_unknown_with_a_warning() {
    let text = "---\ntitle: Kati\npublished: last Friday\nlanguage: English\nnonsense\n---\nTen people \
                died in the attack on the camp, the army said.";
    let article = one("a.md", text.as_bytes());
    assert_eq!(article.meta.published, None);
    assert_eq!(article.meta.language.as_deref(), Some("en"), "detected from the text");
    let places: Vec<_> = article.warnings.iter().map(|warning| warning.path.as_str()).collect();
    assert_eq!(places, ["a.md:5", "a.md", "a.md"]);
    assert!(article.warnings.iter().any(|warning| warning.message.contains("last Friday")));
}

#[test]
fn an_unclosed_block_or_a_rule_is_text() {
    for text in ["---\ntitle: Kati\n\nTen died.", "---\nTen died.\n---\nTwo fled."] {
        let article = one("a.txt", text.as_bytes());
        assert_eq!(article.text, text);
    }
}

#[test]
fn marks_of_markdown_are_no_part_of_the_text() {
    let source =
        "---\ntitle: Kati\n---\n## Toll\n\nAt least **15** soldiers near [Kati](https://example.org/a).";
    let article = one("a.md", source.as_bytes());
    assert_eq!(article.text, "Toll\n\nAt least 15 soldiers near Kati.");
    let at = article.text.find("15 soldiers").expect("the words stay");
    let back =
        article.offsets.as_ref().expect("text has bytes").to_source(Span::new(at, at + "15 soldiers".len()));
    assert_eq!(back.of(source), "15** soldiers");
}

#[test]
fn decomposed_accents_are_composed_and_found_again_in_the_file() {
    let bytes = "Se\u{301}gou: douze blesse\u{301}s, selon l’arme\u{301}e.";
    let article = one("a.txt", bytes.as_bytes());
    assert_eq!(article.text, "Ségou: douze blessés, selon l’armée.");
    let at = article.text.find("blessés").expect("the word is there");
    let source =
        article.offsets.as_ref().expect("text has bytes").to_source(Span::new(at, at + "blessés".len()));
    assert_eq!(source.of(bytes), "blesse\u{301}s");
}

#[test]
fn one_huge_line_is_cut_into_passages_that_lose_nothing() {
    let text = "The column left Kati and met no one on the road to the river ".repeat(80_000);
    let article = one("long.txt", text.as_bytes());
    let cut = passages(&article);
    assert!(cut.iter().all(|passage| passage.span.len() <= 900));
    let words: usize = cut.iter().map(|passage| passage.span.of(&text).split(' ').count()).sum();
    assert_eq!(words, 80_000 * 14);
}

#[test]
fn the_hash_is_that_of_the_file() {
    let article = one("a.txt", b"abc def");
    assert_eq!(article.meta.sha256, "010971ea0013a09d91df437de2cd6f66df4dbdf78974926175d8421055ad1f62");
}

proptest! {
    #[test]
    fn no_bytes_make_reading_panic(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..200),
            "(---\n)?(title: \\PC{0,20}\n)?(---\n)?(\\PC|\n){0,200}".prop_map(String::into_bytes),
            "(\\{\"id\":\\PC{0,5},\"text\":\"\\PC{0,30}\"\\}\n){0,5}".prop_map(String::into_bytes),
        ],
        name in prop_oneof!["a\\.txt", "a\\.md", "a\\.jsonl", "[a-z.]{0,8}"],
    ) {
        for record in records_from(bytes, &name, &How::default()) {
            let Ok(article) = record.and_then(|record| record.article()) else { continue };
            for passage in passages(&article) {
                prop_assert!(!passage.span.of(&article.text).is_empty());
            }
            let mapped = article.offsets.map_or(article.text.len(), |offsets| offsets.text_len());
            prop_assert_eq!(mapped, article.text.len());
        }
    }
}
