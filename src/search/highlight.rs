//! What to mark in a passage: what matched the query, and every casualty figure.

use super::plan::{FigureTest, Name, Plan, Text, What};
use super::spans::{Occurrence, Spans, in_words};
use super::written::letters;
use super::{Highlight, HighlightKind, Hit};
use crate::extract::{Level, Quote};
use crate::index::{Language, Reader, Word, can_be_asked_for, names_actor};
use crate::text::{ScalarIndex, Span};

/// A part of the passage to mark, in bytes of the passage.
type Mark = (Span, HighlightKind, Option<String>);

/// Marks passages for one plan; the stems of one passage serve for the next.
#[derive(Debug)]
pub(super) struct Marker {
    sought: Sought,
    reader: Reader,
}

impl Marker {
    /// Nothing marked so far.
    pub(super) fn of(plan: &Plan) -> Self {
        Self { sought: Sought::of(plan), reader: Reader::default() }
    }

    /// Everything to mark in the passage of `hit`, in the order of the text; each part of the text
    /// at most once, but for figures, which are marked whatever else is.
    pub(super) fn highlights(&mut self, plan: &Plan, hit: &Hit) -> Vec<Highlight> {
        let Self { sought, reader } = self;
        let by_position = sought.by_position;
        let language =
            if by_position { Language::Of(hit.article.language.as_deref()) } else { Language::None };
        let text = &hit.passage.quote.text;
        let words = reader.words_where(text, language, |folded| sought.may_be(folded));
        highlights(plan, hit, &words)
    }
}

fn highlights(plan: &Plan, hit: &Hit, words: &[Word]) -> Vec<Highlight> {
    let text = &hit.passage.quote.text;
    let mut marks: Vec<Mark> = Vec::new();
    for what in plan.wanted() {
        match what {
            What::Text(wanted) if !wanted.title_only => mark_text(wanted, text, words, &mut marks),
            What::Name(name) => mark_name(name, hit, words, &mut marks),
            What::Tag { column, values } => mark_tag(column, values, hit, &mut marks),
            What::Text(_)
            | What::Figure(FigureTest { .. })
            | What::ArticleTag { .. }
            | What::Published(_) => {}
        }
    }
    // Of two marks on the same words the one that says which place or actor they name is kept.
    marks.sort_by_key(|mark| (mark.0.start, std::cmp::Reverse(mark.0.end), mark.2.is_none(), mark.1));
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        if kept.last().is_none_or(|last| !last.0.overlaps(mark.0)) {
            kept.push(mark);
        }
    }
    for figure in &hit.figures {
        kept.push((within(hit, &figure.quote), HighlightKind::Figure, Some(figure.id.clone())));
    }
    kept.sort_by_key(|mark| (mark.0.start, std::cmp::Reverse(mark.0.end), mark.1));
    let scalars = ScalarIndex::new(text);
    kept.into_iter().map(|(span, kind, reference)| highlight(&scalars, span, kind, reference)).collect()
}

/// What tells the words of a text that a plan may ask for from those that it does not.
#[derive(Debug)]
struct Sought {
    initials: Vec<char>,
    /// Whether numbers, or what stands next to a word, matter.
    by_position: bool,
}

impl Sought {
    fn of(plan: &Plan) -> Self {
        let mut sought = Self { initials: Vec::new(), by_position: false };
        for what in plan.wanted() {
            let spans = match what {
                What::Text(text) => &text.spans,
                What::Name(name) => &name.spans,
                _ => continue,
            };
            let parts = spans.parts();
            sought.by_position |= parts.len() > 1;
            for part in parts {
                match part.initial() {
                    Some(initial) if !sought.initials.contains(&initial) => sought.initials.push(initial),
                    Some(_) => {}
                    None => sought.by_position = true,
                }
            }
        }
        sought
    }

    fn may_be(&self, folded: &str) -> bool {
        folded.chars().next().is_some_and(|initial| self.initials.contains(&initial))
    }
}

fn highlight(
    scalars: &ScalarIndex<'_>,
    span: Span,
    kind: HighlightKind,
    reference: Option<String>,
) -> Highlight {
    let counted = scalars.scalars(span);
    Highlight {
        start: counted.start,
        end: counted.end,
        byte_start: span.start,
        byte_end: span.end,
        kind,
        reference,
    }
}

