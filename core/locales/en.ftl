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
clock = { $time }
dump-more = ...and { $count } more goroutines
step-spoken = { $place }. { $sentence }
start = Nothing has happened yet. { $worker } goes first.
start-empty = Nothing has happened, and nothing will.

## What a step did: one sentence each

step-locks = { $worker } takes { $object }.
step-locks-woken = { $worker } tries again and takes { $object }.
step-lock-blocks = { $worker } blocks on { $object }, held by { $holder }{ $ahead ->
    [0] {""}
    [one] , behind 1 other
   *[other] , behind { $ahead } others
}.
step-lock-blocks-free = { $worker } blocks on { $object }{ $ahead ->
    [0] {""}
    [one] , behind 1 other
   *[other] , behind { $ahead } others
}.
step-lock-lost = { $worker } tries again, but { $holder } was quicker and holds { $object }. It waits on, first in line.
step-lock-lost-free = { $worker } tries again in vain and waits on for { $object }, first in line.
step-lock-starves = { $worker } was overtaken for too long: { $object } will be handed straight to it.
step-try-yes = { $worker } tries { $object } and takes it.
step-try-no = { $worker } tries { $object }, finds it taken and goes on without it.
step-unlocks = { $worker } gives { $object } back.
step-unlocks-others = { $worker } unlocks { $object }, which { $holder } held.
step-unlocks-to = { $worker } gives { $object } back, straight to { $next }.
step-reads-under = { $worker } takes { $object } to read.
step-read-blocks = { $worker } cannot read under { $object } and waits{ $ahead ->
    [0] {""}
    [one] , behind 1 other reader
   *[other] , behind { $ahead } other readers
}: { $because }.
step-writes-under = { $worker } takes { $object } to write.
step-write-blocks = { $worker } cannot write under { $object } and waits{ $ahead ->
    [0] {""}
    [one] , behind 1 other writer
   *[other] , behind { $ahead } other writers
}: { $because }.
because-writes = { $holder } writes
because-reads = { $readers } { $readers ->
    [one] reads
   *[other] read
}
because-writer-waits = { $writer } waits to write and goes first
because-taken = it is taken
step-read-unlocks = { $worker } stops reading under { $object }.
step-sends-to = { $worker } sends { $value } on { $object }, and { $to } receives it.
step-sends-buffer = { $worker } puts { $value } into { $object }: { $filled } of { $capacity }.
step-send-blocks = { $worker } wants to send { $value } on { $object } and waits for someone to receive it.
step-send-blocks-full = { $worker } wants to send { $value } on { $object }, finds it full and waits.
step-send-nil = { $worker } sends on a nil channel: it will wait for ever.
step-receives-from = { $worker } receives { $value } from { $from } on { $object }.
step-receives-buffer = { $worker } takes { $value } out of { $object }: { $filled } of { $capacity } left.
step-receives-buffer-refilled = { $worker } takes { $value } out of { $object }, and the value of { $from } moves in: { $filled } of { $capacity }.
step-receives-closed = { $worker } receives from { $object } and learns that it is closed and empty.
step-receive-blocks = { $worker } wants to receive from { $object }, finds nothing and waits.
step-receive-nil = { $worker } receives from a nil channel: it will wait for ever.
step-closes = { $worker } closes { $object }.
step-length = { $worker } asks how much is in { $object }: { $value }.
step-length-nil = { $worker } asks how much is in a nil channel: nothing.
step-select = By select: { $step }
step-select-default = { $worker } finds no case of its select ready and takes the default.
step-select-blocks = { $worker } finds no case of its select ready and waits at { $objects }.
step-select-never = { $worker } waits in a select that can never go on.
step-adds = { $worker } adds { $delta } to { $object }, which now needs { $count } Done.
step-done = { $worker } is done with its part: { $object } needs { $count } more Done.
step-done-last = { $worker } is done with its part: { $object } needs no more Done.
step-release = { $worker } wakes { $workers }, who waited for { $object }.
step-wait-woken = { $worker } has waited for { $object } and goes on.
step-wait-passes = { $worker } finds nothing to wait for at { $object } and goes on.
step-wait-blocks = { $worker } waits for { $object }, which needs { $count } more Done.
step-loads = { $worker } reads { $object }: { $value }.
step-stores = { $worker } writes { $value } to { $object }.
step-stores-over = { $worker } writes { $value } to { $object } and has not seen what { $other } wrote: that update is lost.
step-atomic-adds = { $worker } adds { $delta } to { $object } in one go: { $value }.
step-swaps = { $worker } puts { $value } into { $object } and gets { $old } for it.
step-compares-yes = { $worker } finds { $object } as expected and sets it to { $value }.
step-compares-no = { $worker } finds { $object } changed and leaves it alone.
step-sleeps = { $worker } sleeps until { $until }.
step-sleeps-not = { $worker } sleeps for no time at all.
step-wakes-up = { $worker } wakes at { $now }.
step-time-moves = Time moves to { $now }, and { $worker } wakes.
step-yields = { $worker } lets others go first.
step-prints = { $worker } prints “{ $text }”.
step-join-passes = { $worker } sees that { $other } is done.
step-join-blocks = { $worker } waits until { $other } is done.
step-spawns = { $worker } starts { $other }.
step-returns = { $worker } returns.
step-fatal = { $worker } tries to { $does }, and the program ends: { $text }
step-refused = { $worker } tries to { $does } and is refused: { $text }.
story = { $sentences }
step-passes = { $worker } goes on.
tail-woken = { $workers } { $workers ->
    [one] is woken and tries again.
   *[other] are woken and try again.
}
tail-goes-on = { $workers } { $workers ->
    [one] goes on.
   *[other] go on.
}
tail-receives = { $workers } { $workers ->
    [one] receives nothing more: the channel is closed.
   *[other] receive nothing more: the channel is closed.
}
tail-takes = { $workers } { $workers ->
    [one] takes { $object }.
   *[other] take { $object }.
}
tail-refused = { $worker } is refused: { $text }.
tail-exits = { $workers } { $workers ->
    [one] has come to its end.
   *[other] have come to their end.
}
tail-starving = { $object } is now handed to those who wait, in order.
tail-starving-over = { $object } is free for whoever comes first again.

## Why a worker waits

wait-lock = { $who } { $who ->
    [one] waits
   *[other] wait
} for { $object }
wait-lock-held = { $who } { $who ->
    [one] waits
   *[other] wait
} for { $object }, held by { $holder }
wait-lock-behind = { $who } waits for { $object }, held by { $holder }, behind { $ahead ->
    [one] 1 other
   *[other] { $ahead } others
}
wait-read = { $who } { $who ->
    [one] waits
   *[other] wait
} to read under { $object }: { $because }
wait-write = { $who } { $who ->
    [one] waits
   *[other] wait
} to write under { $object }: { $because }
wait-send = { $who } { $who ->
    [one] waits
   *[other] wait
} for someone to receive from { $object }
wait-room = { $who } { $who ->
    [one] waits
   *[other] wait
} for room in { $object }
wait-receive = { $who } { $who ->
    [one] waits
   *[other] wait
} for someone to send on { $object }
wait-nil = { $who } { $who ->
    [one] waits
   *[other] wait
} for ever at a nil channel
wait-select = { $who } { $who ->
    [one] waits
   *[other] wait
} in a select for one of { $objects }
wait-select-one = { $who } { $who ->
    [one] waits
   *[other] wait
} in a select for { $objects }
wait-select-never = { $who } { $who ->
    [one] waits
   *[other] wait
} for ever in a select without a case
wait-count = { $who } { $who ->
    [one] waits
   *[other] wait
} for { $object }, which needs { $count } more Done
wait-join = { $who } { $who ->
    [one] waits
   *[other] wait
} for { $other } to end
wait-sleep = { $who } { $who ->
    [one] sleeps
   *[other] sleep
} until { $until }
wait-asleep = { $who } { $who ->
    [one] sleeps
   *[other] sleep
}
who-holds = { $who } holds { $objects } and

