//! Every sentence that Lockstep can say, in every language it speaks.
//!
//! The texts are in `locales/en.ftl` and `locales/zh-CN.ftl`, in Fluent syntax, and are compiled by `build.rs`. To add one
//! is one line in each file; the build stops where a language lacks a message or uses other variables, and the compiler
//! stops where one is said with a variable missing. No other file holds prose, the page's own included.
//!
//! ```
//! use lockstep_core::present::locale::Locale;
//! use lockstep_core::say;
//! let message = say!(StepOf, step = 7, length = 21);
//! assert_eq!(Locale::English.text(&message), "Step 7 of 21");
//! assert_eq!(Locale::Chinese.text(&message), "第 7 步，共 21 步");
//! ```

mod args;
mod lists;
mod messages;
mod render;

pub use args::{Arg, Message};
#[cfg(all(target_family = "wasm", not(feature = "texts")))]
#[doc(hidden)]
pub use messages::sections;
pub use messages::{Id, say};

use super::sentence::Sentence;

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English.
    #[default]
    English,
    /// 简体中文.
    Chinese,
}

impl Locale {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Locale; 2] = [Locale::English, Locale::Chinese];

    /// Its tag, as HTML's `lang` wants it.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::English => "en",
            Locale::Chinese => "zh-CN",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Locale::English => "English",
            Locale::Chinese => "中文",
        }
    }

    /// The language that a tag such as `zh-Hans-CN` or `en_GB` asks for, if we speak it.
    pub fn from_tag(tag: &str) -> Option<Locale> {
        let language = tag.split(['-', '_']).next().unwrap_or(tag);
        Locale::ALL.into_iter().find(|locale| locale.tag()[..2].eq_ignore_ascii_case(language))
    }

    /// A message as a sentence, in which workers and objects can be told apart.
    pub fn sentence(self, message: impl Into<Message>) -> Sentence {
        let mut sentence = Sentence::default();
        render::render(self, &message.into(), &mut sentence);
        sentence
    }

    /// A message as plain text.
    pub fn text(self, message: impl Into<Message>) -> String {
        self.sentence(message).plain()
    }
}

/// Makes a [`Message`]: `say!(Play)`, or `say!(StepOf, step = 7, length = 21)` with every variable named.
#[macro_export]
macro_rules! say {
    ($id:ident $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::present::locale::Message::from($crate::present::locale::say::$id {
            $($name: $crate::present::locale::Arg::from($value)),*
        })
    };
}

#[cfg(test)]
mod tests;
