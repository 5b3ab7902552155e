//! The house rules of ARCHITECTURE.md, read from the source files themselves.

#![expect(clippy::string_slice, reason = "the sources of this package are cut at ASCII marks only")]

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from left to right: each may use those before it.
const LAYERS: [&str; 9] =
    ["text", "vocabulary", "extract", "corpus", "index", "query", "search", "export", "cli"];
/// Layers that must give the same answer whatever the machine: no files, no clock, no environment.
const PURE: [&str; 4] = ["text", "vocabulary", "extract", "query"];
const FORBIDDEN_NAMES: [&str; 8] =
    ["utils.rs", "util.rs", "helpers.rs", "common.rs", "types.rs", "misc.rs", "manager.rs", "legacy.rs"];
const LONGEST_FILE: usize = 400;
/// Tables, which are honest at any length.
const TABLES: [&str; 0] = [];

struct Source {
    /// Path from the root of the package, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// What stands before the inline tests.
    fn code(&self) -> &str {
        self.text.find("#[cfg(test)]\nmod tests {").map_or(&self.text, |at| &self.text[..at])
    }

    /// The lines of the code that are no comment, with their numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code().lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| {
            let line = line.trim_start();
            !line.starts_with("//")
        })
    }

    fn layer(&self) -> Option<&'static str> {
        let rest = self.path.strip_prefix("src/")?;
        LAYERS
            .iter()
            .copied()
            .find(|layer| rest.strip_prefix(layer).is_some_and(|rest| rest.starts_with('/') || rest == ".rs"))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folders of the package can be read")
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files_under(&entry, found);
        } else {
            found.push(entry);
        }
    }
}

fn sources(folders: &[&str]) -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in folders.iter().map(|folder| root().join(folder)).filter(|folder| folder.is_dir()) {
        files_under(&folder, &mut paths);
    }
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("a source file is UTF-8"),
            path: relative(&path),
        })
        .collect()
}

fn relative(path: &Path) -> String {
    let inside = path.strip_prefix(root()).expect("a path of the package");
    inside.to_str().expect("paths of the package are UTF-8").replace('\\', "/")
}

/// Fails with every breach, not only the first.
fn assert_none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}:\n  {}", breaches.join("\n  "));
}

#[test]
fn a_layer_uses_only_layers_to_its_left() {
    let mut breaches = Vec::new();
    for source in sources(&["src"]) {
        let Some(layer) = source.layer() else { continue };
        let own = LAYERS.iter().position(|&other| other == layer).expect("a layer");
        for (number, line) in source.lines() {
            for used in line.match_indices("crate::").map(|(at, _)| &line[at + "crate::".len()..]) {
                let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if LAYERS.iter().position(|&other| other == name).is_some_and(|other| other > own) {
                    breaches.push(format!("{}:{number}: {layer} uses {name}", source.path));
                }
            }
        }
    }
    assert_none("a layer may use only layers to its left", &breaches);
}

#[test]
fn engine_and_command_line_stay_in_their_layers() {
    let mut breaches = Vec::new();
    for source in sources(&["src"]) {
        let layer = source.layer();
        for (number, line) in source.lines() {
            let place = format!("{}:{number}", source.path);
            if line.contains("tantivy::") && !matches!(layer, Some("index" | "search")) {
                breaches.push(format!("{place}: tantivy outside index and search"));
            }
            let talks = ["clap::", "indicatif::", "anstream::", "println!", "eprintln!", "process::exit"];
            for word in talks.iter().filter(|word| line.contains(**word)) {
                if layer != Some("cli") {
                    breaches.push(format!("{place}: {word} outside cli"));
                }
            }
            let worlds = ["std::fs", "std::env", "std::net", "std::process", "std::time", "Timestamp::now"];
            for word in worlds.iter().filter(|word| line.contains(**word)) {
                if layer.is_some_and(|layer| PURE.contains(&layer)) {
                    breaches.push(format!("{place}: {word} in a pure layer"));
                }
            }
        }
    }
    assert_none("tantivy stays in index and search, talk in cli, and pure layers are pure", &breaches);
}