## How a run ends

story-deadlock = Everyone waits. { $clauses }.
story-next = { $clauses }. { $next }
story-only-receives = Only { $partner } receives from { $object }, and { $wait }
story-only-sends = Only { $partner } sends on { $object }, and { $wait }
story-so-far-receives = So far only { $partner } has received from { $object }, and { $wait }
story-so-far-sends = So far only { $partner } has sent on { $object }, and { $wait }
story-stuck = { $workers } can never go on, though others can. { $clauses }.
story-stuck-unless = { $workers } can never go on, unless somebody unlocks what another holds. { $clauses }.
story-receivers-done = Whoever has received from { $object } so far is done
story-senders-done = Whoever has sent on { $object } so far is done, and nobody has closed it
story-nobody-receives = Nobody is left to receive from { $object }
story-nobody-sends = Nobody is left to send on { $object } or to close it
story-more = { $count } more hold something and wait too
story-more-wait = { $count } more wait for other things
story-nobody = Nobody is left
story-cycle = They wait in a circle: { $workers }
end-returned = { $worker } returned, and everyone is done.
end-short = { $worker } returned, but updates of { $object } were lost: { $value } is too little.
end-leaked = { $worker } returned; { $clauses }.
end-leaked-next = { $clauses }; { $next }
end-vanish-waiting = { $workers } { $workers ->
    [one] vanishes, still waiting for { $object }
   *[other] vanish, still waiting for { $object }
}
end-vanish-aside = { $workers } { $workers ->
    [one] vanishes, still waiting
   *[other] vanish, still waiting
}
end-vanish-sleeping = { $workers } { $workers ->
    [one] vanishes in its sleep
   *[other] vanish in their sleep
}
end-vanish-more = { $count ->
    [one] 1 more vanishes
   *[other] { $count } more vanish
} too
end-vanish-ready = { $workers } { $workers ->
    [one] vanishes before it is done
   *[other] vanish before they are done
}
end-fault = { $worker } ends the program: { $text }

## What may happen next

choice = { $worker }: { $does }
do-lock = lock { $object }
do-lock-again = try again to lock { $object }
do-lock-starving = give up racing for { $object }
do-try-lock = try to lock { $object }
do-unlock = unlock { $object }
do-unlock-wakes = unlock { $object }, waking { $next }
do-read-lock = lock { $object } to read
do-try-read-lock = try to lock { $object } to read
do-read-unlock = unlock { $object } after reading
do-write-lock = lock { $object } to write
do-try-write-lock = try to lock { $object } to write
do-write-unlock = unlock { $object } after writing
do-send = send { $value } on { $object }
do-receive = receive from { $object }
do-close = close { $object }
do-length = ask how much is in { $object }
do-select = select
do-select-case = select: { $does }
do-select-none = select: no case is ready
do-select-default = select: take the default
do-add = add { $delta } to { $object }
do-done = Done on { $object }
do-release = wake those who wait for { $object }
do-wait-return = go on after waiting for { $object }
do-wait = wait for { $object }
do-load = read { $object }
do-store = write { $value } to { $object }
do-atomic-add = add { $delta } to { $object } in one go
do-swap = put { $value } into { $object }
do-compare = set { $object } to { $value } if it is as expected
do-sleep = sleep for { $time }
do-wake = wake at { $until }
do-yield = let others go first
do-print = print “{ $text }”
do-join = wait for { $other } to end
do-spawn = start { $other }
do-return = return
do-panic = panic
a-nil-channel = a nil channel
a-worker = another goroutine

## What things are, and how they are

kind-mutex = mutex
kind-mutex-fifo = mutex, first in, first out
kind-mutex-any = mutex, any waiter next
kind-rwmutex = read-write mutex
kind-channel-unbuffered = unbuffered channel
kind-channel-buffered = channel, capacity { $capacity }
kind-waitgroup = WaitGroup
kind-variable = variable
kind-atomic = atomic
card-free = free
card-held = held by { $holder }
card-reading = read by { $readers }
card-writing = written by { $holder }
card-starving = handed over in order
card-waiting = { $count ->
    [one] 1 waits
   *[other] { $count } wait
}
card-filled = { $filled } of { $capacity } full
card-values = holds { $values }
card-senders = { $count ->
    [one] 1 waits to send
   *[other] { $count } wait to send
}
card-receivers = { $count ->
    [one] 1 waits to receive
   *[other] { $count } wait to receive
}
card-empty = nothing in it
card-closed = closed
card-count = needs { $count } more Done
card-value = { $value }
card-read-last = last read by { $worker }
card-written-last = last written by { $worker }
card-next = { $clauses }, { $next }
state-running = running
state-ready = ready
state-waiting = waiting
state-sleeping = sleeping
state-done = done
state-failed = failed
state-gone = gone
about-next = next: { $does }
about-done = came to its end
about-failed = ended the program
about-gone = vanished with the program
group-state = { $count } { $state }
group-line = { $what } at line { $line }
group-waiting = { $count ->
    [one] 1 waits
   *[other] { $count } wait
} for { $object }
group-sending = { $count ->
    [one] 1 waits
   *[other] { $count } wait
} to send on { $object }
group-receiving = { $count ->
    [one] 1 waits
   *[other] { $count } wait
} to receive from { $object }
more-objects = { $count ->
    [one] 1 more object
   *[other] { $count } more objects
}
branch = Branch { $number }, parted at step { $step }
branch-first = First run
plot-waiting = waiting for { $object }
plot-readers = waiting to read under { $object }
plot-senders = waiting to send on { $object }
plot-receivers = waiting to receive from { $object }
plot-values = values in { $object }

## Traces that come from elsewhere

trace-too-large = This file is too large to be a trace that can be read here.
trace-foreign = This file is not a run that Lockstep saved.
trace-newer = This trace was made by a later Lockstep (version { $version }; this one reads up to { $known }).
trace-damaged = This trace is damaged at line { $line }, column { $column }: { $what }.
trace-step = This trace is damaged: step { $step } does not begin with who took it.
trace-too-long = This trace has more than { $most } steps, which is as much as can be shown.
trace-no-token = This trace does not say how its run is repeated, so it cannot be opened here.

## Lessons: what each is

lesson-ten-goroutines = Ten goroutines
lesson-ten-goroutines-summary = One lock, one channel, and a main that waits before it receives: it stops every time.
lesson-lock-contention = Locks
lesson-lock-contention-summary = Who waits how long, and what the order of waking changes.
lesson-counting = Counting
lesson-counting-summary = One counter, many who add to it, and how updates are lost.
lesson-queueing = Queueing
lesson-queueing-summary = A queue between them: full, empty, or nothing but a hand-off.
lesson-lease = Leases
lesson-counters = Counter service
lesson-queues = Queue service
lesson-sizing = Sizing

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
variant-closer = Repair: another goroutine waits and closes the channel
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

