//! Names of one or several words, found in a scan of tokens: the longest that begins at a token.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use crate::text::{Token, TokenKind, Tokens};

/// Folded names and the entries they stand for.
///
/// A name is the sequence of its folded words, so that case, accents, apostrophes and hyphens do
/// not matter. Sequences are kept as 64-bit hashes: among a million names, one chance in ten
/// million that any two meet.
#[derive(Debug, Default)]
pub struct NameTable {
    nodes: HashMap<u64, Node, BuildHasherDefault<Identity>>,
}

#[derive(Debug, Default)]
struct Node {
    entries: Vec<u32>,
    continues: bool,
}

impl NameTable {
    /// Adds `name` for `entry`; a name may stand for several entries. A name without a word is no name.
    pub fn insert(&mut self, name: &str, entry: u32) {
        let tokens = Tokens::new(name);
        let words: Vec<usize> = (0..tokens.len()).filter(|&at| tokens.as_slice()[at].is_word()).collect();
        let mut key = SEED;
        for (nth, &at) in words.iter().enumerate() {
            key = extend(key, tokens.hash(at));
            let node = self.nodes.entry(key).or_default();
            if nth + 1 < words.len() {
                node.continues = true;
            } else if !node.entries.contains(&entry) {
                node.entries.push(entry);
            }
        }
    }

    /// The longest name that begins at token `at`: its tokens and the entries it stands for.
    #[must_use]
    pub fn longest_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, &[u32])> {
        let mut best = None;
        let mut key = SEED;
        let mut next = at;
        while tokens.get(next).is_some_and(Token::is_word) {
            key = extend(key, tokens.hash(next));
            let Some(node) = self.nodes.get(&key) else { break };
            if !node.entries.is_empty() {
                best = Some((at..next + 1, node.entries.as_slice()));
            }
            if !node.continues {
                break;
            }
            next = after_joiner(tokens, next + 1);
        }
        best
    }

    /// The entries that exactly `name` stands for.
    #[must_use]
    pub fn get(&self, name: &str) -> &[u32] {
        let tokens = Tokens::new(name);
        let mut key = SEED;
        for at in 0..tokens.len() {
            if tokens.as_slice()[at].is_word() {
                key = extend(key, tokens.hash(at));
            }
        }
        self.nodes.get(&key).map_or(&[], |node| node.entries.as_slice())
    }
}

/// The words of a name may be joined by a hyphen, an abbreviation's dot, or a single line end.
fn after_joiner(tokens: &Tokens<'_>, at: usize) -> usize {
    match tokens.get(at).map(|token| token.kind) {
        Some(TokenKind::Punctuation('-' | '‐' | '‑' | '.') | TokenKind::Newline) => at + 1,
        _ => at,
    }
}

const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

const fn extend(key: u64, word: u64) -> u64 {
    (key.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The keys are hashes already.
#[derive(Debug, Default, Clone, Copy)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins_whatever_its_spelling() {
        let mut names = NameTable::default();
        names.insert("Al-Qaeda", 1);
        names.insert("al Qaeda in the Islamic Maghreb", 2);
        names.insert("Côte d'Ivoire", 3);
        let text = "AL QAEDA, al-Qaeda in the Islamic Maghreb, cote d’ivoire";
        let tokens = Tokens::new(text);
        let found: Vec<(&str, u32)> = (0..tokens.len())
            .filter_map(|at| names.longest_at(&tokens, at))
            .map(|(range, entries)| (tokens.span(range).of(text), entries[0]))
            .collect();
        assert_eq!(found, [("AL QAEDA", 1), ("al-Qaeda in the Islamic Maghreb", 2), ("cote d’ivoire", 3)]);
        assert_eq!(names.get("AL-QAEDA"), [1]);
        assert!(names.get("Qaeda").is_empty());
    }
}
