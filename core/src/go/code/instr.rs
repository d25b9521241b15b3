//! The instructions: what a goroutine does, one small thing at a time.
//!
//! Operands are *slots*, words of the goroutine's current frame. A value of several words lies in as many slots in a row.

use super::layout::LayoutId;
use crate::go::types::store::{Basic, TypeId};
use crate::rules::Kind;
use crate::rules::mutex::WakeRule;

/// A word of the current frame.
pub type Slot = u16;

/// No slot, where one may be left out.
pub const NONE: Slot = u16::MAX;

/// A number of an instruction in its function.
pub type Pc = u32;

/// An operation with two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are Go's operators")]
pub enum Arith {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    AndNot,
    Shl,
    Shr,
    Min,
    Max,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they are Go's operators")]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

/// A conversion of which strings are a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAs {
    /// `string(rune)`
    FromRune,
    /// `string([]byte)`
    FromBytes,
    /// `string([]rune)`
    FromRunes,
    /// `[]byte(string)`
    ToBytes,
    /// `[]rune(string)`
    ToRunes,
}

/// What a goroutine asks of a shared object by a call, whose operands are in a window as those of any call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the function of that name")]
pub enum Request {
    Lock,
    TryLock,
    Unlock,
    WriteLock,
    TryWriteLock,
    WriteUnlock,
    ReadLock,
    TryReadLock,
    ReadUnlock,
    Add,
    Wait,
    CondRegister,
    CondWait,
    CondSignal,
    CondBroadcast,
    Sleep,
    Yield,
    Goexit,
    Exit,
    Write,
    Touch,
    StartTimer,
    StopTimer,
    ResetTimer,
    NumGoroutine,
    Now,
    Instant,
    Random,
    Caller,
}

impl Request {
    /// What the object is that it is asked of.
    pub fn kind(self) -> Kind {
        match self {
            Request::Lock | Request::TryLock | Request::Unlock => Kind::Mutex(WakeRule::Go),
            Request::Add | Request::Wait => Kind::WaitGroup,
            Request::CondRegister | Request::CondWait | Request::CondSignal | Request::CondBroadcast => {
                Kind::Cond
            }
            _ => Kind::RwMutex,
        }
    }

    /// Whether it is asked of a lock, a wait group or a condition: its first parameter points to it.
    pub fn is_on_lock(self) -> bool {
        use Request::*;
        matches!(
            self,
            Lock | TryLock
                | Unlock
                | WriteLock
                | TryWriteLock
                | WriteUnlock
                | ReadLock
                | TryReadLock
                | ReadUnlock
                | Add
                | Wait
                | CondRegister
                | CondWait
                | CondSignal
                | CondBroadcast
        )
    }

    /// Whether another goroutine could notice it, or it another one.
    pub fn is_step(self) -> bool {
        !matches!(self, Request::Now | Request::Instant | Request::Random | Request::Caller)
    }
}

/// A case of a select: where its operands are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelectCase {
    /// The channel.
    pub channel: Slot,
    /// The value to send, or where what is received goes ([`NONE`] if nowhere).
    pub value: Slot,
    /// Where it goes whether a value was received.
    pub ok: Slot,
    /// The type of the channel's elements.
    pub elem: TypeId,
    /// Whether it sends.
    pub sends: bool,
}

/// A select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectTable {
    /// The cases.
    pub cases: Box<[SelectCase]>,
    /// Whether there is a `default`.
    pub default: bool,
    /// Where the number of the case goes that is taken; −1 for the default.
    pub chosen: Slot,
}

/// One instruction. Those that ask for something shared, or reach memory that others can reach, may be steps of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(
    missing_docs,
    reason = "the operands are named alike everywhere: `dst` is where the result goes, `n` a number of words"
)]
pub enum Instr {
    /// A small whole number.
    Int { dst: Slot, value: i32 },
    /// A word of the constants.
    Const { dst: Slot, index: u32 },
    /// A word.
    Copy { dst: Slot, src: Slot },
    /// Several words; they may overlap.
    CopyN { dst: Slot, src: Slot, n: u16 },
    /// Zeroes.
    Zero { dst: Slot, n: u16 },
    /// The mutexes, wait groups and lists of waiters among these words become objects of their own, in the same state.
    CopySync { dst: Slot, typ: TypeId },

