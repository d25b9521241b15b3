//! The twins: what stage and timeline show, as tables and text, for those who read rather than look.

use super::View;
use super::el::{El, el};
use super::net;
use super::parts::{self, button, scrolled};
use crate::app::Msg;
use crate::look::{Turn, Twin};
use lockstep_core::present::{Card, Chip, Group, Message, Sentence};
use lockstep_core::say;

/// How many steps of the transcript are written out on the page; the whole is among what can be taken away.
const LINES: u32 = 200;

/// Both; neither is made before it is asked for.
pub fn twins(view: &View) -> El {
    let locale = view.look.locale;
    let switch = |twin: Twin, words: Message| {
        button("button.quiet", &view.on, Msg::Look(Turn::Twin(twin)))
            .aria("aria-expanded", view.look.twin == Some(twin))
            .say(locale, words)
    };
    el("div.twins")
        .set("data-later", "")
        .add(switch(Twin::Tables, say!(AsTable)))
        .add(switch(Twin::Text, say!(AsText)))
        .add_if(view.look.twin == Some(Twin::Tables), || tables(view))
        .add_if(view.look.twin == Some(Twin::Text) && !view.look.hidden, || transcript(view))
}

#[inline(never)]
fn tables(view: &View) -> El {
    let (locale, stage) = (view.look.locale, &view.shown.0.stage);
    let head = |row| el("th").set("scope", row);
    let cell = |sentence: &Sentence| el("td").add(parts::sentence(sentence));
    let object = |card: &Card| {
        let row = el("tr").key(card.object.0).add(head("row").text(&card.name));
        row.add(cell(&card.kind)).add(cell(&card.state))
    };
    let figure =
        |line: Option<u32>| el("td.figure").text(&line.map(|line| line.to_string()).unwrap_or_default());
    let worker = |chip: &Chip| {
        el("tr")
            .key(chip.worker.0)
            .add(head("row").text(&chip.name))
            .add(el("td").say(locale, chip.state.word()))
            .add(cell(&chip.about))
            .add(figure(chip.line))
    };
    let group = |group: &Group| {
        el("tr")
            .key_of(&format!("g{}", group.first.0))
            .add(head("row").say(locale, say!(Several, count = group.count)))
            .add(el("td").say(locale, group.state.word()))
            .add(cell(&group.label))
            .add(figure(group.line))
    };
    let table = |caption: Message, columns: &[Message], rows: Vec<El>| {
        let columns = columns.iter().map(|name| head("col").say(locale, name));
        el("table")
            .add(el("caption").say(locale, caption))
            .add(el("thead").add(el("tr").list(columns)))
            .add(el("tbody").list(rows))
    };
    if let Some(net) = &stage.net {
        return scrolled("div.tables", locale, say!(AsTable)).list(net::tables(net, locale));
    }
    let objects = stage.cards.iter().map(object).collect();
    let workers = stage.chips.iter().map(worker).chain(stage.groups.iter().map(group)).collect();
    let (name, state) = (say!(ColumnName), say!(ColumnState));
    let of_objects = [name.clone(), say!(ColumnKind), state.clone()];
    let of_workers = [name, state, say!(ColumnAbout), say!(ColumnLine)];
    scrolled("div.tables", locale, say!(AsTable))
        .add(table(say!(TableObjects), &of_objects, objects))
        .add(table(say!(TableWorkers), &of_workers, workers))
}

#[inline(never)]
fn transcript(view: &View) -> El {
    let (from, told) = view.session.transcript(LINES, view.look.locale);
    let line =
        |(step, sentence): (u32, _)| el("li").key(step).number("value", step).add(parts::sentence(&sentence));
    scrolled("div.transcript", view.look.locale, say!(AsText))
        .add(el("ol").list((from..).zip(told).map(line)))
}
