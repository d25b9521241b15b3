//! Lockstep's engine: concurrent programs, one step at a time.
