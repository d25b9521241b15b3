//! Worlds around another world.

/// What a world says of itself that is what the one inside of it says, in the field of this name: all that neither changes what may
/// happen nor is changed by what the world around keeps.
macro_rules! through {
    ($world:ident) => {
        fn footprint(&self, choice: $crate::world::Choice) -> $crate::world::Footprint {
            self.$world.footprint(choice)
        }

        fn is_timer(&self, choice: $crate::world::Choice) -> bool {
            self.$world.is_timer(choice)
        }

        fn shows_waiting(&self, choice: $crate::world::Choice) -> bool {
            self.$world.shows_waiting(choice)
        }

        fn who(&self, choice: $crate::world::Choice) -> u64 {
            self.$world.who(choice)
        }

        fn way(&self, choice: $crate::world::Choice) -> u64 {
            self.$world.way(choice)
        }

        fn waiting(&self) -> Vec<u64> {
            self.$world.waiting()
        }

        fn has_deadline(&self) -> bool {
            self.$world.has_deadline()
        }

        fn end(&self) -> Option<&$crate::world::End> {
            self.$world.end()
        }

        fn now(&self) -> u64 {
            self.$world.now()
        }
    };
}

pub(crate) use through;
