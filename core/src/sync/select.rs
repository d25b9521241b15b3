//! Waiting for whichever of several channel operations can go first.

use super::channel::{Channel, Kept};
use super::port::Text;
use super::request::Pending;
use super::sim::Sim;
use crate::rules::op::Received;
use crate::rules::{Case, Direction, Fault, Op, Reply};
use std::fmt;
use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;

/// Go's `select`: one of the cases that are ready, none preferred; the `default` if none is; else the first to become so.
///
/// ```
/// use lockstep_core::sync::{Channel, Select, Sim};
/// let sim = Sim::live(0);
/// let (words, quit) = (Channel::new(&sim, "words", 1), Channel::<()>::new(&sim, "quit", 0));
/// futures::executor::block_on(async {
///     words.send("hello").await.expect("open");
///     let got = Select::new(&sim)
///         .recv(&words, |word| word)
///         .recv(&quit, |_| None)
///         .await
///         .expect("no case sends");
///     assert_eq!(got, Some("hello"));
///     let got = Select::new(&sim).recv(&words, |word| word).default(|| Some("nothing yet")).await;
///     assert_eq!(got, Ok(Some("nothing yet")));
/// });
/// ```
#[must_use = "a select waits when it is awaited"]
pub struct Select<'a, Out> {
    sim: &'a Sim,
    at: &'static Location<'static>,
    cases: Vec<Case>,
    texts: Vec<Option<Text>>,
    arms: Vec<Box<dyn SelectArm<Out> + 'a>>,
    default: Option<Box<dyn FnOnce() -> Out + 'a>>,
}

/// What is done when a case is taken.
trait SelectArm<Out> {
    fn take(self: Box<Self>, got: Option<Received>) -> Out;
    /// Its value was sent, though nobody will take the case.
    fn sent(&mut self) {}
}

struct ReceiveArm<'a, T: fmt::Debug + 'static, F> {
    channel: &'a Channel<T>,
    then: F,
}

impl<T: fmt::Debug + 'static, Out, F: FnOnce(Option<T>) -> Out> SelectArm<Out> for ReceiveArm<'_, T, F> {
    fn take(self: Box<Self>, got: Option<Received>) -> Out {
        let value = got.and_then(|got| self.channel.taken(got));
        (self.then)(value)
    }
}

struct SendArm<'a, T: fmt::Debug + 'static, F> {
    kept: Kept<'a, T>,
    then: F,
}

impl<T: fmt::Debug + 'static, Out, F: FnOnce() -> Out> SelectArm<Out> for SendArm<'_, T, F> {
    fn take(mut self: Box<Self>, _: Option<Received>) -> Out {
        self.sent();
        (self.then)()
    }

    fn sent(&mut self) {
        self.kept.word = None;
    }
}

impl<'a, Out> Select<'a, Out> {
    /// A select without a case, which waits for ever.
    #[track_caller]
    pub fn new(sim: &'a Sim) -> Self {
        Select { sim, at: Location::caller(), cases: vec![], texts: vec![], arms: vec![], default: None }
    }

    /// Adds a case that receives; the closure turns what it got into the select's result.
    pub fn recv<T: fmt::Debug + 'static>(
        mut self,
        channel: &'a Channel<T>,
        then: impl FnOnce(Option<T>) -> Out + 'a,
    ) -> Self {
        self.cases.push(Case { channel: channel.id(), direction: Direction::Receive });
        self.texts.push(None);
        self.arms.push(Box::new(ReceiveArm { channel, then }));
        self
    }

    /// Adds a case that sends. A value that is not sent is dropped.
    pub fn send<T: fmt::Debug + 'static>(
        mut self,
        channel: &'a Channel<T>,
        value: T,
        then: impl FnOnce() -> Out + 'a,
    ) -> Self {
        self.texts.push(channel.show(&value));
        let word = channel.keep(value);
        self.cases.push(Case { channel: channel.id(), direction: Direction::Send(word) });
        self.arms.push(Box::new(SendArm { kept: Kept { channel, word: Some(word) }, then }));
        self
    }

    /// What is done when no case is ready.
    pub fn default(mut self, then: impl FnOnce() -> Out + 'a) -> Self {
        self.default = Some(Box::new(then));
        self
    }
}

impl<'a, Out: 'a> IntoFuture for Select<'a, Out> {
    type Output = Result<Out, Fault>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + 'a>>;

    /// # Errors
    /// If a case that sends is taken and its channel is closed.
    fn into_future(self) -> Self::IntoFuture {
        let Select { sim, at, cases, texts, mut arms, default } = self;
        Box::pin(async move {
            let op = Op::Select { cases: Rc::from(cases), default: default.is_some() };
            // Declared after the arms, so dropped before them: the request goes before the values that it offers, and a
            // value that was sent unseen is no longer the select's.
            let mut pending = Unseen { pending: Pending::showing_all(sim, op, at, texts), arms: &mut arms };
            let answer = (&mut pending).await;
            drop(pending);
            match answer? {
                Reply::Selected(Some(case), got) => Ok(arms.swap_remove(case as usize).take(got)),
                _ => Ok(default.expect("only a select with a default takes none of its cases")()),
            }
        })
    }
}

/// A select's request, and its arms, of which one must not be taken back if it was served unseen.
struct Unseen<'p, 'a, Out> {
    pending: Pending<'p>,
    arms: &'p mut Vec<Box<dyn SelectArm<Out> + 'a>>,
}

impl<Out> Future for &mut Unseen<'_, '_, Out> {
    type Output = Result<Reply, Fault>;

    fn poll(self: Pin<&mut Self>, context: &mut std::task::Context<'_>) -> std::task::Poll<Self::Output> {
        Pin::new(&mut self.get_mut().pending).poll(context)
    }
}

impl<Out> Drop for Unseen<'_, '_, Out> {
    fn drop(&mut self) {
        if let Some(Reply::Selected(Some(case), None)) = self.pending.unseen() {
            self.arms[case as usize].sent();
        }
    }
}
