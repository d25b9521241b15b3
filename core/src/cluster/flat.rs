//! What a machine knows, written down as words: for a host that keeps it where everything is words, as the memory of a Go program is, and for
//! whoever compares states.
//!
//! Instants are kept apart from all other numbers, so that whoever compares two states can take them relative to now. A machine asks of
//! an instant only whether it has passed, and sets timers by what is left until then: two states that differ in nothing but by how much what is
//! over is over go on alike. What has equal values has equal words, since everything is written in its own order.

use super::few::Few;
use super::history::{Answer, Call, Key, Mode};
use super::machine::{NodeId, TimerId};
use super::message::{Message, Request, Slot};
use std::collections::{BTreeMap, VecDeque};

/// Words that are being written, or were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Everything but instants.
    pub plain: Vec<u64>,
    /// Instants, in nanoseconds of the clock of whoever knows them.
    pub instants: Vec<u64>,
}

/// Words that are being read, in the order in which they were written.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Everything but instants.
    pub plain: &'a [u64],
    /// Instants.
    pub instants: &'a [u64],
}

impl Reader<'_> {
    /// The next word.
    pub fn word(&mut self) -> u64 {
        *self.plain.split_off_first().expect("as much is read as was written")
    }

    /// The next instant.
    pub fn instant(&mut self) -> u64 {
        *self.instants.split_off_first().expect("as much is read as was written")
    }
}

/// What can be written down as words.
pub trait Flat {
    /// Writes it behind what is there.
    fn put(&self, words: &mut Words);

    /// Reads it.
    ///
    /// # Panics
    /// If something else was written.
    fn take(words: &mut Reader<'_>) -> Self;
}

/// An instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instant(pub u64);

impl Flat for Instant {
    fn put(&self, words: &mut Words) {
        words.instants.push(self.0);
    }

    fn take(words: &mut Reader<'_>) -> Instant {
        Instant(words.instant())
    }
}

impl Flat for u64 {
    fn put(&self, words: &mut Words) {
        words.plain.push(*self);
    }

    fn take(words: &mut Reader<'_>) -> u64 {
        words.word()
    }
}

/// Writes what is a number as that number.
macro_rules! numbers {
    ($($name:ident),*) => {
        $(impl Flat for $name {
            fn put(&self, words: &mut Words) {
                words.plain.push(*self as u64);
            }

            fn take(words: &mut Reader<'_>) -> $name {
                words.word() as $name
            }
        })*
    };
}

numbers!(u16, u32, i64);

impl Flat for bool {
    fn put(&self, words: &mut Words) {
        words.plain.push((*self).into());
    }

    fn take(words: &mut Reader<'_>) -> bool {
        words.word() != 0
    }
}

impl<T: Flat> Flat for Option<T> {
    fn put(&self, words: &mut Words) {
        self.is_some().put(words);
        self.iter().for_each(|inside| inside.put(words));
    }

    fn take(words: &mut Reader<'_>) -> Option<T> {
        bool::take(words).then(|| T::take(words))
    }
}

impl<A: Flat, B: Flat> Flat for (A, B) {
    fn put(&self, words: &mut Words) {
        self.0.put(words);
        self.1.put(words);
    }

    fn take(words: &mut Reader<'_>) -> (A, B) {
        let first = A::take(words);
        (first, B::take(words))
    }
}

/// Writes things one after the other, behind how many there are.
fn put_all<'a, T: Flat + 'a>(count: usize, all: impl Iterator<Item = &'a T>, words: &mut Words) {
    (count as u64).put(words);
    all.for_each(|one| one.put(words));
}

/// Reads what [`put_all`] has written.
fn take_all<T: Flat, C: FromIterator<T>>(words: &mut Reader<'_>) -> C {
    (0..u64::take(words)).map(|_| T::take(words)).collect()
}

impl<T: Flat> Flat for Vec<T> {
    fn put(&self, words: &mut Words) {
        put_all(self.len(), self.iter(), words);
    }