    /// `int` and `int64`
    Add { dst: Slot, a: Slot, b: Slot },
    /// `int` and `int64`
    AddInt { dst: Slot, a: Slot, value: i16 },
    /// `int` and `int64`
    Sub { dst: Slot, a: Slot, b: Slot },
    /// `int` and `int64`
    Mul { dst: Slot, a: Slot, b: Slot },
    /// Two numbers of a kind.
    Arith { op: Arith, kind: Basic, dst: Slot, a: Slot, b: Slot },
    /// Refuses a negative count of a shift.
    ShiftCount { count: Slot },
    /// Two `int`s or `int64`s, or two words that are equal or not.
    Less { dst: Slot, a: Slot, b: Slot },
    /// As [`Instr::Less`].
    LessEqual { dst: Slot, a: Slot, b: Slot },
    /// Two words that are the same bits.
    Same { dst: Slot, a: Slot, b: Slot },
    /// Two numbers of a kind.
    Compare { op: Compare, kind: Basic, dst: Slot, a: Slot, b: Slot },
    /// Two strings.
    CompareText { op: Compare, dst: Slot, a: Slot, b: Slot },
    /// Two values of a type.
    Equal { typ: TypeId, dst: Slot, a: Slot, b: Slot },
    /// `-x`
    Negate { kind: Basic, dst: Slot, a: Slot },
    /// `^x`
    Complement { kind: Basic, dst: Slot, a: Slot },
    /// `!x`
    Not { dst: Slot, a: Slot },
    /// A number as one of another kind.
    Convert { from: Basic, to: Basic, dst: Slot, a: Slot },

    /// `a + b` of strings
    Concat { dst: Slot, a: Slot, b: Slot },
    /// `len(s)`
    TextLength { dst: Slot, text: Slot },
    /// `s[i]`
    ByteAt { dst: Slot, text: Slot, index: Slot },
    /// `s[low:high]`
    CutText { dst: Slot, text: Slot, low: Slot, high: Slot },
    /// A string from or to something else.
    TextAs { how: TextAs, dst: Slot, src: Slot },
    /// The next character of a string: from where (`at`, moved on), and the character. It skips the next instruction, except at the end.
    NextRune { text: Slot, at: Slot, rune: Slot },

    /// Goes on elsewhere.
    Jump { to: Pc },
    /// Goes on elsewhere if it is true.
    If { cond: Slot, to: Pc },
    /// Goes on elsewhere if it is false.
    Unless { cond: Slot, to: Pc },
    /// The head of a loop: where a goroutine that computes for long may pause.
    Loop,
    /// A function of the program; its window begins at `base`.
    Call { func: u32, base: Slot, results: u16, params: u16 },
    /// A function value.
    CallValue { func: Slot, base: Slot, results: u16, params: u16 },
    /// A method of an interface's value: its number among the names of methods. The receiver goes into the window, as its
    /// first parameter.
    CallMethod { iface: Slot, method: u32, base: Slot, results: u16, params: u16 },
    /// A function that is written in Rust.
    Native { native: u16, base: Slot, results: u16, params: u16 },
    /// Runs what was deferred, last first.
    RunDefers,
    /// Goes back to the caller.
    Return,

    /// A function value, with what it captures: as many words, which lie in a row.
    Closure { dst: Slot, func: u32, from: Slot, layout: LayoutId },
    /// Words that the function captured: from which on.
    Captured { dst: Slot, closure: Slot, word: u16, n: u16 },
    /// A new variable, zero.
    New { dst: Slot, layout: LayoutId, count: u32 },
    /// Words behind a pointer.
    Load { dst: Slot, pointer: Slot, offset: u16, n: u16 },
    /// Words behind a pointer.
    Store { pointer: Slot, offset: u16, src: Slot, n: u16 },
    /// A pointer to so many words further on, not nil.
    Offset { dst: Slot, pointer: Slot, words: u32 },
    /// A pointer to so many words further on, as a slot says; what is there is not looked at.
    Advance { dst: Slot, pointer: Slot, words: Slot },
    /// Refuses nil.
    NotNil { pointer: Slot },
    /// A pointer to an element of a slice.
    Element { dst: Slot, slice: Slot, index: Slot, size: u16 },
    /// A pointer to an element of an array that is pointed to.
    ArrayElement { dst: Slot, pointer: Slot, index: Slot, size: u16, length: u32 },
    /// Refuses an index that is not below the length.
    Bounds { index: Slot, length: u32 },
    /// `make([]T, len, cap)`; [`NONE`] if there is no capacity of its own.
    MakeSlice { dst: Slot, layout: LayoutId, length: Slot, capacity: Slot },
    /// `s[low:high:max]` of a slice whose elements have so many words, or of a whole array.
    Slice { dst: Slot, src: Slot, low: Slot, high: Slot, max: Slot, size: u16, array: bool },
    /// The slice of a whole array that is pointed to.
    SliceOfArray { dst: Slot, pointer: Slot, length: u32 },
    /// `(*[n]T)(s)`
    ArrayOfSlice { dst: Slot, src: Slot, length: u32 },
    /// Appends the elements that lie in a row from `from`.
    Append { dst: Slot, slice: Slot, from: Slot, count: u16, layout: LayoutId },
    /// Appends the elements of another slice.
    AppendSlice { dst: Slot, slice: Slot, more: Slot, layout: LayoutId },
    /// Appends the bytes of a string.
    AppendText { dst: Slot, slice: Slot, text: Slot },
    /// `copy(to, from)`; `dst` is how many, or [`NONE`].
    CopySlice { dst: Slot, to: Slot, from: Slot, size: u16 },
    /// `copy(to, text)`
    CopyText { dst: Slot, to: Slot, text: Slot },
    /// `clear(s)`
    ClearSlice { slice: Slot, size: u16 },

