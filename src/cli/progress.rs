//! Progress of long work, on stderr and only on a terminal.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressStyle};

use super::sanitize::sanitize;
use crate::corpus::walk;
use crate::index;

/// A line that says what is being read, how fast, and how long it will take; nothing where nobody
/// looks.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Adds up the bytes that there are to read, while reading has begun.
    total: Option<JoinHandle<u64>>,
}

impl Progress {
    /// Begins to read `paths`; nothing is shown of work that ends at once.
    pub(super) fn begin(paths: &[PathBuf]) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden(), total: None };
        }
        let bar = ProgressBar::new_spinner();
        set_style(&bar, "{spinner} {bytes} · {bytes_per_sec} · {wide_msg}");
        bar.enable_steady_tick(Duration::from_millis(200));
        let paths = paths.to_vec();
        let total = std::thread::spawn(move || walk(&paths, &[]).flatten().map(|file| file.bytes).sum());
        Self { bar, total: Some(total) }
    }

    /// How far it has come.
    pub(super) fn show(&mut self, now: &index::Progress) {
        if self.bar.is_hidden() {
            return;
        }
        if let Some(total) = self.total.take_if(|total| total.is_finished())
            && let Ok(total) = total.join()
        {
            self.bar.set_length(total.max(now.bytes));
            set_style(
                &self.bar,
                "{spinner} {percent}% of {total_bytes} · {bytes_per_sec} · {eta} left · {wide_msg}",
            );
        }
        self.bar.set_position(now.bytes);
        let articles = HumanCount(now.articles as u64);
        self.bar.set_message(format!("{articles} articles · {}", sanitize(&now.path)));
    }

    /// Leaves no trace.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}

fn set_style(bar: &ProgressBar, template: &str) {
    // A line without the look is better than none, so a template that does not fit is no error.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}
