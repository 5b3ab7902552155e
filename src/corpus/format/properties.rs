//! What a document says about itself: its title and who wrote it.
//!
//! The days on which it was made and changed are those of a file, not of a publication.

use super::xml::{self, Node};
use crate::corpus::article::{Field, Origin};
use crate::corpus::draft::Given;
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;

/// Reads the Dublin Core elements of `docProps/core.xml` or `meta.xml`.
pub(super) fn read(bytes: &[u8], format: &'static str, meter: &Meter) -> Result<Given, ReadError> {
    let source = xml::decode(bytes)?;
    let mut given = Given::default();
    let mut words = String::new();
    xml::read(&source, format, meter, &mut |node| match node {
        Node::Open(_) => words.clear(),
        Node::Text(text) => words.push_str(&text),
        Node::Close(name, _) => {
            let words = std::mem::take(&mut words);
            match name.as_str() {
                "title" => add_title(&mut given, &words),
                "creator" | "initial-creator" => given.add(Field::Author, Origin::Properties, words),
                _ => {}
            }
        }
    })?;
    Ok(given)
}

/// Takes a title in, unless it is what programs put there by themselves.
pub(super) fn add_title(given: &mut Given, title: &str) {
    let low = title.trim().to_lowercase();
    let is_file = [".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".txt", ".html"]
        .iter()
        .any(|end| low.ends_with(end));
    let is_program =
        ["microsoft word", "untitled", "sans titre", "document", "(anonymous)", "untitled document"]
            .iter()
            .any(|name| low == *name || low.starts_with("microsoft word - "))
            || low.strip_prefix("document").is_some_and(|rest| rest.trim().parse::<u32>().is_ok());
    let has_words = title.chars().filter(|c| c.is_alphabetic()).count() > 2;
    if has_words && !is_file && !is_program {
        given.add(Field::Title, Origin::Properties, title);
    }
}