    /// `make(map[K]V)`, with the number of the shape among those of maps, as in all that follow.
    MakeMap { dst: Slot, typ: TypeId, name: u16 },
    /// Refuses a value that cannot be a key.
    Hashable { key: Slot, typ: TypeId },
    /// `m[k]`, and whether it is there.
    MapGet { dst: Slot, map: Slot, key: Slot, ok: Slot, shape: u16 },
    /// `m[k] = v`
    MapSet { map: Slot, key: Slot, value: Slot, shape: u16 },
    /// `delete(m, k)`
    MapDelete { map: Slot, key: Slot, shape: u16 },
    /// `len(m)`
    MapLength { dst: Slot, map: Slot },
    /// `clear(m)`
    MapClear { map: Slot },
    /// Begins to go over a map: what is still to come.
    MapKeys { dst: Slot, map: Slot, shape: u16 },
    /// The next key and value ([`NONE`] if nobody asks) of those to come: any, or the first if it goes in order. It skips the
    /// next instruction, except at the end.
    MapNext { keys: Slot, map: Slot, key: Slot, value: Slot, shape: u16, ordered: bool },

    /// A value as an interface's; the layout is that of its type.
    ToInterface { dst: Slot, src: Slot, layout: LayoutId },
    /// `x.(T)` of an interface's value, for a type that is none. With `ok`, it says whether; without, it panics, and names the
    /// interface: its number among the types that are asserted from.
    Assert { dst: Slot, iface: Slot, ok: Slot, typ: TypeId, from: u16 },
    /// `x.(I)`
    AssertInterface { dst: Slot, iface: Slot, ok: Slot, typ: TypeId, from: u16 },

    /// `make(chan T, cap)`, with the number of its name among the texts.
    MakeChannel { dst: Slot, capacity: Slot, elem: TypeId, name: u16 },
    /// `ch <- v`
    Send { channel: Slot, value: Slot, elem: TypeId },
    /// `v, ok := <-ch`
    Receive { dst: Slot, channel: Slot, ok: Slot, elem: TypeId },
    /// `close(ch)`
    Close { channel: Slot },
    /// `len(ch)`
    ChannelLength { dst: Slot, channel: Slot },
    /// `cap(ch)`
    ChannelCapacity { dst: Slot, channel: Slot },
    /// `select`
    Select { table: u16 },

    /// `go f()`, of a function value without parameters.
    Go { func: Slot },
    /// `defer f()`, of a function value without parameters.
    Defer { func: Slot },
    /// The same into a list of another function, which has deferred the list.
    DeferTo { list: Slot, func: Slot },
    /// Refuses to run the body of a loop over a function, unless the loop is in this state: 0.
    Yielded { state: Slot },
    /// Refuses to go on after a loop over a function whose body was left by a panic that the iterator recovered: state 2.
    Iterated { state: Slot },
    /// `panic(v)`
    Panic { iface: Slot },
    /// `recover()`
    Recover { dst: Slot },
    /// What is asked of a shared object by a call.
    Request { request: Request, base: Slot, results: u16, params: u16 },
}

impl TextAs {
    /// How many words it is made from and into.
    pub fn sizes(self) -> (usize, usize) {
        match self {
            TextAs::FromRune => (1, 1),
            TextAs::FromBytes | TextAs::FromRunes => (3, 1),
            TextAs::ToBytes | TextAs::ToRunes => (1, 3),
        }
    }

    /// Whether it is made from the elements of a slice.
    pub fn reads_slice(self) -> bool {
        matches!(self, TextAs::FromBytes | TextAs::FromRunes)
    }
}
