//! What is known about an article to bytes.

use std::collections::BTreeMap;

use super::{Pack, Packer, Unpacker};
use crate::corpus::{ArticleMeta, Passage};
use crate::extract::{Outcome, Toll};
use crate::index::dates::{date_of, day_number};
use crate::index::record::ArticleRecord;

impl Pack for Passage {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        let Self { ordinal, span } = self;
        ordinal.pack(to);
        span.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self { ordinal: Pack::unpack(from)?, span: Pack::unpack(from)? })
    }
}

impl Pack for jiff::civil::Date {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        let day = day_number(*self);
        to.number((day.cast_unsigned() << 1) ^ (day >> 63).cast_unsigned());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        date_of(i64::unpack(from)?)
    }
}

/// The digest of the source is a column of the index, and not kept twice.
impl Pack for ArticleMeta {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        let Self { id, path, title, source, url, published, language, source_scale, sha256: _, media_type } =
            self;
        id.pack(to);
        path.pack(to);
        title.pack(to);
        source.pack(to);
        url.pack(to);
        published.pack(to);
        language.pack(to);
        source_scale.pack(to);
        media_type.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self {
            id: Pack::unpack(from)?,
            path: Pack::unpack(from)?,
            title: Pack::unpack(from)?,
            source: Pack::unpack(from)?,
            url: Pack::unpack(from)?,
            published: Pack::unpack(from)?,
            language: Pack::unpack(from)?,
            source_scale: Pack::unpack(from)?,
            sha256: String::new(),
            media_type: Pack::unpack(from)?,
        })
    }
}

impl Pack for BTreeMap<Outcome, Toll> {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        to.number(self.len() as u64);
        for (outcome, Toll { bounds, figures }) in self {
            outcome.pack(to);
            bounds.pack(to);
            figures.pack(to);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let mut tolls = Self::new();
        for _ in 0..from.number()? {
            let outcome = Pack::unpack(from)?;
            tolls.insert(outcome, Toll { bounds: Pack::unpack(from)?, figures: Pack::unpack(from)? });
        }
        Some(tolls)
    }
}

impl Pack for ArticleRecord {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        let Self { meta, furniture, language, tolls, documents, indexed_at } = self;
        meta.pack(to);
        furniture.pack(to);
        language.pack(to);
        tolls.pack(to);
        documents.pack(to);
        indexed_at.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self {
            meta: Pack::unpack(from)?,
            furniture: Pack::unpack(from)?,
            language: Pack::unpack(from)?,
            tolls: Pack::unpack(from)?,
            documents: Pack::unpack(from)?,
            indexed_at: Pack::unpack(from)?,
        })
    }
}
