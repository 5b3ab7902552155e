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
            body.notes = Some(kind);
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
    /// How many marks of notes stand in the text.
    last_mark: usize,
    /// Marks by the kind and id of the note to which they lead.
    marks: BTreeMap<(&'static str, String), usize>,
    /// The kind of notes whose part is being read.
    notes: Option<&'static str>,
    note: Option<Note>,
}

/// A note that is open.
struct Note {
    /// The mark that leads to it; `None` where it has no id by which one could.
    mark: Option<usize>,
    /// How many paragraphs were finished before it.
    first: usize,
    is_shown: bool,
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
            "pStyle" => {
                if let Some(name) = tag.attribute("val") {
                    self.flow.style(&name);
                }
            }
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
        let note = tag.attribute("id").map(|id| (kind, id));
        let known = note.as_ref().and_then(|note| self.marks.get(note)).copied();
        let mark = known.unwrap_or(self.last_mark + 1);
        self.last_mark = self.last_mark.max(mark);
        self.marks.extend(note.map(|note| (note, mark)));
        self.flow.push(&format!("[{mark}]"));
    }

    fn begin_note(&mut self, tag: &Tag<'_>) {
        let Some(kind) = self.notes else { return };
        let note = tag.attribute("id").map(|id| (kind, id));
        let mark = note.as_ref().and_then(|note| self.marks.get(note)).copied();
        // What its mark was is deleted from the text; without an id no mark can lead to it.
        let is_deleted = note.is_some() && mark.is_none();
        let is_separator = tag.attribute("type").is_some_and(|kind| kind != "normal");
        let is_shown = !is_deleted && !is_separator;
        self.note = Some(Note { mark, first: self.flow.finished(), is_shown });
        self.flow.begin_note();
    }

    fn end_note(&mut self) {
        match self.note.take() {
            Some(Note { mark, first, is_shown: true }) => {
                self.flow.end_note(mark.map(|mark| mark.to_string()).as_deref(), first);
            }
            Some(Note { first, .. }) => drop(self.flow.drop_note(first)),
            None => {}
        }
    }
}

/// Moved and deleted words, the second form of drawings, what stands for a missing field.
fn is_hidden(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "rt" | "pPr" | "instrText" | "delText" | "delInstrText")
}
