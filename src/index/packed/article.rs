//! What is known about an article as text.

use super::{Pack, Packer, Unpacker};
use crate::corpus::{ArticleMeta, Beside, Passage};
use crate::extract::Toll;
use crate::index::dates::{date_of, day_number};
use crate::index::record::ArticleRecord;

field_by_field!(Passage { ordinal, span });
field_by_field!(Toll { bounds, figures });
field_by_field!(Beside { at, text });
field_by_field!(ArticleRecord { meta, furniture, language, tolls, documents, indexed_at, captions, beside });

impl Pack for jiff::civil::Date {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        let day = day_number(*self);
        to.number((day.cast_unsigned() << 1) ^ (day >> 63).cast_unsigned());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        date_of(i64::unpack(from)?)
    }
}

/// The digest that tells whether an article has changed is a column of the index, and not kept twice:
/// here are only those of a source file which holds several articles, and of the article in it.
impl Pack for ArticleMeta {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        self.id.pack(to);
        self.path.pack(to);
        self.title.pack(to);
        self.source.pack(to);
        self.author.pack(to);
        self.via.pack(to);
        self.url.pack(to);
        self.published.pack(to);
        self.language.pack(to);
        to.number(self.language_confidence.map_or(0, |percent| u64::from(percent) + 1));
        self.source_scale.pack(to);
        self.record_sha256.pack(to);
        if self.record_sha256.is_some() {
            self.sha256.pack(to);
        }
        self.media_type.pack(to);
        self.origins.pack(to);
        self.notes.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let mut meta = Self {
            id: Pack::unpack(from)?,
            path: Pack::unpack(from)?,
            title: Pack::unpack(from)?,
            source: Pack::unpack(from)?,
            author: Pack::unpack(from)?,
            via: Pack::unpack(from)?,
            url: Pack::unpack(from)?,
            published: Pack::unpack(from)?,
            language: Pack::unpack(from)?,
            language_confidence: from.number()?.checked_sub(1).and_then(|percent| u8::try_from(percent).ok()),
            source_scale: Pack::unpack(from)?,
            ..Self::default()
        };
        meta.record_sha256 = Pack::unpack(from)?;
        if meta.record_sha256.is_some() {
            meta.sha256 = Pack::unpack(from)?;
        }
        meta.media_type = Pack::unpack(from)?;
        meta.origins = Pack::unpack(from)?;
        meta.notes = Pack::unpack(from)?;
        Some(meta)
    }
}
