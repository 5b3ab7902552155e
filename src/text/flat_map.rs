//! A table from hashes to small values, for many look-ups among few insertions.

/// Values by a hash that is mixed well, each at its own slot or soon behind it: one place in memory to look
/// at for each key, be it known or not.
#[derive(Debug)]
pub(crate) struct FlatMap<V> {
    /// A power of two of them, or none. They take no more room than key and value where values have a niche.
    slots: Vec<Option<(u64, V)>>,
    used: usize,
}

impl<V> Default for FlatMap<V> {
    fn default() -> Self {
        Self { slots: Vec::new(), used: 0 }
    }
}

impl<V: Copy> FlatMap<V> {
    /// An empty table with room for so many values.
    pub(crate) fn with_capacity(values: usize) -> Self {
        let slots = (values + values / 3).next_power_of_two();
        Self { slots: vec![None; slots], used: 0 }
    }

    /// Bytes that it fills.
    pub(crate) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Option<(u64, V)>>()
    }

    /// The value of `key`.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<&V> {
        self.slots.get(self.slot(key))?.as_ref().map(|(_, value)| value)
    }

    /// The value of `key`, which is `new` where there was none.
    pub(crate) fn get_or_insert(&mut self, key: u64, new: V) -> &mut V {
        // A quarter of the slots stays free.
        if (self.used + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let slot = self.slot(key);
        let slot = &mut self.slots[slot];
        self.used += usize::from(slot.is_none());
        &mut slot.get_or_insert((key, new)).1
    }

    fn grow(&mut self) {
        let former = std::mem::replace(self, Self::with_capacity(self.slots.len().max(8)));
        for (key, value) in former.slots.into_iter().flatten() {
            self.get_or_insert(key, value);
        }
    }

    /// The slot of a key, or the free one where it belongs.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        // The upper half of a product is mixed best.
        let mut slot = usize::try_from(key >> 32).unwrap_or_default() & mask;
        while self.slots.get(slot).is_some_and(|slot| slot.as_ref().is_some_and(|(known, _)| *known != key)) {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::num::NonZeroU32;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_put_in_first_is_found(
            keys in proptest::collection::vec((0..40_u64, any::<bool>()), 0..200),
        ) {
            let mut map = FlatMap::default();
            let mut expected = HashMap::new();
            for (value, &(key, is_high)) in (1..).filter_map(NonZeroU32::new).zip(&keys) {
                let key = if is_high { key << 32 } else { key };
                prop_assert_eq!(map.get(key), expected.get(&key));
                prop_assert_eq!(*map.get_or_insert(key, value), *expected.entry(key).or_insert(value));
            }
            prop_assert!(expected.iter().all(|(key, value)| map.get(*key) == Some(value)));
        }
    }
}
