//! One step: a goroutine's request is taken up, and those go on that it frees.

use super::memory::Pointer;
use super::trap::Trap;
use super::{Ended, Happened, Known, Machine, Observer, Place, Status, Touch};
use crate::go::code::instr::{Instr, NONE, Request};
use crate::go::types::store::TypeId;
use crate::rules::op::Received;
use crate::rules::{
    Arm, Ended as WaitEnded, Fault, Kind, Link, Notice, ObjectId, Op, Outcome, Reply, Ticket, channel, cond,
};

/// To write a byte, and to tell of it, takes as long as so many instructions.
const WRITTEN: u64 = 4;

impl Machine {
    /// The ways in which a goroutine may go on.
    pub fn arms(&mut self, place: Place, out: &mut Vec<Arm>) {
        let status = self.goroutine(place).status;
        match status {
            Status::Offering => match self.instr(place) {
                Instr::Select { .. } => {
                    let op = self.op(place).expect("a select is an operation");
                    self.table.arms(&op, out);
                }
                Instr::MapNext { keys, .. } => {
                    let keys = Pointer(self.slot(place, keys));
                    let count = self.keys_left(keys);
                    let ways = if count <= super::large::CHOOSABLE { count.max(1) } else { 1 };
                    out.extend((0..ways as u16).map(Arm));
                }
                _ => out.push(Arm::ONLY),
            },
            Status::Woken(link) => {
                let op = self.op(place).expect("only an operation is woken");
                self.table.retry_arms(&op, link, self.now, out);
            }
            Status::Asleep(_) if self.goroutine(place).deadline <= self.due => out.push(Arm::ONLY),
            status if status.is_ready() => out.push(Arm::ONLY),
            _ => {}
        }
    }

    /// Takes a step.
    pub fn step(&mut self, place: Place, arm: Arm, observer: &mut dyn Observer) {
        self.stirred.push(place);
        let status = self.goroutine(place).status;
        self.count_step(status == Status::Pausing, observer);
        match status {
            Status::Offering => self.take_up(place, arm, observer),
            Status::Woken(link) => self.ask_again(place, link, arm, observer),
            Status::Asleep(link) => {
                let deadline = self.goroutine(place).deadline;
                self.advance(deadline, observer);
                self.ask_again(place, link, arm, observer);
            }
            Status::Pausing => self.compute(place, false, observer),
            Status::Dying => self.end(Ended::Panic(place), observer),
            Status::Failing => {
                if let Some(ended) = self.failure(place).cloned() {
                    self.end(ended, observer);
                }
            }
            Status::Leaving => self.end(Ended::Exit(0), observer),
            _ => {}
        }
        self.settle(observer);
    }

    /// Lets everyone compute who can, and then lets time go on if nobody can go on otherwise.
    pub(super) fn settle(&mut self, observer: &mut dyn Observer) {
        let mut next = 0;
        while self.ended.is_none() {
            let Some(place) = self.computing.get(next).copied() else {
                if self.crowded.is_empty() {
                    break;
                }
                self.make_room(observer);
                continue;
            };
            next += 1;
            match self.goroutine(place).status {
                status @ (Status::Dying | Status::Failing) => self.offer(place, status, observer),
                Status::Finished => self.leave(place, observer),
                _ => self.compute(place, false, observer),
            }
        }
        self.computing.clear();
        if self.ended.is_none() {
            self.look_at_clock(observer);
        }
    }

    pub(super) fn end(&mut self, ended: Ended, observer: &mut dyn Observer) {
        self.ended = Some(ended.clone());
        observer.tell(self, Happened::Ended(&ended));
    }

    pub(super) fn advance(&mut self, to: u64, observer: &mut dyn Observer) {
        if to > self.now {
            (self.now, self.still) = (to, 0);
            observer.tell(self, Happened::Advanced(to));
        }
    }

    /// The instruction that a goroutine stands before.
    pub fn instr(&self, place: Place) -> Instr {
        let one = self.goroutine(place);
        self.code.functions[one.func as usize].instrs[one.pc as usize]
    }

    /// A word of a goroutine's current frame.
    pub fn slot(&self, place: Place, slot: u16) -> u64 {
        self.memory.words[self.goroutine(place).slot(slot)]
    }

    fn set_slot(&mut self, place: Place, slot: u16, word: u64) {
        let at = self.goroutine(place).slot(slot);
        self.memory.words[at] = word;
    }

