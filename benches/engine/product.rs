//! The product's side of every comparison.

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::sys::resource::UsageWho;
use sitrep::corpus::{Article, Reading, Record, passages, records, walk};
use sitrep::extract::{ActorMention, ArticleText, Level, annotate};
use sitrep::index::{Fingerprint, Knowledge, Options, bring_into_step};
use sitrep::search::{FacetBy, Library, Page, Question};
use sitrep::text::Tokens;
use sitrep::vocabulary::{Sources, Vocabulary};

use crate::Result;
use crate::articles::{articles_in, questions};
use crate::cost::{process_clock, usage};
use crate::stage::{Outcome, Stage, bytes_under};

const TWO: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);

/// Brings the index into step with the articles: all of them, or none that changed.
pub(crate) fn index(work: &Path, stage: Stage) -> Result<Outcome> {
    let forms = stage != Stage::IndexWithoutForms;
    let folder = work.join(if forms { "index" } else { "index-without-forms" });
    if stage != Stage::Reindex && folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let fingerprint = Fingerprint::of(&Sources::default());
    let paths = [articles_in(work)];
    let knowledge = Knowledge { vocabulary: &Vocabulary::built_in(), fingerprint: &fingerprint };
    let threads = if stage == Stage::IndexWithTwoThreads { TWO } else { NonZeroUsize::MIN };
    let options = Options { forms, threads, ..Options::default() };
    let report = bring_into_step(&folder, &paths, knowledge, options, &mut |_| ControlFlow::Continue(()))?;
    let written = report.added + report.updated + report.removed;
    if (stage == Stage::Reindex && written > 0) || report.articles == 0 {
        return Err(format!("{stage:?} wrote {written} articles of {}", report.articles).into());
    }
    let mut outcome = Outcome::new(stage, usage(UsageWho::RUSAGE_SELF)?);
    outcome.index_bytes = Some(bytes_under(&folder)?);
    Ok(outcome)
}

/// Reads every article and cuts it into passages.
pub(crate) fn read(work: &Path) -> Result<Outcome> {
    let mut found = 0;
    for article in articles(work) {
        found += passages(&article?).len();
    }
    if found == 0 {
        return Err("no passage was found".into());
    }
    Ok(Outcome::new(Stage::Read, usage(UsageWho::RUSAGE_SELF)?))
}

/// Cuts every text into words and sentences; reading the articles is not counted.
pub(crate) fn scan(work: &Path) -> Result<Outcome> {
    let texts = articles(work).map(|article| article.map(text_of)).collect::<Result<Vec<_>>>()?;
    let before = process_clock()?;
    let mut found = 0;
    for text in &texts {
        let tokens = Tokens::new(&text.text);
        found += tokens.len() + tokens.sentences().len();
    }
    let cpu = process_clock()? - before;
    if found < texts.len() {
        return Err("texts without words".into());
    }
    let (_, peak) = usage(UsageWho::RUSAGE_SELF)?;
    Ok(Outcome::new(Stage::Scan, (cpu.as_secs_f64(), peak)))
}

/// Annotates every text; reading the articles and loading the vocabularies are not counted.
pub(crate) fn extract(work: &Path) -> Result<Outcome> {
    let vocabulary = Vocabulary::built_in();
    let texts = articles(work).map(|article| article.map(text_of)).collect::<Result<Vec<_>>>()?;
    let first = texts.first().ok_or("there are no articles")?;
    // Names are loaded letter by letter when one is first met.
    let letters = ('A'..='Z').map(|letter| format!("{letter}a, ")).collect();
    let [_, loaded] =
        [&ArticleText { text: letters, ..first.clone() }, first].map(|text| annotate(&vocabulary, text));
    let before = process_clock()?;
    let found: usize = texts.iter().map(|text| annotate(&vocabulary, text).figures.len()).sum();
    let cpu = process_clock()? - before;
    if found < loaded.figures.len() {
        return Err("a text gave fewer figures the second time".into());
    }
    let (_, peak) = usage(UsageWho::RUSAGE_SELF)?;
    Ok(Outcome::new(Stage::Extract, (cpu.as_secs_f64(), peak)))
}

/// Asks every question for a page of ten, once to warm up and once to measure.
pub(crate) fn queries(work: &Path) -> Result<Outcome> {
    let vocabulary = Vocabulary::built_in();
    let library = Library::open(&work.join("index"), &Fingerprint::of(&Sources::default()), &vocabulary)?;
    load_names(&library)?;
    Outcome::asking(Stage::Queries, &questions(work)?, |query| {
        let question = Question { query: query.to_owned(), ..Question::default() };
        library.search(&question, Page::default())?;
        Ok(())
    })
}

/// Vocabularies are loaded when they are first needed, names letter by letter: once in the life of a
/// process, and no part of what a page costs.
fn load_names(library: &Library<'_>) -> Result<()> {
    let letters: Vec<String> = ('a'..='z').chain('0'..='9').map(String::from).collect();
    library.search(&Question { query: letters.join(" "), ..Question::default() }, Page::default())?;
    Ok(())
}

