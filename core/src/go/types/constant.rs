//! The values of constants, exact as Go's are.

use std::rc::Rc;

/// A constant's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// A truth value.
    Bool(bool),
    /// A string: bytes, mostly UTF-8.
    String(Rc<[u8]>),
    /// A whole number.
    Int(i128),
    /// Another number.
    Float(f64),
}
