//! The words of credits and datelines, from `index-schema/credits.toml`.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Bound;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::text::{ByHash, fold, hash_folded};

const DATA: &str = include_str!("../../index-schema/credits.toml");
const NUMBERS: [&str; 4] = [
    include_str!("../../index-schema/numbers/en.toml"),
    include_str!("../../index-schema/numbers/fr.toml"),
    include_str!("../../index-schema/numbers/es.toml"),
    include_str!("../../index-schema/numbers/ar.toml"),
];
const DATES: [&str; 4] = [
    include_str!("../../index-schema/dates/en.toml"),
    include_str!("../../index-schema/dates/fr.toml"),
    include_str!("../../index-schema/dates/es.toml"),
    include_str!("../../index-schema/dates/ar.toml"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    agencies: BTreeMap<String, Vec<String>>,
    credit: Credit,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Credit {
    around: BTreeSet<String>,
    picture: BTreeSet<String>,
    published: BTreeSet<String>,
    by: BTreeSet<String>,
    hours: BTreeSet<String>,
    particles: BTreeSet<String>,
}

/// A file of words for dates, as far as its days of the week.
#[derive(Deserialize)]
struct Weekdays {
    weekdays: BTreeMap<String, i8>,
}

/// A file of number words, as far as its months.
#[derive(Deserialize)]
struct Months {
    months: BTreeMap<String, i8>,
}

/// A form under which an agency is credited.
#[derive(Debug)]
pub(super) struct Agency {
    pub(super) form: String,
    pub(super) name: String,
}

/// Words of credits, ready to be looked up.
#[derive(Debug)]
pub(super) struct Credits {
    /// Agencies by the [`start`] of their forms.
    agencies: Vec<Vec<Agency>>,
    /// Hashes of the words that may stand in a credit in small letters.
    small: HashSet<u64, ByHash>,
    pub(super) around: BTreeSet<String>,
    pub(super) picture: BTreeSet<String>,
    pub(super) published: BTreeSet<String>,
    /// What a byline begins with.
    pub(super) by: BTreeSet<String>,
    /// What stands around the hour behind a day.
    pub(super) hours: BTreeSet<String>,
    weekdays: BTreeSet<String>,
    pub(super) particles: BTreeSet<String>,
    months: BTreeMap<String, i8>,
}

impl Agency {
    /// Whether `bytes` begin with the form, in letters of either case.
    fn begins(&self, bytes: &[u8]) -> bool {
        bytes.get(..self.form.len()).is_some_and(|head| head.eq_ignore_ascii_case(self.form.as_bytes()))
    }
}

impl Credits {
    /// The agencies whose forms stand in `text`, in letters of either case, where no letter or digit of
    /// ASCII stands before them: each form once, the longest first.
    pub(super) fn agencies_in(&self, text: &str) -> Vec<&Agency> {
        let mut found: Vec<&Agency> = Vec::new();
        let mut rest = text.as_bytes();
        let mut is_in_word = false;
        while let [byte, behind @ ..] = rest {
            if !std::mem::replace(&mut is_in_word, byte.is_ascii_alphanumeric()) {
                for agency in self.agencies.get(start(rest)).into_iter().flatten() {
                    if agency.begins(rest) && !found.iter().any(|known| std::ptr::eq(*known, agency)) {
                        found.push(agency);
                    }
                }
            }
            rest = behind;
        }
        found.sort_by_key(|agency: &&Agency| std::cmp::Reverse(agency.form.len()));
        found
    }

    /// Whether a word of small letters stands in `line` that stands in no credit: a quick no for most lines.
    pub(super) fn holds_other_word(&self, line: &str) -> bool {
        let words = line.as_bytes().split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
        let mut small = words.filter(|word| !word.is_empty() && word.iter().all(u8::is_ascii_lowercase));
        small.any(|word| !self.small.contains(&hash_folded(word)))
    }

    /// Whether `name`, folded, is a day of the week, or its first three letters or more.
    pub(super) fn is_weekday(&self, name: &str) -> bool {
        name.len() >= 3 && self.weekdays.iter().any(|day| day.starts_with(name))
    }

    /// Whether the name of a month begins with `name`, folded.
    pub(super) fn begins_month(&self, name: &str) -> bool {
        let from = (Bound::Included(name), Bound::Unbounded);
        self.months.range::<str, _>(from).next().is_some_and(|(month, _)| month.starts_with(name))
    }

    /// The number of a month, by its folded name.
    pub(super) fn month(&self, name: &str) -> Option<i8> {
        self.months.get(name).copied()
    }
}

/// A number below [`STARTS`] for the first two bytes, the same for a letter of ASCII and its capital.
fn start(bytes: &[u8]) -> usize {
    let low = |at: usize| bytes.get(at).map_or(0, |byte| usize::from(byte & 31));
    low(0) * 32 + low(1)
}

const STARTS: usize = 32 * 32;

/// Whether `word`, in lower case, is spelled for a number of its own.
#[cfg(feature = "pdf")]
pub(super) fn is_number(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let tables = NUMBERS.iter().flat_map(|numbers| {
            let table: toml::Table = toml::from_str(numbers).expect("a test reads the embedded number words");
            ["add", "times"].map(|name| table.get(name).cloned())
        });
        tables
            .flatten()
            .filter_map(|table| table.as_table().map(|table| table.keys().cloned().collect::<Vec<_>>()))
            .flatten()
            .collect()
    });
    words.contains(word)
}

