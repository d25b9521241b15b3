//! What the nodes promise, and how that stands in what has happened up to a moment.

use crate::cluster::contracts::{
    Breach, Operation, Promise, Rule, Service, Standing, What, operations, promises,
};
use crate::cluster::history::{Entry, Fact};
use crate::cluster::machine::NodeId;
use crate::cluster::staged::{answer, call};
use crate::present::words::worker;
use crate::present::{Arg, Locale, Message, Sentence, Show};
use crate::say;
use crate::timeline::{BranchId, Heard, Moment, Timeline};
use crate::world::WorkerId;

/// A promise, and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseView {
    /// What is promised.
    pub what: Sentence,
    /// How it stands, in a few words.
    pub standing: Sentence,
    /// The same as a sign.
    pub sign: Stands,
    /// What is broken, and what there is to say of it beside.
    pub details: Vec<Sentence>,
    /// What together is the breach, in the order in which it happened.
    pub entries: Vec<EntryView>,
}

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It is kept.
    Kept,
    /// That cannot be said yet.
    Open,
    /// It is broken.
    Broken,
    /// It is not promised, and not so.
    Apart,
}

/// Something that was done or told.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryView {
    /// By which step, from 1; 0 before the first.
    pub step: u32,
    /// What.
    pub sentence: Sentence,
}

/// What the nodes have told up to a position of a run, and how their promises stand in it: kept from one frame to the next, so that a
/// step costs what it tells and not the run so far.
#[derive(Clone, Debug)]
pub struct Retold {
    /// Of which run.
    branch: BranchId,
    heard: Heard,
    /// By which step each entry was told.
    steps: Vec<u32>,
    /// The position that comes next.
    next: u32,
    /// How the promises stand, and of what: asked anew only where something was told since.
    judged: Option<((Service, usize, bool), Vec<Promise>)>,
}

impl Retold {
    fn new(branch: BranchId) -> Retold {
        Retold { branch, heard: Heard::default(), steps: Vec::new(), next: 0, judged: None }
    }

    /// Goes to a moment of a run.
    #[inline(never)]
    fn follow(&mut self, timeline: &Timeline, moment: &Moment) {
        if self.next > moment.steps + 1 {
            let entries = self.steps.partition_point(|step| *step <= moment.steps);
            self.steps.truncate(entries);
            self.heard.go_back(moment.now, entries);
            self.next = moment.steps + 1;
        }
        for position in self.next..=moment.steps {
            for event in timeline.events(position) {
                self.steps.extend(self.heard.hear(&event).map(|_| position));
            }
        }
        self.next = moment.steps + 1;
    }

    /// How the promises of a service stand.
    fn judge(&mut self, service: Service, is_over: bool) {
        let of = (service, self.steps.len(), is_over);
        if self.judged.as_ref().is_none_or(|(known, _)| *known != of) {
            self.judged = Some((of, promises(service, self.heard.history(), is_over)));
        }
    }
}

/// How the promises of the nodes stand at a moment, in what has happened since the start.
#[inline(never)]
pub(in crate::present) fn views(
    retold: &mut Option<Box<Retold>>,
    show: &Show,
    locale: Locale,
) -> Vec<PromiseView> {
    let Show { timeline, moment, branches: (_, branch), .. } = *show;
    let Some(service) = moment.service() else { return Vec::new() };
    let is_over = moment.end.is_some();
    let kept = retold.take().filter(|retold| retold.branch == branch);
    let retold = retold.insert(kept.unwrap_or_else(|| Box::new(Retold::new(branch))));
    retold.follow(timeline, moment);
    retold.judge(service, is_over);
    let Retold { heard, steps, judged, .. } = &**retold;
    let promises = judged.as_ref().map_or(&[][..], |(_, promises)| promises);
    // Only a breach is told by its operations.
    let is_told = promises.iter().any(|promise| matches!(promise.standing, Standing::Broken(_)));
    let all = if is_told { operations(heard.history()) } else { Vec::new() };
    let told = Told { moment, history: heard.history(), all, steps, locale };
    promises.iter().map(|promise| told.view(promise, is_over)).collect()
}

