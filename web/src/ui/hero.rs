//! The hero of the page: one sentence that says what just happened.

use super::View;
use super::el::{El, el};
use super::parts::{self, button};
use crate::app::Msg;
use crate::look::Turn;
use crate::session::Act;
use lockstep_core::present::{EndingKind, Frame, Sentence};
use lockstep_core::say;

/// The sentence, and what could not be done.
pub fn sentence(view: &View) -> El {
    let (locale, frame, hidden) = (view.look.locale, &*view.shown.0, view.look.hidden);
    let kind = match frame.ending.as_ref().filter(|_| !hidden).map(|ending| ending.kind) {
        None => "",
        Some(EndingKind::Clean) => "clean",
        Some(EndingKind::Leaked) => "leaked",
        Some(EndingKind::Wrong | EndingKind::Deadlock | EndingKind::Panic | EndingKind::Fatal) => "broken",
    };
    let content = if hidden { question(view) } else { told(frame) };
    let notice = |notice| el("p.notice").set("role", "alert").say(locale, notice);
    let stuck = frame.stuck.as_ref().filter(|_| !hidden);
    let kind = match frame.found.as_ref().filter(|_| !hidden) {
        None => kind,
        Some(found) if found.warns => "leaked",
        Some(_) => "broken",
    };
    parts::scrolled("div.hero", locale, say!(WhatHappened))
        .class_if(!kind.is_empty(), kind)
        .maybe(view.working.map(|step| working(view, step)))
        .add(content)
        .maybe(view.session.notice().map(notice))
        .maybe(stuck.map(|stuck| el("p.notice").add(parts::sentence(stuck))))
}

/// What happened.
fn told(frame: &Frame) -> El {
    match &frame.found {
        Some(found) => found_here(frame, &found.sentence),
        None => large(&frame.sentence),
    }
}

fn large(sentence: &Sentence) -> El {
    el("p.sentence").class_if(sentence.is_long(), "long").add(parts::sentence(sentence))
}

/// What a check has found here, above what happened.
#[inline(never)]
fn found_here(frame: &Frame, found: &Sentence) -> El {
    el("div").add(large(found)).add(el("p.faint").add(parts::sentence(&frame.sentence)))
}

/// In the sentence's place, while the reader is to say it.
#[inline(never)]
fn question(view: &View) -> El {
    let locale = view.look.locale;
    el("div.hidden-sentence")
        .add(el("p").say(locale, say!(PredictFirst)))
        .add(button("button", &view.on, Msg::Look(Turn::Hide)).say(locale, say!(Reveal)))
}

/// What is being worked on, with a way to stop it; what was done by then stays.
#[inline(never)]
fn working(view: &View, step: u32) -> El {
    let locale = view.look.locale;
    el("p.working")
        .add(el("span").say(locale, say!(Working, step = step)))
        .add(button("button", &view.on, Msg::Act(Act::Stop)).say(locale, say!(Stop)))
}
