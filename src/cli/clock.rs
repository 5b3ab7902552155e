//! CPU time of the main thread, which answers questions alone, for `batch --timings`.

use std::fs;

/// Microseconds of CPU that the main thread has used so far, as the kernel of Linux counts them.
///
/// `None` elsewhere: the standard library does not tell, and a dependency for one number is dear.
pub(super) fn cpu_micros() -> Option<u128> {
    let counts = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: u128 = counts.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1000)
}
