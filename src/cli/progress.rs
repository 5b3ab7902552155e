//! Progress of long work, on stderr and only on a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::sanitize::sanitize;
use crate::index;

/// A line that says what is being read and how fast; nothing where nobody looks.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins; nothing is shown of work that ends at once.
    pub(super) fn begin(unit: &str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new_spinner();
        // A line without the look is better than none, so a template that does not fit is no error.
        if let Ok(style) = ProgressStyle::with_template(&format!(
            "{{spinner}} {{human_pos}} {unit} · {{per_sec}} · {{wide_msg}}"
        )) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// How far it has come.
    pub(super) fn show(&mut self, now: &index::Progress) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_position(now.articles as u64);
        self.bar.set_message(format!("{} · {}", HumanBytes(now.bytes), sanitize(&now.path)));
    }

    /// Leaves no trace.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}
