//! Facts as numbers: what an event of a world can carry, which knows of no cluster.

use super::history::{Answer, Call, Fact, Key, Mode, Outcome};
use super::machine::NodeId;
use std::rc::Rc;

/// How many numbers a fact has: what it is, and at most so much about it.
const COUNT: usize = 7;

/// Numbers that are read one after the other. Where there are none left, or one means nothing, nothing is read.
pub(super) struct Numbers<'a>(pub(super) &'a [i64]);

impl Numbers<'_> {
    /// The next one.
    pub(super) fn next(&mut self) -> Option<i64> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The next one, of which every bit counts.
    pub(super) fn word(&mut self) -> Option<u64> {
        self.next().map(|number| number as u64)
    }

    /// A node.
    pub(super) fn node(&mut self) -> Option<NodeId> {
        self.next()?.try_into().ok().map(NodeId)
    }

    /// A list, behind its length.
    pub(super) fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.next()?;
        (0..count).map(|_| one(self)).collect()
    }

    fn small(&mut self) -> Option<u32> {
        self.next()?.try_into().ok()
    }

    fn key(&mut self) -> Option<Key> {
        self.small().map(Key)
    }

    fn flag(&mut self) -> Option<bool> {
        self.next().map(|number| number != 0)
    }

    fn mode(&mut self) -> Option<Mode> {
        self.flag().map(|exclusive| if exclusive { Mode::Exclusive } else { Mode::Shared })
    }

    /// What may not be there.
    fn maybe(&mut self) -> Option<Option<u64>> {
        let (is_there, number) = (self.flag()?, self.word()?);
        Some(is_there.then_some(number))
    }

    fn call(&mut self) -> Option<Call> {
        let (kind, key) = (self.next()?, self.key()?);
        Some(match kind {
            0 => Call::Acquire(key, self.mode()?),
            1 => Call::TryAcquire(key, self.mode()?),
            2 => Call::Release(key, self.word()?),
            3 => Call::Renew(key, self.word()?),
            4 => {
                let value = self.word()?;
                Call::Write(key, self.maybe()?, value)
            }
            5 => Call::Add(key, self.next()?),
            6 => Call::Read(key),
            7 => Call::Push(key, self.word()?),
            8 => Call::Pop(key),
            9 => Call::Acknowledge(key, self.word()?),
            10 => Call::Refuse(key, self.word()?),
            _ => return None,
        })
    }

    fn outcome(&mut self) -> Option<Outcome> {
        Some(Outcome::Done(match self.next()? {
            0 => return Some(Outcome::Failed),
            1 => return Some(Outcome::Unknown),
            2 => Answer::Done,
            3 => Answer::Granted(self.word()?),
            4 => Answer::Value(self.next()?),
            5 => Answer::Element(self.word()?, self.word()?),
            6 => Answer::Empty,
            7 => Answer::Busy,
            8 => Answer::Stale,
            9 => Answer::Unsupported,
            _ => return None,
        }))
    }

    fn fact(&mut self) -> Option<Fact> {
        let kind = self.next()?;
        if kind < 2 {
            let number = self.small()?;
            return Some(match kind {
                0 => Fact::Invoked(number, self.call()?),
                _ => Fact::Returned(number, self.outcome()?),
            });
        }
        let key = self.key()?;
        Some(match kind {
            2 => Fact::Granted(key, self.mode()?, self.node()?, self.word()?),
            3 => {
                let token = self.word()?;
                let by = self.maybe()?.map(u16::try_from).transpose().ok()?;
                Fact::Ended(key, token, by.map(NodeId))
            }
            4 => Fact::Renewed(key, self.word()?),
            5 => {
                let (client, value, taken) = (self.node()?, self.word()?, self.flag()?);
                Fact::Written(key, client, self.maybe()?, value, taken)
            }
            6 => Fact::Given(key, self.word()?, self.node()?, self.word()?),
            7 => Fact::Removed(key, self.word()?, self.word()?, self.flag()?),
            8 => Fact::Back(key, self.word()?, self.word()?),
            9 => Fact::Processed(key, self.word()?),
            10 => Fact::Settled(key, self.next()?),
            _ => return None,
        })
    }
}

fn maybe(token: Option<u64>) -> [i64; 2] {
    [token.is_some().into(), token.unwrap_or_default() as i64]
}

fn mode(mode: Mode) -> i64 {
    (mode == Mode::Exclusive).into()
}

/// Which call it is, of what, and at most three numbers more.
fn call(call: &Call) -> [i64; 5] {
    let (kind, key, number, [is_there, token]) = match call {
        Call::Acquire(key, how) => (0, key, mode(*how), [0; 2]),
        Call::TryAcquire(key, how) => (1, key, mode(*how), [0; 2]),
        Call::Release(key, token) => (2, key, *token as i64, [0; 2]),
        Call::Renew(key, token) => (3, key, *token as i64, [0; 2]),
        Call::Write(key, token, value) => (4, key, *value as i64, maybe(*token)),
        Call::Add(key, by) => (5, key, *by, [0; 2]),
        Call::Read(key) => (6, key, 0, [0; 2]),
        Call::Push(key, element) => (7, key, *element as i64, [0; 2]),
        Call::Pop(key) => (8, key, 0, [0; 2]),
        Call::Acknowledge(key, receipt) => (9, key, *receipt as i64, [0; 2]),
        Call::Refuse(key, receipt) => (10, key, *receipt as i64, [0; 2]),
    };
    [kind, key.0.into(), number, is_there, token]
}

