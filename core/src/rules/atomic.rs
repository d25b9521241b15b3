//! Atomic integers: each operation is one step. Follows Go's `sync/atomic`, whose additions wrap around.

/// An atomic integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(pub i64);

/// `a.Load()`
#[inline]
pub fn load(state: &State) -> i64 {
    state.0
}

/// `a.Store(value)`
#[inline]
pub fn store(state: &mut State, value: i64) {
    state.0 = value;
}

/// `a.Add(delta)`: the new value.
#[inline]
pub fn add(state: &mut State, delta: i64) -> i64 {
    state.0 = state.0.wrapping_add(delta);
    state.0
}

/// `a.Swap(value)`: the old value.
#[inline]
pub fn swap(state: &mut State, value: i64) -> i64 {
    std::mem::replace(&mut state.0, value)
}

/// `a.CompareAndSwap(old, new)`: whether the value was `old`, and is now `new`.
#[inline]
pub fn compare_and_swap(state: &mut State, old: i64, new: i64) -> bool {
    let equal = state.0 == old;
    if equal {
        state.0 = new;
    }
    equal
}
