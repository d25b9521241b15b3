//! What the machine of a lock does about one input after the other.

use super::*;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const KEY: Key = Key(4);
const ALONE: Mode = Mode::Exclusive;
const SHARED: Mode = Mode::Shared;

/// A service whose leases are 100 ns, and what it has done since it was looked at last.
struct Service {
    lock: Lock,
    state: State<Durable, Volatile>,
    now: u64,
}

impl Service {
    fn new(lease: u64, defect: Option<Defect>) -> Service {
        Service { lock: Lock { lease, defect }, state: State::default(), now: 0 }
    }

    fn handle(&mut self, input: Input<Message>) -> Vec<Effect<Message>> {
        let mut effects = Vec::new();
        self.lock.handle(&mut self.state, input, self.now, &mut effects);
        effects
    }

    /// Who is answered, and what.
    fn ask(&mut self, client: u16, number: u32, call: Call) -> Vec<(u16, Answer)> {
        let request = Request { client: NodeId(client), number };
        let from = NodeId(client);
        answers(&self.handle(Input::Message { from, message: Message::Ask(request, call) }))
    }

    /// The same after so much time, when the timer has run out.
    fn wait(&mut self, time: u64) -> Vec<(u16, Answer)> {
        self.now += time;
        answers(&self.handle(Input::Timer(TimerId(KEY.0))))
    }
}

fn answers(effects: &[Effect<Message>]) -> Vec<(u16, Answer)> {
    let answer = |effect: &Effect<Message>| match effect {
        Effect::Send { to, message: Message::Reply(_, answer) } => Some((to.0, answer.clone())),
        _ => None,
    };
    effects.iter().filter_map(answer).collect()
}

fn granted(client: u16, token: u64) -> (u16, Answer) {
    (client, Answer::Granted(token))
}

#[test]
fn who_comes_first_is_served_first_and_readers_pass_no_waiting_writer() {
    let mut service = Service::new(100, None);
    assert_eq!(service.ask(1, 0, Call::Acquire(KEY, SHARED)), [granted(1, 1)]);
    assert_eq!(service.ask(2, 0, Call::Acquire(KEY, SHARED)), [granted(2, 2)]);
    assert_eq!(service.ask(3, 0, Call::Acquire(KEY, ALONE)), []);
    assert_eq!(service.ask(4, 0, Call::Acquire(KEY, SHARED)), []);
    assert_eq!(service.ask(5, 0, Call::Acquire(KEY, SHARED)), []);
    assert_eq!(service.ask(6, 0, Call::Acquire(KEY, ALONE)), []);
    assert_eq!(service.ask(1, 1, Call::Release(KEY, 1)), [(1, Answer::Done)]);
    assert_eq!(service.ask(2, 1, Call::Release(KEY, 2)), [(2, Answer::Done), granted(3, 3)]);
    // The readers that waited come together.
    let both = [(3, Answer::Done), granted(4, 4), granted(5, 5)];
    assert_eq!(service.ask(3, 1, Call::Release(KEY, 3)), both);
    // Another lock has nothing to do with it.
    assert_eq!(service.ask(7, 0, Call::Acquire(Key(5), ALONE)), [granted(7, 6)]);
}

#[test]
fn a_lease_runs_out_and_to_renew_it_lets_it_begin_anew() {
    let mut service = Service::new(100, None);
    service.ask(1, 0, Call::Acquire(KEY, ALONE));
    service.ask(2, 0, Call::Acquire(KEY, ALONE));
    service.now = 60;
    assert_eq!(service.ask(1, 1, Call::Renew(KEY, 1)), [(1, Answer::Done)]);
    assert_eq!(service.wait(99), [], "159: a timer that comes early ends nothing");
    assert_eq!(service.wait(1), [granted(2, 2)]);
    assert_eq!(service.ask(1, 2, Call::Renew(KEY, 1)), [(1, Answer::Stale)]);
    assert_eq!(service.ask(1, 3, Call::Release(KEY, 1)), [(1, Answer::Stale)]);
    // What has run out ends also where its timer is late.
    service.now = 1_000;
    assert_eq!(service.ask(2, 1, Call::Renew(KEY, 2)), [(2, Answer::Stale)]);
    assert!(service.state.durable.leases.is_empty());
}

#[test]
fn only_its_owner_releases_a_lease_and_only_under_its_token() {
    let mut service = Service::new(100, None);
    service.ask(1, 0, Call::Acquire(KEY, ALONE));
    for (client, token) in [(2, 1), (1, 2), (1, 0)] {
        let number = service.now as u32 + 1;
        service.now += 1;
        assert_eq!(service.ask(client, number, Call::Release(KEY, token)), [(client, Answer::Stale)]);
    }
    assert_eq!(service.state.durable.leases[&KEY].len(), 1);
    let mut broken = Service::new(100, Some(Defect::ReleasedByAnyone));
    broken.ask(1, 0, Call::Acquire(KEY, ALONE));
    assert_eq!(broken.ask(2, 0, Call::Release(KEY, 9)), [(2, Answer::Done)]);
    assert!(broken.state.durable.leases.is_empty());
}

