//! Places that are known, and a user's own beside them.
//!
//! 1. `gazetteer find` shows a place under any spelling; `list` shows what lies in a region.
//! 2. `gazetteer import` takes files of GeoNames, plain, gzip and zip, and says what it did.
//! 3. `--schema` adds a user's places and actors to every command, and to the fingerprint.
//! 4. An actor that only the articles define is listed and found under its own name.
//! 5. What is wrong with a user's file is said with its line; no file is left out without a word.

use std::io::Write as _;
use std::path::Path;

use tempfile::TempDir;

use crate::program::run_in;

/// A row of a country file of GeoNames.
fn row(id: u32, name: &str, feature: (&str, &str), place: (&str, &str, &str)) -> String {
    let (class, code) = feature;
    let (lat, lon, admin1) = place;
    format!(
        "{id}\t{name}\t{name}\t\t{lat}\t{lon}\t{class}\t{code}\tML\t\t{admin1}\t\t\t\t0\t\t\tAfrica/Bamako\t2020-01-01\n"
    )
}

fn country_file() -> String {
    row(900_001, "Sobarabougou", ("P", "PPL"), ("14.31", "-4.02", "04"))
        + &row(900_002, "Oued Sobara", ("H", "WAD"), ("14.40", "-4.10", "04"))
        + &row(900_003, "Tintamaren", ("P", "PPL"), ("14.33", "-4.05", "00"))
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
    std::fs::write(path, bytes).expect("the file can be written");
}

/// A zip archive of stored files, as the format's note describes it.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let short = |number: usize| u16::try_from(number).expect("a small number").to_le_bytes();
    let long = |number: usize| u32::try_from(number).expect("a small number").to_le_bytes();
    for (name, text) in files {
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(text.as_bytes()).expect("memory can be written");
        let packed = packed.finish().expect("memory can be written");
        let starts = bytes.len();
        let sizes = [long(0), long(packed.len()), long(text.len())].concat();
        bytes.extend([b"PK\x03\x04".as_slice(), &short(20), &short(0), &short(8), &[0; 4], &sizes].concat());
        bytes.extend([short(name.len()), short(0)].concat());
        bytes.extend([name.as_bytes(), &packed].concat());
        directory.extend(
            [b"PK\x01\x02".as_slice(), &short(20), &short(20), &short(0), &short(8), &[0; 4], &sizes]
                .concat(),
        );
        directory.extend([short(name.len()).as_slice(), &[0; 12], &long(starts), name.as_bytes()].concat());
    }
    let (starts, length, count) = (bytes.len(), directory.len(), short(files.len()));
    bytes.extend(directory);
    bytes.extend(
        [b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &long(length), &long(starts), &[0; 2]].concat(),
    );
    bytes
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).expect("memory can be written");
    packed.finish().expect("memory can be written")
}

