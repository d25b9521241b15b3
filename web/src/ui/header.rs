//! The line at the top: where we are, where else one can go, and what one can turn.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::View;
use super::parts::{button, t};
use crate::app::Msg;
use crate::look::{Panel, Turn};
use crate::options::Theme;
use lockstep_core::lessons;
use lockstep_core::present::Locale;
use lockstep_core::say;

/// The header of a full player.
pub fn header(view: &View) -> Html {
    let locale = view.look.locale;
    let current = view.session.program().scene().id;
    let onchange = view.on.reform(|event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        Msg::Open(select.map(|select| select.value()).unwrap_or_default())
    });
    let choice = |scene: &lessons::Scene| {
        let title = t(locale, scene.title);
        html! { <option value={scene.id} selected={scene.id == current}>{ title }</option> }
    };
    let link = |scene: &'static lessons::Scene| {
        let onclick = view.on.reform(move |event: MouseEvent| {
            event.prevent_default();
            Msg::Open(scene.id.into())
        });
        let here = (scene.id == current).then_some("page");
        html! { <a href={format!("#{}", scene.id)} aria-current={here} {onclick}>{ t(locale, scene.title) }</a> }
    };
    let panel = |panel: Panel, words| {
        let onclick = view.on.reform(move |_: MouseEvent| Msg::Look(Turn::Panel(panel)));
        let open = (view.look.panel == Some(panel)).to_string();
        html! { <button type="button" class="quiet" {onclick} aria-expanded={open}>{ words }</button> }
    };
    let theme = match view.look.theme {
        Theme::Auto => say!(ThemeAuto),
        Theme::Light => say!(ThemeLight),
        Theme::Dark => say!(ThemeDark),
    };
    let language = |other: Locale| {
        let onclick = view.on.reform(move |_: MouseEvent| Msg::Look(Turn::Locale(other)));
        html! { <button type="button" class="quiet" lang={other.tag()} {onclick}>{ other.own_name() }</button> }
    };
    html! {
        <header class="header">
            <h1 class="brand">{ "Lockstep" }</h1>
            <nav class="lessons" aria-label={t(locale, say!(Lessons))}>
                { lessons::all().iter().map(link).collect::<Html>() }
            </nav>
            <label class="lesson-choice">
                <span class="unseen">{ t(locale, say!(Lessons)) }</span>
                <select {onchange}>{ lessons::all().iter().map(choice).collect::<Html>() }</select>
            </label>
            <div class="tools">
                { panel(Panel::Share, t(locale, say!(Share))) }
                { Locale::ALL.into_iter().filter(|other| *other != locale).map(language).collect::<Html>() }
                { button(&view.on, Msg::Look(Turn::Theme), "quiet", html! { { t(locale, theme) } }) }
                { button(&view.on, Msg::Look(Turn::Projector), "quiet wide-only", html! { { t(locale, say!(Projector)) } }) }
                { panel(Panel::Help, t(locale, say!(Help))) }
            </div>
        </header>
    }
}
