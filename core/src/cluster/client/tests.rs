//! What a client does about one input after the other.

use super::*;
use crate::cluster::history::Mode;
#[cfg(target_family = "wasm")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ME: NodeId = NodeId(3);
const SERVICE: NodeId = NodeId(0);
const RESOURCE: NodeId = NodeId(1);
const KEY: Key = Key(0);

struct Run {
    client: Client,
    state: State<Durable, Volatile>,
    now: u64,
    effects: Vec<Effect<Message>>,
}

impl Run {
    fn new(script: Vec<Step>, manner: Manner) -> Run {
        let client = Client { node: ME, script, manner };
        let mut run = Run { client, state: State::default(), now: 0, effects: Vec::new() };
        run.handle(Input::Start);
        run
    }

    fn handle(&mut self, input: Input<Message>) {
        self.effects.clear();
        self.client.handle(&mut self.state, input, self.now, &mut self.effects);
    }

    fn reply(&mut self, number: u32, answer: Answer) {
        let message = Message::Reply(Request { client: ME, number }, answer);
        self.handle(Input::Message { from: SERVICE, message });
    }

    /// What it asks for now: whom, under which number, and what.
    fn asks(&self) -> Vec<(NodeId, u32, Call)> {
        let ask = |effect: &Effect<Message>| match effect {
            Effect::Send { to, message: Message::Ask(request, call) } => {
                Some((*to, request.number, call.clone()))
            }
            _ => None,
        };
        self.effects.iter().filter_map(ask).collect()
    }

    fn tells(&self) -> Vec<Fact> {
        let tell = |effect: &Effect<Message>| match effect {
            Effect::Tell(fact) => Some(fact.clone()),
            _ => None,
        };
        self.effects.iter().filter_map(tell).collect()
    }

    fn timers(&self) -> Vec<(TimerId, u64)> {
        let timer = |effect: &Effect<Message>| match effect {
            Effect::SetTimer { timer, after } => Some((*timer, *after)),
            _ => None,
        };
        self.effects.iter().filter_map(timer).collect()
    }

    fn is_done(&self) -> bool {
        self.client.is_done(&self.state.durable)
    }
}

fn acquire() -> Step {
    Step::Ask(SERVICE, Call::Acquire(KEY, Mode::Exclusive))
}

fn write() -> Step {
    Step::Ask(RESOURCE, Call::Write(KEY, Some(0), 8))
}

fn release() -> Step {
    Step::Ask(SERVICE, Call::Release(KEY, 0))
}

fn manner() -> Manner {
    Manner { lease: 100, deadline: Some(1_000), retry: Some(10), ..Manner::default() }
}

#[test]
fn a_script_is_done_one_thing_after_the_other_with_the_token_that_was_granted() {
    let mut run = Run::new(vec![acquire(), Step::Work(40), write(), release()], manner());
    assert_eq!(run.asks(), [(SERVICE, 0, Call::Acquire(KEY, Mode::Exclusive))]);
    assert_eq!(run.effects[0], Effect::Persist, "the number is on the disk before it is used");
    run.reply(0, Answer::Granted(7));
    assert_eq!(run.tells(), [Fact::Returned(0, Outcome::Done(Answer::Granted(7)))]);
    assert_eq!(run.timers(), [(WORK, 40)]);
    run.now = 40;
    run.handle(Input::Timer(WORK));
    assert_eq!(run.asks(), [(RESOURCE, 1, Call::Write(KEY, Some(7), 8))]);
    run.reply(1, Answer::Done);
    assert_eq!(run.asks(), [(SERVICE, 2, Call::Release(KEY, 7))]);
    assert!(!run.is_done());
    run.reply(2, Answer::Done);
    assert!(run.is_done() && run.asks().is_empty());
    // What comes once more means nothing.
    let before = run.state.clone();
    run.reply(2, Answer::Done);
    assert_eq!((run.state.clone(), run.effects.len()), (before, 0));
}

#[test]
fn an_element_is_not_done_again_where_nobody_knows_what_came_of_asking_for_the_next() {
    let pop = || Step::Ask(SERVICE, Call::Pop(KEY));
    let acknowledge = || Step::Ask(SERVICE, Call::Acknowledge(KEY, 0));
    let round = || [pop(), Step::Process(KEY), acknowledge()];
    let mut run = Run::new(round().into_iter().chain(round()).collect(), manner());
    run.reply(0, Answer::Element(5, 1));
    assert!(run.tells().contains(&Fact::Processed(KEY, 5)));
    run.reply(1, Answer::Done);
    assert_eq!(run.asks(), [(SERVICE, 2, Call::Pop(KEY))]);
    run.handle(Input::Timer(DEADLINE));
    assert_eq!(run.tells(), [Fact::Returned(2, Outcome::Unknown)]);
    assert!(run.asks().is_empty() && run.is_done());
}

