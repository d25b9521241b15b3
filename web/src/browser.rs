//! What the browser knows and we do not: the time, the address, the reader's languages and theme, what was pressed where.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, KeyboardEvent};

use crate::keys::{Focus, Key, Press};

/// The languages that the reader's browser asks for, the most liked first.
pub fn languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Milliseconds since some start.
pub fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Whether we are inside another page.
pub fn is_framed() -> bool {
    let Some(window) = web_sys::window() else { return false };
    !window.parent().ok().flatten().is_some_and(|parent| parent == window)
}

/// Whether the reader's system is dark.
pub fn is_dark() -> bool {
    let query = web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// The address without its fragment.
pub fn address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_string()
}

/// Puts another fragment into the address. Refused where it is changed too often: then it stays.
pub fn replace_fragment(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}"))).ok();
    }
}

/// Makes an entry of the history for another fragment, so that Back leads to what was there before.
pub fn push_fragment(fragment: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history.filter(|_| !is_framed()) {
        history.push_state_with_url(&JsValue::NULL, "", Some(&format!("#{fragment}"))).ok();
    }
}

/// Tells an element's surroundings where the reader is: a `lockstep-state` event whose detail is the fragment.
pub fn announce(element: &Element, fragment: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&JsValue::from_str(fragment));
    init.set_bubbles(true);
    if let Ok(event) = CustomEvent::new_with_event_init_dict("lockstep-state", &init) {
        element.dispatch_event(&event).ok();
    }
}

/// The title of the page, and the language that it is in.
pub fn set_title(title: &str, language: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(&format!("{title} · Lockstep"));
        if let Some(root) = document.document_element() {
            root.set_attribute("lang", language).ok();
        }
    }
}

/// What a keyboard event asks for here, if anything.
pub fn key_of(event: &KeyboardEvent, letters: bool) -> Option<Key> {
    if event.default_prevented() {
        return None;
    }
    let path = event.composed_path();
    let target = path.get(0).dyn_into::<Element>().ok();
    let is = |selector| target.as_ref().is_some_and(|target| target.matches(selector).unwrap_or(false));
    // The editor wants all its keys, Escape too, and is asked here because Yew listens before it does.
    if is(".cm-editor *") {
        return None;
    }
    let focus = Focus {
        field: is("input:not([type=checkbox]), select, textarea"),
        pressed: is("button, a, summary, input"),
    };
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
    let name = event.key();
    Key::of(Press { key: &name, shift: event.shift_key(), modified }, focus, letters)
}
