//! The hero of the page: one sentence that says what just happened.

use yew::prelude::*;

use super::View;
use super::parts::{self, button, t};
use crate::app::Msg;
use crate::look::Turn;
use crate::session::Act;
use lockstep_core::present::EndingKind;
use lockstep_core::say;

/// The sentence, and what could not be done.
pub fn sentence(view: &View) -> Html {
    let (locale, frame) = (view.look.locale, &*view.shown.0);
    let kind = frame.ending.as_ref().map(|ending| match ending.kind {
        EndingKind::Clean => "clean",
        EndingKind::Leaked => "leaked",
        EndingKind::Deadlock | EndingKind::Panic | EndingKind::Fatal => "broken",
    });
    let long = frame.sentence.plain().chars().count() > 110;
    let kind = kind.filter(|_| !view.look.hidden);
    let content = if view.look.hidden {
        html! {
            <div class="hidden-sentence">
                <p>{ t(locale, say!(PredictFirst)) }</p>
                { button(&view.on, Msg::Look(Turn::Hide), "", html! { { t(locale, say!(Reveal)) } }) }
            </div>
        }
    } else {
        html! { <p class={classes!("sentence", long.then_some("long"))}>{ parts::sentence(&frame.sentence) }</p> }
    };
    let notice = view.session.notice().map(|notice| {
        html! { <p class="notice" role="alert">{ t(locale, notice) }</p> }
    });
    let stuck = frame.stuck.as_ref().filter(|_| !view.look.hidden);
    let stuck = stuck.map(|stuck| html! { <p class="notice">{ parts::sentence(stuck) }</p> });
    html! {
        <div class={classes!("hero", kind)} tabindex="0" role="group" aria-label={t(locale, say!(WhatHappened))}>
            { working(view) }
            { content }
            { notice }
            { stuck }
        </div>
    }
}

/// What is being worked on, with a way to stop it; what was done by then stays.
fn working(view: &View) -> Html {
    if !view.session.is_awaited() {
        return Html::default();
    }
    let locale = view.look.locale;
    html! {
        <p class="working">
            <span>{ t(locale, say!(Working, step = view.session.progress())) }</span>
            { button(&view.on, Msg::Act(Act::Stop), "", html! { { t(locale, say!(Stop)) } }) }
        </p>
    }
}
