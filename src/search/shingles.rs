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
        for (there, window) in other.hashes.windows(SHINGLE).enumerate() {
            let run = self.known.get(&shingle(window)).and_then(|&run| found.get_mut(run));
            if let Some(place) = run.filter(|place| place.is_none()) {
                *place = Some(there);
                is_any = true;
            }
        }
        if !is_any {
            return None;
        }
        let mut within = vec![None; self.words];
        for (at, run) in self.runs.iter().enumerate() {
            let there = found.get(*run).copied().flatten();
            if let Some(ordinal) = there.and_then(|there| other.ordinals.get(there)) {
                let words = within.iter_mut().skip(at).take(SHINGLE);
                words.for_each(|word: &mut Option<usize>| *word = word.or(Some(*ordinal)));
            }
        }
        keep_copies(&mut within, &self.firm(&found));
        within.iter().any(Option::is_some).then_some(within)
    }

    /// Whether each word ends a row of words that nothing interrupts in either text; `found` is where
    /// each run stands in the other.
    fn firm(&self, found: &[Option<usize>]) -> Vec<bool> {
        let mut firm = vec![false; self.words];
        let (mut before, mut length) = (None, 0);
        for (at, run) in self.runs.iter().enumerate() {
            let there = found.get(*run).copied().flatten();
            let goes_on = there.is_some() && there == before.map(|before: usize| before + 1);
            length = if goes_on { length + 1 } else { SHINGLE };
            before = there;
            if there.is_some()
                && length >= UNBROKEN
                && let Some(word) = firm.get_mut(at + SHINGLE - 1)
            {
                *word = true;
            }
        }
        firm
    }
}

/// The same number for the same words.
fn shingle(words: &[u64]) -> u64 {
    words.iter().fold(0, |key, &word| mixed(key, word))
}

/// Leaves out what is no copy: runs that are too short, unless they are all of the text.
fn keep_copies(within: &mut [Option<usize>], firm: &[bool]) {
    if within.len() >= TELLING && within.iter().all(Option::is_some) {
        return;
    }
    let mut runs: Vec<Run> = Vec::new();
    for (at, _) in within.iter().enumerate().filter(|(_, word)| word.is_some()) {
        match runs.last_mut() {
            Some(run) if at - run.end <= GAP => {
                run.end = at + 1;
                run.same += 1;
            }
            _ => runs.push(Run { start: at, end: at + 1, same: 1 }),
        }
    }
    let is_firm = |run: &Run| firm.get(run.start..run.end).unwrap_or_default().contains(&true);
    runs.retain(|run| run.same >= RUN && is_firm(run));
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
        // Forms pieced together from two places of another text.
        let form = "will be listed in luxembourg the selling concession is 1 of the selling concession is 1 2 pct while \
                    management and underwriting";
        let forms = "will be listed in luxembourg the selling of it. listed in luxembourg the selling concession is 0. \
                     the selling concession is 1 2 pct. is 1 2 pct while management and underwriting";
        assert_eq!(count(form, forms), 0);
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
