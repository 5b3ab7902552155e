//! Where sentences begin and end, in one scan of the text.

use super::Span;
use super::abbreviations::{Stop, opens_sentence, stop_after};

/// The sentences of `text` in order, without the white space around them.
///
/// A sentence ends at `.`, `!`, `?`, `…` (with the quotes and brackets that close after it) before
/// white space and something that can open a sentence; at an empty line; and at a line end, unless
/// the text is wrapped to a fixed width there. Abbreviations (`Col.`, `U.N.`, `5 a.m.`), initials,
/// decimals and list numbers do not end one. Headings and list items are sentences of their own.
///
/// Together the sentences hold every character that is not white space. Linear in the text.
///
/// ```
/// use sitrep::text::sentences;
/// let text = "Col. Sory spoke at 5 a.m. on Friday. “Ten died.” Others fled.";
/// let found: Vec<&str> = sentences(text).into_iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["Col. Sory spoke at 5 a.m. on Friday.", "“Ten died.”", "Others fled."]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let marks = text.bytes().enumerate().filter(|&(_, byte)| MARKS[usize::from(byte)]);
    sentences_at(text, marks.map(|(at, _)| at))
}

/// The same for a text of which it is known at which bytes a sentence may end: all stops and line
/// ends, in order; others do no harm.
pub(super) fn sentences_at(text: &str, marks: impl Iterator<Item = usize> + Clone) -> Vec<Span> {
    let mut scan = Scan { text, width: wrap_width(text, marks.clone()), start: 0, found: Vec::new() };
    let mut at = 0;
    for mark in marks {
        if mark >= at {
            at = scan.visit(mark);
        }
    }
    scan.cut(text.len());
    scan.found
}

/// Bytes at which a sentence may end, or that open a character at which it may.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    // The last ones open `؟`, `۔`, `।`, `…` and the stops of Chinese; `visit` looks closer.
    let bytes = [b'.', b'!', b'?', b'\n', b'\r', 0xD8, 0xDB, 0xE0, 0xE2, 0xE3, 0xEF];
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

struct Scan<'t> {
    text: &'t str,
    width: Option<usize>,
    start: usize,
    found: Vec<Span>,
}

