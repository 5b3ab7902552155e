//! Fuzzing on stable: the project's own cases and articles, cut, spliced and broken at random, through the
//! token lexer, the number reader, the extraction rules and the query language. None may panic or hand out
//! a span that is not of its text.
//!
//! A plain run tries the same few thousand texts every time. `SITREP_FUZZ_SECONDS=600 cargo test --test fuzz`
//! goes on for so long with new ones; a failure prints the text, which then becomes a case of its own.
#![expect(clippy::panic, reason = "a test that fails says with which text")]

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use sitrep::extract::{ArticleText, annotate};
use sitrep::query::{parse, parse_any};
use sitrep::text::number::lex;
use sitrep::text::{Tokens, sentences};
use sitrep::vocabulary::Vocabulary;

/// Texts of a plain run, for each target.
const TEXTS: usize = 2_000;

/// Longest text, in characters.
const LONGEST: usize = 3_000;

const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// What goes in besides the corpus: what has a meaning somewhere.
const TOKENS: [&str; 18] = [
    " ",
    "\n",
    "\n\n",
    ". ",
    ", ",
    " and ",
    " of ",
    " 12 ",
    "1,5 million",
    "\u{a0}",
    "\u{301}",
    "\u{200f}",
    "«",
    "(",
    "--",
    "\0",
    "ǅ",
    "𝟙",
];

/// The signs and words of the query language.
const OPERATORS: [&str; 24] = [
    " OR ",
    " AND ",
    " NOT ",
    " NEAR/3 ",
    " -",
    "(",
    ")",
    "\"",
    "=",
    "*",
    "region:",
    "actor:",
    "by:",
    "says:",
    "victims:",
    "killed>=",
    "injured:2..",
    "date:2022-07",
    "published:none",
    "title:",
    "..",
    ":",
    "<",
    "\u{feff}",
];

/// Random numbers, the same in every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let roll = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(roll).unwrap_or(0) % limit.max(1)
    }
}

/// The lines of the cases and of the sample articles.
fn corpus() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lines = Vec::new();
    for folder in ["tests/casualties", "corpus"] {
        let mut files: Vec<_> = fs::read_dir(root.join(folder))
            .expect("a folder of the repository")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        for file in files.iter().filter(|file| file.is_file()) {
            let text = fs::read_to_string(file).expect("text");
            lines.extend(text.lines().filter(|line| line.len() > 20).map(str::to_owned));
        }
    }
    lines
}

/// A line of the corpus, changed in a few places.
fn mutated(corpus: &[String], dice: &mut Dice) -> String {
    let line = |dice: &mut Dice| corpus.get(dice.below(corpus.len())).cloned().unwrap_or_default();
    let mut text: Vec<char> = line(dice).chars().collect();
    for _ in 0..dice.below(8) {
        let at = dice.below(text.len() + 1);
        let to = at + dice.below(text.len() + 1 - at);
        match dice.below(6) {
            0 => drop(text.drain(at..to)),
            1 => drop(text.splice(at..at, line(dice).chars())),
            2 => drop(text.splice(at..at, TOKENS[dice.below(TOKENS.len())].chars())),
            3 => {
                let again: Vec<char> = text[at..to].to_vec();
                drop(text.splice(at..at, again));
            }
            4 => text[at..to].reverse(),
            _ => {
                let letter = char::from_u32(u32::try_from(dice.below(0x11_0000)).unwrap_or(0));
                text.insert(at, letter.unwrap_or('\u{fffd}'));
            }
        }
        text.truncate(LONGEST);
    }
    text.into_iter().collect()
}

/// Runs `target` on changed texts until the texts, or the seconds asked for, are used up.
fn fuzz(name: &str, target: impl Fn(&str, &str)) {
    let corpus = corpus();
    let seconds = std::env::var("SITREP_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let (started, long) = (Instant::now(), seconds.map(Duration::from_secs));
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut tried = 0;
    while long.map_or(tried < TEXTS, |long| started.elapsed() < long) {
        let (text, language) = (mutated(&corpus, &mut dice), LANGUAGES[dice.below(LANGUAGES.len())]);
        if catch_unwind(AssertUnwindSafe(|| target(&text, language))).is_err() {
            panic!("{name} fails on this text, read as {language}: {text:?}");
        }
        tried += 1;
    }
}

#[test]
fn the_lexer_survives_any_text() {
    fuzz("the lexer", |text, _| {
        let tokens = Tokens::new(text);
        let mut last = 0;
        for token in tokens.as_slice() {
            assert!(last <= token.span.start && token.span.start <= token.span.end, "tokens in order");
            assert!(text.get(token.span.start..token.span.end).is_some(), "whole characters");
            last = token.span.end;
        }
        let whole = |span: &sitrep::text::Span| text.get(span.start..span.end).is_some();
        assert!(sentences(text).iter().all(whole), "whole sentences");
    });
}

#[test]
fn the_number_reader_survives_any_text() {
    let vocabulary = Vocabulary::built_in();
    fuzz("the number reader", |text, language| {
        let tokens = Tokens::new(text);
        let mut last = 0;
        for number in lex(&tokens, vocabulary.numbers().of(Some(language))) {
            assert!(
                last <= number.tokens.start && number.tokens.start < number.tokens.end,
                "numbers in order"
            );
            assert!(text.get(number.span.start..number.span.end).is_some(), "whole characters");
            last = number.tokens.end;
        }
    });
}

#[test]
fn the_rules_survive_any_text() {
    let vocabulary = Vocabulary::built_in();
    fuzz("the extractor", |text, language| {
        let article = ArticleText {
            id: "fuzz".to_owned(),
            text: text.to_owned(),
            title: None,
            published: None,
            language: Some(language.to_owned()),
        };
        for figure in annotate(&vocabulary, &article).figures {
            let quote = &figure.quote;
            assert_eq!(text.get(quote.byte_start..quote.byte_end), Some(quote.text.as_str()));
        }
    });
}

#[test]
fn the_query_language_survives_any_text() {
    let dice = std::cell::RefCell::new(Dice(0x2545_F491_4F6C_DD1D));
    fuzz("the query language", |text, _| {
        let mut query = String::new();
        for part in text.split_inclusive(' ').take(40) {
            let mut dice = dice.borrow_mut();
            query.push_str(part);
            if dice.below(3) == 0 {
                query.push_str(OPERATORS[dice.below(OPERATORS.len())]);
            }
        }
        for read in [parse(&query), parse_any(&query)] {
            let Err(error) = read else { continue };
            assert!(!error.message.is_empty() && !error.hint.is_empty(), "what is wrong, and what to write");
            if let Some(span) = error.span {
                assert!(query.get(span.start..span.end).is_some(), "whole characters of the query");
            }
        }
    });
}
