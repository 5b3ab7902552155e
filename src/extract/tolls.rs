//! The figures of an article added by outcome, each person counted once.

use std::collections::BTreeMap;

use super::{Bounds, Figure, Outcome, Side, Stance, Toll, VictimCategory};

/// Adds what may be added: no part with its whole, no repeat, no total over a period, nothing denied
/// or superseded.
pub(super) fn add(figures: &[Figure]) -> BTreeMap<Outcome, Toll> {
    let mut tolls: BTreeMap<Outcome, Toll> = BTreeMap::new();
    for &outcome in Outcome::ALL {
        let counted = counted(figures, outcome);
        let Some(bounds) = sum(&counted) else { continue };
        let figures = counted.iter().map(|figure| figure.id.clone()).collect();
        tolls.insert(outcome, Toll { bounds, figures });
    }
    tolls
}

/// How many figures before and after one are compared with it: an article's worth, and a bound on the
/// work for endless texts.
const NEAR: usize = 60;

/// The figures of `outcome` that count people whom no other figure counts.
fn counted(figures: &[Figure], outcome: Outcome) -> Vec<&Figure> {
    let mut counted: Vec<&Figure> = Vec::new();
    for (at, figure) in figures.iter().enumerate().filter(|(_, figure)| figure.outcome == outcome) {
        let near = figures.get(at.saturating_sub(NEAR)..(at + NEAR).min(figures.len())).unwrap_or_default();
        let last = counted.get(counted.len().saturating_sub(NEAR)..).unwrap_or_default();
        let said = |earlier: &&Figure| repeats(figure, earlier) || rivals(figure, earlier);
        let settled = settles(figure, last);
        // "six killed, losing two of its own; six killed in all": the sum is no repeat.
        let again = last.iter().any(said) && !(figure.rule == "total" && settled.is_some());
        if !stands(figure, near) || again || says_less(figure, last) {
            continue;
        }
        if let Some(rest) = settled {
            counted.truncate(counted.len() - rest);
        }
        let last = counted.get(counted.len().saturating_sub(NEAR)..).unwrap_or_default();
        let broken_down = is_broken_down(figure, last, near);
        if let Some(parts) = breakdown(figure, last) {
            counted.retain(|earlier| !parts.contains(&earlier.id));
        } else if broken_down {
            continue;
        }
        counted.push(figure);
    }
    // "no casualties" says nothing beside people who were harmed.
    if counted.iter().any(|figure| !figure.negated) {
        counted.retain(|figure| !figure.negated);
    }
    counted
}

/// Whether the figure may be added at all.
fn stands(figure: &Figure, all: &[Figure]) -> bool {
    let whole = figure.is_subset_of.as_ref().and_then(|id| all.iter().find(|other| &other.id == id));
    let part = whole.is_some_and(|whole| whole.outcome == figure.outcome);
    let superseded = all.iter().any(|later| supersedes(later, figure));
    let rival = matches!(figure.rule.as_str(), "rival-figures" | "superseded") && !figure.is_additional;
    !part
        && !rival
        && !figure.is_cumulative
        && !figure.is_background
        && figure.stance != Stance::Denied
        && !superseded
}

/// "the toll rose from 12 to 17": the second number takes the place of the first.
fn supersedes(later: &Figure, figure: &Figure) -> bool {
    later.rule == "revision"
        && !later.is_additional
        && later.outcome == figure.outcome
        && later.id != figure.id
        && later.triggers == figure.triggers
}

/// Whether `figure` states again what `earlier` stated: the headline, the lead, a quotation.
fn repeats(figure: &Figure, earlier: &Figure) -> bool {
    let apart = figure.quote.byte_start.saturating_sub(earlier.quote.byte_end);
    let same_list = figure.triggers == earlier.triggers && apart < 200 && !figure.triggers.is_empty();
    if same_list {
        return false;
    }
    let definite = figure.num_start.is_none();
    let same_number = figure.bounds.best.or(figure.bounds.low) == earlier.bounds.best.or(earlier.bounds.low);
    let one = figure.bounds.best == Some(1);
    let same_noun =
        figure.victim_text.as_deref().map(head_word) == earlier.victim_text.as_deref().map(head_word);
    if definite && figure.rule == "pronoun" {
        // "A man was shot dead. He succumbed to his wounds on the spot."
        return one && earlier.bounds.best == Some(1);
    }
    if figure.rule == "pronoun-again" {
        return true;
    }
    if figure.is_additional && apart < NEXT_TO {
        return false;
    }
    if one && !definite {
        // One farmer here and one farmer there may be two.
        return false;
    }
    // Who are soldiers in the headline may be members of the security forces below it.
    let many = figure.bounds.best >= Some(MANY);
    let alike = compatible(figure, earlier) || many && on_one_side(figure, earlier);
    alike && same_number && (!definite || same_noun)
}

/// How many bytes behind others "27 others" are other people; further down they are told of again.
const NEXT_TO: usize = 300;

/// A number that two groups of victims of one article hardly share by chance.
const MANY: u64 = 7;

fn on_one_side(a: &Figure, b: &Figure) -> bool {
    compatible(a, b) || a.side == b.side && a.side == Side::State
}

/// Whether the figure is the balance of all who were harmed, and so takes the place of those before it or
/// says less than they do.
fn is_balance(figure: &Figure) -> bool {
    is_of_balance(figure) && is_of_all(figure) && !figure.is_additional
}

