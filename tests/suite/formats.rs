//! Every format in three languages. Claims:
//!
//! - the same article in each format gives the same paragraphs, and the same three figures from them;
//! - title, day of publication and agency are found in each, and each says where it came from;
//! - captions of Word and LibreOffice are told from the text by their style;
//! - an article within an archive goes by its path in it, and carries the hash of the archive.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::date;
use sitrep::corpus::{Article, Field, Origin, Reading, Record, records_from};
use sitrep::extract::{ArticleText, annotate};
use sitrep::vocabulary::Vocabulary;

use crate::fixtures::{self, Text};

const EN: Text = Text {
    language: "en",
    title: "Fifteen killed near Kati",
    paragraphs: [
        "BAMAKO, 22 July 2022 (AFP) - At least fifteen soldiers were killed and six civilians were wounded in an \
         attack on a camp near Kati, the army said.",
        "The army said that 12 attackers were killed.",
    ],
};
const FR: Text = Text {
    language: "fr",
    title: "Quinze morts près de Kati",
    paragraphs: [
        "Bamako, le 22 juillet 2022 (AFP) - Au moins quinze soldats ont été tués et six civils ont été blessés dans \
         l’attaque d’un camp près de Kati, selon l’armée.",
        "L’armée affirme que 12 assaillants ont été tués.",
    ],
};
const AR: Text = Text {
    language: "ar",
    title: "مقتل خمسة عشر جنديا قرب كاتي",
    paragraphs: [
        "باماكو 22 يوليو 2022 (أ ف ب) - قتل 15 جنديا وأصيب ستة مدنيين في هجوم على معسكر قرب كاتي حسبما قال الجيش",
        "وقال الجيش إن 12 مهاجما قتلوا",
    ],
};

fn articles(name: &str, bytes: Vec<u8>) -> Vec<Article> {
    let read = |record: Record| record.article();
    let found: Result<Vec<Article>, _> =
        records_from(bytes, name, &Reading::default()).map(|record| record.and_then(read)).collect();
    found.map_err(|refusal| format!("{}: {}", refusal.path, refusal.reason)).expect("the file is read")
}

fn one(name: &str, bytes: Vec<u8>) -> Article {
    let mut found = articles(name, bytes);
    assert_eq!(found.len(), 1, "{name}");
    found.remove(0)
}

/// The words of each figure and what they say.
fn figures(vocabulary: &Vocabulary, article: &Article) -> BTreeSet<String> {
    let text = ArticleText {
        id: article.meta.id.clone(),
        text: article.text.clone(),
        title: None,
        published: article.meta.published,
        language: article.meta.language.clone(),
    };
    let found = annotate(vocabulary, &text).figures;
    found
        .iter()
        .map(|figure| format!("{} {:?} {:?}", figure.quote.text, figure.bounds, figure.outcome))
        .collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn one_article_in_every_format_is_one_text_with_the_same_figures() {
    let vocabulary = Vocabulary::built_in();
    for text in [EN, FR, AR] {
        let plain = one("a.txt", text.paragraphs.join("\n\n").into_bytes());
        let want = figures(&vocabulary, &plain);
        assert_eq!(want.len(), 3, "{}: {want:?}", text.language);
        for (name, bytes) in fixtures::all(&text) {
            let article = one(&name, bytes);
            let squeezed_text = squeezed(&article.text);
            for paragraph in text.paragraphs {
                assert!(
                    squeezed_text.contains(&squeezed(paragraph)),
                    "{} {name}: {}",
                    text.language,
                    article.text
                );
            }
            let found = figures(&vocabulary, &article);
            assert!(want.is_subset(&found), "{name}: {found:?} lacks some of {want:?}");
            assert!(found.len() <= want.len() + 1, "{name}: only the title may add a figure: {found:?}");
            let meta = &article.meta;
            assert_eq!(meta.published, Some(date(2022, 7, 22)), "{} {name}", text.language);
            assert_eq!(meta.via, ["AFP"], "{} {name}", text.language);
            assert_eq!(meta.language.as_deref(), Some(text.language), "{name}");
            assert_eq!(meta.title.as_deref(), Some(text.title), "{name}");
            assert!(meta.origins.contains_key(&Field::Title) && meta.origins.contains_key(&Field::Published));
        }
    }
}

#[test]
fn the_text_is_found_again_in_the_bytes_where_there_are_some() {
    let text = FR;
    for (name, bytes) in
        fixtures::all(&text).into_iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".txt"))
    {
        let article = one(&name, bytes.clone());
        let at = article.text.find("blessés").expect("the word is there");
        let offsets = article.offsets.expect("pages and texts have bytes");
        let source = offsets.to_source(sitrep::text::Span::new(at, at + "blessés".len()));
        let found = bytes.get(source.start..source.end).expect("within the file");
        let wide = fixtures::utf16("blessés", (true, false));
        let spelled = ["blessés".as_bytes(), b"bless\xe9s", &wide];
        assert!(spelled.contains(&found), "{name}: {:?}", String::from_utf8_lossy(found));
    }
}

