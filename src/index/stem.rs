//! The form of a word that its inflections share, in English and French alike.

use frostem::{Algorithm, Stemmer};

/// Cuts endings: `attacks`, `attacked` and `attaques` each become one form with their kin.
#[derive(Clone)]
pub(crate) struct Stems {
    english: Stemmer,
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Default for Stems {
    fn default() -> Self {
        Self { english: Stemmer::new(Algorithm::English) }
    }
}

impl Stems {
    /// The stem of a folded word. Words with digits, in other scripts, or of three letters stay.
    pub(crate) fn stem(&self, folded: &str) -> String {
        if folded.len() < 4 || !folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return folded.to_owned();
        }
        let word = french_singular(folded).or_else(|| american(folded));
        self.english.stem(word.as_deref().unwrap_or(folded)).into_owned()
    }
}

/// `hopitaux`, `blessees`: forms that no English rule takes back.
fn french_singular(word: &str) -> Option<String> {
    if let Some(root) = word.strip_suffix("ees").or_else(|| word.strip_suffix("ee")) {
        return (root.len() > 2).then(|| format!("{root}e"));
    }
    let root = word.strip_suffix("aux").filter(|root| root.len() > 2 && !root.ends_with('e'))?;
    Some(format!("{root}al"))
}

/// British endings and their American spelling. French words fall under them too, all alike.
const ENDINGS: [(&str, &str); 16] = [
    ("isations", "izations"),
    ("isation", "ization"),
    ("isers", "izers"),
    ("iser", "izer"),
    ("ising", "izing"),
    ("ises", "izes"),
    ("ised", "ized"),
    ("ise", "ize"),
    ("ysing", "yzing"),
    ("ysed", "yzed"),
    ("yse", "yze"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ours", "ors"),
    ("our", "or"),
    ("centre", "center"),
];

/// British and American spellings meet: `neutralised`, `paralysed`, `armoured`.
fn american(word: &str) -> Option<String> {
    let (british, american) = ENDINGS.iter().find(|(british, _)| word.ends_with(british))?;
    let root = word.strip_suffix(british)?;
    (root.len() > 2 || *british == "centre").then(|| format!("{root}{american}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_and_spellings_meet() {
        let stems = Stems::default();
        for kin in [
            &["neutralised", "neutralized", "neutralise", "neutralizing", "neutralisation"][..],
            &["attack", "attacks", "attacked", "attacking"],
            &["attaque", "attaques"],
            &["soldat", "soldats"],
            &["hopital", "hopitaux"],
            &["blesse", "blesses", "blessee"],
            &["armour", "armor", "armoured"],
            &["centre", "center"],
            &["paralysed", "paralyzed"],
        ] {
            let found: Vec<String> = kin.iter().map(|word| stems.stem(word)).collect();
            assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{kin:?} {found:?}");
        }
    }

    #[test]
    fn names_and_short_words_stay_apart() {
        let stems = Stems::default();
        assert_ne!(stems.stem("kati"), stems.stem("katiba"));
        assert_ne!(stems.stem("mali"), stems.stem("malian"));
        assert_eq!(stems.stem("m23"), "m23");
        assert_eq!(stems.stem("باماكو"), "باماكو");
    }
}
