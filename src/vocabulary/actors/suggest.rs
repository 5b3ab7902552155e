//! The nearest known names to one that is not known: for error messages only, never for matching.

/// Least number of single-letter edits that turn `left` into `right`; `None` above `limit`.
pub(super) fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut last = row + 1;
        for ((b, diagonal), up) in right.iter().zip(&above).zip(above.iter().skip(1)) {
            last = (diagonal + usize::from(a != b)).min(up + 1).min(last + 1);
            current.push(last);
        }
        if current.iter().all(|&cost| cost > limit) {
            return None;
        }
        above = current;
    }
    above.last().copied().filter(|&cost| cost <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_edits_up_to_its_limit() {
        assert_eq!(distance("wagner", "vagner", 2), Some(1));
        assert_eq!(distance("jnim", "jnim", 0), Some(0));
        assert_eq!(distance("niono", "nioro du sahel", 3), None);
        assert_eq!(distance("", "abc", 3), Some(3));
        assert_eq!(distance("kitten", "sitting", 2), None);
    }
}