#[test]
fn members_go_by_their_path_and_carry_the_hash_of_the_archive() {
    let page = fixtures::html(&EN);
    let inner =
        fixtures::zip(&[("days/one.html", page.as_bytes()), ("__MACOSX/x", b"no"), ("days/.hidden", b"no")]);
    let outer = fixtures::zip(&[("deep/inner.zip", &inner), ("two.txt", EN.plain().as_bytes())]);
    let mut records = records_from(outer.clone(), "reports.zip", &Reading::default());
    let found: Vec<_> = records.by_ref().map(|record| record.expect("both are articles")).collect();
    let paths: Vec<&str> = found.iter().map(|record| record.path.as_str()).collect();
    assert_eq!(paths, ["reports.zip/deep/inner.zip/days/one.html", "reports.zip/two.txt"]);
    assert!(found.iter().all(|record| record.sha256 == fixtures::sha256(&outer)));
    assert_eq!(found[1].record_sha256, Some(fixtures::sha256(EN.plain().as_bytes())));
    assert_eq!(records.left_out().len(), 2);
}

#[test]
fn a_page_is_its_article_and_tells_where_its_metadata_stands() {
    let page = r#"<!DOCTYPE html><html lang="fr"><head><title>Kati : dix morts | La Gazette</title>
<meta property="og:site_name" content="La Gazette"><meta property="article:published_time" content="2022-07-23T08:00:00+00:00">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Kati: dix morts","datePublished":"2021-01-01",
"author":[{"name":"A. Diarra"}]}]}</script></head><body><nav><a href="/">Accueil</a> <a href="/m">Mali</a></nav>
<div class="cookie-banner">Nous utilisons des cookies pour mesurer.</div>
<main><article><h1>Kati: dix morts</h1><p>Dix soldats ont été tués près de Kati, a annoncé l’armée dans un communiqué lu à la
télévision nationale. Les assaillants ont fui.</p><figure><figcaption>Des soldats à Kati.</figcaption></figure>
<aside>Lire aussi : quarante morts à Boulikessi</aside><p>Le camp a été repris dans la soirée, selon un officier.</p></article></main>
<div id="comments"><p>Cent morts selon moi.</p></div><footer>Cinquante journalistes</footer></body></html>"#;
    let article = one("page.html", page.as_bytes().to_vec());
    assert!(
        article.text.contains("Dix soldats ont été tués") && article.text.contains("Des soldats à Kati.")
    );
    assert!(article.text.contains("Le camp a été repris"));
    for other in ["quarante", "Cent morts", "cookies", "Cinquante", "Accueil"] {
        assert!(!article.text.contains(other), "{other} in {}", article.text);
    }
    let meta = &article.meta;
    assert_eq!(meta.title.as_deref(), Some("Kati: dix morts"));
    assert_eq!(meta.source.as_deref(), Some("La Gazette"));
    assert_eq!(meta.author.as_deref(), Some("A. Diarra"));
    assert_eq!(meta.published, Some(date(2022, 7, 23)), "what <meta> says comes before JSON-LD");
    let origin = |field| meta.origins.get(&field).copied();
    assert_eq!(origin(Field::Published), Some(Origin::Meta));
    assert_eq!(origin(Field::Author), Some(Origin::JsonLd));
    assert!(meta.notes.iter().any(|note| note.contains("left out")), "{:?}", meta.notes);
}

#[test]
fn captions_of_office_documents_are_known_by_their_style() {
    let (caption, text) = ("The market of Gao, where 40 people were killed in 2019.", EN.paragraphs[1]);
    let table = "Table 1: the dead by region";
    let paragraph = |style: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>\
             <w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    for (style, words, is_caption) in [
        ("Caption", caption, true),
        ("Lgende", caption, true),
        ("Caption", table, false),
        ("Heading1", caption, false),
    ] {
        let article = one("a.docx", fixtures::word(&paragraph(style, words), ""));
        let captions: Vec<&str> = article.captions.iter().map(|span| span.of(&article.text)).collect();
        assert_eq!(captions, if is_caption { vec![words] } else { vec![] }, "{style}");
        assert_eq!(article.text, format!("{words}\n\n{text}"), "{style}");
    }
    // A picture stands with its caption in a box within a paragraph.
    let boxed = |style: &str| {
        format!(
            "<text:p><draw:frame><draw:text-box><text:p text:style-name=\"{style}\"><draw:frame><draw:image/></draw:frame>\
             {caption}</text:p></draw:text-box></draw:frame></text:p><text:p text:style-name=\"P2\">{text}</text:p>"
        )
    };
    let styles = "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Illustration\"/>\
                  <style:style style:name=\"P2\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"/>";
    for (style, is_caption) in
        [("P1", true), ("Illustration", true), ("Caption", true), ("Drawing", true), ("P2", false)]
    {
        let article = one("a.odt", fixtures::writer(styles, &boxed(style)));
        let captions: Vec<&str> = article.captions.iter().map(|span| span.of(&article.text)).collect();
        assert_eq!(captions, if is_caption { vec![caption] } else { vec![] }, "{style}");
        assert_eq!(article.text, format!("{caption}\n\n{text}"), "{style}");
    }
}

