//! Sending and receiving, one task each.
//!
//! With capacity 0 ours is a rendezvous: a send completes only when a receive has taken its value. flume and kanal let
//! the sender go on once its value was offered; futures' channel holds one value more than its capacity for each sender,
//! and async-channel and tokio have no capacity 0.

use crate::measure::{Peer, Table, peer, run};
use futures::{FutureExt, SinkExt, StreamExt};
use lockstep_core::sync::{Channel, Sim};

/// A contestant, given how a channel is made and what sends and receives one value.
macro_rules! contestant {
    ($name:literal, $make:expr, |$sender:ident, $value:ident| $send:expr, |$receiver:ident| $receive:expr) => {
        peer($name, move |count| {
            let (sender, receiver) = $make;
            #[allow(unused_mut, reason = "futures' halves are used mutably, the others are not")]
            let sending = async move {
                let mut $sender = sender;
                for $value in 0..count {
                    assert!($send.await.is_ok());
                }
            };
            #[allow(unused_mut, reason = "futures' halves are used mutably, the others are not")]
            let receiving = async move {
                let mut $receiver = receiver;
                for expected in 0..count {
                    assert_eq!($receive.await.into_iter().next(), Some(expected));
                }
            };
            run([sending.boxed_local(), receiving.boxed_local()]);
        })
    };
}

fn peers(capacity: usize) -> Vec<Peer> {
    let ours = contestant!(
        "lockstep",
        {
            let channel = Channel::new(&Sim::live(1), "channel", capacity as u32);
            (channel.clone(), channel)
        },
        |sender, value| sender.send(value),
        |receiver| receiver.recv()
    );
    let futures = contestant!(
        "futures",
        futures::channel::mpsc::channel::<u32>(capacity),
        |sender, value| sender.send(value),
        |receiver| receiver.next()
    );
    let flume = contestant!(
        "flume",
        flume::bounded::<u32>(capacity),
        |sender, value| sender.send_async(value),
        |receiver| receiver.recv_async()
    );
    let kanal = contestant!(
        "kanal",
        kanal::bounded_async::<u32>(capacity),
        |sender, value| sender.send(value),
        |receiver| receiver.recv()
    );
    let mut peers = vec![ours, futures, flume, kanal];
    if capacity > 0 {
        peers.push(contestant!(
            "async-channel",
            async_channel::bounded::<u32>(capacity),
            |sender, value| sender.send(value),
            |receiver| receiver.recv()
        ));
        peers.push(contestant!(
            "tokio",
            tokio::sync::mpsc::channel::<u32>(capacity),
            |sender, value| sender.send(value),
            |receiver| receiver.recv()
        ));
    }
    peers
}

/// Measures every capacity.
pub fn measure(table: &mut Table) {
    for capacity in [0, 1, 100] {
        table.measure(format!("send + receive, capacity {capacity}"), 200_000, &peers(capacity));
    }
}