## The page: its panes

lessons = Lessons
lesson-done = seen to an end
lesson = Lesson
pane-program = Program
pane-stage = Stage
source = Go source
output = Output
what-happened = What just happened
who-next = Who goes next?
why-not = Why the others cannot
timeline = Timeline
plots = Waiting and queues
read-lesson = Read the lesson
back-to-program = Back to the program

## The page: the stage

zone-ready = Can go
zone-aside = Waiting for no one object
zone-asleep = Asleep
zone-over = Finished
seat-holds = Held by
seat-writes = Writer
seat-reads = Readers
seat-wrote-last = Last written by
seat-read-last = Last read by
bench-waits = Waiting
bench-writes = Waiting to write
bench-reads = Waiting to read
bench-sends = Waiting to send
bench-receives = Waiting to receive
count-needs = Done still needed
pipe-no-room = keeps nothing
show-why = Draw who waits for whom

## The page: what happened, and what next

predict-first = What has just happened? Say it first.
reveal = Reveal (H)
working = Working: step { $step }
stop = Stop
try-next = Change the program and try again
choice-recorded = (as recorded)
nobody-over = Nobody: the run is over.
nobody-now = Nobody can go right now.
more-choices = { $count ->
    [one] 1 more choice is not listed.
   *[other] { $count } more choices are not listed.
}
nobody-waits = Nobody waits.
no-output = Nothing has been printed.
earlier-output = { $count ->
    [one] 1 earlier line
   *[other] { $count } earlier lines
}
exit-code = exit status { $code }

## The page: the controls

controls = Controls
first = Start
back = Back
forward = Step
last = End
play = Play
pause = Pause
next-wait = Next wait
position = Position in the run
virtual-time = Virtual time: it moves only when nobody can go
jump-to-moment = Go to…
more = More
speed = Speed
one-step-a-second = 1 step a second
steps-a-second = { $number } steps a second
policy = Who goes next, when you do not choose
policy-round-robin = Each in turn
policy-random = By chance
policy-pct = By chance, seeking rare orders (PCT)
open-as-go = Open as a Go program
own-program = Your Go program
policy-note = The run goes on from here in the new order. What was recorded stays as a branch. PCT gives each goroutine a random priority and changes it a few times: what goes wrong only in rare orders comes up sooner.
seed = Seed
another-order = Another order by chance
branches = Branches of this run
timeline-window = Steps { $from } to { $to } of the run
timeline-many = { $count } goroutines, by state
spoken-playing = Playing.

## The page: figures, tables, text

plots-of = Over the whole recorded run, { $length ->
    [one] 1 step
   *[other] { $length } steps
}
plot-waited = Waited, in steps
nobody-waited = Nobody has waited.
plot-more = { $count ->
    [one] 1 more waited less.
   *[other] { $count } more waited less.
}
plot-most = at most { $number }
steps = { $count ->
    [one] 1 step
   *[other] { $count } steps
}
several = { $count } together
as-table = As a table
as-text = As text
table-objects = Objects
table-workers = Goroutines
column-name = Name
column-kind = Kind
column-state = State
column-about = About to
column-line = Line

## The page: the header and what opens from it

share = Share
help = Help
close = Close
projector = Projector
theme-auto = Theme: auto
theme-light = Theme: light
theme-dark = Theme: dark
share-link = Link to this moment
share-frame = Frame for your own page
share-note = Both carry the program, its parameters, every choice and the position.
share-files = Files
share-nothing-sent = Nothing is sent anywhere.
copy = Copy
copied = Copied.
copy-refused = This page may not copy: select the text and copy it yourself.
save-picture = Picture of this moment (SVG)
save-source = The Go program
save-text = The run as text
save-trace = The run as data (JSON)
share-qr = The link as a QR code
share-qr-long = The link is too long for a QR code that a telephone could read.
open-trace = Open a saved run (JSON)
help-what = Lockstep runs a concurrent program one step at a time. You decide who goes next, or let it decide; you can always go back and try another order.
help-keys = Keys
help-signs = Signs
key-step = one step back or on
key-change = to the previous or next time anyone starts or stops waiting
key-ends = to the start, to the end
key-play = play or pause
key-choose = let that choice happen
key-speed = slower, faster
key-hide = hide or reveal what happened
key-projector = large type for a projector
key-help = this help
key-close = close what is open
letters-are-keys = Single letters and digits are keys

## What cannot be done

notice-not-a-choice = That cannot happen here.
notice-no-texts = The texts of this language could not be fetched. Check the connection and try again.
notice-limit = A run is recorded for at most { $most } steps. Go back to try another order.
notice-not-deterministic = The program did something else when it was run again (at step { $step }), so there is no going on from here.
notice-parted = This link was made by another version of the program. Its run and today’s are the same up to step { $after } and differ by step { $by }.
notice-no-moment = This run does not come to that moment: { $moment }.
link-position = In this link “{ $given }” is not a position.
link-other-program = This link is for a program that is not here: “{ $given }”.
link-not-a-token = This is not a link to a run.
link-other-version = This link is of version { $version }; this page reads version { $known }.
link-damaged = This link is damaged: some of it is missing or was changed.
link-too-long = This link is too long to be one of a run.

## Go programs: what only they do

