//! Who says so: the speakers of a sentence, and the one who is still speaking.

use super::piece::Kind;
use super::sentence::Sentence;
use crate::extract::ActorMention;
use crate::text::Span;
use crate::vocabulary::ActorLexicon;
use crate::vocabulary::actors::ActorKind;
use crate::vocabulary::casualties::Cue;

/// How far a verb of speech stands from its subject, in pieces.
const NEAR: usize = 14;

/// Somebody who says something in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The piece with the verb or "according to".
    pub(super) at: usize,
    /// The words that name the speaker; empty for a pronoun or a document.
    pub(super) words: Span,
    /// The actor, where known.
    pub(super) id: Option<String>,
    /// The medium that passes it on.
    pub(super) via: Option<String>,
    /// "he added", "the statement said": the speaker was named before.
    pub(super) named_before: bool,
    /// "according to", not "said".
    pub(super) is_source: bool,
}

/// The actors of a text, and what the lexicon knows about them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Actors<'a> {
    /// Their mentions in order.
    pub(super) mentions: &'a [ActorMention],
    /// The lexicon.
    pub(super) lexicon: &'a ActorLexicon,
}

impl<'a> Actors<'a> {
    /// The mentions that lie within `span`.
    pub(super) fn within(self, span: Span) -> &'a [ActorMention] {
        let from = self.mentions.partition_point(|mention| mention.quote.byte_start < span.start);
        let to = self.mentions.partition_point(|mention| mention.quote.byte_start < span.end);
        self.mentions.get(from..to.max(from)).unwrap_or_default()
    }

    /// What the actor is.
    pub(super) fn kind(self, id: &str) -> Option<ActorKind> {
        self.lexicon.by_id(id).map(|actor| actor.kind)
    }

    fn is_media(self, id: &str) -> bool {
        self.kind(id) == Some(ActorKind::Media)
    }
}

/// Everybody who says something in `sentence`.
pub(super) fn speakers(sentence: &Sentence<'_, '_>, actors: Actors<'_>) -> Vec<Speaker> {
    let mut found: Vec<Speaker> = Vec::new();
    let mut medium: Option<String> = None;
    for at in 0..sentence.pieces.len() {
        let speaker = if sentence.is_any(at, &[Cue::According, Cue::Citing]) {
            source(sentence, at, actors)
        } else if sentence.is_any(at, &[Cue::Speech, Cue::Claim, Cue::Admission]) {
            subject(sentence, at, actors)
        } else {
            None
        };
        let Some(mut speaker) = speaker else { continue };
        let media = speaker.id.as_deref().is_some_and(|id| actors.is_media(id));
        if media {
            medium.clone_from(&speaker.id);
        } else {
            speaker.via = speaker.via.or_else(|| medium.clone());
        }
        found.push(speaker);
    }
    // A medium that passes on what somebody else says is no speaker of its own.
    let others = found.iter().any(|speaker| speaker.via.is_some());
    found.retain(|speaker| !others || !speaker.id.as_deref().is_some_and(|id| actors.is_media(id)));
    found
}

/// "according to X"
fn source(sentence: &Sentence<'_, '_>, at: usize, actors: Actors<'_>) -> Option<Speaker> {
    let first = sentence.piece(at + 1)?;
    let same = sentence.tokens.folded(first.tokens.end) == "same"
        || sentence.tokens.folded(first.tokens.start) == "meme";
    let end = (at + 1..at + 16)
        .find(|&end| sentence.piece(end).is_none_or(|piece| ends_name(sentence, piece.kind, end)))
        .unwrap_or(at + 16);
    let last = sentence.piece(end.checked_sub(1)?)?.tokens.end;
    let words = sentence.tokens.span(first.tokens.start..last);
    let reach = sentence
        .tokens
        .span(first.tokens.start..last + 14)
        .end
        .min(sentence.tokens.span(sentence.range.clone()).end);
    let here = actors.within(Span::new(words.start, words.end));
    let wider = actors.within(Span::new(words.start, reach));
    let id = here.first().map(|mention| speaks_for(mention, wider));
    Some(Speaker { at, words, named_before: same && id.is_none(), id, via: None, is_source: true })
}

