//! Plain text and Markdown, with or without front matter.

use super::{Format, encoding, markdown, mojibake};
use crate::corpus::article::{Field, Origin};
use crate::corpus::draft::{Draft, Given};
use crate::corpus::error::ReadError;
use crate::corpus::front_matter;
use crate::text::OffsetMap;

/// Reads a whole file as one article.
pub(super) fn read(bytes: &[u8], format: Format, charset: Option<&str>) -> Result<Draft, ReadError> {
    let mut draft = body(bytes, charset)?;
    let body_start = split(&mut draft);
    if body_start > 0 {
        let map = OffsetMap::shifted(body_start, draft.text.len() - body_start);
        draft.offsets = draft.offsets.map(|offsets| map.over(&offsets));
        draft.text.drain(..body_start);
    }
    if format == Format::Markdown {
        let (plain, marks) = markdown::plain(&draft.text, 0);
        draft.text = plain;
        draft.offsets = draft.offsets.map(|offsets| marks.over(&offsets));
    }
    Ok(draft)
}

/// Reads bytes that are text and nothing else.
pub(super) fn body(bytes: &[u8], charset: Option<&str>) -> Result<Draft, ReadError> {
    let decoded = encoding::decode(bytes, charset)?;
    let mut notes: Vec<String> = decoded.note.into_iter().collect();
    let (text, undone, lines) = mojibake::undo(decoded.text);
    let mut offsets = decoded.offsets;
    if lines > 0 {
        offsets = undone.over(&offsets);
        notes.push(mojibake::note(lines));
    }
    Ok(Draft { text, offsets: Some(offsets), notes, ..Draft::default() })
}

/// Takes in what the front matter gives; the byte at which the article begins.
fn split(draft: &mut Draft) -> usize {
    let Some(found) = front_matter::parse(&draft.text) else { return 0 };
    let mut given = Given::default();
    draft.doubts.extend(found.bad_lines.into_iter().map(|(line, message)| (Some(line), message)));
    for (key, value, line) in found.fields {
        let field = match key.as_str() {
            "id" => Field::Id,
            "title" => Field::Title,
            "source" => Field::Source,
            "source_scale" => Field::SourceScale,
            "author" | "authors" | "byline" => Field::Author,
            "via" | "agency" => Field::Via,
            "published" | "date" => Field::Published,
            "url" => Field::Url,
            "language" | "lang" => Field::Language,
            _ => continue,
        };
        if matches!(value, "|" | ">" | "|-" | ">-") {
            let message = format!("the value of `{key}` must stand on its line; it was passed over");
            draft.doubts.push((Some(line), message));
        } else if given.has(field, Origin::FrontMatter) {
            draft.doubts.push((Some(line), format!("`{key}` is given twice; the first one counts")));
        } else {
            given.add(field, Origin::FrontMatter, value);
        }
    }
    let start = found.body.start;
    draft.given = given;
    start
}
