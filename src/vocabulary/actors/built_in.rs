//! The data files of `index-schema/actors`, embedded in the program.

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../index-schema/actors/", $name)))),+]
    };
}

/// Name and text of every embedded file.
pub(super) const FILES: &[(&str, &str)] = embedded![
    "descriptions.toml",
    "countries.tsv",
    "states.tsv",
    "world.tsv",
    "sahel.tsv",
    "lake-chad.tsv",
    "horn.tsv",
    "sudan.tsv",
    "great-lakes.tsv",
    "southern-africa.tsv",
    "north-africa.tsv",
    "middle-east.tsv",
    "asia.tsv",
    "europe-russia.tsv",
    "americas.tsv",
    "persons.tsv",
];
