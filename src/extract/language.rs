//! The language of a text that does not say: that whose small words it uses most.

use crate::text::Tokens;
use crate::vocabulary::{Casualties, Mark, Marks};

/// How many words are read: enough for any article, and a bound for long ones.
const WORDS: usize = 400;

/// The code of the known language that the text is most likely in; `None` where no word tells.
pub(super) fn detect(casualties: &Casualties, tokens: &Tokens<'_>, marks: &Marks) -> Option<String> {
    let languages = casualties.all();
    let mut counts = vec![0_usize; languages.len()];
    for at in marks.having(&[Mark::Language]).take_while(|&at| at < WORDS) {
        let Some(told) = casualties.told_by(tokens, at) else { continue };
        for (nth, count) in counts.iter_mut().enumerate() {
            let tells = |languages: u32| usize::from(languages & (1 << nth) != 0);
            // Small words are alike in kin languages more often than those for what befell people.
            *count += tells(told.small).max(2 * tells(told.outcome));
        }
    }
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    let (_, words) = counts.into_iter().zip(languages).find(|&(count, _)| count == most)?;
    Some(words.language.clone())
}
