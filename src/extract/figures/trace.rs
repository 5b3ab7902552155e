//! One sentence's analysis in words, for `explain`.

use super::piece::{Binding, Group, Kind, Piece};
use super::sentence::Sentence;
use crate::vocabulary::casualties::{CasualtyWord, Cue, Form};

/// What was seen in one sentence and what came of it.
#[derive(Debug)]
pub(in crate::extract) struct Trace {
    /// The sentence.
    pub(in crate::extract) text: String,
    /// Each piece with its types.
    pub(in crate::extract) pieces: Vec<String>,
    /// Each binding with its rule.
    pub(in crate::extract) bindings: Vec<String>,
    /// Rules that almost applied, and why not.
    pub(in crate::extract) notes: Vec<String>,
}

/// The account of `sentence`.
pub(super) fn of(sentence: &Sentence<'_, '_>) -> Trace {
    let text = |tokens| sentence.tokens.span(tokens).of(sentence.tokens.text).replace('\n', " ");
    let pieces = sentence
        .pieces
        .iter()
        .map(|piece| format!("{:<28} {}", text(piece.tokens.clone()), types(sentence, piece)));
    let bindings = sentence.bindings.iter().map(|binding| {
        let group =
            sentence.groups.get(binding.group).map_or(String::new(), |group| text(group.tokens.clone()));
        format!("{:<28} {} by {}{}", group, binding.outcome.as_str(), binding.rule, part(sentence, binding))
    });
    Trace {
        text: text(sentence.range.clone()),
        pieces: pieces.collect(),
        bindings: bindings.collect(),
        notes: sentence.notes.clone().unwrap_or_default(),
    }
}

fn part(sentence: &Sentence<'_, '_>, binding: &Binding) -> String {
    let whole = binding.parent.and_then(|parent| sentence.bindings.get(parent));
    whole.and_then(|whole| sentence.groups.get(whole.group)).map_or(String::new(), |group| {
        format!(", part of {}", sentence.tokens.span(group.tokens.clone()).of(sentence.tokens.text))
    })
}

fn types(sentence: &Sentence<'_, '_>, piece: &Piece<'_>) -> String {
    match piece.kind {
        Kind::Group(group) => sentence.groups.get(group).map_or(String::new(), group_types),
        Kind::Number => "number that counts nobody".to_owned(),
        Kind::Mark(_) => "mark".to_owned(),
        Kind::Word => piece.word.map_or("unknown".to_owned(), word_types),
    }
}

fn group_types(group: &Group) -> String {
    let value = [group.value.low, group.value.best, group.value.high];
    let value = value.map(|bound| bound.map_or("-".to_owned(), |bound| bound.to_string())).join("/");
    format!("group {value} {:?} {:?} {}", group.counted, group.head, group.category.as_str()).to_lowercase()
}

fn word_types(word: &CasualtyWord) -> String {
    let mut types: Vec<String> = Vec::new();
    if let Some(outcome) = word.outcome {
        let forms =
            Form::ALL.iter().filter(|&&form| outcome.is(form)).map(|form| format!("{form:?}").to_lowercase());
        types.push(format!("{} ({})", outcome.outcome.as_str(), forms.collect::<Vec<_>>().join(" ")));
    }
    types.extend(word.victim.map(|victim| format!("victim {}", victim.category.as_str())));
    types.extend(word.object.then(|| "object".to_owned()));
    types.extend(word.unit.map(|unit| format!("unit {unit:?}").to_lowercase()));
    types.extend(word.qualifier.map(|qualifier| format!("qualifier {}", qualifier.as_str())));
    types.extend(word.severity.map(|severity| severity.as_str().to_owned()));
    types.extend(Cue::ALL.iter().filter(|&&cue| word.is(cue)).map(|cue| cue.as_str().to_owned()));
    types.join(", ")
}
