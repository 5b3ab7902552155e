//! The articles that a run has met, by id: a few bytes each, for there may be millions.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::text::ByHash;

/// Ids, and where each was met.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Place in `locations`, by the head of the id's SHA-256. Among ten million ids, one chance in
    /// four hundred thousand that any two share it; the second would be refused, not lost in silence.
    by_id: HashMap<u64, u32, ByHash>,
    /// Where files lie, each as often as another file comes between its articles.
    locations: Vec<String>,
}

impl Seen {
    /// Takes note of an article.
    pub(super) fn insert(&mut self, id: &str, location: &str) {
        if self.locations.last().is_none_or(|last| last != location) {
            self.locations.push(location.to_owned());
        }
        let at = u32::try_from(self.locations.len() - 1).unwrap_or(u32::MAX);
        self.by_id.insert(key(id), at);
    }

    /// Whether the article was met.
    pub(super) fn contains(&self, id: &str) -> bool {
        self.by_id.contains_key(&key(id))
    }

    /// Where the article was met.
    pub(super) fn location(&self, id: &str) -> Option<&str> {
        let at = usize::try_from(*self.by_id.get(&key(id))?).ok()?;
        self.locations.get(at).map(String::as_str)
    }

    /// Where all files lie whose articles were met.
    pub(super) fn locations(&self) -> impl Iterator<Item = &str> {
        self.locations.iter().map(String::as_str)
    }
}

fn key(id: &str) -> u64 {
    let digest = Sha256::digest(id.as_bytes());
    digest.first_chunk().map_or(0, |head| u64::from_le_bytes(*head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_known_with_the_place_where_they_were_met() {
        let mut seen = Seen::default();
        seen.insert("a:1", "/in/a");
        seen.insert("a:2", "/in/a");
        seen.insert("b", "/in/b");
        assert_eq!(seen.location("a:2"), Some("/in/a"));
        assert_eq!(seen.location("b"), Some("/in/b"));
        assert!(seen.contains("a:1") && !seen.contains("a:3"));
        assert_eq!(seen.locations().collect::<Vec<_>>(), ["/in/a", "/in/b"]);
    }
}
