//! Actors are found under every spelling, and nothing else is.
//!
//! 1. The cases of `tests/actors` give exactly the marked mentions.
//! 2. Every spelling of every actor is found in a sentence that gives the evidence it needs.

use std::fmt::Write as _;

use sitrep::extract::{ActorMention, Level, annotate};
use sitrep::vocabulary::actors::AliasUse;
use sitrep::vocabulary::{Actor, Vocabulary};

use crate::carets::{Mark, article, check_folder};

fn actors(vocabulary: &Vocabulary, text: &str) -> Vec<ActorMention> {
    annotate(vocabulary, &article(text)).actors
}

fn mark(mention: &ActorMention) -> Mark {
    let mut label = mention.id.clone();
    if mention.level != Level::Named {
        write!(label, " {}", format!("{:?}", mention.level).to_lowercase()).expect("a string can be written");
    }
    Mark { start: mention.quote.start, end: mention.quote.end, label }
}

#[test]
fn the_cases_give_exactly_what_is_marked() {
    let vocabulary = Vocabulary::built_in();
    let cases = check_folder("actors", |text| actors(&vocabulary, text).iter().map(mark).collect());
    assert!(cases >= 80, "only {cases} cases");
}

/// A sentence that names the actor once in a spelling, after what an ambiguous one needs.
fn sentence(vocabulary: &Vocabulary, actor: &Actor, alias: &str, usage: AliasUse) -> String {
    let evidence = match usage {
        AliasUse::Plain | AliasUse::Metonym => String::new(),
        AliasUse::Ambiguous => {
            let long =
                actor.aliases.iter().find(|known| known.usage == AliasUse::Plain && known.text != alias);
            let country =
                actor.countries.first().and_then(|code| vocabulary.actors().countries.by_code(code));
            match (long, country) {
                (Some(long), _) => format!("A report on {} came out. ", long.text),
                (None, Some(country)) => format!("A report on {} came out. ", country.name),
                (None, None) => String::new(),
            }
        }
    };
    format!("{evidence}Observers wrote about {alias} that day.")
}

#[test]
fn every_spelling_of_every_actor_is_found() {
    let vocabulary = Vocabulary::built_in();
    let mut missed = Vec::new();
    for actor in vocabulary.actors().iter() {
        for alias in &actor.aliases {
            let text = sentence(&vocabulary, actor, &alias.text, alias.usage);
            let found = actors(&vocabulary, &text);
            let hit = found.iter().any(|mention| {
                mention.id == actor.id && mention.quote.byte_start >= text.len() - alias.text.len() - 20
            });
            if !hit {
                let ids: Vec<&str> = found.iter().map(|mention| mention.id.as_str()).collect();
                missed.push(format!("{} by {:?}: found {ids:?}", actor.id, alias.text));
            }
        }
    }
    assert!(missed.is_empty(), "{} spellings are not found:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn words_of_origin_lead_to_the_army_of_their_own_country() {
    let vocabulary = Vocabulary::built_in();
    for (text, id) in [
        ("Nigerian soldiers were hurt.", "nigeria-army"),
        ("Nigerien soldiers were hurt.", "niger-army"),
        ("Des soldats nigérians ont été blessés.", "nigeria-army"),
        ("Des soldats nigériens ont été blessés.", "niger-army"),
    ] {
        let found = actors(&vocabulary, text);
        assert_eq!(found.iter().map(|mention| mention.id.as_str()).collect::<Vec<_>>(), [id], "{text}");
    }
}