/// What has happened, to be told of.
struct Told<'a> {
    moment: &'a Moment,
    history: &'a [Entry],
    all: Vec<Operation>,
    steps: &'a [u32],
    locale: Locale,
}

impl Told<'_> {
    fn view(&self, promise: &Promise, is_over: bool) -> PromiseView {
        let (standing, sign) = match (&promise.standing, promise.is_promised) {
            (Standing::Kept, true) if is_over => (say!(ClusterKeptOver), Stands::Kept),
            (Standing::Kept, true) => (say!(ClusterKept), Stands::Kept),
            (Standing::Kept, false) if is_over => (say!(ClusterNotPromisedOver), Stands::Open),
            (Standing::Kept, false) => (say!(ClusterNotPromised), Stands::Open),
            (Standing::Open, _) => (say!(ClusterOpen), Stands::Open),
            (Standing::Unsettled, _) => (say!(ClusterUnsettled), Stands::Open),
            (Standing::Broken(_), true) => (say!(ClusterBroken), Stands::Broken),
            (Standing::Broken(_), false) => (say!(ClusterNotSo), Stands::Apart),
        };
        let mut details = Vec::new();
        let mut entries = Vec::new();
        if let Standing::Broken(breach) = &promise.standing {
            details.push(rule(breach.rule));
            if promise.what == What::Linearizable {
                details.extend(self.order(promise, breach));
            }
            entries.extend(breach.entries.iter().filter_map(|at| self.entry(*at, &breach.entries)));
        }
        if !promise.duplicates.is_empty() {
            let times = promise.duplicates.iter().map(|twice| {
                say!(ClusterElementTimes, count = twice.given.len(), element = twice.element).into()
            });
            details.push(say!(ClusterMoreThanOnce, elements = Arg::Many(times.collect())));
        }
        PromiseView {
            what: self.locale.sentence(what(promise.what)),
            standing: self.locale.sentence(standing),
            sign,
            details: details.into_iter().map(|detail| self.locale.sentence(detail)).collect(),
            entries,
        }
    }

    /// The longest order that there is, and what has no place in it.
    fn order(&self, promise: &Promise, breach: &Breach) -> Vec<Message> {
        let operations = promise.order.iter().map(|one| self.operation(one).into());
        let order = match promise.order.is_empty() {
            true => say!(ClusterOrderNone),
            false => say!(ClusterOrder, operations = Arg::Many(operations.collect())),
        };
        let stuck = self.all.iter().find(|one| breach.operations.contains(&one.id()));
        let no_place = stuck.map(|one| say!(ClusterNoPlace, operation = self.operation(one)));
        [order].into_iter().chain(no_place).collect()
    }

    fn operation(&self, operation: &Operation) -> Message {
        let (text, client) = (Arg::Value(call(&operation.call)), self.node(operation.client));
        match operation.answer() {
            Some((_, said)) => {
                let answer = Arg::Value(answer(said));
                say!(ClusterOperationAnswered, answer = answer, text = text, worker = client)
            }
            None => say!(ClusterOperation, text = text, worker = client),
        }
    }

    fn node(&self, node: NodeId) -> Arg {
        worker(self.moment, WorkerId(node.0.into()))
    }

    /// What happened at an entry. Of an operation that ends among the others, its end says it all.
    fn entry(&self, at: usize, others: &[usize]) -> Option<EntryView> {
        let (entry, step) = (self.history.get(at)?, *self.steps.get(at)?);
        let me = self.node(entry.node);
        let end = |operation: &Operation| operation.answer().map(|(end, _)| end);
        let is_end = |operation: &&Operation| end(operation) == Some(at);
        let ends = |operation: &Operation| end(operation).is_some_and(|end| others.contains(&end));
        if self.all.iter().any(|operation| operation.invoked == at && ends(operation)) {
            return None;
        }
        let message = match &entry.fact {
            Fact::Invoked(_, asked) => say!(ClusterAsks, text = Arg::Value(call(asked)), worker = me),
            Fact::Returned(..) => match self.all.iter().find(is_end) {
                Some(operation) => self.operation(operation),
                None => say!(ClusterNeverKnows, worker = me),
            },
            Fact::Granted(_, _, client, token) => {
                say!(ClusterToldGranted, holder = self.node(*client), token = *token, worker = me)
            }
            Fact::Ended(_, token, _) => say!(ClusterToldEnded, token = *token),
            Fact::Renewed(_, token) => say!(ClusterToldRenewed, token = *token),
            Fact::Written(key, client, token, value, taken) => {
                let write = crate::cluster::Call::Write(*key, *token, *value);
                let (client, value) = (self.node(*client), Arg::Value(call(&write)));
                match taken {
                    true => say!(ClusterToldWritten, holder = client, value = value, worker = me),
                    false => say!(ClusterToldRefused, holder = client, value = value, worker = me),
                }
            }
            Fact::Given(_, element, client, receipt) => say!(
                ClusterToldGiven,
                element = *element,
                holder = self.node(*client),
                receipt = *receipt,
                worker = me
            ),
            Fact::Removed(_, element, _, true) => say!(ClusterToldDead, element = *element, worker = me),
            Fact::Removed(_, element, ..) => say!(ClusterToldRemoved, element = *element, worker = me),
            Fact::Back(_, element, _) => say!(ClusterToldBack, element = *element, worker = me),
            Fact::Processed(_, element) => say!(ClusterToldProcessed, element = *element, worker = me),
            Fact::Settled(_, value) => say!(ClusterToldSettled, value = *value, worker = me),
        };
        Some(EntryView { step, sentence: self.locale.sentence(message) })
    }
}

