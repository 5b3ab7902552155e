//! A frozen table of phrases: the first word's hash leads to the phrases that begin with it.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{Word, after_joint};
use crate::text::Tokens;

/// One phrase and what it means.
#[derive(Debug)]
struct Phrase {
    /// Hashes of the words after the first.
    rest: Vec<u64>,
    word: Word,
}

/// Phrases in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    known: BTreeMap<u64, Vec<Phrase>>,
}

impl Builder {
    /// Changes what `phrase` means; it meant nothing before it was first named.
    pub(super) fn change(&mut self, phrase: &str, change: impl FnOnce(&mut Word)) {
        let tokens = Tokens::new(phrase);
        let mut hashes = (0..tokens.len())
            .filter(|&at| tokens.get(at).is_some_and(crate::text::Token::is_word))
            .map(|at| tokens.hash(at));
        let Some(first) = hashes.next() else { return };
        let rest: Vec<u64> = hashes.collect();
        let known = self.known.entry(first).or_default();
        let at = known.iter().position(|phrase| phrase.rest == rest).unwrap_or_else(|| {
            let at = known.partition_point(|other| other.rest.len() >= rest.len());
            known.insert(at, Phrase { rest, word: Word::default() });
            at
        });
        if let Some(phrase) = known.get_mut(at) {
            change(&mut phrase.word);
        }
    }

    /// The table for looking up.
    pub(super) fn freeze(self) -> Phrases {
        let size = (self.known.len() * 2).next_power_of_two();
        let rest = self.known.values().flatten().flat_map(|phrase| phrase.rest.iter());
        let words: BTreeSet<u64> = self.known.keys().chain(rest).copied().collect();
        let groups = Vec::with_capacity(self.known.len());
        let words = words.into_iter().collect();
        let mut table = Phrases {
            filter: [0; FILTER_WORDS],
            openers: [0; FILTER_WORDS],
            cardinals: [0; FILTER_WORDS],
            slots: vec![None; size],
            groups,
            words,
        };
        for (hash, phrases) in self.known {
            let group = u32::try_from(table.groups.len()).unwrap_or(u32::MAX);
            let mut at = table.home(hash);
            while table.slots.get(at).is_some_and(Option::is_some) {
                at = (at + 1) % size;
            }
            if let Some(slot) = table.slots.get_mut(at) {
                *slot = Some((hash, group));
            }
            let opens = phrases.iter().any(|phrase| phrase.word.opens_number());
            let (word, bit) = filter_place(hash);
            table.filter[word] |= bit;
            table.openers[word] |= if opens { bit } else { 0 };
            let may_tell = phrases.iter().any(|phrase| phrase.word.tells_cardinal());
            table.cardinals[word] |= if may_tell { bit } else { 0 };
            table.groups.push(Group { phrases, opens });
        }
        table
    }
}

#[derive(Debug)]
struct Group {
    /// The longest first.
    phrases: Vec<Phrase>,
    /// Whether a number can begin with one of them.
    opens: bool,
}

/// All phrases of one language.
#[derive(Debug)]
pub(super) struct Phrases {
    /// One bit for each hash that a phrase begins with: small enough to stay at hand, it turns most
    /// words of a text away.
    filter: [u64; FILTER_WORDS],
    /// The same for those with which a number can begin: most words of most phrases are no such.
    openers: [u64; FILTER_WORDS],
    /// The same for those that tell whether a cardinal begins: not "a", which does so too often.
    cardinals: [u64; FILTER_WORDS],
    slots: Vec<Option<(u64, u32)>>,
    groups: Vec<Group>,
    /// The hash of every word of every phrase, in order.
    words: Vec<u64>,
}

const FILTER_WORDS: usize = 256;

/// The word and the bit of the filter that stand for `hash`; other bits than the slot's.
const fn filter_place(hash: u64) -> (usize, u64) {
    ((hash >> 24) as usize % FILTER_WORDS, 1 << ((hash >> 32) % 64))
}

impl Phrases {
    #[expect(clippy::cast_possible_truncation, reason = "only the low bits are wanted")]
    fn home(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn group(&self, hash: u64) -> Option<&Group> {
        let (word, bit) = filter_place(hash);
        if self.filter.get(word).is_none_or(|bits| bits & bit == 0) {
            return None;
        }
        let mut at = self.home(hash);
        loop {
            let (found, group) = (*self.slots.get(at)?)?;
            if found == hash {
                return self.groups.get(usize::try_from(group).ok()?);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Whether a phrase holds the word of this hash.
    pub(super) fn knows(&self, hash: u64) -> bool {
        self.words.binary_search(&hash).is_ok()
    }

    /// The hashes of the words with which a number or the name of a month may begin.
    pub(super) fn openers(&self) -> impl Iterator<Item = u64> {
        self.slots.iter().flatten().filter_map(|&(hash, group)| {
            let group = self.groups.get(usize::try_from(group).ok()?)?;
            let opens = group.opens || group.phrases.iter().any(|phrase| phrase.word.month.is_some());
            opens.then_some(hash)
        })
    }

    /// Whether a number may begin at token `at`.
    #[inline]
    pub(super) fn may_open(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        let hash = tokens.hash(at);
        let (word, bit) = filter_place(hash);
        self.openers[word] & bit != 0 && self.group(hash).is_some_and(|group| group.opens)
    }

    /// Whether a cardinal may begin with the word at token `at`, or a phrase that is none of its words.
    #[inline]
    pub(super) fn may_tell_cardinal(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        let (word, bit) = filter_place(tokens.hash(at));
        self.cardinals[word] & bit != 0
    }

    /// The longest phrase at token `at` that `wanted` accepts: one past its last token, and its word.
    #[inline]
    pub(super) fn longest(
        &self,
        tokens: &Tokens<'_>,
        at: usize,
        wanted: impl Fn(&Word) -> bool,
    ) -> Option<(usize, &Word)> {
        let token = tokens.get(at)?;
        if !token.is_word() {
            return None;
        }
        let group = self.group(tokens.hash(at))?;
        group.phrases.iter().filter(|phrase| wanted(&phrase.word)).find_map(|phrase| {
            let mut end = at + 1;
            for &hash in &phrase.rest {
                let next = after_joint(tokens, end);
                if tokens.hash(next) != hash || !tokens.get(next).is_some_and(crate::text::Token::is_word) {
                    return None;
                }
                end = next + 1;
            }
            Some((end, &phrase.word))
        })
    }
}
