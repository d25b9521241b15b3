//! The events of a trace, as they stand in version 3. Version 2 has no `unwinds` and `recovers`, no `node`, `leased`, `shown`, `told` and `knows`, and ends
//! its list of verbs with `exit`. Version 1 has no `valued`, `may` and `lastWords` either, no `cond`, no `exit` and `fatal`, and ends that
//! list with `panic`.
//!
//! Each event is an object with one member, named by what happened: `{"stepped":[0,3,0]}`. Workers, requests and objects
//! are numbers. What a version has written is never given another meaning; new events come with a new version.

use crate::rules::mutex::WakeRule;
use crate::rules::{Arm, Direction, Fault, Kind, ObjectId};
use crate::world::{
    Change, Doing, DoingCase, End, Event, Part, Queue, RequestId, Side, Site, Text, Verb, WorkerId,
};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum EventForm {
    Stepped(u32, u32, u16),
    Advanced(u64),
    Spawned(u32, Option<u32>, String),
    Exited(u32),
    Made(u32, KindForm, String),
    Offered(u32, u32, DoingForm, Option<(u32, u32)>),
    Arms(u32, u32, Vec<u16>),
    Withdrawn(u32, u32),
    Served(u32, u32, Option<String>, i64),
    Refused(u32, u32, FaultForm),
    Parked(u32, u32, Vec<(u32, QueueForm)>, SideForm),
    Unparked(u32, u32),
    Woken(u32, u32),
    Asleep(u32, u32, u64),
    Acquired(u32, u32, bool),
    Released(u32, u32, Option<u32>, bool),
    Starving(u32, bool),
    Buffered(u32, String, SideForm, u32),
    Taken(u32, u32),
    HandedOver(u32, String, u32, u32),
    Closed(u32, u32),
    Counted(u32, i64, u32),
    Read(u32, u32),
    Written(u32, String, u32),
    Valued(u32, String),
    Printed(u32, String),
    May(u32, VerbForm, Vec<u32>),
    LastWords(String, i32),
    Unwinds(u32, String),
    Recovers(u32),
    Node(u32, ChangeForm),
    Leased(u32, u64, u64),
    Shown(u32, u32, u64, bool),
    Told(u32, Vec<i64>),
    Knows(u32, Vec<i64>),
    Ended(EndForm),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum ChangeForm {
    Is(PartForm),
    Done(bool),
    Paused(bool),
    Crashed(bool),
    Emptied,
    Parted(bool),
    Jumped(i64),
    Skewed(i32),
    Holds(u64),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum KindForm {
    Mutex(RuleForm),
    RwMutex,
    Channel(u32),
    WaitGroup,
    Variable(u64),
    Atomic(i64),
    Cond,
}

#[derive(Serialize, Deserialize)]
pub(super) struct DoingForm {
    verb: VerbForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    object: Option<u32>,
    #[serde(default, skip_serializing_if = "is_zero")]
    number: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cases: Option<Vec<CaseForm>>,
}

/// The channel, the word that would be sent (none for a receive), and its text.
#[derive(Serialize, Deserialize)]
pub(super) struct CaseForm(Option<u32>, Option<u64>, Option<String>);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum EndForm {
    Returned,
    Deadlock,
    Fault(u32, FaultForm),
    Panic(u32, String),
    Exit(u32, i32),
    Fatal(u32, String),
}

fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// An enum of names that stand for the engine's, one for one.
macro_rules! names {
    ($form:ident for $engine:ty { $($name:ident),* $(,)? }) => {
        #[derive(Clone, Copy, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub(super) enum $form { $($name),* }

        impl From<$engine> for $form {
            fn from(engine: $engine) -> $form {
                match engine { $(<$engine>::$name => $form::$name),* }
            }
        }

        impl From<$form> for $engine {
            fn from(form: $form) -> $engine {
                match form { $($form::$name => <$engine>::$name),* }
            }
        }
    };
}

names!(RuleForm for WakeRule { Go, Fifo, AnyWaiter });
names!(PartForm for Part { Faults, Locks, Storage, Client, Counter, Queue });
names!(QueueForm for Queue { Senders, Receivers, Waiters, Readers });
names!(SideForm for Side { Front, Back });
names!(FaultForm for Fault {
    SendOnClosedChannel,
    CloseOfClosedChannel,
    CloseOfNilChannel,
    ChannelSizeOutOfRange,
    UnlockOfUnlockedMutex,
    ReadUnlockOfUnlockedRwMutex,
    UnlockOfUnlockedRwMutex,
    NegativeWaitGroupCounter,
    WaitGroupAddDuringWait,
    WaitGroupReused,
});
names!(VerbForm for Verb {
    Lock,
    TryLock,
    Unlock,
    WriteLock,
    TryWriteLock,
    WriteUnlock,
    ReadLock,
    TryReadLock,
    ReadUnlock,
    Send,
    Receive,
    Close,
    Length,
    Select,
    Add,
    Wait,
    Load,
    Store,
    AtomicLoad,
    AtomicStore,
    AtomicAdd,
    AtomicSwap,
    AtomicCompareAndSwap,
    Sleep,
    Yield,
    Print,
    Join,
    Spawn,
    Return,
    Panic,
    Register,
    Signal,
    Broadcast,
    NextKey,
    CountWorkers,
    SetTimer,
    StopTimer,
    Fire,
    Compute,
    Goexit,
    Exit,
    Deliver,
    RunOut,
    Ask,
    Strike,
});

fn string(text: &Text) -> String {
    text.to_string()
}

impl From<&Doing> for DoingForm {
    fn from(doing: &Doing) -> DoingForm {
        let case = |case: &DoingCase| {
            let word = match case.direction {
                Direction::Send(word) => Some(word),
                Direction::Receive => None,
            };
            CaseForm(case.object.map(|object| object.0), word, case.text.as_ref().map(string))
        };
        DoingForm {
            verb: doing.verb.into(),
            object: doing.object.map(|object| object.0),
            number: doing.number,
            text: doing.text.as_ref().map(string),
            cases: doing.cases.as_ref().map(|cases| cases.iter().map(case).collect()),
        }
    }
}

impl From<DoingForm> for Doing {
    fn from(form: DoingForm) -> Doing {
        let case = |CaseForm(object, word, text): CaseForm| DoingCase {
            object: object.map(ObjectId),
            direction: word.map_or(Direction::Receive, Direction::Send),
            text: text.map(Text::from),
        };
        Doing {
            verb: form.verb.into(),
            object: form.object.map(ObjectId),
            number: form.number,
            text: form.text.map(Text::from),
            cases: form.cases.map(|cases| cases.into_iter().map(case).collect()),
        }
    }
}

impl From<&Event> for EventForm {
    fn from(event: &Event) -> EventForm {
        use EventForm as F;
        match event {
            Event::Stepped(who, request, arm) => F::Stepped(who.0, request.0, arm.0),
            Event::Advanced(now) => F::Advanced(*now),
            Event::Spawned(who, by, name) => F::Spawned(who.0, by.map(|by| by.0), string(name)),
            Event::Exited(who) => F::Exited(who.0),
            Event::Made(object, kind, name) => {
                let kind = match kind {
                    Kind::Mutex(rule) => KindForm::Mutex((*rule).into()),
                    Kind::RwMutex => KindForm::RwMutex,
                    Kind::Channel(capacity) => KindForm::Channel(*capacity),
                    Kind::WaitGroup => KindForm::WaitGroup,
                    Kind::Variable(word) => KindForm::Variable(*word),
                    Kind::Atomic(value) => KindForm::Atomic(*value),
                    Kind::Cond => KindForm::Cond,
                };
                F::Made(object.0, kind, string(name))
            }
            // A place in a file of its own means nothing to whoever reads the trace.
            Event::Offered(who, request, doing, site) => {
                let site = site.filter(|site| site.file.is_empty()).map(|site| (site.line, site.column));
                F::Offered(who.0, request.0, doing.into(), site)
            }
            Event::Arms(who, request, arms) => {
                F::Arms(who.0, request.0, arms.iter().map(|arm| arm.0).collect())
            }
            Event::Withdrawn(who, request) => F::Withdrawn(who.0, request.0),
            Event::Served(who, request, text, number) => {
                F::Served(who.0, request.0, text.as_ref().map(string), *number)
            }
            Event::Refused(who, request, fault) => F::Refused(who.0, request.0, (*fault).into()),
            Event::Parked(who, request, places, side) => {
                let places = places.iter().map(|(object, queue)| (object.0, (*queue).into())).collect();
                F::Parked(who.0, request.0, places, (*side).into())
            }
            Event::Unparked(who, request) => F::Unparked(who.0, request.0),
            Event::Woken(who, request) => F::Woken(who.0, request.0),
            Event::Asleep(who, request, until) => F::Asleep(who.0, request.0, *until),
            Event::Acquired(object, who, reading) => F::Acquired(object.0, who.0, *reading),
            Event::Released(object, who, held, reading) => {
                F::Released(object.0, who.0, held.map(|held| held.0), *reading)
            }
            Event::Starving(object, starving) => F::Starving(object.0, *starving),
            Event::Buffered(object, text, side, who) => {
                F::Buffered(object.0, string(text), (*side).into(), who.0)
            }
            Event::Taken(object, who) => F::Taken(object.0, who.0),
            Event::HandedOver(object, text, from, to) => F::HandedOver(object.0, string(text), from.0, to.0),
            Event::Closed(object, who) => F::Closed(object.0, who.0),
            Event::Counted(object, count, who) => F::Counted(object.0, *count, who.0),
            Event::Read(object, who) => F::Read(object.0, who.0),
            Event::Written(object, text, who) => F::Written(object.0, string(text), who.0),
            Event::Valued(object, text) => F::Valued(object.0, string(text)),
            Event::Printed(who, text) => F::Printed(who.0, string(text)),
            Event::May(object, verb, workers) => {
                F::May(object.0, (*verb).into(), workers.iter().map(|worker| worker.0).collect())
            }
            Event::Unwinds(who, text) => F::Unwinds(who.0, string(text)),
            Event::Recovers(who) => F::Recovers(who.0),
            Event::LastWords(text, code) => F::LastWords(string(text), *code),
            Event::Node(who, change) => F::Node(
                who.0,
                match change {
                    Change::Is(part) => ChangeForm::Is((*part).into()),
                    Change::Done(is) => ChangeForm::Done(*is),
                    Change::Paused(is) => ChangeForm::Paused(*is),
                    Change::Crashed(is) => ChangeForm::Crashed(*is),
                    Change::Emptied => ChangeForm::Emptied,
                    Change::Parted(is) => ChangeForm::Parted(*is),
                    Change::Jumped(by) => ChangeForm::Jumped(*by),
                    Change::Skewed(by) => ChangeForm::Skewed(*by),
                    Change::Holds(token) => ChangeForm::Holds(*token),
                },
            ),
            Event::Leased(object, token, until) => F::Leased(object.0, *token, *until),
            Event::Shown(object, who, token, taken) => F::Shown(object.0, who.0, *token, *taken),
            Event::Told(who, numbers) => F::Told(who.0, numbers.to_vec()),
            Event::Knows(who, numbers) => F::Knows(who.0, numbers.to_vec()),
            Event::Ended(end) => F::Ended(match end {
                End::Returned => EndForm::Returned,
                End::Deadlock => EndForm::Deadlock,
                End::Fault(who, fault) => EndForm::Fault(who.0, (*fault).into()),
                End::Panic(who, text) => EndForm::Panic(who.0, string(text)),
                End::Exit(who, code) => EndForm::Exit(who.0, *code),
                End::Fatal(who, text) => EndForm::Fatal(who.0, string(text)),
            }),
        }
    }
}

impl From<EventForm> for Event {
    fn from(form: EventForm) -> Event {
        use EventForm as F;
        let (worker, object, request) = (WorkerId, ObjectId, RequestId);
        match form {
            F::Stepped(who, asked, arm) => Event::Stepped(worker(who), request(asked), Arm(arm)),
            F::Advanced(now) => Event::Advanced(now),
            F::Spawned(who, by, name) => Event::Spawned(worker(who), by.map(worker), name.into()),
            F::Exited(who) => Event::Exited(worker(who)),
            F::Made(it, kind, name) => {
                let kind = match kind {
                    KindForm::Mutex(rule) => Kind::Mutex(rule.into()),
                    KindForm::RwMutex => Kind::RwMutex,
                    KindForm::Channel(capacity) => Kind::Channel(capacity),
                    KindForm::WaitGroup => Kind::WaitGroup,
                    KindForm::Variable(word) => Kind::Variable(word),
                    KindForm::Atomic(value) => Kind::Atomic(value),
                    KindForm::Cond => Kind::Cond,
                };
                Event::Made(object(it), kind, name.into())
            }
            F::Offered(who, asked, doing, site) => {
                let site = site.map(|(line, column)| Site { file: "", line, column });
                Event::Offered(worker(who), request(asked), doing.into(), site)
            }
            F::Arms(who, asked, arms) => {
                Event::Arms(worker(who), request(asked), arms.into_iter().map(Arm).collect())
            }
            F::Withdrawn(who, asked) => Event::Withdrawn(worker(who), request(asked)),
            F::Served(who, asked, text, number) => {
                Event::Served(worker(who), request(asked), text.map(Text::from), number)
            }
            F::Refused(who, asked, fault) => Event::Refused(worker(who), request(asked), fault.into()),
            F::Parked(who, asked, places, side) => {
                let places = places.into_iter().map(|(it, queue)| (object(it), queue.into())).collect();
                Event::Parked(worker(who), request(asked), places, side.into())
            }
            F::Unparked(who, asked) => Event::Unparked(worker(who), request(asked)),
            F::Woken(who, asked) => Event::Woken(worker(who), request(asked)),
            F::Asleep(who, asked, until) => Event::Asleep(worker(who), request(asked), until),
            F::Acquired(it, who, reading) => Event::Acquired(object(it), worker(who), reading),
            F::Released(it, who, held, reading) => {
                Event::Released(object(it), worker(who), held.map(worker), reading)
            }
            F::Starving(it, starving) => Event::Starving(object(it), starving),
            F::Buffered(it, text, side, who) => {
                Event::Buffered(object(it), text.into(), side.into(), worker(who))
            }
            F::Taken(it, who) => Event::Taken(object(it), worker(who)),
            F::HandedOver(it, text, from, to) => {
                Event::HandedOver(object(it), text.into(), worker(from), worker(to))
            }
            F::Closed(it, who) => Event::Closed(object(it), worker(who)),
            F::Counted(it, count, who) => Event::Counted(object(it), count, worker(who)),
            F::Read(it, who) => Event::Read(object(it), worker(who)),
            F::Written(it, text, who) => Event::Written(object(it), text.into(), worker(who)),
            F::Valued(it, text) => Event::Valued(object(it), text.into()),
            F::Printed(who, text) => Event::Printed(worker(who), text.into()),
            F::May(it, verb, workers) => {
                Event::May(object(it), verb.into(), workers.into_iter().map(worker).collect())
            }
            F::Unwinds(who, text) => Event::Unwinds(worker(who), text.into()),
            F::Recovers(who) => Event::Recovers(worker(who)),
            F::LastWords(text, code) => Event::LastWords(text.into(), code),
            F::Node(who, change) => Event::Node(
                worker(who),
                match change {
                    ChangeForm::Is(part) => Change::Is(part.into()),
                    ChangeForm::Done(is) => Change::Done(is),
                    ChangeForm::Paused(is) => Change::Paused(is),
                    ChangeForm::Crashed(is) => Change::Crashed(is),
                    ChangeForm::Emptied => Change::Emptied,
                    ChangeForm::Parted(is) => Change::Parted(is),
                    ChangeForm::Jumped(by) => Change::Jumped(by),
                    ChangeForm::Skewed(by) => Change::Skewed(by),
                    ChangeForm::Holds(token) => Change::Holds(token),
                },
            ),
            F::Leased(it, token, until) => Event::Leased(object(it), token, until),
            F::Shown(it, who, token, taken) => Event::Shown(object(it), worker(who), token, taken),
            F::Told(who, numbers) => Event::Told(worker(who), numbers.into()),
            F::Knows(who, numbers) => Event::Knows(worker(who), numbers.into()),
            F::Ended(end) => Event::Ended(match end {
                EndForm::Returned => End::Returned,
                EndForm::Deadlock => End::Deadlock,
                EndForm::Fault(who, fault) => End::Fault(worker(who), fault.into()),
                EndForm::Panic(who, text) => End::Panic(worker(who), text.into()),
                EndForm::Exit(who, code) => End::Exit(worker(who), code),
                EndForm::Fatal(who, text) => End::Fatal(worker(who), text.into()),
            }),
        }
    }
}