go-find = Find
go-previous = Previous
go-next = Next
go-match = current match
go-on-line = on line
go-edit = Edit
go-example = Program
go-own = Your own program
go-test = Test
go-all-tests = All, one after the other
go-earlier = Your program before: { $what }
go-done = Done
go-keys = Escape, then Tab: out of the editor. Ctrl Enter: play. F8: next problem. Ctrl F: find.
go-range-empty = There is nothing from { $low } to { $high }: the smaller number comes first.
go-range-outside = { $value } is not from { $low } to { $high }, so it cannot be turned.
go-wrong = What is wrong with the program
go-problems = { $count ->
    [one] 1 problem. What runs is the last version without one.
   *[other] { $count } problems. What runs is the last version without one.
}
go-input = Line { $line } asks for standard input. There is none here: every read finds its end at once.
go-behind = This is the version before: what is written now has something wrong in it.
go-at-line = Line { $line }
go-endless = { $place }: this goes on for ever, and nothing changes any more.
go-long = { $place }: not over after { $steps } steps, and it may have no end. Press End to go on.
go-limit = { $place }: not over after { $steps } steps, and no more are recorded. Go back to try another order.
go-no-package = The package { $path } is not here.
go-packages = Packages that are here
go-older = Loop variables as before Go 1.22
go-step-line = One line on
go-step-block = Until it waits
go-no-example = There is no example “{ $given }”.
go-link-command = This is a schedule of the command’s: it belongs to a file, and the program is not in it. Use it where the file is: lockstep run --schedule s1.… file.go. With --trace run.json, that also saves the run in a file that can be opened here.
go-link-problem = The program in this link cannot be read: { $text }
go-program = Go program
go-program-summary = Any small Go program: it is checked as Go checks it and steps as Go would run it.
go-registers = { $worker } takes a number at { $object }: whoever signals from now on may mean it.
go-condition-blocks = { $worker } waits at { $object } until it is signalled.
go-condition-passes = { $worker } was signalled at { $object } before it could wait, and goes on.
go-signals = { $worker } signals { $object } and wakes the first who waits.
go-signals-nobody = { $worker } signals { $object }, where nobody waits.
go-broadcasts = { $worker } wakes all who wait at { $object }.
go-broadcasts-nobody = { $worker } would wake all at { $object }, but nobody waits.
go-next-key = { $worker } goes on to the next key of { $object }.
go-counts-workers = { $worker } asks how many goroutines there are: { $value }.
go-sets-timer = { $worker } sets a timer for { $time } from now.
go-stops-timer = { $worker } stops a timer.
go-fires = It is { $now }: a timer fires.
go-fires-to = It is { $now }: a timer fires, and { $to } receives from { $object }.
go-fires-into = It is { $now }: a timer fires, and { $object } has something to receive.
go-fires-starts = It is { $now }: a timer fires and starts { $other }.
go-looks = { $worker } looks at { $object }.
go-finishes-store = { $worker } is done with writing { $value } to { $object }, and nobody touched it meanwhile.
go-computes = { $worker } computes on, where nobody else can see it. If that never stops, it is an endless loop.
go-leaves = { $worker } leaves by runtime.Goexit.
go-exits = { $worker } ends the program with exit code { $code }.
go-panics = { $worker } panics: { $text }; its deferred calls run first.
go-panics-so = First the deferred calls of { $worker } run.
go-recovers = { $worker } recovers: its panic does not end the program.
go-do-register = take a number at { $object }
go-do-signal = signal { $object }
go-do-broadcast = wake all who wait at { $object }
go-do-next-key = go on to the next key of { $object }
go-do-next-key-of = go on to key { $number } of those left in { $object }
go-do-count-workers = ask how many goroutines there are
go-do-set-timer = set a timer for { $time } from now
go-do-stop-timer = stop a timer
go-do-fire = fire a timer
go-do-finish-store = finish writing { $value } to { $object }
go-do-fire-at = fire a timer at { $until }
go-do-compute = compute on
go-do-leave = leave by runtime.Goexit
go-do-exit = end the program with exit code { $code }
go-wait-condition = { $who } { $who ->
    [one] waits
   *[other] wait
} for someone to signal { $object }
go-wait-own = { $who } wait at line { $line }, each for something of its own
go-kind-cond = those who wait for a condition

## Every schedule: what a check of a Go program says

check-all = Check all schedules
check-title = Every schedule
check-again = Check again
check-further = Search on, up to { $times } times as many states
check-running = Every schedule is being tried. Nothing has gone wrong so far.
check-running-samples = There are too many states to see them all: single schedules are being tried. Nothing has gone wrong so far.
check-running-bounded = There are too many states to see them all: schedules with few preemptions come next. Nothing has gone wrong so far.
check-now-outcomes = Now for what can come out.
check-no-more-outcomes = { $count ->
    [one] After 1 state
   *[other] After { $states } states
} the search for what can come out was stopped.
check-broke-at-outcomes = The search for what can come out broke off after { $count ->
    [one] 1 state
   *[other] { $states } states
}, most likely for want of memory.
# Without: states
check-ok = { $count ->
    [one] Nothing can go wrong: there is one state.
   *[other] Nothing can go wrong: all { $states } states were visited.
}
check-ok-but = { $count ->
    [one] No deadlock, panic, data race or goroutine left behind: there is one state. Whether what comes out is right, you decide.
   *[other] No deadlock, panic, data race or goroutine left behind under any schedule: all { $states } states were visited. Whether what comes out is right, you decide.
}
check-nothing-within = Nothing was found. That proves it only for what { $steps ->
    [one] 1 step leads
   *[other] at most { $steps } steps lead
} to.
check-nothing-before-stop = Stopped after { $count ->
    [one] 1 state
   *[other] { $states } states
}. Nothing was found so far, which proves nothing.
check-nothing-before-break = It broke off after { $count ->
    [one] 1 state
   *[other] { $states } states
}, most likely for want of memory. Nothing was found so far, which proves nothing.
check-can-deadlock = It can deadlock: { $way }.
check-must-deadlock = Every schedule ends in a deadlock: { $way } to the nearest.
check-can-partly = Some goroutines can get stuck for ever while others go on: { $way }.
check-can-race = Two goroutines can race for a variable: { $way }.
check-can-starve = A goroutine can starve: { $way }.
check-can-livelock = It can go on for ever and achieve nothing: { $way }.
check-can-leak = It can leave a goroutine waiting for ever: { $way }.
check-can-panic = It can panic: { $way }.
check-can-die = It can die of a fatal error: { $way }.
check-can-fail = A test can fail: { $way }.
check-can-vary = The same choices can lead to different states: { $way }.
check-besides = { $found } { $count ->
    [one] One more thing can go wrong.
   *[other] { $count } more things can go wrong.
}
check-way = { $steps ->
    [one] 1 step
   *[other] { $steps } steps
}, { $switches ->
    [one] 1 switch
   *[other] { $switches } switches
}
check-awaits = What can go wrong, and what can come out, is listed here as soon as it is found.
check-goes-on = The search goes on.
check-stopped = Stopped after { $count ->
    [one] 1 state
   *[other] { $states } states
}: there may be more.
check-broken = It broke off after { $count ->
    [one] 1 state
   *[other] { $states } states
}, most likely for want of memory: there may be more.
# Without: states
check-everything = { $count ->
    [one] That is everything: there is one state.
   *[other] That is everything: all { $states } states were visited.
}
check-nothing = Nothing was found.
check-nothing-but-races = Nothing was found, but one kind of data race was not looked for to the end.
check-running-races = All states were visited. Now for data races that nothing but time, or an answer, keeps apart. Nothing has gone wrong so far.
# Without: states
check-visited = { $count ->
    [one] There is one state, and it was visited.
   *[other] All { $states } states were visited.
}
check-nothing-drawn = Nothing was found with the numbers that were drawn.
check-drew = Numbers were drawn: with others there may be more.
check-endless = No schedule comes to an end.
check-bounded = { $states } states were visited: everything that { $steps ->
    [one] 1 step leads
   *[other] at most { $steps } steps lead
} to{ $preemptions }, and { $samples } beside. There may be more.
check-preemptions = , every schedule with { $count ->
    [0] no preemption
    [one] at most 1 preemption
   *[other] at most { $count } preemptions
}
check-preempting = { $count ->
    [0] no preemption
    [one] 1 preemption
   *[other] { $count } preemptions
}
check-any-delay = Time may pass at any moment.
check-timely = Time passes only when no goroutine can go on: every step takes no time here.
check-races-within = Only one kind of data race was not looked for to the end: where nothing but time, or the answer of a TryLock, len or default, keeps two accesses apart. That was done as far as { $steps ->
    [one] 1 step leads
   *[other] { $steps } steps lead
}; behind it there may be more of them.
check-met-memory = Some schedules use all the memory that a program gets here: they were not followed any further.
check-met-goroutines = Some schedules start more goroutines than a program gets here: they were not followed any further.
check-met-stack = Some schedules use all the stack that a goroutine gets here, which is less than in Go: they were not followed any further. Most often that is recursion without an end.
check-races-do-more = With a data race real Go may do still more: here all accesses happen one after the other. Behind it there may be another that it hides: check again once it is mended.
check-states = { $count ->
    [one] 1 state
   *[other] { $states } states
}
check-rate = { $states } a second
check-depth = { $count ->
    [one] 1 step deep
   *[other] { $count } steps deep
}
check-samples = { $count ->
    [one] 1 single schedule
   *[other] { $samples } single schedules
}
check-memory = { $number } MB
check-findings = What can go wrong
check-warnings = What to look at
check-deadlock = Deadlock
check-partial = Partial deadlock
check-race = Data race
check-starvation = Starvation
check-livelock = Livelock
check-leak = Goroutine left behind
check-panic = Panic
check-fatal = Fatal error
check-test-failure = Test failure
check-lock-order = Warning: two locks are taken in opposite orders
check-schedule-dependent = Warning: the result depends on the schedule
check-not-deterministic = Not deterministic
check-reads = reads it
check-writes = writes it
check-found-race = Data race on { $variable }: next { $accesses }, and nothing orders the two.
check-found-race-apart = Data race on { $variable }: { $made }, next { $next }, and nothing orders the two.
check-found-wrote = { $workers } has written it at line { $line }
check-found-has-read = { $workers } has read it at line { $line }
check-found-next = { $clauses }, { $next }
check-found-reads = { $workers } { $workers ->
    [one] reads
   *[other] read
} it at line { $line }
check-found-writes = { $workers } { $workers ->
    [one] writes
   *[other] write
} it at line { $line }
check-found-leak = Left behind: main is about to return, and { $waits } for ever.
check-found-partial = Partial deadlock: whatever the others do, { $waits } for ever.
check-found-starvation = Starvation: { $count ->
    [one] the last step can be repeated for ever
   *[other] the last { $count } steps can be repeated for ever
}, while { $waits }.
check-found-livelock = Livelock: { $count ->
    [one] the last step can be repeated for ever without achieving anything
   *[other] the last { $count } steps can be repeated for ever without achieving anything
}, and { $goes }.
check-found-waits = { $workers } { $workers ->
    [one] waits
   *[other] wait
} at line { $line } ({ $wait })
check-found-goes = { $workers } { $workers ->
    [one] is
   *[other] are
} at line { $line } again
check-found-order = Opposite orders: { $takes }. Were both on the way at once, each could wait for the other for ever.
check-found-takes = { $workers } { $workers ->
    [one] takes
   *[other] take
} { $locks } at line { $line }
check-found-dependent = This schedule has another result than others: compare what can come out.
check-found-failure = Test failure: { $test }.
check-nothing-avoids = No schedule avoids it.
check-repeats = { $count ->
    [one] Its last step can be repeated for ever.
   *[other] Its last { $count } steps can be repeated for ever.
}
check-from-here = From step { $step } on nothing avoids it
check-who = { $workers }
check-outcomes = What can come out
check-ways = { $count ->
    [0] Nothing comes out: no schedule comes to an end.
    [one] It comes out in one way only.
   *[other] It can come out in { $ways } ways.
}
check-ways-so-far = { $count ->
    [one] So far there is one way.
   *[other] So far there are { $ways } ways.
}
check-more-ways = { $count } more are not listed.
check-prints-nothing = prints nothing
check-more-lines = { $count ->
    [one] 1 more line
   *[other] { $count } more lines
}
check-all-lines = all { $count } lines
check-ends-deadlock = deadlock
check-ends-panic = panic: { $text }
check-ends-fatal = fatal error: { $text }
check-group-by = Group by
check-each = nothing
check-by-printed = what is printed
check-by-lines = the lines, in any order
check-by-ending = how it ends
check-groups = { $count ->
    [one] One group.
   *[other] { $count } groups.
}
check-alike = { $count ->
    [one] one more like it
   *[other] { $count } more like it
}
check-compare = Compare
check-compare-how = Press Compare at two of them to lay them side by side.
check-compare-next = Choose the one that it is to be compared with.
check-beside = Side by side
check-same = { $count ->
    [0] They part at the first step.
    [one] They have the first step in common.
   *[other] They have the first { $count } steps in common.
}
check-more-steps = { $count ->
    [one] 1 more step
   *[other] { $count } more steps
}
check-mend = First mend what is wrong with the program.
check-before-edits = This is of the program as it was before the last edits.
check-map = Map of all executions
check-map-how = Each shape is a state, each line what one goroutine does next. Press a state to go the shortest way to it; the arrow keys lead from state to state.
check-map-run = The strong line is the run on the stage.
check-map-back = Dashed lines go back to an earlier state.
check-map-too-large = A map of all executions is drawn for programs of at most { $most } states.
check-map-state = Step { $step }: { $sentence }
check-map-next = Next:
check-map-start = start
check-map-plain = a state
check-map-found = something is found
check-map-doomed = cannot be avoided any more
check-map-bad = goes wrong
check-map-good = comes to its end
check-map-unavoidable = Whoever goes next, it goes wrong from here.
check-refused = No check can be run here: the page may not start a Web Worker. The command “lockstep check” does the same.

