//! Page furniture: lines that belong to a web page and not to its article.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use super::line::Line;
use super::line_words::{fold_first_word, folded, folded_to, is_silent};
use crate::text::{ByHash, Span, hash_folded};

/// The rules, as they stand in `index-schema/furniture.toml`; part of what an index means.
const RULES: &str = include_str!("../../index-schema/furniture.toml");

/// Words that make a line a menu.
const SHORTEST_MENU: usize = 3;
/// What stands between them.
const SEPARATORS: [&str; 10] = ["|", "-", "/", "•", "·", "›", "»", "&", "and", "et"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    longest: usize,
    whole: Vec<String>,
    prefixes: Vec<String>,
    trailers: Vec<[String; 2]>,
    navigation: Vec<String>,
    calls: Vec<String>,
    networks: Vec<String>,
    sections: Vec<String>,
}

/// The rules, folded, and found by the first word of a line.
struct Furniture {
    longest: usize,
    /// What a line of furniture may be, by the hash of its first word.
    by_first_word: HashMap<u64, Openings, ByHash>,
    navigation: HashSet<String>,
    calls: HashSet<String>,
    networks: HashSet<String>,
    sections: HashSet<String>,
}

/// The kinds of furniture that begin with one word.
#[derive(Default)]
struct Openings {
    patterns: Vec<Pattern>,
    /// Whether menus or calls begin with it.
    is_open: bool,
}

impl Openings {
    /// Whether `line` may be one, as far as its first words tell: many lines begin with `The`, few as
    /// `The post`, and only those need be folded to their end.
    fn may_begin(&self, line: &str) -> bool {
        if self.is_open {
            return true;
        }
        let longest = self.patterns.iter().map(|pattern| pattern.words.len()).max().unwrap_or(0);
        let head = LazyCell::new(|| folded_to(line, longest));
        self.patterns.iter().any(|pattern| {
            begins_plainly(line, &pattern.words).unwrap_or_else(|| head.starts_with(&pattern.words))
        })
    }
}

/// Whether `line`, folded, begins with `words`, as far as letters of ASCII with one space between two words
/// tell: they need no look at what they decompose to.
fn begins_plainly(line: &str, words: &str) -> Option<bool> {
    let mut bytes = line.bytes().peekable();
    for expected in words.bytes() {
        let byte = bytes.next()?;
        let is_plain = match byte {
            b' ' => bytes.peek().is_some_and(u8::is_ascii_alphabetic),
            _ => byte.is_ascii_alphabetic(),
        };
        if !is_plain || byte.to_ascii_lowercase() != expected {
            return if is_plain { Some(false) } else { None };
        }
    }
    Some(true)
}

struct Pattern {
    words: String,
    is_whole: bool,
    /// What stands behind them, anywhere in the line.
    behind: String,
}

impl Pattern {
    /// Whether `line`, folded, is what the pattern says.
    fn is_in(&self, line: &str) -> bool {
        match line.strip_prefix(&self.words) {
            Some(rest) if self.is_whole => rest.is_empty(),
            Some(rest) => rest.contains(&self.behind),
            None => false,
        }
    }
}

/// The lines that are page furniture, in order.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<Span> {
    let furniture = furniture();
    let mut found = Vec::new();
    let mut word = String::new();
    let mut before = "";
    for line in lines {
        if line.span.len() <= furniture.longest && furniture.is_furniture(line, before, &mut word) {
            found.push(line.span);
        }
        before = line.words;
    }
    found
}

/// Whether `line` ends the sentence of the one before: in wrapped text that may stand alone on a line,
/// `a\nshare.`
fn goes_on(before: &str, line: &str) -> bool {
    line.starts_with(char::is_lowercase)
        && !before.is_empty()
        && !before.ends_with(['.', '!', '?', ':', '”', '"', '»'])
}

/// Whether `line` names the section of a site in which an article stood.
pub(super) fn is_section(line: &str) -> bool {
    line.len() <= 40 && furniture().sections.contains(&folded(trim_marks(line)))
}

fn furniture() -> &'static Furniture {
    static FURNITURE: OnceLock<Furniture> = OnceLock::new();
    FURNITURE.get_or_init(|| {
        let rules: Rules = toml::from_str(RULES).expect("a test reads the built-in rules");
        Furniture::new(&rules)
    })
}

