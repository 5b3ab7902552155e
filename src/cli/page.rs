//! A page of ranked passages for people: article by article, each passage with its figures under it.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::marked::{Kind, Layout, Mark, wrap};
use super::notation;
use super::report::counted;
use crate::corpus::ArticleMeta;
use crate::extract::{ActorMention, Level, PlaceMention};
use crate::search::{Copy, Highlight, HighlightKind, Hit, Share};
use crate::text::Span;
use crate::vocabulary::Vocabulary;

const TITLE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const FIGURE_SIGN: Style = AnsiColor::Yellow.on_default().bold();

/// How wide the page is and whether it is coloured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    /// Columns.
    pub(super) width: usize,
    /// Styles rather than signs.
    pub(super) colours: bool,
    /// Passages whose words stand on the page already are printed all the same.
    pub(super) all_copies: bool,
}

impl Look {
    /// Text with an indent.
    pub(super) const fn indented(self, indent: usize) -> Layout {
        Layout { width: self.width, indent, colours: self.colours }
    }
}

/// Prints `hits` grouped by article, an article where its best passage stands.
pub(super) fn print(
    out: &mut dyn Write,
    hits: &[Hit],
    vocabulary: &Vocabulary,
    look: Look,
) -> io::Result<()> {
    let mut printed: Vec<&str> = Vec::new();
    for hit in hits {
        let id = hit.article.id.as_str();
        if printed.contains(&id) {
            continue;
        }
        printed.push(id);
        let group: Vec<&Hit> = hits.iter().filter(|other| other.article.id == id).collect();
        head(out, hit, &group, look)?;
        let more = hit.of_article.saturating_sub(group.len());
        for hit in group {
            let said = hits.iter().find(|other| other.rank < hit.rank && says_the_same(other, hit));
            match said.filter(|_| !look.all_copies) {
                Some(first) => repeated(out, hit, first)?,
                None => passage(out, hit, vocabulary, look)?,
            }
        }
        if more > 0 {
            writeln!(out)?;
            quiet(out, &format!("+{} of this article", counted(more, "passage")), look)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn head(out: &mut dyn Write, best: &Hit, group: &[&Hit], look: Look) -> io::Result<()> {
    let article = &best.article;
    heading(out, article, look)?;
    let places = regions(group.iter().flat_map(|hit| &hit.places)).into_iter();
    let actors = group.iter().flat_map(|hit| actors(&hit.actors));
    let facts = [article.source.clone(), Some(published(article)), some_of(places, 3), some_of(actors, 4)];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    quiet(out, &facts.join(" · "), look)?;
    // An article without a title stands under its path already.
    if article.title.is_some() { quiet(out, &article.path, look) } else { Ok(()) }
}

/// Prints what the article is called: its title, else its path.
pub(super) fn heading(out: &mut dyn Write, article: &ArticleMeta, look: Look) -> io::Result<()> {
    let title = article.title.as_deref().unwrap_or(&article.path);
    wrap(title, &[], look.indented(0)).iter().try_for_each(|line| writeln!(out, "{TITLE}{line}{TITLE:#}"))
}

/// The day of publication; that there is none is said.
pub(super) fn published(article: &ArticleMeta) -> String {
    article.published.map_or_else(|| "undated".to_owned(), |day| day.to_string())
}

/// Prints a line of small print.
pub(super) fn quiet(out: &mut dyn Write, text: &str, look: Look) -> io::Result<()> {
    wrap(text, &[], look.indented(0)).iter().try_for_each(|line| writeln!(out, "{QUIET}{line}{QUIET:#}"))
}

fn passage(out: &mut dyn Write, hit: &Hit, vocabulary: &Vocabulary, look: Look) -> io::Result<()> {
    let number = hit.rank.to_string();
    let indent = (number.width() + 2).max(4);
    let marks: Vec<Mark> = hit.highlights.iter().map(mark).collect();
    writeln!(out)?;
    for (nth, line) in wrap(&hit.passage.quote.text, &marks, look.indented(indent)).iter().enumerate() {
        if nth == 0 {
            let rest = line.trim_start_matches(' ');
            writeln!(out, "{QUIET}{number:>width$}{QUIET:#}  {rest}", width = indent - 2)?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    hit.figures.iter().try_for_each(|figure| {
        self::figure(out, &notation::line(figure, &hit.figures, vocabulary), look.indented(indent))
    })?;
    also_in(out, &hit.also_in, look.indented(indent))?;
    hit.explanation.as_ref().map_or(Ok(()), |shares| reasons(out, hit.score, shares, look.indented(indent)))
}

/// Prints why a passage scored as it did: the score, and what each signal adds to it.
fn reasons(out: &mut dyn Write, score: f32, shares: &[Share], layout: Layout) -> io::Result<()> {
    let pad = " ".repeat(layout.indent);
    writeln!(out, "{pad}{QUIET}score {score:.2}{QUIET:#}")?;
    for Share { written, share, meaning, .. } in shares {
        let what = if written.is_empty() { meaning.clone() } else { format!("{written}: {meaning}") };
        let hanging = Layout { indent: layout.indent + 8, ..layout };
        for (nth, line) in wrap(&what, &[], hanging).iter().enumerate() {
            let line = line.trim_start_matches(' ');
            let sum = if nth == 0 { format!("{share:>+7.2}") } else { " ".repeat(7) };
            writeln!(out, "{pad}{QUIET}{sum} {line}{QUIET:#}")?;
        }
    }
    Ok(())
}

/// Whether all words of `hit` stand in `other`. Where one is another word it may be a number, and the
/// passage is printed.
fn says_the_same(other: &Hit, hit: &Hit) -> bool {
    let is_other = |copy: &&Copy| copy.id == other.article.id && copy.ordinal == other.passage.ordinal;
    hit.also_in.iter().find(is_other).is_some_and(is_whole)
}

/// Whether a copy is one of the whole passage.
fn is_whole(copy: &Copy) -> bool {
    copy.share >= 1.0
}

/// Prints one line for a passage whose words stand on the page already.
fn repeated(out: &mut dyn Write, hit: &Hit, first: &Hit) -> io::Result<()> {
    let number = hit.rank.to_string();
    let width = (number.width() + 2).max(4) - 2;
    writeln!(out, "\n{QUIET}{number:>width$}  The same words as {}.{QUIET:#}", first.rank)
}

/// Prints where else the words of a passage stand, all of them or some: the first articles, and how
/// many more.
fn also_in(out: &mut dyn Write, copies: &[Copy], layout: Layout) -> io::Result<()> {
    let (whole, part): (Vec<&Copy>, Vec<&Copy>) = copies.iter().partition(|copy| is_whole(copy));
    for (copies, how) in [(whole, "also in"), (part, "partly in")] {
        let count = if copies.len() > 1 { format!("{} articles: ", copies.len()) } else { String::new() };
        let Some(listed) = some_of(copies.iter().map(|copy| named(copy)), 3) else { continue };
        wrap(&format!("{how} {count}{listed}"), &[], layout)
            .iter()
            .try_for_each(|line| writeln!(out, "{QUIET}{line}{QUIET:#}"))?;
    }
    Ok(())
}

/// An outlet and its file, with how much of the passage stands there where that is not all.
fn named(copy: &Copy) -> String {
    let share = if is_whole(copy) { String::new() } else { format!(", {}", percent(copy.share)) };
    match &copy.source {
        Some(source) => format!("{source} ({}{share})", copy.path),
        None if share.is_empty() => copy.path.clone(),
        None => format!("{} ({})", copy.path, percent(copy.share)),
    }
}

/// A share in hundredths; only all of it is 100 %.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", if share < 1.0 { (share * 100.0).clamp(1.0, 99.0) } else { 100.0 })
}

/// Prints a figure's line, which hangs under its sign.
pub(super) fn figure(out: &mut dyn Write, text: &str, layout: Layout) -> io::Result<()> {
    let pad = " ".repeat(layout.indent);
    let hanging = Layout { indent: layout.indent + 2, ..layout };
    for (nth, line) in wrap(text, &[], hanging).iter().enumerate() {
        let line = line.trim_start_matches(' ');
        if nth == 0 {
            writeln!(out, "{pad}{FIGURE_SIGN}▪{FIGURE_SIGN:#} {line}")?;
        } else {
            writeln!(out, "{pad}  {line}")?;
        }
    }
    Ok(())
}

const fn mark(highlight: &Highlight) -> Mark {
    let kind = match highlight.kind {
        HighlightKind::Figure => Kind::Figure,
        HighlightKind::Term
        | HighlightKind::Phrase
        | HighlightKind::Alias
        | HighlightKind::Place
        | HighlightKind::Actor => Kind::Match,
    };
    Mark { span: Span::new(highlight.byte_start, highlight.byte_end), kind }
}

/// Paths of the places that are named, not merely hinted at; of nested ones the innermost.
fn regions<'h>(places: impl Iterator<Item = &'h PlaceMention>) -> Vec<String> {
    let named: Vec<&[String]> =
        places.filter(|place| place.level == Level::Named).map(|place| place.path.as_slice()).collect();
    let holds = |outer: &[String], inner: &[String]| outer.len() < inner.len() && inner.starts_with(outer);
    let innermost = named.iter().filter(|path| !named.iter().any(|other| holds(path, other)));
    innermost.map(|path| shortened(path)).collect()
}

/// A path in one word; a town that is named like its district is said once.
fn shortened(path: &[String]) -> String {
    let mut names: Vec<&str> = path.iter().map(String::as_str).collect();
    names.dedup();
    names.join("/")
}

/// Names of the actors that are named.
fn actors(actors: &[ActorMention]) -> impl Iterator<Item = String> {
    actors
        .iter()
        .filter(|actor| matches!(actor.level, Level::Named | Level::Nominal))
        .map(|actor| actor.name.clone())
}

/// The first `most` different ones, and how many more there are.
fn some_of(all: impl Iterator<Item = String>, most: usize) -> Option<String> {
    let mut different: Vec<String> = Vec::new();
    for one in all {
        if !different.contains(&one) {
            different.push(one);
        }
    }
    let more = different.len().saturating_sub(most);
    different.truncate(most);
    if different.is_empty() {
        return None;
    }
    let listed = different.join(", ");
    Some(if more == 0 { listed } else { format!("{listed} +{more}") })
}
