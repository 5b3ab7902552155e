//! From the bindings of a sentence to the records of its figures.

use std::ops::Range;

use super::context::{self, Context};
use super::piece::{Counted, Group, Head};
use super::reader::Reader;
use super::sentence::Sentence;
use super::speech::{self, Actors, Speaker};
use super::victims::{self, Victims};
use super::{agents, background, natural};
use super::{numbers_in, scan, value};
use crate::extract::{Attribution, Figure, Level, Quote, Reading, Side};
use crate::text::Span;
use crate::vocabulary::VictimCategory;
use crate::vocabulary::actors::ActorKind;
use crate::vocabulary::casualties::Cue;

/// How many sentences back a speaker may have been named.
const BACK: usize = 3;

/// How many bytes may lie between a figure and its correction.
const APART: usize = 300;

/// How many bytes behind an illness deaths are still of it.
const QUIET: usize = 1_000;

/// Collects the figures of one text.
#[derive(Debug)]
pub(super) struct Recorder<'r, 'd, 't, 'v> {
    reading: &'r Reading<'t>,
    reader: &'r Reader<'d, 't, 'v>,
    actors: Actors<'r>,
    /// Up to which byte an illness or an accident is what people died of, unless violence is told of.
    quiet: usize,
    /// The figures so far.
    pub(super) figures: Vec<Figure>,
}

impl<'r, 'd, 't, 'v> Recorder<'r, 'd, 't, 'v> {
    /// An empty collection for the text of `reading`.
    pub(super) const fn new(
        reading: &'r Reading<'t>,
        reader: &'r Reader<'d, 't, 'v>,
        actors: Actors<'r>,
    ) -> Self {
        Self { reading, reader, actors, quiet: 0, figures: Vec::new() }
    }

    /// Adds the figures of `sentence`, in the order of the text; `earlier` are the sentences before.
    pub(super) fn record(&mut self, sentence: &Sentence<'_, '_>, earlier: &[Range<usize>]) {
        self.listen(sentence);
        if sentence.bindings.is_empty() {
            return;
        }
        let context = Context::of(sentence, numbers_in(&self.reader.found.numbers, &sentence.range));
        let speakers = speech::speakers(sentence, self.actors);
        let mut order: Vec<usize> =
            (0..sentence.bindings.len()).filter(|&index| self.is_of_conflict(sentence, index)).collect();
        order.sort_by_key(|&index| sentence.bindings.get(index).map(|binding| (binding.group, index)));
        let before = earlier.last().map(|range| scan::pieces(self.reader, range.clone()));
        let first = self.figures.len();
        let id = |index: usize| {
            order.iter().position(|&other| other == index).map(|place| format!("f{}", first + place + 1))
        };
        for &index in &order {
            let Some(binding) = sentence.bindings.get(index) else { continue };
            let Some(group) = sentence.groups.get(binding.group) else { continue };
            let Some(at) = sentence.piece_of(binding.group) else { continue };
            let victims = victims::of(sentence, index);
            let Some(mut figure) = self.figure(sentence, index, group, &victims) else { continue };
            if is_correction(sentence, index)
                && let Some(wrong) = self.figures.last_mut()
            {
                wrong.is_background = true;
                figure.outcome = wrong.outcome;
                figure.victim_category = wrong.victim_category;
            }
            figure.id = id(index).unwrap_or_default();
            figure.is_subset_of = binding.parent.and_then(id);
            // One person is no total of a campaign.
            figure.is_cumulative = context.cumulative && figure.bounds.high != Some(1);
            figure.is_provisional = context.provisional;
            figure.is_background = background::is_told(sentence, binding, at, earlier.is_empty())
                || background::is_replaced(sentence, at, &figure, &self.figures);
            let speaker = self.speaker(sentence, &speakers, at, earlier);
            let mut here = self.figures.get(first..).unwrap_or_default().iter();
            let whole = figure.is_subset_of.as_ref().and_then(|id| here.find(|whole| &whole.id == id));
            // A part was harmed by those who harmed the whole.
            figure.perpetrator = match whole {
                Some(whole) if binding.rule == "subset" => whole.perpetrator.clone(),
                _ => agents::of(sentence, binding, self.actors, speaker.as_ref(), before.as_ref()),
            };
            let pronoun = speaker.as_ref().is_some_and(|speaker| speaker.named_before);
            figure.attribution = speaker.map(|speaker| self.attribution(speaker));
            self.settle(&mut figure, group, &victims);
            if pronoun && figure.perpetrator.iter().any(|id| figure.affiliation.contains(id)) {
                // "it says it killed seven soldiers": the pronoun is not the army, whoever it is.
                figure.perpetrator.clear();
                figure.attribution = None;
            }
            self.figures.push(figure);
        }
    }

