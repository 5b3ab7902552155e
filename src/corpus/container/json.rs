//! JSON: an object is an article, a list is a list of them, also where an object wraps the list.

use super::{Container, Member, Step};
use crate::corpus::error::ReadError;
use crate::corpus::format::Format;
use crate::corpus::records::Desk;

/// Keys under which files of many articles keep their list.
const LISTS: [&str; 12] = [
    "articles",
    "items",
    "results",
    "data",
    "documents",
    "docs",
    "records",
    "entries",
    "stories",
    "hits",
    "messages",
    "response",
];
/// Keys of an article.
const TEXTS: [&str; 8] =
    ["text", "body", "content", "content_text", "content_html", "html", "_source", "articleBody"];

/// The objects of a file, cut out one after another.
#[derive(Debug)]
pub(super) struct Values {
    path: String,
    bytes: Vec<u8>,
    at: usize,
    item: u64,
    /// Whether the file is one object: it goes by the name of the file, without a number.
    is_one: bool,
    ended: bool,
}

impl Values {
    pub(super) fn new(member: Member, desk: &Desk) -> Result<Self, ReadError> {
        let whole = member.into_bytes(&desk.meter.limits)?;
        let bytes = whole.bytes;
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut values = Self { path: whole.name, bytes, at, item: 0, is_one: false, ended: false };
        values.find_list();
        Ok(values)
    }

    /// Steps into the list that holds the articles.
    fn find_list(&mut self) {
        self.skip_space();
        match self.byte() {
            Some(b'[') => self.at += 1,
            Some(b'{') => {
                let start = self.at;
                if let Some(list) = self.list_within() {
                    self.at = list;
                } else {
                    self.at = start;
                    self.is_one = self.is_alone();
                }
            }
            _ => {}
        }
    }

    /// Behind the bracket of the list that the object here wraps, unless the object is an article.
    fn list_within(&mut self) -> Option<usize> {
        let mut found = None;
        self.at += 1;
        loop {
            self.skip_space();
            let key = self.value()?;
            self.skip_space();
            if self.byte() != Some(b':') {
                return None;
            }
            self.at += 1;
            self.skip_space();
            let name = self.bytes.get(key).and_then(|key| serde_json::from_slice::<String>(key).ok())?;
            if TEXTS.contains(&name.as_str()) {
                return None;
            }
            if found.is_none() && LISTS.contains(&name.as_str()) {
                found = match self.byte() {
                    Some(b'[') => Some(self.at + 1),
                    // Elasticsearch answers with {"hits": {"hits": […]}}.
                    Some(b'{') => {
                        let start = self.at;
                        let inner = self.list_within();
                        self.at = start;
                        inner
                    }
                    _ => None,
                };
            }
            self.value()?;
            self.skip_space();
            match self.byte() {
                Some(b',') => self.at += 1,
                _ => return found,
            }
        }
    }

    fn is_alone(&mut self) -> bool {
        let start = self.at;
        let whole = self.value().is_some();
        self.skip_space();
        let is_alone = !whole || self.at >= self.bytes.len();
        self.at = start;
        is_alone
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Passes over one value, whatever is wrong inside it; `None` where it does not end.
    fn value(&mut self) -> Option<std::ops::Range<usize>> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.byte()? {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b':' | b'}' | b']' if depth == 0 => {
                    return (self.at > start).then_some(start..self.at);
                }
                byte if byte.is_ascii_whitespace() && depth == 0 => return Some(start..self.at),
                _ => self.at += 1,
            }
            let is_bare = depth == 0 && !matches!(self.bytes.get(start), Some(b'"' | b'{' | b'['));
            if depth == 0 && !is_bare {
                return Some(start..self.at);
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..)?;
            let found = memchr::memchr2(b'"', b'\\', rest)?;
            let is_end = rest.get(found) == Some(&b'"');
            self.at += found + if is_end { 1 } else { 2 };
            if is_end {
                return Some(());
            }
        }
    }
}

impl Container for Values {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        while !self.ended {
            self.skip_space();
            match self.byte()? {
                b',' => self.at += 1,
                b']' => return None,
                _ => {
                    self.item += 1;
                    let line = (!self.is_one).then_some(self.item);
                    let start = self.at;
                    let place =
                        line.map_or_else(|| self.path.clone(), |item| format!("{}:{item}", self.path));
                    let Some(bytes) = self.value().and_then(|value| self.bytes.get(value)) else {
                        self.ended = true;
                        let reason = if self.at > start { "the JSON ends too early" } else { "not JSON" };
                        return Some(Step::Refuse(place, ReadError::BadRecord(reason.to_owned())));
                    };
                    let record = desk.record(&self.path, line, Format::Json, bytes.to_vec());
                    return Some(Step::Record(Box::new(record)));
                }
            }
        }
        None
    }
}
