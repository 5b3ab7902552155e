//! XML as a run of tags and words, in one pass and without recursion.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::encoding;
use crate::corpus::error::ReadError;
use crate::corpus::meter::Meter;

/// A piece of XML; names are without their prefixes.
#[derive(Debug)]
pub(in crate::corpus) enum Node<'x> {
    /// An element begins; an empty one ends at once.
    Open(Tag<'x>),
    /// An element ends: its name, and the byte at which its last tag begins.
    Close(String, usize),
    /// Characters.
    Text(String),
}

/// The first tag of an element.
#[derive(Debug)]
pub(in crate::corpus) struct Tag<'x> {
    pub(in crate::corpus) name: String,
    start: BytesStart<'x>,
    /// The byte behind it.
    pub(in crate::corpus) end: usize,
}

impl Tag<'_> {
    /// Whether the name has this prefix.
    pub(in crate::corpus) fn is_of(&self, prefix: &str) -> bool {
        self.start.name().prefix().is_some_and(|own| own.as_ref() == prefix)
    }

    /// The value of an attribute, whatever its prefix; as it is written where an `&` in it begins no entity,
    /// as in many an address.
    pub(in crate::corpus) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let mut all = attributes.with_checks(false).filter_map(Result::ok);
        let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value);
        Some(value.into_owned())
    }
}

/// The bytes of an XML file as text, in whatever encoding it says it is in.
pub(in crate::corpus) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    Ok(encoding::decode(bytes, encoding::declared_in_xml(bytes).as_deref())?.text)
}

/// Hands the pieces of `xml` to `on`, in order.
///
/// An element that is never closed, or closed twice, is no error: what feeds and old programs write
/// is often so. A file that breaks off within a tag is.
pub(in crate::corpus) fn read(
    xml: &str,
    format: &'static str,
    meter: &Meter,
    on: &mut dyn FnMut(Node<'_>),
) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut depth = 0_u64;
    for count in 0_u64.. {
        if count.is_multiple_of(4096) {
            meter.check_time()?;
        }
        let start_of_event = position(&reader);
        let event = reader.read_event();
        let end = position(&reader);
        match event {
            Ok(Event::Start(start)) => {
                depth += 1;
                on(Node::Open(tag(start, end)));
            }
            Ok(Event::Empty(start)) => {
                let tag = tag(start, end);
                let name = tag.name.clone();
                on(Node::Open(tag));
                on(Node::Close(name, end));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                on(Node::Close(tag.local_name().as_ref().to_owned(), start_of_event));
            }
            Ok(Event::Text(text)) => on(Node::Text(text.xml10_content().into_owned())),
            Ok(Event::CData(text)) => on(Node::Text(text.xml10_content().into_owned())),
            Ok(Event::GeneralRef(reference)) => {
                let known = reference.resolve_char_ref().ok().flatten().map(String::from);
                let name = reference.xml10_content();
                let known = known.or_else(|| super::html::named(&name));
                on(Node::Text(known.unwrap_or_else(|| format!("&{name};"))));
            }
            Ok(Event::Eof) if depth > 0 => {
                return Err(ReadError::Damaged { format, reason: "its XML ends too early".to_owned() });
            }
            Ok(Event::Eof) => break,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => {
                let reason = format!("{error}, at byte {} of its XML", reader.error_position());
                return Err(ReadError::Damaged { format, reason });
            }
        }
    }
    Ok(())
}

/// The byte up to which `reader` has read.
fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn tag(start: BytesStart<'_>, end: usize) -> Tag<'_> {
    Tag { name: start.local_name().as_ref().to_owned(), start, end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::limits::Limits;

    #[test]
    fn an_attribute_keeps_what_is_no_entity() {
        let mut found = Vec::new();
        let xml = "<a href='/?page=1&of=2'/><a href='/?page=1&amp;of=2'/><a/>";
        let meter = Meter::new(Limits::default());
        read(xml, "page", &meter, &mut |node| {
            if let Node::Open(tag) = node {
                found.push(tag.attribute("href"));
            }
        })
        .expect("the page is whole");
        let address = Some("/?page=1&of=2".to_owned());
        assert_eq!(found, [address.clone(), address, None]);
    }
}