    /// Takes note of what people die of in `sentence`.
    fn listen(&mut self, sentence: &Sentence<'_, '_>) {
        if natural::is_quiet(sentence) {
            self.quiet = self.start_of(sentence) + QUIET;
        } else if self.quiet > 0 && natural::tells_of_arms(sentence) {
            self.quiet = 0;
        }
    }

    fn start_of(&self, sentence: &Sentence<'_, '_>) -> usize {
        self.reading.tokens.span(sentence.range.clone()).start
    }

    /// Whether the binding is a figure of people harmed by others.
    fn is_of_conflict(&self, sentence: &Sentence<'_, '_>, index: usize) -> bool {
        let ill = |binding| {
            self.start_of(sentence) < self.quiet && natural::is_unexplained(sentence, binding)
                || natural::is_cause(self.reader, sentence, binding)
        };
        // What a correction corrects stands in the sentence before it.
        let near = |wrong: &Figure| wrong.quote.byte_end + APART > self.start_of(sentence);
        if is_correction(sentence, index) && !self.figures.last().is_some_and(near) {
            return false;
        }
        !self.names_actor(sentence, index) && !sentence.bindings.get(index).is_some_and(ill)
    }

    /// "killed Boko Haram": a name, but of no person.
    fn names_actor(&self, sentence: &Sentence<'_, '_>, index: usize) -> bool {
        let group = sentence.bindings.get(index).and_then(|binding| sentence.groups.get(binding.group));
        let name = group.filter(|group| group.counted == Counted::Named).and_then(|group| group.noun.clone());
        name.is_some_and(|name| {
            let mentions = self.actors.within(self.reading.tokens.span(name));
            mentions.iter().any(|mention| mention.level != Level::Person)
        })
    }

    /// What the actors named in the noun, and the figure before, say about this one.
    fn settle(&self, figure: &mut Figure, group: &Group, victims: &Victims) {
        figure.affiliation = self.affiliation(victims, group);
        let open = group.head == Head::Unknown || figure.victim_category == VictimCategory::Unspecified;
        let categories: Vec<VictimCategory> =
            figure.affiliation.iter().filter_map(|id| category(self.actors.kind(id)?)).collect();
        if let Some(&first) = categories.first() {
            let same = categories.iter().all(|&category| category == first);
            if !same {
                figure.victim_category = VictimCategory::Mixed;
            } else if (open || figure.victim_category == VictimCategory::Civilian) && !group.others {
                figure.victim_category = first;
            }
        }
        if self.names_two(victims) {
            figure.victim_category = VictimCategory::Mixed;
        }
        figure.side = side(figure.victim_category);
        if group.part
            && figure.is_subset_of.is_none()
            && let Some(whole) = self.figures.iter().rev().take(8).find(|whole| {
                // "Among the dead was a candidate."
                let among = figure.rule == "inverted" && whole.victim_category == VictimCategory::Unspecified;
                let alike = open
                    || among
                    || group.head != Head::Victims
                    || whole.victim_category == figure.victim_category;
                whole.outcome == figure.outcome && alike
            })
        {
            figure.is_subset_of = Some(whole.id.clone());
            figure.is_cumulative |= whole.is_cumulative;
            if open {
                figure.victim_category = whole.victim_category;
                figure.side = whole.side;
            }
            figure.attribution = figure.attribution.take().or_else(|| whole.attribution.clone());
        }
    }

