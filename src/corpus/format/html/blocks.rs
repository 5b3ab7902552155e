//! A page as the paragraphs that a reader sees, each with where it stands in the page.

use super::entity;
use super::hints::{hints, is_caption};
use super::rows;
use super::scan::{Tag, Token, tokens};
use crate::text::{OffsetMap, Span};

/// A paragraph, heading, item, row of a table or caption.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) map: OffsetMap,
    pub(super) place: Place,
    /// Letters and digits that are links.
    pub(super) link_letters: usize,
    pub(super) letters: usize,
    /// A heading of the first level.
    pub(super) is_h1: bool,
    /// Whether it is a line of a list or table, close to the one before it.
    pub(super) is_close: bool,
    /// Elements that stayed open at least since the paragraph before it.
    pub(super) low: usize,
}

/// Where in a page something stands.
#[expect(clippy::struct_excessive_bools, reason = "each says whether one kind of element is open around it")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    is_hidden: bool,
    /// In the navigation, the foot or a form of the page.
    pub(super) is_furniture: bool,
    /// In an element whose name says that it is beside the article.
    pub(super) is_hinted: bool,
    /// Number of the innermost `<article>`, from 1; 0 outside of any.
    pub(super) article: usize,
    pub(super) is_main: bool,
    /// In the element that is said to be the body of the article.
    pub(super) is_body: bool,
    is_link: bool,
    is_preformatted: bool,
    is_raised: bool,
    is_h1: bool,
    is_close: bool,
    /// In the caption of a picture.
    pub(super) is_caption: bool,
    /// Number of the innermost row of a table, from 1; 0 outside of any. A cell has a number, too.
    pub(super) row: usize,
    pub(super) cell: usize,
    /// Elements that are open, the innermost of paragraphs the last one.
    pub(super) depth: usize,
    pub(super) is_heading: bool,
}

impl Place {
    pub(super) const fn is_shown(&self) -> bool {
        !self.is_hidden
    }
}

/// How far up an element that is closed is looked for: pages that never close anything must not
/// take time that grows with the square of their length.
const REACH: usize = 256;

/// Walks a page, handing each tag and its place to `on`; gives its paragraphs.
pub(super) fn blocks(html: &str, on: &mut dyn FnMut(&Token<'_>, Place)) -> Vec<Block> {
    let mut walk = Walk {
        html,
        open: Vec::new(),
        place: Place::default(),
        articles: 0,
        rows: (0, 0),
        low: 0,
        block: Block::default(),
        blocks: Vec::new(),
        space: None,
    };
    for token in tokens(html) {
        on(&token, walk.place);
        match token {
            Token::Open(tag) => walk.open(&tag),
            Token::Close(name) => walk.close(&name),
            Token::Text(span) => walk.text(span),
            Token::Raw(_) | Token::Comment(_) => {}
        }
    }
    walk.flush();
    rows::joined(walk.blocks)
}

struct Walk<'h> {
    html: &'h str,
    /// Open elements, each with the place around it.
    open: Vec<(String, Place)>,
    place: Place,
    articles: usize,
    /// Rows and cells of tables so far.
    rows: (usize, usize),
    /// Elements that stayed open since the last paragraph.
    low: usize,
    block: Block,
    blocks: Vec<Block>,
    /// White space that is one space if a word follows.
    space: Option<Span>,
}

