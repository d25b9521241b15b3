//! The door from JavaScript: one exported function, and the handle that ends what it began.

use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::{AppHandle, Renderer};

use crate::app::{App, AppProps, Msg};
use crate::browser::key_of;
use crate::options::Options;
use crate::store;

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
        self.app.send_message(Msg::Open(fragment));
    }

    /// Takes a key that was pressed while nothing on the page had the focus; if it means nothing here, it is left alone.
    pub fn press(&self, event: &KeyboardEvent) {
        if let Some(key) = key_of(event, store::letters()) {
            event.prevent_default();
            self.app.send_message(Msg::Key(key));
        }
    }

    /// Takes the player off its host, which stays empty.
    pub fn destroy(self) {
        self.app.destroy();
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
