//! What can be opened: the lesson's text, the help, what can be taken away.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::parts::{button, t};
use super::{View, share, stage};
use crate::app::Msg;
use crate::look::{Panel, Turn};
use lockstep_core::say;

/// The lesson of this name in this language, as HTML that `build.rs` made of `web/lessons/`.
fn prose(scene: &str, language: &str) -> &'static str {
    include!(concat!(env!("OUT_DIR"), "/prose.rs"))
}

/// The lesson's text. Its links lead to moments of this player.
pub fn lesson(view: &View) -> Html {
    let locale = view.look.locale;
    let text = prose(view.session.program().scene().id, locale.tag());
    let on = view.on.clone();
    let onclick = Callback::from(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[href^='#']").ok().flatten());
        if let Some(address) = link.and_then(|link| link.get_attribute("href")) {
            event.prevent_default();
            on.emit(Msg::Open(address.trim_start_matches('#').to_string()));
        }
    });
    let back = Msg::Look(Turn::Panel(Panel::Lesson));
    html! {
        <>
            <div class="about">{ button(&view.on, back, "", html! { { t(locale, say!(BackToProgram)) } }) }</div>
            <div class="prose" tabindex="0" role="group" aria-label={t(locale, say!(Lesson))} {onclick}>
                { Html::from_html_unchecked(text.into()) }
            </div>
        </>
    }
}

/// The panel that is open over the page, if one is.
pub fn panel(view: &View) -> Html {
    let (title, content) = match view.look.panel {
        Some(Panel::Share) => (say!(Share), share::share(view)),
        Some(Panel::Help) => (say!(Help), help(view)),
        Some(Panel::Lesson) | None => return Html::default(),
    };
    let locale = view.look.locale;
    let title = t(locale, title);
    html! {
        <section class="panel" role="dialog" aria-label={title.clone()}>
            <div class="panel-head">
                <h2>{ title }</h2>
                { button(&view.on, Msg::Look(Turn::Close), "", html! { { t(locale, say!(Close)) } }) }
            </div>
            { content }
        </section>
    }
}

fn help(view: &View) -> Html {
    let locale = view.look.locale;
    let keys = [
        ("← →", say!(KeyStep)),
        ("Shift →", say!(KeyChange)),
        ("Home End", say!(KeyEnds)),
        ("Space K", say!(KeyPlay)),
        ("1 … 9 0", say!(KeyChoose)),
        ("[ ]", say!(KeySpeed)),
        ("H", say!(KeyHide)),
        ("P", say!(KeyProjector)),
        ("?", say!(KeyHelp)),
    ];
    let row = |(key, does): (&'static str, _)| {
        html! { <tr><th scope="row"><kbd>{ key }</kbd></th><td>{ t(locale, does) }</td></tr> }
    };
    let onchange = view.on.reform(|_: Event| Msg::Look(Turn::Letters));
    html! {
        <>
            <p>{ t(locale, say!(HelpWhat)) }</p>
            <h3>{ t(locale, say!(HelpKeys)) }</h3>
            <table class="keys"><tbody>{ keys.into_iter().map(row).collect::<Html>() }</tbody></table>
            <label class="check">
                <input type="checkbox" checked={view.look.letters} {onchange} />{ t(locale, say!(LettersAreKeys)) }
            </label>
            <h3>{ t(locale, say!(HelpSigns)) }</h3>
            { stage::legend(locale) }
        </>
    }
}
