//! The language of a text that does not say: that whose small words it uses most.

use crate::text::{TokenKind, Tokens};
use crate::vocabulary::Casualties;
use crate::vocabulary::casualties::{CasualtyWords, Cue};

/// How many words are read: enough for any article, and a bound for long ones.
const WORDS: usize = 400;

/// Words that occur in every sentence and mean little.
const SMALL: [Cue; 9] = [
    Cue::And,
    Cue::Of,
    Cue::Be,
    Cue::Have,
    Cue::Definite,
    Cue::Possessive,
    Cue::Article,
    Cue::Preposition,
    Cue::Relative,
];

/// The code of the known language that the text is most likely in; `None` where no word tells.
pub(super) fn detect(casualties: &Casualties, tokens: &Tokens<'_>) -> Option<String> {
    let mut best: Option<(usize, &CasualtyWords)> = None;
    for words in casualties.all() {
        let count = count(words, tokens);
        if count > best.map_or(0, |(most, _)| most) {
            best = Some((count, words));
        }
    }
    best.map(|(_, words)| words.language.clone())
}

fn count(words: &CasualtyWords, tokens: &Tokens<'_>) -> usize {
    let mut found = 0;
    for at in 0..tokens.len().min(WORDS) {
        if tokens.get(at).is_none_or(|token| token.kind != TokenKind::Word) {
            continue;
        }
        let Some((range, word)) = words.longest_at(tokens, at) else { continue };
        if word.is_any(&SMALL) || word.outcome.is_some() {
            found += 1 + usize::from(range.len() > 1);
        }
    }
    found
}
