//! The constructions in which casualties are stated, one small rule each, for all languages.
//!
//! They run in this order over one sentence; each binds groups that none before it has bound.

pub(super) mod anaphora;
mod companions;
mod coordination;
mod counted;
mod distant;
mod doer;
mod joint;
mod loss;
mod narrow;
mod parallel;
mod parts;
mod pronoun;
mod toll;
mod total;
mod unreal;
mod verb;
pub(super) mod voice;

use super::sentence::Sentence;

/// Binds the groups of a sentence to outcomes.
pub(super) fn apply(sentence: &mut Sentence<'_, '_>) {
    counted::inside_group(sentence);
    for at in sentence.triggers() {
        counted::zero(sentence, at);
        counted::denied(sentence, at);
        doer::before_victims(sentence, at);
        verb::adjacent(sentence, at);
    }
    counted::neither(sentence);
    for at in sentence.triggers() {
        distant::subject(sentence, at);
        distant::inverted(sentence, at);
        distant::relative_object(sentence, at);
        companions::beside(sentence, at);
        pronoun::subject(sentence, at);
        pronoun::object(sentence, at);
        toll::apposed(sentence, at);
    }
    companions::likewise(sentence);
    coordination::extend(sentence);
    toll::balance(sentence);
    loss::suffered(sentence);
    coordination::extend(sentence);
    anaphora::same_victims(sentence);
    parts::among(sentence);
    parts::mark(sentence);
    toll::raised_by(sentence);
    total::rivals(sentence);
    total::superseded(sentence);
    total::sums(sentence);
    coordination::inherit(sentence);
}
