//! When and where the event of a figure took place.
//!
//! 1. A figure takes the date and place of its own sentence, the nearest of several.
//! 2. Where its sentence has none, the sentences around it in the paragraph hand theirs on, then the lead.
//! 3. The day of a statement, a dateline, a picture's caption or a period is not the day of the event.
//! 4. What the text leaves open stays open.

use sitrep::extract::{ArticleText, annotate};
use sitrep::vocabulary::Vocabulary;

/// Each figure as `number@date@place`, with `-` for what is unknown.
fn events(language: &str, published: Option<&str>, text: &str) -> Vec<String> {
    let article = ArticleText {
        id: "article".to_owned(),
        text: text.to_owned(),
        title: None,
        published: published.map(|day| day.parse().expect("a day")),
        language: Some(language.to_owned()),
    };
    let found = annotate(&Vocabulary::built_in(), &article);
    let dash = || "-".to_owned();
    found
        .figures
        .into_iter()
        .map(|figure| {
            let date = figure.event_date.unwrap_or_else(dash);
            let place = figure.place.map_or_else(dash, |path| path.join("/"));
            format!("{}@{date}@{place}", figure.number_text.unwrap_or_else(dash))
        })
        .collect()
}

#[test]
fn the_nearest_date_and_place_of_the_sentence_win() {
    assert_eq!(
        events(
            "en",
            None,
            "On 3 May 2024 gunmen killed 12 farmers in Bankass, and on 5 May 2024 they killed 4 herders in Koro."
        ),
        ["12@2024-05-03@Mali/Mopti/Bankass/Bankass", "4@2024-05-05@Mali/Mopti/Koro/Koro"]
    );
    assert_eq!(
        events("fr", None, "Le 3 mai 2024, douze civils ont été tués à Bankass, au Mali."),
        ["douze@2024-05-03@Mali/Mopti/Bankass/Bankass"]
    );
}

#[test]
fn the_members_of_a_list_each_have_their_place() {
    assert_eq!(
        events("en", None, "Five people were killed in Bankass, 12 in Koro and two in Gao."),
        ["Five@-@Mali/Mopti/Bankass/Bankass", "12@-@Mali/Mopti/Koro/Koro", "two@-@Mali/Gao/Gao/Gao"]
    );
}

#[test]
fn what_a_sentence_leaves_out_comes_from_those_around_it() {
    let text = "Attack in Mali leaves 9 soldiers dead\n\nGunmen raided Sokolo on Wednesday. \
                The army said 9 soldiers were killed.\n\nResidents said 3 civilians were wounded.";
    assert_eq!(
        events("en", Some("2024-05-10"), text),
        [
            "9@2024-05-08@Mali",
            "9@2024-05-08@Mali/Ségou/Niono/Sokolo",
            // A paragraph without a place of its own takes that of the lead.
            "3@2024-05-08@Mali"
        ]
    );
}

#[test]
fn other_days_are_not_the_day_of_the_event() {
    assert_eq!(
        events(
            "en",
            Some("2024-05-10"),
            "The army said on Thursday that 9 soldiers were killed on Tuesday in Sokolo."
        ),
        ["9@2024-05-07@Mali/Ségou/Niono/Sokolo"]
    );
    assert_eq!(
        events(
            "en",
            Some("2024-05-10"),
            "BAMAKO, May 10 (Agency) - Five days after a raid on Kati, which killed one person, \
             12 soldiers were killed on Wednesday in Sokolo."
        ),
        ["one@2024-05-03@Mali/Koulikoro/Kati/Kati", "12@2024-05-08@Mali/Ségou/Niono/Sokolo"]
    );
    assert_eq!(
        events(
            "en",
            Some("2024-05-10"),
            "Gunmen killed 3 people in Gao on Monday. More than 400 people have been killed there since 2021."
        ),
        ["3@2024-05-06@Mali/Gao/Gao/Gao", "400@2021/2024-05@Mali/Gao/Gao/Gao"]
    );
}

#[test]
fn what_the_text_leaves_open_stays_open() {
    assert_eq!(events("en", None, "Gunmen killed 3 people on Monday."), ["3@-@-"]);
    assert_eq!(events("en", None, "Gunmen killed 3 people in a village."), ["3@-@-"]);
    assert_eq!(
        events("en", None, "The campaign in Mali, Niger and Burkina Faso killed 40 fighters."),
        ["40@-@-"]
    );
}
