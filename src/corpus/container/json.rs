//! JSON: an object is an article, a list is a list of them, also where an object wraps the list; several of
//! them may stand one behind the other.

use super::{Container, Member, Step};
use crate::corpus::error::ReadError;
use crate::corpus::format::Format;
use crate::corpus::limits::Limits;
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

/// How deep in its object a list may be wrapped.
const DEEPEST: usize = 4;

/// What is wrong with a file that was cut off.
const ENDS_EARLY: &str = "the JSON ends too early";

/// The objects of a file, cut out one after another.
#[derive(Debug)]
pub(super) struct Values {
    path: String,
    bytes: Vec<u8>,
    at: usize,
    item: u64,
    /// Whether the file is one object: it goes by the name of the file, without a number.
    is_one: bool,
    within: Within,
}

/// Among what the next value stands.
#[derive(Debug, Clone, Copy)]
enum Within {
    /// The values of the file.
    File,
    /// Those of a list, and the place behind it and what wraps it; `None` where that has no end.
    List(Option<usize>),
    /// Nothing more can be read.
    End,
}

impl Values {
    pub(super) fn new(member: Member, limits: &Limits) -> Result<Self, ReadError> {
        let whole = member.into_bytes(limits)?;
        let (path, bytes) = (whole.name, whole.bytes);
        let start = Cursor::new(&bytes);
        let (at, is_one) = (start.at, start.is_lone_object() != Some(false));
        Ok(Self { path, bytes, at, item: 0, is_one, within: Within::File })
    }

    fn cursor(&self) -> Cursor<'_> {
        Cursor { bytes: &self.bytes, at: self.at }
    }

    /// Steps into a list, or an object that wraps one; `false` where an article stands.
    fn enter(&mut self) -> bool {
        let mut here = self.cursor();
        let start = match here.byte() {
            Some(b'[') => Some(here.at + 1),
            Some(b'{') => here.list_within(DEEPEST),
            _ => None,
        };
        let Some(start) = start else { return false };
        let behind = here.value().is_some().then_some(here.at);
        (self.at, self.within) = (start, Within::List(behind));
        true
    }

    /// Goes on behind the list.
    fn leave(&mut self) {
        match self.within {
            Within::List(Some(behind)) => (self.at, self.within) = (behind, Within::File),
            _ => self.within = Within::End,
        }
    }

    /// The rest of a list, or of the file, cannot be read.
    fn refuse(&mut self, place: String, reason: &str) -> Step {
        self.leave();
        Step::Refuse(place, ReadError::BadRecord(reason.to_owned()))
    }

    fn take(&mut self, desk: &mut Desk) -> Step {
        self.item += 1;
        let line = (!self.is_one).then_some(self.item);
        let mut here = self.cursor();
        let Some(value) = here.value() else {
            let place = line.map_or_else(|| self.path.clone(), |item| format!("{}:{item}", self.path));
            let reason = if here.at > self.at { ENDS_EARLY } else { "not JSON" };
            return self.refuse(place, reason);
        };
        let record = desk.record(&self.path, line, Format::Json, value.to_vec());
        self.at = here.at;
        Step::Record(Box::new(record))
    }
}

impl Container for Values {
    fn next(&mut self, desk: &mut Desk) -> Option<Step> {
        loop {
            let mut here = self.cursor();
            here.skip_space();
            let (at, next) = (here.at, here.byte());
            self.at = at;
            match (self.within, next) {
                (Within::End, _) | (Within::File, None) => return None,
                (_, Some(b',')) => self.at += 1,
                (Within::List(Some(_)), Some(b']')) => self.leave(),
                (Within::List(None), Some(b']')) | (Within::List(_), None) => {
                    return Some(self.refuse(self.path.clone(), ENDS_EARLY));
                }
                (Within::File, Some(_)) if self.enter() => {}
                (_, Some(_)) => return Some(self.take(desk)),
            }
        }
    }
}

/// Whether `member` holds an object a line, by its first line.
pub(super) fn is_of_lines(member: &mut Member, limits: &Limits) -> Result<bool, ReadError> {
    let mut length = Member::HEAD;
    loop {
        let head = member.head(length)?;
        let start = Cursor::new(&head);
        let (_, rest) = head.split_at(start.at);
        let line = memchr::memchr(b'\n', rest).map(|end| rest.split_at(end));
        if let Some((line, _)) = line.filter(|(_, behind)| !behind.trim_ascii().is_empty()) {
            return Ok(Cursor::new(line).is_lone_object() == Some(true));
        }
        let is_whole = (head.len() as u64) < length;
        if is_whole || start.byte() != Some(b'{') || length > limits.file_bytes {
            return Ok(false);
        }
        length = length.saturating_mul(2);
    }
}

/// A place in a file of JSON.
#[derive(Debug, Clone, Copy)]
struct Cursor<'j> {
    bytes: &'j [u8],
    at: usize,
}

impl<'j> Cursor<'j> {
    /// At the first value of `bytes`.
    fn new(bytes: &'j [u8]) -> Self {
        let at = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let mut start = Self { bytes, at };
        start.skip_space();
        start
    }

    fn byte(self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.byte().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Whether an object stands here that wraps no list, and nothing behind it; `None` where it breaks off.
    fn is_lone_object(mut self) -> Option<bool> {
        if self.byte() != Some(b'{') || self.list_within(DEEPEST).is_some() {
            return Some(false);
        }
        self.value()?;
        self.skip_space();
        Some(self.byte().is_none())
    }

    /// Behind the bracket of the list that the object here wraps, unless the object is an article.
    fn list_within(mut self, depth: usize) -> Option<usize> {
        let mut found = None;
        self.at += 1;
        loop {
            // What breaks off is read as far as it goes.
            let Some(name) = self.key() else { return found };
            if TEXTS.contains(&name.as_str()) {
                return None;
            }
            if found.is_none() && LISTS.contains(&name.as_str()) {
                found = match self.byte() {
                    Some(b'[') => Some(self.at + 1),
                    // Elasticsearch answers with {"hits": {"hits": […]}}.
                    Some(b'{') if depth > 1 => self.list_within(depth - 1),
                    _ => None,
                };
            }
            if self.value().is_none() {
                return found;
            }
            self.skip_space();
            match self.byte() {
                Some(b',') => self.at += 1,
                _ => return found,
            }
        }
    }

    /// The key of an object that stands here, and its colon.
    fn key(&mut self) -> Option<String> {
        self.skip_space();
        let key = self.value()?;
        self.skip_space();
        if self.byte() != Some(b':') {
            return None;
        }
        self.at += 1;
        self.skip_space();
        serde_json::from_slice(key).ok()
    }

    /// Passes over one value, whatever is wrong inside it; `None` where it does not end.
    fn value(&mut self) -> Option<&'j [u8]> {
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
                    return self.bytes.get(start..self.at).filter(|value| !value.is_empty());
                }
                byte if byte.is_ascii_whitespace() && depth == 0 => return self.bytes.get(start..self.at),
                _ => self.at += 1,
            }
            let is_bare = depth == 0 && !matches!(self.bytes.get(start), Some(b'"' | b'{' | b'['));
            if depth == 0 && !is_bare {
                return self.bytes.get(start..self.at);
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