impl Scan<'_> {
    /// Decides about the mark at byte `at`; returns where to go on.
    fn visit(&mut self, at: usize) -> usize {
        match char_at(self.text, at) {
            Some('\n' | '\r') => self.visit_line_end(at),
            Some('.' | '!' | '?' | '…' | '؟' | '۔' | '।') => self.visit_stop(at),
            Some(stop @ ('。' | '！' | '？')) => {
                let end = at + stop.len_utf8();
                self.cut(end);
                end
            }
            Some(other) => at + other.len_utf8(),
            None => at + 1,
        }
    }

    fn visit_stop(&mut self, at: usize) -> usize {
        // `1.5`, `www.`: most stops within a line that end no sentence.
        if let Some([b'.', b'a'..=b'z' | b'0'..=b'9' | b',' | b';' | b':']) =
            self.text.as_bytes().get(at..at + 2)
        {
            return at + 1;
        }
        // ` A`, `\nThe`: a space and a plain word behind one stop, as behind most, which close nothing.
        let is_plain = matches!(
            self.text.as_bytes().get(at..at + 3),
            Some([b'.', b' ' | b'\n', b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9'])
        );
        let stops = if is_plain { at + 1 } else { skip_while(self.text, at, is_stop) };
        let end = if is_plain { stops } else { skip_closers(self.text, stops) };
        if self.ends_sentence(Span::new(at, stops), end) {
            self.cut(end);
        }
        end
    }

    /// Whether the sentence ends with the run of `stops` whose closing quotes end at `end`.
    fn ends_sentence(&self, stops: Span, end: usize) -> bool {
        let next = skip_while(self.text, end, char::is_whitespace);
        let Some(first) = char_at(self.text, skip_while(self.text, next, is_opener)) else { return true };
        if first.is_lowercase() || matches!(first, ',' | ';' | ':') {
            return false;
        }
        if stops.of(self.text) != "." {
            return next > end || end > stops.end;
        }
        let word = word_before(self.text, stops.start);
        if next == end && end == stops.end {
            return self.is_missing_space(word, next);
        }
        if self.is_list_number(stops.start) {
            return false;
        }
        match stop_after(word) {
            Stop::Ends => true,
            // A quote or bracket that closes after the stop settles it.
            _ if end > stops.end => true,
            Stop::Inside => false,
            Stop::InsideBeforeNumber => !first.is_numeric(),
            Stop::InsideBeforeOthers => opens_sentence(word_from(self.text, next)),
        }
    }

    /// `killed.The army`: a space was lost between two sentences.
    fn is_missing_space(&self, word: &str, next: usize) -> bool {
        let mut after = word_from(self.text, next).chars();
        word.chars().filter(|c| c.is_lowercase()).count() > 2
            && !word.contains('.')
            && after.next().is_some_and(char::is_uppercase)
            && after.next().is_some_and(char::is_lowercase)
            && stop_after(word) == Stop::Ends
    }

    /// `1.` at the head of a list item.
    fn is_list_number(&self, stop: usize) -> bool {
        let so_far = Span::new(self.start, stop).of(self.text).trim_start();
        so_far.len() < 4 && so_far.chars().all(|c| c.is_ascii_digit())
    }

    fn visit_line_end(&mut self, at: usize) -> usize {
        let next = match self.text.as_bytes().get(at..at + 2) {
            // Most lines of a wrapped text go on in the next with a small letter.
            Some([b'\n', b'a'..=b'z']) => return at + 1,
            Some([b'\n', first]) if first.is_ascii_graphic() => at + 1,
            _ => skip_while(self.text, at, char::is_whitespace),
        };
        let breaks = self.text.as_bytes().get(at..next).unwrap_or_default();
        let count = |end: u8| breaks.iter().filter(|&&byte| byte == end).count();
        if count(b'\n').max(count(b'\r')) > 1 || !self.is_wrapped(at, next) {
            self.cut(at);
        }
        next
    }

    /// Whether the line that ends at byte `at` goes on in the one that begins at `next`.
    fn is_wrapped(&self, at: usize, next: usize) -> bool {
        let Some(first) = char_at(self.text, next) else { return false };
        if first.is_lowercase() {
            return true;
        }
        let Some(width) = self.width else { return false };
        let line = line_before(self.text, at);
        // Wires wrap with a ragged edge, and break a line before a long word early.
        is_text(first) && line.len() * 4 > width * 3
    }

    /// Ends the sentence at byte `end` and opens the next one there.
    fn cut(&mut self, end: usize) {
        let sentence = Span::new(self.start, end).of(self.text);
        let body = sentence.trim();
        if !body.is_empty() {
            let start = self.start + (sentence.len() - sentence.trim_start().len());
            self.found.push(Span::new(start, start + body.len()));
        }
        self.start = end;
    }
}

/// Longest line that a text wrapped to a fixed width may have.
const WIDEST_WRAP: usize = 120;
/// Lines shorter than this do not show a width.
const NARROWEST_WRAP: usize = 40;

/// The width to which a text is wrapped, where it is: nearly all of it stands in lines of a page's
/// width, and many lines begin in the middle of a sentence. All line ends are among the `marks`.
fn wrap_width(text: &str, marks: impl Iterator<Item = usize>) -> Option<usize> {
    let (mut wide, mut full, mut width) = (0, 0, 0);
    let (mut inside, mut cased) = (0, 0);
    let mut start = 0;
    let ends = marks.filter(|&at| matches!(text.as_bytes().get(at), Some(b'\n' | b'\r')));
    for end in ends.chain([text.len()]) {
        // The end of the line before is white space as well.
        let line = Span::new(start, end).of(text).trim_start().trim_ascii_end();
        start = end;
        if line.len() > WIDEST_WRAP {
            wide += line.len();
            continue;
        }
        if line.len() >= NARROWEST_WRAP {
            full += 1;
            width = width.max(line.len());
        }
        inside += usize::from(line.starts_with(char::is_lowercase));
        cased += usize::from(line.bytes().any(|byte| byte.is_ascii_lowercase()));
    }
    let runs_on = inside * 3 >= full || cased * 10 < full;
    (full >= 3 && runs_on && wide * 10 <= text.len()).then_some(width)
}

/// The line that ends at byte `at`, or as much of it as a wrapped line can hold.
fn line_before(text: &str, at: usize) -> &str {
    let from = text.floor_char_boundary(at.saturating_sub(4 * WIDEST_WRAP));
    let tail = text.as_bytes().get(from..at).unwrap_or_default();
    let start = memchr::memrchr2(b'\n', b'\r', tail).map_or(from, |end| from + end + 1);
    text.get(start..at).unwrap_or_default().trim()
}

/// The word (letters, digits and inner stops) that ends at byte `at`, at most 16 bytes of it.
fn word_before(text: &str, at: usize) -> &str {
    let from = text.floor_char_boundary(at.saturating_sub(16));
    let tail = text.get(from..at).unwrap_or_default();
    // Most words are plain, and end at a space.
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    if let Some(cut) = tail.bytes().rposition(|byte| !is_letter(&byte))
        && tail.as_bytes().get(cut).is_some_and(u8::is_ascii)
    {
        return tail.get(cut + 1..).unwrap_or_default();
    }
    let cut = tail.char_indices().rev().find(|&(_, c)| !(c.is_alphanumeric() || c == '.'));
    let start = cut.map_or(0, |(index, c)| index + c.len_utf8());
    tail.get(start..).unwrap_or_default()
}

/// The word that begins at byte `at`, behind opening quotes, at most 32 bytes of it.
fn word_from(text: &str, at: usize) -> &str {
    let at = skip_while(text, at, is_opener);
    let end = text.floor_char_boundary(at.saturating_add(32));
    let head = text.get(at..end).unwrap_or_default();
    head.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// The first byte from `at` on whose character fails `test`.
fn skip_while(text: &str, at: usize, test: impl Fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches(test).len())
}

/// Skips what closes after a stop: quotes, brackets, and the French `»` with the space before it.
fn skip_closers(text: &str, at: usize) -> usize {
    let end = skip_while(text, at, is_closer);
    let spaced = skip_while(text, end, |c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
    if char_at(text, spaced) == Some('»') { skip_while(text, spaced, is_closer) } else { end }
}

const fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।')
}

const fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '›')
}

const fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '«' | '(' | '[' | '‹' | '\u{a0}' | '\u{202f}')
}

fn is_text(c: char) -> bool {
    c.is_alphanumeric() || is_opener(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        for whole in [
            "U.N. peacekeepers and Lt. Col. Traoré left St. Louis at 6 p.m. Tuesday.",
            "M. Keïta a rencontré le Dr. Sow au No. 12 de la rue.",
            "Some 1.5 million people, approx. 20 per cent, fled by Sept. 14 with J. Diarra.",
            "He said “stop.” and left the town of Niono. and others too.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
    }

    #[test]
    fn stops_quotes_and_lost_spaces_end_a_sentence() {
        assert_eq!(
            split("Ten died in the U.S. The army left. « Rien n’est sûr. » Deux blessés… Qui ? Nul ne sait."),
            [
                "Ten died in the U.S.",
                "The army left.",
                "« Rien n’est sûr. »",
                "Deux blessés…",
                "Qui ?",
                "Nul ne sait."
            ]
        );
        assert_eq!(
            split("Nine were killed.The rest fled in 2022. 15 returned."),
            ["Nine were killed.", "The rest fled in 2022.", "15 returned."]
        );
        assert_eq!(split("قتل عشرة. نجا اثنان؟ نعم."), ["قتل عشرة.", "نجا اثنان؟", "نعم."]);
    }

    #[test]
    fn lines_end_a_sentence_unless_they_are_wrapped() {
        let long = "Word ".repeat(40);
        let text = format!("Africa\nTen Killed Near Kati\n{long}\nLast line");
        assert_eq!(split(&text).len(), 4);
        let wrapped = "The gunmen came on motorcycles from the east and entered the town of\n\
                       Kati before dawn, residents said, and left in the direction of the\n\
                       river two hours later after burning the post and a school.\n\
                       Heading\nThe governor came.";
        assert_eq!(split(wrapped).len(), 3, "{:?}", split(wrapped));
        assert_eq!(split("First\r\n\r\nsecond"), ["First", "second"]);
    }

    #[test]
    fn a_list_number_belongs_to_its_item() {
        assert_eq!(
            split("1. The road was cut.\n2. Nobody died."),
            ["1. The road was cut.", "2. Nobody died."]
        );
    }

    #[test]
    fn a_line_of_stops_or_spaces_costs_linear_time() {
        for piece in [". ", "a.", "… » ", "\n \n", "U.", "   ", "”"] {
            let text = piece.repeat(400_000);
            assert!(sentences(&text).len() <= text.len());
        }
    }

    proptest! {
        #[test]
        fn a_scan_of_tokens_finds_the_same_sentences(text in "(\\PC|[ .!?\n\r»”。؟a-zA-Z]){0,200}") {
            let tokens = crate::text::Tokens::new(&text);
            prop_assert_eq!(tokens.sentences(), sentences(&text));
        }

        #[test]
        fn sentences_are_ordered_and_lose_nothing(text in "(\\PC|[ .!?\n\r»”a-zA-Z]){0,200}") {
            let mut at = 0;
            for span in sentences(&text) {
                prop_assert!(span.start >= at && span.end > span.start);
                prop_assert_eq!(span.of(&text).trim(), span.of(&text));
                prop_assert!(Span::new(at, span.start).of(&text).trim().is_empty());
                at = span.end;
            }
            prop_assert!(text.get(at..).is_some_and(|rest| rest.trim().is_empty()));
        }
    }
}
