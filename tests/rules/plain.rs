//! Variables, atomic integers and sleep, which let nobody wait for anybody.

use lockstep_core::rules::{Arm, Kind, Link, Notice, Op, Outcome, Reply, Table, Ticket};
use lockstep_core::schedule::rng::SplitMix64;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn ask(table: &mut Table, ticket: usize, op: &Op, now: u64) -> Outcome {
    let mut notices: Vec<Notice> = vec![];
    let outcome = table.apply(Ticket(ticket as u32), op, Arm::ONLY, now, &mut notices);
    assert_eq!(notices, []);
    outcome
}

/// Numbers at which arithmetic turns over, and others.
fn number(dice: &mut SplitMix64) -> i64 {
    [0, 1, -1, 7, i64::MAX, i64::MIN, dice.next() as i64][dice.below(7)]
}

#[test]
fn atomic_integers_count_as_wide_numbers_do_that_are_cut_off() {
    let mut dice = SplitMix64::new(1);
    let mut table = Table::default();
    let ids = [3, -3].map(|value| table.make(Kind::Atomic(value)));
    let mut model = [3_i64, -3];
    for _ in 0..20_000 {
        let which = dice.below(2);
        let (id, value) = (ids[which], &mut model[which]);
        let (a, b) = (number(&mut dice), number(&mut dice));
        let old = *value;
        let (op, reply, new) = match dice.below(6) {
            0 => (Op::AtomicLoad(id), Reply::Number(old), old),
            1 => (Op::AtomicStore(id, a), Reply::Unit, a),
            2 => {
                let sum = (i128::from(old) + i128::from(a)) as i64;
                (Op::AtomicAdd(id, a), Reply::Number(sum), sum)
            }
            3 => (Op::AtomicSwap(id, a), Reply::Number(old), a),
            4 => (Op::AtomicCompareAndSwap(id, old, b), Reply::Flag(true), b),
            _ => {
                let other = old ^ 1;
                (Op::AtomicCompareAndSwap(id, other, b), Reply::Flag(false), old)
            }
        };
        assert_eq!(ask(&mut table, 0, &op, 0), Outcome::Done(reply), "{op:?} of {old}");
        *value = new;
    }
}

#[test]
fn a_variable_holds_what_was_written_last_and_hands_out_what_it_replaces() {
    let mut dice = SplitMix64::new(2);
    let mut table = Table::default();
    let ids = [10, 20, 30].map(|word| table.make(Kind::Variable(word)));
    let mut written: Vec<Vec<u64>> = vec![vec![10], vec![20], vec![30]];
    for _ in 0..5000 {
        let which = dice.below(3);
        let last = *written[which].last().expect("its first word is there");
        let op = if dice.below(2) == 0 {
            Op::Load(ids[which])
        } else {
            written[which].push(dice.next());
            Op::Store(ids[which], *written[which].last().expect("it was just written"))
        };
        assert_eq!(ask(&mut table, 0, &op, 0), Outcome::Done(Reply::Word(last)));
    }
}

/// A sleeper as the model keeps it: deadline, order of going to sleep, operation, link.
type Sleeper = (u64, usize, Op, Link);

#[test]
fn sleepers_are_due_by_deadline_and_then_in_the_order_in_which_they_went_to_sleep() {
    for seed in 0..300 {
        let mut dice = SplitMix64::new(seed);
        let (mut table, mut notices) = (Table::default(), vec![]);
        let (mut asleep, mut now): (Vec<Sleeper>, u64) = (vec![], 0);
        for order in 0..60 {
            let nanoseconds = [0, -5, i64::MIN, 1, 10, 10, 10, 25, i64::MAX][dice.below(9)];
            let op = Op::Sleep(nanoseconds);
            match ask(&mut table, order, &op, now) {
                Outcome::Park(link) => {
                    assert!(nanoseconds > 0);
                    asleep.push((now.saturating_add(nanoseconds as u64), order, op, link));
                }
                outcome => {
                    assert!(nanoseconds <= 0);
                    assert_eq!(outcome, Outcome::Done(Reply::Unit));
                }
            }
            if dice.below(5) == 0 && !asleep.is_empty() {
                let (_, _, op, link) = asleep.remove(dice.below(asleep.len()));
                table.withdraw(&op, link, now, &mut notices);
            }
            if dice.below(4) == 0 {
                now += dice.next() % 20;
            }
            asleep.sort_by_key(|(deadline, order, ..)| (*deadline, *order));
            assert_eq!(table.next_deadline(), asleep.first().map(|sleeper| sleeper.0));
            let mut due = vec![];
            table.due(now, &mut due);
            let expected = asleep.iter().take_while(|sleeper| sleeper.0 <= now);
            let expected: Vec<_> =
                expected.map(|(_, order, _, link)| (Ticket(*order as u32), *link)).collect();
            assert_eq!(due, expected, "seed {seed}");
            if dice.below(3) == 0 && !due.is_empty() {
                let (_, _, op, link) = asleep.remove(dice.below(due.len()));
                let woken = table.retry(&op, link, Arm::ONLY, &mut notices);
                assert_eq!(woken, Outcome::Done(Reply::Unit));
            }
            assert_eq!(notices, []);
        }
    }
}