#[test]
fn what_is_not_answered_is_asked_again_under_the_same_number_ever_later() {
    let mut run = Run::new(vec![acquire()], manner());
    assert_eq!(run.timers(), [(AGAIN, 10), (DEADLINE, 1_000)]);
    for after in [20, 40, 80] {
        run.handle(Input::Timer(AGAIN));
        assert_eq!(run.asks(), [(SERVICE, 0, Call::Acquire(KEY, Mode::Exclusive))]);
        assert_eq!((run.timers(), run.tells()), (vec![(AGAIN, after)], vec![]));
    }
    // Or under numbers of their own, which is a mistake; any of them may be answered.
    let mut run = Run::new(vec![acquire()], Manner { keeps_number: false, ..manner() });
    run.handle(Input::Timer(AGAIN));
    run.handle(Input::Timer(AGAIN));
    assert_eq!(run.asks()[0].1, 2);
    run.reply(1, Answer::Granted(4));
    assert_eq!(run.tells(), [Fact::Returned(0, Outcome::Done(Answer::Granted(4)))]);
}

#[test]
fn an_operation_whose_deadline_has_passed_is_unknown_and_so_is_one_amid_a_crash() {
    let mut run = Run::new(vec![acquire(), write(), acquire()], manner());
    run.handle(Input::Timer(DEADLINE));
    // The write needs a lease, and is passed over.
    let again = Fact::Invoked(1, Call::Acquire(KEY, Mode::Exclusive));
    assert_eq!(run.tells(), [Fact::Returned(0, Outcome::Unknown), again]);
    run.state.volatile = Volatile::default();
    run.handle(Input::Start);
    assert_eq!(run.tells(), [Fact::Returned(1, Outcome::Unknown)]);
    assert!(run.is_done());
    run.reply(1, Answer::Granted(1));
    assert_eq!(run.effects, []);
}

#[test]
fn a_lease_that_may_be_over_is_renewed_before_it_is_used() {
    let late = |manner: Manner| {
        let mut run = Run::new(vec![acquire(), write(), release()], manner);
        run.now = 100;
        run.reply(0, Answer::Granted(7));
        run
    };
    let mut run = late(manner());
    assert_eq!(run.asks(), [(SERVICE, 1, Call::Renew(KEY, 7))]);
    run.reply(1, Answer::Done);
    assert_eq!(run.asks(), [(RESOURCE, 2, Call::Write(KEY, Some(7), 8))]);
    // Where that is refused, or nobody knows, there is nothing to write under and nothing to release.
    let mut run = late(manner());
    run.reply(1, Answer::Stale);
    assert!(run.is_done() && run.asks().is_empty());
    let mut run = late(manner());
    run.handle(Input::Timer(DEADLINE));
    assert!(run.is_done() && run.asks().is_empty());
    // Who does not look writes, with the token or without.
    let run = late(Manner { checks_lease: false, ..manner() });
    assert_eq!(run.asks(), [(RESOURCE, 1, Call::Write(KEY, Some(7), 8))]);
    let run = late(Manner { checks_lease: false, shows_token: false, ..manner() });
    assert_eq!(run.asks(), [(RESOURCE, 1, Call::Write(KEY, None, 8))]);
}

#[test]
fn a_lease_of_no_time_is_renewed_once_and_not_used() {
    let mut run = Run::new(vec![acquire(), write()], Manner { lease: 0, ..manner() });
    run.reply(0, Answer::Granted(7));
    assert_eq!(run.asks(), [(SERVICE, 1, Call::Renew(KEY, 7))]);
    run.reply(1, Answer::Done);
    assert!(run.is_done() && run.asks().is_empty());
}

#[test]
fn an_element_is_acknowledged_by_the_receipt_it_was_given_with() {
    let pop = Step::Ask(SERVICE, Call::Pop(KEY));
    let acknowledge = Step::Ask(SERVICE, Call::Acknowledge(KEY, 0));
    let script = vec![pop, Step::Process(KEY), acknowledge, Step::Ask(SERVICE, Call::Refuse(KEY, 0))];
    let mut run = Run::new(script.clone(), manner());
    run.reply(0, Answer::Element(30, 5));
    assert_eq!(run.tells()[1], Fact::Processed(KEY, 30));
    assert_eq!(run.asks(), [(SERVICE, 1, Call::Acknowledge(KEY, 5))]);
    let mut run = Run::new(script, manner());
    run.reply(0, Answer::Empty);
    assert!(run.is_done());
}

#[test]
fn what_a_service_does_not_have_has_failed() {
    let mut run = Run::new(vec![Step::Ask(SERVICE, Call::Read(KEY))], manner());
    run.reply(0, Answer::Unsupported);
    assert_eq!(run.tells(), [Fact::Returned(0, Outcome::Failed)]);
}
