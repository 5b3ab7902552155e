//! Passages: paragraphs cut or joined at sentence ends to a size that can be ranked and read.

use super::article::{Article, Passage};
use crate::text::{Span, Tokens, sentences};

/// Bytes from which a passage may end with its paragraph.
const ENOUGH: usize = 300;
/// Bytes up to which another whole paragraph is taken in.
const ROOMY: usize = 550;
/// Bytes that a passage of several sentences does not go beyond.
const FULL: usize = 900;
/// Bytes beyond which even a single sentence is cut.
const LONGEST_SENTENCE: usize = 1500;
/// Bytes up to which a line without a stop is a heading.
const LONGEST_HEADING: usize = 150;
/// Bytes from which a passage may end because a heading follows.
const SECTION: usize = 80;
/// Bytes below which the end of a run is added to the passage before it.
const CRUMB: usize = 160;

/// Cuts an article into passages, in order, none of them overlapping.
///
/// Together they hold all of the text that is neither white space nor page furniture. No sentence
/// is split unless it alone is longer than a page of a passage. A heading opens a passage. Linear
/// in the text.
#[must_use]
pub fn passages(article: &Article) -> Vec<Passage> {
    cut(&article.text, &article.furniture, None)
}

/// The same for the text of `tokens`, with its furniture: its sentences need not be looked for again.
pub(crate) fn passages_of(tokens: &Tokens<'_>, furniture: &[Span]) -> Vec<Passage> {
    let is_one_run = furniture.is_empty();
    cut(tokens.text, furniture, is_one_run.then(|| tokens.sentences()))
}

/// Cuts a text; `sentences` are those of all of it, where they are known and it has no furniture.
fn cut(text: &str, furniture: &[Span], sentences: Option<&[Span]>) -> Vec<Passage> {
    let mut spans = Vec::new();
    let mut at = 0;
    for furniture in furniture {
        cut_run(text, Span::new(at, furniture.start), None, &mut spans);
        at = furniture.end;
    }
    cut_run(text, Span::new(at, text.len()), sentences, &mut spans);
    spans.into_iter().enumerate().map(|(ordinal, span)| Passage { ordinal, span }).collect()
}

/// Cuts a run of text without furniture.
fn cut_run(text: &str, run: Span, known: Option<&[Span]>, spans: &mut Vec<Span>) {
    let found = if known.is_none() { sentences_in(text, run) } else { Vec::new() };
    let mut cuts: Vec<Cut> = Vec::new();
    for piece in pieces(text, run, known.unwrap_or(&found)) {
        match cuts.last_mut() {
            Some(cut) if cut.takes(&piece) => {
                cut.span.end = piece.span.end;
                cut.ends_with_heading = piece.is_heading;
            }
            _ => cuts.push(Cut {
                span: piece.span,
                is_headed: piece.is_heading,
                ends_with_heading: piece.is_heading,
            }),
        }
    }
    join_crumb(&mut cuts);
    spans.extend(cuts.into_iter().map(|cut| cut.span));
}

/// A sentence, or a part of one that is too long.
struct Piece {
    span: Span,
    /// Where its paragraph ends, if it is the first of it.
    paragraph: Option<usize>,
    is_heading: bool,
}

/// The sentences of a run of `text`.
fn sentences_in(text: &str, run: Span) -> Vec<Span> {
    let mut found = sentences(run.of(text));
    for sentence in &mut found {
        *sentence = Span::new(run.start + sentence.start, run.start + sentence.end);
    }
    found
}

/// The sentences of `run`, and where paragraphs begin and end.
fn pieces(text: &str, run: Span, sentences: &[Span]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(sentences.len());
    let mut first = 0;
    let mut at = run.start;
    for &sentence in sentences {
        let opens = pieces.is_empty() || Span::new(at, sentence.start).of(text).contains(['\n', '\r']);
        if opens {
            close_paragraph(&mut pieces, first, at);
            first = pieces.len();
        }
        let is_heading = opens && is_heading(text, sentence, run.end);
        each_part(text, sentence, |span| pieces.push(Piece { span, paragraph: None, is_heading }));
        at = sentence.end;
    }
    close_paragraph(&mut pieces, first, at);
    pieces
}

fn close_paragraph(pieces: &mut [Piece], first: usize, end: usize) {
    if let Some(piece) = pieces.get_mut(first) {
        piece.paragraph = Some(end);
    }
}

/// A passage that may still grow.
struct Cut {
    span: Span,
    is_headed: bool,
    ends_with_heading: bool,
}

impl Cut {
    /// Whether `piece` belongs to this passage.
    fn takes(&self, piece: &Piece) -> bool {
        let joined = self.span.cover(piece.span).len();
        if self.ends_with_heading {
            return joined <= LONGEST_SENTENCE;
        }
        let Some(end) = piece.paragraph else { return joined <= FULL };
        if piece.is_heading {
            return self.span.len() < SECTION;
        }
        let with_paragraph = end - self.span.start;
        with_paragraph <= ROOMY || (self.span.len() < ENOUGH && joined <= FULL)
    }
}

/// A last passage of a few words belongs to the one before it, unless a heading opens it.
fn join_crumb(cuts: &mut Vec<Cut>) {
    if let [.., before, last] = cuts.as_mut_slice()
        && last.span.len() < CRUMB
        && !last.is_headed
        && before.span.cover(last.span).len() <= FULL
    {
        before.span.end = last.span.end;
        cuts.pop();
    }
}

