//! A casualty figure on one line: `≥15 soldiers killed · by Katiba Macina · said by the army`.
//!
//! The number keeps the wording's doubt: `15`, `≥15`, `>15`, `≤90`, `<90`, `~15`, `nearly 80`,
//! `1,500–2,000`, `≥12 (dozens)`. What the text does not say is left out, never filled in.

use crate::extract::{Attribution, Bounds, Figure, Outcome, Qualifier, Severity, Stance, VictimCategory};
use crate::vocabulary::Vocabulary;

/// `figure` in one line; `others` are the figures of the same article.
pub(super) fn line(figure: &Figure, others: &[Figure], vocabulary: &Vocabulary) -> String {
    let mut parts = vec![what(figure)];
    if !figure.affiliation.is_empty() {
        parts.push(listed(&figure.affiliation, vocabulary));
    }
    if !figure.perpetrator.is_empty() {
        parts.push(format!("by {}", listed(&figure.perpetrator, vocabulary)));
    }
    parts.extend(where_and_when(figure));
    parts.extend(who_says(figure, vocabulary));
    parts.extend(part_of(figure, others));
    if figure.is_provisional {
        parts.push("provisional".to_owned());
    }
    if figure.is_cumulative {
        parts.push("cumulative".to_owned());
    }
    parts.join(" · ")
}

/// Number, victims and outcome: `≥15 soldiers killed`.
pub(super) fn what(figure: &Figure) -> String {
    let victims = victims(figure);
    let outcome = outcome(figure);
    if figure.negated {
        return match victims {
            Some(victims) => format!("no {victims} {outcome}"),
            None if figure.outcome == Outcome::Casualties => "no one hurt".to_owned(),
            None => format!("no one {outcome}"),
        };
    }
    let number = number(figure).unwrap_or_else(|| "number not given:".to_owned());
    let text = match victims {
        Some(victims) if figure.outcome == Outcome::Casualties => {
            format!("{number} casualties among {victims}")
        }
        Some(victims) => format!("{number} {victims} {outcome}"),
        None => format!("{number} {outcome}"),
    };
    match figure.victim_category {
        VictimCategory::Unspecified => text,
        category if figure.victim_text.is_none() => format!("{text} ({})", category.as_str()),
        _ => text,
    }
}

