//! A whole article for people: every figure, actor and place marked where it stands.

use std::io::{self, Write};

use super::marked::{Kind, Layout, Mark, wrap};
use super::notation;
use super::page::{self, Look};
use crate::extract::{Annotations, Figure, Quote, Toll};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

/// Prints `text` paragraph by paragraph, under each the figures that it states; above a line that is in `told`,
/// what that line is.
pub(super) fn print(
    out: &mut dyn Write,
    (text, told): (&str, &[(Span, &str)]),
    found: &Annotations,
    (vocabulary, look): (&Vocabulary, Look),
) -> io::Result<()> {
    let marks = marks(found);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        if line.trim().is_empty() {
            continue;
        }
        let inside: Vec<Mark> = marks.iter().filter_map(|mark| shifted(*mark, span)).collect();
        if let Some((_, what)) = told.iter().find(|(part, _)| part.overlaps(span)) {
            page::quiet(out, &format!("({what})"), look)?;
        }
        for line in wrap(line, &inside, look.indented(0)) {
            writeln!(out, "{line}")?;
        }
        stated(out, span, &found.figures, vocabulary, look.indented(2))?;
        writeln!(out)?;
    }
    tolls(out, found, look)
}

/// The figures that begin in `span`; parts may name a whole that stands elsewhere.
fn stated(
    out: &mut dyn Write,
    span: Span,
    figures: &[Figure],
    vocabulary: &Vocabulary,
    layout: Layout,
) -> io::Result<()> {
    for figure in figures.iter().filter(|figure| span.contains(begin(&figure.quote))) {
        page::figure(out, &format!("{} {}", figure.id, notation::line(figure, figures, vocabulary)), layout)?;
    }
    Ok(())
}

const fn begin(quote: &Quote) -> Span {
    Span::new(quote.byte_start, quote.byte_start + 1)
}

fn marks(found: &Annotations) -> Vec<Mark> {
    let of = |kind: Kind| move |quote: &Quote| Mark { span: quote.span(), kind };
    let figures = found.figures.iter().map(|figure| &figure.quote).map(of(Kind::Figure));
    let places = found.places.iter().map(|place| &place.quote).map(of(Kind::Place));
    let actors = found.actors.iter().map(|actor| &actor.quote).map(of(Kind::Actor));
    figures.chain(places).chain(actors).collect()
}

/// The part of `mark` inside `line`, counted from its start.
fn shifted(mark: Mark, line: Span) -> Option<Mark> {
    let from = mark.span.start.max(line.start);
    let to = mark.span.end.min(line.end);
    (from < to).then(|| Mark { span: Span::new(from - line.start, to - line.start), ..mark })
}

fn tolls(out: &mut dyn Write, found: &Annotations, look: Look) -> io::Result<()> {
    for (outcome, Toll { bounds, figures }) in &found.tolls {
        let bounds = notation::bounds(bounds).unwrap_or_else(|| "number not given".to_owned());
        let line = format!("{} in this article: {bounds} (adds {})", outcome.as_str(), figures.join(", "));
        page::quiet(out, &line, look)?;
    }
    Ok(())
}
