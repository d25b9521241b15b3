//! The player's door in a real browser: what the custom element relies on.
#![cfg(target_family = "wasm")]

use lockstep_web::mount::mount;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, ShadowRootInit, ShadowRootMode};

/// A host inside an open shadow root, as `web/boot/player.js` makes it.
fn host() -> HtmlElement {
    let document = gloo::utils::document();
    let outer = document.create_element("section").expect("a section can be made");
    gloo::utils::body().append_child(&outer).expect("the body takes a child");
    let root = outer
        .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
        .expect("a section may have a shadow root");
    let host = document.create_element("div").expect("a div can be made");
    root.append_child(&host).expect("the shadow root takes a child");
    host.unchecked_into()
}

/// Lets Yew's scheduler, which works in microtasks, do what it has to.
async fn settle() {
    gloo::timers::future::TimeoutFuture::new(0).await;
}

#[wasm_bindgen_test]
async fn a_player_appears_in_a_shadow_root_and_leaves_nothing_behind() {
    let host = host();
    let player = mount(host.clone(), &JsValue::UNDEFINED);
    settle().await;
    assert!(host.child_element_count() > 0);
    player.destroy();
    settle().await;
    assert_eq!(host.child_element_count(), 0);
}

#[wasm_bindgen_test]
async fn two_players_live_side_by_side_and_one_outlives_the_other() {
    let (left, right) = (host(), host());
    let first = mount(left.clone(), &JsValue::UNDEFINED);
    let second = mount(right.clone(), &JsValue::UNDEFINED);
    settle().await;
    first.destroy();
    settle().await;
    assert_eq!(left.child_element_count(), 0);
    assert!(right.child_element_count() > 0);
    second.destroy();
}

#[wasm_bindgen_test]
async fn nonsense_in_the_options_is_survived() {
    let nonsense = js_sys::Object::new();
    for (name, value) in [
        ("controls", JsValue::from_f64(7.0)),
        ("theme", JsValue::NULL),
        ("locale", JsValue::from_str("tlh")),
        ("fragment", JsValue::from_str(&"%E0%A4#/\u{0}".repeat(10_000))),
    ] {
        js_sys::Reflect::set(&nonsense, &JsValue::from_str(name), &value)
            .expect("an object takes a property");
    }
    let host = host();
    let player = mount(host.clone(), &nonsense);
    settle().await;
    assert!(host.child_element_count() > 0);
    player.destroy();
}