impl Walk<'_> {
    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        match name {
            "br" => return self.push_break("\n"),
            "wbr" | "img" | "input" | "meta" | "link" | "base" | "source" | "track" | "area" | "col"
            | "embed" | "param" => {
                return;
            }
            "hr" => return self.flush(),
            // These end one of their own kind that is still open.
            "p" | "li" | "td" | "th" | "tr" | "dt" | "dd" | "option"
                if self.open.last().is_some_and(|(open, _)| open == name) =>
            {
                self.close(name);
            }
            _ => {}
        }
        if is_block(name) {
            self.flush();
        }
        self.open.push((name.to_owned(), self.place));
        self.enter(tag);
        if is_block(name) {
            self.block.is_h1 = self.place.is_h1;
            self.block.is_close = self.place.is_close;
        }
    }

    fn enter(&mut self, tag: &Tag<'_>) {
        let place = &mut self.place;
        let role = tag.attribute("role").unwrap_or_default();
        let style = tag.attribute("style").unwrap_or_default().replace(' ', "").to_lowercase();
        place.is_hidden |= is_never_shown(&tag.name)
            || tag.has("hidden")
            || style.contains("display:none")
            || style.contains("visibility:hidden");
        let is_page_head = tag.name == "header" && place.article == 0 && !place.is_main;
        place.is_furniture |=
            matches!(tag.name.as_str(), "nav" | "footer" | "aside" | "form" | "dialog" | "menu")
                || matches!(
                    role.as_str(),
                    "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "dialog" | "menu"
                )
                || is_page_head;
        if tag.name == "article" {
            self.articles += 1;
            place.article = self.articles;
        }
        place.is_main |= tag.name == "main" || role == "main";
        place.is_body |= tag.attribute("itemprop").is_some_and(|prop| prop.contains("articleBody"));
        place.is_hinted |= !matches!(tag.name.as_str(), "html" | "body" | "main" | "article") && hints(tag);
        place.is_caption |= is_caption(tag);
        match tag.name.as_str() {
            "tr" => {
                self.rows.0 += 1;
                place.row = self.rows.0;
            }
            "td" | "th" => {
                self.rows.1 += 1;
                place.cell = self.rows.1;
            }
            // What a table within a cell does not put into a row is in none.
            "table" => place.row = 0,
            _ => {}
        }
        place.is_link |= tag.name == "a";
        place.is_preformatted |= tag.name == "pre";
        let is_note = tag.name == "sup" || tag.attribute("epub:type").is_some_and(|kind| kind == "noteref");
        place.is_raised = (place.is_raised && !is_block(&tag.name)) || is_note;
        place.is_h1 |= tag.name == "h1";
        place.is_heading |= matches!(tag.name.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if is_block(&tag.name) || matches!(tag.name.as_str(), "td" | "th") {
            place.depth = self.open.len();
        }
        place.is_close = matches!(tag.name.as_str(), "li" | "tr" | "dt" | "dd")
            || (place.is_close
                && !matches!(tag.name.as_str(), "p" | "div" | "table" | "h1" | "h2" | "h3" | "h4"));
    }

    fn close(&mut self, name: &str) {
        let is_cell = matches!(name, "td" | "th");
        if is_block(name) || (is_cell && rows::is_laid_out(&self.block.text)) {
            self.flush();
        } else if is_cell {
            self.push_break("\t");
        }
        let found = self.open.iter().rev().take(REACH).position(|(open, _)| open == name);
        let Some(above) = found else { return };
        let keep = self.open.len() - above - 1;
        if let Some((_, place)) = self.open.get(keep) {
            self.place = *place;
        }
        self.open.truncate(keep);
        self.low = self.low.min(keep);
    }

    fn push_break(&mut self, mark: &str) {
        self.space = None;
        if !self.block.text.is_empty() && self.place.is_shown() {
            let at = self.block.map.to_source(Span::new(0, self.block.text.len())).end;
            self.block.text.push_str(mark);
            self.block.map.rewrite(mark.len(), Span::new(at, at));
        }
    }

    fn text(&mut self, span: Span) {
        if !self.place.is_shown() {
            return;
        }
        if self.block.text.is_empty() {
            self.block.place = self.place;
        }
        let marker = self.place.is_raised && is_marker(span.of(self.html)) && self.ends_with_word();
        if marker {
            self.word(Span::new(span.start, span.start), "[");
        }
        let mut at = span.start;
        while at < span.end {
            at = self.piece(at, span.end);
        }
        if marker {
            self.word(Span::new(span.end, span.end), "]");
        }
    }

    fn ends_with_word(&self) -> bool {
        self.space.is_none() && self.block.text.ends_with(|c: char| !c.is_whitespace())
    }

    /// Takes in a run of white space, an entity, or letters; gives where the next piece begins.
    fn piece(&mut self, at: usize, end: usize) -> usize {
        let rest = Span::new(at, end).of(self.html);
        let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let spaces = rest.len() - rest.trim_start_matches(is_space).len();
        if spaces > 0 {
            self.white(Span::new(at, at + spaces));
            return at + spaces;
        }
        if rest.starts_with('&') {
            if let Some((length, text)) = entity::entity(rest) {
                self.word(Span::new(at, at + length), &text);
                return at + length;
            }
            self.word(Span::new(at, at + 1), "&");
            return at + 1;
        }
        let length = rest.find(|c: char| is_space(c) || c == '&').unwrap_or(rest.len());
        self.word(Span::new(at, at + length), rest.get(..length).unwrap_or_default());
        at + length
    }

    fn white(&mut self, span: Span) {
        if self.place.is_preformatted {
            self.word(span, span.of(self.html));
        } else if !self.block.text.is_empty() && !self.block.text.ends_with(['\n', '\t']) {
            self.space.get_or_insert(span);
        }
    }

    fn word(&mut self, source: Span, word: &str) {
        if let Some(space) = self.space.take() {
            self.put(space, " ");
        }
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        self.block.letters += letters;
        self.block.link_letters += if self.place.is_link { letters } else { 0 };
        self.put(source, word);
    }

    fn put(&mut self, source: Span, text: &str) {
        if source.of(self.html) == text {
            self.block.map.copy(source);
        } else {
            self.block.map.rewrite(text.len(), source);
        }
        self.block.text.push_str(text);
    }

    /// Ends the paragraph, if there is one.
    fn flush(&mut self) {
        self.space = None;
        let mut block = std::mem::take(&mut self.block);
        if !block.text.trim().is_empty() {
            block.low = std::mem::replace(&mut self.low, usize::MAX);
            self.blocks.push(block);
        }
        self.block.is_h1 = self.place.is_h1;
        self.block.is_close = self.place.is_close;
    }
}

/// A raised number behind a word: the mark of a note, which must not grow into a number before it.
fn is_marker(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty() && words.len() <= 4 && words.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

fn is_never_shown(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "object"
            | "iframe"
            | "select"
            | "button"
            | "textarea"
            | "audio"
            | "video"
            | "canvas"
            | "datalist"
            | "title"
            | "map"
            | "noembed"
            | "noframes"
    )
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "ul"
    )
}