/// Whom a person speaks for: the office that the lexicon knows, where the text names what it belongs to
/// ("X, director of information of the army"), else whoever the text names.
fn speaks_for(first: &ActorMention, wider: &[ActorMention]) -> String {
    let person = first.level == crate::extract::Level::Person;
    let named = wider.iter().find(|mention| person && mention.level != crate::extract::Level::Person);
    match named {
        Some(named) if first.ancestors.contains(&named.id) => {
            first.ancestors.last().unwrap_or(&named.id).clone()
        }
        Some(named) => named.id.clone(),
        None => first.id.clone(),
    }
}

fn ends_name(sentence: &Sentence<'_, '_>, kind: Kind, at: usize) -> bool {
    matches!(kind, Kind::Mark(',' | ';' | '.' | ':' | '"' | '”' | '»' | ')'))
        || sentence.is_any(at, &[Cue::Clause, Cue::Claim, Cue::Speech, Cue::Relative, Cue::Be, Cue::Have])
}

/// "X said", "said X", "he added", "the statement said"
fn subject(sentence: &Sentence<'_, '_>, at: usize, actors: Actors<'_>) -> Option<Speaker> {
    // "an attack claimed by jihadists": who claims the attack does not state the figure.
    if sentence.is(at + 1, Cue::By) {
        return None;
    }
    let before = named_left(sentence, at, actors).or_else(|| named_around(sentence, at, actors));
    let mention = before.or_else(|| named_right(sentence, at, actors));
    if let Some(mention) = mention {
        let told = told_to(sentence, at, actors);
        return Some(Speaker {
            at,
            words: mention.quote.span(),
            id: Some(mention.id.clone()),
            via: told.filter(|via| *via != mention.id),
            named_before: false,
            is_source: false,
        });
    }
    if let Some(words) = nameless(sentence, at) {
        return Some(Speaker { at, words, id: None, via: None, named_before: false, is_source: false });
    }
    let left =
        (at.saturating_sub(3)..at).rev().find(|&left| sentence.is_any(left, &[Cue::Subject, Cue::Document]));
    left.map(|_| Speaker {
        at,
        words: Span::default(),
        id: None,
        via: None,
        named_before: true,
        is_source: false,
    })
}

/// "residents say", "a doctor told": people without a name right before their verb.
fn nameless(sentence: &Sentence<'_, '_>, at: usize) -> Option<Span> {
    if sentence.verb_first {
        return nameless_behind(sentence, at);
    }
    let before = sentence.left_of(at)?;
    let piece = sentence.piece(before)?;
    let people = piece.word.is_some_and(|word| word.victim.is_some())
        || sentence.group_at(before).is_some_and(|(group, _)| !sentence.is_bound(group));
    people.then(|| sentence.tokens.span(piece.tokens.clone()))
}

/// "said sources of the police that": those whose verb stands before them.
fn nameless_behind(sentence: &Sentence<'_, '_>, at: usize) -> Option<Span> {
    let names = |at: &usize| {
        sentence.piece(*at).is_some_and(|piece| {
            let person = sentence.group_at(*at).is_some_and(|(_, group)| group.is_person());
            (person || piece.kind == Kind::Word && piece.outcome().is_none())
                && !piece.is_any(&[Cue::Relative, Cue::Preposition, Cue::And, Cue::Clause, Cue::Adverb])
        })
    };
    let last = (at + 1..at + NEAR / 2).take_while(names).last()?;
    Some(sentence.tokens.span(sentence.piece(at + 1)?.tokens.start..sentence.piece(last)?.tokens.end))
}

/// The actor whose verb stands at piece `at`, to its left; an aside between commas is passed over.
fn named_left<'a>(sentence: &Sentence<'_, '_>, at: usize, actors: Actors<'a>) -> Option<&'a ActorMention> {
    let mut open = at;
    let mut aside = false;
    for left in (at.saturating_sub(NEAR)..at).rev() {
        let piece = sentence.piece(left)?;
        let barrier = matches!(piece.kind, Kind::Mark(';' | '”' | '»' | '.' | ':'));
        if barrier || piece.outcome().is_some() || (piece.is(Cue::Clause) && !piece.is(Cue::Adverb)) {
            // Whoever was killed by the verb before does not speak.
            open += usize::from(piece.outcome().is_some() && sentence.group_at(open).is_some());
            break;
        }
        if piece.is_mark(',') && left + 1 == at {
            aside = true;
        } else if piece.is_mark(',') && !aside {
            break;
        }
        open = left;
    }
    if open >= at {
        return None;
    }
    let from = if aside {
        sentence.piece(at.saturating_sub(NEAR * 2).max(clause_start(sentence, open)))?
    } else {
        sentence.piece(open)?
    };
    let span = sentence.tokens.span(from.tokens.start..sentence.piece(at)?.tokens.start);
    let mentions = actors.within(span);
    if aside { mentions.first() } else { mentions.last() }
}

