//! Documents of LibreOffice: the text as it reads with every change accepted, tables, notes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::flow::{Flow, Written, is_marker};
use super::properties;
use super::xml::{self, Node, Tag};
use crate::corpus::container::document::member;
use crate::corpus::draft::{Draft, Given};
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;

const NAME: &str = "OpenDocument text";

/// Reads a document.
pub(super) fn read(bytes: &[u8], meter: &Arc<Meter>) -> Result<Draft, ReadError> {
    let missing = || ReadError::Damaged { format: NAME, reason: "it has no text part".to_owned() };
    if let Some(manifest) = member(bytes, "META-INF/manifest.xml", meter)?
        && memchr::memmem::find(&manifest, b"encryption-data").is_some()
    {
        return Err(ReadError::BadRecord("is encrypted: save it without a password".to_owned()));
    }
    let content = member(bytes, "content.xml", meter)?.ok_or_else(missing)?;
    let source = xml::decode(&content)?;
    let mut body = Body::default();
    xml::read(&source, NAME, meter, &mut |node| body.take(node))?;
    if !body.is_text {
        let hint = "save it as CSV or PDF";
        return Err(ReadError::Unsupported { format: "an OpenDocument file that is no text", hint });
    }
    let given = match member(bytes, "meta.xml", meter)? {
        Some(meta) => properties::read(&meta, NAME, meter)?,
        None => Given::default(),
    };
    let Written { text, captions } = body.flow.written();
    Ok(Draft { text, captions, given, ..Draft::default() })
}

#[derive(Default)]
struct Body {
    flow: Flow,
    /// Elements whose contents are not shown, that are open.
    hidden: usize,
    /// Whether the document is a text, and not a table or presentation.
    is_text: bool,
    /// Paragraphs that are open.
    paragraphs: usize,
    /// Styles of raised letters.
    raised: BTreeSet<String>,
    /// The style that is being read, if it has a name.
    style: Option<String>,
    /// The style on which each style of the document is built.
    parents: BTreeMap<String, String>,
    /// Spans that are open, and whether each is raised.
    spans: Vec<bool>,
    in_citation: bool,
    citation: String,
    note: Option<Note>,
}

/// A note that is open.
struct Note {
    /// What stands in the text in its place.
    mark: Option<String>,
    /// How many paragraphs were finished before it.
    first: usize,
    /// How many paragraphs are open around it.
    around: usize,
}

impl Body {
    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Open(tag) => self.open(&tag),
            Node::Close(name, _) => self.close(&name),
            Node::Text(words) if self.hidden > 0 => drop(words),
            Node::Text(words) if self.in_citation => self.citation.push_str(&words),
            Node::Text(words) if self.spans.contains(&true) && is_marker(&words) => {
                self.flow.push(&format!("[{}]", words.trim()));
            }
            Node::Text(words) if self.paragraphs > 0 => self.flow.push_collapsed(&words),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "style" => {
                self.style = tag.attribute("name");
                let parent = tag.attribute("parent-style-name");
                self.parents.extend(self.style.clone().zip(parent));
            }
            "text-properties" if tag.attribute("text-position").is_some_and(|at| is_raised(&at)) => {
                self.raised.extend(self.style.take());
            }
            name if is_hidden(name) => self.hidden += 1,
            _ if self.hidden > 0 => {}
            // In the body; an attribute of styles has the same name.
            "text" => self.is_text = true,
            "p" | "h" => {
                self.paragraphs += 1;
                self.flow.begin_paragraph();
                if let Some(style) = tag.attribute("style-name") {
                    self.flow.style(self.parents.get(&style).unwrap_or(&style));
                }
            }
            "span" => {
                let style = tag.attribute("style-name");
                self.spans.push(style.is_some_and(|style| self.raised.contains(&style)));
            }
            "s" => {
                let count = tag.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                self.flow.push(&" ".repeat(count.min(100)));
            }
            "tab" => self.flow.push("\t"),
            "line-break" => self.flow.push("\n"),
            "table-row" => self.flow.begin_row(),
            "table-cell" | "covered-table-cell" => self.flow.begin_cell(),
            "note-citation" => {
                self.in_citation = true;
                self.citation.clear();
            }
            "note-body" => {
                let citation = std::mem::take(&mut self.citation);
                let mark = Some(citation.trim().to_owned()).filter(|mark| !mark.is_empty());
                if let Some(mark) = &mark {
                    self.flow.push(&format!("[{mark}]"));
                }
                let around = std::mem::take(&mut self.paragraphs);
                self.note = Some(Note { mark, first: self.flow.finished(), around });
                self.flow.begin_note();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "style" => self.style = None,
            name if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            "p" | "h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.flow.end_paragraph();
            }
            "span" => drop(self.spans.pop()),
            "table-row" => self.flow.end_row(),
            "note-citation" => self.in_citation = false,
            "note-body" => {
                if let Some(Note { mark, first, around }) = self.note.take() {
                    self.flow.end_note(mark.as_deref(), first);
                    self.paragraphs = around;
                }
            }
            _ => {}
        }
    }
}

/// `super 58%`, `33% 80%`; lowered letters are `sub` or below zero.
fn is_raised(position: &str) -> bool {
    position.starts_with("super")
        || position.split('%').next().and_then(|by| by.trim().parse().ok()).is_some_and(|by: i32| by > 0)
}

/// Deleted words, comments, what is said about pictures, lists of variables, styles.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "tracked-changes"
            | "annotation"
            | "title"
            | "desc"
            | "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "forms"
            | "automatic-styles"
            | "font-face-decls"
            | "ruby-text"
            | "hidden-text"
            | "scripts"
    )
}
