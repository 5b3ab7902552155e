//! What browsers, feeds, messengers and databases export. Claims:
//!
//! - an article ends where its page ends it: a table, its last line and its credit belong to it, links to
//!   others do not; a page laid out in a table is no row of one;
//! - what a title has behind the headline is the outlet where the address of the page says so, too;
//! - UTF-8 that was misread is put right in pages, too;
//! - a guess at the language never hides figures;
//! - the lists of messengers and newspapers are found; what programs keep for themselves is left out;
//! - a day alone on a line, or in the line of a byline, is the day of publication; several are not.

use std::fs;

use jiff::civil::date;
use serde_json::Value;
use sitrep::corpus::{Article, Reading, records_from};

use crate::fixtures;
use crate::program::run_in;

const FIRST: &str = "Nine traders were killed on Tuesday when gunmen stopped their lorries on the road between \
                     Bourzanga and Djibo, two security sources said. Four drivers are missing.";
const SECOND: &str = "The convoy had left Kongoussi at dawn without an escort, and was to reach the town before \
                      noon, said a trader who had stayed behind because his lorry had broken down.";

fn articles(name: &str, bytes: &[u8]) -> Vec<Article> {
    records_from(bytes.to_vec(), name, &Reading::default())
        .map(|record| record.and_then(|record| record.article()).expect("the file is read"))
        .collect()
}

fn one(name: &str, bytes: &[u8]) -> Article {
    let mut found = articles(name, bytes);
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0)
}

/// A page whose elements say nothing of what they hold.
fn bare_page() -> String {
    format!(
        "<html><head><title>Nine traders killed near Djibo</title><meta charset=utf-8></head><body><div id=root><div class=a>\
         <span>Home</span><span>World</span></div><div class=b><h1>Nine traders killed near Djibo</h1><div class=c>\
         <div class=p>{FIRST}</div><div class=p>{SECOND}</div><div class=p>{SECOND} {FIRST}</div><table><tr><th>Place</th>\
         <th>Killed</th></tr><tr><td>Seytenga</td><td>86</td></tr></table><p>A.D. with AFP</p></div></div>\
         <div class=d>More from World: fifty killed in a flood</div></div></body></html>"
    )
}

#[test]
fn a_table_and_a_credit_at_its_end_belong_to_an_article() {
    let article = one("page.html", bare_page().as_bytes());
    assert!(
        article.text.starts_with("Nine traders killed near Djibo\n\nNine traders were"),
        "{}",
        article.text
    );
    assert!(article.text.ends_with("Place\tKilled\nSeytenga\t86\n\nA.D. with AFP"), "{}", article.text);
    assert_eq!(article.meta.via, ["AFP"]);
}

#[test]
fn an_outlet_is_named_by_title_and_address_together() {
    let source = |title: &str, address: &str| {
        let page = bare_page().replace(
            "<title>Nine traders killed near Djibo</title>",
            &format!("<title>{title}</title><link rel=canonical href=\"{address}\">"),
        );
        one("page.html", page.as_bytes()).meta.source
    };
    let (headline, address) = ("Nine traders killed near Djibo", "https://www.sahelherald.example/djibo");
    assert_eq!(
        source(&format!("{headline} | World | Sahel Herald"), address).as_deref(),
        Some("Sahel Herald")
    );
    assert_eq!(
        source(&format!("{headline} - Sahel Herald Online"), address).as_deref(),
        Some("Sahel Herald Online")
    );
    for title in [format!("{headline} - army"), headline.to_owned(), "Sahel Herald".to_owned()] {
        assert_eq!(source(&title, address), None, "{title}");
    }
}

#[test]
fn a_page_laid_out_in_a_table_is_no_row() {
    let page = format!(
        "<HTML><HEAD><TITLE>La Gazette</TITLE></HEAD><BODY><TABLE><TR><TD><A href=a>Une</A><BR><A href=b>Politique</A><BR>\
         <A href=c>Sport</A><BR><A href=d>Archives</A></TD><TD><B>Nine traders killed</B><BR><BR>{FIRST}<BR><BR>{SECOND}\
         <BR><BR>{FIRST} {SECOND}</TD><TD>Small ads</TD></TR></TABLE></BODY></HTML>"
    );
    let article = one("page.htm", page.as_bytes());
    assert!(article.text.starts_with("Nine traders killed\n\nNine traders were"), "{}", article.text);
    assert!(!article.text.contains('\t'), "{}", article.text);
}

#[test]
fn a_misread_page_is_put_right() {
    let page = format!(
        "<html><head><title>Koro : onze civils tués</title></head><body><article><h1>Koro : onze civils tués</h1>\
         <p>Onze civils ont été tués à Bounou, selon l’élu. {FIRST}</p><p>{SECOND}</p></article></body></html>"
    );
    let (misread, _, _) = encoding_rs::WINDOWS_1252.decode(page.as_bytes());
    let article = one("page.html", misread.as_bytes());
    assert_eq!(article.meta.title.as_deref(), Some("Koro : onze civils tués"));
    assert!(article.text.contains("tués à Bounou, selon l’élu"), "{}", article.text);
    assert!(article.meta.notes.iter().any(|note| note.contains("put right")), "{:?}", article.meta.notes);
}

