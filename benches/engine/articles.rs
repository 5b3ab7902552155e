//! The articles that are measured, and questions about them.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;
use tempfile::TempDir;

use crate::Result;

/// One article of the sample.
#[derive(Debug, Deserialize)]
pub(crate) struct Item {
    /// Its headline.
    #[serde(default)]
    pub(crate) title: String,
    /// Its text.
    pub(crate) text: String,
}

/// A file of articles in a folder of its own, which goes when the benchmark ends.
pub(crate) struct Sample {
    folder: TempDir,
    /// Name of the file it was made from.
    pub(crate) name: String,
    /// How many articles there are.
    pub(crate) articles: usize,
    /// Bytes of their titles and texts.
    pub(crate) text_bytes: usize,
}

/// Where the articles stand inside the working folder.
pub(crate) fn articles_in(work: &Path) -> PathBuf {
    work.join("articles.jsonl")
}

/// The articles of the working folder, one by one.
pub(crate) fn items(work: &Path) -> Result<impl Iterator<Item = Result<Item>> + use<>> {
    let file = BufReader::new(File::open(articles_in(work))?);
    Ok(file.lines().map(|line| Ok(serde_json::from_str(&line?)?)))
}

/// Questions at most.
const QUESTIONS: usize = 300;

/// Questions of one, two and three words, from titles spread over the sample: every one has a hit.
pub(crate) fn questions(work: &Path) -> Result<Vec<String>> {
    let titles: Vec<String> =
        items(work)?.map(|item| item.map(|item| item.title)).collect::<Result<Vec<_>>>()?;
    let step = (titles.len() / QUESTIONS).max(1);
    let spread = titles.iter().step_by(step).take(QUESTIONS).enumerate();
    let words = |title: &str| -> Vec<String> {
        let long = title.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 3);
        long.map(str::to_lowercase).collect()
    };
    Ok(spread
        .map(|(at, title)| words(title).into_iter().take(at % 3 + 1).collect::<Vec<_>>().join(" "))
        .filter(|question| !question.is_empty())
        .collect())
}

impl Sample {
    /// Unpacks `path` into a working folder.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut bytes = Vec::new();
        if path.extension().is_some_and(|extension| extension == "gz") {
            GzDecoder::new(file).read_to_end(&mut bytes)?;
        } else {
            BufReader::new(file).read_to_end(&mut bytes)?;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Self::of(&bytes, name.unwrap_or_default())
    }

    /// A few hundred short articles, for trying the benchmark itself.
    pub(crate) fn made_up() -> Result<Self> {
        let places = ["Kati", "Sokolo", "Mopti", "Gao", "Kidal"];
        let mut lines = Vec::new();
        for (at, place) in places.iter().cycle().take(200).enumerate() {
            let text = format!("At least {at} soldiers were killed in {place} on Friday, the army said.");
            let article = serde_json::json!({ "id": at.to_string(), "title": format!("Attack in {place}"), "text": text });
            writeln!(lines, "{article}")?;
        }
        Self::of(&lines, "made up".to_owned())
    }

    fn of(lines: &[u8], name: String) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        fs::write(articles_in(folder.path()), lines)?;
        let mut sample = Self { folder, name, articles: 0, text_bytes: 0 };
        for item in items(sample.work())? {
            let item = item?;
            sample.articles += 1;
            sample.text_bytes += item.title.len() + item.text.len();
        }
        Ok(sample)
    }

    /// The folder in which the stages work.
    pub(crate) fn work(&self) -> &Path {
        self.folder.path()
    }
}
