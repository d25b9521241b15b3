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
