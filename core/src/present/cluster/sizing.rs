//! A sizing, laid out: where the locks, counters and queues of a cluster are, whom a request for one reaches, and what it buys and
//! costs beside the rules, as sentences and as plots over the number of nodes.

mod plots;

pub use self::plots::{Curve, PLOT, Plot};
use self::plots::{FIGURES, Figure, name_of_rule, plot};
use crate::cluster::history::Key;
use crate::cluster::machine::NodeId;
use crate::cluster::sizing::{Kind, Refused, Shared, Sizing};
use crate::cluster::sweep::{Figures, OfRules, Rule};
use crate::present::{Arg, Fixed, Locale, Message, Sentence};
use crate::rules::ObjectId;
use crate::say;
use crate::world::{Text, WorkerId};

/// What is known of a sizing.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// How many there are of each.
    pub sizing: Sizing,
    /// The rule that this follows, if it does.
    pub rule: Option<Rule>,
    /// What it comes to, once that is known.
    pub figures: Option<Figures>,
    /// What the rules come to, for 2 nodes and more, as far as that is known.
    pub swept: &'a [(u16, OfRules)],
    /// Up to how many nodes that will be.
    pub most: u16,
}

/// A sizing to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SizingView {
    /// How many there are of each, in words.
    pub summary: Sentence,
    /// What is to be said of that.
    pub notes: Vec<Sentence>,
    /// The nodes, two and two.
    pub pairs: Vec<Pair>,
    /// The locks, the counters and the queues.
    pub things: Vec<Thing>,
    /// What it buys and costs, once that is known.
    pub verdict: Vec<Sentence>,
    /// The figures over the number of nodes.
    pub plots: [Plot; 3],
    /// Up to how many nodes they are known.
    pub known: u16,
}

/// Two nodes that share what they share, or the last one of an odd number.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// What just these two share, among the view's things.
    pub shared: Vec<usize>,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its number.
    pub number: u16,
    /// Its name.
    pub name: Text,
    /// What has its place in it alone, or is shared with a node of another pair: a place among the view's things.
    pub alone: Vec<usize>,
    /// What it has.
    pub has: Sentence,
    /// What it is beside.
    pub beside: Sentence,
    /// Both in a sentence.
    pub said: Sentence,
}

/// A lock, a counter or a queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: Text,
    /// The node that has it.
    pub owner: u16,
    /// The node that is beside it, if there is another one.
    pub beside: Option<u16>,
    /// Where it is, in a sentence.
    pub said: Sentence,
}

/// The sizing.
#[inline(never)]
pub fn sizing(known: &Known, locale: Locale) -> SizingView {
    let sizing = known.sizing;
    let things = things(sizing, locale);
    SizingView {
        summary: locale.sentence(summary(sizing)),
        notes: notes(known).into_iter().map(|note| locale.sentence(note)).collect(),
        pairs: pairs(sizing.nodes, &things, locale),
        verdict: verdict(known).into_iter().map(|said| locale.sentence(said)).collect(),
        plots: FIGURES.map(|figure| plot(known, figure, locale)),
        known: known.swept.last().map_or(1, |(nodes, _)| *nodes),
        things,
    }
}

/// What a request for the first one of a kind is answered, and whether it is granted.
#[inline(never)]
pub fn asked(sizing: Sizing, rule: Option<Rule>, kind: Kind, locale: Locale) -> (Sentence, bool) {
    let place = match kind {
        Kind::Lock => sizing.lock(Key(0)).map(|shared| shared.owner),
        Kind::Counter => sizing.counter(Key(0)).map(|shared| shared.owner),
        Kind::Queue => sizing.queue(Key(0)),
    };
    let message = match place {
        Ok(owner) => say!(ClusterAskGranted, thing = thing_of(kind, 0), owner = node_of(owner.0)),
        Err(Refused::None(kind)) if rule == Some(Rule::Article) => {
            say!(ClusterAskRule, kind = many(kind, 0), nodes = nodes(sizing.nodes))
        }
        Err(_) => say!(ClusterAskNone, kind = many(kind, 0)),
    };
    (locale.sentence(message), place.is_ok())
}

