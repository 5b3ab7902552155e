//! In which language an article is written, where it does not say.

use std::sync::OnceLock;

use whatlang::{Detector, Lang};

/// Bytes of text that are enough to tell.
const SAMPLE: usize = 400;
/// Bytes that are read where those are not.
const MORE: usize = 4000;
/// Sureness, in percent, below which an answer is a guess: the words for what befell people, which are
/// counted when figures are looked for, know better then.
const GUESS: u8 = 60;
/// Below this many letters, only a reliable answer counts.
const SHORT: usize = 40;

/// Languages of conflict reporting; others would be taken for neighbours of these.
const KNOWN: [(Lang, &str); 12] = [
    (Lang::Ara, "ar"),
    (Lang::Cmn, "zh"),
    (Lang::Deu, "de"),
    (Lang::Eng, "en"),
    (Lang::Fra, "fr"),
    (Lang::Heb, "he"),
    (Lang::Por, "pt"),
    (Lang::Rus, "ru"),
    (Lang::Spa, "es"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Urd, "ur"),
];

/// A language and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Detected {
    pub(super) code: String,
    /// In percent.
    pub(super) confidence: u8,
}

/// The language in which `text` is written; `None` where it is too short to say.
pub(super) fn detect(text: &str) -> Option<Detected> {
    static DETECTOR: OnceLock<Detector> = OnceLock::new();
    let detector = DETECTOR
        .get_or_init(|| Detector::with_allowlist(KNOWN.iter().map(|&(language, _)| language).collect()));
    let sample = head(text, SAMPLE);
    let mut found = detector.detect(sample)?;
    if !found.is_reliable() && text.len() > SAMPLE {
        found = detector.detect(head(text, MORE))?;
    }
    if !found.is_reliable() && sample.chars().filter(|c| c.is_alphabetic()).take(SHORT).count() < SHORT {
        return None;
    }
    let confidence = percent(found.confidence());
    let &(_, code) = KNOWN.iter().find(|&&(language, _)| language == found.lang())?;
    (confidence >= GUESS).then(|| Detected { code: code.to_owned(), confidence })
}

/// The first bytes of `text`.
fn head(text: &str, bytes: usize) -> &str {
    text.split_at(text.floor_char_boundary(bytes)).0
}

fn percent(share: f64) -> u8 {
    // Steps of a whole percent: the share has no more to tell.
    (0..=100).rev().find(|&percent| f64::from(percent) <= share * 100.0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart_and_short_texts_left_open() {
        let detected = |text| detect(text).map(|found| found.code);
        let english = "The army said that ten of its soldiers were killed near the border on Friday.";
        let french = "L’armée affirme que dix de ses soldats ont été tués près de la frontière vendredi.";
        let spanish = "El ejército dijo que diez de sus soldados murieron cerca de la frontera el viernes.";
        assert_eq!(detected(english).as_deref(), Some("en"));
        assert_eq!(detected(french).as_deref(), Some("fr"));
        assert_eq!(detected(spanish).as_deref(), Some("es"));
        assert_eq!(detected("أعلن الجيش مقتل عشرة من جنوده قرب الحدود يوم الجمعة").as_deref(), Some("ar"));
        assert_eq!(detected("Kati 2022"), None);
        // Names and numbers tell no language: a guess would hide what befell people.
        assert_ne!(
            detected("On 2 August 2022, JNIM militants stopped a convoy. 9 traders killed, 4 missing.")
                .as_deref(),
            Some("fr")
        );
        assert_eq!(detected(""), None);
    }
}
