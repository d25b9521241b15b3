//! What has to be remembered of the objects to tell what happens to them: the rules move words and wake tickets, and know
//! neither texts nor holders.

use super::event::{Text, WorkerId};
use crate::rules::copied::copied;
use crate::rules::mutex::WakeRule;
use crate::rules::{Direction, Kind, ObjectId, Op, Word};

#[derive(Default)]
pub(crate) struct Story {
    objects: Vec<Tale>,
}

copied!(Story { objects });

struct Tale {
    kind: Kind,
    /// By word.
    texts: Vec<Text>,
    /// Who holds it, for a mutex: in the order of taking.
    holders: Vec<WorkerId>,
    /// A WaitGroup's counter, as wide as Go's.
    count: i32,
}

copied!(Tale { kind, texts, holders, count });

impl Story {
    pub(crate) fn make(&mut self, object: ObjectId, kind: Kind, value: Option<Text>) {
        assert_eq!(object.0 as usize, self.objects.len(), "a stepped world frees no object");
        self.objects.push(Tale { kind, texts: value.into_iter().collect(), holders: Vec::new(), count: 0 });
    }

    fn tale(&mut self, object: ObjectId) -> &mut Tale {
        &mut self.objects[object.0 as usize]
    }

    /// Keeps the texts of the values that an operation sends or stores.
    pub(super) fn keep(&mut self, op: &Op, texts: &[Text]) {
        let mut keep = |object: Option<ObjectId>, word: Word, text: Option<&Text>| {
            if let (Some(object), Some(text)) = (object, text) {
                let kept = &mut self.objects[object.0 as usize].texts;
                if kept.len() <= word as usize {
                    kept.resize(word as usize + 1, Text::default());
                }
                kept[word as usize] = text.clone();
            }
        };
        match op {
            Op::Send(object, word) => keep(*object, *word, texts.first()),
            Op::Store(object, word) => keep(Some(*object), *word, texts.first()),
            Op::Select { cases, .. } => {
                for (index, case) in cases.iter().enumerate() {
                    if let Direction::Send(word) = case.direction {
                        keep(case.channel, word, texts.get(index));
                    }
                }
            }
            _ => {}
        }
    }

    /// The text that was kept for a word of this object.
    pub(super) fn kept(&mut self, object: ObjectId, word: Word) -> Text {
        self.tale(object).texts.get(word as usize).cloned().unwrap_or_default()
    }

    /// The same, borrowed.
    pub(super) fn text(&self, object: ObjectId, word: Word) -> &str {
        self.objects[object.0 as usize].texts.get(word as usize).map_or("", |text| text)
    }

    pub(crate) fn acquired(&mut self, object: ObjectId, worker: WorkerId) {
        self.tale(object).holders.push(worker);
    }

    /// Whoever is taken to give it back: the worker itself if it holds it, else the one who has held it longest.
    pub(crate) fn released(&mut self, object: ObjectId, worker: WorkerId) -> Option<WorkerId> {
        let holders = &mut self.tale(object).holders;
        let at = holders.iter().position(|holder| *holder == worker).unwrap_or(0);
        (at < holders.len()).then(|| holders.remove(at))
    }

    pub(crate) fn counted(&mut self, object: ObjectId, delta: i64) -> i64 {
        let count = &mut self.tale(object).count;
        *count = count.wrapping_add(delta as i32);
        i64::from(*count)
    }

    /// Whether this operation frees whichever waiter it is told to.
    pub(super) fn wakes_any(&self, op: &Op) -> bool {
        match op {
            Op::Unlock(object) => self.objects[object.0 as usize].kind == Kind::Mutex(WakeRule::AnyWaiter),
            _ => false,
        }
    }

    /// Whether a woken waiter for this may find it taken, and so have more than one way to go.
    pub(super) fn is_contended(op: &Op) -> bool {
        matches!(op, Op::Lock(_) | Op::WriteLock(_))
    }
}