fn outcome(outcome: &Outcome) -> [i64; 3] {
    let answer = match outcome {
        Outcome::Failed => return [0, 0, 0],
        Outcome::Unknown => return [1, 0, 0],
        Outcome::Done(answer) => answer,
    };
    match answer {
        Answer::Done => [2, 0, 0],
        Answer::Granted(token) => [3, *token as i64, 0],
        Answer::Value(value) => [4, *value, 0],
        Answer::Element(element, receipt) => [5, *element as i64, *receipt as i64],
        Answer::Empty => [6, 0, 0],
        Answer::Busy => [7, 0, 0],
        Answer::Stale => [8, 0, 0],
        Answer::Unsupported => [9, 0, 0],
    }
}

impl Fact {
    /// As numbers.
    pub fn numbers(&self) -> Rc<[i64]> {
        let mut numbers = [0; COUNT];
        let mut set = |kind: i64, of: &[i64]| {
            numbers[0] = kind;
            numbers[1..=of.len()].copy_from_slice(of);
        };
        let key = |key: &Key| i64::from(key.0);
        match self {
            Fact::Invoked(number, asked) => {
                let [kind, key, value, is_there, token] = call(asked);
                set(0, &[(*number).into(), kind, key, value, is_there, token]);
            }
            Fact::Returned(number, came) => {
                let [kind, one, other] = outcome(came);
                set(1, &[(*number).into(), kind, one, other]);
            }
            Fact::Granted(of, how, client, token) => {
                set(2, &[key(of), mode(*how), client.0.into(), *token as i64]);
            }
            Fact::Ended(of, token, by) => {
                let [is_there, by] = maybe(by.map(|node| node.0.into()));
                set(3, &[key(of), *token as i64, is_there, by]);
            }
            Fact::Renewed(of, token) => set(4, &[key(of), *token as i64]),
            Fact::Written(of, client, token, value, taken) => {
                let [is_there, token] = maybe(*token);
                set(5, &[key(of), client.0.into(), *value as i64, (*taken).into(), is_there, token]);
            }
            Fact::Given(of, element, client, receipt) => {
                set(6, &[key(of), *element as i64, client.0.into(), *receipt as i64]);
            }
            Fact::Removed(of, element, receipt, is_dead) => {
                set(7, &[key(of), *element as i64, *receipt as i64, (*is_dead).into()]);
            }
            Fact::Back(of, element, receipt) => set(8, &[key(of), *element as i64, *receipt as i64]),
            Fact::Processed(of, element) => set(9, &[key(of), *element as i64]),
            Fact::Settled(of, value) => set(10, &[key(of), *value]),
        }
        Rc::new(numbers)
    }

    /// What numbers mean, if they mean something.
    pub fn of_numbers(numbers: &[i64]) -> Option<Fact> {
        Numbers(numbers).fact()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::mix::mix;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn facts() -> Vec<Fact> {
        let (key, other, max) = (Key(0), Key(u32::MAX), u64::MAX);
        let (node, last) = (NodeId(3), NodeId(u16::MAX));
        let calls = [
            Call::Acquire(key, Mode::Shared),
            Call::TryAcquire(other, Mode::Exclusive),
            Call::Release(key, 1),
            Call::Renew(key, max),
            Call::Write(key, None, 7),
            Call::Write(other, Some(max), max),
            Call::Add(key, i64::MIN),
            Call::Read(other),
            Call::Push(key, max),
            Call::Pop(key),
            Call::Acknowledge(key, 9),
            Call::Refuse(key, 10),
        ];
        let answers = [
            Answer::Done,
            Answer::Granted(max),
            Answer::Value(-5),
            Answer::Element(1, 2),
            Answer::Empty,
            Answer::Busy,
            Answer::Stale,
            Answer::Unsupported,
        ];
        let mut facts: Vec<Fact> = calls.into_iter().map(|call| Fact::Invoked(u32::MAX, call)).collect();
        facts.extend(answers.into_iter().map(|answer| Fact::Returned(4, Outcome::Done(answer))));
        facts.extend([Fact::Returned(0, Outcome::Failed), Fact::Returned(0, Outcome::Unknown)]);
        facts.extend([
            Fact::Granted(key, Mode::Exclusive, node, 2),
            Fact::Ended(key, 2, None),
            Fact::Ended(key, 2, Some(last)),
            Fact::Renewed(other, max),
            Fact::Written(key, node, None, 1, true),
            Fact::Written(key, last, Some(0), max, false),
            Fact::Given(key, 1, node, 2),
            Fact::Removed(key, 1, 2, true),
            Fact::Back(key, 1, 2),
            Fact::Processed(key, max),
            Fact::Settled(key, -1),
        ]);
        facts
    }

    #[test]
    fn every_fact_comes_back_as_it_was() {
        for fact in facts() {
            assert_eq!(Fact::of_numbers(&fact.numbers()), Some(fact));
        }
    }

    #[test]
    fn numbers_that_mean_nothing_are_no_fact() {
        for wrong in [&[][..], &[0], &[11, 0, 0], &[-1], &[6, 0, 1, 1 << 16, 2], &[0, 1, 99, 0, 0, 0, 0]] {
            assert_eq!(Fact::of_numbers(wrong), None);
        }
        for seed in 0..4_000_u64 {
            let numbers: Vec<i64> = (0..seed % 9).map(|place| (mix(seed + place) >> 58) as i64 - 3).collect();
            if let Some(fact) = Fact::of_numbers(&numbers) {
                assert_eq!(Fact::of_numbers(&fact.numbers()), Some(fact));
            }
        }
    }
}