/// The bytes of a quote of the article, within the passage and cut to it.
fn within(hit: &Hit, quote: &Quote) -> Span {
    let base = hit.passage.quote.byte_start;
    let end = hit.passage.quote.text.len();
    Span::new(quote.byte_start.saturating_sub(base), quote.byte_end.saturating_sub(base).min(end))
}

/// The bytes from the first to the last word of an occurrence.
pub(super) fn bytes(words: &[Word], (first, last): Occurrence) -> Span {
    let at = |position: u32| usize::try_from(position).unwrap_or(usize::MAX);
    let inside = words.iter().filter(|word| at(first) <= word.position && word.position <= at(last));
    inside.map(|word| word.number.map_or(word.span, |(_, all)| all)).reduce(Span::cover).unwrap_or_default()
}

fn mark_text(wanted: &Text, text: &str, words: &[Word], marks: &mut Vec<Mark>) {
    let surface = wanted.surface.as_deref().map(letters);
    for occurrence in in_words(&wanted.spans, words) {
        if surface.as_ref().is_some_and(|surface| letters(bytes(words, occurrence).of(text)) != *surface) {
            continue;
        }
        match &wanted.spans {
            Spans::Phrase(_) => {
                let kind = if wanted.is_phrase { HighlightKind::Phrase } else { HighlightKind::Term };
                marks.push((bytes(words, occurrence), kind, None));
            }
            Spans::Near(..) => mark_near(&wanted.spans, words, occurrence, marks),
        }
    }
}

/// Of two words near each other the words are marked, not what lies between.
fn mark_near(spans: &Spans, words: &[Word], (first, last): Occurrence, marks: &mut Vec<Mark>) {
    match spans {
        Spans::Phrase(parts) => {
            let kind = if parts.len() > 1 { HighlightKind::Phrase } else { HighlightKind::Term };
            for (from, to) in in_words(spans, words) {
                if first <= from && to <= last {
                    marks.push((bytes(words, (from, to)), kind, None));
                }
            }
        }
        Spans::Near(left, right, _) => {
            mark_near(left, words, (first, last), marks);
            mark_near(right, words, (first, last), marks);
        }
    }
}

fn mark_name(name: &Name, hit: &Hit, words: &[Word], marks: &mut Vec<Mark>) {
    let own: Vec<Span> = in_words(&name.spans, words).into_iter().map(|at| bytes(words, at)).collect();
    let kind_of =
        |span: Span, kind| if own.contains(&span) || !name.words_count { kind } else { HighlightKind::Alias };
    for place in
        hit.places.iter().filter(|place| place.level == Level::Named && name.places.contains(&place.id))
    {
        let span = within(hit, &place.quote);
        marks.push((span, kind_of(span, HighlightKind::Place), Some(place.id.clone())));
    }
    for actor in
        hit.actors.iter().filter(|actor| can_be_asked_for(actor.level) && name.actors.contains(&actor.id))
    {
        let span = within(hit, &actor.quote);
        marks.push((span, kind_of(span, HighlightKind::Actor), Some(actor.id.clone())));
    }
    if name.words_count {
        for span in own {
            marks.push((span, HighlightKind::Term, None));
        }
    }
}

fn mark_tag(column: &str, values: &[String], hit: &Hit, marks: &mut Vec<Mark>) {
    let lies_under = |path: &[String]| {
        values.iter().any(|value| {
            let mut wanted = value.split('/');
            let mut parts = path.iter();
            wanted.all(|part| parts.next().is_some_and(|own| own == part))
        })
    };
    match column {
        "region" => {
            for place in
                hit.places.iter().filter(|place| place.level == Level::Named && lies_under(&place.path))
            {
                marks.push((within(hit, &place.quote), HighlightKind::Place, Some(place.id.clone())));
            }
        }
        "actor" => {
            for actor in hit.actors.iter().filter(|actor| names_actor(actor.level)) {
                let path: Vec<String> = actor.ancestors.iter().chain([&actor.id]).cloned().collect();
                if lies_under(&path) {
                    marks.push((within(hit, &actor.quote), HighlightKind::Actor, Some(actor.id.clone())));
                }
            }
        }
        _ => {}
    }
}
