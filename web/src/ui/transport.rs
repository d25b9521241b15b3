//! The controls of a run: back, forward, play, scrub, speed, policy, seed.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlSelectElement, KeyboardEvent, Node};

use super::el::{El, el, target, within};
use super::parts::{Icon, button, icon, section};
use super::{View, schedules};
use crate::app::{Msg, Write};
use crate::draft::Draft;
use crate::look::{SPEEDS, Turn};
use crate::options::Controls;
use crate::session::Act;
use lockstep_core::go::lower::LoopVariables;
use lockstep_core::lessons::Named;
use lockstep_core::present::{Fixed, Message};
use lockstep_core::say;
use lockstep_core::schedule::Plan;

/// How many orderings have to come together for the bugs that PCT looks for here.
const PCT_DEPTH: u32 = 3;

/// The bar of controls.
pub fn transport(view: &View, controls: Controls) -> El {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let (position, length) = view.session.place();
    let full = controls == Controls::Full;
    let press = |what: &'static str, words: Message, picture: Icon, msg: Msg, enabled: bool| {
        let made = button(what, &view.on, msg).said("title", locale, &words);
        // A button that lost its use keeps the focus: aria-disabled, not disabled.
        let made = if enabled { made } else { made.set("aria-disabled", "true") };
        made.add(icon(picture)).add(el("span.word").say(locale, words))
    };
    let act = |what, words, picture, act, enabled| press(what, words, picture, Msg::Act(act), enabled);
    let more = !view.session.is_over();
    let (play, picture) = if view.playing { (say!(Pause), Icon::Pause) } else { (say!(Play), Icon::Play) };
    let place = locale.text(say!(StepOf, step = position, length = length));
    let spoken = if view.look.hidden { &place } else { &frame.spoken };
    let scrub = el("input")
        .set("type", "range")
        .set("min", "0")
        .number("max", length)
        .value(position.to_string().into())
        .with("aria-valuetext", spoken.clone().into())
        .input(&view.on, |value| Msg::Act(Act::Seek(value.parse().unwrap_or(0))));
    let skip = || act("button.transport-button.skip", say!(NextWait), Icon::Skip, Act::NextChange, more);
    let clock = el("span.clock").said("title", locale, say!(VirtualTime));
    let clock = if frame.time > 0 { clock.text(&frame.clock) } else { clock };
    let widest = locale.text(say!(StepOf, step = length, length = length));
    let buttons = el("div.buttons")
        .add(act("button.transport-button.small", say!(First), Icon::First, Act::First, position > 0))
        .add(act("button.transport-button", say!(Back), Icon::Back, Act::Back, position > 0))
        .add(act("button.transport-button.primary", say!(Forward), Icon::Forward, Act::Forward, more))
        .add(act(
            "button.transport-button.small",
            say!(Last),
            Icon::Last,
            Act::Last,
            more || position < length,
        ))
        .add(press("button.transport-button.play", play, picture, Msg::Play, true))
        .add_if(full, skip);
    section("div.transport", locale, say!(Controls))
        .set("role", "group")
        .add(buttons)
        .add(el("label.scrub").add(el("span.unseen").say(locale, say!(Position))).add(scrub))
        // Both keep the room that they may come to need, so that nothing beside them moves.
        .add(
            el("span.where").add(el("span.place").with("data-widest", widest.into()).text(&place)).add(clock),
        )
        .add_if(full, || moments(view).class("in-bar"))
        .add_if(full && view.draft.is_some(), || schedules::button(view))
        .add_if(full, || more_controls(view))
}

/// The moments that the scene names.
fn moments(view: &View) -> El {
    let (locale, on) = (view.look.locale, view.on.clone());
    let chosen = move |event: web_sys::Event| {
        let select = target::<HtmlSelectElement>(&event);
        let named = select.and_then(|select| {
            let named = Named::find(&select.value());
            // It stands at its name again, so that the same moment can be asked for twice.
            select.set_selected_index(0);
            named
        });
        on.emit(Msg::Act(named.map_or(Act::Stop, Act::GoTo)));
    };
    let option = |named: &Named| el("option").set("value", named.id()).say(locale, named.label());
    let none = el("option").set("value", "").flag("selected", true).say(locale, say!(JumpToMoment));
    el("label.moments").add(el("span.unseen").say(locale, say!(JumpToMoment))).add(
        el("select")
            .on("change", chosen)
            .add(none)
            .list(view.session.program().scene().moments.iter().map(option)),
    )
}

