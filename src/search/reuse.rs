//! Text that stands in several articles: found word by word, whatever the passages are cut to.
//!
//! Nothing is stored for this. Of every few words the rarest is looked up in the index; articles
//! that share more of them than chance explains are read, and their runs of the same words counted.

use std::collections::HashMap;
use std::rc::Rc;

use super::segment::Segment;
use super::shingles::{Shingles, TELLING, Words, hashes};
use crate::index::{IndexError, Language, Reader};

/// Words of which one is looked up.
const CHUNK: usize = 4;
/// Articles that are read at most: those that share the rarest words.
const MOST: usize = 200;
/// A word in more than one passage of so many tells nothing.
const COMMON: usize = 16;
/// Chunks in a row of which one must be found for a run to go on.
const NEAR: usize = 2;
/// How much rarer than chance what two articles share must be, as a logarithm.
const MARGIN: f32 = 2.0;

/// An article that holds words of another text.
#[derive(Debug)]
pub(super) struct Reused {
    pub(super) segment: usize,
    /// Its first document.
    pub(super) first: u32,
    /// Of each word, the passage there in which it stands, too, in a run that is a copy.
    pub(super) within: Vec<Option<usize>>,
}

/// A word of a text: what it is looked up by, and what it is compared by.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub(super) stem: String,
    pub(super) hash: u64,
}

/// How much more than chance an article shares with one place of a text.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// The chunk that was last found in it, counted from 1.
    last: usize,
    /// What the chunks around it are worth together.
    run: f32,
    /// The most that a run was worth.
    best: f32,
}

impl Evidence {
    /// Adds a chunk.
    fn add(&mut self, chunk: usize, rarity: f32) {
        let goes_on = self.last > 0 && chunk - self.last <= NEAR;
        self.run = if goes_on { self.run + rarity } else { rarity };
        self.last = chunk;
        self.best = self.best.max(self.run);
    }
}

/// Finds the articles that share words with a text.
pub(super) struct Finder<'l> {
    segments: &'l [Segment],
    reader: Reader,
    passages: usize,
    articles: usize,
    counts: HashMap<String, usize>,
    read: HashMap<(usize, u32), Rc<Words>>,
    /// By segment and first document of an article, the evidence that it shares words.
    evidence: Vec<Vec<Evidence>>,
}

impl<'l> Finder<'l> {
    pub(super) fn new(segments: &'l [Segment], articles: usize, passages: usize) -> Self {
        Self {
            segments,
            reader: Reader::default(),
            passages,
            articles,
            counts: HashMap::new(),
            read: HashMap::new(),
            evidence: segments
                .iter()
                .map(|segment| vec![Evidence::default(); segment.len() as usize])
                .collect(),
        }
    }

    /// The words of `text`.
    pub(super) fn words(&mut self, text: &str) -> Vec<Said> {
        let stems = self.reader.words(text, Language::None).into_iter().map(|word| word.stem);
        stems.zip(hashes(text)).map(|(stem, hash)| Said { stem, hash }).collect()
    }

    /// The articles, but for the one at `own`, that hold runs of `words`, in the order of the index.
    pub(super) fn find(&mut self, words: &[Said], own: (usize, u32)) -> Result<Vec<Reused>, IndexError> {
        let mut found = Vec::new();
        if words.len() < TELLING {
            return Ok(found);
        }
        let hashes: Vec<u64> = words.iter().map(|word| word.hash).collect();
        let text = Shingles::of(&hashes);
        for (segment, first) in self.candidates(words, own)? {
            let other = self.read(segment, first)?;
            found.extend(text.within(&other).map(|within| Reused { segment, first, within }));
        }
        Ok(found)
    }