    fn take(words: &mut Reader<'_>) -> Vec<T> {
        take_all(words)
    }
}

impl<T: Flat> Flat for VecDeque<T> {
    fn put(&self, words: &mut Words) {
        put_all(self.len(), self.iter(), words);
    }

    fn take(words: &mut Reader<'_>) -> VecDeque<T> {
        take_all(words)
    }
}

impl<K: Flat + Ord, V: Flat> Flat for BTreeMap<K, V> {
    fn put(&self, words: &mut Words) {
        (self.len() as u64).put(words);
        self.iter().for_each(|(key, value)| {
            key.put(words);
            value.put(words);
        });
    }

    fn take(words: &mut Reader<'_>) -> BTreeMap<K, V> {
        let mut map = BTreeMap::new();
        // What collects into a map is more code for each kind of them.
        for _ in 0..u64::take(words) {
            let key = K::take(words);
            map.insert(key, V::take(words));
        }
        map
    }
}

impl<K: Flat, V: Flat> Flat for Few<K, V> {
    fn put(&self, words: &mut Words) {
        self.list().put(words);
    }

    fn take(words: &mut Reader<'_>) -> Few<K, V> {
        Few::of_sorted(take_all(words))
    }
}

impl<A: Flat, B: Flat, C: Flat> Flat for (A, B, C) {
    fn put(&self, words: &mut Words) {
        self.0.put(words);
        self.1.put(words);
        self.2.put(words);
    }

    fn take(words: &mut Reader<'_>) -> (A, B, C) {
        let (first, second) = Flat::take(words);
        (first, second, C::take(words))
    }
}

impl Flat for () {
    fn put(&self, _: &mut Words) {}

    fn take(_: &mut Reader<'_>) {}
}

/// Writes a structure as its fields: those that are named first, and then those that are instants; or an enum as the number of its
/// variant and what is in it.
macro_rules! flat {
    (struct $name:ty { $($field:ident),* $(,)? } $(instants { $($instant:ident),* })?) => {
        impl $crate::cluster::flat::Flat for $name {
            fn put(&self, words: &mut $crate::cluster::flat::Words) {
                $($crate::cluster::flat::Flat::put(&self.$field, words);)*
                $($($crate::cluster::flat::Instant(self.$instant).put(words);)*)?
            }

            fn take(words: &mut $crate::cluster::flat::Reader<'_>) -> $name {
                $(let $field = $crate::cluster::flat::Flat::take(words);)*
                $($(let $instant = words.instant();)*)?
                Self { $($field,)* $($($instant,)*)? }
            }
        }
    };
    (enum $name:ty { $($number:literal => $variant:ident $(($($part:ident),*))?),* $(,)? }) => {
        impl $crate::cluster::flat::Flat for $name {
            fn put(&self, words: &mut $crate::cluster::flat::Words) {
                match self {
                    $(Self::$variant $(($($part),*))? => {
                        words.plain.push($number);
                        $($($crate::cluster::flat::Flat::put($part, words);)*)?
                    })*
                }
            }

            fn take(words: &mut $crate::cluster::flat::Reader<'_>) -> $name {
                match words.word() {
                    $($number => {
                        $($(let $part = $crate::cluster::flat::Flat::take(words);)*)?
                        Self::$variant $(($($part),*))?
                    })*
                    other => unreachable!("no variant is written as {other}"),
                }
            }
        }
    };
}

pub(super) use flat;

impl Flat for NodeId {
    fn put(&self, words: &mut Words) {
        self.0.put(words);
    }

    fn take(words: &mut Reader<'_>) -> NodeId {
        NodeId(u16::take(words))
    }
}

impl Flat for TimerId {
    fn put(&self, words: &mut Words) {
        self.0.put(words);
    }

