//! What an article and a question cost when there are more and more articles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::articles::{Sample, articles_in};
use crate::cost::percentile;
use crate::made::Generator;
use crate::plot::{Line, Panel, svg};
use crate::stage::{Outcome, Stage};
use crate::{Result, say};

const MB: f64 = 1e6;

/// Index and ask ever more articles, made of the sentences of those given; writes growth.svg and
/// GROWTH.md.
#[derive(Debug, Args)]
pub(crate) struct Growth {
    /// Numbers of articles.
    #[arg(long, value_delimiter = ',', default_value = "20000,200000,1000000")]
    sizes: Vec<usize>,
    /// The same seed gives the same articles.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Folder of growth.svg and GROWTH.md.
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// What one number of articles cost.
pub(crate) struct Point {
    articles: usize,
    text_bytes: usize,
    index: Outcome,
    /// CPU microseconds of the questions of each kind.
    kinds: BTreeMap<String, Vec<f64>>,
}

impl Growth {
    /// A run over few articles, to try it.
    pub(crate) fn small(folder: &Path) -> Self {
        Self { sizes: vec![100, 300], seed: 7, folder: Some(folder.to_path_buf()) }
    }

    /// Measures every size and writes the plot and the table.
    pub(crate) fn run(&self, sample: &Sample) -> Result<()> {
        let mut points = Vec::new();
        for &size in &self.sizes {
            let work = tempfile::tempdir()?;
            let mut generator = Generator::new(sample.work(), self.seed)?;
            let text_bytes = generator.write(&articles_in(work.path()), size)?;
            let index = Stage::IndexWithTwoThreads.spawn(work.path())?;
            let kinds = Stage::Kinds.spawn(work.path())?.kinds;
            say(&format!("{size} articles: indexed in {:.1} s of CPU", index.cpu_seconds));
            points.push(Point { articles: size, text_bytes, index, kinds });
        }
        let benches = || Path::new(env!("CARGO_MANIFEST_DIR")).join("benches");
        let folder = self.folder.clone().unwrap_or_else(benches);
        std::fs::write(folder.join("growth.svg"), svg(&panels(&points)))?;
        let table = self.markdown(sample, &points);
        std::fs::write(folder.join("GROWTH.md"), &table)?;
        say(&format!("{table}\nwritten to {}", folder.display()));
        if points.iter().any(|point| point.kinds.values().any(Vec::is_empty) || point.kinds.is_empty()) {
            return Err("a kind of question was not asked".into());
        }
        Ok(())
    }

    fn markdown(&self, sample: &Sample, points: &[Point]) -> String {
        let sizes: Vec<String> = self.sizes.iter().map(usize::to_string).collect();
        let mut rows = vec![
            row("CPU of indexing, µs an article", points, |point| Some(point.cpu_of_article())),
            row("index to text, bytes", points, |point| Some(point.index_share())),
            row("peak memory of indexing, MB", points, |point| Some(point.peak())),
        ];
        for kind in
            points.iter().flat_map(|point| point.kinds.keys()).collect::<std::collections::BTreeSet<_>>()
        {
            for percent in [50, 95] {
                let name = format!("{kind}, p{percent}, CPU ms");
                rows.push(row(&name, points, |point| point.question(kind, percent)));
            }
        }
        format!(
            "# Growth\n\nWritten by `cargo bench --bench engine -- --articles {} growth --sizes {} --seed {}` on \
             {}. Articles are made of the sentences of those given and of names that are made up, whose number \
             grows with the text as in what people write (`benches/engine/made.rs`). Two threads read. Questions are asked in one \
             process, each kind's for the first time, a page of ten with passages, highlights and figures.\n\n\
             ![growth](growth.svg)\n\n| articles | {} |\n|---|{}\n{}\n",
            sample.name,
            sizes.join(","),
            self.seed,
            jiff::Zoned::now().date(),
            sizes.join(" | "),
            "---|".repeat(points.len()),
            rows.join("\n"),
        )
    }
}

impl Point {
    fn cpu_of_article(&self) -> f64 {
        self.index.cpu_seconds * 1e6 / self.articles as f64
    }

    fn index_share(&self) -> f64 {
        self.index.index_bytes.unwrap_or_default() as f64 / self.text_bytes as f64
    }

    fn peak(&self) -> f64 {
        self.index.peak_bytes as f64 / MB
    }

    /// CPU milliseconds of a kind of question.
    fn question(&self, kind: &str, percent: usize) -> Option<f64> {
        percentile(&mut self.kinds.get(kind)?.clone(), percent).map(|us| us / 1e3)
    }
}

fn row(name: &str, points: &[Point], value: impl Fn(&Point) -> Option<f64>) -> String {
    let cells = points.iter().map(|point| value(point).map_or_else(|| "–".to_owned(), |v| format!("{v:.2}")));
    format!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn panels(points: &[Point]) -> Vec<Panel> {
    let line = |name: &str, value: &dyn Fn(&Point) -> Option<f64>| Line {
        name: name.to_owned(),
        points: points.iter().filter_map(|point| Some((point.articles as f64, value(point)?))).collect(),
    };
    let kinds: Vec<&String> = points.first().map(|point| point.kinds.keys().collect()).unwrap_or_default();
    let of_kinds = |percent: usize| {
        kinds.iter().map(|kind| line(kind, &|point: &Point| point.question(kind, percent))).collect()
    };
    let single = |title: &str, value: &dyn Fn(&Point) -> Option<f64>| Panel {
        title: title.to_owned(),
        lines: vec![line("", value)],
    };
    vec![
        single("CPU of indexing, µs an article", &|point| Some(point.cpu_of_article())),
        single("index to text, bytes", &|point| Some(point.index_share())),
        single("peak memory of indexing, MB", &|point| Some(point.peak())),
        Panel { title: "a page of ten, p50, CPU ms".to_owned(), lines: of_kinds(50) },
        Panel { title: "a page of ten, p95, CPU ms".to_owned(), lines: of_kinds(95) },
    ]
}
