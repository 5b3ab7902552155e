//! Progress of long work, on stderr and only on a terminal.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

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
        let paths = paths.to_vec();
        let total = move || walk(&paths, &[]).flatten().map(|file| file.bytes).sum();
        let progress = Self::on(ProgressDrawTarget::stderr(), total);
        progress.bar.enable_steady_tick(Duration::from_millis(200));
        progress
    }

    fn on(screen: ProgressDrawTarget, total: impl FnOnce() -> u64 + Send + 'static) -> Self {
        let bar = ProgressBar::with_draw_target(None, screen);
        set_style(&bar, "{spinner} {bytes} · {bytes_per_sec} · {wide_msg}");
        Self { bar, total: Some(std::thread::spawn(total)) }
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use indicatif::TermLike;

    use super::*;

    /// A terminal that keeps all that was written to it.
    #[derive(Debug, Clone, Default)]
    struct Screen(Arc<Mutex<String>>);

    impl TermLike for Screen {
        fn width(&self) -> u16 {
            120
        }

        fn move_cursor_up(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }

        fn move_cursor_down(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }

        fn move_cursor_right(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }

        fn move_cursor_left(&self, _: usize) -> std::io::Result<()> {
            Ok(())
        }

        fn write_line(&self, line: &str) -> std::io::Result<()> {
            self.write_str(line)
        }

        fn write_str(&self, words: &str) -> std::io::Result<()> {
            self.0.lock().expect("no writer panics").push_str(words);
            Ok(())
        }

        fn clear_line(&self) -> std::io::Result<()> {
            Ok(())
        }

        fn flush(&self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_says_how_much_is_done_how_fast_and_how_long_it_will_take() {
        let screen = Screen::default();
        let target = ProgressDrawTarget::term_like(Box::new(screen.clone()));
        let mut progress = Progress::on(target, || 4_096);
        while progress.total.as_ref().is_some_and(|total| !total.is_finished()) {
            std::thread::yield_now();
        }
        let now = index::Progress { files: 3, articles: 1_200, bytes: 1_024, path: "a\u{1b}.txt".to_owned() };
        progress.show(&now);
        progress.bar.force_draw();
        let written = screen.0.lock().expect("no writer panics").clone();
        for part in ["25% of 4.00 KiB", "/s", "left", "1,200 articles"] {
            assert!(written.contains(part), "no {part:?} in {written:?}");
        }
        assert!(!written.contains("a\u{1b}"), "{written:?}");
    }
}
