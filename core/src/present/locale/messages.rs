//! What `build.rs` made of the `.ftl` files.

use super::{Arg, Locale, Message};
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/messages.rs"));

impl Id {
    /// Every message, in the order of the files.
    pub const ALL: &'static [Id] = &ALL;

    /// The messages that come later than those of a language, with the programs that they are the names of: the last ones.
    pub const LATE: &'static [Id] = &LATE;

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
        let known = locale.patterns().and_then(|patterns| patterns.get(self as usize));
        known.copied().unwrap_or_else(|| late(self, locale))
    }
}

/// A late message has no part in a first visit.
#[inline(never)]
fn late(id: Id, locale: Locale) -> &'static str {
    #[cfg(feature = "texts")]
    locale.learn_late(match locale {
        Locale::English => include_str!(concat!(env!("OUT_DIR"), "/en.late.messages")),
        Locale::Chinese => include_str!(concat!(env!("OUT_DIR"), "/zh-CN.late.messages")),
    });
    let at = (id as usize).checked_sub(FIRST_LATE);
    let patterns = LATE_KNOWN[locale as usize].get();
    at.zip(patterns).and_then(|(at, patterns)| patterns.get(at)).copied().unwrap_or_default()
}

/// The patterns of the languages that are known so far, in the order of the messages.
static KNOWN: [OnceLock<Vec<&'static str>>; Locale::ALL.len()] =
    [const { OnceLock::new() }; Locale::ALL.len()];

/// Those of the late messages, which come with what they are about.
static LATE_KNOWN: [OnceLock<Vec<&'static str>>; Locale::ALL.len()] =
    [const { OnceLock::new() }; Locale::ALL.len()];

impl Locale {
    /// Teaches us a language: `messages` is what the build made of its `.ftl` file. What is known already stays.
    ///
    /// Only a library without its feature `texts` has to be taught.
    pub fn learn(self, messages: &'static str) {
        KNOWN[self as usize].get_or_init(|| messages.split('\0').collect());
    }

    /// Teaches us the late messages of a language, which are not in its file: those of [`Id::LATE`], in that order.
    pub(crate) fn learn_late(self, messages: &'static str) {
        LATE_KNOWN[self as usize].get_or_init(|| messages.split('\0').collect());
    }

    /// Whether its messages can be said. The late ones may still be to come.
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

#[cfg(all(target_family = "wasm", not(feature = "texts")))]
crate::sections! {
    ENGLISH: "lockstep.messages.en" = "/en.messages";
    CHINESE: "lockstep.messages.zh-CN" = "/zh-CN.messages";
}