    /// "100 Malian and Wagner troops": two organisations under one number.
    fn names_two(&self, victims: &Victims) -> bool {
        let Some(noun) = victims.noun.clone() else { return false };
        let mentions = self.actors.within(self.reading.tokens.span(noun.clone()));
        let joined =
            || noun.clone().any(|at| self.reader.word(at).is_some_and(|(_, word)| word.is(Cue::And)));
        let (Some(first), Some(last)) = (mentions.first(), mentions.last()) else { return false };
        first.id != last.id && first.quote.byte_end <= last.quote.byte_start && joined()
    }

    /// Who states the figure at piece `at`: in its sentence, else whoever is still speaking.
    fn speaker(
        &self,
        sentence: &Sentence<'_, '_>,
        speakers: &[Speaker],
        at: usize,
        earlier: &[Range<usize>],
    ) -> Option<Speaker> {
        let heard = |speaker: &&Speaker| {
            let between = at.min(speaker.at)..at.max(speaker.at);
            speaker.id.is_some() || !between.into_iter().any(|near| sentence.is_mark(near, ';'))
        };
        let here = speech::nearest(speakers.iter().filter(heard), at);
        let open = here.map_or_else(|| speech::is_quoted(sentence, at), |here| here.named_before);
        if !open {
            return here.cloned();
        }
        // "the same source" was a source before.
        let same_source = here.is_some_and(|here| here.is_source);
        let before = earlier.iter().rev().take(BACK).find_map(|range| {
            let scanned = scan::pieces(self.reader, range.clone());
            let known = |speaker: &Speaker| speaker.id.is_some() && (speaker.is_source || !same_source);
            speech::speakers(&scanned, self.actors).into_iter().rfind(known)
        });
        let before = before.map(|before| Speaker { named_before: true, ..before });
        before.or_else(|| here.cloned().filter(|here| !here.words.is_empty()))
    }

    fn attribution(&self, speaker: Speaker) -> Attribution {
        let quote = Quote::new(self.reading.tokens.text, &self.reading.scalars, speaker.words);
        Attribution { quote, id: speaker.id, via: speaker.via }
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
        let number = (!group.is_person()).then(|| self.quote(group.number.clone()));
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
            affiliation: Vec::new(),
            perpetrator: Vec::new(),
            attribution: None,
            stance: context::stance(sentence, at),
            is_provisional: false,
            is_cumulative: false,
            is_background: false,
            is_additional: group.others,
            is_subset_of: None,
            negated: group.counted == Counted::Zero,
            event_date: None,
            place: None,
            triggers,
            rule: binding.rule.to_owned(),
        })
    }

    pub(super) fn quote(&self, tokens: Range<usize>) -> Quote {
        let span = self.reading.tokens.span(tokens);
        Quote::new(self.reading.tokens.text, &self.reading.scalars, span)
    }

    /// The organisations that the noun names.
    fn affiliation(&self, victims: &Victims, group: &Group) -> Vec<String> {
        let tokens = victims.noun.clone().unwrap_or_else(|| group.tokens.clone());
        let span: Span = self.reading.tokens.span(tokens);
        let mut ids = Vec::new();
        for mention in self.actors.within(span).iter().filter(|mention| mention.level != Level::Demonym) {
            if !ids.contains(&mention.id) {
                ids.push(mention.id.clone());
            }
        }
        ids
    }
}

/// "The correct figure is six": whether the binding says anew what a sentence before said.
fn is_correction(sentence: &Sentence<'_, '_>, index: usize) -> bool {
    let binding = sentence.bindings.get(index);
    binding
        .is_some_and(|binding| binding.triggers.iter().any(|&trigger| sentence.is(trigger, Cue::Correction)))
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

/// What the members of an actor of `kind` are called.
const fn category(kind: ActorKind) -> Option<VictimCategory> {
    Some(match kind {
        ActorKind::StateForces => VictimCategory::Military,
        ActorKind::Police => VictimCategory::Police,
        ActorKind::Mission => VictimCategory::Peacekeeper,
        ActorKind::RebelGroup => VictimCategory::Militant,
        ActorKind::Militia => VictimCategory::Militia,
        ActorKind::PrivateSecurityForces => VictimCategory::Mercenary,
        ActorKind::Government
        | ActorKind::InternationalOrganization
        | ActorKind::Media
        | ActorKind::Ngo
        | ActorKind::Organization
        | ActorKind::Person => return None,
    })
}
