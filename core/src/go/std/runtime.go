// Package runtime speaks to the machine about goroutines, and has the errors that the machine panics with.
package runtime

import "internal/lockstep"

const lacks = "*"

const (
	Compiler        = "gc"
	GOOS     string = "linux"
	GOARCH   string = "amd64"
)

// Error is a panic of the machine.
type Error interface {
	error
	RuntimeError()
}

// The machine makes the values of these: the text is what follows "runtime error: ", and of a plainError all.
type errorString string
type plainError string
type boundsError struct{ text string }

// A TypeAssertionError is a failed x.(T); its text follows "interface conversion: ".
type TypeAssertionError struct{ text string }

// A PanicNilError is what panic(nil) panics with.
type PanicNilError struct{ _ [0]func() }

func (e errorString) Error() string         { return "runtime error: " + string(e) }
func (e plainError) Error() string          { return string(e) }
func (e boundsError) Error() string         { return "runtime error: " + e.text }
func (e *TypeAssertionError) Error() string { return "interface conversion: " + e.text }
func (*PanicNilError) Error() string        { return "runtime error: panic called with nil argument" }
func (errorString) RuntimeError()           {}
func (plainError) RuntimeError()            {}
func (boundsError) RuntimeError()           {}
func (*TypeAssertionError) RuntimeError()   {}
func (*PanicNilError) RuntimeError()        {}

// Gosched is a step that lets others go first.
func Gosched()

// Goexit is a step: the goroutine ends after its deferred calls.
func Goexit()

// NumGoroutine is a step: how many goroutines exist.
func NumGoroutine() int

// printed is what the language's print or println writes.
func printed(args []any, line bool) string

func print(args []any)   { lockstep.Write(2, printed(args, false)) }
func println(args []any) { lockstep.Write(2, printed(args, true)) }

// panicText is how the end of the process tells a panic's value.
func panicText(v any) string {
	switch v := v.(type) {
	case error:
		return indented(v.Error())
	case interface{ String() string }:
		return indented(v.String())
	}
	return indented(panicked(v))
}

// panicked is the same of a value without methods.
func panicked(v any) string

// indented is a text of several lines, the later ones moved in.
func indented(text string) string {
	var out []byte
	for i := range len(text) {
		out = append(out, text[i])
		if text[i] == '\n' {
			out = append(out, '\t')
		}
	}
	return string(out)
}

var processors = NumCPU()

// GOMAXPROCS answers the setting before; it changes nothing else.
func GOMAXPROCS(n int) int {
	lockstep.Touch(&processors)
	before := processors
	if n > 0 {
		processors = n
	}
	return before
}

func NumCPU() int                         { return 4 }
func GC()                                 {}
func KeepAlive(x any)                     {}
func SetFinalizer(obj any, finalizer any) {}
func LockOSThread()                       {}
func UnlockOSThread()                     {}
func Version() string                     { return "go1.27.3" }

// Caller is where the caller, or one of its callers, stands.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	function, file, line := lockstep.Caller(skip + 1)
	return uintptr(line), file, line, function != ""
}
