//! Names of one or several words, found in a scan of tokens: the longest that begins at a token.

use std::ops::Range;

use super::openings::Openings;
use crate::text::{FlatMap, Token, TokenKind, Tokens, fold_into, hash_folded};

/// Folded names and the entries they stand for.
///
/// A name is the sequence of its folded words, so that case, accents, apostrophes and hyphens do
/// not matter. Sequences are kept as 64-bit hashes: among a million names, one chance in ten
/// million that any two meet.
#[derive(Debug, Default)]
pub struct NameTable {
    openings: Openings,
    nodes: FlatMap<Node>,
    /// Entries of the names that stand for more than one, each list in the order of insertion.
    shared: Vec<Vec<u32>>,
    /// Hash of the first word of each name.
    first_words: Vec<u64>,
}

/// What a sequence of words stands for. Small, for there are hundreds of thousands.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The entry, or the place of its list in [`NameTable::shared`].
    entry: u32,
    entries: Entries,
    /// Whether a longer name begins with the sequence.
    continues: bool,
}

/// Nearly all names stand for one entry: a list of its own for each would cost more than the names.
#[derive(Debug, Clone, Copy, Default)]
enum Entries {
    #[default]
    None,
    One,
    Many,
}

impl NameTable {
    /// An empty table with room for about `names` names.
    #[must_use]
    pub fn with_capacity(names: usize) -> Self {
        Self {
            openings: Openings::with_capacity(names),
            nodes: FlatMap::with_capacity(names),
            shared: Vec::new(),
            first_words: Vec::with_capacity(names),
        }
    }

    /// Adds `name` for `entry`; a name may stand for several entries. A name without a word is no name.
    pub fn insert(&mut self, name: &str, entry: u32) {
        let mut key = SEED;
        let mut length = 0;
        let mut first = SEED;
        each_word_hash(name, |word| {
            if length > 0 {
                self.nodes.get_or_insert(key, Node::default()).continues = true;
            } else {
                first = word;
            }
            key = extend(key, word);
            length += 1;
            match length {
                1 => self.first_words.push(word),
                2 => self.openings.insert(first, key),
                _ => {}
            }
        });
        if length == 1 {
            self.openings.insert(first, key);
        }
        if length > 0 {
            self.add(key, entry);
        }
    }

    fn add(&mut self, key: u64, entry: u32) {
        let next_list = u32::try_from(self.shared.len()).unwrap_or(u32::MAX);
        let node = self.nodes.get_or_insert(key, Node::default());
        match node.entries {
            Entries::None => (node.entries, node.entry) = (Entries::One, entry),
            Entries::One if node.entry == entry => {}
            Entries::One => {
                self.shared.push(vec![node.entry, entry]);
                (node.entries, node.entry) = (Entries::Many, next_list);
            }
            Entries::Many => {
                let Some(list) = self.shared.get_mut(node.entry as usize) else { return };
                if !list.contains(&entry) {
                    list.push(entry);
                }
            }
        }
    }

    /// The longest name that begins at token `at`: its tokens and the entries it stands for.
    #[must_use]
    #[inline]
    pub fn longest_at(&self, tokens: &Tokens<'_>, at: usize) -> Option<(Range<usize>, &[u32])> {
        self.longest_before(tokens, at, usize::MAX)
    }

    /// The longest name that begins at token `at` and ends before token `end`.
    #[must_use]
    #[inline]
    pub fn longest_before(
        &self,
        tokens: &Tokens<'_>,
        at: usize,
        end: usize,
    ) -> Option<(Range<usize>, &[u32])> {
        if self.may_begin_at(tokens, at) { self.longest_from(tokens, at, end) } else { None }
    }

    /// The hash of the first word of every name, one as often as names begin with it.
    #[must_use]
    pub fn first_words(&self) -> &[u64] {
        &self.first_words
    }

    /// Whether a name may begin at token `at`: with its word alone, or with the one behind it.
    #[inline]
    pub(super) fn may_begin_at(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        let first = tokens.hash(at);
        let alone = extend(SEED, first);
        let second = tokens.hash(after_joiner(tokens, at + 1));
        self.openings.may_hold(first, [alone, extend(alone, second)])
    }

    fn longest_from(&self, tokens: &Tokens<'_>, at: usize, end: usize) -> Option<(Range<usize>, &[u32])> {
        let mut best = None;
        let mut key = SEED;
        let mut last = at;
        while last.saturating_add(1) < end {
            key = extend(key, tokens.hash(last));
            let Some(node) = self.nodes.get(key) else { break };
            let entries = self.entries(node);
            if !entries.is_empty() {
                best = Some((at..last + 1, entries));
            }
            if !node.continues {
                break;
            }
            last = after_joiner(tokens, last + 1);
        }
        best
    }

    /// The entries that exactly `name` stands for.
    #[must_use]
    pub fn get(&self, name: &str) -> &[u32] {
        let mut key = SEED;
        each_word_hash(name, |word| key = extend(key, word));
        self.nodes.get(key).map_or(&[], |node| self.entries(node))
    }

