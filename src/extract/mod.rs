//! From text to figures, places and actors. Pure: the same text gives the same answer, and no
//! input is an error.

mod annotations;
mod explain;
mod figure;
mod mention;

pub(crate) use actors::slug as unlisted_id;
pub use annotations::{Annotations, ArticleText, Toll};
pub use explain::explain;
pub use figure::{Attribution, Bounds, Figure, Outcome, Qualifier, Severity, Side, Stance, VictimCategory};
pub use mention::{ActorMention, Level, PlaceMention, PlaceReason, Quote};

use std::collections::BTreeMap;

use crate::text::{ScalarIndex, Tokens};
use crate::vocabulary::{Marks, Vocabulary};

/// What the finders of places, actors and figures share about one text.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The one scan of the text.
    pub tokens: Tokens<'t>,
    /// What each of its tokens may be.
    pub marks: Marks,
    /// Byte offsets to scalar offsets.
    pub scalars: ScalarIndex<'t>,
    /// Language code, given or detected.
    pub language: Option<String>,
    /// Day of publication.
    pub published: Option<jiff::civil::Date>,
    /// Headline, where it is not part of the text; empty where there is none.
    pub title: Title<'t>,
}

impl<'t> Reading<'t> {
    /// The text again, with the small words apart that its language writes together with the next word: for
    /// figures, whose grammar asks for them. `None` in most languages.
    fn parted(&self, vocabulary: &Vocabulary) -> Option<Self> {
        let tokens = vocabulary.parted(&self.tokens, self.language.as_deref()?)?;
        Some(self.with(vocabulary, tokens, Tokens::new("")))
    }

    /// The same for the names of places. Actors keep theirs: what goes by a name of several words is found whole.
    fn parted_names(&self, vocabulary: &Vocabulary) -> Option<Self> {
        let language = self.language.as_deref()?;
        let tokens = vocabulary.parted_names(&self.tokens, language)?;
        let title = vocabulary.parted_names(&self.title.tokens, language)?;
        Some(self.with(vocabulary, tokens, title))
    }

    fn with(&self, vocabulary: &Vocabulary, tokens: Tokens<'t>, title: Tokens<'t>) -> Self {
        Self {
            marks: vocabulary.marks(&tokens),
            scalars: ScalarIndex::new(tokens.text),
            tokens,
            language: self.language.clone(),
            published: self.published,
            title: Title { marks: vocabulary.marks(&title), tokens: title },
        }
    }
}

/// A headline, scanned like the text.
#[derive(Debug)]
pub struct Title<'t> {
    /// Its tokens.
    pub tokens: Tokens<'t>,
    /// What each of them may be.
    pub marks: Marks,
}

/// Finds every casualty figure, place and actor of `article`.
#[must_use]
pub fn annotate(vocabulary: &Vocabulary, article: &ArticleText) -> Annotations {
    annotate_scanned(vocabulary, article).0
}

/// The tokens of an article, for who needs them again.
#[derive(Debug)]
pub(crate) struct Scanned<'t> {
    pub(crate) text: Tokens<'t>,
    /// Those of the headline, where it is not part of the text.
    pub(crate) title: Tokens<'t>,
}

/// As [`annotate`], with the tokens that were read.
pub(crate) fn annotate_scanned<'t>(
    vocabulary: &Vocabulary,
    article: &'t ArticleText,
) -> (Annotations, Scanned<'t>) {
    let reading = read(vocabulary, article);
    let names = actors::names(vocabulary, &reading);
    let parted = reading.parted_names(vocabulary);
    let places = places::find(vocabulary, parted.as_ref().unwrap_or(&reading), names.taken());
    let actors = actors::find(vocabulary, &reading, &names, &places);
    let parted = reading.parted(vocabulary);
    let mut figures = figures::find(vocabulary, parted.as_ref().unwrap_or(&reading), &actors);
    when_where::assign(vocabulary, &reading, &places, &mut figures);
    let tolls = tolls::add(&figures);
    let language = reading.language;
    let found = Annotations { id: article.id.clone(), language, figures, places, actors, tolls };
    (found, Scanned { text: reading.tokens, title: reading.title.tokens })
}

/// The figures that `counts` lets through, added by outcome.
#[must_use]
pub fn tolls(figures: &[Figure], counts: impl Fn(&Figure) -> bool) -> BTreeMap<Outcome, Toll> {
    let counted: Vec<Figure> = figures.iter().filter(|figure| counts(figure)).cloned().collect();
    tolls::add(&counted)
}

/// Looks at each token once for all finders.
fn read<'t>(vocabulary: &Vocabulary, article: &'t ArticleText) -> Reading<'t> {
    let tokens = Tokens::new(&article.text);
    let marks = vocabulary.marks(&tokens);
    let title = Tokens::new(article.title.as_deref().unwrap_or_default());
    let given = article.language.clone();
    Reading {
        language: given
            .or_else(|| language::detect(vocabulary.casualties(), &marks))
            .or_else(|| language::detect_parted(vocabulary, &tokens)),
        tokens,
        marks,
        scalars: ScalarIndex::new(&article.text),
        published: article.published,
        title: Title { marks: vocabulary.marks(&title), tokens: title },
    }
}

mod actors;
mod dates;
mod figures;
mod language;
mod places;
mod tolls;
mod when_where;