const KINDS: [Kind; 3] = [Kind::Lock, Kind::Counter, Kind::Queue];

fn name_of(kind: Kind, key: u32) -> Text {
    let kind = match kind {
        Kind::Lock => "lock",
        Kind::Counter => "counter",
        Kind::Queue => "queue",
    };
    format!("{kind}-{key}").into()
}

fn thing_of(kind: Kind, key: u32) -> Arg {
    Arg::Object(ObjectId(key), name_of(kind, key))
}

fn node_name(number: u16) -> Text {
    format!("node-{number}").into()
}

fn node_of(number: u16) -> Arg {
    Arg::Worker(WorkerId(number.into()), node_name(number))
}

/// "8 nodes".
fn nodes(count: u16) -> Message {
    say!(ClusterNodesCount, count = u32::from(count))
}

/// "4 locks".
fn many(kind: Kind, count: u32) -> Message {
    match kind {
        Kind::Lock => say!(ClusterLocksCount, count = count),
        Kind::Counter => say!(ClusterCountersCount, count = count),
        Kind::Queue => say!(ClusterQueuesCount, count = count),
    }
}

fn summary(sizing: Sizing) -> Message {
    let [locks, counters, queues] = KINDS.map(|kind| many(kind, sizing.count(kind)));
    say!(ClusterSized, nodes = nodes(sizing.nodes), locks = locks, counters = counters, queues = queues)
}

fn things(sizing: Sizing, locale: Locale) -> Vec<Thing> {
    let mut things = Vec::new();
    for kind in KINDS {
        for key in 0..sizing.count(kind) {
            let alone = |owner| Shared { owner, beside: owner };
            let place = match kind {
                Kind::Lock => sizing.lock(Key(key)),
                Kind::Counter => sizing.counter(Key(key)),
                Kind::Queue => sizing.queue(Key(key)).map(alone),
            };
            let Ok(Shared { owner: NodeId(owner), beside: NodeId(beside) }) = place else { continue };
            let beside = (owner != beside).then_some(beside);
            let (thing, on) = (thing_of(kind, key), node_of(owner));
            let said = match beside {
                Some(other) => say!(ClusterThingShared, thing = thing, owner = on, beside = node_of(other)),
                None => say!(ClusterThingAlone, thing = thing, owner = on),
            };
            let said = locale.sentence(said);
            things.push(Thing { kind, name: name_of(kind, key), owner, beside, said });
        }
    }
    things
}

fn pairs(nodes: u16, things: &[Thing], locale: Locale) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for first in (0..nodes).step_by(2) {
        let is_shared_here = |thing: &Thing| {
            thing.beside.is_some_and(|other| other / 2 == thing.owner / 2 && thing.owner / 2 == first / 2)
        };
        let all = || things.iter().enumerate();
        let shared = all().filter(|(_, thing)| is_shared_here(thing)).map(|(place, _)| place).collect();
        let node = |number: u16| {
            let is_of = |thing: &Thing| thing.owner == number || thing.beside == Some(number);
            let alone = all().filter(|(_, thing)| is_of(thing) && !is_shared_here(thing));
            let list = |is_one: &dyn Fn(&Thing) -> bool| {
                let names = things.iter().filter(|thing| is_one(thing));
                let names = names.map(|thing| Arg::Object(ObjectId(0), thing.name.clone()));
                Arg::Many(names.collect())
            };
            let has = list(&|thing| thing.owner == number);
            let beside = list(&|thing| thing.beside == Some(number));
            Node {
                number,
                name: node_name(number),
                alone: alone.map(|(place, _)| place).collect(),
                said: locale.sentence(of_node(number, has.clone(), beside.clone())),
                has: listed(has, locale),
                beside: listed(beside, locale),
            }
        };
        let nodes = (first..nodes.min(first + 2)).map(node).collect();
        pairs.push(Pair { nodes, shared });
    }
    pairs
}