#[test]
fn notes_of_a_document_stand_at_its_end_and_none_is_taken_for_another() {
    let run = |words: &str| format!("<w:r><w:t>{words}</w:t></w:r>");
    let mark = |id: &str| format!("<w:r><w:footnoteReference {id}/></w:r>");
    let note =
        |about: &str, words: &str| format!("<w:footnote {about}><w:p>{}</w:p></w:footnote>", run(words));
    let (first, second) = ("w:id=\"1\"", "w:id=\"2\"");
    let gone = format!("<w:del>{}</w:del>", mark("w:id=\"3\""));
    let body = [
        &run("Nine"),
        &mark(second),
        &run(" and ten"),
        &mark(""),
        &mark(""),
        &mark(first),
        &mark(second),
        &gone,
    ];
    let notes = [
        note("w:type=\"separator\" w:id=\"0\"", "___"),
        note("w:type=\"continuationNotice\"", "goes on"),
        note(first, "Said the army."),
        note(second, "Said a doctor."),
        note("w:id=\"3\"", "Said nobody."),
        note("", "Twelve in all."),
    ];
    let body = format!("<w:p>{}</w:p>", body.map(String::as_str).concat());
    let article = one("a.docx", fixtures::word(&body, &notes.concat()));
    assert_eq!(
        article.text,
        "Nine[1] and ten[2][3][4][1]\n\n[4] Said the army.\n\n[1] Said a doctor.\n\nTwelve in all."
    );

    let note = |citation: &str, words: &str| {
        format!("<text:note>{citation}<text:note-body><text:p>{words}</text:p></text:note-body></text:note>")
    };
    let cited = "<text:note-citation>1</text:note-citation>";
    let body =
        format!("<text:p>Nine{} and ten{}.</text:p>", note(cited, "Said the army."), note("", "Twelve."));
    let article = one("a.odt", fixtures::writer("", &body));
    assert_eq!(article.text, "Nine[1] and ten.\n\n[1] Said the army.\n\nTwelve.");
}

#[test]
fn letters_are_raised_by_their_own_style_only() {
    let styles = "<style:style><style:text-properties style:text-position=\"super 58%\"/></style:style>\
                  <style:style style:name=\"T1\"><style:text-properties/></style:style>\
                  <text:list-style><style:text-properties style:text-position=\"super 58%\"/></text:list-style>\
                  <style:style style:name=\"T2\"><style:text-properties style:text-position=\"super 58%\"/></style:style>";
    let body = "<text:p><text:span>12</text:span> were killed, <text:span text:style-name=\"T1\">14</text:span> \
                injured.<text:span text:style-name=\"T2\">3</text:span></text:p>";
    let article = one("a.odt", fixtures::writer(styles, body));
    assert_eq!(article.text, "12 were killed, 14 injured.[3]");
}

#[test]
fn texts_in_old_encodings_are_read_right_or_refused() {
    let read = |text: &str, encoding: &'static encoding_rs::Encoding| {
        let (bytes, _, malformed) = encoding.encode(text);
        assert!(!malformed, "the test gives letters that the encoding has");
        records_from(bytes.into_owned(), "a.txt", &Reading::default())
            .next()
            .expect("one file")
            .and_then(|record| record.article())
    };
    let russian = "Десять солдат погибли в пятницу под городом Кати, сообщила армия.";
    for (text, encoding) in [
        (FR.paragraphs[0], encoding_rs::WINDOWS_1252),
        (AR.paragraphs[0], encoding_rs::WINDOWS_1256),
        (russian, encoding_rs::WINDOWS_1251),
        (russian, encoding_rs::KOI8_R),
    ] {
        let article = read(text, encoding).expect("the encoding can be told");
        assert_eq!(article.text, text, "{}", encoding.name());
        assert!(
            // KOI8-U is KOI8-R with more letters.
            article.meta.notes.iter().any(|note| note.starts_with("decoded from ")),
            "{:?}",
            article.meta.notes
        );
    }
    for (little, mark) in [(true, true), (true, false), (false, true), (false, false)] {
        for text in [EN.paragraphs[0], AR.paragraphs[0]] {
            let article = one("a.txt", fixtures::utf16(text, (little, mark)));
            assert_eq!(article.text, text, "little {little}, mark {mark}");
        }
    }
    // The letters of DOS are no letters of Windows: an é is a quotation mark there.
    let dos: Vec<u8> = FR.paragraphs[1]
        .replace('’', "'")
        .chars()
        .map(|c| if c == 'é' { 0x82 } else { u8::try_from(c).unwrap_or(b'?') })
        .collect();
    let refused = records_from(dos, "a.txt", &Reading::default())
        .next()
        .expect("one file")
        .and_then(|record| record.article());
    assert!(refused.is_err_and(|refusal| refusal.reason.contains("cannot be told with certainty")));
    let (misread, _, _) = encoding_rs::WINDOWS_1252.decode(FR.paragraphs[0].as_bytes());
    let article = one("a.txt", misread.into_owned().into_bytes());
    assert_eq!(article.text, FR.paragraphs[0]);
    assert!(article.meta.notes.iter().any(|note| note.contains("put right")), "{:?}", article.meta.notes);
}

