//! Electronic books: the chapters in their order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::xml::{self, Node};
use super::{html, properties};
use crate::corpus::article::{Field, Origin};
use crate::corpus::container::document::member;
use crate::corpus::draft::{Draft, Given};
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;
use crate::corpus::record::Around;
use crate::text::Span;

const NAME: &str = "book";

/// Reads a book as one article.
pub(super) fn read(bytes: &[u8], meter: &Arc<Meter>) -> Result<Draft, ReadError> {
    let missing = |what: &str| ReadError::Damaged { format: NAME, reason: format!("it has no {what}") };
    let container = member(bytes, "META-INF/container.xml", meter)?.ok_or_else(|| missing("container"))?;
    let mut package = None;
    xml::read(&xml::decode(&container)?, NAME, meter, &mut |node| {
        if let Node::Open(tag) = node
            && tag.name == "rootfile"
            && package.is_none()
        {
            package = tag.attribute("full-path");
        }
    })?;
    let package = package.ok_or_else(|| missing("package"))?;
    let opf = member(bytes, &package, meter)?.ok_or_else(|| missing("package"))?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let book = Book::of(&xml::decode(&opf)?, meter)?;
    let mut draft = Draft { given: book.given, ..Draft::default() };
    for chapter in book.spine.iter().filter_map(|id| book.items.get(id)) {
        let path = resolved(folder, chapter);
        let Some(page) = member(bytes, &path, meter)? else {
            draft.doubts.push((None, format!("the chapter {path} is missing from the book")));
            continue;
        };
        let around = Around { is_fragment: true, ..Around::default() };
        let chapter = html::read(&page, &around, meter)?;
        if !draft.text.is_empty() && !chapter.text.is_empty() {
            draft.text.push_str("\n\n");
        }
        let start = draft.text.len();
        let captions = chapter.captions.into_iter();
        draft.captions.extend(captions.map(|span| Span::new(start + span.start, start + span.end)));
        draft.text.push_str(&chapter.text);
    }
    Ok(draft)
}

#[derive(Default)]
struct Book {
    given: Given,
    /// Files by id.
    items: BTreeMap<String, String>,
    /// Ids in the order of reading.
    spine: Vec<String>,
}

impl Book {
    fn of(opf: &str, meter: &Meter) -> Result<Self, ReadError> {
        let mut book = Self::default();
        let mut words = String::new();
        xml::read(opf, NAME, meter, &mut |node| match node {
            Node::Open(tag) => {
                words.clear();
                let is_nav =
                    tag.attribute("properties").is_some_and(|list| list.split(' ').any(|word| word == "nav"));
                match tag.name.as_str() {
                    "item" if !is_nav => {
                        if let (Some(id), Some(href)) = (tag.attribute("id"), tag.attribute("href")) {
                            book.items.insert(id, href);
                        }
                    }
                    "itemref" if tag.attribute("linear").as_deref() != Some("no") => {
                        book.spine.extend(tag.attribute("idref"));
                    }
                    _ => {}
                }
            }
            Node::Text(text) => words.push_str(&text),
            Node::Close(name, _) => book.about(&name, &std::mem::take(&mut words)),
        })?;
        Ok(book)
    }

    fn about(&mut self, name: &str, words: &str) {
        let mut add = |field| self.given.add(field, Origin::Properties, words);
        match name {
            "title" => properties::add_title(&mut self.given, words),
            "creator" => add(Field::Author),
            "publisher" => add(Field::Source),
            "date" => add(Field::Published),
            "language" => add(Field::Language),
            _ => {}
        }
    }
}

/// The member that `href` leads to from `folder`.
fn resolved(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let mut parts: Vec<String> =
        folder.split('/').filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(unescaped(name)),
        }
    }
    parts.join("/")
}

/// `chapter%201.xhtml` is a name with a space.
fn unescaped(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match code {
            Some(code) if first == b'%' => {
                bytes.push(code);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