#[test]
fn a_name_is_shown_with_its_place_whatever_the_spelling() {
    let folder = TempDir::new().expect("a folder can be made");
    let run = run_in(folder.path(), &["gazetteer", "find", "Timbuctoo"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(
        run.out.contains("Mali/Tombouctou/Tombouctou/Tombouctou (ml:tombouctou, town, 16.770 -3.010, "),
        "{}",
        run.out
    );
    let run = run_in(folder.path(), &["gazetteer", "find", "Tombuctouu"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("spelled like it: ") && run.err.contains("Tombouctou"), "{}", run.err);
    let run = run_in(folder.path(), &["gazetteer", "list", "segou"]);
    assert!(run.out.lines().any(|line| line.trim_start().ends_with("Mali/Ségou/Niono")), "{}", run.out);
}

#[test]
fn villages_are_imported_from_plain_and_packed_files() {
    let folder = TempDir::new().expect("a folder can be made");
    let text = country_file();
    write(folder.path(), "ML.txt", text.as_bytes());
    write(folder.path(), "ML.txt.gz", &gzip(&text));
    write(folder.path(), "ML.zip", &zip(&[("readme.txt", "about"), ("ML.txt", &text)]));
    write(
        folder.path(),
        "alternateNamesV2.txt",
        b"1\t900001\tfr\tSobarabougou-Centre\t\t\t\t\t\t\n2\t7\ten\tElse\t\t\t\t\t\t\n",
    );
    for file in ["ML.txt", "ML.txt.gz", "ML.zip"] {
        let run =
            run_in(folder.path(), &["gazetteer", "import", file, "alternateNamesV2.txt", "--schema", "own"]);
        assert_eq!(run.code, 0, "{file}: {}", run.err);
        assert_eq!(
            run.out,
            "own/places/geonames-ML.tsv: 2 places, 1 rows passed over (terrain, buildings), 1 regions taken \
             from the neighbours\n",
            "{file}"
        );
        let run = run_in(folder.path(), &["gazetteer", "find", "sobarabougou centre", "--schema", "own"]);
        assert!(run.out.starts_with("Mali/Mopti/Sobarabougou (gn900001, town, 14.310 -4.020"), "{}", run.out);
    }
    let run = run_in(folder.path(), &["gazetteer", "find", "Tintamaren", "--schema", "own"]);
    assert!(run.out.starts_with("Mali/Mopti/Tintamaren"), "{}", run.out);
}

#[test]
fn what_cannot_be_imported_is_said() {
    let folder = TempDir::new().expect("a folder can be made");
    let run = run_in(folder.path(), &["gazetteer", "import", "ML.txt"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--schema DIR"), "{}", run.err);
    write(folder.path(), "ML.txt", (country_file() + "900009\thalf\n").as_bytes());
    write(folder.path(), "notes.txt", b"buy milk\n");
    let run = run_in(
        folder.path(),
        &["gazetteer", "import", "notes.txt", "ML.txt", "missing.txt", "--schema", "own"],
    );
    assert_eq!(run.code, 2);
    assert!(run.out.contains(": 2 places"), "{}", run.out);
    for said in ["notes.txt: is no file of GeoNames", "ML.txt:4: 2 columns", "missing.txt: "] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
}

#[test]
fn two_files_that_would_become_one_are_not_imported() {
    let folder = TempDir::new().expect("a folder can be made");
    write(folder.path(), "old/ML.txt", country_file().as_bytes());
    write(folder.path(), "new/ML.txt", country_file().as_bytes());
    let run = run_in(folder.path(), &["gazetteer", "import", "old/ML.txt", "new/ML.txt", "--schema", "own"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("old/ML.txt and new/ML.txt would both become geonames-ML.tsv"), "{}", run.err);
    assert!(!folder.path().join("own").exists());
}

/// A corpus, and a vocabulary that knows what it speaks of.
fn corpus_and_own() -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    write(
        folder.path(),
        "articles/a.txt",
        b"Two farmers were killed near Sobarabougou in Mali by men of the Lanterns of Kobo.\n",
    );
    write(folder.path(), "own/README.md", b"mine\n");
    write(
        folder.path(),
        "own/places/mine.tsv",
        b"id\tname\taliases\tpath\tlat\tlon\tkind\nmine:1\tSobarabougou\tSobara\tMali/Mopti/Koro/Sobarabougou\t14.3\t-4.0\ttown\n",
    );
    write(
        folder.path(),
        "own/actors/mine.tsv",
        "id\tname\tkind\tparent\tcountries\ten\nlanterns\tLanterns of Kobo\tmilitia\tjnim\tML\tKobo Lanterns\njnim\tJNIM\trebel_group\t\t\tBanner Men\n".as_bytes(),
    );
    folder
}

#[test]
fn a_users_places_and_actors_are_known_to_every_command() {
    let folder = corpus_and_own();
    let index = run_in(folder.path(), &["index", "articles", "--schema", "own"]);
    assert_eq!(index.code, 0, "{}", index.err);
    let run = run_in(
        folder.path(),
        &["search", "Sobara", "--schema", "own", "--actor", "Banner Men", "--format", "jsonl"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("\"path\":[\"Mali\",\"Mopti\",\"Koro\",\"Sobarabougou\"]"), "{}", run.out);
    assert!(run.out.contains("\"id\":\"lanterns\""), "{}", run.out);
    for (by, value) in [("region", "Sobarabougou"), ("actor", "lanterns")] {
        let run = run_in(folder.path(), &["facets", "*", "--by", by, "--schema", "own", "--format", "json"]);
        assert!(run.out.contains(value), "{by}: {}", run.out);
    }
    let run = run_in(folder.path(), &["actors", "Banner Men", "--schema", "own"]);
    assert!(run.out.contains("> jnim)") || run.out.contains("(jnim)"), "{}", run.out);
}

#[test]
fn a_group_that_only_the_articles_know_is_listed_under_its_own_name() {
    let folder = TempDir::new().expect("a folder can be made");
    write(
        folder.path(),
        "articles/a.txt",
        b"The Front for the Liberation of Oudalan (FLO) killed two soldiers near Djibo in Burkina Faso.\n",
    );
    run_in(folder.path(), &["index", "articles"]);
    let run = run_in(folder.path(), &["facets", "*", "--by", "actor"]);
    assert!(run.out.contains("Front for the Liberation of Oudalan (front-"), "{}", run.out);
    let run = run_in(folder.path(), &["search", "*", "--actor", "Front for the Liberation of Oudalan"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn an_index_is_refused_with_other_vocabularies_than_its_own() {
    let folder = corpus_and_own();
    run_in(folder.path(), &["index", "articles", "--schema", "own"]);
    let run = run_in(folder.path(), &["search", "farmers"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("give the same --schema as then"), "{}", run.err);
    assert_eq!(run_in(folder.path(), &["search", "farmers", "--schema", "own"]).code, 0);
}

#[test]
fn what_is_wrong_with_a_users_file_is_said_with_its_line() {
    let folder = corpus_and_own();
    write(folder.path(), "own/places/more.tsv", b"id\tname\tpath\tkind\nmine:2\tX\tMali/X\thamlet\n");
    let run = run_in(folder.path(), &["gazetteer", "find", "Kati", "--schema", "own"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("in own: places/more.tsv:2: unknown kind `hamlet`"), "{}", run.err);
    std::fs::remove_file(folder.path().join("own/places/more.tsv")).expect("the file is there");
    write(folder.path(), "own/villages.tsv", b"x\n");
    let run = run_in(folder.path(), &["gazetteer", "find", "Kati", "--schema", "own"]);
    assert!(run.err.contains("own/villages.tsv: not a file of places or actors"), "{}", run.err);
    let run = run_in(folder.path(), &["gazetteer", "find", "Kati", "--schema", "nowhere"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot read nowhere"), "{}", run.err);
}
