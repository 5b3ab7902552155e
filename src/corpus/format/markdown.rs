//! Markdown to the text that a reader sees: marks of emphasis, headings and links go, their words stay.

use memchr::{memchr, memchr_iter};

use crate::corpus::line::trimmed;
use crate::text::{OffsetMap, Span, lines};

/// Bytes within which the words of a link must end.
const LONGEST_LINK: usize = 1000;
/// Bytes within which the address of a link must end.
const LONGEST_ADDRESS: usize = 2000;

/// `source` without its marks, and the map back; `start` is where it begins in the file.
///
/// Nothing but marks is taken away, so a `*` or `_` that marks nothing stays. Linear in the text.
pub(super) fn plain(source: &str, start: usize) -> (String, OffsetMap) {
    let mut strip =
        Strip { source, start, text: String::with_capacity(source.len()), map: OffsetMap::default() };
    let mut kept = 0;
    let mut place = Place::Outside;
    let mut all = lines(source).peekable();
    while let Some(line) = all.next() {
        let next = all.peek().map_or("", |next| next.of(source));
        place = place.next(line.of(source), next);
        if place == Place::Separator {
            kept = line.end;
            continue;
        }
        // The line end before this line.
        strip.keep(Span::new(kept, line.start));
        match place {
            Place::Head | Place::Row => strip.row(line),
            _ if !is_rule(line.of(source)) => strip.line(line),
            _ => {}
        }
        kept = line.end;
    }
    strip.keep(Span::new(kept, source.len()));
    (strip.text, strip.map)
}

/// Where a line stands in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    Head,
    Separator,
    Row,
}

impl Place {
    /// The place of `line`, which stands behind one of this place and before the line `next`.
    fn next(self, line: &str, next: &str) -> Self {
        match self {
            Self::Head => Self::Separator,
            Self::Separator | Self::Row if line.contains('|') => Self::Row,
            _ if line.contains('|') && is_separator(next) => Self::Head,
            _ => Self::Outside,
        }
    }
}

/// `|---|:--:|`: the line between the head of a table and its rows.
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains('-') && line.bytes().all(|byte| b"|-: \t".contains(&byte))
}

struct Strip<'s> {
    source: &'s str,
    start: usize,
    text: String,
    map: OffsetMap,
}

impl Strip<'_> {
    fn keep(&mut self, span: Span) {
        self.text.push_str(span.of(self.source));
        self.map.copy(Span::new(self.start + span.start, self.start + span.end));
    }

    /// A row of a table, its cells apart by tabs.
    fn row(&mut self, line: Span) {
        let cells = cells(self.source, line);
        if cells.iter().all(|cell| cell.is_empty()) {
            return;
        }
        for (nth, &cell) in cells.iter().enumerate() {
            if nth > 0 {
                self.text.push('\t');
                let at = self.start + cell.start;
                self.map.rewrite(1, Span::new(at, at));
            }
            self.words(cell);
        }
    }

    fn line(&mut self, line: Span) {
        let marks = head_marks(line.of(self.source));
        self.words(Span::new(line.start + marks, line.end));
    }

    /// A piece of a line, without the marks within.
    fn words(&mut self, line: Span) {
        let mut at = line.start;
        let mut from = at;
        // Where the words of the open link end, and where its address does.
        let mut open_link = None;
        while at < line.end {
            let rest = Span::new(at, line.end).of(self.source);
            let before = Span::new(line.start, at).of(self.source).chars().next_back();
            if let Some((_, end)) = open_link.filter(|&(close, _)| close == at) {
                self.keep(Span::new(from, at));
                at = end;
                from = at;
                continue;
            }
            if let Some((open, close, end)) = link(rest) {
                open_link = Some((at + close, at + end));
                self.keep(Span::new(from, at));
                at += open;
                from = at;
                continue;
            }
            let mark = mark_length(rest, before);
            if mark > 0 {
                self.keep(Span::new(from, at));
                at += mark;
                from = at;
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        self.keep(Span::new(from, line.end));
    }
}

/// The cells of a row, without the white space around them.
fn cells(source: &str, line: Span) -> Vec<Span> {
    let row = trimmed(source, line);
    let words = row.of(source);
    let ends = memchr_iter(b'|', words.as_bytes())
        .filter(|&at| !words.get(..at).unwrap_or_default().ends_with('\\'))
        .chain([words.len()]);
    let mut start = 0;
    let mut cells: Vec<Span> = Vec::new();
    for end in ends {
        cells.push(trimmed(source, Span::new(row.start + start, row.start + end)));
        start = end + 1;
    }
    // Signs at the edges stand outside the first and last cell.
    if words.ends_with('|') && cells.len() > 1 {
        cells.pop();
    }
    if words.starts_with('|') && cells.len() > 1 {
        cells.remove(0);
    }
    cells
}

/// A line of `---`, `***` or `===`: a rule, or the underline of a heading.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let mut marks = line.bytes();
    line.len() >= 3
        && marks.next().is_some_and(|first| b"-*_=".contains(&first) && marks.all(|mark| mark == first))
}