#[test]
fn a_mail_and_each_of_its_attachments_are_articles() {
    let mail = fixtures::mail_with_attachments(
        &FR,
        &[("rapport.pdf", "application/pdf", &fixtures::pdf(&EN)), ("photo.png", "image/png", b"\x89PNG")],
    );
    let found: Vec<_> = records_from(mail, "m.eml", &Reading::default())
        .map(|record| record.and_then(|record| record.article()))
        .collect();
    let paths: Vec<&str> = found
        .iter()
        .map(|found| found.as_ref().map_or_else(|no| no.path.as_str(), |yes| yes.meta.path.as_str()))
        .collect();
    assert_eq!(paths, ["m.eml", "m.eml/rapport.pdf", "m.eml/photo.png"]);
    let texts: Vec<&str> = found.iter().flatten().map(|article| article.text.as_str()).collect();
    assert!(texts[0].contains("quinze soldats") && texts[1].contains("fifteen soldiers"));
    assert!(found[2].as_ref().is_err_and(|refusal| refusal.reason.contains("image")));
}

#[test]
fn rows_with_other_names_are_read_as_the_user_says() {
    let table = "nr;schlagzeile;inhalt\n7;\"Kati; Angriff\";\"Ten people died near Kati on Friday.\"\n8;x;\n9;a;b;c\n";
    let refused =
        records_from(table.as_bytes().to_vec(), "a.csv", &Reading::default()).next().expect("a word on it");
    assert!(refused.is_err_and(|refusal| refusal.reason.contains("--csv-text")));
    let columns = sitrep::corpus::Columns {
        text: Some("inhalt".into()),
        title: Some("Schlagzeile".into()),
        ..Default::default()
    };
    let reading = Reading { columns, ..Reading::default() };
    let found: Vec<_> = records_from(table.as_bytes().to_vec(), "a.csv", &reading)
        .map(|record| record.and_then(|record| record.article()))
        .collect();
    assert_eq!(found.len(), 3);
    let first = found[0].as_ref().expect("a whole row");
    assert_eq!((first.meta.id.as_str(), first.meta.title.as_deref()), ("a.csv:2", Some("Kati; Angriff")));
    assert!(
        found[1]
            .as_ref()
            .is_err_and(|refusal| refusal.path == "a.csv:3" && refusal.reason.contains("no text"))
    );
    assert!(found[2].as_ref().is_err_and(|refusal| refusal.reason.contains("4 columns")));
}

#[test]
fn a_folder_of_all_formats_is_indexed_and_searched() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut count = 0;
    for text in [EN, FR, AR] {
        for (name, bytes) in fixtures::all(&text) {
            let path = folder.path().join("articles").join(text.language).join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder can be made");
            std::fs::write(path, bytes).expect("a file can be written");
            count += 1;
        }
    }
    let run =
        crate::program::run_in(folder.path(), &["index", "articles", "--index", "ix", "--format", "json"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("the report is JSON");
    assert_eq!(report["added"], count);
    let found = crate::program::run_in(
        folder.path(),
        &["facets", "fifteen soldiers", "--index", "ix", "--by", "language", "--format", "json"],
    );
    let counts: serde_json::Value = serde_json::from_str(&found.out).expect("the counts are JSON");
    assert_eq!(counts["total"]["articles"], count / 3, "{}", found.out);
    let again =
        crate::program::run_in(folder.path(), &["index", "articles", "--index", "ix", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&again.out).expect("the report is JSON");
    assert_eq!((report["unchanged"].as_u64(), report["added"].as_u64()), (Some(count as u64), Some(0)));
}