#[test]
fn a_guess_at_the_language_hides_no_figure() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let table = "event_id_cnty,event_date,source,notes\n\
                 BFO1,2 August 2022,Radio Exemple,\"On 2 August 2022, presumed JNIM militants stopped a convoy. 9 traders \
                 killed, 4 missing.\"\n";
    fs::write(folder.path().join("acled.csv"), table).expect("a table");
    assert_eq!(run_in(folder.path(), &["index", "acled.csv"]).code, 0);
    let shown = run_in(folder.path(), &["show", "BFO1", "--format", "json"]);
    let shown: Value = serde_json::from_str(shown.out.trim()).expect("an object");
    assert_eq!(shown["language"], "en", "{shown}");
    assert_eq!(shown["article"]["published"], Value::Null, "the day of an event is none of publication");
    let counts: Vec<u64> = shown["figures"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|figure| figure["best"].as_u64())
        .collect();
    assert_eq!(counts, [9, 4], "{shown}");
}

#[test]
fn the_lists_of_messengers_and_newspapers_are_found() {
    let channel = r#"{"name":"Alerts","type":"public_channel","messages":[
        {"id":7,"type":"message","date":"2022-07-12T18:22:01","text":["Urgent: ",{"type":"bold","text":"Bounou"},", eleven killed."]},
        {"id":8,"type":"message","date":"2022-07-12T19:00:00","text":"Thirteen dead, says the mayor."}]}"#;
    let found = articles("result.json", channel.as_bytes());
    let told: Vec<(&str, &str)> =
        found.iter().map(|article| (article.meta.id.as_str(), article.text.as_str())).collect();
    assert_eq!(told, [("7", "Urgent: Bounou, eleven killed."), ("8", "Thirteen dead, says the mayor.")]);
    assert_eq!(found[0].meta.published, Some(date(2022, 7, 12)));
    let paper = format!(
        r#"{{"response":{{"status":"ok","results":[{{"id":"world/x","webTitle":"Nine killed","webPublicationDate":"2022-08-03T09:12:00Z",
        "webUrl":"https://example.org/x","fields":{{"body":"<p>{FIRST}</p>","byline":"J. O."}}}}]}}}}"#
    );
    let article = one("answer.json", paper.as_bytes());
    assert_eq!(article.text, FIRST);
    assert_eq!(
        (article.meta.title.as_deref(), article.meta.author.as_deref()),
        (Some("Nine killed"), Some("J. O."))
    );
    assert_eq!(article.meta.published, Some(date(2022, 8, 3)));
}

#[test]
fn a_table_under_the_name_of_a_text_is_a_table() {
    let table = format!("Date\tTitre\tMédia\tTexte\r\n12/07/2022\tBounou\tLe Relais\t{FIRST}\r\n");
    let article = one("export.txt", &fixtures::utf16(&table, (true, true)));
    assert_eq!((article.text.as_str(), article.meta.title.as_deref()), (FIRST, Some("Bounou")));
    assert_eq!(article.meta.source.as_deref(), Some("Le Relais"));
    let text = format!("Text\tof the day\n{FIRST}\n");
    assert_eq!(one("a.txt", text.as_bytes()).text, text);
    let answer = format!(
        r#"{{"articles":[{{"title":"T","content":"{FIRST}","publishedAt":"2022-08-03T09:00:00Z"}}]}}"#
    );
    assert_eq!(one("news.json", answer.as_bytes()).meta.published, Some(date(2022, 8, 3)));
}

#[test]
fn what_programs_keep_for_themselves_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let lists = folder.path().join("in");
    fs::create_dir(&lists).expect("a folder");
    let archive =
        fixtures::zip(&[("a.txt", FIRST.as_bytes()), ("Thumbs.db", b"x"), ("b/desktop.ini", b"[x]")]);
    fs::write(lists.join("a.zip"), archive).expect("an archive");
    for name in ["Thumbs.db", "desktop.ini", "~$report.docx"] {
        fs::write(lists.join(name), b"\x05x").expect("a file");
    }
    let run = run_in(folder.path(), &["index", "in", "--format", "json"]);
    assert_eq!(run.code, 0, "{run:?}");
    let report: Value = serde_json::from_str(&run.out).expect("a report");
    assert_eq!(report["left_out"].as_array().map(Vec::len), Some(5), "{report}");
}

#[test]
fn a_day_alone_on_a_line_is_that_of_publication() {
    let published = |head: &str| {
        one("a.txt", format!("Nine traders killed\n\n{head}\n\n{FIRST}").as_bytes()).meta.published
    };
    let day = Some(date(2022, 7, 13));
    for head in [
        "13 July 2022",
        "Wednesday, 13 July 2022, 14:05 GMT",
        "Par A. Diallo - Publié le 13/07/2022 à 14h05 1 245 vues 3 commentaires",
        "By A. Diallo Published on July 13, 2022",
        &format!("{SECOND}\n\nPublié le 13 juillet 2022"),
        "Wed 13 July 2022\n\nShare\n\nBy A. Diallo",
    ] {
        assert_eq!(published(head), day, "{head}");
    }
    for head in [
        "13 July 2022\n\nTen died.\n\n15 July 2022",
        &format!("{FIRST}\n\nRadio Exemple, 13 July 2022"),
        &format!("{FIRST}[1]\n\nRadio Exemple, 13 July 2022"),
        &format!("{FIRST}\n\n13 July 2022"),
        "The report, published on 13 July 2022, names nine traders",
        "Since 13 July 2022",
        "Report Published on 13 July 2022 Names Nine Traders",
    ] {
        assert_eq!(published(head), None, "{head}");
    }
}
