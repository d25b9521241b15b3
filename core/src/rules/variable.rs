//! Plain variables: a word that is read and written, and nothing else. Who reads or writes unordered is the race
//! finder's business.

use super::Word;

/// A variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(pub Word);

/// Reads it.
#[inline]
pub fn load(state: &State) -> Word {
    state.0
}

/// Writes it, and answers the word that it replaces.
#[inline]
pub fn store(state: &mut State, word: Word) -> Word {
    std::mem::replace(&mut state.0, word)
}
