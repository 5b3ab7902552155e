//! Cues: the small words that tell a reader how the parts of a sentence hang together.

macro_rules! cues {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// A grammatical or textual cue; its name in the data files is [`Cue::as_str`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Cue { $($(#[$doc])* $name),+ }

        impl Cue {
            /// Every cue.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The key in the data files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }

            /// The cue of a key.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|cue| cue.as_str() == text)
            }

            /// The cue as one bit.
            #[must_use]
            pub const fn bit(self) -> u128 {
                1 << (self as u64)
            }
        }
    };
}

cues! {
    /// Forms of "to be" and what works like it in a passive: were, got, été.
    Be = "be",
    /// Forms of "to have".
    Have = "have",
    /// May, could, would: what follows did not, or not surely, happen.
    Modal = "modal",
    /// "to", "pour", "afin de": what follows is an aim.
    Aim = "aim",
    /// "managed to", "permis de": what follows did happen.
    Achieved = "achieved",
    /// "and", "as well as", "et"
    And = "and",
    /// "or", "ou"
    Or = "or",
    /// "of", "de"
    Of = "of",
    /// "by", "par"
    By = "by",
    /// "carried out by", "perpetrated by": who did a deed that a later sentence calls "it".
    Deed = "deed",
    /// Any other preposition.
    Preposition = "preposition",
    /// "the", "les"
    Definite = "definite",
    /// "its", "leurs"
    Possessive = "possessive",
    /// "a", "une": one, where it counts a victim.
    Article = "article",
    /// "des": no quantity, but a noun follows.
    Partitive = "partitive",
    /// "which", "who", "qui"
    Relative = "relative",
    /// "including", "dont": a part of what was counted before.
    Subset = "subset",
    /// "of whom", "d'entre eux": after a number, a part of what was counted before.
    OfThem = "of_them",
    /// "others", "autres"
    Others = "others",
    /// "another", "un autre"
    Another = "another",
    /// "not", "pas"
    Not = "not",
    /// "no", "aucun"
    No = "no",
    /// "without", "sans"
    Without = "without",
    /// "nobody", "personne"
    Nobody = "nobody",
    /// "neither", "ni"
    Neither = "neither",
    /// "any": only after a negation.
    Any = "any",
    /// "while", "when", "but": a new clause begins.
    Clause = "clause",
    /// "reportedly", "also", "later": may stand anywhere.
    Adverb = "adverb",
    /// "left", "fait": brings about what follows.
    Cause = "cause",
    /// "lost", "perdu": suffers what follows.
    Loss = "loss",
    /// "among", "chez": the group that a bare count belongs to.
    Among = "among",
    /// "them", "les": victims named before.
    Pronoun = "pronoun",
    /// "in all", "au total": sums what was counted before.
    Total = "total",
    /// "provisional", "provisoire"
    Provisional = "provisional",
    /// "so far this year", "in recent years": a total over a period.
    Cumulative = "cumulative",
    /// "since", "depuis": cumulative when a year or an era follows.
    Since = "since",
    /// "over", "in", "en": cumulative before a number of months or years.
    Within = "within",
    /// "years", "mois": long enough for a cumulative total.
    Era = "era",
    /// "reportedly", "aurait"
    Reported = "reported",
    /// "feared", "craint"
    Feared = "feared",
    /// "denies", "dément"
    Denial = "denial",
    /// "claims", "revendique"
    Claim = "claim",
    /// "admits", "reconnaît"
    Admission = "admission",
    /// "said", "annoncé": the subject is a speaker.
    Speech = "speech",
    /// "according to", "selon": a speaker follows.
    According = "according",
    /// "citing", "quoted by": a medium passes the statement on.
    Citing = "citing",
    /// "statement", "communiqué": speaks for whoever issued it.
    Document = "document",
    /// "nearly", "presque": so many at most.
    Nearly = "nearly",
    /// Days, months, parts of the day.
    Calendar = "calendar",
    /// "a previous toll", "had earlier said": a figure that another has replaced.
    Earlier = "earlier",
    /// "last month", "in a similar attack": another event than the one told.
    Past = "past",
    /// "protest", "funeral", "sentenced": what is about an event before it.
    Occasion = "occasion",
    /// "against", "over", "accused of": leads from an occasion to what it is about.
    Link = "link",
    /// "to avenge", "in memory of", "suspected of": what follows happened before.
    Reason = "reason",
    /// "found", "retrouvé": of bodies.
    Found = "found",
    /// "bodies", "corps" after a possessive: the victims named before are dead.
    Bodies = "bodies",
    /// "each", "per": a rate, no count.
    Rate = "rate",
    /// "attempt", "tentative": what follows did not succeed.
    Attempt = "attempt",
    /// "unknown", "inconnu": together with "number of".
    Unknown = "unknown",
    /// "number of", "nombre de"
    NumberOf = "number_of",
    /// "that of", "celui des": the number, said before, of something else.
    ThatOf = "that_of",
    /// "they", "il": pronoun subjects.
    Subject = "subject",
    /// "then", "puis": the same victims again.
    Then = "then",
    /// "cancer", "road accident", "natural causes": a death of it is none of the conflict.
    Natural = "natural",
    /// "at the age of": who dies at it, and of nothing else that is said, dies of old age or an illness.
    AtAge = "at_age",
    /// "ambush", "frappe": an attack, by its own name or its weapon's; the word is an object too.
    Attack = "attack",
    /// "he", "elle": one person, named in a sentence before.
    Single = "single",
    /// "succumbed to his injuries": a death that an attack brought about.
    OfWounds = "of_wounds",
    /// "all", "tous": everybody of whom a sentence before told.
    Everyone = "everyone",
    /// "as", "so", "ainsi que" before "were": the same befell others.
    Likewise = "likewise",
    /// "last week", "la veille": of an attack before the one that is told, where that answers it.
    Lately = "lately",
    /// "himself": who kills is killed too.
    Reflexive = "reflexive",
    /// "they", "ils": several people, named in a sentence before.
    They = "they",
    /// "drowned": nobody's deed, unless violence is told of.
    Mishap = "mishap",
    /// "taken", "burnt": right behind people or things, what else befell them or what they did.
    Predicate = "predicate",
    /// "had", "avaient": what follows happened before.
    Pluperfect = "pluperfect",
    /// "where", "où": a place, and what happened there.
    Where = "where",
    /// "up from", "au lieu de": the number behind it was said before, and another takes its place.
    Instead = "instead",
    /// "but", "سوى": no more than what follows.
    Except = "except",
    /// "قضى": with a span of time behind its subject, what dies has spent it.
    Spends = "spends",
    /// "حصد": kills where lives are its object, else brings in a harvest or prizes.
    Reaps = "reaps",
    /// "حرر": with nobody between it and those behind it, frees only who is called a captive.
    Frees = "frees",
    /// "from": before the older of two numbers.
    From = "from",
    /// "the correct figure": the number that follows takes the place of the one of the sentence before.
    Correction = "correction",
    /// "took", "fait": makes prisoners and hostages of those behind it.
    Seize = "seize",
    /// "fleeing", "thrown into": what leads from an attack to a mishap.
    Flight = "flight",
    /// "after": behind a balance, those who raised it.
    Upon = "upon",
}
