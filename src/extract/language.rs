//! The language of a text that does not say: that whose small words it uses most.

use crate::text::Tokens;
use crate::vocabulary::{Casualties, Mark, Marks, Vocabulary};

/// How many words are read: enough for any article, and a bound for long ones.
const WORDS: usize = 400;

/// The code of the known language that the text is most likely in; `None` where no word tells.
pub(super) fn detect(casualties: &Casualties, marks: &Marks) -> Option<String> {
    let languages = casualties.all().get(..Mark::LANGUAGES.min(casualties.all().len()))?;
    let mut counts = vec![0; languages.len()];
    for told in marks.telling(WORDS) {
        for (nth, count) in counts.iter_mut().enumerate() {
            // Small words are alike in kin languages more often than those for what befell people.
            *count += told.small_word(nth).max(2 * told.outcome(nth));
        }
    }
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    let (_, words) = counts.into_iter().zip(languages).find(|&(count, _)| count == most)?;
    Some(words.language.clone())
}

/// The same for a text whose small words are all written together with others.
pub(super) fn detect_parted(vocabulary: &Vocabulary, tokens: &Tokens<'_>) -> Option<String> {
    vocabulary.casualties().all().iter().find_map(|words| {
        let parted = vocabulary.parted(tokens, &words.language)?;
        detect(vocabulary.casualties(), &vocabulary.marks(&parted))
    })
}
