//! The obvious queries hold whatever the spelling: those of an analyst's first minute, asked with
//! every name of every place and actor of a set that conflict reporting on the Sahel speaks of.
//!
//! 1. A name finds the article that spells it otherwise.
//! 2. A name beside other words (`15 soldiers killed`, `neutralised`) narrows to that article, and
//!    number words and digits find the same.
//! 3. Names of an actor and of a place together find the article that has both, first.
//! 4. A spelling in small letters finds the same article.

use std::fmt::Write as _;

use sitrep::index::{Fingerprint, update};
use sitrep::search::{Filters, Library, Page, Question};
use sitrep::vocabulary::actors::AliasUse;
use sitrep::vocabulary::{PlaceKind, Sources, Vocabulary};

const PLACES: &str = "\
Africa|West Africa|Sahel|Liptako-Gourma|Mali|Burkina Faso|Niger|Mauritania|Senegal|France|France/Paris|Russia\
|Russia/Moscow|United States|Mali/Bamako|Mali/Gao/Ansongo/Tessit|Mali/Kayes|Mali/Kayes/Kayes/Diboli\
|Mali/Kayes/Kayes/Kayes|Mali/Kayes/Nioro/Gogui|Mali/Kayes/Nioro/Nioro du Sahel|Mali/Kayes/Nioro/Sandaré\
|Mali/Kidal/Kidal/Kidal|Mali/Koulikoro|Mali/Koulikoro/Dioïla/Dioïla|Mali/Koulikoro/Kati/Kati\
|Mali/Koulikoro/Kolokani/Kolokani|Mali/Koulikoro/Nara/Kaloumba|Mali/Koulikoro/Nara/Mourdiah|Mali/Mopti\
|Mali/Mopti/Douentza/Boulikessi|Mali/Mopti/Douentza/Mondoro|Mali/Mopti/Mopti/Mopti|Mali/Mopti/Ténenkou/Dioura\
|Mali/Mopti/Ténenkou/Ténenkou|Mali/Ménaka/Ménaka/Ménaka|Mali/Ségou|Mali/Ségou/Macina/Koumara\
|Mali/Ségou/Macina/Macina|Mali/Ségou/Niono/Molodo|Mali/Ségou/Niono/Niono|Mali/Ségou/Niono/Sokolo\
|Mali/Ségou/San/Kimparana|Mali/Ségou/Ségou/Ségou|Mali/Tombouctou/Tombouctou/Tombouctou";

const ACTORS: &str = "\
aes afp al-qaeda assimi-goita barkhane dirpa ecowas emmanuel-macron fama famatv fds-mali \
french-forces fu-aes gov-france gov-mali gov-niger gov-russia hrw islamic-state iyad-ag-ghali jnim \
katiba-macina le-monde sadio-camara serval site un unsc wagner";

/// What is asked for, under all its names.
struct Entity<'v> {
    /// Id of the article that is about it.
    article: String,
    /// The spelling in the article.
    name: &'v str,
    /// All spellings.
    spellings: Vec<&'v str>,
    is_place: bool,
}

fn places(vocabulary: &Vocabulary) -> Vec<Entity<'_>> {
    let place = |path: &str| {
        let parts: Vec<&str> = path.split('/').collect();
        let place = vocabulary.places().at_path(&parts).expect("each path is listed");
        Entity {
            article: place.path.to_owned(),
            name: place.name,
            spellings: std::iter::once(place.name).chain(place.other_names()).collect(),
            is_place: true,
        }
    };
    PLACES.split('|').map(place).collect()
}

fn actors(vocabulary: &Vocabulary) -> Vec<Entity<'_>> {
    let actor = |id: &str| {
        let actor = vocabulary.actors().by_id(id).expect("each id is listed");
        let open = |alias: &&sitrep::vocabulary::actors::Alias| alias.usage != AliasUse::Metonym;
        let plain = actor.aliases.iter().find(|alias| alias.usage == AliasUse::Plain);
        Entity {
            article: id.to_owned(),
            name: &plain.expect("each actor has a name of its own").text,
            spellings: actor.aliases.iter().filter(open).map(|alias| alias.text.as_str()).collect(),
            is_place: false,
        }
    };
    ACTORS.split_whitespace().map(actor).collect()
}

