//! The byte with which each event begins.

macro_rules! tags {
    ($($name:ident)*) => { tags!(@ 0u8, $($name)*); };
    (@ $number:expr, $name:ident $($rest:ident)*) => { pub const $name: u8 = $number; tags!(@ $number + 1, $($rest)*); };
    (@ $number:expr,) => {};
}

tags! {
    STEPPED ADVANCED SPAWNED EXITED MADE OFFERED ARMS WITHDRAWN SERVED PARKED UNPARKED WOKEN ASLEEP ACQUIRED ACQUIRED_READ
    RELEASED RELEASED_READ STARVING CALM BUFFERED BUFFERED_FRONT TAKEN HANDED_OVER CLOSED COUNTED READ WRITTEN PRINTED ENDED
    REFUSED VALUED MAY LAST_WORDS UNWINDS RECOVERS NODE LEASED SHOWN TOLD KNOWS
}
