//! The player's door in a real browser: what the custom element relies on.
#![cfg(target_family = "wasm")]

use lockstep_web::mount::mount;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, ShadowRootInit, ShadowRootMode};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

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

/// The options of a player, by name.
fn options(pairs: &[(&str, &str)]) -> JsValue {
    let options = js_sys::Object::new();
    for (name, value) in pairs {
        js_sys::Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value))
            .expect("an object takes a property");
    }
    options.into()
}

/// The text of the first element that a selector finds.
fn text(host: &HtmlElement, selector: &str) -> String {
    let found = host.query_selector(selector).expect("the selector is good");
    found.unwrap_or_else(|| panic!("nothing is {selector}")).text_content().unwrap_or_default()
}

/// Presses the first button that a selector finds.
async fn press(host: &HtmlElement, selector: &str) {
    let found = host.query_selector(selector).expect("the selector is good");
    let button: HtmlElement =
        found.unwrap_or_else(|| panic!("nothing is {selector}")).dyn_into().expect("it is an HTML element");
    button.click();
    settle().await;
}

#[wasm_bindgen_test]
async fn a_player_opens_at_the_moment_that_its_element_names() {
    let host = host();
    let asked = options(&[("lesson", "ten-goroutines"), ("step", "deadlock"), ("locale", "en")]);
    let player = mount(host.clone(), &asked);
    settle().await;
    assert!(text(&host, ".hero").starts_with("Everyone waits. G2 holds mu"), "{}", text(&host, ".hero"));
    assert_eq!(text(&host, "[role=status]"), "", "it is silent until it is used");
    player.destroy();
}

#[wasm_bindgen_test]
async fn a_player_opens_at_a_step_and_goes_on_and_back() {
    let host = host();
    let player = mount(host.clone(), &options(&[("lesson", "counting"), ("step", "5"), ("locale", "en")]));
    settle().await;
    assert!(text(&host, ".place").starts_with("Step 5 of "), "{}", text(&host, ".place"));
    press(&host, ".transport .primary").await;
    assert!(text(&host, ".place").starts_with("Step 6 of "));
    assert!(text(&host, "[role=status]").starts_with("Step 6 of "));
    press(&host, ".transport .buttons button:nth-child(2)").await;
    assert!(text(&host, ".place").starts_with("Step 5 of "));
    player.destroy();
}

#[wasm_bindgen_test]
async fn every_lesson_is_drawn_in_every_language_with_each_chip_in_one_place() {
    for lesson in ["ten-goroutines", "lock-contention", "counting", "queueing"] {
        for locale in ["en", "zh-CN"] {
            let host = host();
            let asked =
                options(&[("lesson", lesson), ("step", "20"), ("controls", "full"), ("locale", locale)]);
            let player = mount(host.clone(), &asked);
            settle().await;
            let player_is = host.query_selector(".player").ok().flatten().expect("a player is there");
            assert_eq!(player_is.get_attribute("lang").as_deref(), Some(locale));
            let chips = host.query_selector_all("[data-worker]").expect("the selector is good");
            let mut workers: Vec<String> = (0..chips.length())
                .filter_map(|at| {
                    chips.item(at)?.dyn_into::<web_sys::Element>().ok()?.get_attribute("data-worker")
                })
                .collect();
            let all = workers.len();
            workers.sort();
            workers.dedup();
            assert!(all > 3 && workers.len() == all, "{lesson}: {all} chips for {} workers", workers.len());
            assert!(
                host.query_selector(".line.current").ok().flatten().is_some(),
                "{lesson}: a line is marked"
            );
            player.destroy();
        }
    }
}
