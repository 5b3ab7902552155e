//! Documents of Word: the text as it reads with every change accepted, tables, notes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::flow::{Flow, Written, is_marker};
use super::properties;
use super::xml::{self, Node, Tag};
use crate::corpus::container::document::{member, members};
use crate::corpus::draft::{Draft, Given};
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;

const NAME: &str = "Word document";

/// Reads a document.
pub(super) fn read(bytes: &[u8], meter: &Arc<Meter>) -> Result<Draft, ReadError> {
    let names = members(bytes)?;
    let main = names.iter().find(|name| *name == "word/document.xml");
    let main = main
        .or_else(|| names.iter().find(|name| name.starts_with("word/document") && name.ends_with(".xml")));
    let missing = || ReadError::Damaged { format: NAME, reason: "it has no text part".to_owned() };
    let main = member(bytes, main.ok_or_else(missing)?, meter)?.ok_or_else(missing)?;
    let mut body = Body::default();
    let source = xml::decode(&main)?;
    xml::read(&source, NAME, meter, &mut |node| body.take(node))?;
    for (part, kind) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if let Some(notes) = member(bytes, part, meter)? {
            let source = xml::decode(&notes)?;
            body.notes = Some((kind, String::new(), 0));
            xml::read(&source, NAME, meter, &mut |node| body.take(node))?;
        }
    }
    let given = match member(bytes, "docProps/core.xml", meter)? {
        Some(core) => properties::read(&core, NAME, meter)?,
        None => Given::default(),
    };
    let Written { text, captions } = body.flow.written();
    Ok(Draft { text, captions, given, ..Draft::default() })
}

#[expect(clippy::struct_excessive_bools, reason = "each says whether one kind of element is open")]
#[derive(Default)]
struct Body {
    flow: Flow,
    /// Elements whose contents are not shown, that are open.
    hidden: usize,
    in_text: bool,
    is_vanished: bool,
    is_raised: bool,
    in_run: bool,
    /// Marks of notes, by kind and id, in the order in which they stand in the text.
    marks: BTreeMap<(&'static str, String), usize>,
    /// The part with notes that is being read: its kind, the note, and its first paragraph.
    notes: Option<(&'static str, String, usize)>,
}

impl Body {
    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Open(tag) => self.open(&tag),
            Node::Close(name, _) => self.close(&name),
            Node::Text(words) if self.in_text && self.hidden == 0 && !self.is_vanished => {
                let is_marker = self.is_raised && is_marker(&words);
                let words = if is_marker { format!("[{}]", words.trim()) } else { words };
                self.flow.push(&words);
            }
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            name if is_hidden(name) => self.hidden += 1,
            "pStyle" => self.flow.style(&tag.attribute("val").unwrap_or_default()),
            _ if self.hidden > 0 => {}
            "p" => self.flow.begin_paragraph(),
            "tr" => self.flow.begin_row(),
            "tc" => self.flow.begin_cell(),
            "r" => (self.in_run, self.is_vanished, self.is_raised) = (true, false, false),
            "vanish" if self.in_run => {
                self.is_vanished =
                    tag.attribute("val").is_none_or(|val| !matches!(val.as_str(), "0" | "false"));
            }
            "vertAlign" if self.in_run => {
                self.is_raised = tag.attribute("val").as_deref() == Some("superscript");
            }
            "position" if self.in_run => {
                self.is_raised |=
                    tag.attribute("val").and_then(|val| val.parse().ok()).is_some_and(|by: i32| by > 0);
            }
            "t" => self.in_text = true,
            "tab" if self.in_run => self.flow.push("\t"),
            "br" | "cr" => self.flow.push("\n"),
            "noBreakHyphen" => self.flow.push("\u{2011}"),
            "footnoteReference" => self.mark("footnote", tag),
            "endnoteReference" => self.mark("endnote", tag),
            "footnote" | "endnote" => self.begin_note(tag),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            name if is_hidden(name) => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            "p" => self.flow.end_paragraph(),
            "tr" => self.flow.end_row(),
            "r" => (self.in_run, self.is_vanished, self.is_raised) = (false, false, false),
            "t" => self.in_text = false,
            "footnote" | "endnote" => self.end_note(),
            _ => {}
        }
    }

    fn mark(&mut self, kind: &'static str, tag: &Tag<'_>) {
        let id = tag.attribute("id").unwrap_or_default();
        let next = self.marks.len() + 1;
        let mark = *self.marks.entry((kind, id)).or_insert(next);
        self.flow.push(&format!("[{mark}]"));
    }

    fn begin_note(&mut self, tag: &Tag<'_>) {
        if let Some((_, id, first)) = &mut self.notes {
            *id = tag.attribute("id").unwrap_or_default();
            *first = self.flow.finished();
            self.flow.begin_note();
        }
    }

    /// Notes that no mark leads to are separators.
    fn end_note(&mut self) {
        let Some((kind, id, first)) = &self.notes else { return };
        match self.marks.get(&(kind, id.clone())) {
            Some(mark) => self.flow.end_note(&mark.to_string(), *first),
            None => drop(self.flow.drop_note(*first)),
        }
    }
}

/// Moved and deleted words, the second form of drawings, what stands for a missing field.
fn is_hidden(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "rt" | "pPr" | "instrText" | "delText" | "delInstrText")
}
