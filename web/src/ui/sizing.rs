//! A sizing: what there is to turn, the map of the cluster, and the rules beside each other as plots.

mod map;
mod plots;

use std::rc::Rc;

use yew::prelude::*;

use super::el::{El, el};
use super::parts::{self, button, section};
use super::{View, panels, program};
use crate::app::Msg;
use crate::look::{Panel, Turn, Twin};
use crate::options::Controls;
use crate::sizing::Measuring;
use lockstep_core::cluster::sizing::{Kind, Sizing};
use lockstep_core::cluster::sweep::Rule;
use lockstep_core::lessons::{Param, SIZED};
use lockstep_core::present::sizing::{SizingView, asked};
use lockstep_core::present::{Id, Locale, Sentence};
use lockstep_core::say;

/// Everything below the header.
#[inline(never)]
pub fn page(view: &View, known: &Measuring, controls: Controls, page: bool) -> Html {
    let full = controls == Controls::Full;
    let locale = view.look.locale;
    let shown = Rc::new(known.view(locale));
    let lesson = full && view.look.panel == Some(Panel::Lesson);
    el("main.body.sizes")
        .add_if(page && !full, || el("h1.unseen").say(locale, view.session.program().scene().title))
        .add_if(full, || {
            let pane = parts::section("section.pane.program", locale, say!(PaneProgram));
            if lesson { panels::lesson(view, pane) } else { controlled(view, known, pane) }
        })
        .add(stage(view, &shown, controls))
        .add_if(full, || twins(view, &shown))
        .add_if(full, || bought(view, known, &shown))
        .maybe(view.look.panel.and_then(|open| panels::panel(view, open)))
        .into()
}

/// What can be turned, and asked for.
fn controlled(view: &View, known: &Measuring, pane: El) -> El {
    let (locale, on) = (view.look.locale, view.on.clone());
    let scene = view.session.program().scene();
    let (sizing, rule) = known.sizing();
    let read = Msg::Look(Turn::Panel(Panel::Lesson));
    let about = el("div.about")
        .add(el("h2").say(locale, scene.title))
        .add(el("p").say(locale, scene.summary))
        .add(button("button", &view.on, read).say(locale, say!(ReadLesson)));
    let now = |param: &Param| match param.id {
        "locks" => sizing.locks,
        "counters" => sizing.counters,
        "queues" => sizing.queues,
        other => view.session.values().number(other),
    };
    let row = |param: &'static Param| match param.id {
        "locks" | "counters" | "queues" => program::number(view, param, now(param)),
        _ => program::param_row(view, param),
    };
    let notice = view.session.notice().map(|why| el("p.notice").set("role", "alert").say(locale, why));
    pane.add(about)
        .add(el("div.params").list(scene.params.iter().map(row)))
        .maybe(notice)
        .add(html! { <Ask {sizing} {rule} {locale} {on} /> })
}

/// What the answer to who asks is drawn from.
#[derive(Clone, PartialEq, Properties)]
struct AskProps {
    sizing: Sizing,
    rule: Option<Rule>,
    locale: Locale,
    on: Callback<Msg>,
}

/// Asks for a lock, a counter or a queue; whoever is refused can have it all the same.
#[component]
fn Ask(props: &AskProps) -> Html {
    let AskProps { sizing, rule, locale, on } = props.clone();
    let wanted = use_state_eq(|| None);
    let ask = |(kind, words): (Kind, Id)| {
        let wanted = wanted.clone();
        el("button").set("type", "button").on("click", move |_| wanted.set(Some(kind))).say(locale, words)
    };
    let kinds = [
        (Kind::Lock, Id::ClusterAskLock),
        (Kind::Counter, Id::ClusterAskCounter),
        (Kind::Queue, Id::ClusterAskQueue),
    ];
    let answer = wanted.map(|kind| asked(sizing, rule, kind, locale));
    let refused = answer.as_ref().is_some_and(|(_, granted)| !granted);
    let all_the_same = || {
        let none = [("locks", sizing.locks), ("counters", sizing.counters), ("queues", sizing.queues)];
        let press = move |_| {
            for (param, _) in none.iter().filter(|(_, count)| *count == 0) {
                on.emit(Msg::Param(param, "1".into()));
            }
        };
        let words = if sizing.queues == 0 { Id::ClusterAskOverrideAll } else { Id::ClusterAskOverride };
        el("button.primary").set("type", "button").on("click", press).say(locale, words)
    };
    let said = |(said, granted): &(Sentence, bool)| {
        el("p").class(if *granted { "granted" } else { "refused" }).add(parts::sentence(said))
    };
    section("section.asks", locale, say!(ClusterAsk))
        .add(el("div.actions").list(kinds.map(ask)))
        .add(el("div.answer").set("role", "status").maybe(answer.as_ref().map(said)))
        .add_if(refused, all_the_same)
        .into()
}

/// The map, under how many there are of each.
fn stage(view: &View, shown: &Rc<SizingView>, controls: Controls) -> El {
    let locale = view.look.locale;
    let nodes = view.session.program().scene().params.iter().find(|param| param.id == "n");
    let note = |note: &Sentence| el("p.note").add(parts::sentence(note));
    let map = map::Shown(shown.clone());
    parts::section("section.pane.stage-pane", locale, say!(ClusterMap))
        .add(el("h2.sentence").add(parts::sentence(&shown.summary)))
        .list(shown.notes.iter().map(note))
        .maybe(nodes.filter(|_| controls == Controls::Mini).map(|param| program::param_row(view, param)))
        .add(html! { <map::Map shown={map} {locale} /> })
}

/// What it buys and costs.
fn bought(view: &View, known: &Measuring, shown: &Rc<SizingView>) -> El {
    let locale = view.look.locale;
    let (sizing, _) = known.sizing();
    let said = |sentence: &Sentence| el("p").add(parts::sentence(sentence));
    let on = view.on.clone();
    let measuring = || {
        let stopped = known.is_stopped();
        let words = if stopped { Id::ClusterGoOn } else { Id::Stop };
        let nodes = u32::from(shown.known);
        el("p.measuring")
            .add(el("span").say(locale, say!(ClusterMeasuring, nodes = nodes, most = u32::from(SIZED))))
            .add(button("button", &view.on, Msg::StopMeasuring(!stopped)).say(locale, words))
    };
    let lacks = [sizing.locks, sizing.counters, sizing.queues].contains(&0);
    let verdict = el("div.verdicts").list(shown.verdict.iter().map(said));
    let plots = map::Shown(shown.clone());
    parts::section("section.pane.side", locale, say!(ClusterBuys))
        .add(el("h2").say(locale, say!(ClusterBuys)))
        .add_if(lacks, || el("p.note").say(locale, say!(ClusterNotMeasured)))
        .add(verdict)
        .add_if(!known.is_done(), measuring)
        .add(html! { <plots::Plots shown={plots} nodes={sizing.nodes} {locale} {on} /> })
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