    fn take(words: &mut Reader<'_>) -> TimerId {
        TimerId(u32::take(words))
    }
}

impl Flat for Key {
    fn put(&self, words: &mut Words) {
        self.0.put(words);
    }

    fn take(words: &mut Reader<'_>) -> Key {
        Key(u32::take(words))
    }
}

flat!(struct Request { client, number });

flat!(enum Mode { 0 => Shared, 1 => Exclusive });

flat!(enum Call {
    0 => Acquire(key, mode),
    1 => TryAcquire(key, mode),
    2 => Release(key, token),
    3 => Renew(key, token),
    4 => Write(key, token, value),
    5 => Add(key, by),
    6 => Read(key),
    7 => Push(key, element),
    8 => Pop(key),
    9 => Acknowledge(key, receipt),
    10 => Refuse(key, receipt),
});

flat!(enum Answer {
    0 => Done,
    1 => Granted(token),
    2 => Value(value),
    3 => Element(element, receipt),
    4 => Empty,
    5 => Busy,
    6 => Stale,
    7 => Unsupported,
});

flat!(struct Slot { up, down });

flat!(enum Message {
    0 => Ask(request, call),
    1 => Reply(request, answer),
    2 => Collect(request, key),
    3 => Part(request, key, part),
    4 => Store(request, key, value),
    5 => Slots(key, slots, wants),
});

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Writes a thing and reads it again: the words.
    fn kept<T: Flat + PartialEq + std::fmt::Debug>(thing: &T) -> (Vec<u64>, Vec<u64>) {
        let mut words = Words::default();
        thing.put(&mut words);
        let mut reader = Reader { plain: &words.plain, instants: &words.instants };
        assert_eq!(T::take(&mut reader), *thing);
        assert!(reader.plain.is_empty() && reader.instants.is_empty(), "{thing:?}");
        (words.plain, words.instants)
    }

    #[test]
    fn what_is_written_is_read_again_and_no_two_messages_have_the_same_words() {
        let (key, request) = (Key(7), Request { client: NodeId(3), number: 9 });
        let calls = [
            Call::Acquire(key, Mode::Shared),
            Call::Acquire(key, Mode::Exclusive),
            Call::TryAcquire(key, Mode::Exclusive),
            Call::Release(key, 1),
            Call::Renew(key, 1),
            Call::Write(key, None, 2),
            Call::Write(key, Some(1), 2),
            Call::Add(key, i64::MIN),
            Call::Read(key),
            Call::Push(key, u64::MAX),
            Call::Pop(key),
            Call::Acknowledge(key, 1),
            Call::Refuse(key, 1),
        ];
        let answers = [
            Answer::Done,
            Answer::Granted(1),
            Answer::Value(-1),
            Answer::Element(1, 2),
            Answer::Empty,
            Answer::Busy,
            Answer::Stale,
            Answer::Unsupported,
        ];
        let slots = BTreeMap::from([(NodeId(1), Slot { up: 1, down: 2 }), (NodeId(2), Slot::default())]);
        let others = [
            Message::Collect(request, key),
            Message::Part(request, key, -1),
            Message::Store(request, key, -1),
            Message::Slots(key, slots, true),
        ];
        let messages = (calls.into_iter().map(|call| Message::Ask(request, call)))
            .chain(answers.into_iter().map(|answer| Message::Reply(request, answer)))
            .chain(others);
        let all: Vec<_> = messages.map(|message| kept(&message)).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert!(all.iter().all(|(_, instants)| instants.is_empty()));
    }

    #[test]
    fn instants_stand_apart() {
        let thing = (vec![Some(Instant(5)), None], VecDeque::from([(Instant(6), true)]));
        assert_eq!(kept(&thing).1, [5, 6]);
        let mut few = Few::default();
        for key in [3_u64, 1, 2] {
            few.insert(key, Instant(10 * key));
        }
        assert_eq!(kept(&few).1, [10, 20, 30]);
    }
}
