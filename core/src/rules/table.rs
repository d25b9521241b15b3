//! A set of objects, and the one door through which their operations are applied.
