//! What a node can be: every machine there is, as one.

use super::client::Client;
use super::counter::{Counter, Replica, Shard};
use super::lock::Lock;
use super::machine::{Effect, Input, Machine, State};
use super::majority::Majority;
use super::message::Message;
use super::queue::Queue;
use super::resource::Resource;

/// Makes one machine of several, each of which says what it is.
macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// What a node is.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Role {
            $($(#[$doc])* $name($name),)*
        }

        /// What is on the disk of a node.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Disk {
            /// Nothing, whatever the node is.
            #[default]
            Empty,
            $($(#[$doc])* $name(<$name as Machine>::Durable),)*
        }

        /// What a crash takes away from a node.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Memory {
            /// Nothing, whatever the node is.
            #[default]
            Empty,
            $($(#[$doc])* $name(<$name as Machine>::Volatile),)*
        }

        $(
            impl From<$name> for Role {
                fn from(machine: $name) -> Role {
                    Role::$name(machine)
                }
            }
        )*

        impl Machine for Role {
            type Durable = Disk;
            type Volatile = Memory;
            type Message = Message;

            fn handle(
                &self,
                state: &mut State<Disk, Memory>,
                input: Input<Message>,
                now: u64,
                effects: &mut Vec<Effect<Message>>,
            ) {
                match self {
                    $(Role::$name(machine) => {
                        let durable = match std::mem::take(&mut state.durable) {
                            Disk::$name(durable) => durable,
                            _ => Default::default(),
                        };
                        let volatile = match std::mem::take(&mut state.volatile) {
                            Memory::$name(volatile) => volatile,
                            _ => Default::default(),
                        };
                        let mut own = State { durable, volatile };
                        machine.handle(&mut own, input, now, effects);
                        state.durable = Disk::$name(own.durable);
                        state.volatile = Memory::$name(own.volatile);
                    })*
                }
            }

            fn is_done(&self, durable: &Disk) -> bool {
                match self {
                    $(Role::$name(machine) => match durable {
                        Disk::$name(durable) => machine.is_done(durable),
                        _ => machine.is_done(&Default::default()),
                    })*
                }
            }
        }
    };
}

roles! {
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
