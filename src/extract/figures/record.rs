//! From the bindings of a sentence to the records of its figures.

use super::context::{self, Context};
use super::piece::{Counted, Group};
use super::sentence::Sentence;
use super::victims::{self, Victims};
use super::{numbers_in, value};
use crate::extract::{ActorMention, Figure, PlaceMention, Quote, Reading, Side};
use crate::text::Span;
use crate::text::number::Number;
use crate::vocabulary::VictimCategory;

/// Collects the figures of one text.
#[derive(Debug)]
pub(super) struct Recorder<'r, 't> {
    reading: &'r Reading<'t>,
    numbers: &'r [Number],
    actors: &'r [ActorMention],
    /// The figures so far.
    pub(super) figures: Vec<Figure>,
}

impl<'r, 't> Recorder<'r, 't> {
    /// An empty collection for the text of `reading`.
    pub(super) fn new(
        reading: &'r Reading<'t>,
        numbers: &'r [Number],
        _places: &'r [PlaceMention],
        actors: &'r [ActorMention],
    ) -> Self {
        Self { reading, numbers, actors, figures: Vec::new() }
    }

    /// Adds the figures of `sentence`, in the order of the text.
    pub(super) fn record(&mut self, sentence: &Sentence<'_, '_>) {
        if sentence.bindings.is_empty() {
            return;
        }
        let context = Context::of(sentence, numbers_in(self.numbers, &sentence.range));
        let mut order: Vec<usize> = (0..sentence.bindings.len()).collect();
        order.sort_by_key(|&index| sentence.bindings.get(index).map(|binding| (binding.group, index)));
        let first = self.figures.len();
        let id = |index: usize| {
            order.iter().position(|&other| other == index).map(|place| format!("f{}", first + place + 1))
        };
        for &index in &order {
            let Some(binding) = sentence.bindings.get(index) else { continue };
            let Some(group) = sentence.groups.get(binding.group) else { continue };
            let mut victims = victims::of(sentence, index);
            // Who "lost six men" is a force.
            if binding.rule == "possession" && victims.category == VictimCategory::Civilian {
                victims.category = VictimCategory::Military;
            }
            let parent = binding.parent.and_then(id);
            let Some(mut figure) = self.figure(sentence, index, group, &victims) else { continue };
            figure.id = id(index).unwrap_or_default();
            figure.is_subset_of = parent;
            figure.is_cumulative = context.cumulative;
            figure.is_provisional = context.provisional;
            self.figures.push(figure);
        }
    }

    fn figure(
        &self,
        sentence: &Sentence<'_, '_>,
        index: usize,
        group: &Group,
        victims: &Victims,
    ) -> Option<Figure> {
        let binding = sentence.bindings.get(index)?;
        let at = sentence.piece_of(binding.group)?;
        let number = (group.counted != Counted::Definite).then(|| self.quote(group.number.clone()));
        let (bounds, qualifier) = value::of(group, binding);
        let mut triggers: Vec<Quote> = binding
            .triggers
            .iter()
            .filter_map(|&at| Some(self.quote(sentence.piece(at)?.tokens.clone())))
            .collect();
        if triggers.is_empty() {
            triggers.extend(group.outcome.as_ref().map(|(tokens, _)| self.quote(tokens.clone())));
        }
        Some(Figure {
            id: String::new(),
            quote: self.quote(group.tokens.clone()),
            num_start: number.as_ref().map(|number| number.start),
            num_end: number.as_ref().map(|number| number.end),
            number_text: number.map(|number| number.text),
            bounds,
            qualifier,
            outcome: binding.outcome,
            severity: context::severity(sentence, at, &binding.triggers),
            victim_text: victims.noun.clone().map(|noun| self.quote(noun).text),
            victim_category: victims.category,
            side: side(victims.category),
            affiliation: self.affiliation(victims, group),
            perpetrator: Vec::new(),
            attribution: None,
            stance: context::stance(sentence, at),
            is_provisional: false,
            is_cumulative: false,
            is_subset_of: None,
            negated: group.counted == Counted::Zero,
            event_date: None,
            place: None,
            triggers,
            rule: binding.rule.to_owned(),
        })
    }

    fn quote(&self, tokens: std::ops::Range<usize>) -> Quote {
        let span = self.reading.tokens.span(tokens);
        Quote::new(self.reading.tokens.text, &self.reading.scalars, span)
    }

    /// The organisations that the noun names.
    fn affiliation(&self, victims: &Victims, group: &Group) -> Vec<String> {
        let tokens = victims.noun.clone().unwrap_or_else(|| group.tokens.clone());
        let span: Span = self.reading.tokens.span(tokens);
        let mut ids = Vec::new();
        for mention in self.actors.iter().filter(|mention| mention.quote.span().overlaps(span)) {
            if !ids.contains(&mention.id) {
                ids.push(mention.id.clone());
            }
        }
        ids
    }
}

/// The side that victims of a category are on.
const fn side(category: VictimCategory) -> Side {
    match category {
        VictimCategory::Civilian => Side::Civilian,
        VictimCategory::Military
        | VictimCategory::Police
        | VictimCategory::Militia
        | VictimCategory::Mercenary => Side::State,
        VictimCategory::Militant => Side::NonState,
        VictimCategory::Peacekeeper | VictimCategory::Mixed | VictimCategory::Unspecified => {
            Side::Unspecified
        }
    }
}
