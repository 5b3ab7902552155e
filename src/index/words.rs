//! The words of a text on their way from the thread that reads it to the one that writes the index.

/// Words in order, each with its position; the words of one number share theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Folded forms, one behind the other.
    folded: String,
    words: Vec<Folded>,
    /// Positions and values of the numbers that they write, in order.
    numbers: Vec<(usize, u64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Folded {
    hash: u64,
    position: u32,
    /// Bytes of its folded form.
    length: u32,
}

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordAt<'w> {
    pub(super) position: usize,
    /// Hash of its folded form.
    pub(super) hash: u64,
    pub(super) folded: &'w str,
}

impl Words {
    /// No words yet, with room for those of `bytes` of text.
    pub(super) fn with_room_for(bytes: usize) -> Self {
        Self {
            folded: String::with_capacity(bytes),
            words: Vec::with_capacity(bytes / 6 + 8),
            numbers: Vec::new(),
        }
    }

    /// Adds a word at `position`: that of the last word, or the next one.
    pub(super) fn add(&mut self, position: usize, hash: u64, folded: &str) {
        self.folded.push_str(folded);
        self.words.push(Folded { hash, position: small(position), length: small(folded.len()) });
    }

    /// Adds a number that begins with the word at `position`.
    pub(super) fn add_number(&mut self, position: usize, value: u64) {
        self.numbers.push((position, value));
    }

    /// How many words there are.
    pub(super) const fn len(&self) -> usize {
        self.words.len()
    }

    /// All words, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = WordAt<'_>> {
        self.words.iter().scan(0, |start, word| {
            let end = *start + word.length as usize;
            let folded = self.folded.get(*start..end).unwrap_or_default();
            *start = end;
            Some(WordAt { position: word.position as usize, hash: word.hash, folded })
        })
    }

    /// All numbers with their positions, in order.
    pub(super) fn numbers(&self) -> &[(usize, u64)] {
        &self.numbers
    }
}

/// A passage has a few hundred words, and a headline is a line.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
