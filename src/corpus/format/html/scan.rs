//! HTML as a run of tags and words, each with its bytes, in linear time and without recursion.

use memchr::{memchr, memmem};

use crate::text::Span;

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// Characters, with entities as they are written.
    Text(Span),
    /// A first tag.
    Open(Tag<'h>),
    /// A last tag.
    Close(String),
    /// What stands in a script or style sheet; its first and last tags are told, too.
    Raw(&'h str),
    /// A comment.
    Comment(&'h str),
}

/// A first tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'h> {
    /// In lower case.
    pub(super) name: String,
    inside: &'h str,
}

impl Tag<'_> {
    /// The value of an attribute, its entities read; empty where it has none.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.inside;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
            // A stray `=` is a name of its own.
            let end = if end == 0 { rest.chars().next().map_or(1, char::len_utf8) } else { end };
            let (name, after) = rest.split_at_checked(end)?;
            let (value, after) = match after.trim_start().strip_prefix('=') {
                Some(value) => attribute_value(value.trim_start()),
                None => ("", after),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(super::entity::decoded(value));
            }
            rest = after;
        }
    }

    /// Whether the attribute is there.
    pub(super) fn has(&self, wanted: &str) -> bool {
        self.attribute(wanted).is_some()
    }
}

fn attribute_value(rest: &str) -> (&str, &str) {
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inner = rest.get(1..).unwrap_or_default();
        return inner.split_once(quote).unwrap_or((inner, ""));
    }
    rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
}

/// The pieces of `html`, in order.
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { html, at: 0, raw: None, no_more: [false; 2] }
}

/// See [`tokens`].
#[derive(Debug)]
pub(super) struct Tokens<'h> {
    html: &'h str,
    at: usize,
    /// The element whose contents are no markup, if such a one is open.
    raw: Option<String>,
    /// Whether no `"` or `'` follows any more: else each unclosed one would be looked for to the end.
    no_more: [bool; 2],
}

impl<'h> Tokens<'h> {
    fn rest(&self) -> &'h str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn step(&mut self, length: usize) -> &'h str {
        let found = self.rest().get(..length).unwrap_or_else(|| self.rest());
        self.at += found.len();
        found
    }

    /// The contents of a script, up to its last tag.
    fn raw(&mut self, name: &str) -> Token<'h> {
        let rest = self.rest().as_bytes();
        let end = memmem::find_iter(rest, b"</")
            .find(|&at| {
                let tag = rest.get(at + 2..at + 2 + name.len());
                tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
            })
            .unwrap_or(rest.len());
        Token::Raw(self.step(end))
    }

    fn comment(&mut self) -> Token<'h> {
        let length = self.rest().find("-->").map_or(self.rest().len(), |at| at + 3);
        Token::Comment(self.step(length))
    }

    /// Bytes up to the `>` that ends the tag at the head of the rest, quotes passed over.
    fn tag_length(&mut self) -> usize {
        let bytes = self.rest().as_bytes();
        let mut at = 1;
        let mut after_equals = false;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'>' => return at + 1,
                b'"' | b'\'' if after_equals => {
                    let kind = usize::from(byte == b'\'');
                    let is_over = self.no_more.get(kind) == Some(&true);
                    let close =
                        (!is_over).then(|| memchr(byte, bytes.get(at + 1..).unwrap_or_default())).flatten();
                    match close {
                        Some(length) => at += length + 1,
                        None => {
                            if let Some(flag) = self.no_more.get_mut(kind) {
                                *flag = true;
                            }
                        }
                    }
                    after_equals = false;
                }
                b'=' => after_equals = true,
                byte if !byte.is_ascii_whitespace() => after_equals = false,
                _ => {}
            }
            at += 1;
        }
        bytes.len()
    }

    fn tag(&mut self) -> Token<'h> {
        let length = self.tag_length();
        let tag = self.step(length);
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        let is_close = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
        let (name, inside) = inner.split_at(end);
        let name = name.to_ascii_lowercase();
        if is_close {
            return Token::Close(name);
        }
        if matches!(
            name.as_str(),
            "script" | "style" | "iframe" | "noembed" | "noframes" | "xmp" | "textarea"
        ) {
            self.raw = Some(name.clone());
        }
        Token::Open(Tag { name, inside })
    }

    fn text(&mut self) -> Token<'h> {
        let bytes = self.rest().as_bytes();
        let start = self.at;
        let mut end = 0;
        loop {
            let from = end + usize::from(end > 0 || bytes.first() == Some(&b'<'));
            match memchr(b'<', bytes.get(from.max(end)..).unwrap_or_default()) {
                None => end = bytes.len(),
                Some(found) => {
                    end = from.max(end) + found;
                    if !begins_markup(bytes.get(end + 1)) {
                        continue;
                    }
                }
            }
            break;
        }
        self.at += end;
        Token::Text(Span::new(start, self.at))
    }
}

/// Whether `<` before this byte begins a tag: `5 < 7` does not.
fn begins_markup(next: Option<&u8>) -> bool {
    next.is_some_and(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'/' | b'!' | b'?'))
}

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        if self.rest().is_empty() {
            return None;
        }
        if let Some(name) = self.raw.take() {
            return Some(self.raw(&name));
        }
        let bytes = self.rest().as_bytes();
        Some(match (bytes.first(), bytes.get(1)) {
            (Some(b'<'), Some(b'!')) if bytes.starts_with(b"<!--") => self.comment(),
            (Some(b'<'), Some(b'!' | b'?')) => {
                let length = memchr(b'>', bytes).map_or(bytes.len(), |at| at + 1);
                Token::Comment(self.step(length))
            }
            (Some(b'<'), next) if begins_markup(next) => self.tag(),
            _ => self.text(),
        })
    }
}
