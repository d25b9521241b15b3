//! The door from JavaScript: one exported function, and the handle that ends what it began.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;
use yew::{AppHandle, Renderer};

use crate::app::{App, AppProps};
use crate::options::Options;

/// A mounted player. JavaScript ends it with `destroy()`.
#[wasm_bindgen]
pub struct PlayerHandle {
    app: AppHandle<App>,
}

#[wasm_bindgen]
impl PlayerHandle {
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