    pub(super) fn set_status(&mut self, place: Place, status: Status) {
        let one = self.one(place);
        let (was, is) = (one.status.is_ready(), status.is_ready());
        one.status = status;
        self.ready = self.ready + usize::from(is) - usize::from(was);
    }

    /// Takes up a request for the first time.
    fn take_up(&mut self, place: Place, arm: Arm, observer: &mut dyn Observer) {
        match self.instr(place) {
            Instr::Go { func } => self.start_goroutine(place, Pointer(self.slot(place, func)), observer),
            Instr::Request { request, base, results, .. } => {
                self.take_up_request(place, request, base, results, arm, observer);
            }
            Instr::Send { .. }
            | Instr::Receive { .. }
            | Instr::Close { .. }
            | Instr::ChannelLength { .. }
            | Instr::Select { .. } => self.operate(place, arm, observer),
            instr => {
                if let Instr::Native { .. } = instr {
                    // It may reach many variables.
                    let mut touches = Vec::new();
                    self.touches(place, &mut touches);
                    for Touch { pointer, words, writes, .. } in touches {
                        observer.tell(self, Happened::Accessed(place, pointer, words, writes));
                    }
                } else if let Some((pointer, words, writes)) = self.access(place) {
                    observer.tell(self, Happened::Accessed(place, pointer, words, writes));
                }
                self.arm = arm.0;
                self.compute(place, true, observer);
                self.arm = 0;
            }
        }
    }

    fn take_up_request(
        &mut self,
        place: Place,
        request: Request,
        base: u16,
        results: u16,
        arm: Arm,
        observer: &mut dyn Observer,
    ) {
        let param = |machine: &Machine, at: u16| machine.slot(place, base + results + at);
        match request {
            Request::Write => {
                let (file, text) = (param(self, 0) as i64, param(self, 1));
                let bytes = self.memory.text(text).to_vec();
                self.worked += WRITTEN * bytes.len() as u64;
                observer.tell(self, Happened::Wrote(place, file, &bytes));
                self.served(place, observer);
            }
            Request::Exit => {
                let code = param(self, 0) as i32;
                // The system keeps so much of it.
                self.end(Ended::Exit(code & 0xFF), observer);
            }
            Request::Yield => self.served(place, observer),
            Request::Touch => {
                let pointer = Pointer(param(self, 0));
                if pointer.is_nil() {
                    return self.refuse(place, Trap::nil());
                }
                observer.tell(self, Happened::Accessed(place, pointer, 1, true));
                self.served(place, observer);
            }
            Request::NumGoroutine => {
                self.set_slot(place, base, self.living as u64);
                self.served(place, observer);
            }
            Request::Goexit => {
                self.set_status(place, Status::Computing);
                if let Err(trap) = self.goexit(place) {
                    self.trap(place, trap);
                }
                self.go_on(place);
            }
            Request::StartTimer | Request::StopTimer | Request::ResetTimer => {
                let done = self.set_timer(place, request, base, results);
                match done {
                    Ok(()) => self.served(place, observer),
                    Err(trap) => self.refuse(place, trap),
                }
            }
            Request::CondRegister | Request::CondWait | Request::CondSignal | Request::CondBroadcast => {
                let (pointer, number) = (Pointer(param(self, 0)), param(self, 1) as u32);
                self.condition(place, request, pointer, number, observer);
            }
            _ => {
                // The object is made by whoever uses it first.
                let pointer = Pointer(param(self, 0));
                if request != Request::Sleep {
                    if pointer.is_nil() {
                        return self.refuse(place, Trap::nil());
                    }
                    self.sync_object(request, pointer, observer);
                }
                self.operate(place, arm, observer);
            }
        }
    }

    /// A request that is none of the rules' is done.
    fn served(&mut self, place: Place, observer: &mut dyn Observer) {
        observer.tell(self, Happened::Served(place));
        self.one(place).pc += 1;
        self.go_on(place);
    }

    /// A goroutine computes on in this step.
    pub(super) fn go_on(&mut self, place: Place) {
        if matches!(
            self.goroutine(place).status,
            Status::Offering | Status::Parked(_) | Status::Woken(_) | Status::Asleep(_)
        ) {
            self.set_status(place, Status::Computing);
        }
        self.computing.push(place);
    }

    /// A request is refused with a panic.
    fn refuse(&mut self, place: Place, trap: Trap) {
        self.set_status(place, Status::Computing);
        self.trap(place, trap);
        self.go_on(place);
    }

