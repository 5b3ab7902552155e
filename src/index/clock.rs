//! The time of day, for what is stamped with it.

/// The time in UTC, to the second: `2022-07-29T14:05:00Z`.
pub(crate) fn now() -> String {
    let seconds = jiff::Timestamp::now().as_second();
    jiff::Timestamp::from_second(seconds).map_or_else(|_| String::new(), |now| now.to_string())
}