/// Asks questions of several kinds, each for the first time: words and phrases of headlines spread
/// over all articles.
pub(crate) fn kinds(work: &Path) -> Result<Outcome> {
    let vocabulary = Vocabulary::built_in();
    let library = Library::open(&work.join("index"), &Fingerprint::of(&Sources::default()), &vocabulary)?;
    let questions = questions(work)?;
    let first = |question: &str| question.split(' ').next().unwrap_or_default().to_owned();
    type Kind<'k> = (&'k str, &'k dyn Fn(&str) -> String);
    let kinds: [Kind<'_>; 5] = [
        ("one word", &first),
        ("all words of a headline", &str::to_owned),
        ("phrase", &|question| format!("\"{question}\"")),
        ("any of the words", &|question| question.replace(' ', " OR ")),
        ("a word, narrowed to a region", &|question| format!("{} region:Germany", first(question))),
    ];
    load_names(&library)?;
    let mut outcome = Outcome::new(Stage::Kinds, usage(UsageWho::RUSAGE_SELF)?);
    for (name, query) in kinds {
        let mut costs = Vec::with_capacity(questions.len());
        for question in &questions {
            let question = Question { query: query(question), ..Question::default() };
            let before = process_clock()?;
            library.search(&question, Page::default())?;
            costs.push((process_clock()? - before).as_secs_f64() * 1e6);
        }
        outcome.kinds.insert(name.to_owned(), costs);
    }
    Ok(outcome)
}

/// Counts the answers of every question by region and by actor.
pub(crate) fn facets(work: &Path) -> Result<Outcome> {
    let vocabulary = Vocabulary::built_in();
    let library = Library::open(&work.join("index"), &Fingerprint::of(&Sources::default()), &vocabulary)?;
    Outcome::asking(Stage::Facets, &questions(work)?, |query| {
        let question = Question { query: query.to_owned(), ..Question::default() };
        library.several_facets(&question, &[FacetBy::Region, FacetBy::Actor])?;
        Ok(())
    })
}

/// The title and text of each article, and the paths of the regions and actors that it names.
pub(crate) fn annotated(work: &Path) -> Result<Vec<Annotated>> {
    let vocabulary = Vocabulary::built_in();
    let of = |article: Article| {
        let text = text_of(article);
        let found = annotate(&vocabulary, &text);
        let named = |level| matches!(level, Level::Named | Level::Nominal);
        let actor = |actor: &ActorMention| [actor.ancestors.clone(), vec![actor.id.clone()]].concat();
        Annotated {
            title: text.title.unwrap_or_default(),
            text: text.text,
            regions: found
                .places
                .iter()
                .filter(|p| p.level == Level::Named)
                .map(|p| p.path.clone())
                .collect(),
            actors: found.actors.iter().filter(|a| named(a.level)).map(actor).collect(),
        }
    };
    articles(work).map(|article| article.map(of)).collect()
}

/// An article as the baseline of the facets takes it.
pub(crate) struct Annotated {
    /// Its headline.
    pub(crate) title: String,
    /// Its text.
    pub(crate) text: String,
    /// Paths of its places.
    pub(crate) regions: BTreeSet<Vec<String>>,
    /// Paths of its actors.
    pub(crate) actors: BTreeSet<Vec<String>>,
}

/// Starts the program and lets it say its version.
pub(crate) fn start() -> Result<Outcome> {
    sitrep(&["--version"])?;
    Ok(Outcome::new(Stage::Start, usage(UsageWho::RUSAGE_CHILDREN)?))
}

/// Asks the sample articles once to bring their index up to date, and once more to measure.
pub(crate) fn search(work: &Path) -> Result<Outcome> {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let index = work.join("samples").display().to_string();
    let question = ["search", "Katiba Macina Kati", "--corpus", samples, "--index", index.as_str()];
    sitrep(&question)?;
    let (before, _) = usage(UsageWho::RUSAGE_CHILDREN)?;
    sitrep(&question)?;
    let (after, peak) = usage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(Outcome::new(Stage::Search, (after - before, peak)))
}

fn sitrep(arguments: &[&str]) -> Result<()> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
    let output = command.args(arguments).stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("sitrep {}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)).into())
}

fn articles(work: &Path) -> impl Iterator<Item = Result<Article>> + use<> {
    walk(&[articles_in(work)], &[])
        .flat_map(|file| match file {
            Ok(file) => records(&file, &Reading::default()).collect(),
            Err(refusal) => vec![Err(refusal)],
        })
        .map(|record| {
            let article = record.and_then(Record::article);
            article.map_err(|refusal| format!("{}: {}", refusal.path, refusal.reason).into())
        })
}

fn text_of(article: Article) -> ArticleText {
    ArticleText {
        id: article.meta.id,
        text: article.text,
        title: article.meta.title,
        published: article.meta.published,
        language: article.meta.language,
    }
}
