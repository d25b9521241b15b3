//! Nothing to use: this package exists for its tests.
