//! The date of a figure's event.

use super::super::dates::{DateMention, DateRole, When};
use super::scope::{Scope, Sentence, distance};
use crate::text::TokenKind;
use jiff::ToSpan;

/// How many days one event, or the reports of it, may take.
const SAME_EVENT: i64 = 4;
/// How many figures before and behind one may stand in its sentence with it.
const BESIDE: usize = 8;

/// The date of the event that the article is about: the first that its lead states.
pub(super) fn of_article(scope: &Scope<'_>) -> Option<When> {
    let of_role = |role: DateRole| {
        scope
            .lead()
            .flat_map(|sentence| scope.dates(sentence, sentence.tokens.start))
            .filter(|&(found, _)| found == role)
            .filter_map(|(_, mention)| mention.when)
            .collect::<Vec<When>>()
    };
    let events = of_role(DateRole::Event);
    let day = events.iter().copied().find(|when| when.single_day().is_some());
    // The day of the first statement stands in where no other day is named.
    day.or_else(|| of_role(DateRole::Statement).into_iter().find(|when| when.single_day().is_some()))
        .or_else(|| events.first().copied())
}

/// The date of figure `nth`.
pub(super) fn of_figure(scope: &Scope<'_>, nth: usize, article: Option<When>) -> Option<When> {
    let site = scope.figures.get(nth)?;
    let sentence = scope.sentences.get(site.sentence)?;
    if sentence.is_caption {
        return None;
    }
    if site.is_cumulative {
        return cumulative(scope, nth, sentence);
    }
    match before_offset(scope, nth, sentence) {
        Offset::Inside(when) => return when,
        Offset::None | Offset::Outside => {}
    }
    if let Some(mention) = nearest(scope, nth, sentence, |role| role == DateRole::Event) {
        return mention.when;
    }
    for near in scope.around(site.sentence) {
        let is_later = near.tokens.start > sentence.tokens.start;
        if let Some(mention) = carried(scope, near, is_later) {
            return mention.when;
        }
    }
    article
}

/// Whether figure `nth` is of an event days before the article's own: "In March, 30 had died there".
pub(super) fn is_earlier(scope: &Scope<'_>, nth: usize, article: Option<When>) -> bool {
    let dated = article.is_some_and(|article| article.single_day().is_some());
    if !dated && is_of_other_time(scope, nth) {
        return true;
    }
    let Some(article) = article else { return false };
    let Some(site) = scope.figures.get(nth) else { return false };
    let Some(sentence) = scope.sentences.get(site.sentence) else { return false };
    let is_own = |when: When| when.end.last().saturating_add(SAME_EVENT.days()) >= article.start.first;
    let whens = || {
        scope
            .dates(sentence, site.tokens.start)
            .filter(|(role, _)| *role == DateRole::Event)
            .filter_map(|(_, mention)| mention.when)
    };
    if names_other_month(scope, nth, article) {
        return true;
    }
    // "On 10 March, five men abducted on 2 March were found dead" is of 10 March.
    !site.is_cumulative && whens().next().is_some() && !whens().any(is_own)
}

/// "In October, 11 had died there", in an article on a day of December: a month without a year or a day is no date,
/// but it is not the article's own.
fn names_other_month(scope: &Scope<'_>, nth: usize, article: When) -> bool {
    let site = scope.figures.get(nth);
    let (Some(day), Some(site)) = (article.single_day(), site) else { return false };
    let mention = scope
        .sentences
        .get(site.sentence)
        .and_then(|sentence| nearest(scope, nth, sentence, |role| role == DateRole::Event));
    let Some(mention) = mention.filter(|mention| mention.when.is_none()) else { return false };
    let bare = mention.tokens.clone().all(|at| scope.kind(at) != Some(TokenKind::Digits));
    let month = mention.tokens.clone().find_map(|at| scope.setting.numbers.month(scope.tokens, at));
    bare && month.is_some_and(|month| i16::from(month) != i16::from(day.first.month()))
}

/// "In March, 30 had died there", in an article that tells its own event without a month or a year: whether figure
/// `nth` stands below the paragraph of the first one and has such a date.
fn is_of_other_time(scope: &Scope<'_>, nth: usize) -> bool {
    let sentence_of = |nth: usize| scope.sentences.get(scope.figures.get(nth)?.sentence);
    let (Some(first), Some(sentence)) = (sentence_of(0), sentence_of(nth)) else { return false };
    let dated = |sentence: &Sentence| {
        let events =
            scope.dates(sentence, sentence.tokens.start).filter(|(role, _)| *role == DateRole::Event);
        let (mut any, mut all) = (false, true);
        for (_, mention) in events {
            let calendar = names_month_or_year(scope, mention);
            (any, all) = (any | calendar, all & calendar);
        }
        (any, all)
    };
    let below = sentence.paragraph > first.paragraph;
    below && !scope.lead().take_while(|lead| lead.paragraph <= first.paragraph).any(|lead| dated(lead).0) && {
        let (any, all) = dated(sentence);
        any && all && !scope.figures.get(nth).is_some_and(|site| site.is_cumulative)
    }
}

fn names_month_or_year(scope: &Scope<'_>, mention: &DateMention) -> bool {
    mention.tokens.clone().any(|at| {
        let digits = scope.kind(at) == Some(TokenKind::Digits) && scope.tokens.surface(at).len() == 4;
        digits || scope.setting.numbers.month(scope.tokens, at).is_some()
    })
}

