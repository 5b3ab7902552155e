//! A folder of hostile files. Claims:
//!
//! - indexing comes to its end in bounded time and memory, whatever the files hold;
//! - each bad file is refused with its own reason, and the exit code says so;
//! - all good files beside them are found.

use std::fs;
use std::path::Path;

use sitrep::corpus::{Article, Reading, Record, records_from};

use crate::fixtures::{self, Text};
use crate::program::run_in;
use crate::reading::one;

const GOOD: Text = Text {
    language: "en",
    title: "Ten killed near Kati",
    paragraphs: [
        "Ten soldiers were killed near Kati on Friday, the army said.",
        "The camp was taken back in the evening.",
    ],
};

/// Half of `bytes`.
fn cut(bytes: &[u8]) -> Vec<u8> {
    bytes[..bytes.len() / 2].to_vec()
}

/// An archive in an archive in an archive.
fn nested(depth: usize) -> Vec<u8> {
    (0..depth).fold(GOOD.plain().into_bytes(), |inner, at| {
        let name = if at == 0 { "a.txt" } else { "a.zip" };
        fixtures::zip(&[(name, &inner)])
    })
}

/// Bad files, and a part of the reason for which each is refused.
fn bad() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let zeros = vec![b' '; 64 << 20];
    vec![
        ("empty.txt", Vec::new(), "empty"),
        ("empty.docx", Vec::new(), "empty"),
        ("binary.txt", (0..=255).cycle().take(5000).collect(), "binary"),
        ("nulls.txt", b"Ten\0died\0near\0\0Kati".to_vec(), "binary"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog".to_vec(), "damaged PDF"),
        ("cut.docx", cut(&fixtures::docx(&GOOD)), "damaged"),
        ("cut.zip", cut(&fixtures::zip(&[("a.txt", GOOD.plain().as_bytes())])), "damaged"),
        ("cut.txt.gz", cut(&fixtures::gzip(GOOD.plain().as_bytes())), "damaged gzip"),
        ("cut.tar", fixtures::tar("a.txt", &[b'x'; 4000])[..1500].to_vec(), "damaged"),
        ("cut.warc", cut(&fixtures::warc(&GOOD)), "damaged"),
        ("bomb.zip", fixtures::zip(&[("zeros.txt", &zeros)]), "as bombs do"),
        ("bomb.txt.gz", fixtures::gzip(&zeros), "as bombs do"),
        ("deep.zip", nested(40), "archives deep"),
        ("scan.pdf", b"%PDF-1.4 nothing".to_vec(), "damaged PDF"),
        ("wrong.docx", b"Ten soldiers".to_vec(), "does not begin"),
        ("latin.txt", b"S\xe9gou".to_vec(), "is not UTF-8"),
        ("deep.json", [vec![b'['; 100_000], vec![b']'; 100_000]].concat(), "JSON"),
        ("deep-list.json", b"{\"hits\":".repeat(100_000), "JSON ends too early"),
        ("cut.rtf", b"{\\rtf1 {\\b Ten".to_vec(), "damaged RTF"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 photo".to_vec(), "an image"),
        ("behind.txt.gz", [fixtures::gzip(b"Ten died."), b"garbage".to_vec()].concat(), "behind its end"),
        ("utf32.txt", b"\xff\xfe\0\0T\0\0\0".to_vec(), "UTF-32"),
        ("locked.docx", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat(), "encrypted"),
        ("empty-list.json", b"[]".to_vec(), "holds no article"),
        ("header.csv", b"id,text\n".to_vec(), "holds no article"),
        ("blank.jsonl", b"\n \n".to_vec(), "holds no article"),
        ("folders.zip", fixtures::zip(&[("a/", b"")]), "holds no article"),
        (
            "deep-field.json",
            format!("{{\"text\":\"x\",\"y\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000)).into_bytes(),
            "recursion",
        ),
        ("twins.zip", twins(), "same name"),
        ("long-name.zip", fixtures::zip(&[(&"n".repeat(9000), b"Ten died.")]), "9014 bytes long"),
        ("links.tar", links(), "link within an archive"),
    ]
}

/// An archive with two members of one name, which no writer of ours makes.
fn twins() -> Vec<u8> {
    let mut zip = fixtures::zip(&[("a.txt", b"One died."), ("b.txt", b"Two died.")]);
    let names: Vec<usize> = (0..zip.len() - 5).filter(|&at| &zip[at..at + 5] == b"b.txt").collect();
    for at in names {
        zip[at] = b'a';
    }
    zip
}

/// An archive with a link out of it.
fn links() -> Vec<u8> {
    let mut tar = fixtures::tar("a.txt", b"");
    tar[156] = b'2';
    tar[157..168].copy_from_slice(b"/etc/passwd");
    let sum: u64 = (0..512).map(|at| u64::from(if (148..156).contains(&at) { b' ' } else { tar[at] })).sum();
    tar[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    tar
}

/// Files that are strange and good.
fn good() -> Vec<(&'static str, Vec<u8>)> {
    let plain = GOOD.plain();
    let words = "The column left Kati and met no one on the road to the river. ".repeat(16_000);
    let deep = format!("{}<p>{}</p>", "<div>".repeat(100_000), GOOD.paragraphs[0]);
    let unclosed = format!("<p>{}</p>{}", GOOD.paragraphs[0], "<a href=\"x ".repeat(20_000));
    vec![
        ("good.txt", plain.clone().into_bytes()),
        ("line.txt", format!("{} {words}", GOOD.paragraphs[0]).into_bytes()),
        ("deep.html", deep.into_bytes()),
        ("unclosed.html", unclosed.into_bytes()),
        ("decomposed.txt", plain.replace("Friday", "Friday at Se\u{301}gou").into_bytes()),
        ("good.pdf", fixtures::pdf(&GOOD)),
        ("good.zip", nested(4)),
        ("padded.txt.gz", [fixtures::gzip(plain.as_bytes()), vec![0; 512]].concat()),
        ("open.csv", format!("id,text\nx1,\"{}\"\nx2,\"never closed\n", GOOD.paragraphs[0]).into_bytes()),
        ("again.csv", format!("id,text\nx1,\"{}\"\n", GOOD.paragraphs[0]).into_bytes()),
        ("up.zip", fixtures::zip(&[("../../up.txt", plain.as_bytes())])),
        ("tags.html", format!("{}<p>{}</p>", "<b>".repeat(300_000), GOOD.paragraphs[0]).into_bytes()),
    ]
}

#[test]
fn a_hostile_folder_is_indexed_to_its_end() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let articles = folder.path().join("articles");
    fs::create_dir(&articles).expect("a folder can be made");
    let write =
        |name: &str, bytes: &[u8]| fs::write(articles.join(name), bytes).expect("a file can be written");
    bad().iter().for_each(|(name, bytes, _)| write(name, bytes));
    good().iter().for_each(|(name, bytes)| write(name, bytes));
    let strange = strange_entries(&articles);
    let run = run_in(folder.path(), &["index", "articles", "--index", "ix", "--format", "json"]);
    assert_eq!(run.code, 2, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("the report is JSON");
    let refused = report["refused"].as_array().expect("a list");
    for (name, _, reason) in bad() {
        let found = refused
            .iter()
            .find(|refusal| refusal["path"].as_str().is_some_and(|path| path.starts_with(name)));
        assert!(found.is_some(), "{name} was not refused: {}", run.out);
        let Some(found) = found else { continue };
        assert!(found["reason"].as_str().is_some_and(|said| said.contains(reason)), "{found}");
    }
    assert_eq!(refused.len(), bad().len() + strange.refused, "{refused:#?}");
    let found = run_in(
        folder.path(),
        &["search", "ten soldiers killed Kati", "--index", "ix", "--format", "jsonl", "--limit", "100"],
    );
    assert_eq!(found.code, 0, "{}", found.err);
    for name in good().iter().map(|(name, _)| *name).chain(strange.good) {
        let name = serde_json::to_string(name).expect("a name is a string");
        assert!(found.out.contains(name.trim_matches('"')), "{name} is not found in {}", found.out);
    }
}

/// What was made beside the files: how many entries are refused, and names of good files.
struct Strange {
    refused: usize,
    good: Vec<&'static str>,
}

#[cfg(unix)]
fn strange_entries(folder: &Path) -> Strange {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let mut strange = Strange { refused: 0, good: Vec::new() };
    let plain = GOOD.plain();
    if fs::write(folder.join("two\nlines.txt"), &plain).is_ok() {
        strange.good.push("two\nlines.txt");
    }
    if fs::write(folder.join(std::ffi::OsStr::from_bytes(b"S\xe9gou.txt")), &plain).is_ok() {
        strange.good.push("S\\xE9gou.txt");
    }
    let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.txt")).status();
    strange.refused += usize::from(made.is_ok_and(|status| status.success()));
    symlink(folder.join("circle.txt"), folder.join("circle.txt")).expect("a link can be made");
    symlink("/etc/hostname", folder.join("out.txt")).expect("a link can be made");
    symlink(folder, folder.join("loop")).expect("a link can be made");
    strange.refused += 2;
    let locked = folder.join("locked.txt");
    fs::write(&locked, &plain).expect("a file can be written");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("rights can be set");
    // The administrator may read everything.
    if fs::read(&locked).is_ok() {
        strange.good.push("locked.txt");
    } else {
        strange.refused += 1;
    }
    strange
}

#[cfg(not(unix))]
fn strange_entries(_: &Path) -> Strange {
    Strange { refused: 0, good: Vec::new() }
}

#[test]
fn limits_are_those_that_the_user_sets() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::create_dir(folder.path().join("a")).expect("a folder can be made");
    fs::write(folder.path().join("a/long.txt"), GOOD.plain().repeat(50)).expect("a file can be written");
    fs::write(folder.path().join("a/deep.zip"), nested(4)).expect("a file can be written");
    let run =
        run_in(folder.path(), &["index", "a", "--index", "ix", "--max-file-bytes", "1K", "--max-depth", "2"]);
    assert_eq!(run.code, 2);
    let said = format!("{}{}", run.out, run.err);
    assert!(said.contains("--max-file-bytes") && said.contains("--max-depth"), "{said}");
    let run = run_in(folder.path(), &["index", "a", "--index", "ix"]);
    assert_eq!(run.code, 0, "what was refused is tried again: {}{}", run.out, run.err);
}

/// 200 MB in one line: as it stands it is refused, and read where the limit is raised.
#[test]
#[ignore = "takes a minute and a gigabyte"]
fn a_line_of_200_megabytes_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::create_dir(folder.path().join("a")).expect("a folder can be made");
    fs::write(folder.path().join("a/long.txt"), "ten died ".repeat(23_000_000))
        .expect("a file can be written");
    let run = run_in(folder.path(), &["index", "a", "--index", "ix"]);
    assert_eq!(run.code, 2);
    assert!(format!("{}{}", run.out, run.err).contains("larger than 67108864 bytes"));
}

#[test]
fn words_that_were_damaged_in_a_mail_are_kept_with_a_warning() {
    let mail = |words: &str| {
        format!(
            "From: a@example.org\r\nSubject: Kati\r\nContent-Type: text/plain; charset=utf-8\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\n{words}\r\n"
        )
    };
    let article = one("a.eml", mail("Twelve soldiers were killed in K=C3=A9ti.").as_bytes());
    assert_eq!((article.text.trim(), article.warnings.len()), ("Twelve soldiers were killed in Kéti.", 0));
    let article = one("a.eml", mail("Twelve soldiers were killed =ZZ in Kati.").as_bytes());
    assert!(article.text.contains("Twelve soldiers were killed"), "{}", article.text);
    let warned = article.warnings.iter().filter(|warning| warning.message.contains("damaged on its way"));
    assert_eq!(warned.count(), 1, "{:?}", article.warnings);
}

#[test]
fn a_row_cut_by_a_line_end_outside_quotes_is_told_of() {
    let table = "id,text,source\n1,Ten people were killed\nand five wounded,AFP\n2,Six died.,AFP\n";
    let found: Vec<_> = records_from(table.as_bytes().to_vec(), "a.csv", &Reading::default())
        .map(|record| record.and_then(Record::article))
        .collect();
    let warned = |article: &Article| article.warnings.iter().any(|w| w.message.contains("has 2 columns"));
    let told: Vec<_> = found.iter().map(|article| article.as_ref().map(warned).ok()).collect();
    assert_eq!(told, [Some(true), Some(true), Some(false)], "{found:?}");
}

#[test]
fn a_web_archive_that_says_too_little_loses_nothing_in_silence() {
    let record = |kind: &str, answer: &[u8]| {
        let head = format!(
            "WARC/1.0\r\n{kind}WARC-Target-URI: https://example.org/kati\r\nContent-Length: {}\r\n\r\n",
            answer.len()
        );
        [head.as_bytes(), answer, b"\r\n\r\n"].concat()
    };
    let page = fixtures::html(&GOOD);
    let answer = |headers: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\n{headers}\r\n");
        record("WARC-Type: response\r\n", &[head.as_bytes(), body].concat())
    };
    let typed = |encoding: &str| format!("Content-Type: text/html\r\nContent-Encoding: {encoding}\r\n");
    let archive = [
        answer("", page.as_bytes()),
        answer("", b"\x89PNG\r\n\x1a\n picture"),
        record("", b"WARC-Type is missing"),
        answer(&typed("compress"), b"\x1f\x9d\x90\xff\xfe"),
        answer(&typed("utf-8"), page.as_bytes()),
    ];
    let found: Vec<_> = records_from(archive.concat(), "a.warc", &Reading::default())
        .map(|record| record.and_then(Record::article).map(|article| article.meta.id))
        .map(|article| article.map_err(|refusal| (refusal.path, refusal.reason)))
        .collect();
    let refused = |path: &str, reason: &str| Err((path.to_owned(), reason.to_owned()));
    let expected = [
        Ok("a.warc/1".to_owned()),
        refused("a.warc/3", "the record does not say what it is (WARC-Type)"),
        refused("a.warc/4", "is packed by compress, which is not read"),
        Ok("a.warc/5".to_owned()),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_id_or_outlet_too_long_to_be_one_is_left_out_with_a_warning() {
    let text = |length: usize| {
        let (id, source) = ("i".repeat(length), "s".repeat(length));
        format!("---\nid: {id}\nsource: {source}\n---\nTen people died.")
    };
    let article = one("a.md", text(1024).as_bytes());
    assert_eq!((article.meta.id.len(), article.meta.source.map(|source| source.len())), (1024, Some(1024)));
    let article = one("a.md", text(1025).as_bytes());
    assert_eq!((article.meta.id.as_str(), article.meta.source), ("a.md", None));
    let warned = article.warnings.iter().filter(|warning| warning.message.contains("1025 bytes"));
    assert_eq!(warned.count(), 2, "{:?}", article.warnings);
}
