// Package lockstep is where the library ends and the machine begins.
//
// A function without a body, here and in every other package of the library, is the machine's. A step is a point where
// another goroutine may come in between. Accesses to memory are none in packages that guard what they share, as context, sync,
// testing and time do (code::is_guarded lists them): there, whatever follows a step up to the next one happens at once, and state that is
// hidden in X may be used only right after a step on X. In all others they are the program's own, and steps where others can reach it; so
// are they in internal/plain.
package lockstep

// Operation says what an atomic access does, for whoever watches.
type Operation int

const (
	Load Operation = iota
	Store
	Add
	Swap
	CompareAndSwap
	And
	Or
)

// Touch is a step on the variable p, which it may read and write. It orders like a lock of p that is held until the next
// step: each Touch of p happens before the later ones. A nil p panics as a nil dereference.
func Touch[T any](p *T)

// TouchAtomic is the step of an atomic operation on p, which the caller carries out right after it. It orders as Touch.
func TouchAtomic[T any](p *T, op Operation)

// Write is a step: text appears on standard output (fd 1) or standard error (fd 2).
func Write(fd int, text string)

// Exit is a step: the process ends.
func Exit(code int)

// Waiters is the list of those who wait for a condition; its zero value is an empty one. The machine keeps it.
type Waiters struct{ _ int }

// CondRegister is a step on w: the next number of those who will wait.
func CondRegister(w *Waiters) uint32

// CondWait is a step on w: parks ("sync.Cond.Wait") until the number was signalled; returns at once if it was already.
func CondWait(w *Waiters, number uint32)

// CondSignal is a step on w: frees the lowest number that waits or will wait.
func CondSignal(w *Waiters)

// CondBroadcast is a step on w: frees all numbers given so far.
func CondBroadcast(w *Waiters)

// Epoch is when virtual time starts, 1 January 2000 UTC, in seconds since 1 January of year 1.
const Epoch = 63_082_281_600

// Now is virtual time in nanoseconds since Epoch. It is no step, unless time may pass while somebody can run.
func Now() int64

// Instant is the same, for who makes nothing of it but how far away something is: what it leads to is in no state but as a word that the
// machine knows for an instant. So a state does not depend on how late it is.
func Instant() int64

// Sleep is a step: parks ("sleep") for ns nanoseconds of virtual time; zero and less return at once.
func Sleep(ns int64)

// Timer is due after a while, and again after each period if it is not 0. When it is due, it starts F in a goroutine of
// its own (created by time.goFunc) if F is not nil, and else sends the instant on Channel, a chan time.Time.
//
// The value sent is the three words of a time.Time: Epoch and the whole seconds since, the nanoseconds, nil. The send
// never blocks: if the buffer, which has room for one, is full, the value is dropped. To the program the channel is
// synchronous: len and cap are 0, and after StopTimer or ResetTimer no value of before can be received.
type Timer struct {
	Channel any
	F       func()
	state   int // the machine's
}

// StartTimer is a step on t, which was never started. A while that is not positive is over at once.
func StartTimer(t *Timer, while, period int64)

// StopTimer is a step on t: whether it was still to fire. With a Channel it counts as still to fire while the value lies
// in the channel, which is then taken out of it.
func StopTimer(t *Timer) bool

// ResetTimer is a step on t: StopTimer and StartTimer in one, answering as StopTimer.
func ResetTimer(t *Timer, while, period int64) bool

// Random is the next number of the calling goroutine's own stream. It is no step.
func Random() uint64

// Caller is where a frame of the calling goroutine stands: 0 is whoever calls Caller. The function is named as in a
// goroutine dump ("main.main.func1"), the file as the program's text is. Above the last frame all are empty.
func Caller(skip int) (function, file string, line int)

// TypeName is the dynamic type as %T prints it, "<nil>" for nil.
func TypeName(v any) string

// SameType is whether both have the same dynamic type.
func SameType(a, b any) bool

// Comparable is whether the dynamic type of v can be compared by ==, whatever its value holds.
func Comparable(v any) bool

// IsNil is whether v is nil or holds a nil pointer.
func IsNil(v any) bool

// Length is that of the slice s, or -1 if it is none.
func Length(s any) int

// SwapElements exchanges two elements of the slice s, or panics as an index would. It is a step where others can reach them.
func SwapElements(s any, i, j int)