/// The date that a sentence hands on to its neighbours.
fn carried<'s>(scope: &Scope<'s>, sentence: &Sentence, is_later: bool) -> Option<&'s DateMention> {
    let near = if is_later { sentence.tokens.start } else { sentence.tokens.end };
    let mut events =
        scope.dates(sentence, near).filter(|&(role, _)| role == DateRole::Event).map(|(_, mention)| mention);
    if is_later {
        let has_figure = scope.has_figure(sentence);
        return events.next().filter(|mention| !has_figure && is_day(mention));
    }
    events.last().filter(|mention| mention.when.is_none() || is_day(mention))
}

fn is_day(mention: &DateMention) -> bool {
    mention.when.is_some_and(|when| when.single_day().is_some() || when.start != when.end)
}

fn nearest<'s>(
    scope: &Scope<'s>,
    nth: usize,
    sentence: &Sentence,
    wanted: impl Fn(DateRole) -> bool,
) -> Option<&'s DateMention> {
    let near = scope.figures.get(nth)?.tokens.start;
    // "neuf tués et sept blessés": a number of people, and no September.
    let beside = || scope.figures.iter().skip(nth.saturating_sub(BESIDE)).take(2 * BESIDE + 1);
    let counts = |mention: &DateMention| {
        beside().any(|site| site.tokens.start < mention.tokens.end && mention.tokens.start < site.tokens.end)
    };
    let dates = scope.dates(sentence, near).filter(|&(role, _)| wanted(role)).map(|(_, mention)| mention);
    dates.filter(|mention| !counts(mention)).min_by_key(|mention| distance(scope, nth, &mention.tokens))
}

/// A total over a period takes the period, never the day of one event.
fn cumulative(scope: &Scope<'_>, nth: usize, sentence: &Sentence) -> Option<When> {
    let is_period = |mention: &&DateMention| mention.when.is_some_and(|when| when.single_day().is_none());
    let of_sentence = |sentence: &Sentence| {
        nearest(scope, nth, sentence, |role| role == DateRole::Since)
            .or_else(|| nearest(scope, nth, sentence, |role| role == DateRole::Event).filter(is_period))
    };
    let site = scope.figures.get(nth)?;
    if let Some(mention) = of_sentence(sentence) {
        return mention.when;
    }
    scope.around(site.sentence).find_map(of_sentence).and_then(|mention| mention.when)
}

/// Where a figure stands to "five days after the raid, …".
enum Offset {
    None,
    /// In the clause that it opens: so many days before the sentence's own date.
    Inside(Option<When>),
    Outside,
}

fn before_offset(scope: &Scope<'_>, nth: usize, sentence: &Sentence) -> Offset {
    let Some(site) = scope.figures.get(nth) else { return Offset::None };
    let clause = scope.dates(sentence, site.tokens.start).find_map(|(role, mention)| match role {
        DateRole::After(days) if mention.tokens.end <= site.tokens.start => Some((mention, days)),
        _ => None,
    });
    let Some((clause, days)) = clause else { return Offset::None };
    let main = scope
        .dates(sentence, site.tokens.start)
        .find(|(role, mention)| *role == DateRole::Event && mention.tokens.start >= clause.tokens.end)
        .map(|(_, mention)| mention);
    if !is_inside_clause(scope, nth, clause, main) {
        return Offset::Outside;
    }
    let day = main.and_then(|mention| mention.when?.single_day());
    Offset::Inside(days.zip(day).and_then(|(days, day)| day.plus_days(-days)).map(When::at))
}

/// The clause reaches to the last comma before the next figure or the sentence's own date.
pub(super) fn is_inside_clause(
    scope: &Scope<'_>,
    nth: usize,
    clause: &DateMention,
    main: Option<&DateMention>,
) -> bool {
    let Some(site) = scope.figures.get(nth) else { return false };
    let opens = clause.tokens.start <= scope.sentences.get(site.sentence).map_or(0, |found| found.body + 2);
    if !opens {
        // "They came days after the army killed several leaders."
        return true;
    }
    let is_comma = |at: usize| scope.kind(at) == Some(TokenKind::Punctuation(','));
    let next = scope.figures.get(nth + 1).map(|next| next.tokens.start);
    let limit = match (main, next) {
        (Some(main), Some(next)) => main.tokens.start.min(next),
        (Some(main), None) => main.tokens.start,
        (None, Some(next)) => next,
        (None, None) => site.tokens.end,
    };
    let comma_behind = (site.tokens.end..limit).any(is_comma);
    main.is_some_and(|main| main.tokens.start >= site.tokens.end) && comma_behind
}

/// The tokens of the clause "five days after …" that figure `nth` stands outside of, or inside.
pub(super) fn offset_clause(scope: &Scope<'_>, nth: usize) -> Option<(usize, bool)> {
    let site = scope.figures.get(nth)?;
    let sentence = scope.sentences.get(site.sentence)?;
    let (_, clause) = scope.dates(sentence, site.tokens.start).find(|(role, mention)| {
        matches!(role, DateRole::After(_)) && mention.tokens.end <= site.tokens.start
    })?;
    let inside = matches!(before_offset(scope, nth, sentence), Offset::Inside(_));
    Some((clause.tokens.end, inside))
}
