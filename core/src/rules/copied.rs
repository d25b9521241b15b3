//! States that are copied again and again, each over one that nobody wants any more.

/// Says of a struct, field by field, how it is cloned: what it is cloned over keeps the room that it has. A derived `Clone` gives
/// that up and asks for new room, which takes most of the time where states are saved and restored at every step.
macro_rules! copied {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl Clone for $name {
            fn clone(&self) -> Self {
                $name { $($field: self.$field.clone()),* }
            }

            fn clone_from(&mut self, other: &Self) {
                $(self.$field.clone_from(&other.$field);)*
            }
        }
    };
}

pub(crate) use copied;