/// Bytes at the head of a line that mark a heading or a quotation.
fn head_marks(line: &str) -> usize {
    let mut rest = line.trim_start_matches(' ');
    while let Some(quoted) = rest.strip_prefix('>') {
        rest = quoted.trim_start_matches(' ');
    }
    let words = rest.trim_start_matches('#');
    let level = rest.len() - words.len();
    if (1..=6).contains(&level) && words.starts_with(' ') {
        rest = words.trim_start_matches(' ');
    }
    if rest.len() == line.trim_start_matches(' ').len() { 0 } else { line.len() - rest.len() }
}

/// A link or picture at the head of `rest`: bytes before its words, their end, and its own end.
fn link(rest: &str) -> Option<(usize, usize, usize)> {
    let open = if rest.starts_with('[') {
        1
    } else if rest.starts_with("![") {
        2
    } else {
        return None;
    };
    let bytes = rest.as_bytes();
    let words = bytes.get(open..bytes.len().min(open + LONGEST_LINK))?;
    let close = open + memchr(b']', words)?;
    let address = bytes.get(close + 1..bytes.len().min(close + LONGEST_ADDRESS))?;
    if address.first() != Some(&b'(') {
        return None;
    }
    Some((open, close, close + 2 + memchr(b')', address)?))
}

/// Bytes of the mark of emphasis, of code or of escape at the head of `rest`; 0 where there is none.
fn mark_length(rest: &str, before: Option<char>) -> usize {
    let first = rest.as_bytes().first().copied().unwrap_or_default();
    match first {
        b'`' => 1,
        b'\\' => usize::from(rest.as_bytes().get(1).is_some_and(u8::is_ascii_punctuation)),
        b'*' | b'_' => {
            let length = rest.bytes().take(4).take_while(|&byte| byte == first).count();
            let after = rest.get(length..).and_then(|after| after.chars().next());
            let is_open = |side: Option<char>| side.is_none_or(char::is_whitespace);
            let is_inner = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
            // `5 * 3` and a bullet stand free; `snake_case` is one word.
            let marks = match first {
                b'_' if is_inner(before) && is_inner(after) => false,
                _ => !(is_open(before) && is_open(after)),
            };
            if marks && length <= 3 { length } else { 0 }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(source: &str) -> String {
        plain(source, 0).0
    }

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(read("# Attack on **Kati**"), "Attack on Kati");
        assert_eq!(read("> At least **15** _soldiers_ were killed"), "At least 15 soldiers were killed");
        assert_eq!(read("near [Kati](https://example.org/a_b \"x\"), say"), "near Kati, say");
        assert_eq!(read("![A camp](c.jpg) and ``code``"), "A camp and code");
        assert_eq!(read("Title\n=====\n\n***\ntext"), "Title\n\n\n\ntext");
    }

    #[test]
    fn rows_of_tables_are_lines_with_tabs() {
        let table = "Toll:\n\n| Région | **Morts** |\n|:---|---:|\n| Mopti | 12 |\n| Ségou \\| Niono | |\n\nEnd | of it";
        assert_eq!(read(table), "Toll:\n\nRégion\tMorts\nMopti\t12\nSégou | Niono\t\n\nEnd | of it");
        assert_eq!(read("Place | Dead\n--- | ---\nKati | 15\nText."), "Place\tDead\nKati\t15\nText.");
        assert_eq!(read("a | b\nc | d"), "a | b\nc | d");
        let (text, map) = plain(table, 0);
        let at = text.find("Mopti").expect("the words stay");
        assert_eq!(map.to_source(Span::new(at, at + "Mopti\t12".len())).of(table), "Mopti | 12");
    }

    #[test]
    fn what_marks_nothing_stays() {
        for text in ["5 * 3 and snake_case", "* an item", "- an item", "#mali", "[1] a note", "a [b", "1_000"]
        {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn the_map_leads_back_to_the_file() {
        let source = "At least **15** soldiers near [Kati](a).";
        let (text, map) = plain(source, 10);
        for word in ["15", "soldiers", "Kati"] {
            let at = text.find(word).expect("the words stay");
            let back = map.to_source(Span::new(at, at + word.len()));
            assert_eq!(Span::new(back.start - 10, back.end - 10).of(source), word);
        }
    }

    #[test]
    fn brackets_and_stars_without_end_cost_linear_time() {
        for piece in ["[", "*", "![", "_a", "[](", "> "] {
            assert!(read(&piece.repeat(300_000)).len() <= piece.len() * 300_000);
        }
    }

    proptest! {
        #[test]
        fn only_marks_are_taken_away(source in "(\\PC|[\n*_`#>| \\[\\]()!a-z]|\n\\|-\\|\n){0,120}") {
            let (text, map) = plain(&source, 0);
            prop_assert_eq!(map.text_len(), text.len());
            let mut rest = source.chars();
            // A tab may stand for the sign between two cells.
            for letter in text.chars().filter(|&c| c != '\t') {
                prop_assert!(rest.any(|c| c == letter), "{:?} from {:?}", text, source);
            }
        }
    }
}
