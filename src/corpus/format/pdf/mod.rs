//! PDF: glyphs and where they stand, put together to lines, columns and paragraphs.

mod columns;
mod device;
mod direction;
mod hyphens;
mod paragraphs;
mod rows;

use std::sync::Arc;
use std::time::{Duration, Instant};

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use super::properties;
use crate::corpus::article::{Beside, Field, Origin};
use crate::corpus::draft::{Draft, Given};
use crate::corpus::error::ReadError;
use crate::corpus::guard;
use crate::corpus::meter::Meter;

const NAME: &str = "PDF";
/// Share of glyphs, in percent, that may be without a letter.
const UNKNOWN: usize = 20;

/// A letter, or a ligature of several, on a page. Down is positive; lengths are points.
#[derive(Debug, Clone, PartialEq)]
struct Glyph {
    text: String,
    x: f64,
    /// Of the line on which it stands.
    y: f64,
    /// Where the next one stands, if nothing comes between.
    end: f64,
    size: f64,
}

/// What was found on one page.
#[derive(Debug, Default)]
struct PageText {
    /// Glyphs by the direction of their lines, upright ones first.
    turns: [Vec<Glyph>; 4],
    glyphs: usize,
    unknown: usize,
    has_picture: bool,
}

/// Reads a document.
pub(super) fn read(bytes: Vec<u8>, meter: &Arc<Meter>) -> Result<Draft, ReadError> {
    let time = meter.limits.time;
    guard::run(NAME, time, move || text_of(bytes, time))?
}

fn text_of(bytes: Vec<u8>, time: Duration) -> Result<Draft, ReadError> {
    let deadline = Instant::now() + time;
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => {
            ReadError::BadRecord("is encrypted: save it without a password".to_owned())
        }
        LoadPdfError::Invalid => {
            ReadError::Damaged { format: NAME, reason: "it has no pages that can be found".to_owned() }
        }
    })?;
    let pages = device::pages(&pdf, deadline);
    let glyphs: usize = pages.iter().map(|page| page.glyphs).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if glyphs == 0 {
        let pictured = pages.iter().any(|page| page.has_picture);
        return Err(if pictured { ReadError::Scanned(count(pages.len())) } else { ReadError::NoText });
    }
    if unknown * 100 > glyphs * UNKNOWN {
        let reason = "its fonts do not say which letters they draw; put it through text recognition, for example \
                      with `ocrmypdf --force-ocr`";
        return Err(ReadError::BadRecord(reason.to_owned()));
    }
    let mut draft = Draft { given: given(&pdf), ..Draft::default() };
    draft.doubts.extend(pictures(&pages));
    if unknown > 0 {
        draft.notes.push(format!("{unknown} of {glyphs} letters are unknown and stand as \u{fffd}"));
    }
    let (text, left_out) = paragraphs::text(pages);
    if !left_out.is_empty() {
        draft.notes.push(format!("{} headers and footers of pages are left out", left_out.len()));
        draft.beside.push(Beside { at: text.len(), text: left_out.join("\n") });
    }
    draft.text = text;
    Ok(draft)
}

fn count(pages: usize) -> String {
    if pages == 1 { "one page".to_owned() } else { format!("{pages} pages") }
}

/// Pages among pages of text that hold a picture alone.
fn pictures(pages: &[PageText]) -> Option<(Option<usize>, String)> {
    let numbers: Vec<String> = pages
        .iter()
        .enumerate()
        .filter(|(_, page)| page.glyphs == 0 && page.has_picture)
        .map(|(at, _)| (at + 1).to_string())
        .collect();
    let first = numbers.first()?;
    let more = if numbers.len() > 1 { format!(" and {} more", numbers.len() - 1) } else { String::new() };
    Some((None, format!("page {first}{more} hold pictures and no text; what they say was not read")))
}

fn given(pdf: &Pdf) -> Given {
    let mut given = Given::default();
    let metadata = pdf.metadata();
    if let Some(title) = metadata.title.as_deref() {
        properties::add_title(&mut given, &text_string(title));
    }
    given.add_some(Field::Author, Origin::Properties, metadata.author.as_deref().map(text_string));
    given
}

/// A string of the document's properties: UTF-16 or UTF-8 with a mark, else much like Latin-1.
fn text_string(bytes: &[u8]) -> String {
    let (text, _, _) = encoding_rs::WINDOWS_1252.decode(bytes);
    text.chars().filter(|c| !c.is_control()).collect()
}
