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

    fn patterns(self) -> Option<&'static Vec<&'static str>> {
        #[cfg(feature = "texts")]
        self.learn(match self {
            Locale::English => include_str!(concat!(env!("OUT_DIR"), "/en.messages")),
            Locale::Chinese => include_str!(concat!(env!("OUT_DIR"), "/zh-CN.messages")),
        });
        KNOWN[self as usize].get()
    }
}

/// Puts files of `OUT_DIR` into sections of a wasm module, for whoever takes it apart: none of it is in its memory.
#[cfg(all(target_family = "wasm", not(feature = "texts")))]
#[doc(hidden)]
#[macro_export]
macro_rules! sections {
    ($($name:ident: $section:literal = $file:literal;)*) => {
        #[allow(unsafe_code, reason = "sections are named, and nothing reads them here")]
        #[doc(hidden)]
        pub mod sections {
            $(
                #[unsafe(link_section = $section)]
                pub static $name: [u8; include_bytes!(concat!(env!("OUT_DIR"), $file)).len()] =
                    *include_bytes!(concat!(env!("OUT_DIR"), $file));
            )*
        }
    };
}

#[cfg(all(target_family = "wasm", not(feature = "texts")))]
sections! {
    ENGLISH: "lockstep.messages.en" = "/en.messages";
    CHINESE: "lockstep.messages.zh-CN" = "/zh-CN.messages";
}
