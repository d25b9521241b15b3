//! The door from JavaScript: what puts a player up, the texts that it needs before, and the handle that ends what was begun.

use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::{AppHandle, Renderer};

use crate::app::{App, AppProps, Msg};
use crate::browser::key_of;
use crate::look::Look;
use crate::options::Options;
use crate::{draft, exploring, link, store, texts};
use lockstep_core::present::Locale;

/// A mounted player. JavaScript ends it with `destroy()`, and tells it what happens outside of its host: what listens to a
/// window would outlive the instance, and call into it after a trap.
#[wasm_bindgen]
pub struct PlayerHandle {
    app: AppHandle<App>,
}

#[wasm_bindgen]
impl PlayerHandle {
    /// Opens what a link leads to: what stands after its `#`.
    pub fn open(&self, fragment: String) {
        self.app.send_message(Msg::Came(fragment));
    }

    /// Takes a key that was pressed while nothing on the page had the focus; if it means nothing here, it is left alone.
    pub fn press(&self, event: &KeyboardEvent) {
        let heard = |key: &_| self.app.get_component().is_none_or(|app| app.hears(*key));
        if let Some(key) = key_of(event, store::letters()).filter(heard) {
            event.prevent_default();
            self.app.send_message(Msg::Key(key));
        }
    }

    /// Takes the player off its host, which stays empty.
    pub fn destroy(self) {
        self.app.destroy();
    }
}

/// The language that a player with these options will speak, if its texts have to be handed over first ([`learn`]).
#[wasm_bindgen]
pub fn unknown_language(options: &JsValue) -> Option<String> {
    let look = Look::first(&Options::read(options));
    (!look.locale.is_known()).then(|| look.locale.tag().into())
}

/// Whether a player with these options begins elsewhere than a first visit does.
#[wasm_bindgen]
pub fn begins_elsewhere(options: &JsValue) -> bool {
    let options = Options::read(options);
    options.asks() || !options.step.is_empty() || store::place_for(&options).is_some()
}

/// Whether a player with these options begins with a Go program, for which Go's texts have to be handed over first
/// ([`learn_go`]).
#[wasm_bindgen]
pub fn wants_go(options: &JsValue) -> bool {
    let options = Options::read(options);
    let asked = link::asked(&options, store::place_for(&options).as_deref());
    let begins = if asked.is_empty() { &options.lesson } else { &asked };
    // A first visit begins with nothing, and asks no further.
    !begins.is_empty() && wants_go_at(begins)
}

#[inline(never)]
fn wants_go_at(fragment: &str) -> bool {
    !draft::is_known() && link::wants_go(fragment)
}

/// Takes in Go's library and the examples: the files that the build made of them.
#[wasm_bindgen]
pub fn learn_go(library: String, examples: String) {
    draft::learn(library, examples);
}

/// In a Web Worker: checks every schedule of a Go program, as `web/boot/check.js` asks for it ([`exploring`]).
#[wasm_bindgen]
pub fn check_go(asked: &JsValue) {
    exploring::check(asked);
}

/// Takes in the texts of a language: the file that the build made of them.
#[wasm_bindgen]
pub fn learn(tag: &str, file: String) {
    if let Some(locale) = Locale::from_tag(tag) {
        texts::learn(locale, file);
    }
}

/// Puts a player into `host`, an element inside the custom element's shadow root.
///
/// `options` is a plain object, see [`Options::read`].
#[wasm_bindgen]
pub fn mount(host: HtmlElement, options: &JsValue) -> PlayerHandle {
    let props = AppProps { options: Options::read(options) };
    PlayerHandle { app: Renderer::<App>::with_root_and_props(host.into(), props).render() }
}
