//! `sitrep gazetteer import`: every village of a country from GeoNames.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::super::error::CliError;
use super::super::exit::Exit;
use super::super::format::Format;
use super::super::notation::grouped;
use super::super::setup::OwnVocabulary;
use super::super::{screen, talk};
use super::dump;
use crate::vocabulary::Vocabulary;
use crate::vocabulary::geonames::{self, Dump, Imported};

/// Import places of a country from GeoNames into a vocabulary folder of your own.
///
/// Takes country files (ML.txt) and, to have more spellings and names of regions, files of
/// alternate names and of admin codes, each plain, gzip or zip as downloaded from
/// https://download.geonames.org/export/dump/. Settlements, camps, mines and airfields become
/// DIR/places/geonames-ML.tsv; importing again replaces that file. Then give --schema DIR to the
/// other commands; an index that was built without it is built again with index --rebuild.
///
/// Example: sitrep gazetteer import ML.zip --schema my-places
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// Files of GeoNames, in any order; what each is, is told by its columns.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    own: OwnVocabulary,
}

/// The files of one import, by what they are.
#[derive(Default)]
struct Given {
    places: Vec<(PathBuf, String)>,
    alternates: Vec<String>,
    codes: Vec<String>,
}

/// Reads all files, then writes one file of places for each country file.
pub(super) fn run(arguments: &ImportArguments) -> Result<Exit, CliError> {
    let Some(folder) = &arguments.own.folder else {
        return Err(CliError::Usage("say with --schema DIR into which folder the places go".to_owned()));
    };
    let (given, mut refused) = read(&arguments.files);
    if given.places.is_empty() {
        return Err(CliError::Usage(
            "none of the files is a country file of GeoNames: nothing was imported".to_owned(),
        ));
    }
    check_names(&given)?;
    let vocabulary = Vocabulary::built_in();
    let [alternates, codes] =
        [&given.alternates, &given.codes].map(|texts| texts.iter().map(String::as_str).collect::<Vec<_>>());
    let mut out = screen::data(Format::Text);
    for (path, places) in &given.places {
        let imported = geonames::import(vocabulary.places(), places, &alternates, &codes);
        for (line, reason) in &imported.refused {
            talk::refused(&format!("{}:{line}", path.display()), reason);
        }
        refused += imported.refused.len();
        let target = write(folder, path, &imported.tsv)?;
        writeln!(out, "{}: {}", target.display(), in_short(&imported))?;
    }
    out.flush()?;
    talk::hint(format_args!("use them with --schema {}", folder.display()));
    Ok(Exit::Done.unless_refused(refused))
}

fn in_short(imported: &Imported) -> String {
    let count = |count: usize| grouped(u64::try_from(count).unwrap_or(u64::MAX));
    let mut parts = vec![
        format!("{} places", count(imported.places)),
        format!("{} rows passed over (terrain, buildings)", count(imported.passed_over)),
    ];
    if imported.regions_inferred > 0 {
        parts.push(format!("{} regions taken from the neighbours", count(imported.regions_inferred)));
    }
    if imported.without_region > 0 {
        parts.push(format!("{} without a region", count(imported.without_region)));
    }
    parts.join(", ")
}

/// Reads the files; of alternate names only those that belong to the places are kept. How many
/// files cannot be used is counted and said.
fn read(files: &[PathBuf]) -> (Given, usize) {
    let (mut given, mut refused) = (Given::default(), 0);
    for path in files {
        let refusal = match dump::read(path).map(|text| (Dump::of(&text), text)) {
            Ok((Some(Dump::Places), text)) => {
                given.places.push((path.clone(), text));
                continue;
            }
            Ok((Some(Dump::AlternateNames), text)) => {
                given.alternates.push(text);
                continue;
            }
            Ok((Some(Dump::AdminCodes), text)) => {
                given.codes.push(text);
                continue;
            }
            Ok((None, _)) => {
                "is no file of GeoNames that can be used: country files, alternateNames, admin1CodesASCII, admin2Codes".to_owned()
            }
            Err(error) => error.to_string(),
        };
        talk::refused(&path.display().to_string(), &refusal);
        refused += 1;
    }
    keep_needed(&mut given);
    (given, refused)
}

/// The file of alternate names of the whole world is a hundred times what one country needs.
fn keep_needed(given: &mut Given) {
    let first_cell = |line: &str| line.split_once('\t').map_or(line, |(first, _)| first).to_owned();
    let ids: HashSet<String> =
        given.places.iter().flat_map(|(_, text)| text.lines().map(first_cell)).collect();
    for text in &mut given.alternates {
        let needed = |line: &&str| line.split('\t').nth(1).is_some_and(|id| ids.contains(id));
        *text = text.split_inclusive('\n').filter(needed).collect();
    }
}

/// Whether `c` of a file's name goes into the name of what is made of it.
fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')
}

/// Each country file becomes a file of its own: two that would be called alike are too many.
fn check_names(given: &Given) -> Result<(), CliError> {
    let mut taken: BTreeMap<String, &Path> = BTreeMap::new();
    for (path, _) in &given.places {
        let stem = stem(path);
        let Some(other) = taken.insert(stem.clone(), path) else { continue };
        return Err(CliError::Usage(format!(
            "{} and {} would both become geonames-{stem}.tsv: rename one of them; nothing was imported",
            other.display(),
            path.display()
        )));
    }
    Ok(())
}

/// What the file made of `source` is called after. Two files whose names differ must not end up as
/// one, whatever their script.
fn stem(source: &Path) -> String {
    let name = source.file_name().unwrap_or(source.as_os_str()).to_string_lossy();
    let stem = name.split_once('.').map_or(&*name, |(stem, _)| stem);
    stem.chars().filter(|&c| is_kept(c)).collect()
}

/// Writes `tsv` beside its place and then moves it there: a crash leaves the old file or the new.
fn write(folder: &Path, source: &Path, tsv: &str) -> Result<PathBuf, CliError> {
    let stem = stem(source);
    let places = folder.join("places");
    let target = places.join(format!("geonames-{stem}.tsv"));
    let half = places.join(format!(".geonames-{stem}.part"));
    let error = |source| CliError::File { path: target.clone(), source };
    std::fs::create_dir_all(&places).map_err(error)?;
    std::fs::write(&half, tsv).map_err(error)?;
    std::fs::rename(&half, &target).map_err(error)?;
    Ok(target)
}
