//! The stage of a cluster: nodes as cards, the services above, the clients below, and the messages between them as arrows (which
//! `overlay` draws) and as a list, which says the same to everyone.

use super::el::{El, el};
use super::overlay::Line;
use super::parts;
use lockstep_core::present::{Condition, Fact, Fate, Flight, Locale, Net, NodeCard, Sentence};
use lockstep_core::say;

/// What stands on the floor of the stage. `turn` makes a card one that can be pressed.
#[inline(never)]
pub fn floor(net: &Net, locale: Locale, turn: impl Fn(El, &NodeCard) -> El) -> [El; 2] {
    let row = |what: &'static str, serves: bool| {
        let nodes = net.nodes.iter().filter(|node| node.serves == serves);
        el(what).list(nodes.map(|node| turn(card(node, locale), node)))
    };
    let nodes = el("div.net").add(row("div.net-row.services", true)).add(row("div.net-row", false));
    [nodes, flights(net, locale)]
}

fn card(node: &NodeCard, locale: Locale) -> El {
    let condition = match node.condition {
        Condition::Up => "up",
        Condition::Done => "over",
        Condition::Paused => "paused",
        Condition::Crashed => "crashed",
    };
    let fact = |(place, fact): (u32, &Fact)| {
        el("li").key(place).class_if(fact.is_wrong, "wrong").add(parts::sentence(&fact.sentence))
    };
    let parted = || el("span.parted").say(locale, say!(ClusterParted));
    let facts: Vec<String> = node.facts.iter().map(|fact| fact.sentence.plain()).collect();
    let label = format!("{}: {}. {}. {}", node.name, node.kind.plain(), node.state.plain(), facts.join("; "));
    let head = el("p.node-name")
        .add(el("b").text(&node.name))
        .text(" ")
        .add(el("span.kind").add(parts::sentence(&node.kind)))
        .text(" ")
        .add(el("span.condition").add(parts::sentence(&node.state)))
        .add_if(node.is_parted, parted);
    el("div.node")
        .key(node.worker.0)
        .class(condition)
        .class_if(node.acted, "acted")
        .set("role", "group")
        .with("aria-label", label.into())
        .number("data-node", node.worker.0)
        .add(head)
        .add(el("ul.facts").list((0..).zip(&node.facts).map(fact)))
}

/// The messages, by what becomes of them.
fn flights(net: &Net, locale: Locale) -> El {
    let one = |flight: &Flight| {
        el("li").key(flight.number.0).class(class_of(flight.fate)).add(parts::sentence(&flight.label))
    };
    let none = || el("p.faint").say(locale, say!(ClusterNoneUnderWay));
    el("div.flights")
        .add(el("span.zone-name").say(locale, say!(ClusterUnderWay)))
        .add_if(net.flights.is_empty(), none)
        .add(el("ul").list(net.flights.iter().map(one)))
}

fn class_of(fate: Fate) -> &'static str {
    match fate {
        Fate::UnderWay => "message",
        Fate::Due => "message due",
        Fate::Lost => "message lost",
    }
}

/// So many clients at least stand right under the services: between them there is room for words.
const FIRST_ROW: usize = 2;

/// The arrows over the stage: one for each message, named by what it says where that does not stand on other nodes.
#[inline(never)]
pub fn lines(net: &Net) -> Vec<Line> {
    let node = |worker: u32| format!("[data-node='{worker}']");
    let clients = net.nodes.iter().filter(|node| !node.serves);
    let further: Vec<_> = clients.skip(FIRST_ROW).map(|node| node.worker).collect();
    let is_near = |flight: &Flight| !further.contains(&flight.from) && !further.contains(&flight.to);
    let line = |flight: &Flight| Line {
        from: node(flight.from.0),
        to: node(flight.to.0),
        class: class_of(flight.fate),
        label: if is_near(flight) { flight.text.to_string() } else { String::new() },
    };
    net.flights.iter().map(line).collect()
}

/// The twin of the stage: a table of the nodes and one of the messages.
#[inline(never)]
pub fn tables(net: &Net, locale: Locale) -> [El; 2] {
    let head = |row| el("th").set("scope", row);
    let cell = |sentence: &Sentence| el("td").add(parts::sentence(sentence));
    let node = |node: &NodeCard| {
        let parted = || el("span").text(", ").say(locale, say!(ClusterParted));
        let state = cell(&node.state).add_if(node.is_parted, parted);
        let facts = node.facts.iter().map(|fact| el("p").add(parts::sentence(&fact.sentence)));
        el("tr")
            .key(node.worker.0)
            .add(head("row").text(&node.name))
            .add(cell(&node.kind))
            .add(state)
            .add(el("td").list(facts))
    };
    let columns = [say!(ColumnName), say!(ColumnKind), say!(ColumnState), say!(ClusterKnows)];
    let columns = columns.map(|name| head("col").say(locale, name));
    let nodes = el("table")
        .add(el("caption").say(locale, say!(ClusterNodes)))
        .add(el("thead").add(el("tr").list(columns)))
        .add(el("tbody").list(net.nodes.iter().map(node)));
    let message = |flight: &Flight| el("tr").key(flight.number.0).add(cell(&flight.label));
    let messages = el("table")
        .add(el("caption").say(locale, say!(ClusterUnderWay)))
        .add(el("thead").add(el("tr").add(head("col").say(locale, say!(ClusterMessage)))))
        .add(el("tbody").list(net.flights.iter().map(message)));
    [nodes, messages]
}
