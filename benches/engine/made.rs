//! Articles without end, made of the sentences of real ones and of names that are made up.
//!
//! Sentences are drawn at random, so that words keep their frequencies. Names are drawn as they come
//! in the field: now and then a new one, the more often the fewer there are, else one that was named
//! before, the more often the oftener. So the vocabulary grows with a power of the text, as it does
//! in what people write.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::Result;
use crate::articles::items;

/// Sentences of an article, at least and at most.
const SENTENCES: (u64, u64) = (4, 12);
/// Of so many capitalised words within a sentence one is replaced by a name that is made up.
const REPLACED: u64 = 3;
/// How fast new names become rare: their number grows with this power of all that are told.
const GROWTH: f64 = 0.6;
/// Names to begin with.
const BEGINNING: f64 = 50.0;
/// Occurrences that are remembered, to be told again.
const REMEMBERED: usize = 1 << 22;
/// Syllables of made up names.
const SYLLABLES: [&str; 24] = [
    "ba", "ko", "ma", "di", "san", "gou", "ra", "ti", "fa", "len", "mo", "zi", "dou", "ka", "na", "bel",
    "wa", "ri", "son", "gue", "ta", "lo", "ni", "tu",
];

/// Draws articles, the same ones for the same seed.
pub(crate) struct Generator {
    state: u64,
    sentences: Vec<String>,
    titles: Vec<String>,
    names: Vec<String>,
    told: Vec<u32>,
    tellings: f64,
}

impl Generator {
    /// A generator over the articles in the folder `work`.
    pub(crate) fn new(work: &Path, seed: u64) -> Result<Self> {
        let (mut sentences, mut titles) = (Vec::new(), Vec::new());
        for item in items(work)? {
            let item = item?;
            let flat = item.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let whole = |sentence: &&str| (30..400).contains(&sentence.len());
            sentences.extend(flat.split_inclusive(". ").map(str::trim).filter(whole).map(str::to_owned));
            titles.extend(Some(item.title).filter(|title| !title.is_empty()));
        }
        if sentences.is_empty() || titles.is_empty() {
            return Err("the articles hold no sentences, or have no titles".into());
        }
        let (names, told) = (Vec::new(), Vec::new());
        Ok(Self { state: seed, sentences, titles, names, told, tellings: 0.0 })
    }

    /// Writes `count` articles as JSON Lines; says how many bytes of titles and texts they are.
    pub(crate) fn write(&mut self, path: &Path, count: usize) -> Result<usize> {
        let mut out = BufWriter::new(File::create(path)?);
        let mut bytes = 0;
        for number in 0..count {
            let sentences = SENTENCES.0 + self.below(SENTENCES.1 - SENTENCES.0 + 1);
            let text: Vec<String> = (0..sentences).map(|_| self.sentence()).collect();
            let text = text.join(" ");
            let at = self.index(self.titles.len());
            let title = self.titles.get(at).cloned().unwrap_or_default();
            bytes += title.len() + text.len();
            let article = serde_json::json!({ "id": format!("made-{number}"), "title": title, "text": text });
            writeln!(out, "{article}")?;
        }
        out.flush()?;
        Ok(bytes)
    }

    fn sentence(&mut self) -> String {
        let at = self.index(self.sentences.len());
        let sentence = self.sentences.get(at).cloned().unwrap_or_default();
        let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
        for word in words.iter_mut().skip(1) {
            let is_name = word.len() > 3
                && word.starts_with(char::is_uppercase)
                && word.chars().all(char::is_alphanumeric);
            if is_name && self.below(REPLACED) == 0 {
                *word = self.name();
            }
        }
        words.join(" ")
    }

    fn name(&mut self) -> String {
        let known = self.names.len() as f64;
        let share = (BEGINNING + GROWTH * known) / (BEGINNING + self.tellings);
        self.tellings += 1.0;
        let is_new = self.told.is_empty() || (self.below(1 << 32) as f64) < share * (1_u64 << 32) as f64;
        let name = if is_new {
            self.new_name()
        } else {
            let at = self.index(self.told.len());
            self.told.get(at).copied().unwrap_or_default()
        };
        if self.told.len() < REMEMBERED {
            self.told.push(name);
        } else {
            let at = self.index(REMEMBERED);
            if let Some(slot) = self.told.get_mut(at) {
                *slot = name;
            }
        }
        self.names.get(name as usize).cloned().unwrap_or_default()
    }

    fn new_name(&mut self) -> u32 {
        let syllables = 2 + self.below(3);
        let mut name = String::new();
        for _ in 0..syllables {
            let at = self.index(SYLLABLES.len());
            name.push_str(SYLLABLES.get(at).copied().unwrap_or_default());
        }
        let mut letters = name.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        self.names.push(first.into_iter().chain(letters).collect());
        u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX)
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }

    /// A number below `bound` (splitmix64).
    fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound.max(1)
    }
}
