//! A sizing: what there is to turn, the map of the cluster, and the rules beside each other as plots.

mod map;
mod plots;

pub use map::told as told_on_map;

use yew::prelude::*;

use super::el::{El, el};
use super::parts::{self, button, section};
use super::{View, panels, program};
use crate::app::{Msg, Size};
use crate::look::{Panel, Turn, Twin};
use crate::options::Controls;
use crate::sizing::Measuring;
use lockstep_core::cluster::sizing::Kind;
use lockstep_core::lessons::{Param, SIZED};
use lockstep_core::present::sizing::{SizingView, asked};
use lockstep_core::present::{Id, Sentence};
use lockstep_core::say;

/// Everything below the header.
#[inline(never)]
pub fn page(view: &View, known: &Measuring, controls: Controls, page: bool) -> Html {
    let full = controls == Controls::Full;
    let locale = view.look.locale;
    let shown = known.view(locale);
    let lesson = full && view.look.panel == Some(Panel::Lesson);
    el("main.body.sizes")
        .add_if(page && !full, || el("h1.unseen").say(locale, view.session.program().scene().title))
        .add_if(full, || {
            let pane = parts::section("section.pane.program", locale, say!(PaneProgram));
            if lesson { panels::lesson(view, pane) } else { controlled(view, known, pane) }
        })
        .add(stage(view, known, &shown, controls))
        .add_if(full, || twins(view, &shown))
        .add_if(full, || bought(view, known, &shown))
        .maybe(view.look.panel.and_then(|open| panels::panel(view, open)))
        .into()
}

/// What can be turned, and asked for.
fn controlled(view: &View, known: &Measuring, pane: El) -> El {
    let scene = view.session.program().scene();
    let [locks, counters, queues] = known.counts();
    let now = |param: &Param| match param.id {
        "locks" => locks,
        "counters" => counters,
        "queues" => queues,
        other => view.session.values().number(other),
    };
    let row = |param: &'static Param| match param.id {
        "locks" | "counters" | "queues" => program::number(view, param, now(param)),
        _ => program::param_row(view, param),
    };
    let full = el("div.params").list(scene.params.iter().map(row));
    pane.add(program::about(view)).add(full).maybe(notice(view)).add(asks(view, known))
}

/// What was wrong with what was turned, or with a link.
fn notice(view: &View) -> Option<El> {
    view.session.notice().map(|why| el("p.notice").set("role", "alert").say(view.look.locale, why))
}

/// Asks for a lock, a counter or a queue; whoever is refused can have it all the same.
fn asks(view: &View, known: &Measuring) -> El {
    let locale = view.look.locale;
    let (sizing, rule) = known.sizing();
    let press = |what, size, words: Id| button(what, &view.on, Msg::Size(size)).say(locale, words);
    let kinds = [
        (Kind::Lock, Id::ClusterAskLock),
        (Kind::Counter, Id::ClusterAskCounter),
        (Kind::Queue, Id::ClusterAskQueue),
    ];
    let answer = known.wanted.map(|kind| asked(sizing, rule, kind, locale));
    let refused = answer.as_ref().is_some_and(|(_, granted)| !granted);
    let words = match known.counts() {
        [0, 0, queues] if queues > 0 => Id::ClusterAskOverride,
        _ => Id::ClusterAskOverrideAll,
    };
    let said = |(said, granted): (Sentence, bool)| {
        el("p").class(if granted { "granted" } else { "refused" }).add(parts::sentence(&said))
    };
    section("section.asks", locale, say!(ClusterAsk))
        .add(el("div.actions").list(kinds.map(|(kind, words)| press("button", Size::Ask(kind), words))))
        .add(el("div.answer").maybe(answer.map(said)))
        .add_if(refused, || press("button.primary", Size::Override, words))
}

/// The map, under how many there are of each.
fn stage(view: &View, known: &Measuring, shown: &SizingView, controls: Controls) -> El {
    let locale = view.look.locale;
    let nodes = view.session.program().scene().params.iter().find(|param| param.id == "n");
    let note = |note: &Sentence| el("p.note").add(parts::sentence(note));
    // Where nothing else can be turned, or the lesson is open, there is no other place for it.
    let elsewhere = controls == Controls::Full && view.look.panel != Some(Panel::Lesson);
    parts::section("section.pane.stage-pane", locale, say!(ClusterMap))
        .maybe(notice(view).filter(|_| !elsewhere))
        .add(el("h2.sentence").add(parts::sentence(&shown.summary)))
        .list(shown.notes.iter().map(note))
        .maybe(nodes.filter(|_| controls == Controls::Mini).map(|param| program::param_row(view, param)))
        .add(map::map(view, known, shown))
}

/// What it buys and costs.
fn bought(view: &View, known: &Measuring, shown: &SizingView) -> El {
    let locale = view.look.locale;
    let said = |sentence: &Sentence| el("p").add(parts::sentence(sentence));
    let measuring = || {
        let stopped = known.is_stopped();
        let words = if stopped { Id::ClusterGoOn } else { Id::Stop };
        let nodes = u32::from(shown.known);
        el("p.measuring")
            .add(el("span").say(locale, say!(ClusterMeasuring, nodes = nodes, most = u32::from(SIZED))))
            .add(button("button", &view.on, Msg::Size(Size::Stop(!stopped))).say(locale, words))
    };
    let lacks = known.counts().contains(&0);
    let verdict = el("div.verdicts").list(shown.verdict.iter().map(said));
    parts::section("section.pane.side", locale, say!(ClusterBuys))
        .add(el("h2").say(locale, say!(ClusterBuys)))
        .add_if(lacks, || el("p.note").say(locale, say!(ClusterNotMeasured)))
        .add(verdict)
        .add_if(!known.is_done(), measuring)
        .add(plots::plots(view, known, shown))
}

/// The twin of map and plots.
fn twins(view: &View, shown: &SizingView) -> El {
    let locale = view.look.locale;
    let open = view.look.twin == Some(Twin::Tables);
    let switch = button("button.quiet", &view.on, Msg::Look(Turn::Twin(Twin::Tables)));
    el("div.twins").add(switch.aria("aria-expanded", open).say(locale, say!(AsTable))).add_if(open, || {
        parts::scrolled("div.tables", locale, say!(AsTable))
            .add(map::table(shown, locale))
            .list(plots::tables(shown, locale))
    })
}
