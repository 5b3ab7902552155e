//! When and where each figure's event took place, as far as the text says.
//!
//! Nearest in the sentence, else in the passage around it, else the article's own event; a date or
//! place that the text leaves open stays unknown.

mod place;
mod scope;
mod when;
mod within;

use super::dates::{self, DateSetting};
use super::{Figure, PlaceMention, Reading};
use crate::vocabulary::Vocabulary;
use scope::Scope;

/// Gives every figure its date and its place, and the place its part in others.
pub(super) fn assign(
    vocabulary: &Vocabulary,
    reading: &Reading<'_>,
    places: &[PlaceMention],
    figures: &mut [Figure],
) {
    if figures.is_empty() {
        return;
    }
    let language = reading.language.as_deref();
    let setting = DateSetting {
        words: vocabulary.dates().of(language),
        numbers: vocabulary.numbers().of(language),
        published: reading.published,
    };
    let dates = dates::find(&reading.tokens, &reading.marks, setting);
    let scope = Scope::new(vocabulary, reading, setting, &dates, (places, figures));
    let article_date = when::of_article(&scope);
    let article_place = place::of_article(&scope);
    for (nth, figure) in figures.iter_mut().enumerate() {
        figure.is_background |= when::is_earlier(&scope, nth, article_date);
        figure.event_date = when::of_figure(&scope, nth, article_date).map(|when| when.to_string());
        figure.place = place::of_figure(&scope, nth, article_place.as_deref());
    }
    within::mark(reading.tokens.text, places, figures);
}
