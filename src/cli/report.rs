//! What an index run did, for people.

use std::io::{self, Write};

use super::notation::grouped;
use super::sanitize::sanitize;
use crate::corpus::LeftOut;
use crate::index::IndexReport;

/// Prints what changed, what the index holds, and every file that was refused, doubtful or left out.
pub(super) fn print(out: &mut dyn Write, report: &IndexReport) -> io::Result<()> {
    let IndexReport { added, updated, unchanged, moved, removed, refused, .. } = report;
    let of_these = match moved {
        0 => String::new(),
        moved => format!(", {} of them moved", grouped(*moved as u64)),
    };
    let changes = [
        (*added, "added", ""),
        (*updated, "updated", ""),
        (*unchanged, "unchanged", &*of_these),
        (*removed, "removed", ""),
        (refused.len(), "refused", ""),
    ];
    for (count, what, more) in changes {
        writeln!(out, "{:>9}  {what}{more}", grouped(count as u64))?;
    }
    writeln!(out, "{}", holdings(report))?;
    let refused = report.refused.iter().map(|refusal| (&*refusal.path, &*refusal.reason));
    list(out, "Refused, and tried again next time", refused)?;
    let doubtful = report.warnings.iter().map(|warning| (&*warning.path, &*warning.message));
    list(out, "Read, with doubts", doubtful)?;
    let left_out: Vec<(&str, String)> =
        report.left_out.iter().map(|left| (left.path.as_str(), why_left_out(left))).collect();
    list(out, "Left out", left_out.iter().map(|(path, why)| (*path, why.as_str())))
}

fn why_left_out(left: &LeftOut) -> String {
    match left.files {
        Some(files) => format!("{} ({})", left.rule, counted(files, "file")),
        None => left.rule.to_string(),
    }
}

/// Whether a run changed or refused anything.
pub(super) fn is_news(report: &IndexReport) -> bool {
    is_change(report) || !report.refused.is_empty()
}

/// Whether a run changed what the index holds.
pub(super) fn is_change(report: &IndexReport) -> bool {
    report.added + report.updated + report.moved + report.removed > 0
}

/// The same in one line, for those who asked a question and not for a report.
pub(super) fn in_short(report: &IndexReport) -> String {
    let changes = [
        (report.added, "added"),
        (report.updated, "updated"),
        (report.moved, "moved"),
        (report.removed, "removed"),
        (report.refused.len(), "refused"),
    ];
    changes
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", grouped(*count as u64)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn holdings(report: &IndexReport) -> String {
    format!(
        "The index holds {}, {} and {} in {} ({:.1} s).",
        counted(report.articles, "article"),
        counted(report.passages, "passage"),
        counted(report.figures, "casualty figure"),
        size(report.bytes),
        report.seconds
    )
}

/// A heading and one line for each of `entries`; nothing where there are none.
pub(super) fn list<'r>(
    out: &mut dyn Write,
    heading: &str,
    entries: impl Iterator<Item = (&'r str, &'r str)>,
) -> io::Result<()> {
    for (at, (path, reason)) in entries.enumerate() {
        if at == 0 {
            writeln!(out, "\n{heading}:")?;
        }
        writeln!(out, "  {}: {}", sanitize(path), sanitize(reason))?;
    }
    Ok(())
}

/// `1 article`, `2,000 articles`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", grouped(count as u64))
}

/// Bytes as people read them.
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let mut unit = 0;
    let mut whole = bytes;
    let mut tenths = 0;
    while whole >= 1000 && unit + 1 < UNITS.len() {
        tenths = whole % 1000 / 100;
        whole /= 1000;
        unit += 1;
    }
    let name = UNITS.get(unit).copied().unwrap_or("B");
    if unit == 0 { format!("{whole} {name}") } else { format!("{whole}.{tenths} {name}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Refusal;

    #[test]
    fn a_refused_file_is_named_with_its_reason() {
        let refusal = Refusal { path: "in/\u{1b}x.pdf".to_owned(), reason: "PDF is not read yet".to_owned() };
        let report = IndexReport {
            added: 1200,
            refused: vec![refusal],
            left_out: vec![LeftOut { path: ".git".to_owned(), rule: "hidden", files: None }],
            articles: 1200,
            passages: 4000,
            figures: 1,
            seconds: 2.04,
            bytes: 1_234_567,
            ..IndexReport::default()
        };
        let mut out = Vec::new();
        print(&mut out, &report).expect("memory can be written");
        assert_eq!(
            String::from_utf8(out).expect("UTF-8"),
            "    1,200  added\n        0  updated\n        0  unchanged\n        0  removed\n        1  refused\n\
             The index holds 1,200 articles, 4,000 passages and 1 casualty figure in 1.2 MB (2.0 s).\n\
             \nRefused, and tried again next time:\n  in/\\u{1b}x.pdf: PDF is not read yet\n\
             \nLeft out:\n  .git: hidden\n"
        );
        assert_eq!(in_short(&report), "1,200 added, 1 refused");
    }
}
