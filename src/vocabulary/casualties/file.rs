//! Reading one casualty word file; its shape is described in `index-schema/casualties/README.md`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::word::{Form, OutcomeWord, Unit, VictimWord};
use super::{CasualtyFileError, CasualtyWord, CasualtyWords, Cue};
use crate::text::fold;
use crate::vocabulary::{Outcome, Qualifier, Severity, VictimCategory};

type Lists = BTreeMap<String, Vec<String>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    #[serde(default)]
    noun_first: bool,
    #[serde(default)]
    verb_first: bool,
    #[serde(default)]
    one_unmarked: bool,
    #[serde(default)]
    prefixes: Vec<String>,
    #[serde(default)]
    outcomes: BTreeMap<String, OutcomeLists>,
    #[serde(default)]
    victims: BTreeMap<String, VictimLists>,
    #[serde(default)]
    qualifiers: Lists,
    #[serde(default)]
    qualifiers_after: Lists,
    #[serde(default)]
    severity: Lists,
    #[serde(default)]
    units: Lists,
    #[serde(default)]
    objects: Vec<String>,
    #[serde(default)]
    cues: Lists,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OutcomeLists {
    verbs: Vec<String>,
    intransitive: Vec<String>,
    states: Vec<String>,
    counts: Vec<String>,
    events: Vec<String>,
    tolls: Vec<String>,
    lives: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct VictimLists {
    singular: Vec<String>,
    plural: Vec<String>,
    either: Vec<String>,
    weak_singular: Vec<String>,
    weak_plural: Vec<String>,
}

/// Reads the file `name`.
pub(super) fn parse(name: &str, text: &str) -> Result<CasualtyWords, CasualtyFileError> {
    let file: File = toml::from_str(text)
        .map_err(|source| CasualtyFileError::Toml { file: name.to_owned(), source: Box::new(source) })?;
    let mut reader = Reader { name, words: CasualtyWords::with_room_for(text.len()) };
    reader.words.language = file.language;
    reader.words.noun_first = file.noun_first;
    reader.words.verb_first = file.verb_first;
    reader.words.one_unmarked = file.one_unmarked;
    reader.words.prefixes = file.prefixes.iter().map(|prefix| fold(prefix)).collect();
    reader.words.prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
    for (key, lists) in &file.outcomes {
        let outcome = known(name, "outcome", key, Outcome::parse)?;
        reader.outcome(outcome, lists)?;
    }
    for (key, lists) in &file.victims {
        let category = known(name, "victim category", key, VictimCategory::parse)?;
        reader.victims(category, lists);
    }
    for object in &file.objects {
        reader.words.add(object, |word| word.object = true);
    }
    let qualifiers = with_slips(&file.qualifiers);
    reader.small_words(&qualifiers, "qualifier", Qualifier::parse, |word, q| word.qualifier = Some(q))?;
    reader.small_words(&file.qualifiers_after, "qualifier", Qualifier::parse, |word, q| {
        word.qualifier_after = Some(q);
    })?;
    reader.small_words(&file.severity, "severity", Severity::parse, |word, s| word.severity = Some(s))?;
    reader.small_words(&file.units, "unit", unit, |word, u| word.unit = Some(u))?;
    reader.small_words(&file.cues, "cue", Cue::parse, |word, cue| word.cues |= cue.bit())?;
    Ok(reader.words)
}

/// The word before a bound that feeds misspell most: "no fewer thant", "more tahn".
const COMPARISON: &str = "than";

/// The qualifiers, and those that end with "than" also with one letter of it wrong.
fn with_slips(qualifiers: &Lists) -> Lists {
    let slipped = slips(COMPARISON);
    let spell = |form: &String| -> Vec<String> {
        let before = form.strip_suffix(COMPARISON).filter(|before| before.ends_with(' '));
        before.map_or_else(Vec::new, |before| slipped.iter().map(|word| format!("{before}{word}")).collect())
    };
    let with = |forms: &Vec<String>| forms.iter().cloned().chain(forms.iter().flat_map(spell)).collect();
    qualifiers.iter().map(|(key, forms)| (key.clone(), with(forms))).collect()
}

/// Every form of `word` with one letter left out, changed, added, or two letters in the wrong order;
/// "that" is a word of its own.
fn slips(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut all = Vec::new();
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at(at);
        let spell = |new: &[char], skip: usize| {
            before.iter().chain(new).chain(after.iter().skip(skip)).copied().collect::<String>()
        };
        all.push(spell(&[], 1));
        all.extend(('a'..='z').flat_map(|letter| [spell(&[letter], 0), spell(&[letter], 1)]));
        if let &[first, second, ..] = after {
            all.push(spell(&[second, first], 2));
        }
    }
    all.retain(|form| form != word && form != "that");
    all.sort();
    all.dedup();
    all
}

