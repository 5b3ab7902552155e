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
            let costs = self.of(stage, |outcome| Some(outcome.cpu_seconds)).ok_or("a stage is missing")?;
            if !(0.0..600.0).contains(&costs) {
                return Err(format!("{stage:?} took {costs} CPU seconds").into());
            }
        }
        let asked = |stage| self.questions(stage, |outcome| &outcome.question_us).len();
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
             cores, {os}. {articles} articles, {megabytes:.1} MB of titles and texts. Medians of {rounds} rounds, product \
             and baseline in turn, each stage in a process of its own. CPU seconds are user and system time of all \
             threads; ratios within one run are what counts.\n\n{table}\n\
             Raw is tantivy with title and body, its default analyzer, positions, stored, one thread; its queries \
             are the same words, all of them required, top ten with its snippets of the body; its facets count articles under two roots, where sitrep counts \
             articles and passages of whole trees. Questions are asked twice: for the first time, and again. \
             Both sides read the \
             articles from the same JSON Lines.\n",
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
        let rate = |stage| self.of(stage, |outcome| Some(megabytes / outcome.cpu_seconds));
        let size = |stage| {
            self.of(stage, |outcome| outcome.index_bytes.map(|bytes| bytes as f64 / self.text_bytes as f64))
        };
        let peak = |stage| self.of(stage, |outcome| Some(outcome.peak_bytes as f64 / MB));
        let share = |part: Option<f64>, of: Option<f64>| part.zip(of).map(|(part, of)| part / of);
        vec![
            row("indexing, MB of text a CPU second", rate(Stage::Index), rate(Stage::RawIndex)),
            row("index to text, bytes", size(Stage::Index), size(Stage::RawIndex)),
            row("peak memory of indexing, MB", peak(Stage::Index), peak(Stage::RawIndex)),
            row(
                "indexing again, nothing changed, of the first run’s CPU",
                share(self.cpu(Stage::Reindex), self.cpu(Stage::Index)),
                None,
            ),
            row("reading alone (files to passages), MB a CPU second", rate(Stage::Read), None),
            row("extraction alone, MB a CPU second", rate(Stage::Extract), None),
        ]
    }

    fn query_rows(&self) -> Vec<[String; 4]> {
        type Costs = fn(&Outcome) -> &Vec<f64>;
        let again: Costs = |outcome| &outcome.question_us;
        let first: Costs = |outcome| &outcome.first_us;
        let pages = (Stage::Queries, Stage::RawQueries);
        let facets = (Stage::Facets, Stage::RawFacets);
        let at = |stage, costs, percent| percentile(&mut self.questions(stage, costs), percent);
        let rows = [
            ("page of ten", pages, again, 50),
            ("page of ten", pages, again, 95),
            ("page of ten, asked for the first time", pages, first, 50),
            ("page of ten, asked for the first time", pages, first, 95),
            ("two facets", facets, again, 50),
            ("two facets", facets, again, 95),
        ];
        rows.map(|(what, (ours, raw), costs, percent)| {
            let what = format!("{what}, p{percent}, CPU µs");
            row(&what, at(ours, costs, percent), at(raw, costs, percent))
        })
        .to_vec()
    }

    fn start_rows(&self) -> Vec<[String; 4]> {
        let milliseconds = |stage| self.cpu(stage).map(|seconds| seconds * 1e3);
        vec![
            row("start of the program, CPU ms", milliseconds(Stage::Start), None),
            row("search of the samples, start to end, CPU ms", milliseconds(Stage::Search), None),
        ]
    }

    fn cpu(&self, stage: Stage) -> Option<f64> {
        self.of(stage, |outcome| Some(outcome.cpu_seconds))
    }

    /// The median of what `value` gives for the rounds of `stage`.
    fn of(&self, stage: Stage, value: impl Fn(&Outcome) -> Option<f64>) -> Option<f64> {
        let rounds = self.outcomes.iter().filter(|outcome| outcome.stage == stage);
        median(&mut rounds.filter_map(value).collect::<Vec<_>>())
    }

    /// The cost of each question, the median over the rounds.
    fn questions(&self, stage: Stage, costs: fn(&Outcome) -> &Vec<f64>) -> Vec<f64> {
        let rounds: Vec<&Outcome> = self.outcomes.iter().filter(|outcome| outcome.stage == stage).collect();
        let count = rounds.iter().map(|round| costs(round).len()).min().unwrap_or(0);
        (0..count)
            .filter_map(|at| {
                median(
                    &mut rounds.iter().filter_map(|round| costs(round).get(at).copied()).collect::<Vec<_>>(),
                )
            })
            .collect()
    }
}

fn row(what: &str, ours: Option<f64>, raw: Option<f64>) -> [String; 4] {
    let shown = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), short);
    let ratio = ours.zip(raw).map(|(ours, raw)| ours / raw);
    [what.to_owned(), shown(ours), shown(raw), shown(ratio)]
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