/// The article about an entity: it has the entity, a toll, and one more actor and place.
fn article(vocabulary: &Vocabulary, entity: &Entity<'_>) -> String {
    let name = entity.name;
    let who = if entity.is_place {
        let parts: Vec<&str> = entity.article.split('/').collect();
        let kind = vocabulary.places().at_path(&parts).map(|place| place.kind);
        let place = match (kind, parts.as_slice()) {
            (Some(PlaceKind::Adm1), [country, ..]) => format!("in the {name} region of {country}"),
            (Some(PlaceKind::Capital), [country, ..]) => format!("in {name}, the capital of {country}"),
            (_, [country, region, ..]) => {
                format!("in the town of {name}, in the {region} region of {country}")
            }
            _ => format!("in {name}"),
        };
        format!("Raiders came at dawn {place}. Men of the Katiba Macina were seen there.")
    } else {
        format!("Raiders came at dawn to the town of Kati in Mali. A statement on it named {name} twice.")
    };
    let text = format!(
        "{who} Fifteen soldiers were killed and four farmers were injured. The patrol neutralized six attackers."
    );
    serde_json::json!({"id": entity.article, "text": text, "language": "en"}).to_string()
}

fn found(library: &Library<'_>, query: &str) -> Vec<String> {
    let question = Question { query: query.to_owned(), filters: Filters::default() };
    let results = library.search(&question, Page { limit: 500, ..Page::default() });
    let hits = results.expect("a name is a query that can be asked").hits;
    hits.into_iter().map(|hit| hit.article.id).collect()
}

/// Short abbreviations in small letters are other words: `is`, `un`.
fn small_letters(spelling: &str) -> String {
    if spelling.chars().count() > 3 { spelling.to_lowercase() } else { spelling.to_owned() }
}

/// Asks for `entity` under one spelling in every way; how many queries that were.
fn ask(library: &Library<'_>, entity: &Entity<'_>, spelling: &str, faults: &mut String) -> usize {
    let partner = if entity.is_place { "Katiba Macina" } else { "Kati" };
    let queries = [
        spelling.to_owned(),
        format!("{spelling} neutralised"),
        format!("15 soldiers killed {spelling}"),
        format!("fifteen soldiers killed {spelling}"),
        format!("{partner} {spelling}"),
        format!("{spelling} {partner}"),
        small_letters(spelling),
    ];
    let answers = queries.each_ref().map(|query| found(library, query));
    for (query, articles) in queries.iter().zip(&answers) {
        if !articles.contains(&entity.article) {
            writeln!(faults, "`{query}` does not find {}", entity.article).expect("a string can be written");
        }
    }
    if answers[2] != answers[3] {
        writeln!(faults, "`{}` and `{}` differ", queries[2], queries[3]).expect("a string can be written");
    }
    queries.len()
}

#[test]
fn every_spelling_answers_the_obvious_queries() {
    let vocabulary = Vocabulary::built_in();
    let entities: Vec<Entity<'_>> = places(&vocabulary).into_iter().chain(actors(&vocabulary)).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lines: Vec<String> = entities.iter().map(|entity| article(&vocabulary, entity)).collect();
    let corpus = folder.path().join("articles.jsonl");
    std::fs::write(&corpus, lines.join("\n")).expect("a file can be written");
    let fingerprint = Fingerprint::of(&Sources::default());
    let dir = folder.path().join("index");
    update(&dir, &[corpus], &vocabulary, &fingerprint, &mut |_| {}).expect("the articles can be indexed");
    let library = Library::open(&dir, &fingerprint, &vocabulary).expect("the index opens");
    let (mut queries, mut faults) = (0, String::new());
    for entity in &entities {
        for spelling in &entity.spellings {
            queries += ask(&library, entity, spelling, &mut faults);
        }
    }
    assert!(queries > 3_000, "only {queries} queries");
    assert!(faults.is_empty(), "{} faults in {queries} queries:\n{faults}", faults.lines().count());
}