    fn entries<'n>(&'n self, node: &'n Node) -> &'n [u32] {
        match node.entries {
            Entries::None => &[],
            Entries::One => std::slice::from_ref(&node.entry),
            Entries::Many => self.shared.get(node.entry as usize).map_or(&[], Vec::as_slice),
        }
    }
}

/// Calls `visit` with the hash of each folded word of `name`, as a scan of the name would cut it.
fn each_word_hash(name: &str, mut visit: impl FnMut(u64)) {
    let mut lower = [0; SHORT];
    if let Some(lower) = lower.get_mut(..name.len()).filter(|_| is_plain_ascii(name)) {
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        let words = lower.split(|byte| !byte.is_ascii_alphanumeric());
        words.filter(|word| !word.is_empty()).for_each(|word| visit(hash_folded(word)));
        return;
    }
    if !name.chars().all(is_plain) {
        let tokens = Tokens::new(name);
        (0..tokens.len())
            .filter(|&at| tokens.get(at).is_some_and(Token::is_word))
            .for_each(|at| visit(tokens.hash(at)));
        return;
    }
    let mut folded = String::with_capacity(name.len());
    for word in
        name.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
    {
        folded.clear();
        fold_into(word, &mut folded);
        visit(hash_folded(folded.as_bytes()));
    }
}

/// The first byte of the first folded word of `name`, as a scan of the name would cut it.
pub(super) fn first_byte(name: &str) -> Option<u8> {
    let first = name.chars().next()?;
    if first.is_ascii_alphanumeric() {
        return u8::try_from(first.to_ascii_lowercase()).ok();
    }
    if is_plain(first) && !first.is_ascii() {
        let mut folded = String::new();
        fold_into(first.encode_utf8(&mut [0; 4]), &mut folded);
        if let Some(&byte) = folded.as_bytes().first() {
            return Some(byte);
        }
    }
    let tokens = Tokens::new(name);
    let mut words = (0..tokens.len()).filter(|&at| tokens.get(at).is_some_and(Token::is_word));
    words.find_map(|at| tokens.folded(at).as_bytes().first().copied())
}

/// The hash of the first folded word of `name`.
pub(super) fn first_word(name: &str) -> Option<u64> {
    let mut first = None;
    each_word_hash(name, |word| first = first.or(Some(word)));
    first
}

/// Bytes up to which a name is folded where it lies, as nearly all are.
const SHORT: usize = 64;

/// Whether `name` is ASCII, and no sign in it can stand inside a word.
fn is_plain_ascii(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii() && byte != b'\'' && byte != b'`')
}

/// A letter of Latin, Cyrillic or Arabic script, or a sign of ASCII that cannot stand inside a word.
const fn is_plain(c: char) -> bool {
    match c {
        '\'' | '`' => false,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' | 'ء'..='ي' | 'ٮ'..='ۓ' => {
            true
        }
        _ => c.is_ascii(),
    }
}

/// The words of a name may be joined by a hyphen, a stroke, an abbreviation's dot, a possessive's
/// apostrophe (`Workers' Party`), or a single line end.
fn after_joiner(tokens: &Tokens<'_>, at: usize) -> usize {
    match tokens.get(at).map(|token| token.kind) {
        Some(TokenKind::Punctuation('-' | '‐' | '‑' | '.' | '/' | '\'' | '’') | TokenKind::Newline) => {
            at + 1
        }
        _ => at,
    }
}

const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;

const fn extend(key: u64, word: u64) -> u64 {
    (key.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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

    #[test]
    fn a_name_keeps_each_of_its_entries_once() {
        let mut names = NameTable::with_capacity(2);
        for entry in [3, 1, 3, 2] {
            names.insert("Koro", entry);
        }
        names.insert("...", 9);
        assert_eq!(names.get("KORO"), [3, 1, 2]);
        assert!(names.get("...").is_empty());
    }

    #[test]
    fn a_name_is_cut_like_the_text_that_holds_it() {
        for name in [
            "Deir ez-Zor",
            "N'Djamena",
            "Ségou",
            "St. Louis",
            "Ménaka-Nord",
            "M23",
            "Al-Qa`im",
            "a_b c",
            "Ровеньки-2",
            "حلب الجديدة",
            "Île-de-France",
            "Ḩalab",
        ] {
            let tokens = Tokens::new(name);
            let scanned: Vec<u64> = (0..tokens.len())
                .filter(|&at| tokens.get(at).is_some_and(Token::is_word))
                .map(|at| tokens.hash(at))
                .collect();
            let mut hashed = Vec::new();
            each_word_hash(name, |word| hashed.push(word));
            assert_eq!(hashed, scanned, "{name}");
            assert_eq!(first_byte(name), tokens.folded(0).bytes().next(), "{name}");
        }
    }
}