#[test]
fn files_are_short() {
    let long: Vec<String> = sources(&["src", "tests", "benches", "fuzz"])
        .iter()
        .filter(|source| !TABLES.contains(&source.path.as_str()))
        .map(|source| (source, source.code().lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(source, lines)| format!("{}: {lines} lines", source.path))
        .collect();
    assert_none("a file has at most 400 lines before its inline tests", &long);
}

#[test]
fn files_say_what_they_are_for() {
    let mute: Vec<String> = sources(&["src", "tests", "benches"])
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert_none("a file begins with a doc comment", &mute);
}

#[test]
fn names_say_something() {
    let bad: Vec<String> = sources(&["src", "tests", "benches"])
        .into_iter()
        .map(|source| source.path)
        .filter(|path| {
            let name = path.rsplit('/').next().expect("a file name");
            FORBIDDEN_NAMES.contains(&name) || name.contains("_v2")
        })
        .collect();
    assert_none("a file is named after the one thing in it", &bad);
}

#[test]
fn every_file_is_a_module_of_its_parent() {
    let sources = sources(&["src", "tests", "benches"]);
    let text_of = |path: &str| sources.iter().find(|source| source.path == path).map(|source| &source.text);
    let forgotten: Vec<String> = sources
        .iter()
        .map(|source| source.path.clone())
        .filter(|path| {
            let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
            let (folder, module) = stem.rsplit_once('/').unwrap_or(("", stem));
            let is_root = matches!(module, "main" | "lib") || folder == "tests";
            let declares = |text: &String| text.contains(&format!("mod {module};"));
            let parents =
                [format!("{folder}/mod.rs"), format!("{folder}/main.rs"), format!("{folder}/lib.rs")]
                    .into_iter()
                    .chain([format!("{folder}.rs")]);
            !is_root && !parents.into_iter().any(|parent| text_of(&parent).is_some_and(declares))
        })
        .collect();
    assert_none("a file that no `mod` names is never compiled", &forgotten);
}

#[test]
fn every_test_binary_is_listed() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let unlisted: Vec<String> = sources(&["tests"])
        .into_iter()
        .map(|source| source.path)
        .filter(|path| path.matches('/').count() == 1 && !manifest.contains(&format!("\"{path}\"")))
        .collect();
    assert_none("Cargo.toml lists every test binary", &unlisted);
}

#[test]
fn lints_are_not_switched_off_in_silence() {
    let mut breaches = Vec::new();
    for source in sources(&["src", "tests", "benches"]) {
        for (number, line) in source.text.lines().enumerate() {
            let line = line.trim_start();
            if line.starts_with("#[allow(") || line.starts_with("#![allow(") {
                breaches.push(format!("{}:{}: allow; use expect with a reason", source.path, number + 1));
            }
        }
    }
    assert_none("a lint is expected with a reason, never allowed", &breaches);
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let mut breaches = Vec::new();
    let mut in_dependencies = false;
    // A comment holds for the lines under it, up to an empty line.
    let mut explained = false;
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            in_dependencies = table.contains("dependencies]");
            explained = false;
        } else if line.is_empty() {
            explained = false;
        } else if line.starts_with('#') {
            explained = true;
        } else if in_dependencies && !explained {
            breaches.push(line.to_owned());
        }
    }
    assert_none("a comment above each dependency says why it is there", &breaches);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    // Put together here, so that this file does not hold them.
    let places = ["/home", "/Users", "/root", "/work", "/tmp/wt"].map(|place| format!("{place}/"));
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["src", "tests", "benches", "fuzz", "docs", "index-schema", "corpus"] {
        let folder = root().join(folder);
        if folder.is_dir() {
            files_under(&folder, &mut paths);
        }
    }
    for file in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "Cargo.toml"] {
        paths.push(root().join(file));
    }
    let mut breaches = Vec::new();
    for path in paths.iter().filter(|path| is_text(path)) {
        let text = fs::read_to_string(path).expect("a text file of the package");
        for place in places.iter().filter(|place| mentions(&text, place)) {
            breaches.push(format!("{}: {place}", relative(path)));
        }
    }
    assert_none("no path of a machine in the package", &breaches);
}

fn is_text(path: &Path) -> bool {
    let known = ["rs", "md", "toml", "tsv", "py", "sh", "jsonl", "json", "txt"];
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| known.contains(&extension))
}

/// Whether `place` stands in `text` as the beginning of a path: not inside a word or a URL.
fn mentions(text: &str, place: &str) -> bool {
    text.match_indices(place).any(|(at, _)| {
        text[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric() && !"./-_".contains(before))
    })
}