/// The victims as written, without the outcome's own words ("casualties", the dead of "dead soldiers"):
/// the outcome is said behind them.
fn victims(figure: &Figure) -> Option<String> {
    let is_outcome = |word: &&str| figure.triggers.iter().any(|trigger| trigger.text == *word);
    let text = figure.victim_text.as_deref().filter(|text| !is_outcome(text))?;
    let words: Vec<&str> = text.split_whitespace().filter(|word| !is_outcome(word)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn outcome(figure: &Figure) -> String {
    let word = figure.outcome.as_str();
    match figure.severity {
        Some(Severity::Serious) => format!("seriously {word}"),
        Some(Severity::Light) => format!("lightly {word}"),
        None => word.to_owned(),
    }
}

/// The number with its bounds; `None` where the text gives none.
pub(super) fn number(figure: &Figure) -> Option<String> {
    let Bounds { low, best, high } = figure.bounds;
    let stated = best.or(low).or(high).map(grouped)?;
    Some(match figure.qualifier {
        Qualifier::Exact => stated,
        Qualifier::AtLeast => format!("≥{stated}"),
        Qualifier::MoreThan => format!(">{stated}"),
        Qualifier::AtMost => format!("≤{stated}"),
        Qualifier::LessThan => format!("<{stated}"),
        Qualifier::Approx if high.is_some() => format!("nearly {stated}"),
        Qualifier::Approx => format!("~{stated}"),
        Qualifier::Range => match (low, high) {
            (Some(low), Some(high)) => format!("{}–{}", grouped(low), grouped(high)),
            _ => stated,
        },
        Qualifier::Vague => match &figure.number_text {
            Some(words) => format!("≥{stated} ({words})"),
            None => format!("≥{stated}"),
        },
    })
}

/// Bounds without a wording, as sums have them.
pub(super) fn bounds(bounds: &Bounds) -> Option<String> {
    Some(match (bounds.low, bounds.best, bounds.high) {
        (None, None, None) => return None,
        (Some(low), Some(best), Some(high)) if low == best && best == high => grouped(best),
        (Some(low), _, Some(high)) => format!("{}–{}", grouped(low), grouped(high)),
        (Some(low), _, None) => format!("≥{}", grouped(low)),
        (None, _, Some(high)) => format!("≤{}", grouped(high)),
        (None, Some(best), None) => format!("~{}", grouped(best)),
    })
}

/// `1500000` as `1,500,000`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn where_and_when(figure: &Figure) -> Option<String> {
    let place = figure.place.as_ref().and_then(|path| path.last());
    match (place, &figure.event_date) {
        (Some(place), Some(date)) => Some(format!("{place}, {date}")),
        (Some(one), None) | (None, Some(one)) => Some(one.clone()),
        (None, None) => None,
    }
}

fn who_says(figure: &Figure, vocabulary: &Vocabulary) -> Option<String> {
    let verb = match figure.stance {
        Stance::Stated => "said",
        Stance::Claimed => "claimed",
        Stance::Admitted => "admitted",
        Stance::Reported => "reported",
        Stance::Denied => "denied",
        Stance::Disputed => "disputed",
        Stance::Feared => "feared",
    };
    let Some(Attribution { quote, id, via }) = &figure.attribution else {
        return (figure.stance != Stance::Stated).then(|| verb.to_owned());
    };
    let mut text = format!("{verb} by {}", speaker(&quote.text));
    if let Some(name) = id.as_ref().map(|id| name(id, vocabulary)).filter(|name| *name != quote.text) {
        text.push_str(&format!(" ({name})"));
    }
    if let Some(via) = via {
        text.push_str(&format!(", via {}", name(via, vocabulary)));
    }
    Some(text)
}

/// A name or a description as it is; a bare word ("militaire", "officials") between quotation marks.
fn speaker(text: &str) -> String {
    let is_bare = !text.contains(char::is_whitespace) && !text.contains(char::is_uppercase);
    if is_bare { format!("“{text}”") } else { text.to_owned() }
}

fn part_of(figure: &Figure, others: &[Figure]) -> Option<String> {
    let parent = figure.is_subset_of.as_ref()?;
    Some(match others.iter().find(|other| other.id == *parent) {
        Some(parent) => format!("part of the {}", what(parent)),
        None => format!("part of {parent}"),
    })
}

fn listed(ids: &[String], vocabulary: &Vocabulary) -> String {
    ids.iter().map(|id| name(id, vocabulary)).collect::<Vec<_>>().join(", ")
}

/// The name of an actor; an id that the lexicon does not know speaks for itself.
fn name<'n>(id: &'n str, vocabulary: &'n Vocabulary) -> &'n str {
    vocabulary.actors().by_id(id).map_or(id, |actor| actor.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Quote, Side};

    fn quote(text: &str) -> Quote {
        Quote { start: 0, end: 0, byte_start: 0, byte_end: 0, text: text.to_owned() }
    }

    fn figure(qualifier: Qualifier, low: Option<u64>, best: Option<u64>, high: Option<u64>) -> Figure {
        Figure {
            id: "f1".to_owned(),
            quote: quote("soldiers"),
            num_start: None,
            num_end: None,
            number_text: None,
            bounds: Bounds { low, best, high },
            qualifier,
            outcome: Outcome::Killed,
            severity: None,
            victim_text: Some("soldiers".to_owned()),
            victim_category: VictimCategory::Military,
            side: Side::State,
            affiliation: Vec::new(),
            perpetrator: Vec::new(),
            attribution: None,
            stance: Stance::Stated,
            is_provisional: false,
            is_cumulative: false,
            is_background: false,
            is_additional: false,
            is_subset_of: None,
            negated: false,
            event_date: None,
            place: None,
            triggers: Vec::new(),
            rule: String::new(),
        }
    }

    #[test]
    fn each_wording_keeps_its_doubt() {
        let n = Some(1500);
        for (qualifier, low, best, high, wanted) in [
            (Qualifier::Exact, n, n, n, "1,500"),
            (Qualifier::AtLeast, n, n, None, "≥1,500"),
            (Qualifier::MoreThan, n, n, None, ">1,500"),
            (Qualifier::AtMost, None, n, n, "≤1,500"),
            (Qualifier::LessThan, None, n, n, "<1,500"),
            (Qualifier::Approx, None, n, None, "~1,500"),
            (Qualifier::Approx, None, n, n, "nearly 1,500"),
            (Qualifier::Range, n, None, Some(2000), "1,500–2,000"),
        ] {
            let figure = figure(qualifier, low, best, high);
            assert_eq!(what(&figure), format!("{wanted} soldiers killed"));
        }
        let mut dozens = figure(Qualifier::Vague, Some(12), None, None);
        dozens.number_text = Some("dozens".to_owned());
        assert_eq!(what(&dozens), "≥12 (dozens) soldiers killed");
        assert_eq!(what(&figure(Qualifier::Vague, None, None, None)), "number not given: soldiers killed");
    }

    #[test]
    fn an_outcome_is_said_once() {
        let mut six = figure(Qualifier::Exact, Some(6), Some(6), Some(6));
        six.victim_text = Some("dead soldiers".to_owned());
        six.triggers = vec![quote("dead")];
        assert_eq!(what(&six), "6 soldiers killed");
    }

    #[test]
    fn a_zero_is_said_in_words() {
        let mut zero = figure(Qualifier::Exact, Some(0), Some(0), Some(0));
        zero.negated = true;
        assert_eq!(what(&zero), "no soldiers killed");
        zero.outcome = Outcome::Casualties;
        zero.victim_text = Some("casualties".to_owned());
        zero.triggers = vec![quote("casualties")];
        assert_eq!(what(&zero), "no one hurt");
    }

    #[test]
    fn the_line_says_whose_by_whom_where_and_who_says_so() {
        let vocabulary = Vocabulary::built_in();
        let mut six = figure(Qualifier::Exact, Some(6), Some(6), Some(6));
        six.affiliation = vec!["fama".to_owned()];
        six.perpetrator = vec!["katiba-macina".to_owned()];
        six.place = Some(vec!["Mali".to_owned(), "Kati".to_owned()]);
        six.event_date = Some("2022-07-22".to_owned());
        six.stance = Stance::Claimed;
        six.attribution = Some(Attribution {
            quote: quote("the army"),
            id: Some("fama".to_owned()),
            via: Some("afp".to_owned()),
        });
        six.is_provisional = true;
        assert_eq!(
            line(&six, &[], &vocabulary),
            "6 soldiers killed · Malian Armed Forces · by Katiba Macina · Kati, 2022-07-22 · \
             claimed by the army (Malian Armed Forces), via Agence France-Presse · provisional"
        );
    }

    #[test]
    fn a_part_names_its_whole() {
        let mut whole = figure(Qualifier::Exact, Some(25), Some(25), Some(25));
        whole.outcome = Outcome::Injured;
        let mut part = figure(Qualifier::Exact, Some(5), Some(5), Some(5));
        part.id = "f2".to_owned();
        part.outcome = Outcome::Injured;
        part.severity = Some(Severity::Serious);
        part.victim_text = None;
        part.is_subset_of = Some("f1".to_owned());
        assert_eq!(
            line(&part, &[whole], &Vocabulary::built_in()),
            "5 seriously injured (military) · part of the 25 soldiers injured"
        );
    }
}
