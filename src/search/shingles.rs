//! Runs of the same words in two texts, found by comparing a few words in a row as one number.

use std::collections::HashMap;

use crate::text::{ByHash, Token, Tokens, mixed};

/// Words in a row that are compared as one.
const SHINGLE: usize = 5;
/// Words of a run of the same words at least, for it to be a copy: shorter ones are ways of speaking.
const RUN: usize = 20;
/// Words that may be other ones within a run.
const GAP: usize = 2;
/// Words of a run at least that nothing interrupts: notices of bonds and weather are all of a form.
const UNBROKEN: usize = 10;
/// Words of a text at least that is a copy if all of it is.
pub(super) const TELLING: usize = 10;

/// The words of `text`, each as the hash of its folded form.
pub(super) fn hashes(text: &str) -> Vec<u64> {
    let tokens = Tokens::new(text);
    let words = (0..tokens.len()).filter(|&at| tokens.get(at).is_some_and(Token::is_word));
    words.filter(|&at| !tokens.folded(at).is_empty()).map(|at| tokens.hash(at)).collect()
}

/// The words of an article, and the passage in which each stands.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub(super) hashes: Vec<u64>,
    pub(super) ordinals: Vec<usize>,
}

/// A text ready to be compared with others.
#[derive(Debug)]
pub(super) struct Shingles {
    /// Words of the text.
    words: usize,
    /// Which of the different runs begins at each word.
    runs: Vec<usize>,
    known: HashMap<u64, usize, ByHash>,
}

impl Shingles {
    pub(super) fn of(words: &[u64]) -> Self {
        let mut known = HashMap::default();
        let runs = words.windows(SHINGLE).map(|window| {
            let next = known.len();
            *known.entry(shingle(window)).or_insert(next)
        });
        Self { words: words.len(), runs: runs.collect(), known }
    }

    /// Of each word the passage of `other` in which it stands, too, in a run that is a copy; nothing
    /// where there is no such run.
    pub(super) fn within(&self, other: &Words) -> Option<Vec<Option<usize>>> {
        let mut found: Vec<Option<usize>> = vec![None; self.known.len()];
        let mut is_any = false;
        for (window, &ordinal) in other.hashes.windows(SHINGLE).zip(&other.ordinals) {
            let run = self.known.get(&shingle(window)).and_then(|&run| found.get_mut(run));
            if let Some(place) = run.filter(|place| place.is_none()) {
                *place = Some(ordinal);
                is_any = true;
            }
        }
        if !is_any {
            return None;
        }
        let mut within = vec![None; self.words];
        for (at, run) in self.runs.iter().enumerate() {
            if let Some(&Some(ordinal)) = found.get(*run) {
                let words = within.iter_mut().skip(at).take(SHINGLE);
                words.for_each(|word: &mut Option<usize>| *word = word.or(Some(ordinal)));
            }
        }
        keep_copies(&mut within);
        within.iter().any(Option::is_some).then_some(within)
    }
}

/// The same number for the same words.
fn shingle(words: &[u64]) -> u64 {
    words.iter().fold(0, |key, &word| mixed(key, word))
}

/// Leaves out what is no copy: runs that are too short, unless they are all of the text.
fn keep_copies(within: &mut [Option<usize>]) {
    if within.len() >= TELLING && within.iter().all(Option::is_some) {
        return;
    }
    let mut runs: Vec<Run> = Vec::new();
    for (at, _) in within.iter().enumerate().filter(|(_, word)| word.is_some()) {
        match runs.last_mut() {
            Some(run) if at - run.end <= GAP => run.add(at),
            _ => runs.push(Run { start: at, end: at + 1, same: 1, unbroken: 1, longest: 1 }),
        }
    }
    runs.retain(|run| run.same >= RUN && run.longest >= UNBROKEN);
    let mut kept = runs.iter().peekable();
    for (at, word) in within.iter_mut().enumerate() {
        while kept.next_if(|run| run.end <= at).is_some() {}
        if kept.peek().is_none_or(|run| at < run.start) {
            *word = None;
        }
    }
}

/// Words that stand in the other text, too, with a few others between them.
struct Run {
    start: usize,
    end: usize,
    /// How many of its words are the same.
    same: usize,
    /// How many of the last ones nothing interrupts, and how many at most.
    unbroken: usize,
    longest: usize,
}

impl Run {
    /// Adds the word at `at`.
    fn add(&mut self, at: usize) {
        self.unbroken = if at == self.end { self.unbroken + 1 } else { 1 };
        self.longest = self.longest.max(self.unbroken);
        self.same += 1;
        self.end = at + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(own: &str, other: &str) -> usize {
        let hashes_of_other = hashes(other);
        let other = Words { ordinals: vec![0; hashes_of_other.len()], hashes: hashes_of_other };
        Shingles::of(&hashes(own)).within(&other).unwrap_or_default().iter().flatten().count()
    }

    #[test]
    fn runs_are_copies_and_ways_of_speaking_are_not() {
        let wire = "a b c d e f g h i j k l m n o p q r s t u v w x y z";
        assert_eq!(count(wire, wire), 26);
        assert_eq!(count(&format!("1 2 3 {wire} 4 5"), &format!("6 7 {wire} 8")), 26);
        // One word is another one; it is not counted.
        let changed = wire.replace(" k ", " kk ");
        assert_eq!(count(wire, &changed), 25);
        // Nine words in a row.
        assert_eq!(count(wire, "1 2 3 a b c d e f g h i 4 5 6"), 0);
        // All of a short text.
        assert_eq!(count("a b c d e f g h i j", &format!("1 2 {wire}")), 10);
        assert_eq!(count("a b c d e f g h i", &format!("1 2 {wire}")), 0);
        // Form sheets, of which every eighth word is another one.
        let sheet = |word: &str| {
            format!("1 {word} a b c d e f g {word} h i j k l m n {word} o p q r s t u {word} v w x y z")
        };
        assert_eq!(count(&sheet("six"), &format!("0 {}", sheet("nine"))), 0);
        // Words that come again cost no more than others.
        assert_eq!(count(&"a ".repeat(50_000), &"a ".repeat(50_000)), 50_000);
    }

    #[test]
    fn a_word_in_another_form_is_another_word() {
        let told = "Gunmen killed six soldiers near the town of Kati on Friday, the army said.";
        let words = hashes(told).len();
        assert_eq!(count(told, &told.to_uppercase()), words);
        assert!(count(&format!("{told} {told}"), &told.replace("soldiers", "soldier")) < 2 * words);
    }
}
