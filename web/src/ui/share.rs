//! What can be taken away: a link, a frame for another page, a picture, the run as text and as data.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};
use wasm_bindgen::JsValue;
use web_sys::{Event, HtmlInputElement};

use super::View;
use super::el::{El, el, target, within};
use super::parts::button;
use crate::app::Msg;
use crate::browser::address;
use crate::files::{self, Run};
use crate::link;
use lockstep_core::present::Message;
use lockstep_core::say;

/// The longest link that a telephone reads from the code, in bytes: one of 97 by 97 modules.
const QR_LONGEST: usize = 500;

/// The panel's content.
pub fn share(view: &View, panel: El) -> El {
    let locale = view.look.locale;
    let here = address();
    let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
    let title = locale.text(view.session.program().scene().title);
    let fragment = link::fragment(view.session);
    let link = format!("{here}#{fragment}");
    let frame = format!(
        "<iframe title=\"Lockstep: {title}\" width=\"100%\" height=\"600\" sandbox=\"allow-scripts allow-popups \
         allow-popups-to-escape-sandbox\" src=\"{folder}/embed.html?controls=mini#{fragment}\"></iframe>"
    );
    let code = qr(view, &link);
    let runs = !view.session.program().scene().is_still();
    panel
        .add(copied(view, say!(ShareLink), link))
        .add(code)
        .add(copied(view, say!(ShareFrame), frame))
        .add(el("p").say(locale, say!(ShareNote)))
        .add_if(runs, || el("h3").say(locale, say!(ShareFiles)))
        .add_if(runs, || saved(view))
        .add(el("p.faint").say(locale, say!(ShareNothingSent)))
}

/// The link for telephones: small enough to be read from a projector.
fn qr(view: &View, link: &str) -> El {
    let locale = view.look.locale;
    let Some(code) = Some(link).filter(|link| link.len() <= QR_LONGEST).and_then(encoded) else {
        return el("p.faint").say(locale, say!(ShareQrLong));
    };
    // A quiet zone of four modules all around (ISO/IEC 18004, 9.1).
    let (size, mut path) = (code.size(), String::new());
    for y in 0..size {
        for x in (0..size).filter(|x| code.get_module(*x, y)) {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    let all = (size + 8).to_string();
    el("svg.qr")
        .set("role", "img")
        .said("aria-label", locale, say!(ShareQr))
        .with("viewBox", format!("0 0 {all} {all}").into())
        .set("shape-rendering", "crispEdges")
        .add(el("path").with("d", path.into()))
}

fn encoded(link: &str) -> Option<QrCode> {
    QrCode::encode_binary(link.as_bytes(), QrCodeEcc::Medium).ok()
}

/// A text to be copied. Where the clipboard is refused, as in a sandboxed frame, it can still be selected.
fn copied(view: &View, name: Message, text: String) -> El {
    let locale = view.look.locale;
    let select = |event: Event| {
        if let Some(input) = target::<HtmlInputElement>(&event) {
            input.select();
        }
    };
    let (done, refused) = (locale.text(say!(Copied)), locale.text(say!(CopyRefused)));
    let value = text.clone().into();
    let copy = move |event: Event| {
        let button = within(&event, "button");
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

fn saved(view: &View) -> El {
    let locale = view.look.locale;
    let save = |msg: Msg, words: Message| button("button", &view.on, msg).say(locale, words);
    let on = view.on.clone();
    let chosen = move |event: Event| {
        if let Some(field) = target::<HtmlInputElement>(&event) {
            let on = on.clone();
            files::open(&field, move |run| {
                on.emit(run.map_or_else(|why| Msg::Refuse(why.message()), Msg::Open));
            });
        }
    };
    let open = el("input").set("type", "file").set("accept", ".json,application/json").on("change", chosen);
    el("div.files")
        .add(save(Msg::Picture, say!(SavePicture)))
        .add_if(view.session.program().scene().is_go(), || save(Msg::Source, say!(SaveSource)))
        .add(save(Msg::Save(Run::Text), say!(SaveText)))
        .add(save(Msg::Save(Run::Trace), say!(SaveTrace)))
        .add(el("label.open").add(el("span").say(locale, say!(OpenTrace))).add(open))
}
