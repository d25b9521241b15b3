//! What requests of the rarer kinds did, and those that only Go programs make.

use super::Telling;
use crate::present::does::duration;
use crate::present::words::{object, worker};
use crate::present::{Arg, Id, Message};
use crate::rules::Kind;
use crate::say;
use crate::world::{Doing, Event, Verb};

impl Telling<'_> {
    /// What a request of the rarer kinds did.
    #[inline(never)]
    pub(super) fn rarer(&self, doing: &Doing) -> Message {
        match doing.verb {
            Verb::ReadLock | Verb::WriteLock => self.read_write_lock(),
            Verb::TryLock | Verb::TryReadLock | Verb::TryWriteLock => match self.served() {
                Some((_, 0)) => self.on(Id::StepTryNo),
                _ => self.on(Id::StepTryYes),
            },
            Verb::ReadUnlock => self.on(Id::StepReadUnlocks),
            Verb::Select => self.select(doing),
            Verb::Length => self.length(doing),
            Verb::Load | Verb::AtomicLoad if self.sees_nothing() => self.on(Id::GoLooks),
            Verb::Load | Verb::AtomicLoad => {
                say!(StepLoads, object = self.it(), value = self.got(), worker = self.me())
            }
            Verb::Store => self.store(doing),
            Verb::AtomicStore | Verb::AtomicAdd | Verb::AtomicSwap | Verb::AtomicCompareAndSwap => {
                self.atomic(doing)
            }
            Verb::Sleep => self.sleep(),
            Verb::Yield => say!(StepYields, worker = self.me()),
            Verb::Join => self.join(doing),
            Verb::Panic => say!(EndFault, text = self.last_words(), worker = self.me()),
            Verb::Register | Verb::Signal | Verb::Broadcast => self.condition(doing),
            Verb::NextKey => self.on(Id::GoNextKey),
            Verb::CountWorkers => say!(GoCountsWorkers, value = self.got(), worker = self.me()),
            Verb::SetTimer => say!(GoSetsTimer, time = duration(doing.number), worker = self.me()),
            Verb::StopTimer => say!(GoStopsTimer, worker = self.me()),
            Verb::Fire => self.timer(),
            Verb::Compute => say!(GoComputes, worker = self.me()),
            Verb::Goexit => say!(GoLeaves, worker = self.me()),
            Verb::Exit => say!(GoExits, code = doing.number, worker = self.me()),
            // `main` tells of these, and `cluster` of what comes last.
            Verb::Lock
            | Verb::Unlock
            | Verb::WriteUnlock
            | Verb::Send
            | Verb::Receive
            | Verb::Close
            | Verb::Add
            | Verb::Wait
            | Verb::Print
            | Verb::Spawn
            | Verb::Return
            | Verb::Deliver
            | Verb::RunOut
            | Verb::Ask
            | Verb::Strike => say!(StepPasses, worker = self.me()),
        }
    }

    /// Whether what was read has no value that could be shown.
    fn sees_nothing(&self) -> bool {
        matches!(self.served(), Some((Some(text), _)) if text.is_empty())
    }

    /// What came of a timer: somebody received from it, its channel has something, or a goroutine began.
    fn timer(&self) -> Message {
        let (after, now) = (self.after(), Arg::Duration(self.after().now));
        let came = self.find(|event| match event {
            Event::HandedOver(channel, _, from, to) if *from == self.who => {
                let (object, to) = (object(after, Some(*channel)), worker(after, *to));
                Some(say!(GoFiresTo, now = now.clone(), object = object, to = to))
            }
            Event::Buffered(channel, ..) => {
                Some(say!(GoFiresInto, now = now.clone(), object = object(after, Some(*channel))))
            }
            Event::Spawned(other, ..) => {
                Some(say!(GoFiresStarts, now = now.clone(), other = worker(after, *other)))
            }
            _ => None,
        });
        came.unwrap_or_else(|| say!(GoFires, now = now))
    }

    pub(super) fn is_condition(&self) -> bool {
        let known = self.pending.doing.object.and_then(|object| self.after().object(object));
        known.is_some_and(|known| known.kind == Kind::Cond)
    }

    /// What somebody did at a condition.
    #[inline(never)]
    pub(super) fn condition(&self, doing: &Doing) -> Message {
        let freed = self.step.events.iter().any(|event| matches!(event, Event::Unparked(..)));
        self.on(match doing.verb {
            Verb::Register => Id::GoRegisters,
            Verb::Wait if self.served().is_some() => Id::GoConditionPasses,
            Verb::Wait => Id::GoConditionBlocks,
            Verb::Signal if freed => Id::GoSignals,
            Verb::Signal => Id::GoSignalsNobody,
            _ if freed => Id::GoBroadcasts,
            _ => Id::GoBroadcastsNobody,
        })
    }
}