## A cluster: how many locks, counters and queues it has

cluster-sizing = A rule says how many locks, counters and queues n nodes have. Where they are, and what that buys and costs.
cluster-param-nodes = Nodes (n)
cluster-param-rule = Rule
cluster-param-counters = Counters
cluster-param-queues = Queues
cluster-rule-article = The article’s: ⌊n/2⌋
cluster-rule-one = One of each
cluster-rule-each = n of each
cluster-rule-own = Your own numbers
cluster-name-article = the article’s
cluster-name-one = one of each
cluster-name-each = n of each
cluster-nodes-count = { $count ->
    [one] 1 node
   *[other] { $count } nodes
}
cluster-locks-count = { $count ->
    [0] no lock
    [one] 1 lock
   *[other] { $count } locks
}
cluster-counters-count = { $count ->
    [0] no counter
    [one] 1 counter
   *[other] { $count } counters
}
cluster-queues-count = { $count ->
    [0] no queue
    [one] 1 queue
   *[other] { $count } queues
}
cluster-listed = { $items }
cluster-nothing = nothing
cluster-sized = { $nodes }: { $locks }, { $counters } and { $queues }.
cluster-sized-one = With 1 node the article’s rule comes to ⌊1/2⌋ = 0 locks and 0 counters: there is no second node to share one with. Whoever asks for one is refused.
cluster-sized-odd = { $node } is beside nobody: n is odd, so it shares no lock and no counter. It has its queue, as every node does.
cluster-sized-none = Where a number is 0, whoever asks for one is refused.
cluster-thing-shared = { $thing } is on { $owner }. { $beside } is beside it and passes on what it is asked.
cluster-thing-alone = { $thing } is on { $owner } alone.
cluster-node-has = { $node } has { $things }.
cluster-node-has-nothing = { $node } has nothing.
cluster-node-beside = It is beside { $things }.
cluster-map = Map of the cluster
cluster-map-how = Press a node or what it has to read where it is; the arrow keys go from one to the next.
cluster-map-has = has it
cluster-map-beside = is beside it, and passes on what it is asked
cluster-ask = Ask
cluster-ask-lock = Ask for a lock
cluster-ask-counter = Ask for a counter
cluster-ask-queue = Ask for a queue
cluster-ask-granted = Granted: { $thing }, on { $owner }.
cluster-ask-rule = Refused by the rule ⌊n/2⌋: { $nodes }, { $kind }. There is no second node to share one with.
cluster-ask-none = Refused: there is { $kind }.
cluster-ask-override = Override: one lock and one counter
cluster-ask-override-all = Override: one of each that is missing
cluster-buys = What it buys and costs
cluster-figures = A client waits { $waiting } for a lock, { $operations } operations end in a second, and each takes { $messages } messages.
cluster-beside = Compared with { $rule }: { $waiting } × the wait, { $operations } × the operations, { $messages } × the messages, and { $kept } things to look after instead of { $others }.
cluster-not-measured = Without a lock, a counter and a queue there is nothing to be measured.
cluster-measuring = Measured up to { $nodes } of { $most } nodes
cluster-go-on = Go on
cluster-plot-waiting = Waiting for a lock
cluster-plot-throughput = Operations a second
cluster-plot-messages = Messages per operation
cluster-plot-at = At { $nodes }:
cluster-plot-how = Point at a plot, or go through it with ← and →: Enter takes that number of nodes.
cluster-key-step = one node fewer or more
cluster-key-ends = the fewest nodes, the most
cluster-plot-work = Each client does eight rounds: it takes a lock, works for half a millisecond, gives it back, adds to a counter, reads it, pushes to a queue and takes from it. A message to another node takes 1 ms. Virtual time, the same on every machine.
cluster-has = Has
cluster-beside-of = Is beside