fn what(what: What) -> Message {
    match what {
        What::Leases => say!(ClusterPromiseLeases),
        What::Writes => say!(ClusterPromiseWrites),
        What::Bounds => say!(ClusterPromiseBounds),
        What::Linearizable => say!(ClusterPromiseLinearizable),
        What::Agreement => say!(ClusterPromiseAgreement),
        What::Elements => say!(ClusterPromiseElements),
        What::Processed => say!(ClusterPromiseProcessed),
        What::Holders => say!(ClusterPromiseHolders),
        What::Receipts => say!(ClusterPromiseReceipts),
    }
}

fn rule(rule: Rule) -> Message {
    match rule {
        Rule::TokenNotNewer => say!(ClusterRuleToken),
        Rule::HeldTwice => say!(ClusterRuleHeld),
        Rule::ReleasedByAnother => say!(ClusterRuleReleased),
        Rule::EndedEarly => say!(ClusterRuleEnded),
        Rule::NotLive => say!(ClusterRuleNotLive),
        Rule::OldWriteTaken => say!(ClusterRuleOldWrite),
        Rule::WrittenUnheld => say!(ClusterRuleUnheld),
        Rule::OutOfBounds => say!(ClusterRuleBounds),
        Rule::NotLinearizable => say!(ClusterRuleOrder),
        Rule::Diverged => say!(ClusterRuleDiverged),
        Rule::WrongSum => say!(ClusterRuleSum),
        Rule::Invented => say!(ClusterRuleInvented),
        Rule::Lost => say!(ClusterRuleLost),
        Rule::GivenTwice => say!(ClusterRuleGivenTwice),
        Rule::ReceiptReused => say!(ClusterRuleReused),
        Rule::BackEarly => say!(ClusterRuleEarly),
        Rule::StaleReceipt => say!(ClusterRuleReceipt),
    }
}
