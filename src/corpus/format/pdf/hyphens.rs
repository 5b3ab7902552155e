//! Words that were divided at the end of a line.

use std::collections::BTreeSet;

use crate::corpus::credits;

/// Words of a document, to tell a divided word from one that has a hyphen.
#[derive(Debug, Default)]
pub(super) struct Words {
    hyphenated: BTreeSet<String>,
}

impl Words {
    /// The words with a hyphen in `lines`.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let mut hyphenated = BTreeSet::new();
        for line in lines {
            let words = line.split(|c: char| !(c.is_alphanumeric() || is_hyphen(c)));
            hyphenated.extend(words.filter(|word| is_inner(word)).map(folded));
        }
        Self { hyphenated }
    }

    /// Adds `next` to `text`, which ends a line: a divided word is made whole.
    pub(super) fn join(&self, text: &mut String, next: &str) {
        let Some(last) = text.chars().next_back().filter(|&c| is_hyphen(c) || c == '\u{ad}') else {
            text.push(' ');
            text.push_str(next);
            return;
        };
        let stem = text.get(..text.len() - last.len_utf8()).unwrap_or_default();
        let head = stem
            .rsplit(|c: char| !(c.is_alphanumeric() || is_hyphen(c)))
            .next()
            .unwrap_or_default()
            .to_owned();
        let tail: String = next.chars().take_while(|&c| c.is_alphanumeric() || is_hyphen(c)).collect();
        if head.is_empty() {
            text.push(' ');
        } else if last == '\u{ad}' || (next.starts_with(char::is_lowercase) && !self.has_hyphen(&head, &tail))
        {
            text.truncate(text.len() - last.len_utf8());
        }
        text.push_str(next);
    }

    /// Whether the word has a hyphen of its own: it stands so elsewhere, or is a number.
    fn has_hyphen(&self, head: &str, tail: &str) -> bool {
        let last = head.rsplit(is_hyphen).next().unwrap_or(head);
        credits::is_number(&last.to_lowercase())
            || self.hyphenated.contains(&folded(&format!("{head}-{tail}")))
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_inner(word: &str) -> bool {
    word.trim_matches(is_hyphen).contains(is_hyphen)
}

fn folded(word: &str) -> String {
    word.trim_matches(is_hyphen).replace(is_hyphen, "-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divided_words_are_made_whole_and_numbers_keep_their_hyphen() {
        let words = Words::of(["the cease-fire held"].into_iter());
        let joined = |text: &str, next: &str| {
            let mut text = text.to_owned();
            words.join(&mut text, next);
            text
        };
        assert_eq!(joined("the sol-", "diers died"), "the soldiers died");
        assert_eq!(joined("twenty-", "five died"), "twenty-five died");
        assert_eq!(joined("vingt-", "cinq morts"), "vingt-cinq morts");
        assert_eq!(joined("the cease-", "fire"), "the cease-fire");
        assert_eq!(joined("Nusrat al-", "Islam"), "Nusrat al-Islam");
        assert_eq!(joined("in 2020-", "2022"), "in 2020-2022");
        assert_eq!(joined("he said -", "then"), "he said - then");
        assert_eq!(joined("ten", "died"), "ten died");
    }
}