## A cluster: a lease across nodes

cluster-summary = The lock is in another process now, and whoever holds it may stop at any moment: a lease, two holders, and the token that keeps them apart.
cluster-variant-lease = A leased lock across nodes
cluster-variant-pause = Two holders after a pause
cluster-variant-token = The fencing token that makes it harmless
cluster-variant-skew = Two holders by a slow clock
cluster-variant-anyone = A release that ends another’s lease
cluster-param-clients = Clients
cluster-param-lease = Length of a lease (ms)
cluster-param-work = Work under the lock (ms)
cluster-param-faults = What may go wrong by hand
cluster-param-drawn = Faults drawn by seed (0: none)
cluster-faults-none = Nothing
cluster-faults-messages = Messages: lost, doubled, late, out of order
cluster-faults-pauses = Pauses
cluster-faults-crashes = Crashes and restarts
cluster-faults-partitions = Partitions
cluster-faults-clocks = Clocks that jump
cluster-faults-all = All of the above
cluster-faults-skews = Clocks that go too slowly or too fast
cluster-moment-lease-over = A lease runs out
cluster-moment-stale-write = A stale write
cluster-is-locks = lock service
cluster-is-storage = storage
cluster-is-client = client
cluster-is-faults = what may go wrong
cluster-up = up
cluster-paused = paused
cluster-crashed = crashed
cluster-done = done
cluster-parted = cut off
cluster-leased = { $worker } has the lease: token { $token }, until { $until }
cluster-not-leased = nobody has a lease
cluster-in-line = in line: { $workers }
cluster-value = { $object } is { $value }
cluster-value-by = { $object } is { $value }, written by { $worker }
cluster-highest = highest token seen: { $token }
cluster-refused = refused last: token { $token }
cluster-taken-stale = taken last: token { $token }, older than that
cluster-holds = holds the lock: token { $token }
cluster-holds-no-more = believes it holds the lock: token { $token }, whose lease is over
cluster-works = works until { $until }
cluster-awaits = waits for the answer to { $text }
cluster-waits-in-line = waits in line for { $object }
cluster-asks-again = asks again at { $until }
cluster-clock-ahead = its clock has jumped ahead by { $time }
cluster-clock-skewed = its clock counts { $time } in 10 ms
cluster-flight = { $text } from { $from } to { $to }, there at { $until }
cluster-flight-held = { $text } from { $from } to { $to }, which cannot take it now
cluster-flight-lost = { $text } from { $from } to { $to } is lost
cluster-under-way = Messages under way
cluster-none-under-way = None is under way.
cluster-by-hand = What may go wrong
cluster-left = Left
cluster-left-crashes = { $left }/{ $all } crashes
cluster-left-restarts = { $left }/{ $all } restarts
cluster-left-disks = { $left }/{ $all } of these with an empty disk
cluster-left-pauses = { $left }/{ $all } pauses
cluster-left-partitions = { $left }/{ $all } nodes cut off
cluster-left-jumps = { $left }/{ $all } clock jumps
cluster-left-skews = { $left }/{ $all } clocks slow or fast
cluster-left-losses = { $left }/{ $all } messages lost
cluster-left-duplicates = { $left }/{ $all } messages doubled
cluster-left-reorders = { $left }/{ $all } messages swapped
cluster-left-delays = { $left }/{ $all } messages delayed
cluster-long = Not over after { $steps } steps: nodes may go on telling one another for ever. Press End to go on.
cluster-nodes = Nodes
cluster-knows = What it knows and does
cluster-message = Message
cluster-do-take = take { $text } from { $from }
cluster-do-lease = the lease runs out at { $until }
cluster-do-work = be done with its work at { $until }
cluster-do-again = ask again at { $until }
cluster-do-give-up = wait no longer than until { $until }
cluster-fault-crash = { $node } crashes
cluster-fault-restart = { $node } starts again with what is on its disk
cluster-fault-restart-empty = { $node } starts again with an empty disk
cluster-fault-pause = { $node } stops for a while: it is paused
cluster-fault-resume = { $node } goes on after its pause
cluster-fault-part = { $node } is cut off from the others
cluster-fault-heal = All nodes reach each other again
cluster-fault-jump = The clock of { $node } jumps ahead by { $time }
cluster-fault-skew = From now on the clock of { $node } counts { $time } in 10 ms
cluster-fault-lose = { $text } from { $from } to { $to } is lost
cluster-fault-duplicate = { $text } from { $from } to { $to } comes once more
cluster-fault-reorder = { $text } from { $from } to { $to } comes behind the next
cluster-fault-delay = { $text } from { $from } to { $to } takes longer
cluster-fault-crash-amid = { $to } takes { $text } from { $from } and crashes: it has answered, and not written to its disk
cluster-strikes = { $fault }.
cluster-start = { $count ->
    [one] 1 client asks
   *[other] { $count } clients ask
} for the lock, and the messages are under way. A message takes 1 ms.
cluster-takes = { $worker } takes { $text } from { $from }.
cluster-comes-to-crashed = { $text } from { $from } comes to { $worker }, which is crashed, and is lost.
cluster-lease-over = It is { $now }: the lease that { $worker } has granted runs out.
cluster-work-over = It is { $now }: { $worker } is done with its work.
cluster-again = It is { $now }: { $worker } has no answer yet and asks again.
cluster-gives-up = It is { $now }: { $worker } waits no longer.
cluster-grants = { $holder } has the lease of { $object } until { $until }, under token { $token }.
cluster-renews = The lease of { $object } lasts until { $until }.
cluster-stands-in-line = { $worker } stands in line.
cluster-lease-ends = The lease of { $holder } is over.
cluster-gives-back = { $holder } no longer has the lease.
cluster-written = { $object } is { $value } now, written under token { $token }.
cluster-written-stale = { $object } is { $value } now, written under token { $token } after token { $seen }: what the newer holder wrote is overwritten, and nobody noticed.
cluster-refuses = { $worker } refuses token { $token }: it has seen { $seen }.
cluster-sends = { $from } sends { $text } to { $to }.
cluster-sends-lost = { $from } sends { $text } to { $to }, which does not reach it: they are on two sides of a partition.
cluster-works-until = It works until { $until }.
cluster-two-holders = Now { $workers } each believe they hold { $object }.
cluster-loses = { $worker } has lost its lease and writes nothing.
cluster-unknown = { $worker } will never know whether it was done.
cluster-is-done = { $worker } has done all that it had to do.
cluster-over = All are done.
cluster-stuck = Nothing can happen any more, and not all are done: { $workers }.
cluster-why-paused = { $who } is paused
cluster-why-crashed = { $who } is crashed
cluster-why-line = { $who } waits in line: { $holder } has the lease until { $until }
cluster-why-line-free = { $who } waits in line for { $object }
cluster-why-answer = { $who } waits for the answer to { $text }
cluster-why-works = { $who } works until { $until }
cluster-why-messages = { $who } waits for messages

