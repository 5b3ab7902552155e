//! A page of PDF as programs write them: letters as codes of a font, Arabic as it is seen.

use std::fmt::Write as _;

use crate::fixtures::Text;

/// A page of PDF whose font says which letters its codes are. Arabic stands as it is seen.
pub(crate) fn pdf(text: &Text) -> Vec<u8> {
    let mut content = String::from("BT /F1 10 Tf 12 TL 50 780 Td\n");
    for paragraph in [text.title, text.paragraphs[0], text.paragraphs[1]] {
        for line in lines(paragraph, 60) {
            let shown: String = if text.language == "ar" { as_seen(&line) } else { line };
            let hex: String = shown.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            writeln!(content, "<{hex}> Tj T*").expect("a string can be written");
        }
        content.push_str("T*\n");
    }
    content.push_str("ET");
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <0000> <FFFF> \
               endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end";
    let stream = |words: &str| format!("<< /Length {} >>\nstream\n{words}\nendstream", words.len());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        stream(&content),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 8 0 R >>".to_owned(),
        stream(map),
        "<< /Type /FontDescriptor /FontName /Sample /Flags 4 /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontBBox [0 0 1000 1000] >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        writeln!(out, "{} 0 obj\n{object}\nendobj", at + 1).expect("a string can be written");
    }
    let start = out.len();
    writeln!(out, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).expect("a string can be written");
    for place in places {
        writeln!(out, "{place:010} 00000 n ").expect("a string can be written");
    }
    write!(out, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .expect("a string can be written");
    out.into_bytes()
}

/// Lines of at most so many letters.
fn lines(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Letters from left to right as a page of Arabic shows them: numbers are not turned round.
fn as_seen(line: &str) -> String {
    let words: Vec<String> = line
        .split(' ')
        .rev()
        .map(|word| {
            if word.chars().any(|c| c.is_ascii_digit()) {
                word.to_owned()
            } else {
                word.chars().rev().collect()
            }
        })
        .collect();
    words.join(" ")
}
