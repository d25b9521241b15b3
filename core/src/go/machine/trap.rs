//! What stops a goroutine in the middle of an instruction.

use super::memory::Full;

/// A program has used all of its memory.
pub const OUT_OF_MEMORY: &str = "runtime: out of memory";
/// It has started more goroutines than there may be.
pub const TOO_MANY: &str = "too many goroutines";
/// A goroutine's calls lie too deep in each other.
pub const STACK_OVERFLOW: &str = "stack overflow";

/// Why an instruction was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trap {
    /// A panic of the run-time system, in Go's words; its value is a `runtime.Error`.
    Error(String),
    /// A panic too: nil was followed, which in Go the processor notices, by a signal.
    Nil,
    /// A panic too: an index, as a signed number, that is not below a length.
    Index(i64, usize),
    /// A panic too: a bound of a slice, in the words for a signed number and in those for an unsigned one.
    Bound(String, String),
    /// The end of the process that nothing can hold up, for what the program did; in Go's words without the
    /// `fatal error: ` before them.
    Fatal(String),
    /// The end of the process because the run-time system itself cannot go on: it tells where everyone stands.
    Throw(String),
}

impl Trap {
    /// A panic whose words begin with `runtime error: `.
    pub fn runtime(what: &str) -> Trap {
        Trap::Error(format!("runtime error: {what}"))
    }

    /// A nil pointer was followed.
    #[cold]
    pub fn nil() -> Trap {
        Trap::Nil
    }

    /// An index that is not there.
    #[cold]
    pub fn index(index: i64, length: usize) -> Trap {
        Trap::Index(index, length)
    }

    /// A bound of a slice that is not there: `words` make the brackets of it, and say what it is beyond of unless it is negative.
    #[cold]
    pub(super) fn bound(bound: i64, words: impl Fn(&str, bool) -> String) -> Trap {
        let told = |number: String, alone| {
            ["runtime error: slice bounds out of range ", &words(&number, alone)].concat()
        };
        let whole = told((bound as u64).to_string(), false);
        if bound < 0 { Trap::Bound(told(bound.to_string(), true), whole) } else { Trap::Error(whole) }
    }

    /// A loop over a function that does not keep to the rules: its body is called in this state (1 when it has said that it
    /// is enough, 2 after a panic, 3 when the iterator has returned), or a panic of the body was lost (0).
    #[cold]
    pub fn iteration(state: u64) -> Trap {
        let after = match state {
            0 => {
                let what = "range function recovered a loop body panic and did not resume panicking";
                return Trap::runtime(what);
            }
            1 => "function for loop body returned false",
            2 => "loop body panic",
            _ => "whole loop exit",
        };
        Trap::runtime(&["range function continued iteration after ", after].concat())
    }

    /// Its words; `unsigned` says whether an index is.
    pub(super) fn words(self, unsigned: bool) -> String {
        match self {
            Trap::Error(words) | Trap::Fatal(words) | Trap::Throw(words) => words,
            Trap::Bound(words, _) if !unsigned => words,
            Trap::Bound(_, words) => words,
            Trap::Nil => "runtime error: invalid memory address or nil pointer dereference".into(),
            Trap::Index(index, length) => Trap::index_words(index, length, unsigned),
        }
    }

    /// The words of an index that is not there. An unsigned one is never negative.
    fn index_words(index: i64, length: usize, unsigned: bool) -> String {
        match index < 0 {
            true if unsigned => {
                format!("runtime error: index out of range [{}] with length {length}", index as u64)
            }
            true => format!("runtime error: index out of range [{index}]"),
            false => format!("runtime error: index out of range [{index}] with length {length}"),
        }
    }
}

impl From<Full> for Trap {
    #[cold]
    fn from(Full: Full) -> Trap {
        Trap::Throw(OUT_OF_MEMORY.into())
    }
}
