//! What a node can be: every machine there is, as one; and those that are on the stage or in a sizing, to be shown.

use super::client::Client;
use super::counter::{Counter, Replica, Shard};
use super::flat::{Flat, Words};
use super::lock::Lock;
use super::machine::{Effect, Input, Machine, State};
use super::majority::Majority;
use super::message::Message;
use super::queue::Queue;
use super::resource::Resource;

/// Makes one machine of several, each of which says what it is.
macro_rules! roles {
    ($role:ident, $disk:ident, $memory:ident, $explored:literal: $($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// What a node is.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $role {
            $($(#[$doc])* $name($name),)*
        }

        /// What is on the disk of a node.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $disk {
            /// Nothing, whatever the node is.
            #[default]
            Empty,
            $($(#[$doc])* $name(<$name as Machine>::Durable),)*
        }

        /// What a crash takes away from a node.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $memory {
            /// Nothing, whatever the node is.
            #[default]
            Empty,
            $($(#[$doc])* $name(<$name as Machine>::Volatile),)*
        }

        $(
            impl From<$name> for $role {
                fn from(machine: $name) -> $role {
                    $role::$name(machine)
                }
            }
        )*

        impl Machine for $role {
            const IS_EXPLORED: bool = $explored;

            type Durable = $disk;
            type Volatile = $memory;
            type Message = Message;

            fn handle(
                &self,
                state: &mut State<$disk, $memory>,
                input: Input<Message>,
                now: u64,
                effects: &mut Vec<Effect<Message>>,
            ) {
                match self {
                    $($role::$name(machine) => {
                        let durable = match std::mem::take(&mut state.durable) {
                            $disk::$name(durable) => durable,
                            _ => Default::default(),
                        };
                        let volatile = match std::mem::take(&mut state.volatile) {
                            $memory::$name(volatile) => volatile,
                            _ => Default::default(),
                        };
                        let mut own = State { durable, volatile };
                        machine.handle(&mut own, input, now, effects);
                        state.durable = $disk::$name(own.durable);
                        state.volatile = $memory::$name(own.volatile);
                    })*
                }
            }

            fn put(state: &State<$disk, $memory>, disk: &$disk, words: &mut Words) -> bool {
                if !$explored {
                    return false;
                }
                for durable in [&state.durable, disk] {
                    match durable {
                        $disk::Empty => false.put(words),
                        $($disk::$name(durable) => {
                            true.put(words);
                            durable.put(words);
                        })*
                    }
                }
                match &state.volatile {
                    $memory::Empty => false.put(words),
                    $($memory::$name(volatile) => {
                        true.put(words);
                        volatile.put(words);
                    })*
                }
                true
            }

            fn is_done(&self, durable: &$disk) -> bool {
                match self {
                    $($role::$name(machine) => match durable {
                        $disk::$name(durable) => machine.is_done(durable),
                        _ => machine.is_done(&Default::default()),
                    })*
                }
            }
        }
    };
}

roles! {
    Role, Disk, Memory, true:
    /// A lock service.
    Lock,
    /// A node with guarded resources.
    Resource,
    /// A node that owns counters, or the one beside it.
    Counter,
    /// A node with a part of every counter.
    Shard,
    /// A node with a copy of every counter.
    Replica,
    /// A queue service.
    Queue,
    /// A client.
    Client,
    /// A client that takes a lock by majority.
    Majority,
}

roles! {
    ShownRole, ShownDisk, ShownMemory, false:
    /// A lock service.
    Lock,
    /// A node with guarded resources.
    Resource,
    /// A node that owns counters, or the one beside it.
    Counter,
    /// A node with a part of every counter.
    Shard,
    /// A node with a copy of every counter.
    Replica,
    /// A queue service.
    Queue,
    /// A client.
    Client,
}
