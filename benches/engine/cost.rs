//! CPU seconds and memory of processes and threads.

use std::time::Duration;

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::time::{ClockId, clock_gettime};

use crate::Result;

/// CPU seconds (user and system, all threads) and peak memory of this process or of its children.
pub(crate) fn usage(who: UsageWho) -> Result<(f64, u64)> {
    let usage = getrusage(who)?;
    // Linux counts in KiB.
    let peak = u64::try_from(usage.max_rss())? * 1024;
    Ok((seconds(&usage), peak))
}

fn seconds(usage: &Usage) -> f64 {
    [usage.user_time(), usage.system_time()]
        .iter()
        .map(|time| {
            Duration::from_micros(u64::try_from(time.tv_sec() * 1_000_000 + time.tv_usec()).unwrap_or(0))
        })
        .sum::<Duration>()
        .as_secs_f64()
}

/// CPU time of the whole process so far, by a clock finer than that of [`usage`].
pub(crate) fn process_clock() -> Result<Duration> {
    Ok(clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID)?.into())
}

/// The value in the middle of `values`; nothing of an empty list.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    percentile(values, 50)
}

/// The value below which `percent` of `values` lie.
pub(crate) fn percentile(values: &mut [f64], percent: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get((values.len() * percent / 100).min(values.len().checked_sub(1)?)).copied()
}