impl Furniture {
    fn new(rules: &Rules) -> Self {
        let mut by_first_word: HashMap<u64, Openings, ByHash> = HashMap::default();
        let mut first = String::new();
        let mut hash_of_first = |words: &str| {
            fold_first_word(words, &mut first);
            hash_folded(first.as_bytes())
        };
        let whole = rules.whole.iter().map(|words| (words, true, ""));
        let prefixes = rules.prefixes.iter().map(|words| (words, false, ""));
        let trailers = rules.trailers.iter().map(|[words, behind]| (words, false, behind.as_str()));
        for (words, is_whole, behind) in whole.chain(prefixes).chain(trailers) {
            let pattern = Pattern { words: folded(words), is_whole, behind: folded(behind) };
            by_first_word.entry(hash_of_first(words)).or_default().patterns.push(pattern);
        }
        let set = |list: &[String]| -> HashSet<String> { list.iter().map(|word| folded(word)).collect() };
        let (navigation, calls) = (set(&rules.navigation), set(&rules.calls));
        for words in navigation.iter().chain(&calls).map(String::as_str).chain(SEPARATORS) {
            by_first_word.entry(hash_of_first(words)).or_default().is_open = true;
        }
        Self {
            longest: rules.longest,
            by_first_word,
            navigation,
            calls,
            networks: set(&rules.networks),
            sections: set(&rules.sections),
        }
    }

    /// Whether `line` is furniture; `before` is the one before it.
    fn is_furniture(&self, line: &Line<'_>, before: &str, word: &mut String) -> bool {
        // Most lines begin with a plain word of their article, and are not trimmed.
        if line.first.is_some_and(|first| !self.by_first_word.contains_key(&first)) {
            return false;
        }
        let (first, words, line) = (line.first, line.words, trim_marks(line.words));
        let first = first.unwrap_or_else(|| {
            fold_first_word(line, word);
            hash_folded(word.as_bytes())
        });
        let Some(openings) = self.by_first_word.get(&first) else { return false };
        if goes_on(before, words) || !openings.may_begin(line) {
            return false;
        }
        let folded = folded(line);
        let is_listed = openings.patterns.iter().any(|pattern| pattern.is_in(&folded));
        is_listed || self.is_menu(&folded) || self.is_call(&folded)
    }

    /// Whether a line asks its reader to follow somebody in two networks at least.
    fn is_call(&self, line: &str) -> bool {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '#');
        // A number may be one of people.
        let begins = words.next().is_some_and(|word| self.calls.contains(word)) && !line.contains('#');
        begins && words.filter(|word| self.networks.contains(*word)).take(2).count() == 2
    }

    fn is_menu(&self, line: &str) -> bool {
        let mut length = 0;
        for word in line.split(' ') {
            if SEPARATORS.contains(&word) {
                continue;
            }
            if !self.navigation.contains(word) {
                return false;
            }
            length += 1;
        }
        length >= SHORTEST_MENU
    }
}

/// `line` without bullets, arrows and stops at its ends, and without quotation marks around it all.
fn trim_marks(line: &str) -> &str {
    let is_mark = |c: char| {
        !c.is_ascii_alphanumeric() && (c.is_whitespace() || "•·*►▶▸→›»>|–—-…_#".contains(c) || is_silent(c))
    };
    let line = line.trim_start_matches(is_mark);
    let line = unquoted(line).unwrap_or(line);
    line.trim_start_matches(is_mark).trim_end_matches(|c: char| is_mark(c) || ":!".contains(c))
}

