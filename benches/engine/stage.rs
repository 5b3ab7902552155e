//! What is measured, each in a process of its own.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use nix::sys::resource::UsageWho;

use crate::cost::{process_clock, usage};
use crate::{Result, product, raw};

/// One thing that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// Title and body into tantivy: default analyzer, positions, stored.
    RawIndex,
    /// `sitrep index` into an empty folder, on one thread as raw tantivy.
    Index,
    /// The same with two threads that read.
    IndexWithTwoThreads,
    /// The same again: nothing has changed.
    Reindex,
    /// `sitrep index` without the folded forms of words.
    IndexWithoutForms,
    /// From bytes to passages.
    Read,
    /// Words and sentences of every text.
    Scan,
    /// Figures, places and actors of every text.
    Extract,
    /// Top ten of every question with tantivy's snippets.
    RawQueries,
    /// A page of ten of every question, with passages, highlights and figures.
    Queries,
    /// `FacetCollector` over the regions and actors of whole articles, for every question.
    RawFacets,
    /// Exact counts by region and actor, together, for every question.
    Facets,
    /// `sitrep --version`.
    Start,
    /// `sitrep search` on the sample articles, from start to end, the index up to date.
    Search,
    /// Questions of several kinds, each asked once.
    Kinds,
}

/// What a stage cost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// The stage.
    pub(crate) stage: Stage,
    /// CPU seconds, user and system, of all threads.
    pub(crate) cpu_seconds: f64,
    /// Seconds from the start of its process to the end, measured by who started it.
    #[serde(default)]
    pub(crate) wall_seconds: f64,
    /// Most memory that was resident, in bytes.
    pub(crate) peak_bytes: u64,
    /// Size of the index, where one was built.
    pub(crate) index_bytes: Option<u64>,
    /// CPU microseconds of each question that was asked before, where questions were asked.
    pub(crate) question_us: Vec<f64>,
    /// The same, each asked for the first time: nothing of its answer was unpacked before.
    pub(crate) first_us: Vec<f64>,
    /// CPU microseconds of the questions of each kind, where several kinds were asked.
    #[serde(default)]
    pub(crate) kinds: BTreeMap<String, Vec<f64>>,
}

impl Stage {
    /// All stages of the comparison, in an order in which each finds what it needs.
    pub(crate) const ALL: [Self; 14] = [
        Self::RawIndex,
        Self::IndexWithoutForms,
        Self::IndexWithTwoThreads,
        Self::Index,
        Self::Reindex,
        Self::Read,
        Self::Scan,
        Self::Extract,
        Self::RawQueries,
        Self::Queries,
        Self::RawFacets,
        Self::Facets,
        Self::Start,
        Self::Search,
    ];

    /// Runs the stage here.
    pub(crate) fn run(self, work: &Path) -> Result<Outcome> {
        match self {
            Self::RawIndex => raw::index(work),
            Self::RawQueries => raw::queries(work),
            Self::Index | Self::IndexWithTwoThreads | Self::Reindex | Self::IndexWithoutForms => {
                product::index(work, self)
            }
            Self::Read => product::read(work),
            Self::Scan => product::scan(work),
            Self::Extract => product::extract(work),
            Self::Queries => product::queries(work),
            Self::RawFacets => raw::facets(work),
            Self::Facets => product::facets(work),
            Self::Start => product::start(),
            Self::Search => product::search(work),
            Self::Kinds => product::kinds(work),
        }
    }

    /// Runs the stage in a new process.
    pub(crate) fn spawn(self, work: &Path) -> Result<Outcome> {
        let name = self.to_possible_value().ok_or("every stage has a name")?;
        let started = Instant::now();
        let output = Command::new(std::env::current_exe()?)
            .arg("--stage")
            .arg(name.get_name())
            .arg("--work")
            .arg(work)
            .output()?;
        if !output.status.success() {
            return Err(format!("{self:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        let outcome: Outcome = serde_json::from_slice(&output.stdout)?;
        Ok(Outcome { wall_seconds: started.elapsed().as_secs_f64(), ..outcome })
    }
}

impl Outcome {
    /// A stage that built no index and asked nothing.
    pub(crate) fn new(stage: Stage, (cpu_seconds, peak_bytes): (f64, u64)) -> Self {
        Self {
            stage,
            cpu_seconds,
            wall_seconds: 0.0,
            peak_bytes,
            index_bytes: None,
            question_us: Vec::new(),
            first_us: Vec::new(),
            kinds: BTreeMap::new(),
        }
    }

    /// A stage that asks every question twice.
    pub(crate) fn asking(
        stage: Stage,
        questions: &[String],
        mut ask: impl FnMut(&str) -> Result<()>,
    ) -> Result<Self> {
        let mut round = || -> Result<Vec<f64>> {
            let mut costs = Vec::with_capacity(questions.len());
            for question in questions {
                let before = process_clock()?;
                ask(question)?;
                costs.push((process_clock()? - before).as_secs_f64() * 1e6);
            }
            Ok(costs)
        };
        let (first_us, question_us) = (round()?, round()?);
        Ok(Self { first_us, question_us, ..Self::new(stage, usage(UsageWho::RUSAGE_SELF)?) })
    }

    /// Tells the process that spawned this one.
    #[expect(clippy::print_stdout, reason = "how a stage reports")]
    pub(crate) fn print(&self) -> Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

/// Bytes of all files under `folder`.
pub(crate) fn bytes_under(folder: &Path) -> Result<u64> {
    let mut total = 0;
    for entry in walkdir::WalkDir::new(folder) {
        let metadata = entry?.metadata()?;
        total += if metadata.is_file() { metadata.len() } else { 0 };
    }
    Ok(total)
}
