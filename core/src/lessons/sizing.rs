//! How many locks, counters and queues a cluster of n nodes has: where they are, and what the rule buys and costs. Nothing runs here
//! step by step: it is figures of the values, which [`present::sizing`](crate::present::sizing) lays out.

use super::{Limit, Named, Param, Range, Runs, Scene, VARIANT, ValueError, Values, Variant, When};
use crate::cluster::sizing::{Overrides, Sizing};
use crate::cluster::sweep::Rule;
use crate::present::Id;

/// The most nodes.
pub const MOST: u16 = 32;
/// The most locks, counters or queues: so many that each node may have two.
const MOST_OF_EACH: u32 = 2 * MOST as u32;

/// The rules by their names, and that the numbers are the reader's own.
const RULES: [(Rule, &str); Rule::ALL.len()] =
    [(Rule::Article, "article"), (Rule::OneOfEach, "one-of-each"), (Rule::OnePerNode, "one-per-node")];
const OWN: &str = "own";

const fn own(id: &'static str, label: Id) -> Param {
    let range = Range::Number { min: 0, max: Limit::Fixed(MOST_OF_EACH), default: Limit::Param("n") };
    Param { id, label, range, when: When::Is(VARIANT, OWN) }
}

pub(super) const SCENE: Scene = Scene {
    id: "sizing",
    title: Id::LessonSizing,
    summary: Id::ClusterSizing,
    params: &[
        Param::number("n", Id::ClusterParamNodes, 1, MOST as u32, 8),
        Param::options(
            VARIANT,
            Id::ClusterParamRule,
            &[
                Variant { id: "article", label: Id::ClusterRuleArticle },
                Variant { id: "one-of-each", label: Id::ClusterRuleOne },
                Variant { id: "one-per-node", label: Id::ClusterRuleEach },
                Variant { id: OWN, label: Id::ClusterRuleOwn },
            ],
        ),
        own("locks", Id::ParamLocks),
        own("counters", Id::ClusterParamCounters),
        own("queues", Id::ClusterParamQueues),
    ],
    moments: &[Named::Start],
    cast: &[],
    plots: false,
    sources: &[("", "")],
    runs: Runs::Figures,
};

impl Values {
    /// The sizing that these values of the scene `sizing` ask for, and the rule that it follows; none where the numbers are the
    /// reader's own.
    ///
    /// # Panics
    /// If they are another scene's.
    pub fn sizing(&self) -> (Sizing, Option<Rule>) {
        let nodes = self.number("n") as u16;
        let named = RULES.into_iter().find(|(_, name)| *name == self.option(VARIANT));
        let of = |param| Some(self.number(param));
        match named {
            Some((rule, _)) => (rule.sizing(nodes), Some(rule)),
            None => {
                let told = Overrides { locks: of("locks"), counters: of("counters"), queues: of("queues") };
                (Sizing::of(nodes).with(told), None)
            }
        }
    }

    /// [`with`](Values::with) of the scene `sizing`: where one of its numbers is set, or the reader is to set them, the others stay as
    /// the rule has them.
    ///
    /// # Errors
    /// As those of [`with`](Values::with).
    #[inline(never)]
    pub fn sized_with(&self, id: &str, value: &str) -> Result<Values, ValueError> {
        let is_number = ["locks", "counters", "queues"].contains(&id);
        let (sizing, rule) = self.sizing();
        if rule.is_none() || !(is_number || (id, value) == (VARIANT, OWN)) {
            return self.with(id, value);
        }
        let mut own = self.with(VARIANT, OWN)?;
        for (param, count) in
            [("locks", sizing.locks), ("counters", sizing.counters), ("queues", sizing.queues)]
        {
            own = own.with(param, &count.to_string())?;
        }
        own.with(id, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::Address;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn values(text: &str) -> Values {
        SCENE.values(text).expect("the values here are good")
    }

    #[test]
    fn a_rule_says_how_many_there_are_and_a_number_overrides_it() {
        let counts = |text: &str| {
            let (Sizing { nodes, locks, counters, queues }, rule) = values(text).sizing();
            ((nodes, locks, counters, queues), rule)
        };
        assert_eq!(counts(""), ((8, 4, 4, 8), Some(Rule::Article)));
        assert_eq!(counts("n=1"), ((1, 0, 0, 1), Some(Rule::Article)));
        assert_eq!(counts("n=3"), ((3, 1, 1, 3), Some(Rule::Article)));
        assert_eq!(counts("n=5&variant=one-of-each"), ((5, 1, 1, 1), Some(Rule::OneOfEach)));
        assert_eq!(counts("n=5&variant=one-per-node"), ((5, 5, 5, 5), Some(Rule::OnePerNode)));
        assert_eq!(counts("n=5&variant=own&locks=0&counters=64"), ((5, 0, 64, 5), None));
        assert_eq!(
            counts("n=5&locks=1"),
            ((5, 2, 2, 5), Some(Rule::Article)),
            "a number means something only there"
        );
    }

    #[test]
    fn to_set_one_number_keeps_the_others() {
        let turned = |text: &str, id: &str, value: &str| {
            let turned = values(text).sized_with(id, value).expect("it can be turned so");
            turned.to_string()
        };
        assert_eq!(turned("n=1", "locks", "1"), "n=1&variant=own&counters=0");
        assert_eq!(turned("", "queues", "2"), "variant=own&locks=4&counters=4&queues=2");
        assert_eq!(turned("", VARIANT, OWN), "variant=own&locks=4&counters=4");
        assert_eq!(turned("variant=own&locks=3", "counters", "1"), "variant=own&locks=3&counters=1");
        assert_eq!(turned("n=4", "n", "6"), "n=6");
        let refused = values("").sized_with("locks", "65").map_err(|error| error.to_string());
        assert_eq!(refused, Err("locks must be from 0 to 64, not 65.".into()));
    }

    #[test]
    fn a_link_carries_all_of_it() {
        for text in
            ["sizing", "sizing?n=1", "sizing?n=3&variant=one-of-each", "sizing?n=1&variant=own&counters=0"]
        {
            assert_eq!(Address::parse(text).map(|address| address.to_string()).ok().as_deref(), Some(text));
        }
    }
}
