//! A queue service by itself: what it answers to what, and when.

use super::*;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const KEY: Key = Key(0);
const VISIBILITY: u64 = 10;

/// A queue service by itself, and the time.
struct Alone(Queue, State<Durable, ()>, u64);

impl Alone {
    fn new(visibility: u64, deliveries: Option<u32>) -> Alone {
        let delivery = Delivery::AtLeastOnce { visibility, deliveries };
        Alone(Queue { delivery, defect: None }, State::default(), 0)
    }

    fn ask(&mut self, client: u16, number: u32, call: Call) -> Option<Answer> {
        let request = Request { client: NodeId(client), number };
        let input = Input::Message { from: NodeId(client), message: Message::Ask(request, call) };
        let mut effects = Vec::new();
        self.0.handle(&mut self.1, input, self.2, &mut effects);
        let answer = effects.into_iter().find_map(|effect| match effect {
            Effect::Send { message: Message::Reply(of, answer), .. } => Some((of, answer)),
            _ => None,
        });
        answer.map(|(of, answer)| {
            assert_eq!(of, request);
            answer
        })
    }

    fn pop(&mut self, client: u16, number: u32) -> Option<(u64, u64)> {
        match self.ask(client, number, Call::Pop(KEY)) {
            Some(Answer::Element(element, receipt)) => Some((element, receipt)),
            other => {
                assert_eq!(other, Some(Answer::Empty));
                None
            }
        }
    }
}

#[test]
fn an_element_comes_back_after_the_timeout_and_its_old_receipt_no_longer_counts() {
    let mut queue = Alone::new(VISIBILITY, None);
    assert_eq!(queue.ask(0, 1, Call::Push(KEY, 7)), Some(Answer::Done));
    assert_eq!((queue.pop(1, 1), queue.pop(2, 1)), (Some((7, 1)), None));
    queue.2 = VISIBILITY;
    assert_eq!(queue.pop(2, 2), Some((7, 2)));
    // Nor does a receipt count for another than whom it was given to.
    for (client, number, receipt) in [(1, 2, 1), (1, 3, 2), (1, 4, 99)] {
        assert_eq!(queue.ask(client, number, Call::Acknowledge(KEY, receipt)), Some(Answer::Stale));
    }
    assert_eq!(queue.ask(2, 3, Call::Acknowledge(KEY, 2)), Some(Answer::Done));
    queue.2 = 10 * VISIBILITY;
    assert_eq!(queue.pop(2, 4), None);
}

#[test]
fn what_comes_back_is_first_and_dead_when_it_was_given_often_enough() {
    let mut queue = Alone::new(VISIBILITY, Some(2));
    for (number, element) in [(1, 7), (2, 8), (3, 9)] {
        queue.ask(0, number, Call::Push(KEY, element));
    }
    assert_eq!((queue.pop(1, 1), queue.pop(2, 1)), (Some((7, 1)), Some((8, 2))));
    queue.2 = VISIBILITY;
    assert_eq!((queue.pop(1, 2), queue.pop(2, 2)), (Some((7, 3)), Some((8, 4))));
    assert_eq!(queue.ask(1, 3, Call::Refuse(KEY, 3)), Some(Answer::Done));
    assert_eq!(queue.1.durable.queues.get(&KEY).map(|it| it.dead.clone()).unwrap_or_default(), [7]);
    queue.2 = 2 * VISIBILITY;
    assert_eq!(queue.pop(1, 4), Some((9, 5)));
    assert_eq!(queue.1.durable.queues.get(&KEY).map(|it| it.dead.clone()).unwrap_or_default(), [7, 8]);
    // It is given once at least.
    let mut queue = Alone::new(VISIBILITY, Some(0));
    queue.ask(0, 1, Call::Push(KEY, 7));
    assert_eq!(queue.pop(1, 1), Some((7, 1)));
}

#[test]
fn a_request_that_comes_again_is_not_done_again() {
    let mut queue = Alone::new(VISIBILITY, None);
    for _ in 0..2 {
        assert_eq!(queue.ask(0, 1, Call::Push(KEY, 7)), Some(Answer::Done));
    }
    for _ in 0..2 {
        assert_eq!(queue.pop(1, 1), Some((7, 1)));
    }
    assert_eq!((queue.pop(1, 2), queue.ask(1, 1, Call::Pop(KEY))), (None, None));
}

#[test]
fn no_time_at_all_is_over_at_once_and_a_century_is_not() {
    for (visibility, again) in [(0, true), (u64::MAX, false)] {
        let mut queue = Alone::new(visibility, None);
        queue.2 = 5;
        queue.ask(0, 1, Call::Push(KEY, 7));
        assert_eq!((queue.pop(1, 1), queue.pop(2, 1).is_some()), (Some((7, 1)), again));
    }
}

#[test]
fn what_a_queue_does_not_do_is_refused_and_what_it_does_not_know_is_nothing() {
    let mut queue = Alone::new(VISIBILITY, None);
    assert_eq!(queue.ask(0, 1, Call::Read(KEY)), Some(Answer::Unsupported));
    assert_eq!(queue.pop(0, 2), None);
    let mut effects = Vec::new();
    for input in [Input::Start, Input::Timer(TimerId(9))] {
        queue.0.handle(&mut queue.1, input, 0, &mut effects);
    }
    assert!(effects.iter().all(|effect| matches!(effect, Effect::StopTimer(_))));
    let once = Queue { delivery: Delivery::Once, defect: None };
    let mut queue = Alone(once, State::default(), 0);
    queue.ask(0, 1, Call::Push(KEY, 7));
    assert_eq!(queue.ask(0, 2, Call::Acknowledge(KEY, 0)), Some(Answer::Unsupported));
    assert_eq!(queue.pop(0, 3), Some((7, 0)));
}
