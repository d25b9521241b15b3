//! What stops a goroutine in the middle of an instruction.

use super::memory::Full;

/// Why an instruction was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trap {
    /// A panic of the run-time system, in Go's words; its value is a `runtime.Error`.
    Error(String),
    /// The end of the process that nothing can hold up, in Go's words without the `fatal error: ` before them.
    Fatal(String),
}

impl Trap {
    /// A panic whose words begin with `runtime error: `.
    pub fn runtime(what: &str) -> Trap {
        Trap::Error(format!("runtime error: {what}"))
    }

    /// A nil pointer was followed.
    #[cold]
    pub fn nil() -> Trap {
        Trap::runtime("invalid memory address or nil pointer dereference")
    }

    /// An index that is not there.
    #[cold]
    pub fn index(index: i64, length: usize) -> Trap {
        match index < 0 {
            true => Trap::runtime(&format!("index out of range [{index}]")),
            false => Trap::runtime(&format!("index out of range [{index}] with length {length}")),
        }
    }
}

impl From<Full> for Trap {
    #[cold]
    fn from(Full: Full) -> Trap {
        Trap::Fatal("runtime: out of memory".into())
    }
}