    /// The object of the rules that a lock's word names; made if it was never used.
    fn sync_object(&mut self, request: Request, pointer: Pointer, observer: &mut dyn Observer) -> ObjectId {
        let word = self.memory.at(pointer, 1)[0];
        if word != 0 {
            return ObjectId(word as u32 - 1);
        }
        let kind = request.kind();
        let id = self.make_object(kind, Known::default());
        self.memory.at_mut(pointer, 1)[0] = u64::from(id.0) + 1;
        observer.tell(self, Happened::Made(id, kind, pointer));
        id
    }

    /// An operation on a list of those who wait for a condition.
    fn condition(
        &mut self,
        place: Place,
        request: Request,
        pointer: Pointer,
        number: u32,
        observer: &mut dyn Observer,
    ) {
        if pointer.is_nil() {
            return self.refuse(place, Trap::nil());
        }
        let id = match self.memory.at(pointer, 1)[0] {
            0 => {
                let id = self.make_object(Kind::Cond, Known::default());
                self.memory.at_mut(pointer, 1)[0] = u64::from(id.0) + 1;
                observer.tell(self, Happened::Made(id, Kind::Cond, pointer));
                id
            }
            word => ObjectId(word as u32 - 1),
        };
        let op = match request {
            Request::CondRegister => cond::Op::Register,
            Request::CondWait => cond::Op::Wait(number),
            Request::CondSignal => cond::Op::Signal,
            _ => cond::Op::Broadcast,
        };
        observer.tell(self, Happened::Conditioning(place, id, op));
        let mut notices = std::mem::take(&mut self.notices);
        let outcome = self.table.apply_cond(Ticket(place.0), id, op, &mut notices);
        observer.tell(self, Happened::Conditioned(place, id, op, outcome));
        match outcome {
            Outcome::Park(link) => self.set_status(place, Status::Parked(link)),
            Outcome::Done(reply) => self.finish(place, reply),
            Outcome::Fault(fault) => self.fault(place, fault, observer),
        }
        self.tell_notices(notices, observer);
    }

    pub(super) fn make_object(&mut self, kind: Kind, known: Known) -> ObjectId {
        let id = self.table.make(kind);
        self.know(id, known);
        id
    }

    fn know(&mut self, id: ObjectId, known: Known) {
        let at = id.0 as usize;
        if self.known.len() <= at {
            self.known.resize(at + 1, Known::default());
        }
        self.known[at] = Known { exists: true, ..known };
    }

    /// `make(chan T, capacity)`
    pub(super) fn make_channel(
        &mut self,
        place: Place,
        capacity: i64,
        (elem, name): (TypeId, u16),
    ) -> Result<u64, Trap> {
        let capacity = channel::capacity(capacity).map_err(|fault| Trap::Error(fault.message().into()))?;
        let known = Known { elem, capacity, name, call: self.call_of(place), ..Known::default() };
        let id = self.make_object(Kind::Channel(capacity), known);
        self.made.push(id);
        Ok(u64::from(id.0) + 1)
    }

    /// `cap(ch)`
    pub(super) fn channel_capacity(&self, channel: u64) -> u64 {
        match channel {
            0 => 0,
            number => {
                let known = self.known[number as usize - 1];
                if known.timer { 0 } else { u64::from(known.capacity) }
            }
        }
    }

    fn operate(&mut self, place: Place, arm: Arm, observer: &mut dyn Observer) {
        let op = match self.full_op(place) {
            Ok(op) => op,
            Err(trap) => return self.refuse(place, trap),
        };
        observer.tell(self, Happened::Applying(place, &op, arm));
        let mut notices = std::mem::take(&mut self.notices);
        let outcome = self.table.apply(Ticket(place.0), &op, arm, self.now, &mut notices);
        self.conclude(place, &op, outcome, true, notices, observer);
    }

    fn ask_again(&mut self, place: Place, link: Link, arm: Arm, observer: &mut dyn Observer) {
        let op = self.op(place).expect("only an operation waits");
        observer.tell(self, Happened::Applying(place, &op, arm));
        let mut notices = std::mem::take(&mut self.notices);
        let outcome = self.table.retry(&op, link, arm, &mut notices);
        self.conclude(place, &op, outcome, false, notices, observer);
    }

