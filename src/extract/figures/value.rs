//! Low, best and high from a number and the words around it.

use super::piece::{Binding, Group};
use crate::extract::Bounds;
use crate::vocabulary::Qualifier;

/// The bounds that the text states for a bound group, and how sure its wording is.
pub(super) fn of(group: &Group, binding: &Binding) -> (Bounds, Qualifier) {
    let value = group.value;
    let (low, best, high) = (value.low, value.best, value.high);
    match value.qualifier {
        Qualifier::Range => return (Bounds { low, best: None, high }, Qualifier::Range),
        Qualifier::Vague => return (Bounds { low, best: None, high: None }, Qualifier::Vague),
        _ => {}
    }
    let number = best.or(low);
    let inherited = binding.inherited.filter(|_| value.qualifier == Qualifier::Exact);
    let qualifier = group.wording.qualifier.or(inherited).unwrap_or(value.qualifier);
    let qualifier = if qualifier == Qualifier::Exact { value.qualifier } else { qualifier };
    let bounds = match qualifier {
        Qualifier::AtLeast | Qualifier::MoreThan => Bounds { low: number, best: number, high: None },
        Qualifier::AtMost | Qualifier::LessThan => Bounds { low: None, best: number, high: number },
        Qualifier::Approx => {
            Bounds { low: None, best: number, high: number.filter(|_| group.wording.nearly) }
        }
        Qualifier::Exact | Qualifier::Range | Qualifier::Vague => {
            Bounds { low: number, best: number, high: number }
        }
    };
    (bounds, qualifier)
}
