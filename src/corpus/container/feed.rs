//! RSS and Atom: one article an entry.

use super::{Container, Member, Step};
use crate::corpus::article::{Field, Origin};
use crate::corpus::draft::Given;
use crate::corpus::error::ReadError;
use crate::corpus::format::Format;
use crate::corpus::format::xml::{self, Node, Tag};
use crate::corpus::records::Desk;
use crate::text::Span;

/// The entries of a feed.
#[derive(Debug)]
pub(super) struct Entries {
    path: String,
    entries: std::iter::Enumerate<std::vec::IntoIter<Entry>>,
}

/// One entry, its text as HTML.
#[derive(Debug, Default)]
struct Entry {
    given: Given,
    content: String,
    summary: String,
}

impl Entries {
    pub(super) fn new(member: Member, desk: &Desk) -> Result<Self, ReadError> {
        let whole = member.into_bytes(&desk.meter.limits)?;
        let source = xml::decode(&whole.bytes)?;
        let mut feed = Feed { source: &source, ..Feed::default() };
        xml::read(&source, "feed", &desk.meter, &mut |node| feed.take(node))?;
        if feed.entries.is_empty() {
            return Err(ReadError::BadRecord("the feed has no entries".to_owned()));
        }
        let Feed { title, language, mut entries, .. } = feed;
        for entry in &mut entries {
            entry.given.add(Field::Source, Origin::Feed, title.trim());
            entry.given.add(Field::Language, Origin::Feed, language.trim());
        }
        Ok(Self { path: whole.name, entries: entries.into_iter().enumerate() })
    }
}

impl Container for Entries {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        let (at, entry) = self.entries.next()?;
        let html = if entry.content.trim().is_empty() { entry.summary } else { entry.content };
        let mut record = desk.record(&self.path, Some(at as u64 + 1), Format::Feed, html.into_bytes());
        record.around.given = entry.given;
        record.around.charset = Some("utf-8".to_owned());
        record.around.is_fragment = true;
        Some(Step::Record(Box::new(record)))
    }
}

/// A feed as far as it was read.
#[derive(Default)]
struct Feed<'s> {
    source: &'s str,
    title: String,
    language: String,
    entries: Vec<Entry>,
    /// The entry that is being read, and how many elements are open within it.
    entry: Option<(Entry, usize)>,
    /// Name of the element whose words are being read, and the words.
    field: String,
    words: String,
    /// Where the markup of an XHTML text begins.
    markup: Option<usize>,
    in_author: bool,
    depth: usize,
}

impl Feed<'_> {
    fn take(&mut self, node: Node<'_>) {
        match node {
            Node::Open(tag) => self.open(&tag),
            Node::Text(text) => self.words.push_str(&text),
            Node::Close(name, at) => self.close(&name, at),
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        self.depth += 1;
        if self.markup.is_some() {
            return;
        }
        match tag.name.as_str() {
            "item" | "entry" => self.entry = Some((Entry::default(), self.depth)),
            "feed" => {
                if let Some(language) = tag.attribute("lang") {
                    self.language = language;
                }
            }
            "author" => self.in_author = true,
            "link" => {
                let is_page = tag.attribute("rel").is_none_or(|rel| rel == "alternate");
                if let (Some((entry, _)), Some(href), true) =
                    (&mut self.entry, tag.attribute("href"), is_page)
                {
                    entry.given.add(Field::Url, Origin::Feed, href);
                }
            }
            "content" | "summary" if tag.attribute("type").as_deref() == Some("xhtml") => {
                self.markup = Some(tag.end);
            }
            _ => {}
        }
        self.field.clone_from(&tag.name);
        self.words.clear();
    }

    /// Takes the end of an element whose last tag begins at byte `at`.
    fn close(&mut self, name: &str, at: usize) {
        let depth = self.depth;
        self.depth = self.depth.saturating_sub(1);
        let words = std::mem::take(&mut self.words);
        if let Some(start) = self.markup {
            if matches!(name, "content" | "summary") {
                self.markup = None;
                if let Some((entry, _)) = &mut self.entry {
                    entry.text(name, Span::new(start, at).of(self.source).to_owned());
                }
            }
            return;
        }
        match self.entry.take() {
            Some((entry, opened)) if depth == opened => self.entries.push(entry),
            Some((mut entry, opened)) => {
                let level = depth.saturating_sub(opened);
                entry.take(name, words, (level, self.in_author));
                self.entry = Some((entry, opened));
            }
            None => self.about(name, &words, depth),
        }
        if name == "author" {
            self.in_author = false;
        }
    }

    /// What stands outside the entries: the name of the feed, not that of its picture.
    fn about(&mut self, name: &str, words: &str, depth: usize) {
        match name {
            "title" if depth <= 3 && self.title.is_empty() => words.trim().clone_into(&mut self.title),
            "language" if self.language.is_empty() => words.trim().clone_into(&mut self.language),
            _ => {}
        }
    }
}

impl Entry {
    fn take(&mut self, name: &str, words: String, (level, in_author): (usize, bool)) {
        let mut add = |field| self.given.add(field, Origin::Feed, words.trim());
        match name {
            "name" if in_author => add(Field::Author),
            _ if level != 1 => {}
            "title" => add(Field::Title),
            "link" => add(Field::Url),
            "pubDate" | "published" | "issued" | "date" => add(Field::Published),
            "creator" | "author" => add(Field::Author),
            "language" => add(Field::Language),
            "encoded" | "content" | "description" | "summary" => self.text(name, words),
            _ => {}
        }
    }

    fn text(&mut self, name: &str, words: String) {
        let held = if matches!(name, "encoded" | "content") { &mut self.content } else { &mut self.summary };
        if words.len() > held.len() {
            *held = words;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::{Reading, records_from};

    fn texts(feed: &str) -> Vec<String> {
        let records = records_from(feed.as_bytes().to_vec(), "a.xml", &Reading::default());
        let article = |record: Result<crate::corpus::Record, _>| record.ok()?.article().ok();
        records.map(|record| article(record).map(|article| article.text).unwrap_or_default()).collect()
    }

    #[test]
    fn markup_in_an_entry_ends_where_its_element_does() {
        let entry = |text: &str| format!("<a:entry><a:title>Kati</a:title>{text}</a:entry>");
        let feed = format!(
            "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>{}{}{}</a:feed>",
            entry("<a:content type='xhtml'/><a:summary>Nothing is known.</a:summary>"),
            entry("<a:content type='xhtml'><div><p>Ten people died in Kati.</p></div></a:content>"),
            entry("<a:content type='xhtml'><p>Two were hurt.</p></a:content>"),
        );
        assert_eq!(texts(&feed), ["Nothing is known.", "Ten people died in Kati.", "Two were hurt."]);
    }
}
