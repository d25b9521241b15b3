//! Messages as a programmer writes them: the same in every language, as the names of a program are.

use crate::cluster::history::{Answer, Call};
use crate::cluster::message::{Message, Slot};
use crate::world::Text;

/// What a client asks for.
pub fn call(call: &Call) -> Text {
    let text = match call {
        Call::Acquire(..) => "acquire(lock)".into(),
        Call::TryAcquire(..) => "tryAcquire(lock)".into(),
        Call::Release(_, token) => format!("release(lock, token {token})"),
        Call::Renew(_, token) => format!("renew(lock, token {token})"),
        Call::Write(_, Some(token), value) => format!("write(x = {value}, token {token})"),
        Call::Write(_, None, value) => format!("write(x = {value})"),
        Call::Add(_, by) => format!("add(counter, {by})"),
        Call::Read(_) => "read(counter)".into(),
        Call::Push(_, element) => format!("push(queue, {})", *element as i64),
        Call::Pop(_) => "pop(queue)".into(),
        Call::Acknowledge(_, receipt) => format!("acknowledge(receipt {receipt})"),
        Call::Refuse(_, receipt) => format!("refuse(receipt {receipt})"),
    };
    text.into()
}

/// What it answers whose token is no longer the newest.
pub const REFUSED: &str = "refused";

/// What a service answers.
pub fn answer(answer: &Answer) -> Text {
    let text = match answer {
        Answer::Done => "done".into(),
        Answer::Granted(token) => format!("granted(token {token})"),
        Answer::Stale => REFUSED.into(),
        Answer::Busy => "busy".into(),
        Answer::Value(value) => format!("value({value})"),
        Answer::Element(element, 0) => format!("element({})", *element as i64),
        Answer::Element(element, receipt) => format!("element({}, receipt {receipt})", *element as i64),
        Answer::Empty => "empty".into(),
        Answer::Unsupported => "unsupported".into(),
    };
    text.into()
}

/// What one node says to another.
pub fn message(message: &Message) -> Text {
    match message {
        Message::Ask(_, asked) => call(asked),
        Message::Reply(_, said) => answer(said),
        Message::Collect(..) => "collect(counter)".into(),
        Message::Part(_, _, part) => format!("part({part})").into(),
        Message::Store(_, _, sum) => format!("store(counter, {sum})").into(),
        Message::Slots(_, slots, _) => {
            let slot = |slot: &Slot| match slot.down {
                0 => format!("+{}", slot.up),
                down if slot.up == 0 => format!("-{down}"),
                down => format!("+{}-{down}", slot.up),
            };
            let slots: Vec<String> = slots.values().map(slot).collect();
            format!("copy({})", slots.join(", ")).into()
        }
    }
}
