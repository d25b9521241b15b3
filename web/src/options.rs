//! What the element's attributes and the address ask of a player.
//!
//! They come from strangers' pages: an unknown word means the default, never an error.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How much of the player is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Controls {
    /// Everything, as on a page of its own.
    Full,
    /// The stage, the sentence and the transport buttons.
    #[default]
    Mini,
    /// The picture alone.
    None,
}

impl Controls {
    /// The attribute's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Controls::Full => "full",
            Controls::Mini => "mini",
            Controls::None => "none",
        }
    }

    /// Reads the attribute's word; anything unknown is the default.
    pub fn from_word(word: &str) -> Self {
        match word {
            "full" => Controls::Full,
            "none" => Controls::None,
            _ => Controls::Mini,
        }
    }
}

/// Light, dark, or what the reader's system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the reader's system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Reads the attribute's word; anything unknown is the default.
    pub fn from_word(word: &str) -> Self {
        match word {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Auto,
        }
    }

    /// The attribute's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    /// The one that comes after it when the reader of a system that is dark or not asks for another: first the one that
    /// looks different from the system's.
    pub fn next(self, dark: bool) -> Self {
        match (self, dark) {
            (Theme::Auto, true) | (Theme::Dark, false) => Theme::Light,
            (Theme::Auto, false) | (Theme::Light, true) => Theme::Dark,
            (Theme::Light, false) | (Theme::Dark, true) => Theme::Auto,
        }
    }
}

/// Everything a player is told when it is mounted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The lesson to open, or empty.
    pub lesson: String,
    /// A step's number or a moment the lesson names, or empty.
    pub step: String,
    /// How much is shown.
    pub controls: Controls,
    /// Light, dark or the system's choice.
    pub theme: Theme,
    /// `en`, `zh-CN`, or empty or `auto` for the browser's choice.
    pub locale: String,
    /// Whether this player owns the page: its fragment, its title.
    pub page: bool,
    /// Where to start: a link's fragment without `#`, or empty. It may be anything a stranger typed.
    pub fragment: String,
    /// Fetches the texts of a language by its tag, or Go's `library` or the `examples`: `(tag) => Promise<string>`.
    pub texts: Option<Function>,
    /// Fetches the editor: `() => Promise<{edit}>`.
    pub editor: Option<Function>,
    /// Checks every schedule of a Go program in a Web Worker: `(asked, told) => Promise<stop>` (`exploring.rs`).
    pub check: Option<Function>,
}

impl Options {
    /// Whether a lesson or a link is asked for.
    pub fn asks(&self) -> bool {
        !self.fragment.is_empty() || !self.lesson.is_empty()
    }

    /// Reads `{lesson, step, controls, theme, locale, page, fragment, texts, editor, check}`; what is missing is empty.
    pub fn read(object: &JsValue) -> Self {
        let text = |name: &str| {
            Reflect::get(object, &JsValue::from_str(name))
                .ok()
                .and_then(|v| v.as_string())
                .unwrap_or_default()
        };
        let function = |name: &str| Reflect::get(object, &name.into()).ok().and_then(|it| it.dyn_into().ok());
        let page = Reflect::get(object, &JsValue::from_str("page")).ok().and_then(|v| v.as_bool());
        Self {
            lesson: text("lesson"),
            step: text("step"),
            controls: Controls::from_word(&text("controls")),
            theme: Theme::from_word(&text("theme")),
            locale: text("locale"),
            page: page.unwrap_or(false),
            fragment: text("fragment"),
            texts: function("texts"),
            editor: function("editor"),
            check: function("check"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_unknown_word_is_the_default() {
        assert_eq!(Controls::from_word("everything"), Controls::Mini);
        assert_eq!(Theme::from_word("sepia"), Theme::Auto);
    }

    #[test]
    fn the_first_other_theme_looks_other_and_the_third_is_the_first_again() {
        for (dark, other) in [(false, Theme::Dark), (true, Theme::Light)] {
            assert_eq!(Theme::Auto.next(dark), other);
            assert_eq!(Theme::Auto.next(dark).next(dark).next(dark), Theme::Auto);
        }
    }

    #[test]
    fn a_word_names_itself() {
        for controls in [Controls::Full, Controls::Mini, Controls::None] {
            assert_eq!(Controls::from_word(controls.name()), controls);
        }
    }
}