    /// What came of an operation, for the one who asked and for everyone whose wait it ended.
    fn conclude(
        &mut self,
        place: Place,
        op: &Op,
        outcome: Outcome,
        first: bool,
        notices: Vec<Notice>,
        observer: &mut dyn Observer,
    ) {
        match outcome {
            Outcome::Park(link) => {
                let status = match op {
                    Op::Sleep(nanoseconds) => {
                        let wait = u64::try_from(*nanoseconds).unwrap_or(0);
                        self.one(place).deadline = self.now.saturating_add(wait);
                        Status::Asleep(link)
                    }
                    _ => Status::Parked(link),
                };
                self.set_status(place, status);
                observer.tell(self, Happened::Applied(place, op, outcome, first));
            }
            Outcome::Done(reply) => {
                observer.tell(self, Happened::Applied(place, op, outcome, first));
                self.finish(place, reply);
            }
            Outcome::Fault(fault) => {
                observer.tell(self, Happened::Applied(place, op, outcome, first));
                self.fault(place, fault, observer);
            }
        }
        self.tell_notices(notices, observer);
    }

    /// Those whose waits have ended go on, or are to ask again.
    pub(super) fn tell_notices(&mut self, mut notices: Vec<Notice>, observer: &mut dyn Observer) {
        for Notice { ticket, what } in notices.drain(..) {
            let other = Place(ticket.0);
            self.stirred.push(other);
            match what {
                WaitEnded::Granted(reply) => {
                    let op = self.op(other);
                    observer.tell(self, Happened::Granted(other, op.as_ref(), reply));
                    self.finish(other, reply);
                }
                WaitEnded::Woken => {
                    if let Status::Parked(link) = self.goroutine(other).status {
                        self.set_status(other, Status::Woken(link));
                    }
                    observer.tell(self, Happened::Woken(other));
                }
                WaitEnded::Fault(fault) => self.fault(other, fault, observer),
            }
        }
        self.notices = notices;
    }

    fn fault(&mut self, place: Place, fault: Fault, observer: &mut dyn Observer) {
        if fault.is_fatal() {
            return self.end(Ended::Fatal(place, fault.message().into()), observer);
        }
        observer.tell(self, Happened::Refused(place, fault));
        self.set_status(place, Status::Computing);
        let begun = match fault {
            Fault::NegativeWaitGroupCounter | Fault::WaitGroupAddDuringWait | Fault::WaitGroupReused => {
                let text = self.memory.make_text(fault.message().as_bytes()).map_err(Trap::from);
                text.and_then(|text| {
                    let typ = crate::go::types::store::Basic::String.id();
                    self.panic(place, (u64::from(typ.0), text))
                })
            }
            _ => Err(Trap::Error(fault.message().into())),
        };
        if let Err(trap) = begun {
            self.trap(place, trap);
        }
        self.go_on(place);
    }

    /// Gives a goroutine the answer to its request.
    fn finish(&mut self, place: Place, reply: Reply) {
        match (self.instr(place), reply) {
            (Instr::Receive { dst, ok, elem, .. }, Reply::Received(got)) => {
                self.receive(place, dst, ok, elem, got);
            }
            (Instr::Select { table }, Reply::Selected(chosen, got)) => {
                let code = self.code.clone();
                let table = &code.selects[usize::from(table)];
                if let (Some(case), Some(got)) = (chosen, got) {
                    let case = table.cases[usize::from(case)];
                    self.receive(place, case.value, case.ok, case.elem, got);
                }
                let number = chosen.map_or(-1, i64::from);
                self.set_slot(place, table.chosen, number as u64);
            }
            (Instr::ChannelLength { dst, channel }, Reply::Number(length)) => {
                let number = self.slot(place, channel) as usize;
                let timer = number > 0 && self.known[number - 1].timer;
                self.set_slot(place, dst, if timer { 0 } else { length as u64 });
            }
            (Instr::Request { base, results: 1, .. }, Reply::Flag(flag)) => {
                self.set_slot(place, base, u64::from(flag));
            }
            (Instr::Request { base, results: 1, .. }, Reply::Number(number)) => {
                self.set_slot(place, base, number as u64);
            }
            _ => {}
        }
        self.one(place).pc += 1;
        self.go_on(place);
    }

    fn receive(&mut self, place: Place, dst: u16, ok: u16, elem: TypeId, got: Received) {
        let size = self.size(elem);
        if dst != NONE {
            let to = self.goroutine(place).slot(dst);
            match got {
                Received::Closed => self.memory.words[to..to + size].fill(0),
                Received::Value(word, _) if size == 1 => self.memory.words[to] = word,
                Received::Value(word, _) if size > 1 => {
                    let from = Pointer(word).at();
                    self.memory.words.copy_within(from..from + size, to);
                }
                Received::Value(..) => {}
            }
        }
        if ok != NONE {
            self.set_slot(place, ok, u64::from(got != Received::Closed));
        }
    }
}