/// The words that are embedded in the program.
pub(super) fn credits() -> &'static Credits {
    static CREDITS: OnceLock<Credits> = OnceLock::new();
    CREDITS.get_or_init(|| {
        let data: Data = toml::from_str(DATA).expect("a test reads the embedded words of credits");
        let named = NUMBERS.iter().flat_map(|numbers| {
            toml::from_str::<Months>(numbers).expect("a test reads the embedded number words").months
        });
        let weekdays = DATES.iter().flat_map(|dates| {
            let read = toml::from_str::<Weekdays>(dates).expect("a test reads the embedded words for dates");
            read.weekdays.into_keys().map(|name| fold(&name))
        });
        let around = data.credit.around.iter().map(String::as_str);
        let small = data.agencies.values().flatten().map(String::as_str).chain(around);
        let small = small
            .flat_map(|form| form.split(|c: char| !c.is_alphanumeric()))
            .map(|word| hash_folded(word.to_ascii_lowercase().as_bytes()))
            .collect();
        let mut agencies: Vec<Vec<Agency>> = (0..STARTS).map(|_| Vec::new()).collect();
        for (name, forms) in data.agencies {
            for form in forms {
                agencies[start(form.as_bytes())].push(Agency { form, name: name.clone() });
            }
        }
        Credits {
            agencies,
            small,
            around: data.credit.around,
            picture: data.credit.picture,
            published: data.credit.published,
            by: data.credit.by,
            hours: data.credit.hours,
            weekdays: weekdays.collect(),
            particles: data.credit.particles,
            months: named.map(|(name, number)| (fold(&name), number)).collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// Lines in which forms of agencies stand between other words, or lack a letter.
    fn lines_with_forms() -> impl Strategy<Value = String> {
        let forms: Vec<String> =
            credits().agencies.iter().flatten().map(|agency| agency.form.clone()).collect();
        let form = (select(forms), 0..4, any::<bool>()).prop_map(|(form, which, is_small)| match which {
            0 => form.chars().skip(1).collect(),
            1 if is_small => form.to_lowercase(),
            1 => form.to_uppercase(),
            _ => form,
        });
        let sign = "[ ,.'’(/é1aو©\u{200f}\u{301}-]{0,2}";
        proptest::collection::vec((sign, form, sign), 0..4).prop_map(|parts| {
            parts.into_iter().map(|(before, form, after)| before + &form + &after).collect()
        })
    }

    #[test]
    fn no_word_of_a_credit_is_another() {
        let forms = credits().agencies.iter().flatten().map(|agency| &agency.form);
        for words in forms.chain(&credits().around) {
            assert!(!credits().holds_other_word(&format!("({words}, {})", words.to_lowercase())), "{words}");
        }
        assert!(credits().holds_other_word("Ten people died, Reuters said"));
    }

    proptest! {
        #[test]
        fn no_form_is_missed(line in lines_with_forms()) {
            let low = line.to_ascii_lowercase();
            let begins_word = |at: usize| !low.split_at(at).0.ends_with(|c: char| c.is_ascii_alphanumeric());
            let stands = |form: &str| low.match_indices(&form.to_ascii_lowercase()).any(|(at, _)| begins_word(at));
            let forms = |agencies: &mut dyn Iterator<Item = &'static Agency>| -> BTreeSet<&str> {
                agencies.map(|agency| agency.form.as_str()).collect()
            };
            let there = forms(&mut credits().agencies.iter().flatten().filter(|agency| stands(&agency.form)));
            let found = credits().agencies_in(&line);
            prop_assert!(found.is_sorted_by_key(|agency| std::cmp::Reverse(agency.form.len())));
            prop_assert_eq!(found.len(), there.len());
            prop_assert_eq!(forms(&mut found.into_iter()), there);
        }
    }
}
