//! Ids of articles that have none of their own: the path of the file, as seen from its folder.
//!
//! Two folders may hold files of one name, and one file may be indexed as part of several folders.
//! A file keeps the id under which it came into the index, also where it is moved or renamed; a
//! second file of that name gets the name of its folder in front.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::held::Held;
use super::manifest;
use crate::corpus::ArticleMeta;

/// Which id stands for which place in the file system.
#[derive(Debug)]
pub(super) struct Identities {
    by_place: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Identities {
    /// Those of the articles that an index holds.
    pub(super) fn of(held: &Held) -> Self {
        let placed = held
            .articles()
            .iter()
            .filter_map(|(id, entry)| Some((place(id, &entry.path, &entry.root)?, id.clone())));
        Self { by_place: placed.collect(), taken: held.articles().iter().map(|(id, _)| id.clone()).collect() }
    }

    /// Puts an id into `meta` that stands for its file alone, unless the article has one of its own.
    /// An article whose file was moved keeps its id; `is_free` tells which ids this run has not met.
    pub(super) fn identify(
        &mut self,
        meta: &mut ArticleMeta,
        root: &str,
        held: &mut Held,
        is_free: impl Fn(&str) -> bool,
    ) {
        let Some(place) = place(&meta.id, &meta.path, root) else { return };
        if let Some(known) = self.by_place.get(&place) {
            meta.id.clone_from(known);
            return;
        }
        let line = line(&meta.id, &meta.path).to_owned();
        if let Some(known) = came_here(held, &manifest::location(root, &meta.path), &line)
            .or_else(|| comes_here(held, &meta.digest(), &line, &is_free))
        {
            meta.id = known;
        } else if self.taken.contains(&meta.id) {
            let folder = Path::new(root).file_name().unwrap_or_default().to_string_lossy();
            meta.id = format!("{folder}/{}", meta.id);
            if self.taken.contains(&meta.id) {
                meta.id.clone_from(&place);
            }
        }
        self.taken.insert(meta.id.clone());
        self.by_place.insert(place, meta.id.clone());
    }
}

/// The id of the article that an earlier run knew at `location`, though its id tells another path:
/// its file was moved there.
fn came_here(held: &Held, location: &str, line: &str) -> Option<String> {
    let mut ids = held.at(location).map(|(id, _)| id).filter(|id| id.ends_with(line));
    let first = ids.next()?;
    ids.next().is_none().then(|| first.clone())
}

/// The id of an article of the same bytes whose file is no more where it was.
fn comes_here(held: &mut Held, sha256: &str, line: &str, is_free: impl Fn(&str) -> bool) -> Option<String> {
    held.gone_with(sha256).into_iter().find(|id| is_free(id) && id.ends_with(line)).map(str::to_owned)
}

/// `:7` of an id that is a path and a line.
fn line<'i>(id: &'i str, path: &str) -> &'i str {
    id.rsplit_once(path).map_or("", |(_, line)| line)
}

/// Where the article stands, with its line in a file of many; `None` where its id was given to it.
pub(super) fn place(id: &str, path: &str, root: &str) -> Option<String> {
    let (folder, line) = id.rsplit_once(path)?;
    let is_line = line.is_empty() || line.strip_prefix(':').is_some_and(|line| line.parse::<u64>().is_ok());
    let is_path = folder.is_empty() || folder.ends_with('/');
    (is_line && is_path).then(|| format!("{}{line}", Path::new(root).join(path).display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identified(identities: &mut Identities, root: &str, path: &str, id: &str) -> String {
        let mut meta = ArticleMeta {
            id: id.to_owned(),
            path: path.to_owned(),
            title: None,
            source: None,
            source_scale: None,
            url: None,
            published: None,
            language: None,
            sha256: String::new(),
            media_type: String::new(),
            ..ArticleMeta::default()
        };
        identities.identify(&mut meta, root, &mut Held::default(), |_| true);
        meta.id
    }

    #[test]
    fn files_of_one_name_are_told_apart_and_keep_their_ids() {
        let mut identities = Identities::of(&Held::default());
        assert_eq!(identified(&mut identities, "/d/afp", "kati.txt", "kati.txt"), "kati.txt");
        assert_eq!(identified(&mut identities, "/d/rfi", "kati.txt", "kati.txt"), "rfi/kati.txt");
        assert_eq!(identified(&mut identities, "/e/rfi", "kati.txt", "kati.txt"), "/e/rfi/kati.txt");
        assert_eq!(identified(&mut identities, "/d", "afp/kati.txt", "afp/kati.txt"), "kati.txt");
        assert_eq!(identified(&mut identities, "/d", "w.jsonl", "w.jsonl:7"), "w.jsonl:7");
        assert_eq!(identified(&mut identities, "/e", "w.jsonl", "w.jsonl:7"), "e/w.jsonl:7");
    }

    #[test]
    fn an_id_of_its_own_is_left_alone() {
        let mut identities = Identities::of(&Held::default());
        for root in ["/a", "/b"] {
            assert_eq!(identified(&mut identities, root, "kati.txt", "afp-17"), "afp-17");
        }
    }
}
