//! What files may cost and which columns of tables hold what, as arguments.

use std::time::Duration;

use clap::Args;

use crate::corpus::{Columns, Limits, Reading};

/// How files are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading files")]
pub(super) struct ReadingArguments {
    /// Bytes of one article at most: of a file, a record, a member of an archive (K, M, G).
    #[arg(long, value_name = "BYTES", default_value = "64M", value_parser = bytes)]
    max_file_bytes: u64,
    /// Bytes that one archive may unpack to, all its members and layers together (K, M, G).
    #[arg(long, value_name = "BYTES", default_value = "8G", value_parser = bytes)]
    max_expanded_bytes: u64,
    /// How often larger than packed a file may be unpacked; bombs are larger.
    #[arg(long, value_name = "TIMES", default_value_t = Limits::default().ratio, value_parser = clap::value_parser!(u64).range(1..))]
    max_ratio: u64,
    /// Archives within archives, attachments within mails.
    #[arg(long, value_name = "DEPTH", default_value_t = Limits::default().depth)]
    max_depth: usize,
    /// Members of one archive.
    #[arg(long, value_name = "COUNT", default_value_t = Limits::default().members)]
    max_members: usize,
    /// Seconds that reading one article may take.
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().time.as_secs(), value_parser = clap::value_parser!(u64).range(1..))]
    max_seconds_a_file: u64,
    #[command(flatten)]
    columns: ColumnArguments,
}

/// Columns of CSV and TSV files, and keys of JSON, that usual names do not tell.
#[derive(Debug, Args)]
struct ColumnArguments {
    /// Column of tables and key of JSON that holds the text (default: text, body, content, notes …).
    #[arg(long, value_name = "COLUMN")]
    csv_text: Option<String>,
    /// The headline (title, headline, titre …).
    #[arg(long, value_name = "COLUMN")]
    csv_title: Option<String>,
    /// The outlet (source, outlet, publisher …).
    #[arg(long, value_name = "COLUMN")]
    csv_source: Option<String>,
    /// The day of publication (published, date, publication_date …).
    #[arg(long, value_name = "COLUMN")]
    csv_published: Option<String>,
    /// The address (url, link …).
    #[arg(long, value_name = "COLUMN")]
    csv_url: Option<String>,
    /// Who wrote it (author, byline …).
    #[arg(long, value_name = "COLUMN")]
    csv_author: Option<String>,
    /// The language (language, lang …).
    #[arg(long, value_name = "COLUMN")]
    csv_language: Option<String>,
    /// What tells articles apart (id, guid …).
    #[arg(long, value_name = "COLUMN")]
    csv_id: Option<String>,
}

impl ReadingArguments {
    /// As the library takes it.
    pub(super) fn reading(&self) -> Reading {
        let limits = Limits {
            file_bytes: self.max_file_bytes,
            expanded_bytes: self.max_expanded_bytes,
            ratio: self.max_ratio,
            depth: self.max_depth,
            members: self.max_members,
            time: Duration::from_secs(self.max_seconds_a_file),
        };
        let given = &self.columns;
        let columns = Columns {
            text: given.csv_text.clone(),
            title: given.csv_title.clone(),
            source: given.csv_source.clone(),
            published: given.csv_published.clone(),
            url: given.csv_url.clone(),
            author: given.csv_author.clone(),
            language: given.csv_language.clone(),
            id: given.csv_id.clone(),
        };
        Reading { limits, columns }
    }
}

/// `64M`, `8G`, `1000`.
fn bytes(text: &str) -> Result<u64, String> {
    let wrong = || format!("write bytes as a number, like 500K, 64M or 8G, not {text}");
    let end = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let unit: u64 = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" => 1 << 10,
        "M" | "MB" => 1 << 20,
        "G" | "GB" => 1 << 30,
        _ => return Err(wrong()),
    };
    digits.parse::<u64>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(wrong)
}
