//! Web pages: the text of the article, and what the page says about it.

mod blocks;
mod choose;
mod entity;
mod hints;
mod metadata;
#[cfg(feature = "readability")]
mod readable;
mod rows;
mod scan;

use blocks::{Block, Place, blocks};

use super::{encoding, mojibake};
use crate::corpus::article::Beside;
use crate::corpus::draft::Draft;
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;
use crate::corpus::record::Around;
use crate::text::{OffsetMap, Span};

/// Reads a page, or the HTML of an entry or mail, which is an article and nothing else.
pub(in crate::corpus) fn read(bytes: &[u8], around: &Around, meter: &Meter) -> Result<Draft, ReadError> {
    let declared = around.charset.clone().or_else(|| encoding::declared_in_html(bytes));
    let decoded = encoding::decode(bytes, declared.as_deref())?;
    let (html, undone, lines) = mojibake::undo(decoded.text);
    let offsets = undone.over(&decoded.offsets);
    let mut page = metadata::Page::default();
    let blocks = blocks(&html, &mut |token, place| page.take(token, place));
    meter.check_time()?;
    let all = letters(blocks.iter().filter(|block| block.place.is_shown()));
    let kept =
        if around.is_fragment { choose::shown(&blocks) } else { choose::article(&blocks, &html, meter)? };
    let left = all - letters(kept.iter().copied());
    let Joined { text, map, spans } = joined(&kept);
    let mut draft = Draft {
        text,
        offsets: Some(map.over(&offsets)),
        captions: captions(&kept, &spans),
        given: page.given(&html),
        notes: decoded.note.into_iter().chain((lines > 0).then(|| mojibake::note(lines))).collect(),
        ..Draft::default()
    };
    if left > 0 && !around.is_fragment {
        draft.beside = beside(&blocks, &kept, &spans);
        draft.notes.push(format!(
            "{left} letters of menus and other parts of the page around the article are left out"
        ));
    }
    Ok(draft)
}

/// What the entity of that name stands for.
pub(in crate::corpus) fn named(name: &str) -> Option<String> {
    entity::named(name)
}

/// All that a page shows, for comparing how much two forms of a text say.
pub(in crate::corpus) fn visible(html: &str) -> String {
    joined(&choose::shown(&blocks(html, &mut |_, _| ()))).text
}

fn letters<'b>(blocks: impl Iterator<Item = &'b Block>) -> usize {
    blocks.map(|block| block.letters).sum()
}

/// Paragraphs put together.
struct Joined {
    text: String,
    map: OffsetMap,
    /// Where each of them stands in the text.
    spans: Vec<Span>,
}

/// Bytes of a caption; longer ones are paragraphs whose page names its parts oddly.
const LONGEST_CAPTION: usize = 700;
/// Bytes of the parts around an article that are kept.
const MOST_BESIDE: usize = 1 << 16;

fn captions(kept: &[&Block], spans: &[Span]) -> Vec<Span> {
    let all = kept.iter().zip(spans);
    let found = all.filter(|(block, span)| block.place.is_caption && span.len() <= LONGEST_CAPTION);
    found.map(|(_, span)| *span).collect()
}

/// What the page shows and the article leaves out, each run of paragraphs before that of the article
/// which follows it.
fn beside(blocks: &[Block], kept: &[&Block], spans: &[Span]) -> Vec<Beside> {
    let mut parts: Vec<Beside> = Vec::new();
    let mut next = kept.iter().zip(spans).peekable();
    let mut at = 0;
    let mut is_open = false;
    let (mut room, mut over) = (MOST_BESIDE, 0);
    for block in choose::shown(blocks) {
        if let Some((_, span)) = next.next_if(|(kept, _)| std::ptr::eq(**kept, block)) {
            at = span.end;
            is_open = false;
            continue;
        }
        let words = block.text.trim();
        let Some(left) = room.checked_sub(words.len()) else {
            over += block.letters;
            continue;
        };
        room = left;
        match parts.last_mut() {
            Some(part) if is_open => {
                part.text.push('\n');
                part.text.push_str(words);
            }
            _ => parts.push(Beside { at, text: words.to_owned() }),
        }
        is_open = true;
    }
    if over > 0 {
        parts.push(Beside { at, text: format!("[{over} more letters of the page were not kept]") });
    }
    parts
}

/// The paragraphs one after another, and the map back to the page.
fn joined(blocks: &[&Block]) -> Joined {
    let mut text = String::new();
    let mut map = OffsetMap::default();
    let mut spans = Vec::with_capacity(blocks.len());
    let mut was_close = false;
    for block in blocks {
        let words = block.text.trim_end();
        let source = block.map.to_source(Span::new(0, words.len()));
        if !text.is_empty() {
            let gap = if block.is_close && was_close { "\n" } else { "\n\n" };
            text.push_str(gap);
            map.rewrite(gap.len(), Span::new(source.start, source.start));
        }
        spans.push(Span::new(text.len(), text.len() + words.len()));
        text.push_str(words);
        map.append(&block.map, words.len());
        was_close = block.is_close;
    }
    Joined { text, map, spans }
}
