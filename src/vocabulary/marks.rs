//! What each word of a text may be to a finder: one look-up a token, so that every finder passes over
//! the words that are nothing to it.

use crate::text::Tokens;

/// What a word may be, one bit each. A mark is a hint: whoever asks for it looks closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Mark {
    /// Opens the name of an actor.
    Actor = 1,
    /// Opens the name of a country, a word of origin or a seat of government.
    Country = 1 << 1,
    /// Opens a description of a body of a state: `army`.
    Description = 1 << 2,
    /// Opens the name of an armed unit: `katiba`.
    Unit = 1 << 3,
    /// Opens a name of a place that is written with a small letter.
    SmallPlace = 1 << 4,
    /// Belongs to a name although it is small: `al`.
    Particle = 1 << 5,
    /// Tells of a country, being the name of an armed group or the like.
    Hint = 1 << 6,
    /// Opens the name of an outcome or a loss, in any language.
    Harm = 1 << 7,
    /// Tells in which language the text is.
    Language = 1 << 8,
}

/// The marks of every word that any vocabulary knows.
///
/// A flat table with a short stretch of slots for each hash: most words are found, or found missing,
/// at the first slot.
#[derive(Debug, Default)]
pub struct MarkTable {
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The half of the hash that does not choose the slot.
    tag: u32,
    /// None where the slot is free.
    marks: u16,
}

impl MarkTable {
    /// The table of words given by the hash of each ([`Tokens::hash`]) and a mark.
    #[must_use]
    pub fn new(words: &[(u64, Mark)]) -> Self {
        let mut table = Self { slots: vec![Slot::default(); (words.len() * 2).next_power_of_two()] };
        for &(hash, mark) in words {
            let at = table.slot(hash);
            if let Some(slot) = table.slots.get_mut(at) {
                *slot = Slot { tag: tag(hash), marks: slot.marks | mark as u16 };
            }
        }
        table
    }

    /// The marks of every token.
    #[must_use]
    pub fn of(&self, tokens: &Tokens<'_>) -> Marks {
        Marks(tokens.as_slice().iter().map(|token| self.marks(token.hash)).collect())
    }

    fn marks(&self, hash: u64) -> u16 {
        self.slots.get(self.slot(hash)).map_or(0, |slot| slot.marks)
    }

    /// The slot of a hash, or the free one where it belongs. At least half are free.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = usize::try_from(hash & u64::from(u32::MAX)).unwrap_or_default() & mask;
        while let Some(slot) = self.slots.get(at) {
            if slot.marks == 0 || slot.tag == tag(hash) {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }
}

fn tag(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// What each token of a text may be.
#[derive(Debug, Default)]
pub struct Marks(Vec<u16>);

impl Marks {
    /// Whether token `at` has any of `marks`.
    #[must_use]
    #[inline]
    pub fn has(&self, at: usize, marks: &[Mark]) -> bool {
        self.0.get(at).is_some_and(|known| known & bits(marks) != 0)
    }

    /// The tokens that have any of `marks`, in order.
    #[inline]
    pub fn having(&self, marks: &[Mark]) -> impl Iterator<Item = usize> {
        let bits = bits(marks);
        self.0.iter().enumerate().filter(move |(_, known)| **known & bits != 0).map(|(at, _)| at)
    }
}

#[inline]
fn bits(marks: &[Mark]) -> u16 {
    marks.iter().fold(0, |bits, &mark| bits | mark as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_all_its_marks_and_others_have_none() {
        let known = Tokens::new("army Mali mali");
        let words: Vec<(u64, Mark)> = [Mark::Description, Mark::Country, Mark::Actor]
            .into_iter()
            .enumerate()
            .map(|(at, mark)| (known.hash(at), mark))
            .collect();
        let table = MarkTable::new(&words);
        let marks = table.of(&Tokens::new("The army of Mali, unknown"));
        assert_eq!(marks.having(&[Mark::Country]).collect::<Vec<_>>(), [3]);
        assert_eq!(marks.having(&[Mark::Description, Mark::Actor]).collect::<Vec<_>>(), [1, 3]);
        assert!(
            !marks.has(5, &[Mark::Actor, Mark::Country, Mark::Description]) && !marks.has(9, &[Mark::Actor])
        );
        assert!(MarkTable::default().of(&known).having(&[Mark::Actor]).next().is_none());
    }
}
