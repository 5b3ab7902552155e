//! Places, actors and quoted words as text.

use super::{Pack, Packer, Unpacker};
use crate::extract::{ActorMention, PlaceMention, PlaceReason, Quote};
use crate::text::Span;

/// A place in the stored text, from 1; 0 for words that stand elsewhere in the article.
impl Pack for Quote {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        let Self { start, end, byte_start, byte_end, text } = self;
        let inside = byte_start.checked_sub(to.slice.byte).map(|start| Span::new(start, start + text.len()));
        let inside = inside.filter(|&span| {
            let counted = to.slice.scalars.scalars(span);
            span.of(to.slice.text) == text
                && byte_start + text.len() == *byte_end
                && (to.slice.scalar + counted.start, to.slice.scalar + counted.end) == (*start, *end)
        });
        if let Some(span) = inside {
            to.number(span.start as u64 + 1);
            to.number(span.len() as u64);
            return;
        }
        to.number(0);
        for number in [start, end, byte_start, byte_end] {
            number.pack(to);
        }
        text.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let Some(at) = from.size()?.checked_sub(1) else {
            return Some(Self {
                start: usize::unpack(from)?,
                end: usize::unpack(from)?,
                byte_start: usize::unpack(from)?,
                byte_end: usize::unpack(from)?,
                text: String::unpack(from)?,
            });
        };
        let span = Span::new(at, at.checked_add(from.size()?)?);
        let (text, counted) = from.words(span)?;
        Some(Self {
            start: counted.start,
            end: counted.end,
            byte_start: from.slice.byte + span.start,
            byte_end: from.slice.byte + span.end,
            text: text.to_owned(),
        })
    }
}

/// Why a place was chosen is for explanations while it is chosen: nothing of it is kept.
impl Pack for PlaceReason {
    fn pack<'m>(&'m self, _: &mut Packer<'m>) {}

    fn unpack(_: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self::default())
    }
}

field_by_field!(PlaceMention { quote, id, name, path, lat, lon, level, candidates, reason });
field_by_field!(ActorMention { quote, id, name, ancestors, level });
