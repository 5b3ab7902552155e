//! Why a text gives the figures that it gives: its pieces with their types, the rules that bound
//! something, and those that almost did; and why each name is the place that it was taken for.

use super::{ArticleText, actors, annotate, figures, places, read};
use crate::vocabulary::Vocabulary;

/// An account of the extraction of `article`, for people who mend a rule or a word list.
#[must_use]
pub fn explain(vocabulary: &Vocabulary, article: &ArticleText) -> String {
    let mut lines = Vec::new();
    let annotations = annotate(vocabulary, article);
    let reading = read(vocabulary, article);
    let parted = reading.parted(vocabulary);
    lines.push(format!("language {}", annotations.language.as_deref().unwrap_or("unknown")));
    for sentence in figures::trace(vocabulary, parted.as_ref().unwrap_or(&reading)) {
        lines.push(String::new());
        lines.push(format!("sentence {}", sentence.text));
        for piece in &sentence.pieces {
            lines.push(format!("  {piece}"));
        }
        for binding in &sentence.bindings {
            lines.push(format!("  bound  {binding}"));
        }
        for note in &sentence.notes {
            lines.push(format!("  almost {note}"));
        }
    }
    lines.push(String::new());
    for figure in &annotations.figures {
        let bounds = [figure.bounds.low, figure.bounds.best, figure.bounds.high];
        let bounds = bounds.map(|bound| bound.map_or("-".to_owned(), |bound| bound.to_string())).join("/");
        lines.push(format!(
            "{} {} {} {} `{}` by {}",
            figure.id,
            figure.outcome.as_str(),
            bounds,
            figure.victim_category.as_str(),
            figure.quote.text,
            figure.rule
        ));
    }
    lines.push(String::new());
    let parted = reading.parted_names(vocabulary);
    let names = actors::names(vocabulary, &reading);
    lines.extend(places::trace(vocabulary, parted.as_ref().unwrap_or(&reading), names.taken()));
    lines.push(String::new());
    lines.join("\n")
}
