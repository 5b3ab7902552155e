//! Web pages: the text of the article, and what the page says about it.

mod blocks;
mod choose;
mod entity;
mod hints;
mod metadata;
#[cfg(feature = "readability")]
mod readable;
mod scan;

use blocks::{Block, Place, blocks};

use super::encoding;
use crate::corpus::draft::Draft;
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;
use crate::corpus::record::Around;
use crate::text::{OffsetMap, Span};

/// Reads a page, or the HTML of an entry or mail, which is an article and nothing else.
pub(in crate::corpus) fn read(bytes: &[u8], around: &Around, meter: &Meter) -> Result<Draft, ReadError> {
    let declared = around.charset.clone().or_else(|| encoding::declared_in_html(bytes));
    let decoded = encoding::decode(bytes, declared.as_deref())?;
    let mut page = metadata::Page::default();
    let blocks = blocks(&decoded.text, &mut |token, place| page.take(token, place));
    meter.check_time()?;
    let all = letters(blocks.iter().filter(|block| block.place.is_shown()));
    let kept = if around.is_fragment {
        choose::shown(&blocks)
    } else {
        choose::article(&blocks, &decoded.text, meter)?
    };
    let left = all - letters(kept.iter().copied());
    let (text, map) = joined(&kept);
    let mut draft = Draft {
        text,
        offsets: Some(map.over(&decoded.offsets)),
        given: page.given(&decoded.text),
        notes: decoded.note.into_iter().collect(),
        ..Draft::default()
    };
    if left > 0 && !around.is_fragment {
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
    joined(&choose::shown(&blocks(html, &mut |_, _| ()))).0
}

fn letters<'b>(blocks: impl Iterator<Item = &'b Block>) -> usize {
    blocks.map(|block| block.letters).sum()
}

/// The paragraphs one after another, and the map back to the page.
fn joined(blocks: &[&Block]) -> (String, OffsetMap) {
    let mut text = String::new();
    let mut map = OffsetMap::default();
    let mut was_close = false;
    for block in blocks {
        let words = block.text.trim_end();
        let source = block.map.to_source(Span::new(0, words.len()));
        if !text.is_empty() {
            let gap = if block.is_close && was_close { "\n" } else { "\n\n" };
            text.push_str(gap);
            map.rewrite(gap.len(), Span::new(source.start, source.start));
        }
        text.push_str(words);
        map.append(&block.map, words.len());
        was_close = block.is_close;
    }
    (text, map)
}