/// What `«Read also: …»` quotes; `None` where more stands beside it, as where somebody says it.
fn unquoted(line: &str) -> Option<&str> {
    let (inner, behind) = line.strip_prefix('«')?.split_once('»')?;
    behind.chars().all(|c| c.is_whitespace() || is_silent(c)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(&Line::all(text)).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn furniture_is_found_in_both_languages() {
        let text = "Accessibility links\r\n\r\nTen killed near Kati\n  Lire aussi : Au Mali, l’armée recule  \n\
                    FILE - A soldier stands guard.\nsource site-29\n12 commentaires\nHome News Sport Travel\n\
                    Read More: Two arrested\n© 2022 A Newspaper\nPublicité";
        assert_eq!(
            found(text),
            [
                "Accessibility links",
                "Lire aussi : Au Mali, l’armée recule",
                "source site-29",
                "12 commentaires",
                "Home News Sport Travel",
                "Read More: Two arrested",
                "© 2022 A Newspaper",
                "Publicité"
            ]
        );
    }

    #[test]
    fn sentences_of_an_article_are_no_furniture() {
        let text = "Share prices fell.\nSearch teams found ten bodies.\nNews travel fast in Kati.\n\
                    Follow-up attacks killed two.\n15 soldiers were killed.\nSecurity\n2022";
        assert_eq!(found(text), [""; 0]);
        let long = format!("Read also: {}", "word ".repeat(100));
        assert_eq!(found(&long), [""; 0]);
    }

    #[test]
    fn the_last_word_of_a_wrapped_sentence_is_no_furniture() {
        let text = "The company earned 19 cents a\nshare, or less than the\ncomment\nshare\n\nshare";
        assert_eq!(found(text).len(), 1);
        assert_eq!(found("The bank declined to\ncomment.\nAnalysis and Technology\nShare."), [""; 0]);
    }

    #[test]
    fn what_feeds_put_behind_an_article_is_furniture() {
        let text = "The post Ten killed near Kati appeared first on Radio Exemple.\n\
                    L’article Kati : dix morts est apparu en premier sur Le Relais.\n\
                    The post of Kati was attacked first on Friday.\nL’article 3 de l’accord a été lu.";
        assert_eq!(found(text).len(), 2, "{:?}", found(text));
    }

    #[test]
    fn calls_to_follow_are_furniture_and_news_of_networks_is_not() {
        let calls = "Follow Radio Relais on Facebook, Twitter and Instagram.\n\
                     Retrouvez-nous sur WhatsApp et Telegram !\nWhy not follow us on Facebook and Instagram?";
        assert_eq!(found(calls).len(), 3);
        let news = "Find out why Facebook was cut off.\nFacebook and Twitter were blocked in Mali.\n\
                    Follow-up posts on Facebook and Twitter spoke of 12 dead.";
        assert_eq!(found(news), [""; 0]);
    }

    #[test]
    fn signs_without_a_sound_hide_no_furniture() {
        for line in [
            "\u{200e}Read also: Twelve soldiers killed",
            "\u{feff}\u{200e} Read also : Twelve soldiers killed",
            "Re\u{200d}ad \u{200f} also\u{200f}: Twelve soldiers killed",
            "\u{2066}Read also\u{2069}: Twelve soldiers killed",
            "«Read also: Twelve soldiers killed»",
            "« Read also: Twelve soldiers killed »\u{200f}",
            "🔴 Read also: Twelve soldiers killed",
            "🔴 Read also",
            "➡️ Lire aussi : douze soldats tués",
            "Publicite\u{301}",
            "Lʼinfolettre du matin",
            "Contactez-nous Accueil Sport",
        ] {
            assert_eq!(found(line).len(), 1, "{line:?}");
        }
        for line in ["«Read: twelve were killed», he said.", "🔴 Twelve soldiers killed", "☎ 12 killed"]
        {
            assert_eq!(found(line), [""; 0]);
        }
        assert_eq!(found("Two died.\u{200f}\nread also: Twelve soldiers killed").len(), 1);
    }

    /// As the line is judged where it is folded as a whole.
    fn is_furniture_by_line(line: &str) -> bool {
        let furniture = furniture();
        let line = folded(trim_marks(line));
        let mut patterns = furniture.by_first_word.values().flat_map(|openings| &openings.patterns);
        let is_listed = patterns
            .any(|pattern| pattern.is_in(&line) && first_letters(&pattern.words) == first_letters(&line));
        !line.is_empty() && (is_listed || furniture.is_menu(&line) || furniture.is_call(&line))
    }

    fn first_letters(folded: &str) -> &str {
        let end = folded.find(|c: char| !c.is_alphabetic()).unwrap_or(folded.len());
        folded.get(..end).expect("a letter begins there")
    }

    /// Lines that begin as some rule says, with signs that say nothing here and there.
    fn lines_of_rules() -> impl Strategy<Value = String> {
        let rules: Rules = toml::from_str(RULES).expect("index-schema/furniture.toml is read");
        let words = [rules.whole, rules.prefixes, rules.navigation, rules.calls, rules.networks].concat();
        let sign = "[\u{200e}\u{200f}\u{feff}\u{2067}\u{301}'’ʼ`´ـ «»“(•🔴\u{fe0f}é1²-]";
        let word =
            (select(words), any::<Index>(), sign, any::<bool>()).prop_map(|(words, at, sign, is_in)| {
                let at = at.index(words.len() + 1);
                let (head, tail) = words.split_at(words.floor_char_boundary(at));
                if is_in { format!("{head}{sign}{tail}") } else { words.clone() }
            });
        (sign, proptest::collection::vec(word, 1..4), "[ :’é]?")
            .prop_map(|(sign, words, end)| format!("{sign}{}{end}", words.join(" ")))
    }

    proptest! {
        #[test]
        fn the_first_word_of_a_line_is_enough_to_know_it(line in lines_of_rules()) {
            for line in Line::all(&line) {
                let quick = furniture().is_furniture(&line, "", &mut String::new());
                prop_assert_eq!(quick, is_furniture_by_line(line.words));
            }
        }
    }

    #[test]
    fn every_rule_is_reached() {
        let rules: Rules = toml::from_str(RULES).expect("index-schema/furniture.toml is read");
        let prefixes = rules.prefixes.iter().map(|words| format!("{words} 17 more"));
        let trailers = rules.trailers.iter().map(|[words, behind]| format!("{words} X {behind} Y"));
        for words in rules.whole.iter().cloned().chain(prefixes).chain(trailers) {
            let line = words.replace('#', "17");
            assert_eq!(found(&line).len(), 1, "`{line}` is not found by its own rule");
        }
    }
}
