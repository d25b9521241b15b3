//! What `build.rs` made of the `.ftl` files.

use super::{Arg, Locale, Message};
use std::sync::OnceLock;

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

    /// Its text, in the form that `build.rs` documents; empty while nobody has taught us the language.
    pub(super) fn pattern(self, locale: Locale) -> &'static str {
        locale.patterns().and_then(|patterns| patterns.get(self as usize)).copied().unwrap_or_default()
    }
}

/// The patterns of the languages that are known so far, in the order of the messages.
static KNOWN: [OnceLock<Vec<&'static str>>; Locale::ALL.len()] =
    [const { OnceLock::new() }; Locale::ALL.len()];

impl Locale {
    /// Teaches us a language: `messages` is what the build made of its `.ftl` file. What is known already stays.
    ///
    /// Only a library without its feature `texts` has to be taught.
    pub fn learn(self, messages: &'static str) {
        KNOWN[self as usize].get_or_init(|| messages.split('\0').collect());
    }

    /// Whether its messages can be said.
    pub fn is_known(self) -> bool {
        self.patterns().is_some()
    }

    #[cfg(feature = "texts")]
    fn patterns(self) -> Option<&'static Vec<&'static str>> {
        self.learn(match self {
            Locale::English => include_str!(concat!(env!("OUT_DIR"), "/en.messages")),
            Locale::Chinese => include_str!(concat!(env!("OUT_DIR"), "/zh-CN.messages")),
        });
        KNOWN[self as usize].get()
    }

    #[cfg(not(feature = "texts"))]
    fn patterns(self) -> Option<&'static Vec<&'static str>> {
        KNOWN[self as usize].get()
    }
}

/// What a wasm module carries for whoever takes it apart: none of it is in the module's memory.
#[cfg(all(target_family = "wasm", not(feature = "texts")))]
#[allow(unsafe_code, reason = "a section is named, and nothing reads it here")]
#[doc(hidden)]
pub mod sections {
    macro_rules! section {
        ($name:ident, $section:literal, $file:literal) => {
            #[unsafe(link_section = $section)]
            pub static $name: [u8; include_bytes!(concat!(env!("OUT_DIR"), $file)).len()] =
                *include_bytes!(concat!(env!("OUT_DIR"), $file));
        };
    }
    section!(ENGLISH, "lockstep.messages.en", "/en.messages");
    section!(CHINESE, "lockstep.messages.zh-CN", "/zh-CN.messages");
}