## The examples: Go programs of their topics, in the order in which they are offered

topic-channels = Channels
example-ping-pong = Ping-pong
watch-ping-pong = Watch one ball go back and forth: at most moments only one of the two goroutines can move.
example-hand-off = Hand-off
watch-hand-off = Watch the sender wait until somebody takes the parcel: a channel without places stores nothing.
example-queueing = Producers and consumers
watch-queueing = Watch who waits: the producers while the queue is full, the consumers while it is empty.
example-backpressure = Backpressure
watch-backpressure = Watch a fast producer come to the pace of a slow consumer as soon as the buffer is full.
example-pipeline = A pipeline of three stages
watch-pipeline = Watch three stages work at the same time, each on a number of its own.
example-fan-in = Fan-in with select
watch-fan-in = Watch select take from whoever is ready: the order of the letters is another one in another run.
example-nil-channel = A nil channel in select
watch-nil-channel = Watch a finished channel become nil: a case with a nil channel is never ready, so select forgets it.
example-worker-pool = A pool of workers
watch-worker-pool = Watch a few workers share many jobs: whoever is free takes the next one.
example-semaphore = A channel as a semaphore
watch-semaphore = Watch a buffered channel count: to send is to take a place, and when all are taken the next one waits.
example-prime-sieve = Prime sieve
watch-prime-sieve = Watch a chain of filters grow by one for each prime; what passes them all is the next prime.

topic-locks = Locks
example-lock-contention = Waiting for a lock
watch-lock-contention = Watch the queue before the lock: while one works, all who want the same lock wait.
example-two-locks = Two locks in opposite order
watch-two-locks = Watch two transfers take the same two locks in opposite order: when each has one, both wait for ever.
example-dining-philosophers = Dining philosophers
watch-dining-philosophers = Watch what happens when everyone has taken the left fork: each waits for the right one, and nobody eats.
example-ordered-philosophers = Philosophers who keep an order
watch-ordered-philosophers = Watch the last philosopher take the forks the other way round: with one order for all forks no circle can close.
example-recursive-read-lock = A read lock taken twice
watch-recursive-read-lock = Watch a reader that reads again: a writer waits in between, lets no new reader in, and is itself waiting for the reader.
example-channel-rwlock = A read-write lock of channels
watch-channel-rwlock = Watch two channels do the work of a sync.RWMutex: one holds the number of readers, the other is full while it is taken.
example-bounded-queue = A bounded queue with sync.Cond
watch-bounded-queue = Watch those who find the queue full or empty go to sleep on a condition, and look again when they are woken.
example-once = Only once
watch-once = Watch everyone ask for the settings and only the first one load them; the others wait until they are there.
example-forgotten-unlock = A forgotten unlock
watch-forgotten-unlock = Watch a function leave early with the lock in its hands: whoever locks next waits for ever.

topic-memory = Shared memory
example-counting = Lost updates
watch-counting = Watch two goroutines read the same number and both write the next one: an addition is lost.
example-mutex-counter = A counter under a mutex
watch-mutex-counter = Watch nobody come between the reading and the writing of the counter: the lock makes both one step.
example-atomic-counter = An atomic counter
watch-atomic-counter = Watch each addition happen in one step, without a lock: nothing is lost and nobody waits.
example-compare-and-swap = Compare and swap
watch-compare-and-swap = Watch someone compute a new value in vain: the swap fails when another was quicker, and is tried again.
example-check-then-act = Check, then act
watch-check-then-act = Watch both customers look before either of them takes: there is enough for one, and two are served.
example-map-writes = Concurrent map writes
watch-map-writes = Watch two goroutines write to one map: when Go notices, the whole program ends, and nothing can recover it.
example-loop-variable = The variable of a loop
watch-loop-variable = Watch each goroutine keep the number of its own round: since Go 1.22 a loop makes a new variable each time.

topic-waiting = Waiting for each other
example-ten-goroutines = Ten goroutines
watch-ten-goroutines = Watch main wait for goroutines that wait for main: one of them holds the lock and can only go on when main receives.
example-ten-goroutines-repaired = Ten goroutines, repaired
watch-ten-goroutines-repaired = Watch main receive before it waits, so that whoever holds the lock can always go on.
example-never-closed = A channel that is never closed
watch-never-closed = Watch the consumers receive everything and then wait for more: a range ends only when the channel is closed.
example-missed-signal = A missed signal
watch-missed-signal = Watch a signal come before anyone waits for it: it is not kept, and whoever waits then waits for ever.
example-add-inside = Add inside the goroutine
watch-add-inside = Watch main pass the Wait before anyone was counted: Add has to come before the go statement, not inside.
example-first-error = The first error
watch-first-error = Watch which failure is the first one to be kept: all the tasks end, and one error is told.
example-first-answer = The first answer wins
watch-first-answer = Watch main take the first answer and leave: with no place in the channel the other servers wait for ever.
example-context-cancel = Cancelled by a context
watch-context-cancel = Watch one call of cancel reach every worker, wherever it is waiting.

topic-time = Time
example-timeout-leak = A timeout that leaves someone behind
watch-timeout-leak = Watch the time run out: main goes on without the result, and the goroutine that has it finds nobody to give it to.
example-deadline = A deadline
watch-deadline = Watch a deadline pass through a whole chain of calls: what is derived from a context ends with it.
example-ticker-quit = A ticker and a quit channel
watch-ticker-quit = Watch a goroutine wait for two things at once: the next tick, and the word that it should stop.
example-rate-limiter = A rate limiter
watch-rate-limiter = Watch the requests go through one at a tick, however many of them are waiting.