struct Reader<'f> {
    name: &'f str,
    words: CasualtyWords,
}

impl Reader<'_> {
    fn outcome(&mut self, outcome: Outcome, lists: &OutcomeLists) -> Result<(), CasualtyFileError> {
        for line in &lists.verbs {
            self.verb(outcome, line, 0)?;
        }
        for line in &lists.intransitive {
            self.verb(outcome, line, Form::Intransitive.bit())?;
        }
        let nouns = [
            (&lists.states, Form::State.bit()),
            (&lists.counts, Form::Count.bit()),
            (&lists.events, Form::Event.bit()),
            (&lists.tolls, Form::Toll.bit()),
            (&lists.lives, Form::Lives.bit()),
        ];
        for (list, bits) in nouns {
            for form in list {
                self.form(outcome, form, bits);
            }
        }
        Ok(())
    }

    fn verb(&mut self, outcome: Outcome, line: &str, bits: u16) -> Result<(), CasualtyFileError> {
        let columns: Vec<&str> = line.split('|').collect();
        let &[infinitive, finite, participle, gerund] = columns.as_slice() else {
            return Err(CasualtyFileError::VerbColumns { file: self.name.to_owned(), line: line.to_owned() });
        };
        let forms = [
            (infinitive, Form::Infinitive),
            (finite, Form::Finite),
            (participle, Form::Participle),
            (gerund, Form::Gerund),
        ];
        for (column, form) in forms {
            for word in column.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                self.form(outcome, word, bits | form.bit());
            }
        }
        Ok(())
    }

    fn form(&mut self, outcome: Outcome, form: &str, bits: u16) {
        self.words.add(form, |word| {
            let known = word.outcome.get_or_insert(OutcomeWord { outcome, forms: 0 });
            if known.outcome == outcome {
                known.forms |= bits;
            }
        });
    }

    fn victims(&mut self, category: VictimCategory, lists: &VictimLists) {
        let columns = [
            (&lists.singular, true, false, false),
            (&lists.plural, false, true, false),
            (&lists.either, true, true, false),
            (&lists.weak_singular, true, false, true),
            (&lists.weak_plural, false, true, true),
        ];
        for (list, singular, plural, weak) in columns {
            for form in list {
                self.words.add(form, |word| {
                    let new = VictimWord { category, singular, plural, weak };
                    let known = word.victim.get_or_insert(new);
                    known.singular |= singular;
                    known.plural |= plural;
                });
            }
        }
    }

    fn small_words<T: Copy>(
        &mut self,
        lists: &Lists,
        kind: &'static str,
        parse: fn(&str) -> Option<T>,
        set: fn(&mut CasualtyWord, T),
    ) -> Result<(), CasualtyFileError> {
        for (key, forms) in lists {
            let value = known(self.name, kind, key, parse)?;
            for form in forms {
                self.words.add(form, |word| set(word, value));
            }
        }
        Ok(())
    }
}

fn known<T>(
    file: &str,
    kind: &'static str,
    key: &str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, CasualtyFileError> {
    parse(key).ok_or_else(|| CasualtyFileError::UnknownKey {
        file: file.to_owned(),
        kind,
        key: key.to_owned(),
    })
}

fn unit(key: &str) -> Option<Unit> {
    Some(match key {
        "time" => Unit::Time,
        "length" => Unit::Length,
        "money" => Unit::Money,
        "share" => Unit::Share,
        "amount" => Unit::Amount,
        _ => return None,
    })
}
