//! Files of JSON and JSON Lines. Claims:
//!
//! - each article is read, whatever the layout; what is wrong with one is said with its place, and ends no
//!   other;
//! - what breaks off is read as far as it goes, and refused from there.

use sitrep::corpus::{Limits, Reading as How, records_from};

use crate::reading::{folder, read};

#[test]
fn bad_lines_are_refused_by_number_and_the_rest_goes_on() {
    let lines = [
        r#"{"id":"one","text":"Ten died.","title":"T","published":"2022-07-22","source":"S","url":"u","language":"fr"}"#,
        r#"{"id":"two","text":"Ten di"#,
        r#"{"id":"three"}"#,
        "",
        r#"["not","an","object"]"#,
        r#"{"id":4,"text":"Four \u00e9 died.","extra":{"a":[1]}}"#,
        r#"{"text":"Five died.","published":"02/07/2022"}"#,
        r#"{"id":"six","text":7}"#,
        "{\"id\":\"seven\",\"text\":\"Broken \u{fffd}\"}",
        r#"{"id":"eight","text":"  "}"#,
    ];
    let mut bytes = lines.join("\r\n").into_bytes();
    let broken = bytes.windows(3).position(|three| three == "\u{fffd}".as_bytes()).expect("it is there");
    bytes[broken] = 0xff;
    let folder = folder(&[("a.jsonl", &bytes)]);
    let reading = read(folder.path());
    assert_eq!(reading.ids(), ["one", "4", "a.jsonl:7", "eight"]);
    let refused: Vec<_> = reading.refused.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(refused, ["a.jsonl:2", "a.jsonl:3", "a.jsonl:5", "a.jsonl:8", "a.jsonl:9"]);
    assert!(reading.reason("a.jsonl:2").contains("column"), "{}", reading.reason("a.jsonl:2"));
    assert_eq!(reading.reason("a.jsonl:3"), "the object has no \"text\"");
    let warned: Vec<_> = reading.articles.iter().flat_map(|article| &article.warnings).collect();
    assert_eq!(warned.len(), 2, "a date that is none, and an empty text: {warned:?}");
    assert_eq!(reading.articles[0].meta.language.as_deref(), Some("fr"));
    let [one, four] = [0, 1].map(|at| &reading.articles[at].meta);
    assert_ne!(one.sha256, four.sha256, "each line is a source of its own");
}

#[test]
fn no_article_is_lost_however_the_json_is_laid_out() {
    let long = "Ten died. ".repeat(2_000);
    let one = format!(r#"{{"id":"one","text":"{long}"}}"#);
    let (two, three) = (r#"{"id":"two","text":"Two died."}"#, r#"{"id":"three","text":"Three died."}"#);
    let cut = r#"{"id":"cut","text":"Four di"#;
    for (bytes, ids, refused) in [
        // A line each, the first one longer than what is looked at to tell what a file is.
        (format!("{one}\n{cut}\r\n{two}\n{three}"), vec!["one", "two", "three"], Some("a.json:2")),
        (format!("\u{feff}\n{one}\n{two}\n\n"), vec!["one", "two"], None),
        (format!("{{\n\"id\":\"one\",\n\"text\":\"x\"}}\n{two}"), vec!["one", "two"], None),
        // Pages of answers one behind the other.
        (
            format!(r#"{{"data":[{one},{two}],"page":1}}{{"page":2,"data":[{three}]}}"#),
            vec!["one", "two", "three"],
            None,
        ),
        (format!("{{\"data\":[{one}]}}\n{{\"data\":[{two}]}}\n"), vec!["one", "two"], None),
        (format!("[{one}]\n[{two}] {three}"), vec!["one", "two", "three"], None),
        // What is wrong in one page does not end the next.
        (format!("[{one}:{two}][{three}]"), vec!["one", "three"], Some("a.json:2")),
        // Cut off: within an article, between two, behind them.
        (format!(r#"{{"data":[{one},{two},{cut}"#), vec!["one", "two"], Some("a.json:3")),
        (format!("[{one},{two},"), vec!["one", "two"], Some("a.json")),
        (format!(r#"{{"data":[{one},{two}],"page":"#), vec!["one", "two"], Some("a.json")),
    ] {
        let folder = folder(&[("a.json", bytes.as_bytes())]);
        let reading = read(folder.path());
        let layout = bytes.replace(&long, "…");
        assert_eq!(reading.ids(), ids, "{layout}");
        let paths: Vec<&str> = reading.refused.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, Vec::from_iter(refused), "{layout}");
    }
}

#[test]
fn an_article_beyond_the_limit_is_refused_and_the_next_one_read() {
    let lines = format!(
        "{{\"id\":\"a\",\"text\":\"{}\"}}\n{{\"id\":\"b\",\"text\":\"Ten died.\"}}",
        "x".repeat(9_000)
    );
    let how = How { limits: Limits { file_bytes: 4_096, ..Limits::default() }, ..How::default() };
    let found: Vec<_> = records_from(lines.into_bytes(), "a.jsonl", &how).collect();
    assert_eq!(found.len(), 2);
    assert!(found[0].as_ref().is_err_and(|refusal| refusal.reason.contains("4096 bytes")));
    assert!(found[1].as_ref().is_ok_and(|record| record.line == Some(2)));
    let refused = records_from(vec![b'x'; 9_000], "a.txt", &how).next();
    assert!(refused.is_some_and(|record| record.is_err_and(|refusal| refusal.path == "a.txt")));
}
