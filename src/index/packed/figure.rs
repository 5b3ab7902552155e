//! Figures as text.

use super::{Pack, Packer, Unpacker};
use crate::extract::{Attribution, Bounds, Figure};

field_by_field!(Bounds { low, best, high });
field_by_field!(Attribution { quote, id, via });

impl Pack for Figure {
    fn pack<'m>(&'m self, to: &mut Packer<'m>) {
        let Self {
            id,
            quote,
            num_start,
            num_end,
            number_text,
            bounds,
            qualifier,
            outcome,
            severity,
            victim_text,
            victim_category,
            side,
            affiliation,
            perpetrator,
            attribution,
            stance,
            is_provisional,
            is_cumulative,
            is_background,
            is_additional,
            is_subset_of,
            negated,
            event_date,
            place,
            triggers,
            rule,
        } = self;
        id.pack(to);
        quote.pack(to);
        for end in [num_start, num_end] {
            pack_near(*end, quote.start, to);
        }
        pack_part(number_text.as_deref(), &quote.text, to);
        bounds.pack(to);
        qualifier.pack(to);
        outcome.pack(to);
        severity.pack(to);
        pack_part(victim_text.as_deref(), &quote.text, to);
        victim_category.pack(to);
        side.pack(to);
        affiliation.pack(to);
        perpetrator.pack(to);
        attribution.pack(to);
        stance.pack(to);
        let signs = [*is_provisional, *is_cumulative, *is_background, *negated, *is_additional];
        to.number(signs.iter().rev().fold(0, |all, &sign| all << 1 | u64::from(sign)));
        is_subset_of.pack(to);
        event_date.pack(to);
        place.pack(to);
        triggers.pack(to);
        rule.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let id = Pack::unpack(from)?;
        let quote: crate::extract::Quote = Pack::unpack(from)?;
        let num_start = unpack_near(quote.start, from)?;
        let num_end = unpack_near(quote.start, from)?;
        let number_text = unpack_part(&quote.text, from)?;
        let bounds = Pack::unpack(from)?;
        let qualifier = Pack::unpack(from)?;
        let outcome = Pack::unpack(from)?;
        let severity = Pack::unpack(from)?;
        let victim_text = unpack_part(&quote.text, from)?;
        let victim_category = Pack::unpack(from)?;
        let side = Pack::unpack(from)?;
        let affiliation = Pack::unpack(from)?;
        let perpetrator = Pack::unpack(from)?;
        let attribution = Pack::unpack(from)?;
        let stance = Pack::unpack(from)?;
        let signs = from.number()?;
        let sign = |nth: u32| signs >> nth & 1 == 1;
        Some(Self {
            id,
            quote,
            num_start,
            num_end,
            number_text,
            bounds,
            qualifier,
            outcome,
            severity,
            victim_text,
            victim_category,
            side,
            affiliation,
            perpetrator,
            attribution,
            stance,
            is_provisional: sign(0),
            is_cumulative: sign(1),
            is_background: sign(2),
            negated: sign(3),
            is_additional: sign(4),
            is_subset_of: Pack::unpack(from)?,
            event_date: Pack::unpack(from)?,
            place: Pack::unpack(from)?,
            triggers: Pack::unpack(from)?,
            rule: Pack::unpack(from)?,
        })
    }
}

/// A place in the article that lies near `start`: the way there, from 1.
fn pack_near(at: Option<usize>, start: usize, to: &mut Packer<'_>) {
    match at {
        Some(at) => to.number(zigzag(at, start) + 1),
        None => to.number(0),
    }
}

const fn zigzag(at: usize, start: usize) -> u64 {
    match at.checked_sub(start) {
        Some(after) => (after as u64) << 1,
        None => ((start - at) as u64) << 1 | 1,
    }
}

fn unpack_near(start: usize, from: &mut Unpacker<'_>) -> Option<Option<usize>> {
    let Some(way) = from.number()?.checked_sub(1) else { return Some(None) };
    let steps = usize::try_from(way >> 1).ok()?;
    let at = if way & 1 == 0 { start.checked_add(steps) } else { start.checked_sub(steps) };
    at.map(Some)
}

/// Words that stand in `whole`, as a rule.
fn pack_part<'m>(text: Option<&'m str>, whole: &str, to: &mut Packer<'m>) {
    to.number(u64::from(text.is_some()));
    if let Some(text) = text {
        to.part(text, whole);
    }
}

fn unpack_part(whole: &str, from: &mut Unpacker<'_>) -> Option<Option<String>> {
    match from.number()? {
        0 => Some(None),
        _ => from.part(whole).map(Some),
    }
}
