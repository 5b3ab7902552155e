//! Measures `sitrep` against raw tantivy on the same articles, in CPU seconds, in one run.
//!
//! `cargo bench --bench engine -- --articles FILE [--rounds N]` reads JSON Lines (`.gz` too), runs
//! every stage in a process of its own, product and baseline in turn, takes medians and writes
//! `benches/RESULTS.md`. `growth` indexes and asks ever more articles and writes `benches/GROWTH.md`
//! and `benches/growth.svg`. Without `--bench`, as `cargo test` runs it, it checks itself on a few
//! articles that it makes up.

mod articles;
mod cost;
mod growth;
mod made;
mod plot;
mod product;
mod raw;
mod report;
mod stage;

use std::error::Error;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

use articles::Sample;
use growth::Growth;
use report::Report;
use stage::{Outcome, Stage};

/// That of the program, for both sides.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Where a failure is told to whoever ran the benchmark.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Indexing, extraction, queries and start of sitrep, next to raw tantivy on the same articles.
#[derive(Debug, Parser)]
struct Arguments {
    /// JSON Lines with id, title and text; may be gzipped.
    #[arg(long, default_value = "../shared/news/reuters21578.jsonl.gz")]
    articles: PathBuf,
    /// How often each stage runs; the median counts.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Where the figures go; nothing is written without it or `--bench`.
    #[arg(long)]
    output: Option<PathBuf>,
    /// Given by `cargo bench`.
    #[arg(long, hide = true, global = true)]
    bench: bool,
    /// Runs one stage and prints its cost: the process that is measured.
    #[arg(long, hide = true, requires = "work")]
    stage: Option<Stage>,
    /// Folder with the articles and the indexes.
    #[arg(long, hide = true)]
    work: Option<PathBuf>,
    #[command(subcommand)]
    what: Option<What>,
}

/// What is measured beside the comparison.
#[derive(Debug, Subcommand)]
enum What {
    Growth(Growth),
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let (Some(stage), Some(work)) = (arguments.stage, &arguments.work) {
        return stage.run(work)?.print();
    }
    if let Some(What::Growth(growth)) = &arguments.what {
        return growth.run(&Sample::read(&arguments.articles)?);
    }
    if arguments.bench {
        let output = arguments
            .output
            .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/RESULTS.md"));
        let sample = Sample::read(&arguments.articles)?;
        let report = measure(&sample, arguments.rounds)?;
        std::fs::write(&output, report.markdown())?;
        say(&format!("{}\nwritten to {}", report.table(), output.display()));
        return Ok(());
    }
    let sample = Sample::made_up()?;
    Growth::small(sample.work()).run(&sample)?;
    measure(&sample, 1)?.check()
}

/// Runs all stages in turn, `rounds` times, so that a slow minute of the machine hits each alike.
fn measure(sample: &Sample, rounds: usize) -> Result<Report> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    for round in 0..rounds {
        for stage in Stage::ALL {
            let outcome = stage.spawn(sample.work())?;
            say(&format!("round {} of {rounds}: {stage:?} {:.3} s CPU", round + 1, outcome.cpu_seconds));
            outcomes.push(outcome);
        }
    }
    Ok(Report::new(sample, rounds, outcomes))
}

#[expect(clippy::print_stderr, reason = "a benchmark talks to whoever waits for it")]
fn say(words: &str) {
    eprintln!("{words}");
}
