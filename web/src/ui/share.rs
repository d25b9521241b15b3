//! What can be taken away: a link, a frame for another page, a picture, the run as text and as data.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Event, HtmlAnchorElement, HtmlInputElement, Url};

use super::View;
use super::el::{El, el, target};
use crate::link;
use lockstep_core::formats::Trace;
use lockstep_core::present::{self, Message, Theme};
use lockstep_core::say;

/// The panel's content.
pub fn share(view: &View, panel: El) -> El {
    let locale = view.look.locale;
    let here = address();
    let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
    let title = locale.text(view.session.program().scene().title);
    let fragment = link::fragment(view.session);
    let link = format!("{here}#{fragment}");
    let frame = format!(
        "<iframe title=\"Lockstep: {title}\" width=\"640\" height=\"480\" sandbox=\"allow-scripts allow-popups \
         allow-popups-to-escape-sandbox\" src=\"{folder}/embed.html?controls=mini#{fragment}\"></iframe>"
    );
    panel
        .add(copied(view, say!(ShareLink), link))
        .add(copied(view, say!(ShareFrame), frame))
        .add(el("p").say(locale, say!(ShareNote)))
        .add(el("h3").say(locale, say!(ShareFiles)))
        .add(files(view))
        .add(el("p.faint").say(locale, say!(ShareNothingSent)))
}

/// A text to be copied. Where the clipboard is refused, as in a sandboxed frame, it can still be selected.
fn copied(view: &View, name: Message, text: String) -> El {
    let locale = view.look.locale;
    let select = |event: Event| {
        if let Some(input) = target(&event).and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            input.select();
        }
    };
    let (done, refused) = (locale.text(say!(Copied)), locale.text(say!(CopyRefused)));
    let value = text.clone().into();
    let copy = move |event: Event| {
        let button = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let (text, done, refused) = (text.clone(), done.clone(), refused.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let said = if write(&text).await { done } else { refused };
            if let Some(button) = button.and_then(|button| button.next_element_sibling()) {
                button.set_text_content(Some(&said));
            }
        });
    };
    let field = el("input").set("type", "text").flag("readonly", true).value(value);
    let field = field.on("focus", select);
    let button = el("button").set("type", "button").on("click", copy).say(locale, say!(Copy));
    el("div.copied")
        .add(el("label").add(el("span").say(locale, name)).add(field))
        .add(button)
        .add(el("span.said").set("role", "status"))
}

async fn write(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator = JsValue::from(window.navigator());
    // It is missing, and not only refused, where the page is not from a safe origin.
    if js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_undefined()) {
        return false;
    }
    let promise = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

fn files(view: &View) -> El {
    let locale = view.look.locale;
    let scene = view.session.program().scene().id;
    let frame = view.shown.0.clone();
    let theme = if is_dark() { Theme::Dark } else { Theme::Light };
    let picture = move |_: Event| {
        save(&format!("{scene}.svg"), "image/svg+xml", &present::svg(&frame, locale, theme));
    };
    let (timeline, program) = (view.session.timeline().clone(), view.session.program().clone());
    let cast = program.scene().cast;
    let text = {
        let timeline = timeline.clone();
        move |_: Event| {
            let told = present::transcript(&timeline, cast, 0..=timeline.len(), locale);
            let lines = (0..).zip(told).map(|(step, said): (u32, _)| format!("{step:4}  {}\n", said.plain()));
            save(&format!("{scene}.txt"), "text/plain", &lines.collect::<String>());
        }
    };
    let trace = move |_: Event| {
        let (program, source) = (scene.to_string(), program.source().text().to_string());
        let trace = Trace { program, source, timeline: timeline.clone() };
        save(&format!("{scene}.json"), "application/json", &trace.to_json());
    };
    let button = |words: Message| el("button").set("type", "button").say(locale, words);
    el("div.files")
        .add(button(say!(SavePicture)).on("click", picture))
        .add(button(say!(SaveText)).on("click", text))
        .add(button(say!(SaveTrace)).on("click", trace))
}

/// Hands a file to the browser to be saved.
fn save(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    let link = web_sys::window().and_then(|window| window.document()).and_then(|document| {
        let link = document.create_element("a").ok()?;
        link.dyn_into::<HtmlAnchorElement>().ok()
    });
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    Url::revoke_object_url(&url).ok();
}

fn address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_string()
}

fn is_dark() -> bool {
    let query = web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
    query.is_some_and(|query| query.matches())
}
