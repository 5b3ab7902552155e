//! RSS and Atom: one article an entry.

use super::{Container, Member, Step};
use crate::corpus::article::{Field, Origin};
use crate::corpus::draft::Given;
use crate::corpus::error::ReadError;
use crate::corpus::format::xml::{self, Node, Tag};
use crate::corpus::format::{Format, html};
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
    /// Whether these may hold markup that was not escaped.
    may_hold_markup: bool,
    words: String,
    /// Where its words begin in the source.
    field_start: usize,
    /// The XHTML text that is being read.
    markup: Option<Markup>,
    in_author: bool,
    depth: usize,
}

/// A text whose elements are taken as they stand.
struct Markup {
    /// Name of the element that holds it, and where its words begin.
    name: String,
    start: usize,
    /// Open elements of the same name within it: HTML has a `<summary>` of its own.
    within: usize,
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
        if let Some(markup) = &mut self.markup {
            markup.within += usize::from(tag.name == markup.name);
            return;
        }
        if self.may_hold_markup {
            // Markup that should have been escaped, and is not.
            self.may_hold_markup = false;
            let (name, start) = (self.field.clone(), self.field_start);
            self.markup = Some(Markup { within: usize::from(tag.name == name), name, start });
            return;
        }
        self.depth += 1;
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
                self.markup = Some(Markup { name: tag.name.clone(), start: tag.end, within: 0 });
            }
            _ => {}
        }
        self.field.clone_from(&tag.name);
        self.field_start = tag.end;
        self.words.clear();
        self.may_hold_markup = self.markup.is_none() && self.is_text_of_entry(tag);
    }

    /// Whether the element that was just opened is the title or a text of an entry; `<media:content>` is a
    /// picture, and holds elements of its own.
    fn is_text_of_entry(&self, tag: &Tag<'_>) -> bool {
        let is_level_one = self.entry.as_ref().is_some_and(|(_, opened)| self.depth == opened + 1);
        let is_text =
            matches!(tag.name.as_str(), "title" | "description" | "encoded" | "summary" | "content");
        is_level_one && is_text && !tag.is_of("media")
    }

    /// Takes the end of an element whose last tag begins at byte `at`.
    fn close(&mut self, name: &str, at: usize) {
        if self.markup.is_some() && self.close_in_markup(name, at) {
            return;
        }
        let depth = self.depth;
        self.depth = self.depth.saturating_sub(1);
        self.may_hold_markup = false;
        let words = std::mem::take(&mut self.words);
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

    /// Takes the end of an element within an XHTML text, or of that text. It ends with its entry at the
    /// latest, where elements within it were never closed; that end is left to be taken.
    fn close_in_markup(&mut self, name: &str, at: usize) -> bool {
        let ends_entry = matches!(name, "item" | "entry");
        let ended = self.markup.take_if(|markup| {
            let is_own = name == markup.name;
            let is_within = is_own && markup.within > 0;
            markup.within -= usize::from(is_within);
            ends_entry || (is_own && !is_within)
        });
        let Some(markup) = ended else { return true };
        self.words.clear();
        // Those within it were never counted: in HTML many need no end.
        self.depth = self.depth.saturating_sub(1);
        if let Some((entry, _)) = &mut self.entry {
            let written = Span::new(markup.start, at).of(self.source);
            // What is not read as markup there is markup here.
            let html = written.replace("<![CDATA[", "").replace("]]>", "");
            let words = if markup.name == "title" { html::visible(&html) } else { html };
            entry.take(&markup.name, words, (1, false));
        }
        !ends_entry
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
        records
            .map(|record| record.and_then(crate::corpus::Record::article).expect("an article").text)
            .collect()
    }

    #[test]
    fn markup_that_was_not_escaped_loses_no_words() {
        let item = |text: &str| format!("<item><title>Kati</title><description>{text}</description></item>");
        let feed = format!(
            "<rss><channel>{}{}</channel></rss>",
            item("Ten soldiers <b>died</b> in <i>Kati</i> on Friday."),
            item("Six fled.")
        );
        assert_eq!(texts(&feed), ["Ten soldiers died in Kati on Friday.", "Six fled."]);
    }

    #[test]
    fn no_element_of_an_entry_loses_words_to_markup() {
        let atom = |inner: &str| {
            format!(
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Kati</title>{inner}</entry></feed>"
            )
        };
        let content = "<content type='html'>Ten soldiers were killed <b>near</b> Kati.</content>";
        assert_eq!(texts(&atom(content)), ["Ten soldiers were killed near Kati."]);
        let picture = "<media:content><media:title>A <b>flag</b></media:title></media:content>";
        assert_eq!(texts(&atom(&format!("<summary>Six fled.</summary>{picture}"))), ["Six fled."]);
        let rss = "<rss><channel><item><title>D <b>and</b> two killed</title>\
                   <description><![CDATA[Three <b>men</b> were killed]]> <i>in</i> Mopti.</description></item></channel></rss>";
        assert_eq!(texts(rss), ["Three men were killed in Mopti."]);
        let mut records = records_from(rss.as_bytes().to_vec(), "a.xml", &Reading::default());
        let record = records.next().and_then(Result::ok).expect("an entry");
        assert_eq!(record.article().expect("an article").meta.title.as_deref(), Some("D and two killed"));
    }

    #[test]
    fn elements_of_the_same_name_end_no_markup() {
        let toll =
            "<details><summary>Toll</summary><p>Twelve were killed.</p></details><p>Five were hurt.</p>";
        let entry = |name: &str, text: &str| format!("<entry><{name} type='xhtml'>{text}</{name}></entry>");
        let feed = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'>{}{}{}{}</feed>",
            entry("content", &format!("<div><p>Gunmen attacked Kati.</p>{toll}</div>")),
            entry("summary", &format!("<div>{toll}</div>")),
            entry("content", "<p>Six died.<br>Two fled.</p>"),
            entry("summary", "<details><summary>Seven died.</details></p></p>"),
        );
        let whole = "Toll\n\nTwelve were killed.\n\nFive were hurt.";
        let gunmen = format!("Gunmen attacked Kati.\n\n{whole}");
        assert_eq!(texts(&feed), [gunmen.as_str(), whole, "Six died.\nTwo fled.", "Seven died."]);
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
