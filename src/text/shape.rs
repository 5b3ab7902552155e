//! How a word is cased, told by its letters.

use super::Shape;

/// The letters of a word, counted by case.
#[derive(Default)]
struct Cased {
    letters: usize,
    upper: usize,
    begins_upper: bool,
}

impl Cased {
    fn add(&mut self, is_upper: bool) {
        self.begins_upper |= self.letters == 0 && is_upper;
        self.letters += 1;
        self.upper += usize::from(is_upper);
    }

    const fn shape(&self) -> Shape {
        match (self.begins_upper, self.upper) {
            (_, 0) => Shape::Lower,
            (true, 1) => Shape::Title,
            (true, upper) if upper == self.letters => Shape::Upper,
            _ => Shape::Mixed,
        }
    }
}

/// Whether `c` is a letter of a script without capitals.
#[must_use]
pub fn is_caseless(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// How a word is cased.
pub(super) fn shape(word: &str) -> Shape {
    let mut cased = Cased::default();
    word.chars().filter(|c| c.is_alphabetic()).for_each(|c| cased.add(c.is_uppercase()));
    cased.shape()
}
