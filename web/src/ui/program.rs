//! The program: what it is, what can be turned, its source.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::View;
use super::parts::t;
use super::source::Source;
use crate::app::Msg;
use crate::look::{Panel, Turn};
use lockstep_core::lessons::{Param, Range, Variant};
use lockstep_core::say;

/// The pane at the left.
pub fn program(view: &View) -> Html {
    let locale = view.look.locale;
    let scene = view.session.program().scene();
    let read = view.on.reform(|_: MouseEvent| Msg::Look(Turn::Panel(Panel::Lesson)));
    let params = scene.params.iter().filter(|param| view.session.values().matters(param));
    html! {
        <>
            <div class="about">
                <h2>{ t(locale, scene.title) }</h2>
                <p>{ t(locale, scene.summary) }</p>
                <button type="button" onclick={read}>{ t(locale, say!(ReadLesson)) }</button>
            </div>
            <div class="params">{ params.map(|param| param_row(view, param)).collect::<Html>() }</div>
            <Source shown={view.shown.clone()} {locale} />
        </>
    }
}

fn param_row(view: &View, param: &'static Param) -> Html {
    match param.range {
        Range::Options(options) => one_of(view, param, options),
        Range::Number { .. } => number(view, param),
    }
}

fn one_of(view: &View, param: &'static Param, options: &'static [Variant]) -> Html {
    let locale = view.look.locale;
    let id = param.id;
    let now = view.session.values().option(id);
    let onchange = view.on.reform(move |event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        Msg::Param(id, select.map(|select| select.value()).unwrap_or_default())
    });
    let option = |option: &Variant| {
        html! { <option value={option.id} selected={option.id == now}>{ t(locale, option.label) }</option> }
    };
    html! {
        <label class="param" key={id}>
            <span>{ t(locale, param.label) }</span>
            <select {onchange}>{ options.iter().map(option).collect::<Html>() }</select>
        </label>
    }
}

/// A slider as far as it is of use, and a field for any number.
fn number(view: &View, param: &'static Param) -> Html {
    let locale = view.look.locale;
    let id = param.id;
    let now = view.session.values().number(id);
    let (min, max) = view.session.values().bounds(id);
    // A slider over ten thousand would jump by hundreds: the field takes the large numbers.
    let reach = max.min(SLIDER.max(now));
    let value = move |event: &Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        Msg::Param(id, input.map(|input| input.value()).unwrap_or_default())
    };
    let onchange = view.on.reform(move |event: Event| value(&event));
    let oninput = view.on.reform(move |event: InputEvent| value(&event));
    let name = t(locale, param.label);
    html! {
        <div class="param" key={id}>
            <span id={format!("param-{id}")}>{ name.clone() }</span>
            <input type="range" min={min.to_string()} max={reach.to_string()} value={now.to_string()} {oninput}
                aria-label={name.clone()} />
            <input type="number" min={min.to_string()} max={max.to_string()} value={now.to_string()} {onchange}
                aria-labelledby={format!("param-{id}")} inputmode="numeric" />
        </div>
    }
}

/// How far a slider reaches.
const SLIDER: u32 = 40;
