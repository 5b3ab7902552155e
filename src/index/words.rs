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
    position: usize,
    /// Where it ends in the folded forms; it begins where the one before it ends.
    end: usize,
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
        self.words.push(Folded { hash, position, end: self.folded.len() });
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
            let folded = self.folded.get(*start..word.end).unwrap_or_default();
            *start = word.end;
            Some(WordAt { position: word.position, hash: word.hash, folded })
        })
    }

    /// All numbers with their positions, in order.
    pub(super) fn numbers(&self) -> &[(usize, u64)] {
        &self.numbers
    }
}