fn is_none(list: &Arg) -> bool {
    matches!(list, Arg::Many(items) if items.is_empty())
}

fn listed(list: Arg, locale: Locale) -> Sentence {
    locale.sentence(if is_none(&list) { say!(ClusterNothing) } else { say!(ClusterListed, items = list) })
}

fn of_node(number: u16, has: Arg, beside: Arg) -> Message {
    let mut story = Vec::new();
    story.push(match is_none(&has) {
        true => say!(ClusterNodeHasNothing, node = node_of(number)),
        false => say!(ClusterNodeHas, node = node_of(number), things = has),
    });
    if !is_none(&beside) {
        story.push(say!(ClusterNodeBeside, things = beside));
    }
    say!(ClusterListed, items = story)
}

fn notes(known: &Known) -> Vec<Message> {
    let Sizing { nodes: count, locks, counters, queues } = known.sizing;
    let mut notes = Vec::new();
    if known.rule == Some(Rule::Article) {
        match count {
            1 => notes.push(say!(ClusterSizedOne)),
            odd if odd % 2 == 1 => notes.push(say!(ClusterSizedOdd, node = node_of(odd - 1))),
            _ => {}
        }
    } else if [locks, counters, queues].contains(&0) {
        notes.push(say!(ClusterSizedNone));
    }
    notes
}

fn verdict(known: &Known) -> Vec<Message> {
    let Some(figures) = known.figures else { return Vec::new() };
    let [waiting, throughput, messages] = FIGURES.map(|figure| figure.words(figure.of(&figures)));
    let mut said =
        vec![say!(ClusterFigures, waiting = waiting, operations = throughput, messages = messages)];
    let swept = known.swept.iter().find(|(nodes, _)| *nodes == known.sizing.nodes);
    for (rule, other) in swept.iter().flat_map(|(_, of_rules)| Rule::ALL.into_iter().zip(of_rules)) {
        if known.rule != Some(rule) && rule.sizing(known.sizing.nodes) != known.sizing {
            said.push(beside((known.sizing, &figures), (rule, other)));
        }
    }
    said
}

/// What a sizing and its figures are beside those of a rule.
fn beside((sizing, figures): (Sizing, &Figures), (rule, other): (Rule, &Figures)) -> Message {
    let ratio = |figure: Figure| figure.of(figures) / figure.of(other).max(f64::MIN_POSITIVE);
    let [waiting, throughput, messages] = FIGURES.map(|figure| Fixed(ratio(figure)).to_string());
    let kept = |sizing: Sizing| KINDS.iter().map(|kind| sizing.count(*kind)).sum::<u32>();
    say!(
        ClusterBeside,
        rule = Message::from(name_of_rule(rule)),
        waiting = waiting,
        operations = throughput,
        messages = messages,
        kept = kept(sizing),
        others = kept(rule.sizing(sizing.nodes))
    )
}

#[cfg(test)]
mod tests {
    use super::plots::APART;
    use super::*;
    use crate::cluster::sizing::Overrides;
    use crate::cluster::sweep::{Work, run, sweep};
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn view(sizing: Sizing, rule: Option<Rule>, locale: Locale) -> SizingView {
        let swept = sweep(5, &Work::default());
        let figures = run(sizing, &Work::default()).ok();
        super::sizing(&Known { sizing, rule, figures, swept: &swept, most: 5 }, locale)
    }

    fn by_rule(rule: Rule, nodes: u16) -> SizingView {
        view(rule.sizing(nodes), Some(rule), Locale::English)
    }

    fn plain(sentences: &[Sentence]) -> Vec<String> {
        sentences.iter().map(Sentence::plain).collect()
    }