/// "X, allied with Y, has claimed": who stands right before an aside that ends at the auxiliary.
fn named_around<'a>(sentence: &Sentence<'_, '_>, at: usize, actors: Actors<'a>) -> Option<&'a ActorMention> {
    let close = (at.saturating_sub(3)..at).rev().find(|&left| !sentence.is(left, Cue::Have))?;
    if close + 1 == at || !sentence.is_mark(close, ',') {
        return None;
    }
    let from = clause_start(sentence, close);
    let open = (from..close).rev().find(|&left| sentence.is_mark(left, ','))?;
    let start = sentence.piece(from)?.tokens.start;
    let end = sentence.tokens.span(sentence.piece(open)?.tokens.clone()).start;
    let first = sentence.tokens.span(start..sentence.piece(open)?.tokens.start);
    actors.within(first).last().filter(|mention| mention.quote.byte_end == end)
}

fn clause_start(sentence: &Sentence<'_, '_>, at: usize) -> usize {
    (at.saturating_sub(NEAR * 2)..at)
        .rev()
        .find(|&at| {
            sentence.pieces.get(at).is_some_and(|piece| {
                matches!(piece.kind, Kind::Mark(';' | '”' | '»' | '.' | ':')) || piece.outcome().is_some()
            })
        })
        .map_or(0, |at| at + 1)
}

/// "…, said the army in a statement": the actor right behind the verb.
fn named_right<'a>(sentence: &Sentence<'_, '_>, at: usize, actors: Actors<'a>) -> Option<&'a ActorMention> {
    let before = at.checked_sub(1)?;
    let inverted = sentence.is_mark(before, ',')
        || sentence.is_mark(before, '”')
        || sentence.is_mark(before, '»')
        || sentence.is_any(before, &[Cue::Have]) && sentence.noun_first;
    if !inverted && !sentence.verb_first {
        return None;
    }
    let first = sentence.piece(at + 1)?.tokens.start;
    let span = sentence.tokens.span(first..(first + 12).min(sentence.range.end));
    let mentions = actors.within(span);
    mentions.iter().find(|mention| mention.level != crate::extract::Level::Person).or(mentions.first())
}

/// "told AFP"
fn told_to(sentence: &Sentence<'_, '_>, at: usize, actors: Actors<'_>) -> Option<String> {
    let first = sentence.piece(at + 1)?.tokens.start;
    let near = actors.within(sentence.tokens.span(first..first + 3));
    near.iter().find(|mention| actors.is_media(&mention.id)).map(|mention| mention.id.clone())
}

/// The speaker of the figure at piece `at`: the nearest whose words it can be.
pub(super) fn nearest<'s>(speakers: impl Iterator<Item = &'s Speaker>, at: usize) -> Option<&'s Speaker> {
    speakers.min_by_key(|speaker| (speaker.at.abs_diff(at), speaker.at))
}

/// Whether piece `at` stands inside quotation marks.
pub(super) fn is_quoted(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let mark = |at: usize| match sentence.piece(at).map(|piece| piece.kind) {
        Some(Kind::Mark(mark)) => Some(mark),
        _ => None,
    };
    let opened = (0..at).rev().find_map(|at| mark(at).filter(|mark| matches!(mark, '“' | '”' | '«' | '»')));
    let closes = (at..sentence.pieces.len())
        .find_map(|at| mark(at).filter(|mark| matches!(mark, '“' | '”' | '«' | '»')));
    matches!(opened, Some('“' | '«')) || matches!(closes, Some('”' | '»')) && opened.is_none()
}
