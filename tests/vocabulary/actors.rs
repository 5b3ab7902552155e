//! The data of the actors holds together: every id, parent, spelling and country.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sitrep::text::{Tokens, fold};
use sitrep::vocabulary::ActorLexicon;
use sitrep::vocabulary::actors::{AliasUse, Office};

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema/actors");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the folder of the actors can be read")
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "tsv" || kind == "toml"))
        .map(|path| {
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a data file is text"))
        })
        .collect();
    files.sort();
    files
}

fn lexicon() -> ActorLexicon {
    let files = files();
    ActorLexicon::parse(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("the data of the actors can be read")
}

/// The words of a spelling as the finder sees them.
fn key(spelling: &str) -> String {
    let tokens = Tokens::new(spelling);
    let words = (0..tokens.len()).filter(|&at| tokens.as_slice()[at].is_word());
    words.map(|at| tokens.folded(at)).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_file_is_embedded() {
    let ids = |lexicon: &ActorLexicon| lexicon.iter().map(|actor| actor.id.clone()).collect::<BTreeSet<_>>();
    assert_eq!(ids(&ActorLexicon::built_in()), ids(&lexicon()));
    assert!(lexicon().len() >= 400, "the lexicon has {} actors", lexicon().len());
}

#[test]
fn rows_are_sorted_by_id() {
    for (name, text) in files().iter().filter(|(name, _)| name.ends_with(".tsv")) {
        let ids: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        for pair in ids.windows(2) {
            assert!(pair[0] < pair[1], "{name}: {} stands before {}", pair[0], pair[1]);
        }
    }
}

#[test]
fn ids_are_plain_and_parents_have_no_cycle() {
    let lexicon = lexicon();
    for actor in lexicon.iter() {
        assert!(
            actor.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{} is no plain id",
            actor.id
        );
        assert!(!lexicon.ancestors(&actor.id).contains(&actor.id), "{} is its own ancestor", actor.id);
        assert!(actor.from.zip(actor.to).is_none_or(|(from, to)| from <= to), "{} ends early", actor.id);
        assert!(
            actor
                .countries
                .iter()
                .all(|code| code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase())),
            "{} names a country that is no ISO code",
            actor.id
        );
    }
}

#[test]
fn no_spelling_is_claimed_twice() {
    let lexicon = lexicon();
    let mut plain: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for actor in lexicon.iter() {
        for alias in actor.aliases.iter().filter(|alias| alias.usage != AliasUse::Ambiguous) {
            plain.entry(key(&alias.text)).or_default().insert(&actor.id);
        }
    }
    let twice: Vec<_> = plain.iter().filter(|(_, ids)| ids.len() > 1).collect();
    assert!(twice.is_empty(), "mark these as ambiguous: {twice:#?}");
}

#[test]
fn every_actor_is_found_by_each_of_its_spellings() {
    let lexicon = lexicon();
    for actor in lexicon.iter() {
        for alias in &actor.aliases {
            assert!(!fold(&alias.text).trim().is_empty(), "{} has an empty spelling", actor.id);
            let found = lexicon.named(&alias.text);
            assert!(found.iter().any(|known| known.id == actor.id), "{} by {}", actor.id, alias.text);
        }
    }
}

#[test]
fn the_bodies_of_a_country_are_actors_that_act_there() {
    let lexicon = lexicon();
    for country in &lexicon.countries.all {
        let offices =
            [Office::Army, Office::Government, Office::Police, Office::Gendarmerie, Office::Security];
        for id in offices.into_iter().filter_map(|office| country.body(office)) {
            let actor = lexicon.by_id(id).unwrap_or_else(|| panic!("{}: {id} is no actor", country.code));
            assert!(actor.acts_in(&country.code), "{id} does not act in {}", country.code);
        }
    }
}

#[test]
fn members_count_under_their_parents() {
    let lexicon = lexicon();
    assert_eq!(lexicon.ancestors("katiba-macina"), ["al-qaeda", "jnim"]);
    let members = lexicon.descendants("jnim");
    for id in ["katiba-macina", "ansaroul-islam", "ansar-dine"] {
        assert!(members.iter().any(|member| member == id), "{id} is no member of jnim");
    }
    assert!(!members.iter().any(|member| member == "is-sahel"));
}

#[test]
fn a_misspelt_name_is_answered_with_near_ones() {
    let lexicon = lexicon();
    assert!(lexicon.suggest("Boko Harram").iter().any(|name| name == "Boko Haram"));
    assert!(lexicon.suggest("zzzzzzzzzzzz").is_empty());
}
