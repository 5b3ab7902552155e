//! CPU time of this process, for `batch --timings`.

/// Microseconds of CPU that the process has used so far, in all threads; `None` where the system
/// does not tell.
#[cfg(unix)]
pub(super) fn cpu_micros() -> Option<u128> {
    use nix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).ok()?;
    Some(std::time::Duration::from(time).as_micros())
}

/// Microseconds of CPU that the process has used so far; here the system does not tell.
#[cfg(not(unix))]
pub(super) const fn cpu_micros() -> Option<u128> {
    None
}