fn more_controls(view: &View) -> El {
    let locale = view.look.locale;
    let plan = view.session.plan();
    let seed = match plan {
        Plan::RoundRobin => None,
        Plan::Random { seed } | Plan::Pct { seed, .. } => Some(seed),
    };
    let length = view.session.place().1.max(64);
    let policy = move |name: String| {
        let seed = seed.unwrap_or(1);
        Msg::Act(Act::Follow(match &*name {
            "random" => Plan::Random { seed },
            "pct" => Plan::Pct { seed, depth: PCT_DEPTH, length },
            _ => Plan::RoundRobin,
        }))
    };
    let with_seed = move |seed: u64| {
        Msg::Act(Act::Follow(match plan {
            Plan::Pct { depth, length, .. } => Plan::Pct { seed, depth, length },
            _ => Plan::Random { seed },
        }))
    };
    let another = with_seed(seed.map_or(1, |seed| seed.wrapping_add(1)));
    let speed = |place: String| Msg::Look(Turn::Speed(place.parse().unwrap_or(0)));
    let option = |words: Message, now: bool| el("option").flag("selected", now).say(locale, words);
    let speeds = SPEEDS.iter().zip(0..).map(|(steps, place)| {
        let number = Fixed(*steps).to_string();
        let words = if *steps == 1.0 { say!(OneStepASecond) } else { say!(StepsASecond, number = number) };
        option(words, place as usize == view.look.speed).number("value", place)
    });
    let policies = [
        option(say!(PolicyRoundRobin), matches!(plan, Plan::RoundRobin)).set("value", "round"),
        option(say!(PolicyRandom), matches!(plan, Plan::Random { .. })).set("value", "random"),
        option(say!(PolicyPct), matches!(plan, Plan::Pct { .. })).set("value", "pct"),
    ];
    let row = |name: Message, field: El| el("label").add(el("span").say(locale, name)).add(field);
    let seed_row = seed.map(|seed| {
        let read = move |value: String| with_seed(value.parse().unwrap_or(seed));
        row(say!(Seed), number_field(seed).change(&view.on, read))
    });
    let body = el("div.more-body")
        // Whoever presses into it without meeting a field is still in it.
        .set("tabindex", "-1")
        .add(moments(view).class("in-more"))
        .add(row(say!(Speed), el("select").change(&view.on, speed).list(speeds)))
        .add(row(say!(Policy), el("select").change(&view.on, policy).list(policies)))
        .maybe(seed_row)
        .add(button("button", &view.on, another).say(locale, say!(AnotherOrder)))
        .add_if(view.draft.is_some(), || strides(view))
        .maybe(view.draft.map(|draft| older(view, draft)))
        .add(el("p.faint").say(locale, say!(PolicyNote)));
    el("details.more")
        .add(el("summary").say(locale, say!(More)))
        .add(body)
        .on("keydown", left_more)
        .on("focusout", left_more)
}

/// Closes *More* on Escape, and when the focus leaves it for something else on the page.
#[inline(never)]
fn left_more(event: Event) {
    let Some(more) = within(&event, "details[open]") else { return };
    match event.dyn_ref::<KeyboardEvent>() {
        Some(pressed) if pressed.key() != "Escape" => return,
        Some(_) => {
            event.prevent_default();
            let summary = more.first_element_child().and_then(|it| it.dyn_into::<HtmlElement>().ok());
            summary.map(|summary| summary.focus());
        }
        None => {
            let to =
                Reflect::get(&event, &"relatedTarget".into()).ok().and_then(|to| to.dyn_into::<Node>().ok());
            // A window that is left is come back to.
            let stays = more.owner_document().is_some_and(|page| page.has_focus().is_ok_and(|has| !has));
            if stays || to.is_some_and(|to| more.contains(Some(&to))) {
                return;
            }
        }
    }
    more.remove_attribute("open").ok();
}

/// Larger steps: a line of the program, or until whoever goes waits.
#[inline(never)]
fn strides(view: &View) -> El {
    let locale = view.look.locale;
    el("div.strides")
        .add(button("button", &view.on, Msg::Act(Act::Line)).say(locale, say!(GoStepLine)))
        .add(button("button", &view.on, Msg::Act(Act::Block)).say(locale, say!(GoStepBlock)))
}

/// What loop variables meant before.
#[inline(never)]
fn older(view: &View, draft: &Draft) -> El {
    let tick = el("input").set("type", "checkbox").checked(draft.reading.loops == LoopVariables::PerLoop);
    let tick = tick.change(&view.on, |_| Msg::Write(Write::Older));
    el("label.check").add(tick).say(view.look.locale, say!(GoOlder))
}

#[inline(never)]
fn number_field(number: u64) -> El {
    el("input").set("type", "number").set("min", "0").value(number.to_string().into())
}