#[test]
fn try_acquire_is_answered_at_once_and_passes_nobody() {
    let mut service = Service::new(100, None);
    assert_eq!(service.ask(1, 0, Call::TryAcquire(KEY, SHARED)), [granted(1, 1)]);
    assert_eq!(service.ask(2, 0, Call::TryAcquire(KEY, ALONE)), [(2, Answer::Busy)]);
    assert_eq!(service.ask(3, 0, Call::Acquire(KEY, ALONE)), []);
    assert_eq!(service.ask(4, 0, Call::TryAcquire(KEY, SHARED)), [(4, Answer::Busy)]);
}

#[test]
fn a_request_that_comes_again_is_not_done_again() {
    let mut service = Service::new(100, None);
    let acquire = || Call::Acquire(KEY, ALONE);
    service.ask(1, 3, acquire());
    assert_eq!(service.ask(1, 3, acquire()), [granted(1, 1)]);
    assert_eq!(service.ask(2, 0, acquire()), []);
    assert_eq!(service.ask(2, 0, acquire()), []);
    assert_eq!(service.state.volatile.queues.get(&KEY).map(|queue| queue.len()), Some(1));
    assert_eq!(service.ask(1, 4, Call::Release(KEY, 1)), [(1, Answer::Done), granted(2, 2)]);
    assert_eq!(service.ask(1, 4, Call::Release(KEY, 1)), [(1, Answer::Done)]);
    // What comes after a later one is nobody's any more.
    assert_eq!(service.ask(1, 3, acquire()), []);
    assert!(service.state.volatile.queues.is_empty());
}

#[test]
fn who_asks_for_something_else_waits_no_longer() {
    let mut service = Service::new(100, None);
    service.ask(1, 0, Call::Acquire(KEY, SHARED));
    service.ask(2, 0, Call::Acquire(KEY, ALONE));
    assert_eq!(service.ask(3, 0, Call::Acquire(KEY, SHARED)), []);
    // The writer has given up: who waited behind it need not any more.
    assert_eq!(service.ask(2, 1, Call::Release(KEY, 7)), [granted(3, 2), (2, Answer::Stale)]);
    assert_eq!(service.ask(2, 2, Call::Pop(KEY)), [(2, Answer::Unsupported)]);
}

#[test]
fn nobody_is_told_before_the_disk_is_written() {
    let order = |defect| {
        let mut service = Service::new(100, defect);
        let message = Message::Ask(Request { client: NodeId(1), number: 0 }, Call::Acquire(KEY, ALONE));
        let effects = service.handle(Input::Message { from: NodeId(1), message });
        let place = |wanted: &dyn Fn(&Effect<Message>) -> bool| effects.iter().position(wanted);
        let persist = place(&|effect| *effect == Effect::Persist);
        let send = place(&|effect| matches!(effect, Effect::Send { .. }));
        (persist.expect("it persists"), send.expect("it answers"))
    };
    let (persist, send) = order(None);
    assert!(persist < send);
    let (persist, send) = order(Some(Defect::AnsweredBeforeWritten));
    assert!(persist > send);
}

#[test]
fn after_a_crash_leases_go_on_and_tokens_go_up() {
    let mut service = Service::new(100, None);
    service.ask(1, 0, Call::Acquire(KEY, ALONE));
    service.ask(2, 0, Call::Acquire(KEY, ALONE));
    service.state.volatile = Volatile::default();
    service.now = 40;
    let effects = service.handle(Input::Start);
    assert_eq!(effects, [Effect::SetTimer { timer: TimerId(KEY.0), after: 60 }]);
    // The one asks again and has it still, the other waits again.
    assert_eq!(service.ask(1, 0, Call::Acquire(KEY, ALONE)), [granted(1, 1)]);
    assert_eq!(service.ask(2, 0, Call::Acquire(KEY, ALONE)), []);
    assert_eq!(service.wait(60), [granted(2, 2)]);
    // What ran out while it was down ends at the start.
    service.now = 1_000;
    let effects = service.handle(Input::Start);
    assert!(effects.contains(&Effect::Tell(Fact::Ended(KEY, 2, None))), "{effects:?}");
}

#[test]
fn a_lease_of_no_time_ends_at_once_and_one_of_a_century_lasts() {
    let mut none = Service::new(0, None);
    assert_eq!(none.ask(1, 0, Call::Acquire(KEY, ALONE)), [granted(1, 1)]);
    assert_eq!(none.ask(2, 0, Call::Acquire(KEY, ALONE)), [granted(2, 2)]);
    let century = 100 * 366 * 24 * 3_600 * 1_000_000_000;
    for lease in [century, u64::MAX] {
        let mut long = Service::new(lease, None);
        long.now = u64::MAX / 2;
        long.ask(1, 0, Call::Acquire(KEY, ALONE));
        assert_eq!(long.wait(century - 1), []);
        assert_eq!(long.ask(2, 0, Call::TryAcquire(KEY, ALONE)), [(2, Answer::Busy)]);
    }
}
