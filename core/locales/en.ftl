### Every sentence that Lockstep can say, in English. The other files have the same messages with the same variables.
### The parts of a sentence that are workers, objects and values come in by variables, so that the page can mark them.

## Lists, ranges, units

list-next = { $items }, { $next }
list-last = { $items } and { $last }
list-range = { $first } to { $last }
list-others = { $count ->
    [one] 1 other
   *[other] { $count } others
}
duration-seconds = { $number } s
duration-milliseconds = { $number } ms
duration-microseconds = { $number } µs
duration-nanoseconds = { $number } ns

## Where we are

step-of = Step { $step } of { $length }


## Lessons: what each is

lesson-ten-goroutines = Ten goroutines
lesson-ten-goroutines-summary = One lock, one channel, and a main that waits before it receives: it stops every time.
lesson-lock-contention = Waiting for a lock
lesson-lock-contention-summary = Who waits how long, and what the order of waking changes.
lesson-counting = Counting together
lesson-counting-summary = One counter, many who add to it, and how updates are lost.
lesson-queueing = Producers and consumers
lesson-queueing-summary = A queue between them: full, empty, or nothing but a hand-off.

## Lessons: what can be turned

param-goroutines = Goroutines
param-variant = Program
param-channel-capacity = Capacity of the channel
param-locks = Locks
param-rounds = Rounds each
param-hold = Time a lock is held (ms)
param-wake = Who is woken
param-increments = Additions each
param-producers = Producers
param-consumers = Consumers
param-queue-capacity = Places in the queue
param-items = Items of each producer
param-produce = Time to produce one (ms)
param-consume = Time to consume one (ms)

variant-original = Original
variant-no-mutex = Without the mutex
variant-unlock-first = Unlock before the send
variant-buffered = Repair: a buffered channel
variant-receive-first = Repair: receive, then wait
variant-closer = Repair: another goroutine waits and closes
variant-unprotected = Unprotected
variant-mutex = Under a mutex
variant-atomic = Atomic
variant-owner = One owner
wake-go = Go’s rule
wake-fifo = First in, first out
wake-any = Any waiter

## Lessons: the moments that have a name

moment-start = Start
moment-first-block = First wait
moment-first-hand-off = First hand-off
moment-first-lost-update = First lost update
moment-deadlock = Deadlock
moment-end = End

## Lessons: what cannot be

at-column = Column { $column }: { $error }
value-no-such-param = There is no parameter “{ $param }”.
value-twice = { $param } is given twice.
value-not-a-number = { $param } must be a whole number, not “{ $given }”.
value-out-of-range = { $param } must be from { $min } to { $max }, not { $given }.
value-not-an-option = { $param } cannot be “{ $given }”. There are only { $options }.
address-no-such-lesson = There is no lesson “{ $given }”. There are { $lessons }.
address-no-such-moment = The lesson { $lesson } has no moment “{ $given }”. It has { $moments }.