    /// The articles that may hold runs of `words`.
    fn candidates(&mut self, words: &[Said], own: (usize, u32)) -> Result<Vec<(usize, u32)>, IndexError> {
        if self.articles <= MOST {
            let all = self.segments.iter().enumerate();
            let all = all.flat_map(|(nth, segment)| segment.articles.iter().map(move |first| (nth, first)));
            return Ok(all.filter(|&article| article != own).collect());
        }
        let mut touched: Vec<(usize, u32)> = Vec::new();
        for (chunk, words) in words.chunks(CHUNK).enumerate() {
            if let Some((term, rarity)) = self.anchor(words)? {
                self.follow(term, (chunk + 1, rarity), &mut touched)?;
            }
        }
        let enough = (self.passages as f32).ln() + MARGIN;
        let mut likely: Vec<(f32, (usize, u32))> = Vec::new();
        for article in touched {
            let found =
                self.evidence.get_mut(article.0).and_then(|segment| segment.get_mut(article.1 as usize));
            let best = found.map(std::mem::take).unwrap_or_default().best;
            if best >= enough && article != own {
                likely.push((best, article));
            }
        }
        if likely.len() > MOST {
            likely.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| self.id(a.1).cmp(&self.id(b.1))));
            likely.truncate(MOST);
        }
        let mut likely: Vec<(usize, u32)> = likely.into_iter().map(|(_, article)| article).collect();
        likely.sort_unstable();
        Ok(likely)
    }

    /// Adds what the `chunk` is worth to every article that holds `term`; those that had nothing
    /// before are `touched`.
    fn follow(
        &mut self,
        term: &str,
        (chunk, rarity): (usize, f32),
        touched: &mut Vec<(usize, u32)>,
    ) -> Result<(), IndexError> {
        for (nth, (segment, evidence)) in self.segments.iter().zip(&mut self.evidence).enumerate() {
            let mut before = None;
            for (doc, _) in segment.docs_with(segment.fields.words, term)? {
                let first = segment.first(doc);
                if before.replace(first) == Some(first) {
                    continue;
                }
                if let Some(found) = evidence.get_mut(first as usize) {
                    if found.last == 0 {
                        touched.push((nth, first));
                    }
                    found.add(chunk, rarity);
                }
            }
        }
        Ok(())
    }

    /// Of a few words the rarest that stands elsewhere, too, and how rare it is.
    fn anchor<'w>(&mut self, words: &'w [Said]) -> Result<Option<(&'w str, f32)>, IndexError> {
        let mut rarest: Option<(usize, &str)> = None;
        for Said { stem: word, .. } in words {
            let count = self.count(word)?;
            if count > 1
                && count.saturating_mul(COMMON) <= self.passages
                && rarest.is_none_or(|(least, _)| count < least)
            {
                rarest = Some((count, word));
            }
        }
        Ok(rarest.map(|(count, word)| (word, (self.passages as f32 / count as f32).ln())))
    }

    /// Of `words` the one that the fewest passages hold.
    pub(super) fn rarest<'w>(&mut self, words: &'w [Said]) -> Result<Option<&'w str>, IndexError> {
        let mut rarest: Option<(usize, &str)> = None;
        for Said { stem: word, .. } in words {
            let count = self.count(word)?;
            if rarest.is_none_or(|(least, _)| count < least) {
                rarest = Some((count, word));
            }
        }
        Ok(rarest.map(|(_, word)| word))
    }

    /// How many passages hold `term`; of a common word, about how many.
    fn count(&mut self, term: &str) -> Result<usize, IndexError> {
        if let Some(&count) = self.counts.get(term) {
            return Ok(count);
        }
        // Whether there are more of a common word does not matter.
        let few = self.passages / COMMON;
        let mut count = 0;
        for segment in self.segments {
            count += segment.count_with(segment.fields.words, term, few)?;
        }
        self.counts.insert(term.to_owned(), count);
        Ok(count)
    }

    fn read(&mut self, segment: usize, first: u32) -> Result<Rc<Words>, IndexError> {
        if let Some(known) = self.read.get(&(segment, first)) {
            return Ok(Rc::clone(known));
        }
        let mut words = Words::default();
        if let Some(opened) = self.segments.get(segment) {
            for (ordinal, doc) in (first..opened.article_end(first)).enumerate() {
                words.hashes.extend(hashes(&opened.passage_text(doc)?));
                words.ordinals.resize(words.hashes.len(), ordinal);
            }
        }
        let words = Rc::new(words);
        self.read.insert((segment, first), Rc::clone(&words));
        Ok(words)
    }

    fn id(&self, (segment, first): (usize, u32)) -> Option<&str> {
        self.segments.get(segment)?.column("id").ok()?.first(first)
    }
}