/// Whether `sentence`, which opens a paragraph, is a line of its own that heads what follows it.
fn is_heading(text: &str, sentence: Span, run_end: usize) -> bool {
    let line = sentence.of(text);
    if line.len() > LONGEST_HEADING || line.ends_with(['.', '!', '?', '…', '"', '”', '»', ',', ';']) {
        return false;
    }
    let after = Span::new(sentence.end, run_end).of(text);
    let rest = after.trim_start();
    let gap = after.get(..after.len() - rest.len()).unwrap_or_default();
    gap.contains(['\n', '\r']) && !rest.is_empty()
}

/// Shows a sentence as it is, or one that is too long cut at spaces, else between characters, to `take`.
fn each_part(text: &str, sentence: Span, mut take: impl FnMut(Span)) {
    if sentence.len() <= LONGEST_SENTENCE {
        return take(sentence);
    }
    let mut rest = sentence;
    while rest.len() > FULL {
        let cut = cut_before(text, Span::new(rest.start, rest.start + FULL));
        let head = Span::new(rest.start, cut);
        let next = rest_after(text, cut, sentence.end);
        take(trim_end(text, head));
        rest = Span::new(next, sentence.end);
    }
    if !rest.is_empty() {
        take(rest);
    }
}

/// The last place in the second half of `window` at which a cut splits no word; else no character.
fn cut_before(text: &str, window: Span) -> usize {
    let end = text.floor_char_boundary(window.end);
    let half = text.floor_char_boundary(window.start + window.len() / 2);
    let second = text.get(half..end).unwrap_or_default();
    let break_at = |found: &dyn Fn(char) -> bool| second.rfind(found).map(|at| half + at);
    break_at(&|c| ";:,".contains(c))
        .map(|at| at + 1)
        .filter(|&at| text.get(at..).is_some_and(|rest| rest.starts_with(char::is_whitespace)))
        .or_else(|| break_at(&char::is_whitespace))
        .unwrap_or(end)
}

fn rest_after(text: &str, at: usize, end: usize) -> usize {
    let rest = Span::new(at, end).of(text);
    at + (rest.len() - rest.trim_start().len())
}

fn trim_end(text: &str, span: Span) -> Span {
    Span::new(span.start, span.start + span.of(text).trim_end().len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::corpus::{Reading, records_from};

    fn article(text: &str) -> Option<Article> {
        let record = records_from(text.as_bytes().to_vec(), "a.txt", &Reading::default()).next()?.ok()?;
        record.article().ok()
    }

    fn cut(text: &str) -> Vec<String> {
        let article = article(text).expect("the test gives text");
        passages(&article).into_iter().map(|passage| passage.span.of(&article.text).to_owned()).collect()
    }

    const SENTENCE: &str = "The column left the camp at dawn and met no one on the road to the river. ";

    #[test]
    fn a_heading_opens_the_passage_that_follows_it() {
        let text = format!("{}\n\nOn the road\n\n{}", SENTENCE.repeat(5), SENTENCE.repeat(5));
        let found = cut(&text);
        assert_eq!(found.len(), 2);
        assert!(found.last().is_some_and(|passage| passage.starts_with("On the road\n\nThe column")));
    }

    #[test]
    fn furniture_ends_a_passage_and_is_in_none() {
        let text = format!("{SENTENCE}\n\nRead also: Ten held\n\n{SENTENCE}");
        assert_eq!(cut(&text), [SENTENCE.trim(), SENTENCE.trim()]);
    }

    #[test]
    fn short_paragraphs_are_joined_and_long_ones_cut_at_sentence_ends() {
        let short = format!("{SENTENCE}\n").repeat(12);
        let found = cut(&short);
        assert_eq!(found.iter().map(|passage| passage.lines().count()).collect::<Vec<_>>(), [7, 5]);
        let long = SENTENCE.repeat(40);
        for passage in cut(&long) {
            assert!(passage.len() <= FULL && passage.ends_with("river."), "{passage}");
        }
    }

    #[test]
    fn a_line_without_stops_is_cut_at_spaces_in_linear_time() {
        let words = "columns ".repeat(200_000);
        assert!(cut(&words).iter().all(|passage| passage.len() <= FULL && passage.ends_with("columns")));
        let solid = "é".repeat(200_000);
        assert!(cut(&solid).iter().all(|passage| passage.len() <= FULL));
    }

    proptest! {
        #[test]
        fn passages_are_ordered_apart_and_lose_nothing(
            text in "((\\PC{0,40}|Read also: x|Attack on Kati|The [a-z ]{0,1700})[.\n ]{1,3}){0,12}",
        ) {
            let Some(article) = article(&text) else { return Ok(()) };
            let found = passages(&article);
            prop_assert_eq!(&passages_of(&Tokens::new(&article.text), &article.furniture), &found);
            let mut covered: Vec<Span> = found.into_iter().map(|passage| passage.span).collect();
            for span in &covered {
                prop_assert!(!span.is_empty() && !span.of(&article.text).is_empty());
                prop_assert!(article.furniture.iter().all(|furniture| !furniture.overlaps(*span)));
                prop_assert!(span.len() <= LONGEST_SENTENCE);
            }
            prop_assert!(covered.is_sorted_by(|a, b| a.end <= b.start));
            covered.extend(&article.furniture);
            covered.sort_unstable();
            let mut at = 0;
            for span in covered {
                prop_assert!(Span::new(at, span.start).of(&article.text).trim().is_empty());
                at = span.end;
            }
            prop_assert!(article.text.get(at..).is_some_and(|rest| rest.trim().is_empty()));
        }
    }
}
