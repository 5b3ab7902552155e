//! Medians and ratios, as a table for people and as `benches/RESULTS.md`.

use jiff::Zoned;

use crate::Result;
use crate::articles::Sample;
use crate::cost::{median, percentile};
use crate::stage::{Outcome, Stage};

const MB: f64 = 1e6;

/// All outcomes of a run.
pub(crate) struct Report {
    name: String,
    articles: usize,
    text_bytes: usize,
    rounds: usize,
    outcomes: Vec<Outcome>,
}

impl Report {
    /// The outcomes of `rounds` rounds over `sample`.
    pub(crate) fn new(sample: &Sample, rounds: usize, outcomes: Vec<Outcome>) -> Self {
        Self {
            name: sample.name.clone(),
            articles: sample.articles,
            text_bytes: sample.text_bytes,
            rounds,
            outcomes,
        }
    }

    /// Fails where a stage is missing or says something impossible.
    pub(crate) fn check(&self) -> Result<()> {
        for stage in Stage::ALL {
            let costs = self.rounds_of(stage, |outcome| Some(outcome.cpu_seconds));
            if costs.is_empty() || costs.iter().any(|cost| !(0.0..600.0).contains(cost)) {
                return Err(format!("{stage:?} took {costs:?} CPU seconds").into());
            }
        }
        let asked = |stage| -> usize {
            let rounds = self.outcomes.iter().filter(|outcome| outcome.stage == stage);
            rounds.map(|outcome| outcome.question_us.len()).sum()
        };
        if asked(Stage::Queries) == 0 || asked(Stage::Queries) != asked(Stage::RawQueries) {
            return Err("both sides must answer the same questions".into());
        }
        Ok(())
    }

    /// The whole file.
    pub(crate) fn markdown(&self) -> String {
        let date = Zoned::now().date();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let megabytes = self.text_bytes as f64 / MB;
        format!(
            "# Results\n\n\
             Written by `cargo bench --bench engine -- --articles {name} --rounds {rounds}` on {date}: {arch}, {cores} \
             cores, {os}. {articles} articles, {megabytes:.1} MB of titles and texts. Medians of {rounds} rounds, also of their ratios, product \
             and baseline in turn, each stage in a process of its own. CPU seconds are user and system time of all \
             threads; ratios within one run are what counts.\n\n{table}\n\
             Raw is tantivy with title and body, its default analyzer, positions, stored; both sides index on one \
             thread but where two are named. Its queries are the same words, all of them required, top ten with its snippets of the body; its facets count articles under two roots, where sitrep counts \
             articles and passages of whole trees. Questions are asked twice: for the first time, and again. \
             Both sides read the \
             articles from the same JSON Lines, with the allocator that sitrep has.\n",
            name = self.name,
            rounds = self.rounds,
            arch = std::env::consts::ARCH,
            os = std::env::consts::OS,
            articles = self.articles,
            table = self.table(),
        )
    }

    /// The figures alone.
    pub(crate) fn table(&self) -> String {
        let rows = [self.indexing_rows(), self.query_rows(), self.start_rows()].concat();
        let mut table = String::from("| | sitrep | raw tantivy | ratio |\n|---|---|---|---|\n");
        for [what, ours, raw, ratio] in rows {
            table.push_str(&format!("| {what} | {ours} | {raw} | {ratio} |\n"));
        }
        table
    }

