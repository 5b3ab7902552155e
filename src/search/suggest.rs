//! What may help where a question finds nothing. Never asked for by itself: the answer stays empty.

use std::collections::BTreeSet;

use super::plan::{Leaf, What};
use super::spans::{Part, Spans};
use super::{Library, Question, SearchError};
use crate::index::IndexError;
use crate::text::fold;

/// Suggestions at most.
const MOST: usize = 5;

impl Library<'_> {
    /// Why a question finds nothing: the words that no article has, and what does occur that is
    /// spelled almost like them; one sentence each.
    ///
    /// # Errors
    /// A query that cannot be read, or an index that cannot.
    pub fn suggestions(&self, question: &Question) -> Result<Vec<String>, SearchError> {
        let (plan, answers) = self.ask_all(question)?;
        let mut sentences = BTreeSet::new();
        for leaf in plan.leaves.iter().filter(|leaf| !leaf.is_negated && !leaf.is_optional) {
            let Some(what) = plan.what(leaf) else { continue };
            if answers
                .iter()
                .any(|answer| answer.found.get(leaf.ask).is_some_and(|found| found.article_count > 0))
            {
                continue;
            }
            sentences.insert(match self.similar(leaf, what)? {
                similar if !similar.is_empty() && matches!(what, What::ArticleTag { .. }) => {
                    format!("no article has {}; there are {}", named(leaf, what), similar.join(", "))
                }
                similar if similar.is_empty() => format!("no article has {}", named(leaf, what)),
                similar => format!("no article has {}; {} does occur", named(leaf, what), similar.join(", ")),
            });
        }
        if sentences.is_empty() && plan.leaves.len() > 1 {
            sentences
                .insert("each part of the query occurs, but no article has all of them: try OR".to_owned());
        }
        Ok(sentences.into_iter().take(MOST).collect())
    }

    /// Words of the index one letter away from a word of the query.
    fn similar(&self, leaf: &Leaf, what: &What) -> Result<Vec<String>, IndexError> {
        if let What::ArticleTag { column, .. } = what {
            let mut known = BTreeSet::new();
            for segment in &self.segments {
                known.extend(segment.column(column)?.values().iter().cloned());
            }
            return Ok(known.into_iter().take(MOST).collect());
        }
        let What::Text(text) = what else { return Ok(Vec::new()) };
        let Spans::Phrase(parts) = &text.spans else { return Ok(Vec::new()) };
        let [Part::Stem(stem)] = parts.as_slice() else { return Ok(Vec::new()) };
        let written = fold(&leaf.written);
        let mut similar = BTreeSet::new();
        let Some(first) = written.chars().next().filter(|_| stem.chars().count() > 3) else {
            return Ok(Vec::new());
        };
        let start = first.to_string();
        for segment in &self.segments {
            let terms = segment.terms_from(segment.fields.words, &start, |term| term.starts_with(first))?;
            similar.extend(
                terms.into_iter().filter(|term| is_one_away(term, &written) || is_one_away(term, stem)),
            );
        }
        Ok(similar.into_iter().take(MOST).collect())
    }
}

fn named(leaf: &Leaf, what: &What) -> String {
    match what {
        What::Published(_) => "a day of publication in this range".to_owned(),
        What::ArticleTag { column: "language", .. } => format!("the language {}", leaf.written),
        What::ArticleTag { .. } => format!("the outlet {}", leaf.written),
        What::Tag { column, .. } => format!("the {column} {}", leaf.written),
        What::Figure(_) => format!("a figure that satisfies all conditions on {}", leaf.written),
        _ => format!("\"{}\"", leaf.written),
    }
}

/// Whether one letter more, less, other, or two swapped, make one word of the other.
fn is_one_away(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    match (one, other) {
        ([], [_]) | ([_], []) => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others => a != b,
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([_, rest @ ..], others) if rest == others => true,
        (rest, [_, others @ ..]) => rest == others,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_more_less_other_or_swapped_is_one_away() {
        for (one, other) in
            [("soldat", "soldats"), ("sokolo", "sokola"), ("kaloumba", "kalumba"), ("mail", "mali")]
        {
            assert!(is_one_away(one, other) && is_one_away(other, one), "{one} {other}");
        }
        assert!(!is_one_away("niono", "niono"));
        assert!(!is_one_away("kati", "katiba"));
    }
}
