//! A hash of all that counts for what can still happen.
//!
//! The time does not count where everything goes on alike at any other: where every clock goes as the time does, none has jumped or gone wrong or
//! may do so any more (a contract may ask how long something took), and each machine [writes down](Machine::put) which of the numbers that it knows are instants. All instants are taken relative
//! to now then, and those that have passed are one. So who asks again and again, and gets no answer, comes back to the same
//! state. Elsewhere the time is a part of the state.

use super::Cluster;
use super::live::{Live, Node, What};
use super::setup::Order;
use crate::cluster::flat::Words;
use crate::cluster::hash::Print;
use crate::cluster::machine::{Machine, NodeId};

/// A node that has not changed since, but for what time makes of it.
#[derive(Clone, Debug)]
pub(super) struct Outline {
    print: u128,
    /// Instants of the node's own clock; nothing where they are not told from other numbers.
    instants: Option<Box<[u64]>>,
}

impl<M: Machine> Node<M> {
    fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| {
            let print =
                Print::default().and(&(self.is_up, self.is_paused, self.is_parted, self.jumped, self.skewed));
            let mut words = Words::default();
            if M::put(&self.state, &self.disk, &mut words) {
                return Outline {
                    print: print.and(&words.plain).value(),
                    instants: Some(words.instants.into()),
                };
            }
            Outline { print: print.and(&self.state).and(&self.disk).value(), instants: None }
        })
    }
}

impl<M: Machine> Cluster<M> {
    /// A hash of all that counts for what can still happen.
    pub(super) fn print(&self) -> u128 {
        let live = &self.live;
        let timeless = self.is_timeless();
        let base = if timeless { live.now } else { 0 };
        let mut sum = links(live, self.setup.order, base);
        for (number, node) in live.nodes.iter().enumerate() {
            let own = if timeless { self.reading(NodeId(number as u16), base) } else { 0 };
            let Outline { print, instants } = node.outline();
            let mut print = Print::default().and(&number).and(print).and(&node.busy.saturating_sub(base));
            for instant in instants.iter().flatten() {
                print = print.and(&instant.saturating_sub(own));
            }
            for (timer, (_, due)) in node.timers.iter() {
                print = print.and(&(timer, due.saturating_sub(base)));
            }
            sum = sum.wrapping_add(print.value());
        }
        Print::default()
            .and(&sum)
            .and(&(timeless, live.now - base))
            .and(&live.budget)
            .and(&live.told.print())
            .value()
    }

    /// Whether everything goes on alike at any other time.
    fn is_timeless(&self) -> bool {
        let (live, setup) = (&self.live, &self.setup);
        let mut nodes = (0..).map(NodeId).zip(&live.nodes);
        M::IS_EXPLORED
            && (live.budget.jumps == 0 || setup.jumps.is_empty())
            && (live.budget.skews == 0 || setup.skews.is_empty())
            && nodes.all(|(number, node)| {
                node.jumped == 0
                    && self.clock(number).is_plain(live.now, node.jumped)
                    && node.outline().instants.is_some()
            })
    }
}

/// What is under way, seen from this instant.
fn links<M: Machine>(live: &Live<M>, order: Order, base: u64) -> u128 {
    let mut all = 0_u128;
    for link in live.links.values() {
        let (mut sum, mut in_order) = (0_u128, Print::default());
        for item in link.items.iter().filter_map(|number| live.items.get(number)) {
            let What::Message { print, .. } = &item.what else { continue };
            let message = (item.due.saturating_sub(base), print);
            match order {
                Order::Sent => in_order = in_order.and(&message),
                Order::Any => sum = sum.wrapping_add(Print::of(&message)),
            }
        }
        all = all.wrapping_add(if order == Order::Sent { in_order.value() } else { sum });
    }
    all
}