fn is_of_balance(figure: &Figure) -> bool {
    matches!(figure.rule.as_str(), "toll" | "total" | "revision")
}

/// Whether the figure counts people of any kind. A number without a noun ("the toll to nine") is said of those named
/// last, and means all.
fn is_of_all(figure: &Figure) -> bool {
    figure.victim_category == VictimCategory::Unspecified || figure.victim_text.is_none()
}

/// Whether another speaker gives another number for what `earlier` counted: the first one stands.
fn rivals(figure: &Figure, earlier: &Figure) -> bool {
    let who =
        |figure: &Figure| figure.attribution.as_ref().map(|said| (said.id.clone(), said.quote.text.clone()));
    let bare = figure.victim_text.is_none() || figure.rule == "count-noun" && !figure.is_additional;
    let same_noun =
        figure.victim_text.as_deref().map(head_word) == earlier.victim_text.as_deref().map(head_word);
    let same_event = figure.place == earlier.place && figure.event_date == earlier.event_date;
    let anew = figure.triggers != earlier.triggers && !figure.negated && !earlier.negated;
    let many = figure.bounds.best.or(figure.bounds.low) > Some(1);
    figure.attribution.is_some()
        && who(figure) != who(earlier)
        && (bare || same_noun)
        && same_event
        && anew
        && many
        && compatible(figure, earlier)
}

/// How many of the last figures `figure` makes exact: "several were killed … fatalities coded as 3", "the toll
/// has risen to 32".
fn settles(figure: &Figure, earlier: &[&Figure]) -> Option<usize> {
    let is_of_all =
        figure.victim_category == VictimCategory::Unspecified || is_of_balance(figure) && is_of_all(figure);
    let total = figure.bounds.best.filter(|_| is_of_all)?;
    let vague = earlier.iter().any(|figure| figure.bounds.best.is_none());
    let apart = earlier.iter().all(|earlier| earlier.triggers != figure.triggers);
    let all = figure.rule == "total" || figure.rule == "revision";
    let settled = all || (vague || is_balance(figure)) && sum_of(earlier) <= total;
    (apart && settled && !figure.is_additional).then_some(earlier.len())
}

/// "the police put the number of dead at 19", where 32 are counted already.
fn says_less(figure: &Figure, earlier: &[&Figure]) -> bool {
    let total = figure.bounds.best.filter(|_| figure.rule == "toll" && is_balance(figure));
    let apart = earlier.iter().all(|earlier| earlier.triggers != figure.triggers);
    apart && total.is_some_and(|total| sum_of(earlier) > total)
}

fn sum_of(figures: &[&Figure]) -> u64 {
    let low = |figure: &&Figure| figure.bounds.best.or(figure.bounds.low);
    figures.iter().filter_map(low).fold(0, u64::saturating_add)
}

fn compatible(a: &Figure, b: &Figure) -> bool {
    a.victim_category == b.victim_category
        || a.victim_category == VictimCategory::Unspecified
        || b.victim_category == VictimCategory::Unspecified
}

fn head_word(noun: &str) -> String {
    crate::text::fold(noun.rsplit(' ').next().unwrap_or(noun))
}

/// The ids of the figures that `figure` sums up, where it is given after them.
fn breakdown(figure: &Figure, earlier: &[&Figure]) -> Option<Vec<String>> {
    let total = figure.bounds.best?;
    if figure.victim_category != VictimCategory::Unspecified || earlier.len() < 2 {
        return None;
    }
    let sum: u64 = earlier.iter().filter_map(|figure| figure.bounds.best).fold(0, u64::saturating_add);
    (sum == total).then(|| earlier.iter().map(|figure| figure.id.clone()).collect())
}

/// Whether a total that stands already is broken down by `figure` and those that follow it.
fn is_broken_down(figure: &Figure, earlier: &[&Figure], all: &[Figure]) -> bool {
    earlier.iter().any(|whole| {
        let Some(total) = whole.bounds.best.filter(|&total| total > 1) else { return false };
        let parts = all.iter().filter(|part| {
            part.outcome == figure.outcome
                && part.quote.byte_start > whole.quote.byte_start
                && part.is_subset_of.is_none()
                && !part.is_cumulative
                && !part.is_background
                && part.bounds.best < Some(total)
                && (on_one_side(whole, part) || whole.victim_category == VictimCategory::Mixed)
        });
        let mut sum = 0_u64;
        let mut members = Vec::new();
        for part in parts {
            sum = sum.saturating_add(part.bounds.best.unwrap_or_default());
            members.push(part.id.as_str());
            if sum >= total {
                break;
            }
        }
        sum == total && members.len() > 1 && members.contains(&figure.id.as_str())
    })
}

fn sum(figures: &[&Figure]) -> Option<Bounds> {
    if figures.is_empty() {
        return None;
    }
    // A bound that one figure leaves open is open for the sum.
    let add = |bound: fn(&Bounds) -> Option<u64>| {
        figures.iter().try_fold(0_u64, |sum, figure| Some(sum.saturating_add(bound(&figure.bounds)?)))
    };
    let low = |bounds: &Bounds| bounds.low.or(bounds.best);
    let best = |bounds: &Bounds| bounds.best.or(bounds.low);
    let open = figures.iter().all(|figure| figure.bounds.best.is_none());
    let unbounded = figures.iter().all(|figure| figure.bounds.low.is_none());
    Some(Bounds {
        low: if unbounded { None } else { add(low) },
        best: if open { None } else { add(best) },
        high: add(|bounds| bounds.high),
    })
}