    #[test]
    fn every_thing_is_drawn_once_where_its_nodes_are_neighbours_and_at_both_where_they_are_not() {
        for (nodes, locks) in [(2, 1), (3, 1), (3, 3), (8, 4), (5, 7), (32, 16), (1, 2)] {
            let told = Overrides { locks: Some(locks), ..Overrides::default() };
            let sizing = Sizing::of(nodes).with(told);
            let view = view(sizing, None, Locale::English);
            let of_pair = |pair: &Pair| {
                pair.shared
                    .iter()
                    .chain(pair.nodes.iter().flat_map(|node| &node.alone))
                    .copied()
                    .collect::<Vec<_>>()
            };
            let drawn: Vec<usize> = view.pairs.iter().flat_map(of_pair).collect();
            for (place, thing) in view.things.iter().enumerate() {
                let far = thing.beside.is_some_and(|other| other / 2 != thing.owner / 2);
                let times = drawn.iter().filter(|one| **one == place).count();
                assert_eq!(times, if far { 2 } else { 1 }, "{nodes}, {locks}: {}", thing.name);
            }
            assert_eq!(view.pairs.iter().map(|pair| pair.nodes.len()).sum::<usize>(), usize::from(nodes));
        }
    }

    #[test]
    fn who_owns_what_and_who_is_beside_is_said() {
        let view = by_rule(Rule::Article, 3);
        assert_eq!(view.summary.plain(), "3 nodes: 1 lock, 1 counter and 3 queues.");
        assert_eq!(
            plain(&view.notes),
            [
                "node-2 is beside nobody: n is odd, so it shares no lock and no counter. It has its queue, as every node does."
            ]
        );
        let things: Vec<_> = view.things.iter().map(|thing| thing.said.plain()).collect();
        assert_eq!(
            things[..3],
            [
                "lock-0 is on node-0. node-1 is beside it and passes on what it is asked.",
                "counter-0 is on node-1. node-0 is beside it and passes on what it is asked.",
                "queue-0 is on node-0 alone.",
            ]
        );
        let nodes = view.pairs.iter().flat_map(|pair| &pair.nodes).map(|node| node.said.plain());
        assert_eq!(
            nodes.collect::<Vec<_>>(),
            [
                "node-0 has lock-0 and queue-0. It is beside counter-0.",
                "node-1 has counter-0 and queue-1. It is beside lock-0.",
                "node-2 has queue-2.",
            ]
        );
    }

    #[test]
    fn one_node_is_refused_by_the_name_of_the_rule_until_it_is_overridden() {
        let (said, granted) = asked(Sizing::of(1), Some(Rule::Article), Kind::Lock, Locale::English);
        assert!(!granted && said.plain().contains("⌊n/2⌋"), "{said}");
        assert!(by_rule(Rule::Article, 1).verdict.is_empty());
        let told = Overrides { locks: Some(1), counters: Some(1), ..Overrides::default() };
        let (said, granted) = asked(Sizing::of(1).with(told), None, Kind::Lock, Locale::English);
        assert!(granted, "{said}");
        let view = view(Sizing::of(1).with(told), None, Locale::English);
        assert_eq!(view.verdict.len(), 1, "it works, and there is nothing to compare it with");
        let (said, granted) = asked(Rule::OneOfEach.sizing(0), None, Kind::Queue, Locale::Chinese);
        assert!(!granted, "{said}");
    }

    #[test]
    fn a_sizing_is_set_beside_the_other_rules() {
        for (rule, others) in [(Rule::Article, 2), (Rule::OneOfEach, 2), (Rule::OnePerNode, 2)] {
            assert_eq!(by_rule(rule, 5).verdict.len(), 1 + others, "{rule:?}");
        }
        // Where two rules come to the same there is one to be compared with.
        assert_eq!(view(Sizing::of(4), None, Locale::Chinese).verdict.len(), 3);
        for plot in by_rule(Rule::Article, 4).plots {
            assert_eq!((plot.rows.len(), plot.lines.len()), (4, 3));
            assert!(plot.here.is_some_and(|(x, y)| x < PLOT.0 && y < PLOT.1));
            let mut labels: Vec<f64> = plot.lines.iter().map(|line| line.label.1).collect();
            labels.sort_by(f64::total_cmp);
            assert!(labels.windows(2).all(|two| two[1] - two[0] >= APART), "{labels:?}");
        }
    }
}
