//! The gazetteer's data: every row can be read, and its paths hold together.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sitrep::text::fold;
use sitrep::vocabulary::{Gazetteer, PlaceKind};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("index-schema/places")
}

/// Every file of rows that is embedded, with its text.
fn files() -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> = vec![folder().join("countries.tsv"), folder().join("world.tsv")];
    for part in ["towns", "overlay"] {
        let entries = std::fs::read_dir(folder().join(part)).expect("the folder is there");
        paths.extend(entries.map(|entry| entry.expect("the folder can be read").path()));
    }
    paths.sort();
    let read = |path: &PathBuf| std::fs::read_to_string(path).expect("the file can be read");
    paths.iter().map(|path| (path.display().to_string(), read(path))).collect()
}

#[test]
fn every_row_can_be_read() {
    let own: Vec<_> = files().into_iter().map(|(name, text)| (name, text.into())).collect();
    Gazetteer::built_in_and(own).expect("every row is sound");
}

#[test]
fn every_file_is_embedded() {
    let rows: usize = files().iter().map(|(_, text)| text.lines().count() - 1).sum();
    assert_eq!(Gazetteer::built_in().len(), rows);
}

#[test]
fn files_are_sorted_by_path_and_give_each_id_once() {
    let mut ids = BTreeSet::new();
    for (name, text) in files() {
        let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        assert!(rows.is_sorted_by_key(|row| row[3]), "{name} is not sorted by path");
        for row in rows {
            assert!(ids.insert(row[0].to_owned()), "{name}: id {} is given twice", row[0]);
        }
    }
}

#[test]
fn no_alias_repeats_the_name() {
    for place in Gazetteer::built_in().places().filter(|place| place.source == "hand") {
        for alias in place.other_names() {
            assert_ne!(alias, place.name, "{}", place.id);
        }
    }
}

#[test]
fn no_alias_of_a_town_or_region_is_a_word_of_origin() {
    let words = |row: &str, nth: usize| -> Vec<String> {
        let list = row.split('\t').nth(nth).unwrap_or_default();
        list.split(';').filter(|word| !word.is_empty()).map(fold).collect()
    };
    let (countries, towns): (Vec<_>, Vec<_>) =
        files().into_iter().partition(|(name, _)| name.ends_with("countries.tsv"));
    let origins: BTreeSet<String> =
        countries.iter().flat_map(|(_, text)| text.lines().skip(1)).flat_map(|row| words(row, 10)).collect();
    assert!(origins.contains("somali"), "words of origin are read");
    for row in towns.iter().flat_map(|(_, text)| text.lines().skip(1)) {
        assert!(words(row, 2).iter().all(|alias| !origins.contains(alias)), "{row}");
    }
}

#[test]
fn places_entered_by_hand_lie_in_regions_that_are_listed() {
    let gazetteer = Gazetteer::built_in();
    for place in gazetteer.places().filter(|place| place.source == "hand" && place.kind.is_point()) {
        let above = place.parts().count() - 1;
        let found = gazetteer.ancestors(&place).len();
        assert_eq!(found, above, "{} has a part that is no entry", place.path);
        assert!(place.point.is_some(), "{} has no coordinates", place.path);
    }
}

#[test]
fn points_lie_near_the_middle_of_their_country() {
    const FARTHEST: f64 = 1_300.0;
    let gazetteer = Gazetteer::built_in();
    for country in
        ["Mali", "Burkina Faso", "Niger", "Nigeria", "Somalia", "Ukraine", "Syria", "Yemen", "Palestine"]
    {
        let places = gazetteer.within(country);
        let points: Vec<_> = places.iter().filter_map(|place| place.point).collect();
        let mut lats: Vec<f64> = points.iter().map(|point| point.lat).collect();
        let mut lons: Vec<f64> = points.iter().map(|point| point.lon).collect();
        lats.sort_by(f64::total_cmp);
        lons.sort_by(f64::total_cmp);
        let middle = sitrep::vocabulary::Point { lat: lats[lats.len() / 2], lon: lons[lons.len() / 2] };
        for place in places.iter().filter(|place| place.source == "hand") {
            let away = place.point.map_or(0.0, |point| point.kilometres_to(middle));
            assert!(away < FARTHEST, "{} is {away:.0} km from the middle of its country", place.path);
        }
    }
}

#[test]
fn the_regions_of_mali_are_those_before_2023() {
    let gazetteer = Gazetteer::built_in();
    let regions: Vec<&str> = gazetteer
        .children("Mali")
        .iter()
        .filter(|place| matches!(place.kind, PlaceKind::Adm1 | PlaceKind::Capital))
        .map(|place| place.name)
        .collect();
    let wanted = [
        "Bamako",
        "Gao",
        "Kayes",
        "Kidal",
        "Koulikoro",
        "Mopti",
        "Ménaka",
        "Sikasso",
        "Ségou",
        "Taoudénit",
        "Tombouctou",
    ];
    assert_eq!(regions, wanted);
}
