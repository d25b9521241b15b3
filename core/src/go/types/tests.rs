//! The checker held against real Go.