topic-endings = How programs end
example-early-exit = main does not wait
watch-early-exit = Watch main return while others are at work: a program ends with main, and what they had to say is lost.
example-panic-in-goroutine = A panic in a goroutine
watch-panic-in-goroutine = Watch a panic in one goroutine end the whole program: main's recover is for main's own panics only.
example-double-close = A channel closed twice
watch-double-close = Watch the second one close what is closed already: only one goroutine may close a channel, and only once.
example-send-closed = A send on a closed channel
watch-send-closed = Watch the receiver close the channel under the sender's hands: to close is the sender's part.
example-account = Tests with goroutines
watch-account = Watch tests start goroutines of their own: each test has to wait for all of them before it looks at the result.
cluster-counters-summary = A counter that several nodes share: one owner, parts or copies; an add that counts twice, and one that is lost.
cluster-queues-summary = A queue in another process, and workers that may crash: given once, given again, given up, and acknowledged too early.
cluster-variant-owner = One owner, and a lost answer that does no harm
cluster-variant-sharded = Parts that a read adds up
cluster-variant-replicated = Copies that agree in the end
cluster-variant-retried = A retry that counts twice
cluster-variant-two-messages = An add in two messages that loses another
cluster-variant-unwritten = Answered before it is written, and lost
cluster-variant-once = First in, first out, given once
cluster-variant-again = Given again after a timeout
cluster-variant-dead = Given up: a dead letter
cluster-variant-early = Acknowledged too early, and lost
cluster-variant-forgetful = A queue that forgets who has what
cluster-param-adds = Adds of each client
cluster-param-workers = Workers
cluster-param-elements = Elements
cluster-param-timeout = Visibility timeout (ms)
cluster-param-element-work = Work on an element (ms)
cluster-moment-redelivered = An element comes back
cluster-moment-stale-receipt = A receipt no longer counts
cluster-moment-dead-letter = A dead letter
cluster-moment-breach = A promise is broken
cluster-is-owner = owner of the counter
cluster-is-beside = passes on
cluster-is-part = part of the counter
cluster-is-copy = copy of the counter
cluster-is-queue = queue
cluster-counter-is = the counter is { $value }
cluster-passes-on = passes on what it is asked
cluster-adds-itself = adds { $value } for { $worker }: it has asked for the value
cluster-part-is = its part is { $value }
cluster-part-known = for { $reader }: { $worker } said { $value }
cluster-copy-is = its copy is { $value }
cluster-slot = from { $worker }: { $up } added, { $down } taken off
cluster-behind = may not know that yet: { $workers }
cluster-ready = ready: { $elements }
cluster-none-ready = none is ready
cluster-in-hand = { $worker } has element { $element } until { $until }, receipt { $receipt }
cluster-dead = dead letters: { $elements }
cluster-hand = has element { $element }, receipt { $receipt }
cluster-hand-once = has element { $element }
cluster-hand-done = has processed element { $element }
cluster-hand-stale = has element { $element }, but receipt { $receipt } no longer counts
cluster-hand-gone = has element { $element }, which the queue no longer has
cluster-idles = has nothing to do until { $until }
cluster-do-given = the time of an element is over at { $until }
cluster-do-tell = tell the others again at { $until }
cluster-do-idle = go on at { $until }
cluster-given-over = It is { $now }: the time is over for which { $worker } gave an element.
cluster-tells = It is { $now }: { $worker } tells the others again.
cluster-idle-over = It is { $now }: { $worker } goes on.
cluster-counter-now = The counter is { $value } now.
cluster-part-now = The part of { $worker } is { $value } now.
cluster-copy-now = The copy of { $worker } is { $value } now.
cluster-add-lost = What was added since { $worker } asked for the value is overwritten, and nobody noticed.
cluster-gives = { $holder } has element { $element } until { $until }, with receipt { $receipt }.
cluster-back = Element { $element } is there again, and receipt { $receipt } no longer counts.
cluster-removed = Element { $element } is removed for good.
cluster-dies = Element { $element } was given out too often: it goes to the dead letters.
cluster-processes = { $worker } has processed element { $element }.
cluster-removes-nothing = That receipt no longer counts, and nothing is removed.
cluster-settled = { $worker } knows that all others know as much: { $value }.
cluster-idles-until = It has nothing to do until { $until }.
cluster-why-idles = { $who } has nothing to do until { $until }
cluster-promises = What is promised
cluster-kept = kept so far
cluster-kept-over = kept
cluster-open = to be seen at the end
cluster-unsettled = undecided: too many orders to try
cluster-broken = broken
cluster-not-promised = not promised; so far it is so
cluster-not-promised-over = not promised; here it is so
cluster-not-so = not promised, and not kept
cluster-promise-leases = One lease at a time, tokens that only grow, and nobody but its owner and time ends a lease
cluster-promise-writes = No write of an older holder after that of a newer one
cluster-promise-bounds = Each read has all that was surely added before it, and nothing that was not begun
cluster-promise-linearizable = Linearizable: as if the operations came one after another
cluster-promise-agreement = In the end all copies agree, on what was added
cluster-promise-elements = The queue loses nothing and invents nothing: what it has given is for its taker to lose
cluster-promise-processed = What is acknowledged and gone was processed
cluster-promise-holders = One holder at a time, and nothing comes back before its time
cluster-promise-receipts = A receipt that no longer counts removes nothing
cluster-rule-token = The token is not above all that were granted before.
cluster-rule-held = Two leases are live at once.
cluster-rule-released = Somebody else has ended the lease.
cluster-rule-ended = The lease was ended before its time.
cluster-rule-not-live = That lease was not live.
cluster-rule-old-write = An older holder has written after a newer one.
cluster-rule-unheld = Somebody has written who never held the lock.
cluster-rule-bounds = The read is not what was added: too much or too little.
cluster-rule-order = There is no order that explains all answers.
cluster-rule-diverged = Two copies do not agree.
cluster-rule-sum = The copies agree on something else than what was added.
cluster-rule-invented = An element was given that nobody had pushed, or too often.
cluster-rule-lost = An element is gone, and nobody has processed it.
cluster-rule-given-twice = An element was given while somebody else had it.
cluster-rule-reused = Two elements have one receipt.
cluster-rule-early = An element came back before its time.
cluster-rule-receipt = A receipt counted that should not.
cluster-asks = { $worker } asks: { $text }
cluster-never-knows = { $worker } no longer waits for an answer
cluster-told-granted = { $worker } grants { $holder } a lease under token { $token }
cluster-told-ended = The lease with token { $token } ends
cluster-told-renewed = The lease with token { $token } begins anew
cluster-told-written = { $worker } takes { $value } from { $holder }
cluster-told-refused = { $worker } refuses { $value } from { $holder }
cluster-told-given = { $worker } gives { $holder } element { $element } with receipt { $receipt }
cluster-told-removed = { $worker } removes element { $element }
cluster-told-dead = { $worker } puts element { $element } with the dead letters
cluster-told-back = { $worker } has element { $element } to give again
cluster-told-processed = { $worker } has processed element { $element }
cluster-told-settled = { $worker } settles on { $value }
cluster-order = This order explains all up to there: { $operations }.
cluster-order-none = No operation had ended before it.
cluster-no-place = This has no place in it: { $operation }.
cluster-operation = { $worker }: { $text }
cluster-operation-answered = { $worker }: { $text } → { $answer }
cluster-more-than-once = Given more than once, which may happen: { $elements }.
cluster-element-times = element { $element } ({ $count } times)
cluster-start-counters = { $count ->
    [one] 1 client asks
   *[other] { $count } clients ask
} for the counter, and the messages are under way. A message between a client and a node takes 1 ms.
cluster-start-queues = { $count ->
    [one] 1 client asks
   *[other] { $count } clients ask
} the queue, and the messages are under way. A message takes 1 ms.
cluster-to-step = To step { $step }

topic-cluster = Distributed coordination
example-lease-lost = A lease that is over
watch-lease-lost = Watch a holder sleep for longer than its lease: the lock goes to another one, and what that one wrote is overwritten.
example-fencing-token = A fencing token
watch-fencing-token = Watch the account refuse the write of a holder whose lease is over: it has seen a newer token, and nothing is lost.
example-job-queue = A queue and a counter on nodes
watch-job-queue = Watch two workers share a queue and a counter that lie on other nodes: each job is given to one of them.
example-redelivery = A job that comes back
watch-redelivery = Watch a job come back that somebody took and never acknowledged: at least once is what a queue can promise.
