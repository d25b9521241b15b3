//! What `build.rs` made of the `.ftl` files.

use super::{Arg, Locale, Message};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

impl Id {
    /// Every message, in the order of the files.
    pub const ALL: &'static [Id] = &ALL;

    /// Its name in the files.
    pub fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// The names of its variables, in alphabetical order.
    pub fn variables(self) -> &'static [&'static str] {
        VARIABLES[self as usize]
    }

    /// Its text, in the form that `build.rs` documents.
    pub(super) fn pattern(self, locale: Locale) -> &'static str {
        match locale {
            Locale::English => ENGLISH[self as usize],
            Locale::Chinese => CHINESE[self as usize],
        }
    }
}