    fn indexing_rows(&self) -> Vec<[String; 4]> {
        let megabytes = self.text_bytes as f64 / MB;
        let rate = |stage| self.rounds_of(stage, |outcome| Some(megabytes / outcome.cpu_seconds));
        let size = |stage| {
            let share = |bytes| bytes as f64 / self.text_bytes as f64;
            self.rounds_of(stage, |outcome| outcome.index_bytes.map(share))
        };
        let peak = |stage| self.rounds_of(stage, |outcome| Some(outcome.peak_bytes as f64 / MB));
        let cpu = |stage| self.rounds_of(stage, |outcome| Some(outcome.cpu_seconds));
        let alone = |whole: Stage, parts: &[Stage]| -> Vec<f64> {
            let parts: Vec<Vec<f64>> = parts.iter().map(|part| cpu(*part)).collect();
            let rest = cpu(whole)
                .into_iter()
                .enumerate()
                .map(|(round, whole)| whole - parts.iter().filter_map(|part| part.get(round)).sum::<f64>());
            rest.map(|seconds| megabytes / seconds.max(f64::MIN_POSITIVE)).collect()
        };
        let again: Vec<f64> =
            cpu(Stage::Reindex).iter().zip(cpu(Stage::Index)).map(|(again, first)| again / first).collect();
        let wall = |stage| self.rounds_of(stage, |outcome| Some(outcome.wall_seconds));
        let side_by_side: Vec<f64> = wall(Stage::IndexWithTwoThreads)
            .iter()
            .zip(wall(Stage::Index))
            .map(|(two, one)| two / one)
            .collect();
        vec![
            row("indexing, MB of text a CPU second", &rate(Stage::Index), &rate(Stage::RawIndex)),
            row(
                "indexing without the exact-form field, MB a CPU second",
                &rate(Stage::IndexWithoutForms),
                &rate(Stage::RawIndex),
            ),
            row("indexing with two threads, of the wall time of one", &side_by_side, &[]),
            row("index to text, bytes", &size(Stage::Index), &size(Stage::RawIndex)),
            row("index of two threads to text, bytes", &size(Stage::IndexWithTwoThreads), &[]),
            row("peak memory of indexing, MB", &peak(Stage::Index), &peak(Stage::RawIndex)),
            row("peak memory of indexing with two threads, MB", &peak(Stage::IndexWithTwoThreads), &[]),
            row("indexing again, nothing changed, of the first run’s CPU", &again, &[]),
            row("reading alone (files to passages), MB a CPU second", &rate(Stage::Read), &[]),
            row("extraction alone, MB a CPU second", &rate(Stage::Extract), &[]),
            row("scanning alone (words and sentences), MB a CPU second", &rate(Stage::Scan), &[]),
            row(
                "rules alone (extraction without scanning), MB a CPU second",
                &alone(Stage::Extract, &[Stage::Scan]),
                &[],
            ),
            row(
                "engine alone (indexing without reading and extraction), MB a CPU second",
                &alone(Stage::Index, &[Stage::Read, Stage::Extract]),
                &[],
            ),
        ]
    }

    fn query_rows(&self) -> Vec<[String; 4]> {
        type Costs = fn(&Outcome) -> &Vec<f64>;
        let again: Costs = |outcome| &outcome.question_us;
        let first: Costs = |outcome| &outcome.first_us;
        let pages = (Stage::Queries, Stage::RawQueries);
        let facets = (Stage::Facets, Stage::RawFacets);
        let rows = [
            ("page of ten", pages, again, 50),
            ("page of ten", pages, again, 95),
            ("page of ten, asked for the first time", pages, first, 50),
            ("page of ten, asked for the first time", pages, first, 95),
            ("two facets", facets, again, 50),
            ("two facets", facets, again, 95),
        ];
        rows.map(|(what, (ours, raw), costs, percent)| {
            let at =
                |stage| self.rounds_of(stage, |outcome| percentile(&mut costs(outcome).clone(), percent));
            row(&format!("{what}, p{percent}, CPU µs"), &at(ours), &at(raw))
        })
        .to_vec()
    }

    fn start_rows(&self) -> Vec<[String; 4]> {
        let milliseconds = |stage| self.rounds_of(stage, |outcome| Some(outcome.cpu_seconds * 1e3));
        vec![
            row("start of the program, CPU ms", &milliseconds(Stage::Start), &[]),
            row("search of the samples, start to end, CPU ms", &milliseconds(Stage::Search), &[]),
        ]
    }

    /// What `value` gives for each round of `stage`.
    fn rounds_of(&self, stage: Stage, value: impl Fn(&Outcome) -> Option<f64>) -> Vec<f64> {
        self.outcomes.iter().filter(|outcome| outcome.stage == stage).filter_map(value).collect()
    }
}

/// The medians of both sides, and the median of the rounds' ratios.
fn row(what: &str, ours: &[f64], raw: &[f64]) -> [String; 4] {
    let shown = |mut values: Vec<f64>| median(&mut values).map_or_else(|| "–".to_owned(), short);
    let ratios: Vec<f64> = ours.iter().zip(raw).map(|(ours, raw)| ours / raw).collect();
    [what.to_owned(), shown(ours.to_vec()), shown(raw.to_vec()), shown(ratios)]
}

/// Three significant digits, more or less.
fn short(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}
