//! The controls of a run: back, forward, play, scrub, speed, policy, seed.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::View;
use super::parts::{Icon, icon, t};
use crate::app::Msg;
use crate::look::{SPEEDS, Turn};
use crate::options::Controls;
use crate::session::Act;
use lockstep_core::lessons::Named;
use lockstep_core::present::{Fixed, Message};
use lockstep_core::say;
use lockstep_core::schedule::Plan;

/// The bar of controls.
pub fn transport(view: &View, controls: Controls) -> Html {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let (position, length) = view.session.place();
    let full = controls == Controls::Full;
    let press = |words: Message, picture: Icon, msg: Msg, enabled: bool, class: &'static str| {
        let onclick = view.on.reform(move |_: MouseEvent| msg.clone());
        html! {
            // A button that lost its use keeps the focus: aria-disabled, not disabled.
            <button type="button" class={classes!("transport-button", class)} {onclick} aria-disabled={(!enabled).then_some("true")}
                title={t(locale, words.clone())}>
                { icon(picture) }<span class="word">{ t(locale, words) }</span>
            </button>
        }
    };
    let more = !view.session.is_over();
    let play = if view.playing { (say!(Pause), Icon::Pause) } else { (say!(Play), Icon::Play) };
    let place = t(locale, say!(StepOf, step = position, length = length));
    let oninput = view.on.reform(|event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        Msg::Act(Act::Seek(input.map_or(0.0, |input| input.value_as_number()) as u32))
    });
    let spoken = if view.look.hidden { place.to_string() } else { frame.spoken.clone() };
    html! {
        <div class="transport" role="group" aria-label={t(locale, say!(Controls))}>
            <div class="buttons">
                { press(say!(First), Icon::First, Msg::Act(Act::First), position > 0, "small") }
                { press(say!(Back), Icon::Back, Msg::Act(Act::Back), position > 0, "") }
                { press(say!(Forward), Icon::Forward, Msg::Act(Act::Forward), more, "primary") }
                { press(say!(Last), Icon::Last, Msg::Act(Act::Last), more || position < length, "small") }
                { press(play.0, play.1, Msg::Play, true, "play") }
                if full { { press(say!(NextWait), Icon::Skip, Msg::Act(Act::NextChange), more, "skip") } }
            </div>
            <label class="scrub">
                <span class="unseen">{ t(locale, say!(Position)) }</span>
                <input type="range" min="0" max={length.to_string()} value={position.to_string()} {oninput}
                    aria-valuetext={spoken} />
            </label>
            <span class="place">{ place }</span>
            if frame.time > 0 { <span class="clock" title={t(locale, say!(VirtualTime))}>{ frame.clock.clone() }</span> }
            if full { { moments(view) }{ more_controls(view) } }
        </div>
    }
}

/// The moments that the scene names.
fn moments(view: &View) -> Html {
    let locale = view.look.locale;
    let onchange = view.on.reform(|event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let named = select.and_then(|select| {
            let named = Named::find(&select.value());
            // It stands at its name again, so that the same moment can be asked for twice.
            select.set_selected_index(0);
            named
        });
        Msg::Act(named.map_or(Act::Stop, Act::GoTo))
    });
    let option = |named: &Named| html! { <option value={named.id()}>{ t(locale, named.label()) }</option> };
    html! {
        <label class="moments">
            <span class="unseen">{ t(locale, say!(GoToMoment)) }</span>
            <select {onchange}>
                <option value="" selected=true>{ t(locale, say!(GoToMoment)) }</option>
                { view.session.program().scene().moments.iter().map(option).collect::<Html>() }
            </select>
        </label>
    }
}

fn more_controls(view: &View) -> Html {
    let locale = view.look.locale;
    let plan = view.session.plan();
    let seed = match plan {
        Plan::RoundRobin => None,
        Plan::Random { seed } | Plan::Pct { seed, .. } => Some(seed),
    };
    let length = view.session.place().1.max(64);
    let policy = view.on.reform(move |event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        let seed = seed.unwrap_or(1);
        let plan = match select.map(|select| select.value()).as_deref() {
            Some("random") => Plan::Random { seed },
            Some("pct") => Plan::Pct { seed, depth: PCT_DEPTH, length },
            _ => Plan::RoundRobin,
        };
        Msg::Act(Act::Follow(plan))
    });
    let with_seed = move |seed: u64| match plan {
        Plan::Pct { depth, length, .. } => Plan::Pct { seed, depth, length },
        _ => Plan::Random { seed },
    };
    let seeded = view.on.reform(move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let seed = input.and_then(|input| input.value().parse().ok()).or(seed).unwrap_or(1);
        Msg::Act(Act::Follow(with_seed(seed)))
    });
    let another = view.on.reform(move |_: MouseEvent| {
        Msg::Act(Act::Follow(with_seed(seed.map_or(1, |seed| seed.wrapping_add(1)))))
    });
    let speed = view.on.reform(|event: Event| {
        let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
        Msg::Look(Turn::Speed(select.map_or(0, |select| select.selected_index().max(0) as usize)))
    });
    let option = |value: &'static str, words: Message, now: bool| {
        html! { <option {value} selected={now}>{ t(locale, words) }</option> }
    };
    html! {
        <details class="more">
            <summary>{ t(locale, say!(More)) }</summary>
            <div class="more-body">
                <label>
                    <span>{ t(locale, say!(Speed)) }</span>
                    <select onchange={speed}>
                        { SPEEDS.iter().enumerate().map(|(index, steps)| html! {
                            <option selected={index == view.look.speed}>{ t(locale, say!(StepsASecond, number = Fixed(*steps).to_string())) }</option>
                        }).collect::<Html>() }
                    </select>
                </label>
                <label>
                    <span>{ t(locale, say!(Policy)) }</span>
                    <select onchange={policy}>
                        { option("round", say!(PolicyRoundRobin), matches!(plan, Plan::RoundRobin)) }
                        { option("random", say!(PolicyRandom), matches!(plan, Plan::Random { .. })) }
                        { option("pct", say!(PolicyPct), matches!(plan, Plan::Pct { .. })) }
                    </select>
                </label>
                if let Some(seed) = seed {
                    <label>
                        <span>{ t(locale, say!(Seed)) }</span>
                        <input type="number" min="0" value={seed.to_string()} onchange={seeded} />
                    </label>
                }
                <button type="button" onclick={another}>{ t(locale, say!(AnotherOrder)) }</button>
                <p class="faint">{ t(locale, say!(PolicyNote)) }</p>
            </div>
        </details>
    }
}

/// How many orderings have to come together for the bugs that PCT looks for here.
const PCT_DEPTH: u32 = 3;
