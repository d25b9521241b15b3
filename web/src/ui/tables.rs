//! The twins: what stage and timeline show, as tables and text, for those who read rather than look.

use yew::prelude::*;

use super::View;
use super::parts::{self, t};
use crate::app::Msg;
use crate::look::{Turn, Twin};
use lockstep_core::present::{Card, Chip, Group};
use lockstep_core::say;

/// How many steps of the transcript are written out on the page; the whole is among what can be taken away.
const LINES: u32 = 200;

/// Both; neither is made before it is asked for.
pub fn twins(view: &View) -> Html {
    let locale = view.look.locale;
    let switch = |twin: Twin, words| {
        let onclick = view.on.reform(move |_: MouseEvent| Msg::Look(Turn::Twin(twin)));
        let open = (view.look.twin == Some(twin)).to_string();
        html! { <button type="button" class="quiet" aria-expanded={open} {onclick}>{ t(locale, words) }</button> }
    };
    html! {
        <div class="twins">
            { switch(Twin::Tables, say!(AsTable)) }
            { switch(Twin::Text, say!(AsText)) }
            if view.look.twin == Some(Twin::Tables) { { tables(view) } }
            if view.look.twin == Some(Twin::Text) && !view.look.hidden { { transcript(view) } }
        </div>
    }
}

fn tables(view: &View) -> Html {
    let (locale, stage) = (view.look.locale, &view.shown.0.stage);
    let object = |card: &Card| {
        html! {
            <tr key={card.object.0}>
                <th scope="row">{ &*card.name }</th><td>{ parts::sentence(&card.kind) }</td>
                <td>{ parts::sentence(&card.state) }</td>
            </tr>
        }
    };
    let worker = |chip: &Chip| {
        html! {
            <tr key={chip.worker.0}>
                <th scope="row">{ &*chip.name }</th><td>{ t(locale, chip.state.word()) }</td>
                <td>{ parts::sentence(&chip.about) }</td>
                <td class="figure">{ chip.line.map(|line| line.to_string()).unwrap_or_default() }</td>
            </tr>
        }
    };
    let group = |group: &Group| {
        html! {
            <tr key={format!("g{}", group.first.0)}>
                <th scope="row">{ t(locale, say!(Several, count = group.count)) }</th><td>{ t(locale, group.state.word()) }</td>
                <td>{ parts::sentence(&group.label) }</td>
                <td class="figure">{ group.line.map(|line| line.to_string()).unwrap_or_default() }</td>
            </tr>
        }
    };
    html! {
        <div class="tables" tabindex="0" role="group" aria-label={t(locale, say!(AsTable))}>
            <table>
                <caption>{ t(locale, say!(TableObjects)) }</caption>
                <thead><tr>
                    <th scope="col">{ t(locale, say!(ColumnName)) }</th><th scope="col">{ t(locale, say!(ColumnKind)) }</th>
                    <th scope="col">{ t(locale, say!(ColumnState)) }</th>
                </tr></thead>
                <tbody>{ stage.cards.iter().map(object).collect::<Html>() }</tbody>
            </table>
            <table>
                <caption>{ t(locale, say!(TableWorkers)) }</caption>
                <thead><tr>
                    <th scope="col">{ t(locale, say!(ColumnName)) }</th><th scope="col">{ t(locale, say!(ColumnState)) }</th>
                    <th scope="col">{ t(locale, say!(ColumnAbout)) }</th><th scope="col">{ t(locale, say!(ColumnLine)) }</th>
                </tr></thead>
                <tbody>
                    { stage.chips.iter().map(worker).collect::<Html>() }
                    { stage.groups.iter().map(group).collect::<Html>() }
                </tbody>
            </table>
        </div>
    }
}

fn transcript(view: &View) -> Html {
    let (from, told) = view.session.transcript(LINES, view.look.locale);
    let line = |(step, sentence): (u32, _)| {
        html! { <li key={step} value={step.to_string()}>{ parts::sentence(&sentence) }</li> }
    };
    html! {
        <div class="transcript" tabindex="0" role="group" aria-label={t(view.look.locale, say!(AsText))}>
            <ol>{ (from..).zip(told).map(line).collect::<Html>() }</ol>
        </div>
    }
}
